"""Put scored entries in order, and see which tiers they reach (docs/scoring.md).

Only printed numbers are compared, so two scores that look equal are equal. An entry without a score has
no place: the caller leaves it out or refuses to rank.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

# How far from a cut a score still counts as near it, in points.
NEAR = Decimal("1.00")


@dataclass(frozen=True)
class Entry:
    """What is ranked: the printed score, and the printed criterion means in the order of the tie chain.

    `passes` is whether it reached the passing grade, if there is one.
    """

    key: int
    score: Decimal
    ties: tuple[Decimal, ...] = ()
    passes: bool = True


@dataclass(frozen=True)
class Place:
    """The place of an entry, from 1; `shared` is whether another entry has the same place."""

    key: int
    place: int
    score: Decimal
    shared: bool


def passes(stage_score: Decimal, grade: int | None) -> bool:
    """Return whether a printed stage score reaches the passing grade; always true if `grade` is None."""
    return grade is None or stage_score >= grade


def rank(entries: Iterable[Entry]) -> list[Place]:
    """Return the places of entries, the best first, and by key where a place is shared.

    Entries that reached the passing grade come before all that did not. The higher score is better; equal
    scores are ordered by the tie chain, one mean after the other. Entries that are equal in all of it share a
    place, and the places after it are left out: 1, 2, 2, 4 (competition ranking). Raises ValueError if a key
    occurs twice or if tie chains differ in length.
    """
    entries = list(entries)
    if len({entry.key for entry in entries}) < len(entries):
        raise ValueError(f"A key comes twice: {sorted(entry.key for entry in entries)}")
    if len({len(entry.ties) for entry in entries}) > 1:
        raise ValueError("All entries of a ranking have the same tie chain.")
    places: list[Place] = []
    for _, tied in groupby(sorted(entries, key=_merit, reverse=True), key=_merit):
        equals = sorted(tied, key=lambda entry: entry.key)
        place = len(places) + 1
        places += [Place(entry.key, place, entry.score, shared=len(equals) > 1) for entry in equals]
    return places


def crossed_cuts(places: Iterable[int], sizes: Iterable[int]) -> list[int]:
    """Return the tier sizes, smallest first, whose edge is between entries that share a place.

    `places` are the place numbers of all entries, in any order; decided places count as decided. With
    places 1, 2, 2, 4 the sizes 1 and 3 cut cleanly, and 2 does not: its last place is held by two. A size
    that takes everyone in cuts nothing.
    """
    ordered = sorted(places)
    return [size for size in sorted(sizes) if 0 < size < len(ordered) and ordered[size - 1] == ordered[size]]


def near_cuts(scores: Sequence[Decimal], sizes: Iterable[int]) -> set[Decimal]:
    """Return the scores that are at most NEAR points from a cut, as a hint where to look; it decides nothing.

    `scores` are the final scores of all entries, in the order of their places. A cut is at the score of the
    last entry within its size; a size that takes everyone in cuts nothing.
    """
    cuts = [scores[size - 1] for size in sizes if 0 < size < len(scores)]
    return {score for score in scores if any(abs(score - cut) <= NEAR for cut in cuts)}


def tier_of(place: int, sizes: Iterable[int]) -> int | None:
    """Return the size of the smallest tier that a place is within, or None if it is within none."""
    return min((size for size in sizes if place <= size), default=None)


def places_within(places: Mapping[int, int]) -> dict[int, int]:
    """Return the places of some entries among themselves, by key: 1, 3, 3, 7 become 1, 2, 2, 4."""
    return {key: 1 + sum(other < place for other in places.values()) for key, place in places.items()}


def _merit(entry: Entry) -> tuple[bool | Decimal, ...]:
    return (entry.passes, entry.score, *entry.ties)
