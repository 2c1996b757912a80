"""What people upload is distrusted: signature and structure are checked, pictures are drawn again.

Neither the file's name nor its type according to the browser is read. Whatever is wrong gets a sentence
(ValidationError), never an exception of a library. How large a file may be is a rule of its edition.
"""

import hashlib
import io
import threading
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image
from pypdf import PdfReader

from kipp.certain import certain

from . import capture, pictures
from .active_content import is_active
from .capture import UNKNOWN, Capture
from .upload_limit import LARGEST_MB, MEGABYTE

# By format, since decoders need different amounts of memory and a worker has 300 MB (docs/architecture.md).
MAX_PHOTO_PIXELS = 40_000_000
MAX_PIXELS = {"JPEG": MAX_PHOTO_PIXELS, "PNG": MAX_PHOTO_PIXELS, "WEBP": 8_000_000}
MAX_PROGRESSIVE_PIXELS = 20_000_000  # A progressive JPEG is held as a whole before it is drawn.
MAX_DOCUMENT_PAGES = 200

# A worker answers several people at once with one memory, so it opens one file after the other.
ONE_AT_A_TIME = threading.Lock()

# The longest side in pixels.
DISPLAY_SIZE = 1600
THUMBNAIL_SIZE = 320
# Half a dozen stand on a screen, and the whole page may have at most 120 KiB.
MAX_THUMBNAIL_BYTES = 6 * 1024


@dataclass(frozen=True)
class Photo:
    """A photo drawn again as WebP: upright, without metadata, at display size and as a thumbnail.

    `sha256` is of the bytes that were sent, so that the same file is known again.
    """

    display: bytes
    thumbnail: bytes
    sha256: str
    # Empty unless the sender agreed that it is read.
    capture: Capture = UNKNOWN


@dataclass(frozen=True)
class Document:
    """A PDF as it was sent."""

    content: bytes
    sha256: str


def new_name(extension: str) -> str:
    """Return a file name of our own: nothing of the sender's name is kept."""
    return f"{uuid.uuid4().hex}.{extension}"


def read_photo(file: File, *, limit_mb: int = 10, reads_capture: bool = False) -> Photo:
    """Check an uploaded photo and return it drawn again. Raises ValidationError with a sentence.

    `limit_mb` is in megabytes. `reads_capture`: the sender agrees that time and place are read before the
    metadata are dropped.
    """
    content = content_of(file, limit_mb)
    with opened_picture(content) as image:
        taken = capture.read(image) if reads_capture else UNKNOWN
        drawn = pictures.drawn_upright(image, DISPLAY_SIZE)
    return drawn_photo(drawn, sha256=_sha256(content), taken=taken)


def drawn_photo(drawn: Image.Image, *, sha256: str, taken: Capture = UNKNOWN) -> Photo:
    """Return the two files of a picture that is already upright and at display size."""
    small = pictures.thumbnail(drawn, longest=THUMBNAIL_SIZE, most_bytes=MAX_THUMBNAIL_BYTES)
    return Photo(pictures.as_webp(drawn, quality=80), small, sha256, taken)


@contextmanager
def opened_picture(content: bytes) -> Iterator[Image.Image]:
    """Return what should be a picture, opened. Raises ValidationError with a sentence when it is none."""
    try:
        # Pillow warns above its own limit and ours is lower: either way the picture is refused.
        with ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(MAX_PIXELS)) as image:
                _require_few_pixels(image)
                yield image
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_too_many_pixels(MAX_PHOTO_PIXELS)) from error
    except Exception as error:
        raise ValidationError(
            _("This is not a photo that can be read. Send a JPEG, PNG or WebP file.")
        ) from error


def read_document(file: File, *, limit_mb: int = 2) -> Document:
    """Check an uploaded PDF and return it. Raises ValidationError with a sentence.

    `limit_mb` is in megabytes.
    """
    content = content_of(file, limit_mb)
    if not content.startswith(b"%PDF-"):
        raise ValidationError(_("This is not a PDF. Save the document as PDF and send that file."))
    try:
        with ONE_AT_A_TIME:
            reader = PdfReader(io.BytesIO(content), strict=False)
            encrypted = reader.is_encrypted
            pages = 0 if encrypted else len(reader.pages)
            active = 0 < pages <= MAX_DOCUMENT_PAGES and is_active(reader)
            del reader
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


def content_of(file: File, limit_mb: int) -> bytes:
    """Return what was sent. Raises ValidationError when it is empty, or larger than `limit_mb` megabytes."""
    limit_mb = min(limit_mb, LARGEST_MB)
    if file.size > limit_mb * MEGABYTE:
        raise ValidationError(
            _("The file is too large. At most %(limit)d MB can be sent.") % {"limit": limit_mb}
        )
    if not file.size:
        raise ValidationError(_("The file is empty."))
    return file.read()


def _require_few_pixels(image: Image.Image) -> None:
    """Raise ValidationError for too many pixels, by the header, before a single pixel is decoded."""
    most = MAX_PROGRESSIVE_PIXELS if "progressive" in image.info else MAX_PIXELS[certain(image.format)]
    if image.width * image.height > most:
        raise ValidationError(_too_many_pixels(most))


def _too_many_pixels(most: int) -> str:
    return _("The photo has too many pixels: at most %(most)d megapixels can be sent.") % {
        "most": most // 1_000_000
    }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
