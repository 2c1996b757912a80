"""The record of a field visit: written and closed by its lead on site, with the notes of its members.

The trail gets a line only when the record is closed. A device without a signal sends each piece when it can,
and again if it got no answer; a piece that is stored already just as it was sent changes nothing.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from innovations.editions.entering import obstacle_of_edition
from innovations.integrity.conflicts import in_conflict
from innovations.models import Edition
from kipp.accounts.models import User
from kipp.audit import trail
from kipp.saving.stale import require_not_stale
from verification import access
from verification.assignments.deeds import locked_stage

from .models import Attendance, DifferingNote, Visit, VisitFinding


@dataclass(frozen=True)
class FoundOnSite:
    """What a team found at one criterion; the finding may be empty until the record is closed."""

    finding: str = ""
    text: str = ""

    @classmethod
    def of(cls, finding: VisitFinding) -> "FoundOnSite":
        """Return what is stored."""
        return cls(finding.finding, finding.text)


@dataclass(frozen=True)
class PresentPerson:
    """Somebody who was present; `drawing` is a drawn signature as `signatures.read` returns it."""

    role: str
    institution: str
    name: str = ""
    signature: str = ""
    drawing: str = ""

    @classmethod
    def of(cls, row: Attendance) -> "PresentPerson":
        """Return what is stored."""
        return cls(row.role, row.institution, row.name, row.signature, row.drawing)


@dataclass(frozen=True)
class Facts:
    """When the team was there, who was heard, and why this was written after the day of the visit."""

    arrived_at: datetime | None = None
    departed_at: datetime | None = None
    heard_innovators: str = ""
    heard_stakeholders: str = ""
    heard_users: str = ""
    late_reason: str = ""

    @classmethod
    def of(cls, visit: Visit) -> "Facts":
        """Return what is stored."""
        return cls(**{name: getattr(visit, name) for name in cls.__dataclass_fields__})


@transaction.atomic
def record_attendance(
    visit: Visit, present: PresentPerson, *, uuid: UUID | None = None, by: User, at: datetime
) -> Attendance:
    """Record that somebody was present; return the row, also when it is stored already with this key.

    Raises as `written_by_lead`, and ValidationError when something else is stored with the key.
    """
    visit = written_by_lead(visit, by=by, at=at)
    uuid = uuid or uuid4()
    row = Attendance.objects.filter(uuid=uuid).first()
    if row is None:
        return Attendance.objects.create(visit=visit, uuid=uuid, **asdict(present))
    if row.visit_id != visit.pk or PresentPerson.of(row) != present:
        raise ValidationError(_("Somebody else stands under this key already. Open the visit again."))
    return row


@transaction.atomic
def remove_attendance(attendance: Attendance, *, by: User, at: datetime) -> None:
    """Remove a row from the attendance list; raise as `written_by_lead`."""
    written_by_lead(attendance.visit, by=by, at=at)
    attendance.delete()


@transaction.atomic
def record_finding(
    visit: Visit, code: str, found: FoundOnSite, *, save_number: int, by: User, at: datetime
) -> VisitFinding:
    """Record what the team found at the criterion with that code.

    `save_number` is the one that the form showed. Raises as `written_by_lead`, and ValidationError when the
    finding was saved since, so that nothing is overwritten unseen.
    """
    visit = written_by_lead(visit, by=by, at=at)
    row = visit.findings.get(criterion__code=code)
    if FoundOnSite.of(row) == found:
        return row
    require_not_stale(row.save_number, save_number)
    row.finding, row.text = found.finding, found.text
    row.save_number += 1
    row.save(update_fields=["finding", "text", "save_number"])
    return row


@transaction.atomic
def record_facts(
    visit: Visit,
    facts: Facts,
    *,
    save_number: int,
    written_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Visit:
    """Record when the team was there and who was heard.

    `written_at` is when it was typed on a device without a signal; a time after `at` counts as `at`.
    `save_number` is the one that the form showed. Raises as `record_finding`, and ValidationError for times
    that are ahead, before the visit or in the wrong order.
    """
    visit = written_by_lead(visit, by=by, at=at)
    if Facts.of(visit) == facts:
        return visit
    require_not_stale(visit.facts_save_number, save_number)
    _require_true_times(visit, facts, at)
    for name, value in asdict(facts).items():
        setattr(visit, name, value)
    if visit.written_at is None:
        visit.written_at = min(written_at or at, at)
    visit.facts_save_number += 1
    visit.save(update_fields=[*asdict(facts), "written_at", "facts_save_number"])
    return visit


@transaction.atomic
def write_differing_note(
    finding: VisitFinding, text: str, *, save_number: int, by: User, at: datetime
) -> DifferingNote | None:
    """Save a member's note that differs from a finding; return it, or None if an empty text took it back.

    `save_number` is the one that the form showed, 0 if there was no note. Raises PermissionDenied unless `by`
    is of the team, and ValidationError when the record is closed or the note was saved since.
    """
    visit = locked(finding.visit)
    access.require_team_member(by, visit, at=at)
    _require_open(visit)
    stored = DifferingNote.objects.filter(finding=finding, member=by)
    note = stored.first() or DifferingNote(finding=finding, member=by)
    if note.text == text:
        return note if text else None
    require_not_stale(note.save_number, save_number)
    if not text:
        stored.delete()
        return None
    note.text = text
    note.save_number += 1
    note.save()
    return note


@transaction.atomic
def hold(visit: Visit, *, online: bool = False, by: User, at: datetime) -> Visit:
    """Close the record of a visit that was held, on site or online.

    Raises PermissionDenied for anyone but the lead, and ValidationError as `obstacles_to_hold`.
    """
    visit = locked(visit)
    access.require_lead(by, visit, at=at)
    if reasons := obstacles_to_hold(visit):
        raise ValidationError(reasons)
    return close(visit, Visit.State.HELD_ONLINE if online else Visit.State.HELD, by=by, at=at)


def obstacle_to_record(visit: Visit) -> str:
    """Return why nothing can be written into the record now, as a sentence; empty when it can."""
    if visit.is_open:
        return obstacle_of_edition(visit.stage.edition)
    return _("This visit is %(state)s, so its record is closed.") % {"state": visit.get_state_display()}


def closed_for_good(visit: Visit, user: User) -> str:
    """Return why the user's device need not send pieces of the record again, as a sentence; else empty.

    This is so when the record is closed, the visit called off or the edition over, when somebody else leads
    the visit now, or when the user is in conflict with its entry.
    """
    if not visit.is_open:
        return obstacle_to_record(visit)
    if visit.stage.edition.state in (Edition.State.CANCELLED, Edition.State.CLOSED):
        return obstacle_of_edition(visit.stage.edition)
    if visit.lead_id != user.pk:
        return _("%(name)s leads this visit now and writes its record.") % {"name": visit.lead}
    if in_conflict(user, visit.innovation):
        return _("You have a conflict of interest with this innovation, so you don't write its record.")
    return ""


def obstacles_to_hold(visit: Visit) -> list[str]:
    """Return what is missing before the record of a visit can be closed, as sentences."""
    if reason := obstacle_to_record(visit):
        return [reason]
    sentences = []
    if not visit.attendances.exists():
        sentences.append(_("Record at least one person who was present."))
    if visit.arrived_at is None:
        sentences.append(_("Record when the team arrived."))
    elif visit.is_written_late and not visit.late_reason:
        sentences.append(_("Say why arrival and departure were written down after the visit."))
    sentences += [
        _("Record what was found for “%(criterion)s”.") % {"criterion": gap.criterion}
        for gap in visit.findings.filter(finding="").select_related("criterion")
    ]
    return sentences


def locked(visit: Visit) -> Visit:
    """Lock a visit, after its stage, and return it as it is now."""
    locked_stage(visit.stage)
    return (
        Visit.objects.select_for_update(of=("self",), no_key=True)
        .select_related("innovation__agency", "stage__edition", "lead")
        .get(pk=visit.pk)
    )


def written_by_lead(visit: Visit, *, by: User, at: datetime) -> Visit:
    """Lock a visit whose record its lead writes, and return it as it is now.

    Raises PermissionDenied for anyone but the lead, and ValidationError as `obstacle_to_record`.
    """
    visit = locked(visit)
    access.require_lead(by, visit, at=at)
    _require_open(visit)
    return visit


def close(visit: Visit, state: str, *, by: User, at: datetime) -> Visit:
    """Set the final state of a locked visit, and record its findings in the trail."""
    visit.state = state
    visit.save(update_fields=["state", "reason"])
    findings = dict(visit.findings.values_list("criterion__code", "finding"))
    trail.record(
        "close_visit",
        visit,
        by=by,
        at=at,
        innovation=visit.innovation_id,
        state=state,
        findings=findings,
        present=visit.attendances.count(),
    )
    return visit


def _require_open(visit: Visit) -> None:
    if reason := obstacle_to_record(visit):
        raise ValidationError(reason)


def _require_true_times(visit: Visit, facts: Facts, at: datetime) -> None:
    """Raise ValidationError unless the departure is after the arrival, and both are not after `at`.

    Neither may be earlier than the day before the visit.
    """
    earliest = visit.starts_at - timedelta(days=1)
    for moment in filter(None, [facts.arrived_at, facts.departed_at]):
        if moment > at:
            raise ValidationError(_("Arrival and departure can't lie ahead."))
        if timezone.localdate(moment) < earliest.date():
            raise ValidationError(_("Arrival and departure can't lie before the visit."))
    if facts.departed_at and (facts.arrived_at is None or facts.departed_at <= facts.arrived_at):
        raise ValidationError(_("The departure comes after the arrival."))
