"""The parts of a proposal by the codes with which a return names them: "basics", "section:novelty", …"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from innovations.rulebook.models import RequiredDocument, Section

from .models import Innovation

BASICS, MAKERS, LOCATIONS, PHOTOS, DOCUMENTS = "basics", "makers", "locations", "photos", "documents"
_SECTION, _DOCUMENT = "section:", "document:"


def of_section(code: str) -> str:
    """Return the code of the part for the section with this code."""
    return f"{_SECTION}{code}"


def of_document(code: str) -> str:
    """Return the code of the part for the required document with this code."""
    return f"{_DOCUMENT}{code}"


def titles(sections: Iterable[Section], documents: Iterable[RequiredDocument]) -> dict[str, str]:
    """Return the title of each part of a proposal by its code, in the order of the form."""
    return {
        BASICS: _("Title, category and start"),
        **{of_section(section.code): section.local_title for section in sections},
        MAKERS: _("Innovators and partners"),
        LOCATIONS: _("Locations"),
        PHOTOS: _("Photos"),
        DOCUMENTS: _("Documents"),
        **{of_document(one.code): one.local_name for one in documents},
    }


def is_open(innovation: Innovation, part: str) -> bool:
    """Return whether this part is open: a return may have opened only others.

    Whether anything can be changed at all is not asked here.
    """
    correction = innovation.open_correction
    return correction is None or is_opened(part, correction.opens)


def is_opened(part: str, opens: set[str]) -> bool:
    """Return whether a return that opens these parts opens this one; a return that names none opens all."""
    return not opens or part in opens or (part.startswith(_DOCUMENT) and DOCUMENTS in opens)


def open_parts(innovation: Innovation, sections: Iterable[Section]) -> set[str]:
    """Return the parts that are open in the same sense; DOCUMENTS as soon as one document is."""
    correction = innovation.open_correction
    opens = set(correction.opens) if correction else set()
    written = {of_section(section.code) for section in sections}
    every = {BASICS, MAKERS, LOCATIONS, PHOTOS, DOCUMENTS} | written
    if any(part.startswith(_DOCUMENT) for part in opens):
        opens.add(DOCUMENTS)
    return every & opens if opens else every


def of_files(innovation: Innovation) -> str:
    """Return the part that stands for the page of photos and documents: an open one, or else PHOTOS."""
    correction = innovation.open_correction
    opens = correction.opens if correction else set()
    return next((part for part in sorted(opens) if part.startswith(_DOCUMENT)), "") or next(
        (part for part in (PHOTOS, DOCUMENTS) if is_open(innovation, part)), PHOTOS
    )


def obstacle(innovation: Innovation, part: str) -> str:
    """Return why this part can't be changed while others can, as a sentence; empty when it can."""
    if is_open(innovation, part):
        return ""
    return _("The return asks for a correction of other parts. This one stays as it was sent.")
