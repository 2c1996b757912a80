"""How far apart the points are that several people give for the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .totals import round_half_up


@dataclass(frozen=True)
class Spread:
    """The lowest points, the median and the highest points; `range` is the highest less the lowest."""

    lowest: int
    median: Decimal
    highest: int

    @property
    def range(self) -> int:
        return self.highest - self.lowest


def spread(points: Sequence[int]) -> Spread | None:
    """Return the spread of points from 0 to 100, in any order; None where there are none."""
    if not points:
        return None
    ordered = sorted(points)
    middle = len(ordered) // 2
    both = (ordered[middle], ordered[-middle - 1])  # for an odd number, the same one twice
    return Spread(ordered[0], round_half_up(Fraction(sum(both), 2)), ordered[-1])
