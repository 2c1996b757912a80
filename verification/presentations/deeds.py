"""The slots of a presentation stage: planned, moved and called off by the bureau; who presented.

A panel is everyone who is assigned to the entry in that stage. It scores on the ordinary sheets.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from innovations.models import Innovation, Presentation, Presenter, Stage
from kipp.accounts.models import User
from kipp.audit import trail
from kipp.moments import in_wib, span_in_wib
from verification import access, notifications
from verification.assignments import panels
from verification.assignments.deeds import as_it_is_now, locked_stage
from verification.assignments.models import Assignment
from verification.standings import deeds as standings


@dataclass(frozen=True)
class Slot:
    """When and where an entry is presented; `chair` is one of the panel, or nobody in particular."""

    starts_at: datetime
    material_due_at: datetime
    room: str = ""
    link: str = ""
    chair: User | None = None


@dataclass(frozen=True)
class Break:
    """A time without presentations, such as midday."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Person:
    """Somebody who presented: the name as given, and the office."""

    name: str
    office: str


@dataclass(frozen=True)
class Record:
    """Who presented, and whether the head of the institution was there, with a note on it."""

    presenters: Sequence[Person]
    head_was_present: bool
    head_note: str = ""


def length(stage: Stage) -> timedelta:
    """Return how long a slot of the stage takes: the presentation and the interview."""
    return timedelta(minutes=stage.presentation_minutes + stage.interview_minutes)


def times(
    stage: Stage, number: int, first: datetime, *, pause: timedelta, rest: Break | None = None
) -> list[datetime]:
    """Return when so many slots begin, one after the other with a pause between; none during the rest."""
    found: list[datetime] = []
    start = first
    for _turn in range(number):
        if rest and start < rest.ends_at and rest.starts_at < start + length(stage):
            start = rest.ends_at
        found.append(start)
        start += length(stage) + pause
    return found


@transaction.atomic
def plan(innovation: Innovation, stage: Stage, slot: Slot, *, by: User, at: datetime) -> Presentation:
    """Give an entry its slot; the agency and the panel are told."""
    stage = locked_stage(stage)
    return _plan(as_it_is_now(innovation), stage, slot, by=by, at=at)


@transaction.atomic
def fill(
    stage: Stage,
    innovations: Sequence[Innovation],
    first: Slot,
    *,
    pause: timedelta = timedelta(0),
    rest: Break | None = None,
    by: User,
    at: datetime,
) -> list[Presentation]:
    """Give entries their slots in this order, beginning with the first: all of them or none."""
    stage = locked_stage(stage)
    if not innovations:
        raise ValidationError(_("Number at least one innovation: its turn."))
    prefetch_related_objects([stage.edition], "stages")
    starts = times(stage, len(innovations), first.starts_at, pause=pause, rest=rest)
    return [
        _plan(as_it_is_now(innovation), stage, replace(first, starts_at=start), by=by, at=at)
        for innovation, start in zip(innovations, starts, strict=True)
    ]


@transaction.atomic
def change(presentation: Presentation, slot: Slot, *, by: User, at: datetime) -> Presentation:
    """Move a presentation that was not held yet; the agency and the panel are told what holds now."""
    presentation = _locked(presentation)
    ACTIONS.require("change", presentation, by=by, at=at)
    _place(presentation, slot)
    notifications.tell_presentation(presentation, "presentation_moved", at=at)
    trail.record("move_presentation", presentation, by=by, at=at, **_facts(presentation))
    return presentation


@transaction.atomic
def call_off(presentation: Presentation, *, reason: str, by: User, at: datetime) -> Presentation:
    """Mark a planned presentation as not held, with the reason: a new slot can be given."""
    presentation = _locked(presentation)
    ACTIONS.require("call_off", presentation, by=by, at=at)
    if not reason:
        raise ValidationError(_("Write the reason."))
    presentation.state, presentation.reason = Presentation.State.NOT_HELD, reason
    presentation.save(update_fields=["state", "reason"])
    notifications.tell_presentation(presentation, "presentation_called_off", at=at)
    trail.record("call_off_presentation", presentation, by=by, at=at, innovation=presentation.innovation_id)
    return presentation


@transaction.atomic
def hold(presentation: Presentation, record: Record, *, by: User, at: datetime) -> Presentation:
    """Record who presented: from then on the panel can submit its sheets. The bureau's deed, or the chair's.

    While the stage is assessed the record can be written anew: names are often given wrong.
    """
    presentation = _locked(presentation)
    if not access.records_presentation(by, presentation, at=at):
        raise PermissionDenied
    _require_none(obstacle_to_hold(presentation, at=at))
    if not record.presenters:
        raise ValidationError(_("Name at least one person who presented."))
    presentation.state = Presentation.State.HELD
    presentation.head_was_present, presentation.head_note = record.head_was_present, record.head_note
    presentation.save(update_fields=["state", "head_was_present", "head_note"])
    presentation.presenters.all().delete()
    Presenter.objects.bulk_create(
        Presenter(presentation=presentation, order=order, name=person.name, office=person.office)
        for order, person in enumerate(record.presenters, start=1)
    )
    trail.record(
        "hold_presentation",
        presentation,
        by=by,
        at=at,
        innovation=presentation.innovation_id,
        present=len(record.presenters),
    )
    return presentation


