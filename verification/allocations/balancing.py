"""Who is to assess what: the fairest assignment of entries to verifiers, found as a flow of least cost.

Plain Python on plain numbers, and networkx for the network simplex. What counts, in this order:

1. every entry gets as many assessors as it needs, never one who may not assess it;
2. the tasks are spread evenly: a further task costs the more, the more somebody has already;
3. what somebody has already stays theirs;
4. where entries are visited, anyone who goes to a place anyway goes there, then anyone who is based nearest.

Where entries are visited, those of one place that need as many people are a trip: the same team gets all of
it, the longest trips first, and none is longer than what is a fair share for one person. The trips of one
length are one flow; where a trip finds too few, its entries look for the rest one by one. The same input
always gives the same output.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil
from operator import eq


class Reason(StrEnum):
    """Why somebody gets, or keeps, an entry."""

    STAYS = "stays"  # it is theirs already
    TOGETHER = "together"  # they go to that place for another entry, too
    NEAR = "near"  # they are based nearby
    EVEN = "even"  # they have the fewest tasks of those who can take it


@dataclass(frozen=True)
class Entry:
    """What is to be assessed by `needs` further people; `place` is where it is visited, if it is."""

    key: int
    needs: int
    place: str = ""


@dataclass(frozen=True)
class Verifier:
    """Who can assess: `base` is the place from which they travel, empty where none is known."""

    key: int
    base: str = ""


@dataclass(frozen=True)
class Pair:
    """A task: whose entry, and why. Pairs with STAYS were there before."""

    entry: int
    verifier: int
    reason: Reason


@dataclass(frozen=True)
class Balance:
    """The pairs that were found, by entry and verifier, and how many people each entry still lacks."""

    pairs: list[Pair]
    lacking: dict[int, int]


@dataclass(frozen=True)
class _Trip:
    """Entries that the same people get; a single entry where it is by itself."""

    place: str
    needs: int
    entries: tuple[int, ...]


# What a task costs beside its weight on the load: see `_State.cost`.
_FAR, _NEAR, _THERE, _THEIRS = 3, 2, 1, 0


def balance(
    entries: Iterable[Entry],
    verifiers: Iterable[Verifier],
    *,
    kept: Iterable[tuple[int, int]] = (),
    movable: Iterable[tuple[int, int]] = (),
    forbidden: Iterable[tuple[int, int]] = (),
    is_near: Callable[[str, str], bool] = eq,
    progress: Callable[[int], object] = str,
) -> Balance:
    """Find the pairs of entry and verifier.

    Pairs are given as (entry, verifier). `kept` are tasks that stay: they weigh on the load, and `needs` does
    not count them. `movable` are tasks that may be taken away, but stay where nothing speaks against it;
    `needs` counts them. `forbidden` pairs are never given; kept ones stay even so. `is_near` tells of two
    places whether they are near to each other. `progress` is told how far it is, from 0 to 100.
    """
    trips = _State(
        entries={entry.key: entry for entry in sorted(entries, key=lambda entry: entry.key)},
        verifiers={one.key: one for one in sorted(verifiers, key=lambda one: one.key)},
        kept=set(kept),
        movable=set(movable) - set(kept),
        forbidden=set(forbidden),
        is_near=is_near,
    )
    trips.assign(progress)
    return trips.balance()


class _State:
    """What is given so far, trip by trip."""

    def __init__(
        self,
        *,
        entries: dict[int, Entry],
        verifiers: dict[int, Verifier],
        kept: set[tuple[int, int]],
        movable: set[tuple[int, int]],
        forbidden: set[tuple[int, int]],
        is_near: Callable[[str, str], bool],
    ) -> None:
        self.entries, self.verifiers = entries, verifiers
        self.movable, self.is_near = movable, is_near
        self.closed = forbidden | kept
        self.lacking = {key: entry.needs for key, entry in entries.items()}
        self.load = Counter(verifier for _entry, verifier in kept)
        # How many entries of a place somebody goes to.
        self.visits = Counter((self._place(entry), verifier) for entry, verifier in kept)
        self.given: set[tuple[int, int]] = set()

    def _place(self, key: int) -> str:
        entry = self.entries.get(key)
        return entry.place if entry else ""

    def assign(self, progress: Callable[[int], object]) -> None:
        by_length: dict[int, list[_Trip]] = defaultdict(list)
        for trip in self._trips():
            by_length[len(trip.entries)].append(trip)
        lengths = sorted(by_length, reverse=True)
        for number, length in enumerate(lengths):
            progress(100 * number // (len(lengths) + 1))
            if length > 1:
                self._give(by_length[length])
        progress(100 * len(lengths) // (len(lengths) + 1))
        self._give(
            _Trip(self.entries[key].place, lacking, (key,))
            for key, lacking in self.lacking.items()
            if lacking
        )
        progress(100)

    def _trips(self) -> list[_Trip]:
        """Entries of one place that need as many people and have had the same ones, in fair portions."""
        alike: dict[tuple[str, int, tuple[int, ...]], list[int]] = defaultdict(list)
        taken = self.closed | self.movable
        for key, entry in self.entries.items():
            had = tuple(verifier for verifier in self.verifiers if (key, verifier) in taken)
            alone = () if entry.place else (-1, key)
            alike[entry.place, entry.needs, (*alone, *had)].append(key)
        total = sum(entry.needs for entry in self.entries.values()) + self.load.total()
        share = max(1, total // len(self.verifiers)) if self.verifiers else 1
        return [
            _Trip(place, needs, portion)
            for (place, needs, _had), keys in alike.items()
            if needs
            for portion in _portions(keys, share)
        ]

    def _give(self, trips: Iterable[_Trip]) -> None:
        trips = list(trips)
        for number, verifier in _cheapest(trips, list(self.verifiers), self.load, self._cost):
            trip = trips[number]
            for entry in trip.entries:
                self.given.add((entry, verifier))
                self.closed.add((entry, verifier))
                self.lacking[entry] -= 1
            self.load[verifier] += len(trip.entries)
            self.visits[trip.place, verifier] += len(trip.entries)

    def _cost(self, trip: _Trip, verifier: int) -> int | None:
        """What it costs to send somebody on a trip, beside their load; None where they may not go."""
        if any((entry, verifier) in self.closed for entry in trip.entries):
            return None
        if all((entry, verifier) in self.movable for entry in trip.entries):
            return _THEIRS
        if not trip.place or self.visits[trip.place, verifier]:
            return _THERE
        base = self.verifiers[verifier].base
        return _NEAR if base and self.is_near(base, trip.place) else _FAR

    def balance(self) -> Balance:
        return Balance(
            pairs=[Pair(*pair, self._reason(*pair)) for pair in sorted(self.given)],
            lacking={key: lacking for key, lacking in self.lacking.items() if lacking},
        )

    def _reason(self, entry: int, verifier: int) -> Reason:
        place, base = self._place(entry), self.verifiers[verifier].base
        if (entry, verifier) in self.movable:
            return Reason.STAYS
        if place and self.visits[place, verifier] > 1:
            return Reason.TOGETHER
        if place and base and self.is_near(base, place):
            return Reason.NEAR
        return Reason.EVEN


def _portions(keys: Sequence[int], most: int) -> list[tuple[int, ...]]:
    """Cut a list into portions of nearly the same length, each of at most so many."""
    number = ceil(len(keys) / most)
    cuts = [len(keys) * turn // number for turn in range(number + 1)]
    return [tuple(keys[begin:end]) for begin, end in pairwise(cuts)]


def _cheapest(
    trips: Sequence[_Trip],
    verifiers: Sequence[int],
    load: Counter[int],
    cost: Callable[[_Trip, int], int | None],
) -> list[tuple[int, int]]:
    """Return who goes on which of these trips, all of the same length: (turn of the trip, verifier).

    From each trip flow as many people as it needs: to each verifier at most one, and from there to the sink
    by arcs of which each further one costs more, so that the sum of the squares of all loads is the least.
    What finds nobody flows past them to the sink, for more than anything else could cost.
    """
    if not trips:
        return []
    # Only the worker comes here: no request loads the library.
    import networkx as nx  # noqa: PLC0415

    length = len(trips[0].entries)
    wanted = sum(trip.needs for trip in trips)
    # A step of load weighs more than the ways of all trips together.
    step = (_FAR + 1) * (wanted + 1)
    never = step * (max(load.values(), default=0) + length * (len(trips) + 1)) ** 2 * (wanted + 1)
    network = nx.MultiDiGraph()
    network.add_node("sink", demand=wanted)
    open_to = Counter[int]()
    for turn, trip in enumerate(trips):
        network.add_node(("trip", turn), demand=-trip.needs)
        network.add_edge(("trip", turn), "sink", weight=never, capacity=trip.needs)
        for verifier in verifiers:
            price = cost(trip, verifier)
            if price is not None:
                network.add_edge(("trip", turn), verifier, weight=price, capacity=1)
                open_to[verifier] += 1
    for verifier, number in open_to.items():
        for before in range(load[verifier], load[verifier] + number * length, length):
            weight = step * ((before + length) ** 2 - before**2)
            network.add_edge(verifier, "sink", weight=weight, capacity=1)
    _total, flow = nx.network_simplex(network)
    return [
        (turn, verifier)
        for turn in range(len(trips))
        for verifier, arcs in flow["trip", turn].items()
        if verifier != "sink" and any(arcs.values())
    ]
