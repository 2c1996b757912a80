"""Who is to assess what: the fairest assignment of entries to verifiers, found as a flow of least cost.

Plain Python on plain numbers, and networkx for the network simplex. What counts, in this order:

1. every entry gets as many assessors as it needs, never one who may not assess it;
2. the tasks are spread evenly: a further task costs the more, the more somebody has already;
3. what somebody has already stays theirs;
4. where entries are visited, those come first who go to the place for another entry, then those based nearby.

Where entries are visited, those of one place that need the same number of people form a trip, and the same
team gets all of them. A trip has at most as many entries as are a fair share for one person. The longest
trips are assigned first, all trips of one length as one flow; where too few people are found for a trip, the
rest of each of its entries is filled by itself afterwards. The same input always gives the same output.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil
from operator import eq


class Reason(StrEnum):
    """Why a verifier gets or keeps an entry."""

    STAYS = "stays"  # it is theirs already
    TOGETHER = "together"  # they go to that place for another entry, too
    NEAR = "near"  # they are based nearby
    EVEN = "even"  # they have the fewest tasks of those who can take it


@dataclass(frozen=True)
class Entry:
    """An entry that `needs` so many further assessors; `place` is where it is visited, or empty."""

    key: int
    needs: int
    place: str = ""


@dataclass(frozen=True)
class Verifier:
    """Somebody who can assess; `base` is the place from which they travel, or empty if unknown."""

    key: int
    base: str = ""


@dataclass(frozen=True)
class Pair:
    """An entry that a verifier gets, and why. With STAYS, they had it before."""

    entry: int
    verifier: int
    reason: Reason


@dataclass(frozen=True)
class Balance:
    """The pairs, ordered by entry and verifier, and how many assessors each incomplete entry still lacks."""

    pairs: list[Pair]
    lacking: dict[int, int]


@dataclass(frozen=True)
class _Trip:
    """One or more entries that the same people get, as far as enough of them are found."""

    place: str
    needs: int
    entries: tuple[int, ...]


# What a task costs in addition to its weight on the load: see `_State._cost`.
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
    """Return which verifiers get which entries.

    Pairs are given as (entry, verifier), by their keys. `kept` are tasks that stay: they count in the load,
    and `needs` is the number beyond them. `movable` are tasks that may be taken away, but stay unless another
    assignment is fairer; `needs` includes them. `forbidden` pairs are never given, but kept tasks stay even
    if forbidden. `is_near` returns whether two places are near each other. `progress` is called with how much
    is done, in per cent.
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
    """The pairs that are given so far, and what follows from them for the next ones."""

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
        # How many entries each verifier has at each place: (place, verifier).
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
        """Return the trips: entries of one place with equal needs and earlier verifiers, in fair portions."""
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
        """Return the cost of sending a verifier on a trip, apart from their load; None if they may not go."""
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
    """Return the list cut into portions of nearly equal length, each of at most `most` keys."""
    number = ceil(len(keys) / most)
    cuts = [len(keys) * turn // number for turn in range(number + 1)]
    return [tuple(keys[begin:end]) for begin, end in pairwise(cuts)]


def _cheapest(
    trips: Sequence[_Trip],
    verifiers: Sequence[int],
    load: Counter[int],
    cost: Callable[[_Trip, int], int | None],
) -> list[tuple[int, int]]:
    """Return who goes on which of these trips, as (index of the trip, verifier).

    All trips have the same length. It is a flow of least cost: from each trip as many units as it needs, at
    most one to each verifier, and from there to the sink by arcs of rising cost, so that the sum of the
    squares of all loads is the least. Units for which there is no verifier go to the sink directly, at a cost
    above that of anything else.
    """
    if not trips:
        return []
    # Imported here, since only the worker needs the library and it takes long to load.
    import networkx as nx  # noqa: PLC0415

    length = len(trips[0].entries)
    wanted = sum(trip.needs for trip in trips)
    # One step of load weighs more than the distances of all trips together.
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
