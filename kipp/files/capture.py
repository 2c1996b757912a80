"""When and where a photo was taken, from its metadata: read only if the sender agrees, never kept there."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from PIL import ExifTags, Image

WIB = "+07:00"


@dataclass(frozen=True)
class Capture:
    """When and where a photo was taken, as far as the camera knew; latitude and longitude in degrees."""

    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


UNKNOWN = Capture()


def read(image: Image.Image) -> Capture:
    """Return what an opened picture says. Cameras also write nonsense: that counts as nothing."""
    exif = image.getexif()
    latitude, longitude = _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return Capture(_moment(exif.get_ifd(ExifTags.IFD.Exif)), latitude, longitude)


def _moment(facts: Mapping[int, Any]) -> datetime | None:
    """Return the moment when it was taken; a camera that names no zone counts as being in WIB."""
    with suppress(TypeError, ValueError):
        written = facts.get(ExifTags.Base.DateTimeOriginal)
        zone = facts.get(ExifTags.Base.OffsetTimeOriginal) or WIB
        return datetime.strptime(f"{written} {zone}", "%Y:%m:%d %H:%M:%S %z")
    return None


def _place(facts: Mapping[int, Any]) -> tuple[Decimal | None, Decimal | None]:
    with suppress(TypeError, ValueError, ArithmeticError, KeyError):
        latitude = _degrees(facts[ExifTags.GPS.GPSLatitude], facts[ExifTags.GPS.GPSLatitudeRef], "S")
        longitude = _degrees(facts[ExifTags.GPS.GPSLongitude], facts[ExifTags.GPS.GPSLongitudeRef], "W")
        # A camera without a signal writes 0, 0.
        if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
            return latitude, longitude
    return None, None


def _degrees(parts: Iterable[float], side: str, negative: str) -> Decimal:
    degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return round(-value if side == negative else value, 6)
