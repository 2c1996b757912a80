"""The deeds that give entries to verifiers and take them back.

A sheet that was submitted before its task ended still counts. A draft never does, nor a voided sheet.
The bureau's deeds raise PermissionDenied for anyone but the bureau and for a member in conflict with the
entry; they raise ValidationError with a sentence when `ACTIONS`, or the obstacle named, says why not.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.editions import deeds as editions
from innovations.editions.entering import obstacle_of_edition
from innovations.integrity.conflicts import in_conflict
from innovations.models import Conflict, Innovation, Presentation, Stage
from kipp.accounts.access import has_role
from kipp.accounts.models import Role, User
from kipp.audit import trail
from verification import access, notifications
from verification.scoresheets.models import Score, Scoresheet
from verification.standings import deeds as standings

from . import panels
from .models import Assignment


@transaction.atomic
def assign(innovation: Innovation, stage: Stage, verifier: User, *, by: User, at: datetime) -> Assignment:
    """Give an entry to a verifier, with an empty sheet, and tell them; return the new task.

    Raises ValidationError as `obstacle_to_pair` and `obstacle_to_assign`, and when the verifier has another
    presentation at the time of the entry's.
    """
    assignment = _assign(locked_stage(stage), as_it_is_now(innovation), verifier, by=by, at=at)
    _record("assign", assignment, by=by, at=at)
    return assignment


def _assign(stage: Stage, innovation: Innovation, verifier: User, *, by: User, at: datetime) -> Assignment:
    access.require_bureau(by, innovation, at=at)
    closing = list(access.closing_assignments(innovation, stage))
    assignments = [assignment for assignment in closing if assignment.stage_id == stage.pk]
    own = [assignment for assignment in closing if assignment.verifier_id == verifier.pk]
    obstacle = obstacle_to_pair(
        verifier,
        innovation,
        is_verifier=has_role(verifier, Role.VERIFIER, at=at),
        in_conflict=in_conflict(verifier, innovation),
        was_assigned=any(assignment.stage_id == stage.pk for assignment in own),
        assesses_elsewhere=any(assignment.stage_id != stage.pk for assignment in own),
    )
    _require_none(obstacle or obstacle_to_assign(innovation, stage, assignments))
    _require_not_presented_elsewhere(innovation, stage, verifier)
    assignment = Assignment.objects.create(
        innovation=innovation, stage=stage, verifier=verifier, assigned_by=by, assigned_at=at
    )
    create_sheets(stage, [assignment])
    standings.refresh(innovation, stage)
    notifications.tell_assigned(assignment, at=at)
    return assignment


def _require_not_presented_elsewhere(innovation: Innovation, stage: Stage, verifier: User) -> None:
    """Raise ValidationError if the verifier has another presentation at the time of the entry's slot."""
    slot = Presentation.objects.standing().filter(innovation=innovation, stage=stage).first()
    if slot is None:
        return
    panel = [verifier.pk]
    if sentences := panels.sentences_of_clashes(panels.at_the_same_time(slot, panel), panel):
        raise ValidationError(sentences)


@transaction.atomic
def end(assignment: Assignment, *, by: User, at: datetime, reason: str, letter: str = "") -> Assignment:
    """End a verifier's task, with the number of a letter if there is one; a submitted sheet still counts."""
    assignment = locked_assignment(assignment)
    ACTIONS.require("end", assignment, by=by, at=at)
    _take_back(assignment, Assignment.State.ENDED, reason, letter)
    _record("end_assignment", assignment, by=by, at=at)
    return assignment


@transaction.atomic
def replace(
    assignment: Assignment, verifier: User, *, by: User, at: datetime, reason: str, letter: str
) -> Assignment:
    """Give the task of a verifier whose sheet is not submitted to another; return the new task.

    The new verifier begins with an empty sheet. The draft of the other is kept, not shown, and never counts.
    Raises ValidationError also as `assign`.
    """
    assignment = locked_assignment(assignment)
    ACTIONS.require("replace", assignment, by=by, at=at)
    _take_back(assignment, Assignment.State.REPLACED, reason, letter)
    successor = _assign(assignment.stage, assignment.innovation, verifier, by=by, at=at)
    _record("assign", successor, by=by, at=at)
    trail.record(
        "replace_assignment",
        assignment,
        by=by,
        at=at,
        innovation=assignment.innovation_id,
        stage=assignment.stage_id,
        verifier=assignment.verifier_id,
        successor=successor.verifier_id,
    )
    return successor