def obstacle_to_hold(presentation: Presentation, *, at: datetime) -> str:
    """Why it can't be recorded who presented, as a sentence; empty when it can."""
    if presentation.is_called_off:
        return _("This presentation was called off.")
    if at < presentation.starts_at:
        return _("The presentation begins on %(start)s. Who presented is recorded after that.") % {
            "start": in_wib(presentation.starts_at)
        }
    return access.obstacle_to_score(presentation.stage, presentation.innovation)


def obstacle_to_plan(stage: Stage, innovation: Innovation) -> str:
    """Why an entry can't be given a slot now, as a sentence; empty when it can."""
    if not stage.has_slots or not standings.is_entry(innovation, stage):
        return _("This innovation is not presented in this stage.")
    if reason := access.obstacle_to_score(stage, innovation):
        return reason
    if Presentation.objects.standing().filter(innovation=innovation, stage=stage).exists():
        return _("%(title)s has its slot already.") % {"title": innovation.title}
    return ""


def _plan(innovation: Innovation, stage: Stage, slot: Slot, *, by: User, at: datetime) -> Presentation:
    access.require_bureau(by, innovation, at=at)
    _require_none(obstacle_to_plan(stage, innovation))
    presentation = Presentation(innovation=innovation, stage=stage)
    _place(presentation, slot)
    notifications.tell_presentation(presentation, "presentation_planned", at=at)
    trail.record("plan_presentation", presentation, by=by, at=at, **_facts(presentation))
    return presentation


def _place(presentation: Presentation, slot: Slot) -> None:
    presentation.starts_at, presentation.ends_at = slot.starts_at, slot.starts_at + length(presentation.stage)
    presentation.room, presentation.link, presentation.chair = slot.room, slot.link, slot.chair
    presentation.material_due_at = slot.material_due_at
    if not slot.room and not slot.link:
        raise ValidationError(_("Name the room or the link to the online meeting."))
    if slot.material_due_at >= slot.starts_at:
        raise ValidationError(_("The material is due before the presentation begins."))
    panel = _panel(presentation)
    if slot.chair and slot.chair.pk not in panel:
        raise ValidationError(_("The chair is one of those who are assigned to this innovation."))
    _require_free(presentation, panel)
    try:
        with transaction.atomic():
            presentation.save()
    except IntegrityError as error:
        # Another edition's slot, at the same moment.
        raise ValidationError(
            _("The room or the meeting was given to another presentation a moment ago.")
        ) from error


def _panel(presentation: Presentation) -> set[int]:
    """The numbers of those who assess the entry in the stage now."""
    tasks = Assignment.objects.active().filter(
        innovation=presentation.innovation_id, stage=presentation.stage_id
    )
    return set(tasks.values_list("verifier", flat=True))


def _require_free(presentation: Presentation, panel: set[int]) -> None:
    """Nobody of the panel is in two presentations at once, and a room or a meeting has one at a time."""
    others = panels.at_the_same_time(presentation, panel)
    sentences = panels.sentences_of_clashes(others, panel)
    for other in others:
        words = {"title": other.innovation, "hours": span_in_wib(other.starts_at, other.ends_at)}
        if presentation.room and other.room == presentation.room:
            words["place"] = other.room
            sentences.append(_("In %(place)s %(title)s is presented at that time: %(hours)s.") % words)
        if presentation.link and other.link == presentation.link:
            sentences.append(
                _("In this online meeting %(title)s is presented at that time: %(hours)s.") % words
            )
    if sentences:
        raise ValidationError(sentences)


def _locked(presentation: Presentation) -> Presentation:
    """Lock a presentation and its stage, in this order, and return it as it is now."""
    stage = locked_stage(presentation.stage)
    presentation = (
        Presentation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("innovation__agency", "chair")
        .get(pk=presentation.pk)
    )
    presentation.stage = stage
    return presentation


def _require_none(obstacle: str) -> None:
    if obstacle:
        raise ValidationError(obstacle)


def _facts(presentation: Presentation) -> dict[str, Any]:
    return {
        "innovation": presentation.innovation_id,
        "starts_at": presentation.starts_at,
        "due_at": presentation.material_due_at,
    }


def _obstacle_to_change(presentation: Presentation) -> str:
    if not presentation.is_planned:
        return _("This presentation is %(state)s already.") % {"state": presentation.get_state_display()}
    return ""


# What the bureau does with a planned presentation.
ACTIONS = access.BureauActions(
    {"change": _obstacle_to_change, "call_off": _obstacle_to_change}, gate=access.gate_of_scoring
)
