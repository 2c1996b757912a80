"""An innovation in any of its statuses, with its proposal."""

import hashlib
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from innovations.models import (
    Answer,
    Correction,
    CoveringLetter,
    Decision,
    Edition,
    Innovation,
    Innovator,
    Location,
    Revision,
    Status,
)
from kipp.accounts.models import Agency, Role, User

from .editions import edition
from .evidence import document
from .files import PDF
from .people import member, numbers, village
from .standing_cast import bureau_member, cast

STARTED_ON = date(2017, 1, 1)


def _edition_for(status):
    """Return the newest edition; where there is none, a new one in a stage that fits the status."""
    known = Edition.objects.first()
    if known:
        return known
    if status in (Status.DRAFT, Status.RECORDED, Status.PROPOSED):
        return edition(at_stage="registration")
    return edition(at_stage="field" if status == Status.FINALIST else "screening")


SENT = (
    Status.SUBMITTED,
    Status.RETURNED,
    Status.ELIGIBLE,
    Status.INELIGIBLE,
    Status.FINALIST,
    Status.WITHDRAWN,
    Status.DISQUALIFIED,
)


_DECISIONS = {
    Status.ELIGIBLE: "accepted",
    Status.FINALIST: "accepted",
    Status.INELIGIBLE: "rejected",
    Status.WITHDRAWN: "withdrawn",
    Status.DISQUALIFIED: "disqualified",
}


def innovation(
    status: str = "draft",
    *,
    edition: Edition | None = None,
    agency: Agency | None = None,
    by: User | None = None,
    at: datetime | None = None,
    title: str = "",
    sent: bool | None = None,
    complete: bool = True,
    partners: tuple[Agency, ...] = (),
    due_at: datetime | None = None,
    **fields,
) -> Innovation:
    """Return an innovation in any status, with the facts that belong to it.

    `complete` gives it a category, an answer in every section, a village and a document; without, it is
    an empty draft. `agency` is Puskesmas Karangdadap and `by` its first staff unless said; `edition` the
    newest one. `sent` matters for returned and withdrawn: returned by the bureau (the default, with a
    second revision as working copy, and `due_at` in seven days) or by the coordinator. `at` is when its
    last step was taken; `fields` are further fields of the model.
    """
    status = Status(status)
    number = next(numbers)
    at = at or timezone.now() - timedelta(hours=1)
    edition = edition or _edition_for(status)
    agency = agency or _standing_agency()
    by = by or _staff_of(agency)
    sent = status in SENT if sent is None else sent
    made = Innovation.objects.create(
        **{
            "edition": edition,
            "agency": agency,
            "group": edition.groups.first(),
            "category": edition.categories.first() if complete else None,
            "title": title or f"Inovasi {number}",
            "slug": f"inovasi-{number}",
            "started_on": STARTED_ON if complete else None,
            "status": status,
            "created_by": by,
            "created_at": at - timedelta(days=10),
            "submitted_by": by if sent else None,
            "submitted_at": at - timedelta(days=5) if sent else None,
            "public_summary": f"Ringkasan {number}" if sent and complete else "",
            **fields,
        }
    )
    if partners:
        made.partners.set(partners)
    first = Revision.objects.create(
        innovation=made, number=1, sent_at=at - timedelta(days=5) if sent else None
    )
    if complete:
        _fill(made, first, f"Ringkasan {number}")
    if status == Status.RETURNED:
        _return(made, first, sent, at, due_at)
    if kind := _DECISIONS.get(status):
        Decision.objects.create(
            innovation=made,
            kind=kind,
            reason="" if kind in ("accepted", "withdrawn") else "Alasan keputusan",
            decided_by=by if kind == "withdrawn" else bureau_member(),
            decided_at=at,
        )
    return made


def _standing_agency():
    known = Agency.objects.select_related("government").filter(name="Puskesmas Karangdadap")
    return known.first() or cast().agency


def _staff_of(agency):
    known = User.objects.filter(memberships__agency=agency, memberships__role=Role.STAFF).order_by("pk")
    return known.first() or member(Role.STAFF, agency)


def _fill(innovation, revision, summary):
    """Write every section, a village of the agency's government and a tiny document into a revision."""
    Answer.objects.bulk_create(
        Answer(
            revision=revision,
            section=section,
            text=summary if section.code == "summary" else f"Jawaban tentang {section.code}",
        )
        for section in innovation.edition.sections.all()
    )
    Innovator.objects.create(innovation=innovation, name="Tim inovator", role="Penggagas")
    location(innovation, revision)
    for required in list(innovation.edition.required_documents.all()) or [None]:
        document(innovation, revision, required_document=required)


def _return(innovation, first, sent, at, due_at):
    if sent:
        copy = Revision.objects.create(innovation=innovation, number=2)
        Answer.objects.bulk_create(
            Answer(revision=copy, section_id=answer.section_id, text=answer.text)
            for answer in first.answers.all()
        )
    Correction.objects.create(
        innovation=innovation,
        note="Lengkapi data dukung",
        due_at=(due_at or timezone.now() + timedelta(days=7)) if sent else None,
        asked_by=bureau_member() if sent else cast().coordinator,
        asked_at=at,
    )


def location(
    innovation: Innovation, revision: Revision | None = None, village_code: str = "", place: str = ""
) -> Location:
    """Return a new location of an innovation, in its newest revision unless said."""
    code = innovation.agency.government.code
    default = "33.26.18.2001" if code in ("33", "33.26") else f"{code}.01.2001"
    return Location.objects.create(
        innovation=innovation,
        village=village(village_code or default),
        place=place,
        added_in=revision or innovation.revisions.latest("number"),
    )


def covering_letter(edition: Edition, by: User, number: str = "005/7/2019") -> CoveringLetter:
    """Return the covering letter of a coordinator's government, with its scan."""
    letter = CoveringLetter(
        edition=edition,
        government=by.memberships.get().government,
        number=number,
        dated_on=date(2019, 5, 2),
        sha256=hashlib.sha256(number.encode()).hexdigest(),
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    letter.file.save("surat.pdf", ContentFile(PDF), save=False)
    letter.save()
    return letter
