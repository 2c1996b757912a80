"""The balanced assignment, on plain numbers: what must hold of any draft, and what it prefers."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kipp.accounts import regions
from verification.allocations.balancing import Entry, Pair, Reason, Verifier, balance
from verification.allocations.nearness import RESIDENCIES, are_near


def people(*keys, base=""):
    return [Verifier(key, base) for key in keys]


def given_to(found):
    """Return who gets what, as {entry: [verifiers]}."""
    by_entry = {}
    for pair in found.pairs:
        by_entry.setdefault(pair.entry, []).append(pair.verifier)
    return by_entry


@st.composite
def problems(draw, *, places=("",)):
    """Draw up to eight entries and six verifiers, with pairs that stay, may move, or are forbidden."""
    verifiers = draw(st.lists(st.integers(101, 106), unique=True, max_size=6))
    numbers = draw(st.lists(st.integers(1, 8), unique=True, max_size=8))
    every = [(entry, verifier) for entry in numbers for verifier in verifiers]

    def pairs():
        return draw(st.sets(st.sampled_from(every), max_size=12)) if every else set()

    kept = pairs()
    bases = [draw(st.sampled_from(["", "A", "B"])) for _one in verifiers]
    return {
        "entries": [
            Entry(number, draw(st.integers(0, 3)), draw(st.sampled_from(places))) for number in numbers
        ],
        "verifiers": [Verifier(key, base) for key, base in zip(verifiers, bases, strict=True)],
        "kept": kept,
        "movable": pairs() - kept,
        "forbidden": pairs(),
    }


@given(problems(places=("", "A", "B")))
def test_every_entry_gets_as_many_as_can_be_had_and_never_more_or_one_who_may_not(problem):
    found = balance(**problem)

    assert len({(pair.entry, pair.verifier) for pair in found.pairs}) == len(found.pairs)
    closed = problem["kept"] | problem["forbidden"]
    assert not closed & {(pair.entry, pair.verifier) for pair in found.pairs}
    for entry in problem["entries"]:
        open_to = [one for one in problem["verifiers"] if (entry.key, one.key) not in closed]
        number = len(given_to(found).get(entry.key, []))
        assert number == min(entry.needs, len(open_to))
        assert found.lacking.get(entry.key, 0) == entry.needs - number


@given(problems())
def test_anyone_who_got_a_task_has_at_most_one_more_than_anybody_who_could_have_had_it(problem):
    found = balance(**problem)

    load = Counter(verifier for _entry, verifier in problem["kept"])
    load.update(pair.verifier for pair in found.pairs)
    has = problem["kept"] | problem["forbidden"] | {(pair.entry, pair.verifier) for pair in found.pairs}
    for pair in found.pairs:
        for other in problem["verifiers"]:
            if (pair.entry, other.key) not in has:
                assert load[pair.verifier] - load[other.key] <= 1


@given(problems(places=("", "A", "B")), st.randoms())
def test_the_same_question_has_the_same_answer_in_whatever_order_it_is_asked(problem, random):
    shuffled = {
        name: random.sample(sorted(things, key=repr), len(things)) for name, things in problem.items()
    }

    assert balance(**shuffled) == balance(**problem)


def test_what_somebody_has_and_what_may_move_stays_where_it_is_even():
    found = balance(
        [Entry(1, 1), Entry(2, 1)], people(101, 102), kept={(3, 101), (4, 102)}, movable={(1, 102), (2, 101)}
    )

    assert found.pairs == [Pair(1, 102, Reason.STAYS), Pair(2, 101, Reason.STAYS)]


def test_what_may_move_goes_to_who_has_less():
    found = balance(
        [Entry(number, 1) for number in (1, 2, 3, 4)],
        people(101, 102),
        movable={(1, 101), (2, 101), (3, 101), (4, 101)},
    )

    assert Counter(pair.verifier for pair in found.pairs) == {101: 2, 102: 2}
    assert Counter(pair.reason for pair in found.pairs) == {Reason.STAYS: 2, Reason.EVEN: 2}


def test_the_innovations_of_one_place_go_to_one_team():
    entries = [Entry(number, 2, "33.26" if number % 2 else "33.01") for number in range(1, 7)]

    found = given_to(balance(entries, people(101, 102, 103, 104)))

    assert found[1] == found[3] == found[5]
    assert found[2] == found[4] == found[6]
    assert {*found[1], *found[2]} == {101, 102, 103, 104}


def test_a_team_gets_no_more_of_a_place_than_its_fair_share():
    found = balance([Entry(number, 1, "33.26") for number in range(1, 7)], people(101, 102, 103))

    assert Counter(pair.verifier for pair in found.pairs) == {101: 2, 102: 2, 103: 2}


def test_where_a_team_cannot_take_all_of_a_place_the_rest_finds_somebody_else():
    found = balance(
        [Entry(1, 1, "33.26"), Entry(2, 1, "33.26")],
        people(101, 102),
        kept={(9, 101), (9, 102)},
        forbidden={(1, 101), (2, 102)},
    )

    assert given_to(found) == {1: [102], 2: [101]}


def test_of_two_who_have_as_much_the_nearer_one_goes():
    base = {"33.25": 101, "33.01": 102}
    verifiers = [Verifier(key, code) for code, key in base.items()]

    found = balance([Entry(1, 1, "33.26"), Entry(2, 1, "33.02")], verifiers, is_near=are_near)

    assert found.pairs == [Pair(1, 101, Reason.NEAR), Pair(2, 102, Reason.NEAR)]


def test_anyone_who_goes_there_already_is_told_as_the_reason():
    found = balance(
        [Entry(1, 0, "33.26"), Entry(2, 1, "33.26"), Entry(3, 1, "33.01")],
        people(101, 102),
        kept={(1, 101)},
    )

    assert found.pairs == [Pair(2, 101, Reason.TOGETHER), Pair(3, 102, Reason.EVEN)]


def test_nobody_at_all_leaves_everything_lacking():
    assert balance([Entry(1, 2)], []).lacking == {1: 2}


def test_it_tells_how_far_it_is():
    heard = []

    balance([Entry(1, 1, "A"), Entry(2, 1, "A"), Entry(3, 1)], people(101, 102), progress=heard.append)

    assert (heard[0], heard[-1], heard) == (0, 100, sorted(heard))


def test_every_regency_and_city_lies_in_one_former_residency():
    listed = (Path(regions.__file__).parent / "governments.csv").read_text().splitlines()[2:]

    codes = [code for codes in RESIDENCIES.values() for code in codes]

    assert sorted(codes) == sorted(line.split(",")[0] for line in listed)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("33.26", "33.75", True),
        ("33.26", "33.26", True),
        ("33", "33.74", True),
        ("33.26", "33.01", False),
        ("34.04", "34.04", True),
        ("34.04", "35.01", False),
    ],
)
def test_near_is_what_lies_in_one_former_residency(one, other, near):
    assert are_near(one, other) == near
