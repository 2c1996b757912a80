"""Drawn signatures: only strokes of whole numbers, on a sheet of fixed size, are kept."""

import pytest
from django.core.exceptions import ValidationError

from verification.visits import signatures


def test_strokes_are_written_in_one_way_and_stay_on_the_sheet():
    assert signatures.read(" M 12 40 L14,41  L 9999 9999M 1 2L 3 4") == "M12 40L14 41L600 200M1 2L3 4"


@pytest.mark.parametrize(
    "drawing",
    [
        "M12 40",  # a dot signs nothing
        "L12 40L14 41",
        "M12 40L14 41Z",
        "M12 40L-4 41",
        'M1 2L3 4"/><script>',
        "M1 2" + "L3 4" * signatures.MAX_POINTS,
        "M1 2" + " " * signatures.MAX_LENGTH,
    ],
)
def test_whatever_else_comes_is_no_signature(drawing):
    with pytest.raises(ValidationError):
        signatures.read(drawing)
