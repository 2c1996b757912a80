"""Visits with their records and minutes."""

import hashlib
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from innovations.models import Innovation, Stage
from kipp.accounts.models import User
from verification.minutes import text as minutes_text
from verification.models import (
    Assignment,
    Attendance,
    Minutes,
    MinutesSignature,
    Visit,
    VisitFinding,
    VisitLocation,
    VisitPhoto,
)

from .files import PDF, webp
from .people import numbers
from .scoresheets import give_sheets
from .standing_cast import bureau_member, verifiers


def visit(
    innovation: Innovation,
    *,
    stage: Stage | None = None,
    team: list[User] | None = None,
    state: str = "planned",
    day: date | None = None,
    **facts,
) -> Visit:
    """Return a field visit to an entry; the first of `team` leads it.

    The team is the entry's assessors in that stage, or the cast's first two verifiers, who are then
    assigned. A visit that is over has its findings (confirmed) and one person present.
    """
    stage = stage or innovation.edition.stage_of_kind("field")
    assigned = Assignment.objects.active().filter(innovation=innovation, stage=stage).order_by("pk")
    team = team or [task.verifier for task in assigned.select_related("verifier")] or verifiers(2)
    missing = [person for person in team if not assigned.filter(verifier=person).exists()]
    if missing:
        give_sheets(innovation, stage, [(person, None) for person in missing])
    day = day or timezone.localdate()
    made = Visit.objects.create(
        innovation=innovation, stage=stage, lead=team[0], starts_on=day, ends_on=day, state=state, **facts
    )
    made.members.set(team)
    VisitLocation.objects.create(visit=made, location=innovation.locations.first(), on_day=day)
    found = "confirmed" if made.is_over else ""
    VisitFinding.objects.bulk_create(
        VisitFinding(visit=made, criterion=criterion, finding=found)
        for criterion in stage.rubrics.latest("version").criteria.all()
    )
    if made.is_over:
        Attendance.objects.create(visit=made, role="Kepala puskesmas", institution=innovation.agency.name)
    return made


def minutes(visit: Visit, state: str = "issued", *, number: str = "", **fields) -> Minutes:
    """Return the minutes of a visit that is over, up to a state, signed on paper and issued with a tiny PDF.

    The text is a real one, put together by `verification.minutes.text`, with all photos of the visit.
    """
    at = fields.pop("at", None) or timezone.now() - timedelta(minutes=30)
    signer = minutes_text.Signer("Siti Aminah", "Kepala puskesmas")
    draft = minutes_text.MinutesDraft(signer, photos=[photo.uuid for photo in visit.photos.all()])
    version = visit.minutes.filter(kind="minutes").count() + 1
    text = minutes_text.canonical(minutes_text.of_visit(visit, draft, version=version, at=at))
    is_issued = state == "issued"
    made = Minutes(
        **{
            "visit": visit,
            "stage_id": visit.stage_id,
            "version": version,
            "state": state,
            "text": text,
            "text_hash": minutes_text.hash_of(text),
            "drawn_up_by": visit.lead,
            "drawn_up_at": at,
            "number": number or (f"000.8/{next(numbers)}" if is_issued else ""),
            "signed_file_hash": hashlib.sha256(PDF).hexdigest() if is_issued else "",
            "issued_by": bureau_member() if is_issued else None,
            "issued_at": at if is_issued else None,
            **fields,
        }
    )
    if is_issued:
        made.signed_file.save("signed.pdf", ContentFile(PDF), save=False)
    made.save()
    if state != "drawn_up":
        MinutesSignature.objects.bulk_create(
            MinutesSignature(
                minutes=made,
                place=place["code"],
                manner="on_paper",
                text_hash=made.text_hash,
                given_by=visit.lead,
                given_at=at,
            )
            for place in made.content["places"]
        )
    return made


def visit_photo(visit: Visit, **fields) -> VisitPhoto:
    """Return a new photo of a visit, sent by its lead, with its two files."""
    made = VisitPhoto(
        **{
            "visit": visit,
            "caption": "Kader menunjukkan register",
            "sha256": hashlib.sha256(str(next(numbers)).encode()).hexdigest(),
            "size": len(webp()),
            "uploaded_by": visit.lead,
            "uploaded_at": timezone.now(),
            **fields,
        }
    )
    made.file.save("photo.webp", ContentFile(webp()), save=False)
    made.thumbnail.save("thumbnail.webp", ContentFile(webp((4, 3))), save=False)
    made.save()
    return made
