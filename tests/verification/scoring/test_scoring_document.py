"""Recompute the worked example of docs/scoring.md: the page promises that every number of it is right."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from verification.scoring.ranking import Entry, crossed_cuts, rank
from verification.scoring.totals import (
    contributions,
    criterion_mean,
    final_score,
    round_half_up,
    sheet_total,
    stage_score,
)

DOCUMENT = Path(__file__).parents[3].joinpath("docs/scoring.md").read_text(encoding="utf-8")
STAGES = ["Proposal stage", "Field stage"]


def table(heading):
    """Return the rows of the table under a heading as dictionaries by column, which two spaces divide."""
    block = re.search(rf"^### {heading}\n.*?^```\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)[1]
    columns, *rows = [re.split(r" {2,}", line) for line in block.splitlines()]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def text(number):
    return "none" if number is None else str(number)


def stage_table(heading):
    """Return the rows of the criteria, the row of totals and the names of the due sheets."""
    *criteria, totals = table(heading)
    due = [column for column in totals if column.startswith("sheet") and totals[column] != "excused"]
    return criteria, totals, due


def points_in(cell):
    return None if cell == "not checked" else int(cell)


@pytest.mark.parametrize("heading", [*STAGES, "Something that could not be checked"])
def test_the_numbers_of_a_stage_are_right(heading):
    criteria, totals, due = stage_table(heading)
    weights = {row["criterion"]: int(row["weight"]) for row in criteria}

    sheets = {sheet: {row["criterion"]: points_in(row[sheet]) for row in criteria} for sheet in due}
    computed = {sheet: sheet_total(points, weights) for sheet, points in sheets.items()}

    assert [row["mean"] for row in criteria] == [
        text(criterion_mean([points[code] for points in sheets.values()])) for code in weights
    ]
    assert totals == totals | {
        "criterion": "total",
        "weight": str(sum(weights.values())),
        **{sheet: text(total) for sheet, total in computed.items()},
        "mean": text(stage_score(list(computed.values()))),
    }


def test_the_contributions_of_the_first_sheet_are_right():
    criteria, totals, _due = stage_table("Proposal stage")
    points = {row["criterion"]: points_in(row["sheet 1"]) for row in criteria}
    weights = {row["criterion"]: int(row["weight"]) for row in criteria}

    found = contributions(points, weights)

    line = " + ".join(str(number) for number in found.values())
    assert f"Its contributions are\n{line} = {totals['sheet 1']}." in DOCUMENT


def test_an_excused_sheet_is_excused_in_every_row():
    criteria, totals, due = stage_table("Field stage")

    cells = [row["sheet 3"] for row in [*criteria, totals]]

    assert due == ["sheet 1", "sheet 2"]
    assert cells == ["excused"] * 6


def test_the_final_score_is_right():
    *stages, final = table("Final score")

    score = final_score([(Decimal(row["score"]), int(row["weight"])) for row in stages])

    assert [row["score"] for row in stages] == [table(heading)[-1]["mean"] for heading in STAGES]
    assert final == {
        "stage": "final",
        "weight": str(sum(int(row["weight"]) for row in stages)),
        "score": str(score),
    }


def test_the_rounding_of_the_example_matters_as_the_page_says():
    *stages, final = table("Final score")
    unrounded = Fraction()
    for row, heading in zip(stages, STAGES, strict=True):
        _, totals, due = stage_table(heading)
        unrounded += int(row["weight"]) * sum(Fraction(totals[sheet]) for sheet in due) / len(due) / 100

    rounded_at_the_end = round_half_up(unrounded)

    assert f"Unrounded stage scores would give {rounded_at_the_end}:" in DOCUMENT
    assert str(rounded_at_the_end) != final["score"]


def test_the_ranking_is_right():
    rows = table("Ranking")
    entries = [
        Entry(key, Decimal(row["final score"]), (Decimal(row["effectiveness"]), Decimal(row["benefit"])))
        for key, row in enumerate(rows)
    ]

    places = rank(entries)

    assert [(row["innovation"], row["place"]) for row in rows] == [
        (rows[place.key]["innovation"], str(place.place)) for place in places
    ]


def test_the_ranking_shows_innovation_a_as_it_was_computed():
    means = {row["criterion"]: row["mean"] for row in table("Field stage")}
    [innovation] = [row for row in table("Ranking") if row["innovation"] == "A"]

    assert innovation == {
        "innovation": "A",
        "final score": table("Final score")[-1]["score"],
        "effectiveness": means["effectiveness"],
        "benefit": means["benefit"],
        "place": "3",
    }


def test_the_cuts_are_right():
    rows = table("Cuts")
    places = [int(row["place"]) for row in table("Ranking")]

    crossed = crossed_cuts(places, [int(row["size"]) for row in rows])

    assert crossed == [int(row["size"]) for row in rows if row["decided by"] == "the plenary"]
    assert crossed == [5]
