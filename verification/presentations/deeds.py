"""The deeds about the slots of a presentation stage: planned, moved and called off, and who presented.

The panel of a presentation is everyone who is assigned to its entry in that stage; they score on ordinary
sheets. If not said otherwise, a deed raises PermissionDenied for anyone but the bureau and for a member in
conflict with the entry, and ValidationError with sentences when it is not possible.
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
    """When and where an entry is presented; `chair` is a member of the panel, or None."""

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
    """Somebody who presented: the name as it was given, and the office."""

    name: str
    office: str


@dataclass(frozen=True)
class Record:
    """Who presented, and whether the head of the institution was present, with a note on it."""

    presenters: Sequence[Person]
    head_was_present: bool
    head_note: str = ""


def length(stage: Stage) -> timedelta:
    """Return the length of a slot of the stage: presentation and interview together."""
    return timedelta(minutes=stage.presentation_minutes + stage.interview_minutes)


def times(
    stage: Stage, number: int, first: datetime, *, pause: timedelta, rest: Break | None = None
) -> list[datetime]:
    """Return when `number` slots begin: one after the other from `first`, with a pause between them.

    A slot that would overlap the rest begins at its end.
    """
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
    """Give an entry its slot, and tell the agency and the panel.

    Raises ValidationError as `obstacle_to_plan`, without a room or link, for material due after the beginning
    or a chair who is not of the panel, and when the panel, the room or the link is taken at that time.
    """
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
    """Give entries their slots in this order, `first` being the first slot: all of them, or none.

    `pause` and `rest` are as in `times`. Raises as `plan`.
    """
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
    """Move a presentation that is planned, and tell the agency and the panel; raise as `plan`."""
    presentation = _locked(presentation)
    ACTIONS.require("change", presentation, by=by, at=at)
    _place(presentation, slot)
    notifications.tell_presentation(presentation, "presentation_moved", at=at)
    trail.record("move_presentation", presentation, by=by, at=at, **_facts(presentation))
    return presentation


@transaction.atomic
def call_off(presentation: Presentation, *, reason: str, by: User, at: datetime) -> Presentation:
    """Mark a planned presentation as not held, with the reason; then a new slot can be given."""
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
    """Record who presented; from then on the panel can submit its sheets.

    While the stage is assessed this can be repeated, since names are often given wrong. Raises
    PermissionDenied for anyone but the bureau and the chair, and ValidationError as `obstacle_to_hold`, or
    if nobody presented.
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
    """Return why it can't be recorded who presented, as a sentence; empty when it can."""
    if presentation.is_called_off:
        return _("This presentation was called off.")
    if at < presentation.starts_at:
        return _("The presentation begins on %(start)s. Who presented is recorded after that.") % {
            "start": in_wib(presentation.starts_at)
        }
    return access.obstacle_to_score(presentation.stage, presentation.innovation)


def obstacle_to_plan(stage: Stage, innovation: Innovation) -> str:
    """Return why an entry can't be given a slot now, as a sentence; empty when it can."""
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
        # Another stage's deed gave the room or the link away after `_require_free` had looked.
        raise ValidationError(
            _("The room or the meeting was given to another presentation a moment ago.")
        ) from error


def _panel(presentation: Presentation) -> set[int]:
    """Return the numbers of the verifiers who are assigned to the entry in the stage now."""
    tasks = Assignment.objects.active().filter(
        innovation=presentation.innovation_id, stage=presentation.stage_id
    )
    return set(tasks.values_list("verifier", flat=True))


def _require_free(presentation: Presentation, panel: set[int]) -> None:
    """Raise ValidationError if a member of the panel, the room or the link is taken at that time."""
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
    """Lock a presentation, after its stage, and return it as it is now."""
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


# What the bureau can do with a planned presentation.
ACTIONS = access.BureauActions(
    {"change": _obstacle_to_change, "call_off": _obstacle_to_change}, gate=access.gate_of_scoring
)
