"""Signatures that are drawn on a device: strokes on a sheet of fixed size, as text with whole numbers.

A stroke is written like the path of an SVG, "M12 40L14 41L20 60", and strokes follow each other. What a
device sends is read point by point and written again, so that only such strokes are ever stored or shown.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 600, 200
# A signature has some hundred points. The text of this many has at most 40 kB.
MAX_POINTS = 4000
MAX_LENGTH = 40_000

_POINT = re.compile(r"\s*([ML])\s*(\d{1,4})[\s,]+(\d{1,4})\s*")


def read(drawing: str) -> str:
    """Return a drawn signature as it is stored; points outside the sheet are moved to its edge.

    Raises ValidationError with a sentence if the text is too long or no signature.
    """
    if len(drawing) > MAX_LENGTH:
        raise ValidationError(_("The signature is too large. Clear it and draw it once more."))
    points, position = [], 0
    while position < len(drawing):
        point = _POINT.match(drawing, position)
        if point is None:
            raise _no_signature()
        points.append((point[1], min(int(point[2]), WIDTH), min(int(point[3]), HEIGHT)))
        position = point.end()
    if not 2 <= len(points) <= MAX_POINTS or points[0][0] != "M":
        raise _no_signature()
    return "".join(f"{move}{x} {y}" for move, x, y in points)


def _no_signature() -> ValidationError:
    return ValidationError(_("This is no signature that can be read. Clear it and draw it once more."))
