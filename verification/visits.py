"""The plan of a field visit: made, changed, confirmed and called off by the bureau."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.models import Innovation, Location, Stage
from kipp.accounts.models import User
from kipp.audit import trail

from . import access, notifications, standings
from .assignments import as_it_is_now, locked_stage
from .models import Assignment, Visit, VisitFinding, VisitLocation
from .visit_records import close, locked, obstacle_to_record


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
    visit = locked(visit)
    access.require_bureau(by, visit.innovation, at=at)
    if reason_why_not := obstacle_to_record(visit):
        raise ValidationError(reason_why_not)
    if state not in Visit.CALLED_OFF:
        raise ValidationError(_("Choose whether the visit is postponed or not held."))
    return close(visit, state, by=by, at=at)


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
