"""What stands in uploaded files: a tiny PDF, and a tiny picture."""

import io
from functools import cache

from PIL import Image
from pypdf import PdfWriter


@cache
def pdf() -> bytes:
    """Return a PDF of one tiny page."""
    buffer = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer.write(buffer)
    return buffer.getvalue()


PDF = pdf()


@cache
def webp(size: tuple[int, int] = (8, 6)) -> bytes:
    """Return a tiny picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "#1f3a5f").save(buffer, "WEBP")
    return buffer.getvalue()
