from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.scoring.ranking import (
    Entry,
    Place,
    crossed_cuts,
    near_cuts,
    passes,
    places_within,
    rank,
    tier_of,
)

# Few values, so that ties are common.
SCORES = st.sampled_from([Decimal("79.99"), Decimal("80.00"), Decimal("80.01")])


@st.composite
def entries(draw):
    """Entries with a tie chain of one length and keys that come once."""
    length = draw(st.integers(0, 2))
    keys = draw(st.lists(st.integers(1, 1000), unique=True, max_size=12))
    return [Entry(key, draw(SCORES), tuple(draw(SCORES) for _ in range(length))) for key in keys]


def is_better(one, other):
    """Say whether one entry beats another: the first number that differs decides."""
    for mine, yours in zip((one.score, *one.ties), (other.score, *other.ties), strict=True):
        if mine != yours:
            return mine > yours
    return False


def test_the_higher_score_is_better():
    low, high = Entry(1, Decimal("80.00")), Entry(2, Decimal("80.01"))

    places = rank([low, high])

    assert places == [
        Place(2, 1, Decimal("80.01"), shared=False),
        Place(1, 2, Decimal("80.00"), shared=False),
    ]


def test_the_tie_chain_decides_equal_scores_and_only_these():
    effective = Entry(1, Decimal("80.00"), (Decimal("90.00"), Decimal("50.00")))
    beneficial = Entry(2, Decimal("80.00"), (Decimal("85.00"), Decimal("95.00")))
    less_beneficial = Entry(3, Decimal("80.00"), (Decimal("85.00"), Decimal("94.50")))
    higher = Entry(4, Decimal("80.01"), (Decimal("10.00"), Decimal("10.00")))

    places = rank([less_beneficial, beneficial, effective, higher])

    assert places == [
        Place(4, 1, Decimal("80.01"), shared=False),
        Place(1, 2, Decimal("80.00"), shared=False),
        Place(2, 3, Decimal("80.00"), shared=False),
        Place(3, 4, Decimal("80.00"), shared=False),
    ]


def test_entries_equal_in_all_share_a_place_and_the_next_is_skipped():
    ties = (Decimal("75.00"), Decimal("75.00"))
    scores = {11: "90.00", 12: "80.00", 13: "80.00", 14: "70.00"}

    places = rank(Entry(key, Decimal(score), ties) for key, score in scores.items())

    assert places == [
        Place(11, 1, Decimal("90.00"), shared=False),
        Place(12, 2, Decimal("80.00"), shared=True),
        Place(13, 2, Decimal("80.00"), shared=True),
        Place(14, 4, Decimal("70.00"), shared=False),
    ]


def test_anyone_who_is_below_the_passing_grade_stands_behind_all_others():
    below = Entry(1, Decimal("90.00"), passes=False)
    lower = Entry(2, Decimal("70.00"))
    lowest = Entry(3, Decimal("60.00"), passes=False)

    assert rank([below, lowest, lower]) == [
        Place(2, 1, Decimal("70.00"), shared=False),
        Place(1, 2, Decimal("90.00"), shared=False),
        Place(3, 3, Decimal("60.00"), shared=False),
    ]


@pytest.mark.parametrize(
    ("score", "grade", "reaches"), [("85.00", 85, True), ("84.99", 85, False), ("0.00", None, True)]
)
def test_the_passing_grade_itself_is_enough(score, grade, reaches):
    assert passes(Decimal(score), grade) is reaches


def test_no_entries_give_no_places():
    assert rank([]) == []


def test_a_key_that_comes_twice_is_refused():
    once = Entry(1, Decimal("80.00"))
    assert rank([once]) == [Place(1, 1, Decimal("80.00"), shared=False)]

    with pytest.raises(ValueError, match=r"^A key comes twice: \[1, 1\]$"):
        rank([once, Entry(1, Decimal("70.00"))])


