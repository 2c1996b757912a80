"""Pictures that weigh what photos weigh: a flat colour would compress to nothing."""

import io
from functools import cache

from PIL import Image, ImageChops

# From shapes that fill the picture down to the grain of the sensor, each as strong as the others: so are
# photos of anything (their amplitude falls with the frequency).
_OCTAVES = (400, 200, 100, 50, 25, 12, 6, 3)
# With this a thumbnail weighs 24 KiB and the full view 260 KiB, as photos of a phone do.
_STRENGTH = 12


# Photos of one size are parts of one picture, which takes long to draw: each is moved by some pixels.
_MOVES = 32


@cache
def photo_like(width: int, height: int, number: int = 0) -> bytes:
    """Return a JPEG of that size with as much detail as a photo of a village has.

    Each `number` from 0 to 1023 gives another photo.
    """
    top, left = divmod(number, _MOVES)
    assert top < _MOVES
    photo = _picture(width + _MOVES, height + _MOVES).crop((left, top, left + width, top + height))
    buffer = io.BytesIO()
    photo.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


@cache
def _picture(width, height):
    return Image.merge("RGB", [_layers(width, height) for _colour in "rgb"])


def _layers(width, height):
    layered = Image.new("L", (width, height), 128)
    for cell in _OCTAVES:
        noise = Image.effect_noise((width // cell + 2, height // cell + 2), _STRENGTH)
        noise = noise.resize((width, height), Image.Resampling.BICUBIC)
        layered = ImageChops.add(layered, noise, offset=-128)
    return layered
