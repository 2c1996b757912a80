import re
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.scoring.totals import (
    contributions,
    criterion_mean,
    final_score,
    round_half_up,
    sheet_total,
    stage_score,
)

POINTS = st.integers(0, 100)
WEIGHTS = st.integers(1, 100) | st.decimals("0.01", "100", places=2)
PRINTED = st.decimals("0", "100", places=2)


@st.composite
def sheets(draw):
    """Sheets of one rubric: (weights by code, a list of points by code)."""
    weights = draw(st.dictionaries(st.sampled_from("abcdefgh"), WEIGHTS, min_size=1))
    sheet = st.fixed_dictionaries(dict.fromkeys(weights, POINTS))
    return weights, draw(st.lists(sheet, min_size=1, max_size=5))


@st.composite
def rubrics(draw):
    """A rubric as the database keeps it, with a sheet: whole weights that sum to 100, and points, by code."""
    cuts = draw(st.lists(st.integers(1, 99), unique=True, max_size=7))
    edges = [0, *sorted(cuts), 100]
    weights = {code: end - start for code, start, end in zip("abcdefgh", edges, edges[1:], strict=False)}
    return weights, draw(st.fixed_dictionaries(dict.fromkeys(weights, POINTS)))


def recompute(pairs):
    """Give the weighted mean of printed texts as a printed text, with no code in common with the portal."""
    exact = sum(Fraction(value) * Fraction(weight) for value, weight in pairs) / sum(
        Fraction(weight) for _, weight in pairs
    )
    whole, rest = divmod(exact.numerator * 100, exact.denominator)
    hundredths = whole + (1 if 2 * rest >= exact.denominator else 0)
    return f"{hundredths // 100}.{hundredths % 100:02}"


# Rounding


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("0", "0.00"),
        ("0.004999", "0.00"),
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("82.445", "82.45"),
        ("99.995", "100.00"),
        ("100", "100.00"),
    ],
)
def test_half_a_hundredth_goes_up(value, printed):
    assert str(round_half_up(Decimal(value))) == printed


def test_a_value_just_below_half_goes_down_however_long_it_is():
    value = Decimal("82.444" + "9" * 60)

    printed = round_half_up(value)

    assert str(printed) == "82.44"


def test_a_number_below_zero_is_refused():
    assert round_half_up(Decimal("0.00")) == Decimal("0.00")

    with pytest.raises(ValueError, match=r"^Scores are not below zero: -0\.01$"):
        round_half_up(Decimal("-0.01"))


# The sheet


def test_a_sheet_total_is_the_mean_weighted_by_the_rubric():
    weights = {"novelty": 15, "effectiveness": 30, "benefit": 25, "replicability": 20, "sustainability": 10}
    points = {"novelty": 83, "effectiveness": 77, "benefit": 91, "replicability": 68, "sustainability": 74}

    total = sheet_total(points, weights)

    # (15 x 83 + 30 x 77 + 25 x 91 + 20 x 68 + 10 x 74) / 100 = 7930 / 100
    assert str(total) == "79.30"


def test_weights_need_not_sum_to_100():
    points = {"novelty": 80, "benefit": 81}
    weights = {"novelty": Decimal("0.5"), "benefit": 1}

    total = sheet_total(points, weights)

    # (0.5 x 80 + 1 x 81) / 1.5 = 80.666...
    assert str(total) == "80.67"


def test_a_sheet_with_a_criterion_that_could_not_be_checked_has_no_total():
    weights = {"novelty": 40, "benefit": 60}

    totals = [sheet_total({"novelty": 0, "benefit": benefit}, weights) for benefit in (0, None)]

    assert totals == [Decimal("0.00"), None]


@pytest.mark.parametrize(
    ("points", "weights", "sentence"),
    [
        (
            {"novelty": 80, "benefit": 80},
            {"novelty": 100},
            "Points and weights differ in their criteria: ['benefit']",
        ),
        (
            {"novelty": 80},
            {"novelty": 40, "benefit": 60},
            "Points and weights differ in their criteria: ['benefit']",
        ),
        ({}, {}, "A sheet has at least one criterion."),
        ({"novelty": 101}, {"novelty": 100}, "Points are an integer from 0 to 100: 101"),
        ({"novelty": -1}, {"novelty": 100}, "Points are an integer from 0 to 100: -1"),
        ({"novelty": 80.5}, {"novelty": 100}, "Points are an integer from 0 to 100: 80.5"),
        ({"novelty": True}, {"novelty": 100}, "Points are an integer from 0 to 100: True"),
        ({"novelty": 80}, {"novelty": 0}, "Weights are above zero: [0]"),
        ({"novelty": None}, {"novelty": -5}, "Weights are above zero: [-5]"),
    ],
)
def test_a_sheet_that_cannot_be_right_is_refused(points, weights, sentence):
    assert sheet_total({"novelty": 80}, {"novelty": 100}) == Decimal("80.00")

    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        sheet_total(points, weights)


# What each criterion contributes