@transaction.atomic
def void(assignment: Assignment, *, by: User, at: datetime, kind: str, reason: str) -> Assignment:
    """Void a verifier's sheet, since a conflict of interest was found later, and end an active task.

    A submitted sheet can be voided too: its points are kept, also in the trail, but never count. The conflict
    of that `kind` is recorded, so that the entry is not given to the verifier again. The standings of the
    stage are closed, as when a sheet is reopened.
    """
    assignment = locked_assignment(assignment)
    ACTIONS.require("void", assignment, by=by, at=at)
    if assignment.state == Assignment.State.ACTIVE:
        assignment.state, assignment.reason = Assignment.State.ENDED, reason
    assignment.voided_at, assignment.voided_by, assignment.void_reason = at, by, reason
    assignment.save()
    Conflict.objects.create(
        user=assignment.verifier,
        innovation=assignment.innovation,
        kind=kind,
        reason=reason,
        declared_by=by,
        declared_at=at,
    )
    editions.close_standings(assignment.stage)
    standings.refresh(assignment.innovation, assignment.stage)
    notifications.tell_voided(assignment, at=at, reason=reason)
    sheet = assignment.scoresheet
    scores = sheet.scores.select_related("criterion")
    trail.record(
        "void_sheet",
        assignment,
        by=by,
        at=at,
        innovation=assignment.innovation_id,
        stage=assignment.stage_id,
        verifier=assignment.verifier_id,
        kind=kind,
        points={score.criterion.code: score.points for score in scores},
        total=sheet.total,
    )
    return assignment


@transaction.atomic
def declare_conflict(assignment: Assignment, *, by: User, at: datetime, kind: str, reason: str) -> Conflict:
    """Declare a conflict of interest with the entry of one's own task, which ends it; return the conflict.

    Raises PermissionDenied for anyone but the task's verifier, and ValidationError once it is over or its
    sheet is submitted.
    """
    assignment = _own(assignment, by=by, at=at)
    conflict = Conflict.objects.create(
        user=by,
        innovation=assignment.innovation,
        kind=kind,
        reason=reason,
        declared_by=by,
        declared_at=at,
    )
    _take_back(assignment, Assignment.State.ENDED, reason)
    notifications.tell_given_back(assignment, "task_in_conflict", at=at)
    trail.record("declare_conflict", assignment, by=by, at=at, innovation=assignment.innovation_id, kind=kind)
    return conflict


@transaction.atomic
def decline(assignment: Assignment, *, by: User, at: datetime, reason: str) -> Assignment:
    """Give one's own task back for another reason than a conflict, such as illness; the bureau is told.

    Raises as `declare_conflict`.
    """
    assignment = _own(assignment, by=by, at=at)
    _take_back(assignment, Assignment.State.ENDED, reason)
    notifications.tell_given_back(assignment, "task_declined", at=at)
    _record("decline_assignment", assignment, by=by, at=at)
    return assignment


def locked_stage(stage: Stage) -> Stage:
    """Lock a stage and return it as it is now; everything that changes its sheets or its result does so."""
    stages = standings.with_cuts(Stage.objects.select_related("edition"))
    return stages.select_for_update(of=("self",), no_key=True).get(pk=stage.pk)


def as_it_is_now(innovation: Innovation) -> Innovation:
    """Return the innovation as it is now, since its status may have changed after it was read."""
    return Innovation.objects.select_related("agency").get(pk=innovation.pk)


def locked_assignment(assignment: Assignment) -> Assignment:
    """Lock a task, after its stage, and return it as it is now."""
    locked_stage(assignment.stage)
    return (
        Assignment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("innovation__agency", "stage__edition", "scoresheet", "verifier")
        .get(pk=assignment.pk)
    )


def _own(assignment: Assignment, *, by: User, at: datetime) -> Assignment:
    """Lock a task that its verifier gives back and return it; raise as `declare_conflict`."""
    assignment = locked_assignment(assignment)
    if assignment.verifier_id != by.pk or not has_role(by, Role.VERIFIER, at=at):
        raise PermissionDenied
    _require_none(ACTIONS.why_not("replace", assignment))
    return assignment


def _take_back(assignment: Assignment, state: Assignment.State, reason: str, letter: str = "") -> None:
    assignment.state, assignment.reason, assignment.letter = state, reason, letter
    assignment.save(update_fields=["state", "reason", "letter"])
    standings.refresh(assignment.innovation, assignment.stage)


