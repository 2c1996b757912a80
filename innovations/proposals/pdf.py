"""The proposal as a PDF, of the same `Proposal` that the pages show.

    contents = proposal_pdf.contents(proposal, address=…, at=at)
    pdf = proposal_pdf.typeset(contents, proposal_pdf.pictures_of(proposal))

All words come from here, in the reader's language; templates/typst/proposal.typ only sets them.
"""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from PIL import Image

from innovations.rulebook.models import Cluster
from kipp.files import pdf
from kipp.files.pictures import as_jpeg
from kipp.moments import as_day, in_wib

from .models import Location, Revision
from .reading import Attachment, Proposal
from .sections import SectionProgress
from .statuses import Status

TEMPLATE = pdf.TEMPLATES / "proposal.typ"


def contents(proposal: Proposal, *, address: str, status: str = "", at: datetime) -> dict:
    """Return all that the PDF says, as JSON can hold it; photos by the names from `pictures_of`.

    `address` is where this reader reads it in the portal, without the host; `status` is the status as they
    are told it. `at` is the moment that a working copy shows; what was sent says when it was sent.
    """
    innovation, revision = proposal.innovation, proposal.revision
    return {
        "language": translation.get_language(),
        "kind": _("Proposal"),
        "title": pdf.plain(innovation.title),
        "short_title": Truncator(pdf.plain(innovation.title)).chars(60),
        "heading": pdf.lines(innovation.title),
        "agency": pdf.plain(innovation.agency.name),
        "edition": pdf.plain(f"{innovation.edition} · {innovation.edition.local_organiser}"),
        "marks": _marks(proposal),
        "moment": (revision.sent_at or at.replace(second=0, microsecond=0)).isoformat(),
        "version": f"{_('Version')} {_version(revision, at)}",
        "address": f"{settings.PORTAL_URL}{address}",
        "page": _("Page %(number)s of %(total)s") % {"number": "{page}", "total": "{pages}"},
        "facts": [
            {"label": label, "text": pdf.lines(value)} for label, value in _facts(proposal, status, at)
        ],
        "source": _("In the portal"),
        "sections": [_section(item) for item in proposal.sections],
        "locations": {
            "heading": _("Locations"),
            "empty": _("No location is named."),
            "rows": [_location(place) for place in proposal.locations],
        },
        "photos": {
            "heading": _("Photos"),
            "empty": _("There are no photos."),
            "rows": [_photo(item) for item in proposal.photos],
        },
        "documents": {
            "heading": _("Documents"),
            "empty": _("There are no documents."),
            "rows": [_document(item) for item in proposal.documents],
        },
        "video": _video(revision.video_url),
    }


def pictures_of(proposal: Proposal) -> dict[str, bytes]:
    """Return the thumbnails as JPEG by file name, without those that are missing from the disk.

    A PDF holds a JPEG as it is, but would unpack a WebP to ten times its size.
    """
    found = {}
    for item in proposal.photos:
        try:
            with item.evidence.thumbnail.open("rb") as file, Image.open(file, formats=["WEBP"]) as image:
                found[_file_name(item)] = as_jpeg(image, quality=80)
        except FileNotFoundError:
            continue
    return found


def fingerprint(said: dict) -> str:
    """Return a hash that changes whenever the PDF would change."""
    return pdf.fingerprint(TEMPLATE, said)


def file_name(proposal: Proposal) -> str:
    """Return the name under which the PDF is kept: kipp-2019-kampung-iva-v2.pdf, or -draf.pdf."""
    innovation, revision = proposal.innovation, proposal.revision
    version = f"v{revision.number}" if revision.sent_at else "draf"
    return f"kipp-{innovation.edition.year}-{innovation.slug}-{version}.pdf"


def typeset(said: dict, pictures: dict[str, bytes]) -> bytes:
    """Return the PDF of what `contents` said; the same words and pictures give the same bytes.

    Raises ValidationError where the texts are so long that they go beyond the limits of `typesetting`.
    """
    photos = said["photos"]
    rows = [{**row, "file": row["file"] if row["file"] in pictures else ""} for row in photos["rows"]]
    said = {**said, "photos": {**photos, "rows": rows}}
    try:
        return pdf.typeset(TEMPLATE, said, pictures, moment=datetime.fromisoformat(said["moment"]))
    except pdf.TooMuchError as error:
        raise ValidationError(
            _("The PDF can't be made: its texts are too long. Shorten them to their limits, and try again.")
        ) from error