def test_contributions_are_what_the_points_of_each_criterion_make_of_the_total():
    weights = {"novelty": 15, "effectiveness": 30, "benefit": 25, "replicability": 20, "sustainability": 10}
    points = {"novelty": 83, "effectiveness": 77, "benefit": 91, "replicability": 68, "sustainability": 74}

    found = contributions(points, weights)

    assert {code: str(number) for code, number in found.items()} == {
        "novelty": "12.45",
        "effectiveness": "23.10",
        "benefit": "22.75",
        "replicability": "13.60",
        "sustainability": "7.40",
    }
    assert sum(found.values()) == sheet_total(points, weights) == Decimal("79.30")


def test_a_criterion_without_points_contributes_nothing_and_the_others_do():
    points = {"novelty": 0, "benefit": None, "sustainability": 83}
    weights = {"novelty": 40, "benefit": 50, "sustainability": 10}

    assert contributions(points, weights) == {
        "novelty": Decimal("0.00"),
        "benefit": None,
        "sustainability": Decimal("8.30"),
    }


def test_contributions_are_rounded_half_up_where_the_weights_do_not_sum_to_100():
    points = {"novelty": 81, "benefit": 80, "sustainability": 80}
    weights = {"novelty": 1, "benefit": 1, "sustainability": 6}

    found = contributions(points, weights)

    # 81 / 8 = 10.125
    assert [str(number) for number in found.values()] == ["10.13", "10.00", "60.00"]
    assert sheet_total(points, weights) == Decimal("80.13")


@pytest.mark.parametrize(
    ("points", "weights", "sentence"),
    [
        ({"a": 80}, {"a": 40, "b": 60}, "Points and weights differ in their criteria: ['b']"),
        ({}, {}, "A sheet has at least one criterion."),
        ({"a": 101}, {"a": 100}, "Points are an integer from 0 to 100: 101"),
        ({"a": None}, {"a": 0}, "Weights are above zero: [0]"),
    ],
)
def test_contributions_of_a_sheet_that_cannot_be_right_are_refused(points, weights, sentence):
    assert contributions({"a": 80}, {"a": 100}) == {"a": Decimal("80.00")}

    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        contributions(points, weights)


# The stage


def test_a_stage_score_is_the_mean_of_the_printed_totals():
    totals = [Decimal("80.00"), Decimal("80.00"), Decimal("80.01")]

    score = stage_score(totals)

    # 240.01 / 3 = 80.00333...
    assert str(score) == "80.00"


def test_the_mean_of_two_sheets_a_hundredth_apart_goes_up():
    totals = [Decimal("80.00"), Decimal("80.01")]

    score = stage_score(totals)

    assert str(score) == "80.01"


@pytest.mark.parametrize("totals", [[], [None], [Decimal("80.00"), None]])
def test_a_stage_without_all_its_totals_has_no_score(totals):
    score = stage_score(totals)

    assert score is None


@pytest.mark.parametrize("number", ["80.005", "100.01", "-0.01"])
def test_only_printed_numbers_are_carried_on(number):
    sentence = f"^A printed number has two places and lies from 0 to 100: {number}$"
    assert stage_score([Decimal("80.00")]) == final_score([(Decimal("80.00"), 40)]) == Decimal("80.00")

    with pytest.raises(ValueError, match=sentence):
        stage_score([Decimal("80.00"), Decimal(number)])
    with pytest.raises(ValueError, match=sentence):
        final_score([(Decimal("80.00"), 40), (Decimal(number), 60)])


# The mean of a criterion


def test_a_criterion_mean_is_printed_like_a_score():
    points = [80, 80, 81]

    mean = criterion_mean(points)

    assert str(mean) == "80.33"


@pytest.mark.parametrize("points", [[], [None], [80, None]])
def test_a_criterion_without_all_its_points_has_no_mean(points):
    mean = criterion_mean(points)

    assert mean is None


def test_points_above_100_are_refused_in_a_criterion_mean():
    assert criterion_mean([100, 100]) == Decimal("100.00")

    with pytest.raises(ValueError, match=r"^Points are an integer from 0 to 100: 101$"):
        criterion_mean([100, 101])


# The final score


def test_a_final_score_weighs_the_printed_stage_scores():
    stages = [(Decimal("78.35"), 40), (Decimal("84.15"), 60)]

    score = final_score(stages)

    # (40 x 78.35 + 60 x 84.15) / 100 = 8183 / 100
    assert str(score) == "81.83"


def test_the_final_score_of_the_first_stage_is_its_stage_score():
    stages = [(Decimal("78.35"), 40)]

    score = final_score(stages)

    assert score == Decimal("78.35")


@pytest.mark.parametrize("stages", [[], [(None, 40)], [(Decimal("78.35"), 40), (None, 60)]])
def test_an_entry_without_all_its_stage_scores_has_no_final_score(stages):
    score = final_score(stages)

    assert score is None


def test_a_stage_without_weight_is_refused():
    assert final_score([(Decimal("78.35"), 40), (Decimal("84.15"), 60)]) == Decimal("81.83")

    with pytest.raises(ValueError, match=r"^Weights are above zero: \[40, 0\]$"):
        final_score([(Decimal("78.35"), 40), (Decimal("84.15"), 0)])


# What holds for every report


