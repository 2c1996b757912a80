"""The deeds about the plan of a field visit: the bureau makes, changes and confirms it, or calls it off.

Each raises PermissionDenied for anyone but the bureau and for a member in conflict with the entry, and
ValidationError with sentences when it is not possible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.models import Innovation, Location, Stage
from kipp.accounts.models import User
from kipp.audit import trail
from kipp.moments import span_in_wib
from verification import access, notifications
from verification.assignments.deeds import as_it_is_now, locked_stage
from verification.assignments.models import Assignment
from verification.standings import deeds as standings

from .models import FROM, UNTIL, Visit, VisitFinding, VisitLocation, in_local_time
from .record import close, locked, obstacle_to_record


@dataclass(frozen=True)
class Stop:
    """A place that the team goes to, the day and, if known, the hour in WIB."""

    location: Location
    on_day: date
    at_time: time | None = None


@dataclass(frozen=True)
class Letter:
    """The letter of assignment (surat tugas) as it was typed in; in a plan it may be incomplete."""

    number: str = ""
    dated_on: date | None = None
    signer: str = ""
    signer_office: str = ""

    @property
    def is_complete(self) -> bool:
        return all((self.number, self.dated_on, self.signer, self.signer_office))


@dataclass(frozen=True)
class Contact:
    """The person whom the team meets at the agency."""

    name: str = ""
    role: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Plan:
    """Who goes when and where; `members` includes the lead, and hours are in WIB."""

    lead: User
    members: Sequence[User]
    starts_on: date
    ends_on: date
    stops: Sequence[Stop]
    start_time: time = FROM
    end_time: time = UNTIL
    programme: str = ""
    contact: Contact = Contact()
    letter: Letter = Letter()

    @property
    def starts_at(self) -> datetime:
        return in_local_time(self.starts_on, self.start_time)

    @property
    def ends_at(self) -> datetime:
        return in_local_time(self.ends_on, self.end_time)


@transaction.atomic
def plan(innovation: Innovation, stage: Stage, wanted: Plan, *, by: User, at: datetime) -> Visit:
    """Plan a visit, and tell the team and the agency.

    Raises ValidationError when the entry can't be visited or has a visit already; for a team of fewer than
    two, a member who is not assigned to the entry or on another visit at that time; and for a plan without a
    place or with days or hours that don't fit.
    """
    stage = locked_stage(stage)
    innovation = as_it_is_now(innovation)
    access.require_bureau(by, innovation, at=at)
    _require_field_entry(innovation, stage)
    visit = Visit(innovation=innovation, stage=stage)
    _require_sound(visit, wanted)
    _write(visit, wanted)
    criteria = standings.current_rubric(stage).criteria.all()
    VisitFinding.objects.bulk_create(VisitFinding(visit=visit, criterion=criterion) for criterion in criteria)
    notifications.tell_visit(visit, "visit_planned", at=at)
    trail.record("plan_visit", visit, by=by, at=at, **_facts(visit, wanted))
    return visit


@transaction.atomic
def change_plan(visit: Visit, wanted: Plan, *, by: User, at: datetime) -> Visit:
    """Change the plan of a visit that was not held yet, and tell both the old and the new team.

    A confirmed visit whose letter of assignment is not complete any more is only planned again. Raises
    ValidationError for the team and the hours as `plan`.
    """
    visit = locked(visit)
    ACTIONS.require("change", visit, by=by, at=at)
    _require_sound(visit, wanted)
    before = list(visit.members.all())
    if visit.lead_id != wanted.lead.pk:
        visit.former_leads.add(visit.lead)
    visit.former_leads.remove(wanted.lead)
    if not wanted.letter.is_complete:
        visit.state = Visit.State.PLANNED
    _write(visit, wanted)
    notifications.tell_visit(visit, "visit_changed", at=at, also=before)
    trail.record("change_visit", visit, by=by, at=at, state=visit.state, **_facts(visit, wanted))
    return visit


@transaction.atomic
def confirm(visit: Visit, letter: Letter, *, by: User, at: datetime) -> Visit:
    """Confirm a planned visit, whose team has its letter of assignment, and tell the team and the agency.

    Raises ValidationError also when the letter is not complete.
    """
    visit = locked(visit)
    ACTIONS.require("confirm", visit, by=by, at=at)
    if not letter.is_complete:
        raise ValidationError(_("Name the letter of assignment in full: number, date, signer and office."))
    visit.state = Visit.State.CONFIRMED
    _set_letter(visit, letter)
    visit.save()
    notifications.tell_visit(visit, "visit_confirmed", at=at)
    trail.record("confirm_visit", visit, by=by, at=at, innovation=visit.innovation_id)
    return visit


@transaction.atomic
def call_off(visit: Visit, state: str, *, reason: str, by: User, at: datetime) -> Visit:
    """Mark a planned visit as postponed or not held, with the reason; then a new one can be planned.

    `state` is one of Visit.CALLED_OFF.
    """
    visit = locked(visit)
    ACTIONS.require("call_off", visit, by=by, at=at)
    if state not in Visit.CALLED_OFF:
        raise ValidationError(_("Choose whether the visit is postponed or not held."))
    if not reason:
        raise ValidationError(_("Write the reason."))
    visit.reason = reason
    visit = close(visit, state, by=by, at=at)
    notifications.tell_visit(visit, "visit_called_off", at=at)
    return visit


def _write(visit: Visit, wanted: Plan) -> None:
    visit.lead = wanted.lead
    visit.starts_on, visit.start_time = wanted.starts_on, wanted.start_time
    visit.ends_on, visit.end_time = wanted.ends_on, wanted.end_time
    visit.programme = wanted.programme
    contact = wanted.contact
    visit.contact_name, visit.contact_role, visit.contact_phone = contact.name, contact.role, contact.phone
    _set_letter(visit, wanted.letter)
    visit.save()
    visit.members.set(wanted.members)
    visit.visit_locations.all().delete()
    VisitLocation.objects.bulk_create(
        VisitLocation(visit=visit, location=stop.location, on_day=stop.on_day, at_time=stop.at_time)
        for stop in wanted.stops
    )


def _set_letter(visit: Visit, letter: Letter) -> None:
    visit.letter_number, visit.letter_dated_on = letter.number, letter.dated_on
    visit.letter_signer, visit.letter_signer_office = letter.signer, letter.signer_office


def _facts(visit: Visit, wanted: Plan) -> dict[str, Any]:
    return {
        "innovation": visit.innovation_id,
        "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on,
        "lead": wanted.lead.pk,
        "members": [member.pk for member in wanted.members],
    }


def _require_field_entry(innovation: Innovation, stage: Stage) -> None:
    if not stage.needs_visits or not standings.entries(stage).filter(pk=innovation.pk).exists():
        raise ValidationError(_("This innovation is not visited in this stage."))
    if reason := access.obstacle_to_score(stage, innovation):
        raise ValidationError(reason)
    if Visit.objects.standing().filter(innovation=innovation, stage=stage).exists():
        raise ValidationError(_("A visit to this innovation is planned already."))


def _require_sound(visit: Visit, wanted: Plan) -> None:
    _require_team(visit.innovation, visit.stage, wanted.lead, wanted.members)
    _require_hours(wanted)
    if not wanted.stops:
        raise ValidationError(_("Choose at least one place to visit."))
    _require_free(visit, wanted)


def _require_team(innovation: Innovation, stage: Stage, lead: User, members: Sequence[User]) -> None:
    if len(set(members)) < 2 or lead not in members:
        raise ValidationError(_("A visit needs a team of at least two, and its lead is one of them."))
    assigned = set(
        Assignment.objects.active()
        .filter(innovation=innovation, stage=stage)
        .values_list("verifier", flat=True)
    )
    if not {member.pk for member in members} <= assigned:
        raise ValidationError(_("Everyone in the team must be assigned to this innovation."))


def _require_hours(wanted: Plan) -> None:
    if wanted.ends_on < wanted.starts_on:
        raise ValidationError(_("The last day comes before the first."))
    if wanted.ends_at <= wanted.starts_at:
        raise ValidationError(_("The visit ends before it begins. Choose a later hour for the end."))
    if any(not wanted.starts_on <= stop.on_day <= wanted.ends_on for stop in wanted.stops):
        raise ValidationError(_("Each place is visited between the first and the last day."))


def _require_free(visit: Visit, wanted: Plan) -> None:
    """Raise ValidationError if a member is on another visit at that time.

    Their rows are locked, so that two visits that are planned at once wait for each other.
    """
    people = {person.pk: person for person in wanted.members}
    list(User.objects.filter(pk__in=people).order_by("pk").select_for_update(no_key=True))
    others = (
        Visit.objects.standing()
        .exclude(pk=visit.pk)
        .filter(members__in=people, starts_on__lte=wanted.ends_on, ends_on__gte=wanted.starts_on)
        .select_related("innovation")
        .prefetch_related("members")
        .distinct()
    )
    sentences = [
        _("%(name)s is on another visit at that time: %(title)s, %(hours)s.")
        % {
            "name": people[member.pk],
            "title": other.innovation,
            "hours": span_in_wib(other.starts_at, other.ends_at),
        }
        for other in others
        if other.starts_at < wanted.ends_at and wanted.starts_at < other.ends_at
        for member in other.members.all()
        if member.pk in people
    ]
    if sentences:
        raise ValidationError(sentences)


def _none(_visit: Visit) -> str:
    return ""


def _obstacle_to_confirm(visit: Visit) -> str:
    if visit.state == Visit.State.CONFIRMED:
        return _("This visit is confirmed already.")
    return ""


# What the bureau can do with a planned visit.
ACTIONS = access.BureauActions(
    {"confirm": _obstacle_to_confirm, "change": _none, "call_off": _none}, gate=obstacle_to_record
)
