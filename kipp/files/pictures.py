"""Pictures drawn again from their pixels: upright, on white, without metadata, within a worker's memory.

Pillow needs four bytes a pixel, and most of its functions make a copy: 40 megapixels would be 320 MB twice
over. So a large picture is decoded once and made smaller band by band; nothing else ever holds all of it.
"""

import io

from PIL import ExifTags, Image

# So many rows of the smaller picture are drawn at a time.
BAND = 64

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def drawn_upright(image: Image.Image, longest: int) -> Image.Image:
    """Return an opened picture as a new one, at most `longest` pixels wide and high."""
    turn = _UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    # A JPEG can be decoded at a smaller size.
    image.draft("RGB", (longest, longest))
    small = _on_white(image, step=max(1, max(image.size) * 2 // (longest * 3)))
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return small.transpose(turn) if turn is not None else small


def as_webp(image: Image.Image, quality: int, *, effort: int = 2) -> bytes:
    """Return a picture as a WebP file."""
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=effort)
    return buffer.getvalue()


def as_jpeg(image: Image.Image, quality: int) -> bytes:
    """Return a picture as a JPEG file."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def thumbnail(image: Image.Image, *, longest: int, most_bytes: int) -> bytes:
    """Return a small WebP in the best quality that is at most `most_bytes` large, or in the lowest."""
    small = image.copy()
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    for quality in range(75, 5, -5):
        content = as_webp(small, quality, effort=4)
        if len(content) <= most_bytes:
            break
    return content


def _on_white(image: Image.Image, step: int) -> Image.Image:
    """Return the pixels on white, one for each square of `step` pixels, without any metadata."""
    size = (-(-image.width // step), -(-image.height // step))
    drawn = Image.new("RGB", size, "white")
    for row in range(0, size[1], BAND):
        top, bottom = row * step, min((row + BAND) * step, image.height)
        band = image.crop((0, top, image.width, bottom))
        if band.has_transparency_data:
            rgba = band.convert("RGBA")
            band = Image.new("RGB", rgba.size, "white")
            band.paste(rgba, mask=rgba.getchannel("A"))
        drawn.paste(band.convert("RGB").reduce(step), (0, row))
    return drawn