def _record(action: str, assignment: Assignment, *, by: User, at: datetime) -> None:
    trail.record(
        action,
        assignment,
        by=by,
        at=at,
        innovation=assignment.innovation_id,
        stage=assignment.stage_id,
        verifier=assignment.verifier_id,
    )


def _require_none(obstacle: str) -> None:
    if obstacle:
        raise ValidationError(obstacle)


def obstacle_to_pair(
    verifier: User,
    innovation: Innovation,
    *,
    is_verifier: bool,
    in_conflict: bool,
    was_assigned: bool,
    assesses_elsewhere: bool,
) -> str:
    """Return why the verifier can't be given the entry, as a sentence that names both; empty when they can.

    The caller has the facts: for one pair the deed, for all pairs `eligible_verifiers`. `was_assigned` is
    about this stage. `assesses_elsewhere` is about other stages, and false where the edition allows that.
    """
    names = {"name": verifier, "innovation": innovation}
    if not is_verifier:
        return _("%(name)s is not a verifier now.") % names
    if in_conflict:
        return _("%(name)s has a conflict of interest with “%(innovation)s”.") % names
    if was_assigned:
        return _("%(name)s is, or was, assigned to “%(innovation)s” already.") % names
    if assesses_elsewhere:
        return _("%(name)s assesses “%(innovation)s” in another stage already.") % names
    return ""


def obstacle_to_assign(innovation: Innovation, stage: Stage, assignments: Sequence[Assignment]) -> str:
    """Return why nobody can be given the entry now, as a sentence; empty when somebody can.

    `assignments` are all that the entry has, or had, in the stage.
    """
    return access.obstacle_to_score(stage, innovation) or obstacle_to_add(innovation, stage, assignments)


def obstacle_to_add(innovation: Innovation, stage: Stage, assignments: Sequence[Assignment]) -> str:
    """Return why an entry that can be scored gets no further assessor, as a sentence; empty when it can."""
    if not standings.is_entry(innovation, stage):
        return _("This innovation is not assessed in this stage.")
    if sum(assignment.counts for assignment in assignments) >= stage.assessors:
        return _("This innovation has all its assessors.")
    return ""


def create_sheets(stage: Stage, assignments: Sequence[Assignment]) -> None:
    """Make the empty sheet of each new task of the stage; four queries, however many there are."""
    rubric = standings.current_rubric(stage)
    sheets = Scoresheet.objects.bulk_create(
        Scoresheet(assignment=assignment, rubric=rubric) for assignment in assignments
    )
    criteria = list(rubric.criteria.all())
    Score.objects.bulk_create(
        Score(scoresheet=sheet, criterion=criterion) for sheet in sheets for criterion in criteria
    )


def obstacle_to_propose(stage: Stage) -> str:
    """Return why no draft can be made for a stage now, as a sentence; empty when one can."""
    if reason := obstacle_of_edition(stage.edition):
        return reason
    if not stage.is_running:
        return _("This stage is not running, so nobody is assigned in it.")
    return ""


def _obstacle_to_end(assignment: Assignment) -> str:
    if assignment.state != Assignment.State.ACTIVE:
        return _("This assignment is not active any more.")
    return ""


def _obstacle_to_stop(assignment: Assignment) -> str:
    """Return why a task can't be stopped before its sheet is submitted, as a sentence; empty when it can."""
    if assignment.state == Assignment.State.ACTIVE and assignment.scoresheet.is_submitted:
        return _("This sheet is submitted and counts. The bureau ends the task, or voids the sheet.")
    return _obstacle_to_end(assignment)


def _obstacle_to_reopen(assignment: Assignment) -> str:
    if not assignment.scoresheet.is_submitted:
        return _("This sheet is not submitted, so there is nothing to reopen.")
    if assignment.state != Assignment.State.ACTIVE:
        return _("The task has ended, so nobody could write the sheet. What is submitted counts.")
    return ""


def _obstacle_to_void(assignment: Assignment) -> str:
    if assignment.voided_at:
        return _("This sheet is void already.")
    if assignment.state == Assignment.State.EXCUSED or not assignment.counts:
        return _("Nothing of this task counts, so there is nothing to void.")
    return ""


# What the bureau can do with a task; "excuse" and "reopen" take two members (`approvals`).
ACTIONS = access.BureauActions(
    {
        "end": _obstacle_to_end,
        "replace": _obstacle_to_stop,
        "excuse": _obstacle_to_stop,
        "reopen": _obstacle_to_reopen,
        "void": _obstacle_to_void,
    },
    gate=access.gate_of_scoring,
)
