"""What a PDF does by itself: scripts, programs, forms that send, files inside. None of it is accepted.

Everything that a reader of the PDF can reach from its catalogue is looked at. What a page only draws (its
contents, fonts and pictures) and its structure for screen readers can't do anything.
"""

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

# A paper of 200 pages with hundreds of links has a few thousand.
MOST_OBJECTS = 20_000

_ONLY_DRAWN = {"/Contents", "/Resources", "/StructTreeRoot", "/Parent", "/P", "/Metadata", "/Thumb"}
_DEEDS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"}
_PARTS = {"/JS", "/AA", "/EF", "/EmbeddedFiles", "/JavaScript", "/XFA", "/RichMediaContent"}
_MARKS = {"/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}


class TooManyObjectsError(Exception):
    """The PDF has more objects than any paper has: made to keep its reader busy."""


def is_active(reader: PdfReader) -> bool:
    """Return whether a PDF does anything by itself.

    Raises TooManyObjectsError, or what pypdf raises for a bad file.
    """
    waiting: list[PdfObject | None] = [reader.trailer["/Root"]]
    seen, count = set(), 0
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if part.idnum in seen:
                continue
            seen.add(part.idnum)
            part = part.get_object()
        count += 1
        if count > MOST_OBJECTS:
            raise TooManyObjectsError
        if isinstance(part, DictionaryObject):
            if _does_something(part):
                return True
            waiting += [value for key, value in part.items() if key not in _ONLY_DRAWN and _can_hold(value)]
        elif isinstance(part, ArrayObject):
            waiting += [value for value in part if _can_hold(value)]
    return False


def _can_hold(value: PdfObject) -> bool:
    return isinstance(value, IndirectObject | DictionaryObject | ArrayObject)


def _does_something(part: DictionaryObject) -> bool:
    return (
        not _PARTS.isdisjoint(part)
        or part.get("/S") in _DEEDS
        or (part.get("/Subtype") in _MARKS and "/Rect" in part)
    )
