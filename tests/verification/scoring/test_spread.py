from decimal import Decimal

import pytest

from verification.scoring.spread import Spread, spread


@pytest.mark.parametrize(
    ("points", "lowest", "median", "highest"),
    [
        ([80], 80, "80.00", 80),
        ([90, 60, 70], 60, "70.00", 90),
        ([90, 60, 75, 70], 60, "72.50", 90),
        ([0, 100], 0, "50.00", 100),
    ],
)
def test_the_spread_has_the_ends_and_the_median(points, lowest, median, highest):
    found = spread(points)

    assert found == Spread(lowest, Decimal(median), highest)
    assert found.range == highest - lowest


def test_nothing_has_no_spread():
    assert spread([]) is None
