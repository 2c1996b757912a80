"""Photos of a paper's pages, bound into one PDF that is as small as the edition asks."""

import io
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image
from pypdf import PdfWriter

from kipp.files import pictures, uploads

# A4 at 150 dots an inch: small print can still be read.
LONGEST, DOTS_AN_INCH = 1754, 150
# The longest side in pixels and the quality, from the best to the worst that can just be read.
ATTEMPTS = [(1754, 75), (1754, 60), (1754, 45), (1400, 45), (1400, 30), (1100, 30)]
MOST_PAGES = 20


def bind(files: list, *, limit_mb: int, photo_limit_mb: int) -> uploads.Document:
    """Return photos as the pages of one PDF, in their order, in the best quality that is small enough.

    Limits are in megabytes. Raises ValidationError with a sentence for each file that is no photo, and when
    no quality is small enough.
    """
    if len(files) > MOST_PAGES:
        raise ValidationError(
            _("At most %(most)d pages become one PDF. Send the others by themselves.") % {"most": MOST_PAGES}
        )
    pages = [_page(file, photo_limit_mb) for file in files]
    for longest, quality in ATTEMPTS:
        content = _bound(pages, longest, quality)
        if len(content) <= limit_mb * uploads.MEGABYTE:
            return uploads.read_document(ContentFile(content), limit_mb=limit_mb)
    raise ValidationError(
        _("These pages do not fit into %(limit)d MB, however small they are made. Send fewer at once.")
        % {"limit": limit_mb}
    )


def _page(file: File, limit_mb: int) -> bytes:
    """Return a page as a small file: a dozen opened photos would not fit into the memory."""
    try:
        with uploads.opened_picture(uploads.content_of(file, limit_mb)) as image:
            return pictures.as_webp(pictures.drawn_upright(image, LONGEST), quality=90)
    except ValidationError as refusal:
        raise ValidationError([f"{file.name}: {sentence}" for sentence in refusal.messages]) from refusal


def _bound(pages: Iterable[bytes], longest: int, quality: int) -> bytes:
    writer = PdfWriter()
    for page in pages:
        with Image.open(io.BytesIO(page)) as image:
            drawn = image.convert("RGB")
        shrunk = longest / LONGEST
        drawn.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        single = io.BytesIO()
        drawn.save(single, "PDF", quality=quality, resolution=DOTS_AN_INCH * shrunk)
        writer.append(single)
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()
