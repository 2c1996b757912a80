"""Faces made unrecognisable: a rectangle that somebody drew becomes a few coarse squares."""

from dataclasses import dataclass

from django.core.files import File
from PIL import Image

from kipp.files import uploads

# So many squares on the longer side of the rectangle: too few to recognise a face in them.
SQUARES = 6


@dataclass(frozen=True)
class Area:
    """A rectangle in per cent of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float

    def pixels_of(self, image: Image.Image) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom in pixels, inside the picture and at least one pixel apart."""
        left = min(int(self.left / 100 * image.width), image.width - 1)
        top = min(int(self.top / 100 * image.height), image.height - 1)
        right = -(-(self.left + self.width) * image.width // 100)
        bottom = -(-(self.top + self.height) * image.height // 100)
        return (
            left,
            top,
            min(max(int(right), left + 1), image.width),
            min(max(int(bottom), top + 1), image.height),
        )


def blurred(file: File, area: Area, *, sha256: str) -> uploads.Photo:
    """Return the two files of a stored picture with the area made unrecognisable.

    `sha256` stays that of the bytes that were sent, so that the same file is known again.
    """
    with file.open("rb") as stored, Image.open(stored, formats=["WEBP"]) as image:
        drawn = image.convert("RGB")
    box = area.pixels_of(drawn)
    face = drawn.crop(box)
    size = tuple(max(1, round(side * SQUARES / max(face.size))) for side in face.size)
    coarse = face.resize(size, Image.Resampling.BOX)
    drawn.paste(coarse.resize(face.size, Image.Resampling.NEAREST), box)
    return uploads.drawn_photo(drawn, sha256=sha256)