def _marks(proposal: Proposal) -> list[str]:
    """Return the marks that every page has to carry."""
    marks = []
    if proposal.innovation.status == Status.RECORDED:
        marks.append(capfirst(proposal.innovation.get_status_display()))
    elif not proposal.revision.sent_at:
        marks.append(_("Draft: not sent"))
    if proposal.innovation.is_sample:
        marks.append(_("Sample data"))
    return marks


def _version(revision: Revision, at: datetime) -> str:
    if revision.sent_at:
        words = {"number": revision.number, "sent": in_wib(revision.sent_at)}
        return _("%(number)s, sent on %(sent)s") % words
    words = {"number": revision.number, "moment": in_wib(at)}
    return _("%(number)s, not sent yet, as it was on %(moment)s") % words


def _facts(proposal: Proposal, status: str, at: datetime) -> list[tuple[str, str]]:
    innovation = proposal.innovation
    partners = [f"{agency.name}, {agency.government}" for agency in proposal.partners]
    innovators = [f"{one.name} ({one.role})" for one in proposal.innovators]
    facts = [
        (_("Version"), _version(proposal.revision, at)),
        (_("Status"), capfirst(status)),
        (_("Agency"), innovation.agency.name),
        (_("Government"), innovation.agency.government.name),
        (_("Partner agencies"), "\n".join(partners)),
        (_("Cluster"), capfirst(Cluster.of(innovation.agency).label)),
        (_("Group"), innovation.group.local_name),
        (_("Category"), innovation.category.local_name if innovation.category else "–"),
        (_("First tried on"), as_day(innovation.trialled_on) if innovation.trialled_on else ""),
        (_("Implemented since"), as_day(innovation.started_on) if innovation.started_on else "–"),
        (_("Launched on"), as_day(innovation.launched_on) if innovation.launched_on else ""),
        (_("Innovators"), "\n".join(innovators) or _("Nobody is named.")),
    ]
    return [(label, value) for label, value in facts if value]


def _section(item: SectionProgress) -> dict[str, Any]:
    words = {"words": item.words, "limit": item.section.max_words}
    return {
        "heading": pdf.lines(item.section.local_title),
        "paragraphs": [
            pdf.lines(part) for part in re.split(r"\n\s*\n", pdf.plain(item.text).strip()) if part
        ],
        "note": _("%(words)s of at most %(limit)s words") % words if item.text else _("Not filled in."),
    }


def _location(place: Location) -> dict[str, Any]:
    pin = "" if place.latitude is None else f"{place.latitude}; {place.longitude}"
    return {"name": pdf.lines(str(place)), "detail": pdf.lines(_joined(place.village.code, pin))}


def _photo(item: Attachment) -> dict[str, Any]:
    evidence = item.evidence
    taken = f"{_('Taken')}: {in_wib(evidence.taken_at)}" if evidence.taken_at else ""
    return {
        "file": _file_name(item),
        "alternative": pdf.plain(
            evidence.alternative_text or evidence.caption or _("photo without a description")
        ),
        "caption": pdf.lines(evidence.caption) if evidence.caption else None,
        # A file is passed on, so it says this to anyone who gets it.
        "detail": pdf.lines(
            _joined(
                evidence.section.local_title if evidence.section else "",
                taken,
                "" if evidence.is_public else _("Is not shown to the public."),
            )
        ),
    }


def _document(item: Attachment) -> dict[str, Any]:
    evidence, required = item.evidence, item.evidence.required_document
    return {
        "name": pdf.lines(
            evidence.caption or (required.name if required else _("document without a caption"))
        ),
        "address": f"{settings.PORTAL_URL}{item.url}",
        "detail": pdf.lines(
            _joined(
                f"PDF, {filesizeformat(evidence.size)}",
                required.local_name if required and evidence.caption else "",
                evidence.section.local_title if evidence.section else "",
            )
        ),
    }


def _video(address: str) -> dict[str, Any] | None:
    return (
        {"label": _("Video"), "text": pdf.lines(address), "address": pdf.plain(address)} if address else None
    )


def _file_name(item: Attachment) -> str:
    return f"{item.evidence.pk}.jpg"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