@given(st.lists(st.tuples(sheets(), WEIGHTS), min_size=1, max_size=3))
def test_a_printed_report_recomputes_to_itself(stages):
    totals = [[sheet_total(sheet, weights) for sheet in rows] for (weights, rows), _ in stages]
    scores = [stage_score(of_stage) for of_stage in totals]
    final = final_score([(score, weight) for score, (_, weight) in zip(scores, stages, strict=True)])

    printed_totals = [[str(total) for total in of_stage] for of_stage in totals]
    printed_scores = [str(score) for score in scores]

    assert printed_totals == [
        [recompute([(str(sheet[code]), str(weight)) for code, weight in weights.items()]) for sheet in rows]
        for (weights, rows), _ in stages
    ]
    assert printed_scores == [recompute([(total, "1") for total in of_stage]) for of_stage in printed_totals]
    assert str(final) == recompute(
        [(score, str(weight)) for score, (_, weight) in zip(printed_scores, stages, strict=True)]
    )


@given(rubrics())
def test_the_printed_contributions_of_a_sheet_add_up_to_its_printed_total(report):
    weights, points = report

    printed = {code: str(number) for code, number in contributions(points, weights).items()}

    assert printed == {
        code: f"{points[code] * weight // 100}.{points[code] * weight % 100:02}"
        for code, weight in weights.items()
    }
    assert sum(map(Decimal, printed.values())) == sheet_total(points, weights)


@given(sheets())
def test_with_any_weights_the_contributions_miss_the_total_by_half_a_hundredth_each_at_most(report):
    weights, (points, *_others) = report

    found = contributions(points, weights)

    missed = abs(sum(found.values()) - sheet_total(points, weights))
    assert missed <= Decimal("0.005") * (len(weights) + 1)


@given(st.lists(POINTS, min_size=1, max_size=7))
def test_a_printed_criterion_mean_recomputes_to_itself(points):
    mean = criterion_mean(points)

    assert str(mean) == recompute([(str(one), "1") for one in points])


@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_and_sheets_never_matters(report, random):
    weights, rows = report
    stages = [(Decimal("61.05"), 40), (Decimal("72.15"), 60), (Decimal("83.25"), 35)]
    totals = [sheet_total(sheet, weights) for sheet in rows]

    codes = random.sample(list(weights), len(weights))
    mixed_rows = [{code: sheet[code] for code in reversed(codes)} for sheet in random.sample(rows, len(rows))]
    mixed_totals = [sheet_total(sheet, {code: weights[code] for code in codes}) for sheet in mixed_rows]

    assert sorted(mixed_totals) == sorted(totals)
    assert stage_score(mixed_totals) == stage_score(totals)
    assert final_score(random.sample(stages, 3)) == final_score(stages)


@given(sheets(), st.data())
def test_adding_points_never_lowers_a_number(report, data):
    weights, rows = report
    code = data.draw(st.sampled_from(sorted(weights)))
    more = data.draw(st.integers(rows[0][code], 100))
    raised_rows = [rows[0] | {code: more}, *rows[1:]]

    before = [sheet_total(sheet, weights) for sheet in rows]
    after = [sheet_total(sheet, weights) for sheet in raised_rows]

    assert after[0] >= before[0]
    assert stage_score(after) >= stage_score(before)
    assert final_score([(stage_score(after), 40), (Decimal("70.00"), 60)]) >= final_score(
        [(stage_score(before), 40), (Decimal("70.00"), 60)]
    )
    assert criterion_mean([sheet[code] for sheet in raised_rows]) >= criterion_mean(
        [sheet[code] for sheet in rows]
    )


@given(sheets())
def test_a_total_lies_between_the_lowest_and_the_highest_points(report):
    weights, rows = report

    totals = [sheet_total(sheet, weights) for sheet in rows]

    assert all(
        0 <= min(sheet.values()) <= total <= max(sheet.values()) <= 100
        for sheet, total in zip(rows, totals, strict=True)
    )
    assert min(totals) <= stage_score(totals) <= max(totals)


@pytest.mark.parametrize("points", [0, 100])
@given(weights=st.dictionaries(st.sampled_from("abcdefgh"), WEIGHTS, min_size=1))
def test_all_zero_gives_zero_and_all_100_gives_100(points, weights):
    total = sheet_total(dict.fromkeys(weights, points), weights)

    assert total == stage_score([total, total]) == final_score([(total, 40), (total, 60)]) == Decimal(points)


@given(sheets(), st.sampled_from([1, 2, 28]), st.sampled_from(["ROUND_DOWN", "ROUND_UP", "ROUND_HALF_EVEN"]))
def test_the_decimal_context_changes_nothing(report, precision, rounding):
    weights, rows = report

    def numbers():
        totals = [sheet_total(sheet, weights) for sheet in rows]
        score = stage_score(totals)
        return [
            *totals,
            score,
            criterion_mean([80, 80, 81]),
            final_score([(score, 40), (Decimal("78.35"), 60)]),
        ]

    expected = [str(number) for number in numbers()]
    with localcontext(prec=precision, rounding=rounding):
        found = [str(number) for number in numbers()]

    assert found == expected