def test_tie_chains_of_different_lengths_are_refused():
    short, long = Entry(1, Decimal("80.00")), Entry(2, Decimal("70.00"), (Decimal("90.00"),))
    assert rank([long]) == [Place(2, 1, Decimal("70.00"), shared=False)]

    with pytest.raises(ValueError, match=r"^All entries of a ranking have the same tie chain\.$"):
        rank([short, long])


@given(entries())
def test_a_place_is_one_more_than_the_number_of_better_entries(entries):
    places = rank(entries)

    assert {place.key: place.place for place in places} == {
        entry.key: 1 + sum(is_better(other, entry) for other in entries) for entry in entries
    }


@given(entries())
def test_a_place_is_shared_when_another_entry_has_it(entries):
    places = rank(entries)

    numbers = [place.place for place in places]
    assert [place.shared for place in places] == [numbers.count(number) > 1 for number in numbers]


@given(entries(), st.randoms(use_true_random=False))
def test_the_order_of_entries_never_matters(entries, random):
    mixed = random.sample(entries, len(entries))

    places = rank(mixed)

    assert places == rank(entries)
    assert places == sorted(places, key=lambda place: (place.place, place.key))


@pytest.mark.parametrize(
    ("places", "sizes", "crossed"),
    [
        ([1, 2, 2, 4], [2], [2]),
        ([4, 2, 1, 2], [2], [2]),
        ([1, 2, 2, 4], [1, 3], []),
        ([1, 2, 2, 4], [4, 20], []),
        ([1, 1, 1, 4, 5, 5], [5, 2, 3, 1], [1, 2, 5]),
        ([*range(1, 20), 20, 20, 22], [40, 20, 10], [20]),
        ([*range(1, 20), 20, 21, 22], [40, 20, 10], []),
        ([*range(1, 19), 19, 19, 21], [40, 20, 10], []),
        ([], [20], []),
    ],
)
def test_a_cut_is_crossed_when_a_shared_place_reaches_over_it(places, sizes, crossed):
    assert crossed_cuts(places, sizes) == crossed


@given(entries(), st.sets(st.integers(1, 15)))
def test_a_cut_that_is_not_crossed_lets_in_as_many_as_its_size(entries, sizes):
    places = [place.place for place in rank(entries)]

    crossed = crossed_cuts(places, sizes)

    # Counting who is within the size shows the same: a crossed cut would let in more than it has room for.
    assert crossed == sorted(
        size for size in sizes if sum(place <= size for place in places) > min(size, len(places))
    )


@pytest.mark.parametrize(
    ("sizes", "near"),
    [
        ([2], ["81.00", "80.50", "80.00"]),  # the cut stands at 81.00
        ([3], ["81.00", "80.50", "80.00"]),  # at 80.50
        ([5], ["80.00", "79.49", "79.00"]),  # at 79.49
        ([5, 2], ["81.00", "80.50", "80.00", "79.49", "79.00"]),
        ([6, 40], []),  # take everyone in
        ([], []),
    ],
)
def test_near_a_cut_is_what_lies_at_most_a_point_from_the_last_score_within(sizes, near):
    scores = [Decimal(score) for score in ("90.00", "81.00", "80.50", "80.00", "79.49", "79.00")]

    found = near_cuts(scores, sizes)

    assert found == {Decimal(score) for score in near}


@pytest.mark.parametrize(
    ("place", "tier"), [(1, 10), (10, 10), (11, 20), (20, 20), (21, 40), (40, 40), (41, None)]
)
def test_a_place_reaches_the_smallest_tier_that_it_is_within(place, tier):
    assert tier_of(place, [40, 10, 20]) == tier


def test_without_tiers_a_place_reaches_none():
    assert tier_of(1, []) is None


def test_places_within_some_entries_count_these_entries_only():
    places = {7: 1, 8: 3, 9: 3, 10: 7}

    within = places_within(places)

    assert within == {7: 1, 8: 2, 9: 2, 10: 4}
