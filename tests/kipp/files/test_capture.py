"""What a photo's metadata say of its time and place, nonsense among it."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PIL import Image

from kipp.files import capture

EXIF, GPS, TAKEN, ZONE = 0x8769, 0x8825, 0x9003, 0x9011


def told(moment=None, zone=None, place=None):
    exif = Image.Exif()
    written = {TAKEN: moment, ZONE: zone}
    exif.get_ifd(EXIF).update({tag: value for tag, value in written.items() if value})
    if place:
        exif.get_ifd(GPS).update(dict(enumerate(place, start=1)))
    buffer = io.BytesIO()
    Image.new("RGB", (6, 4)).save(buffer, "JPEG", exif=exif)
    with Image.open(io.BytesIO(buffer.getvalue())) as image:
        found = capture.read(image)
    return found.taken_at, found.latitude, found.longitude


@pytest.mark.parametrize(
    ("moment", "zone", "taken_at"),
    [
        ("2019:03:04 10:20:30", "+07:00", datetime(2019, 3, 4, 3, 20, 30, tzinfo=UTC)),
        ("2019:03:04 10:20:30", None, datetime(2019, 3, 4, 3, 20, 30, tzinfo=UTC)),
        ("2019:03:04 10:20:30", "+09:00", datetime(2019, 3, 4, 1, 20, 30, tzinfo=UTC)),
        ("0000:00:00 00:00:00", None, None),
        ("kemarin", None, None),
        (None, None, None),
    ],
)
def test_a_moment_is_in_wib_unless_the_camera_says_otherwise(moment, zone, taken_at):
    assert told(moment, zone)[0] == taken_at


@pytest.mark.parametrize(
    ("place", "degrees"),
    [
        (("S", (7.0, 9.0, 11.5), "E", (109.0, 34.0, 59.2)), (Decimal("-7.153194"), Decimal("109.583111"))),
        (("N", (1.0, 0.0, 0.0), "W", (2.0, 30.0, 0.0)), (Decimal(1), Decimal("-2.5"))),
        (("N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)), (None, None)),
        (("N", (91.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)), (None, None)),
        (("N", (1.0, 0.0), "E", (2.0, 0.0)), (None, None)),
        (("N", (1.0, 0.0, 0.0)), (None, None)),
        (None, (None, None)),
    ],
    ids=["south", "west", "no signal", "beyond the pole", "too short", "half", "none"],
)
def test_a_place_is_in_degrees_or_none(place, degrees):
    assert told(place=place)[1:] == degrees
