"""The deeds of a field visit: planned by the bureau, recorded on site by its lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.access import obstacle_of_edition
from innovations.models import Innovation, Location, Stage
from kipp.accounts.models import User
from kipp.audit import trail

from . import access, notifications, standings
from .assignments import as_it_is_now, locked_stage
from .models import Assignment, Attendance, Visit, VisitFinding, VisitLocation


@dataclass(frozen=True)
class Found:
    """What a team found at one criterion; an empty finding is a gap that may be kept."""

    finding: str = ""
    text: str = ""


@transaction.atomic
def plan(
    innovation: Innovation,
    stage: Stage,
    *,
    lead: User,
    members: Sequence[User],
    starts_on: date,
    ends_on: date,
    locations: Sequence[tuple[Location, date]],
    by: User,
    at: datetime,
) -> Visit:
    """Plan a visit by a team of at least two, all assigned to the entry; `members` has the lead too."""
    stage = locked_stage(stage)
    innovation = as_it_is_now(innovation)
    access.require_bureau(by, innovation, at=at)
    _require_field_entry(innovation, stage)
    _require_team(innovation, stage, lead, members)
    _require_days(starts_on, ends_on, [day for _location, day in locations])
    if not locations:
        raise ValidationError(_("Choose at least one place to visit."))
    visit = Visit.objects.create(
        innovation=innovation, stage=stage, lead=lead, starts_on=starts_on, ends_on=ends_on
    )
    visit.members.set(members)
    VisitLocation.objects.bulk_create(
        VisitLocation(visit=visit, location=location, on_day=day) for location, day in locations
    )
    criteria = standings.current_rubric(stage).criteria.all()
    VisitFinding.objects.bulk_create(VisitFinding(visit=visit, criterion=criterion) for criterion in criteria)
    notifications.tell_visit_planned(visit, at=at)
    trail.record(
        "plan_visit",
        visit,
        by=by,
        at=at,
        innovation=innovation.pk,
        starts_on=starts_on,
        ends_on=ends_on,
        lead=lead.pk,
        members=[member.pk for member in members],
    )
    return visit


@transaction.atomic
def call_off(visit: Visit, state: str, *, by: User, at: datetime) -> Visit:
    """Mark a planned visit as postponed or not held: the bureau's deed; a new one can be planned."""
    visit = _locked(visit)
    access.require_bureau(by, visit.innovation, at=at)
    _require_open(visit)
    if state not in Visit.CALLED_OFF:
        raise ValidationError(_("Choose whether the visit is postponed or not held."))
    return _close(visit, state, by=by, at=at)


@transaction.atomic
def hold(visit: Visit, *, online: bool = False, by: User, at: datetime) -> Visit:
    """Close the record of a visit that was held: every criterion has its finding, someone was present."""
    visit = _locked(visit)
    access.require_lead(by, visit, at=at)
    if reasons := obstacles_to_hold(visit):
        raise ValidationError(reasons)
    return _close(visit, Visit.State.HELD_ONLINE if online else Visit.State.HELD, by=by, at=at)


@transaction.atomic
def record_attendance(visit: Visit, *, role: str, institution: str, by: User, at: datetime) -> Attendance:
    """Record that somebody was present, by role and institution. The same pair twice stays one row."""
    visit = _written_by_lead(visit, by=by, at=at)
    attendance, _created = Attendance.objects.get_or_create(visit=visit, role=role, institution=institution)
    return attendance


@transaction.atomic
def remove_attendance(attendance: Attendance, *, by: User, at: datetime) -> None:
    """Take a row off the attendance list while the record is open."""
    _written_by_lead(attendance.visit, by=by, at=at)
    attendance.delete()


@transaction.atomic
def record_findings(visit: Visit, found: Mapping[str, Found], *, by: User, at: datetime) -> Visit:
    """Record what the team agreed on; `found` goes by the criterion's code, and others stay as they are."""
    visit = _written_by_lead(visit, by=by, at=at)
    rows = {row.criterion.code: row for row in visit.findings.select_related("criterion")}
    for code, one in found.items():
        rows[code].finding, rows[code].text = one.finding, one.text
    VisitFinding.objects.bulk_update(rows.values(), ["finding", "text"])
    return visit


def obstacle_to_record(visit: Visit) -> str:
    """Why nothing can be written into the record now, as a sentence; empty when it can."""
    if visit.state == Visit.State.PLANNED:
        return obstacle_of_edition(visit.stage.edition)
    return _("This visit is %(state)s, so its record is closed.") % {"state": visit.get_state_display()}


def obstacles_to_hold(visit: Visit) -> list[str]:
    """What is still missing before the record of a visit can be closed, as sentences."""
    if reason := obstacle_to_record(visit):
        return [reason]
    sentences = [
        _("Record what was found for “%(criterion)s”.") % {"criterion": gap.criterion}
        for gap in visit.findings.filter(finding="").select_related("criterion")
    ]
    if not visit.attendances.exists():
        sentences.insert(0, _("Record at least one person who was present."))
    return sentences


def _locked(visit):
    locked_stage(visit.stage)
    return (
        Visit.objects.select_for_update(of=("self",), no_key=True)
        .select_related("innovation__agency", "stage__edition")
        .get(pk=visit.pk)
    )


def _written_by_lead(visit, *, by, at):
    visit = _locked(visit)
    access.require_lead(by, visit, at=at)
    _require_open(visit)
    return visit


def _close(visit, state, *, by, at):
    visit.state = state
    visit.save(update_fields=["state"])
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


def _require_open(visit):
    if reason := obstacle_to_record(visit):
        raise ValidationError(reason)


def _require_field_entry(innovation, stage):
    if stage.kind != Stage.Kind.FIELD or not standings.entries(stage).filter(pk=innovation.pk).exists():
        raise ValidationError(_("This innovation is not visited in this stage."))
    if reason := access.obstacle_to_score(stage, innovation):
        raise ValidationError(reason)
    if Visit.objects.standing().filter(innovation=innovation, stage=stage).exists():
        raise ValidationError(_("A visit to this innovation is planned already."))


def _require_team(innovation, stage, lead, members):
    if len(set(members)) < 2 or lead not in members:
        raise ValidationError(_("A visit needs a team of at least two, and its lead is one of them."))
    assigned = set(
        Assignment.objects.active()
        .filter(innovation=innovation, stage=stage)
        .values_list("verifier", flat=True)
    )
    if not {member.pk for member in members} <= assigned:
        raise ValidationError(_("Everyone in the team must be assigned to this innovation."))


def _require_days(starts_on, ends_on, days):
    if ends_on < starts_on:
        raise ValidationError(_("The last day comes before the first."))
    if any(not starts_on <= day <= ends_on for day in days):
        raise ValidationError(_("Each place is visited between the first and the last day."))
