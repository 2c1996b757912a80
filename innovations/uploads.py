"""What people upload is distrusted: signature and structure are checked, pictures are drawn anew.

Neither the file's name nor the browser's word about its type is read. Whatever is wrong gets a sentence
(ValidationError), never an exception of a library.
"""

import hashlib
import io
import uuid
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pypdf import PdfReader

# A document is as large as KIPP's own forms take it; a photo, which is drawn anew, as a telephone makes it.
MEGABYTE = 1024 * 1024
MAX_PHOTO_BYTES = 10 * MEGABYTE
MAX_PHOTO_PIXELS = 40_000_000
MAX_DOCUMENT_BYTES = 2 * MEGABYTE
MAX_DOCUMENT_PAGES = 200

# Longest side in pixels.
DISPLAY_SIZE = 1600
THUMBNAIL_SIZE = 320
# Half a dozen stand on a screen, and the whole page weighs at most 120 KiB.
MAX_THUMBNAIL_BYTES = 6 * 1024

PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Photo:
    """A photo drawn anew as WebP: upright, without metadata, at display size and as a thumbnail.

    `sha256` is of the bytes that were sent, so that the same file is known again.
    """

    display: bytes
    thumbnail: bytes
    sha256: str


@dataclass(frozen=True)
class Document:
    """A PDF as it was sent."""

    content: bytes
    sha256: str


def new_name(extension: str) -> str:
    """Return a file name of our own making: nothing of the sender's name is kept."""
    return f"{uuid.uuid4().hex}.{extension}"


def read_photo(file) -> Photo:
    """Check an uploaded photo and draw it anew. Raises ValidationError with a sentence."""
    content = _content(file, MAX_PHOTO_BYTES)
    try:
        # Pillow warns above its own limit and we are stricter: either way the picture is refused.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _redraw(content)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_too_many_pixels()) from error
    except Exception as error:
        raise ValidationError(
            _("This is not a photo that can be read. Send a JPEG, PNG or WebP file.")
        ) from error


def read_document(file) -> Document:
    """Check an uploaded PDF. Raises ValidationError with a sentence."""
    content = _content(file, MAX_DOCUMENT_BYTES)
    if not content.startswith(b"%PDF-"):
        raise ValidationError(_("This is not a PDF. Save the document as PDF and send that file."))
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
        active = not encrypted and _has_active_content(reader)
    except Exception as error:
        raise ValidationError(_("This PDF is damaged. Save it anew and send it again.")) from error
    if encrypted:
        raise ValidationError(_("This PDF is protected by a password. Send it without one."))
    if active:
        raise ValidationError(
            _("This PDF holds a script or an embedded file. Print it to a plain PDF first.")
        )
    if not 0 < pages <= MAX_DOCUMENT_PAGES:
        raise ValidationError(
            _("A PDF has from 1 to %(most)d pages; this one has %(pages)d.")
            % {"most": MAX_DOCUMENT_PAGES, "pages": pages}
        )
    return Document(content, _sha256(content))


def _content(file, limit):
    if file.size > limit:
        raise ValidationError(
            _("The file is too large. At most %(limit)d MB can be sent.") % {"limit": limit // MEGABYTE}
        )
    if not file.size:
        raise ValidationError(_("The file is empty."))
    return file.read()


def _redraw(content):
    with Image.open(io.BytesIO(content), formats=PHOTO_FORMATS) as image:
        # Known from the header, before a single pixel is decoded.
        if image.width * image.height > MAX_PHOTO_PIXELS:
            raise ValidationError(_too_many_pixels())
        image.draft("RGB", (DISPLAY_SIZE, DISPLAY_SIZE))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((DISPLAY_SIZE, DISPLAY_SIZE), Image.Resampling.LANCZOS)
        # A new picture from the pixels alone: no metadata can come along.
        plain = Image.new("RGB", upright.size, "white")
        rgba = upright.convert("RGBA")
        plain.paste(rgba, mask=rgba.getchannel("A"))
    return Photo(_webp(plain, quality=80), _thumbnail(plain), _sha256(content))


def _thumbnail(image):
    """The small picture in the best quality that weighs little enough, or in the lowest."""
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIZE, THUMBNAIL_SIZE), Image.Resampling.LANCZOS)
    for quality in range(75, 5, -5):
        content = _webp(small, quality, effort=4)
        if len(content) <= MAX_THUMBNAIL_BYTES:
            break
    return content


def _webp(image, quality, *, effort=2):
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=effort)
    return buffer.getvalue()


def _too_many_pixels():
    return _("The photo has too many pixels: at most %(most)d megapixels can be sent.") % {
        "most": MAX_PHOTO_PIXELS // 1_000_000
    }


def _has_active_content(reader):
    catalogue = reader.trailer["/Root"].get_object()
    names = catalogue.get("/Names", {})
    names = names.get_object() if hasattr(names, "get_object") else names
    return (
        ("/OpenAction" in catalogue and _is_script(catalogue["/OpenAction"]))
        or "/AA" in catalogue
        or "/JavaScript" in names
        or "/EmbeddedFiles" in names
        or any(_is_active(page) for page in reader.pages)
    )


def _is_active(page):
    """Whether a page, or something on it that can be clicked or filled in, runs a script."""
    parts = [part.get_object() for part in page["/Annots"]] if "/Annots" in page else []
    return "/AA" in page or any("/AA" in part or ("/A" in part and _is_script(part["/A"])) for part in parts)


def _is_script(action):
    action = action.get_object() if hasattr(action, "get_object") else action
    return isinstance(action, dict) and action.get("/S") in ("/JavaScript", "/Launch")


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
