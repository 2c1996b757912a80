"""The deeds that give entries to verifiers and take them back."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.access import in_conflict
from innovations.models import Conflict, Innovation, Stage
from kipp.accounts.access import has_role
from kipp.accounts.models import Role, User
from kipp.audit import trail

from . import access, notifications, standings
from .models import Assignment, Score, Scoresheet


@transaction.atomic
def assign(innovation: Innovation, stage: Stage, verifier: User, *, by: User, at: datetime) -> Assignment:
    """Give an entry to a verifier; the empty sheet comes into being with it. Never in conflict."""
    stage = locked_stage(stage)
    innovation = as_it_is_now(innovation)
    access.require_bureau(by, innovation, at=at)
    if not has_role(verifier, Role.VERIFIER, at=at):
        raise ValidationError(_("%(name)s is not a verifier now.") % {"name": verifier})
    if in_conflict(verifier, innovation):
        raise ValidationError(
            _("%(name)s has a conflict of interest with this innovation.") % {"name": verifier}
        )
    closing = list(access.closing_assignments(innovation, stage))
    assignments = [assignment for assignment in closing if assignment.stage_id == stage.pk]
    if any(assignment.verifier_id == verifier.pk for assignment in assignments):
        raise ValidationError(
            _("%(name)s is, or was, assigned to this innovation already.") % {"name": verifier}
        )
    if any(assignment.verifier_id == verifier.pk for assignment in closing):
        raise ValidationError(
            _("%(name)s assesses this innovation in another stage already.") % {"name": verifier}
        )
    if reason := obstacle_to_assign(innovation, stage, assignments):
        raise ValidationError(reason)
    assignment = Assignment.objects.create(
        innovation=innovation, stage=stage, verifier=verifier, assigned_by=by, assigned_at=at
    )
    create_sheets(stage, [assignment])
    standings.refresh(innovation, stage)
    notifications.tell_assigned(assignment, at=at)
    trail.record(
        "assign",
        assignment,
        by=by,
        at=at,
        innovation=innovation.pk,
        stage=stage.pk,
        verifier=verifier.pk,
    )
    return assignment


@transaction.atomic
def end(assignment: Assignment, *, by: User, at: datetime, reason: str) -> Assignment:
    """Take an entry from a verifier whose sheet is not in; the draft never counts."""
    return _stop(assignment, Assignment.State.ENDED, "end_assignment", by=by, at=at, reason=reason)


@transaction.atomic
def excuse(assignment: Assignment, *, by: User, at: datetime, reason: str) -> Assignment:
    """Let a sheet stay missing for a reason (illness, flood): the entry is scored without it."""
    return _stop(assignment, Assignment.State.EXCUSED, "excuse_assignment", by=by, at=at, reason=reason)


@transaction.atomic
def declare_conflict(assignment: Assignment, *, by: User, at: datetime, kind: str, reason: str) -> Conflict:
    """Declare a conflict with an assigned entry: the verifier's own deed, and it ends the task."""
    assignment = _locked(assignment)
    if assignment.verifier_id != by.pk or not has_role(by, Role.VERIFIER, at=at):
        raise PermissionDenied
    _require_stoppable(assignment)
    conflict = Conflict.objects.create(
        user=by,
        innovation=assignment.innovation,
        kind=kind,
        reason=reason,
        declared_by=by,
        declared_at=at,
    )
    _take_back(assignment, Assignment.State.ENDED, reason)
    trail.record("declare_conflict", assignment, by=by, at=at, innovation=assignment.innovation_id, kind=kind)
    return conflict


def locked_stage(stage: Stage) -> Stage:
    """Lock a stage: whatever changes its sheets or its result waits in this line."""
    return (
        Stage.objects.select_for_update(of=("self",), no_key=True).select_related("edition").get(pk=stage.pk)
    )


def as_it_is_now(innovation: Innovation) -> Innovation:
    """Read an innovation anew: the page that names it may be older than its status."""
    return Innovation.objects.select_related("agency").get(pk=innovation.pk)


def _locked(assignment):
    locked_stage(assignment.stage)
    return (
        Assignment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("innovation__agency", "stage__edition", "scoresheet", "verifier")
        .get(pk=assignment.pk)
    )


def _stop(assignment, state, action, *, by, at, reason):
    assignment = _locked(assignment)
    access.require_bureau(by, assignment.innovation, at=at)
    _require_stoppable(assignment)
    _take_back(assignment, state, reason)
    trail.record(
        action,
        assignment,
        by=by,
        at=at,
        innovation=assignment.innovation_id,
        stage=assignment.stage_id,
        verifier=assignment.verifier_id,
    )
    return assignment


def _take_back(assignment, state, reason):
    assignment.state, assignment.reason = state, reason
    assignment.save(update_fields=["state", "reason"])
    standings.refresh(assignment.innovation, assignment.stage)


def _require_stoppable(assignment):
    if assignment.state != Assignment.State.ACTIVE:
        raise ValidationError(_("This assignment is not active any more."))
    if assignment.scoresheet.is_submitted:
        raise ValidationError(_("This sheet is submitted. Reopen it first, with the reason."))
    if reason := access.obstacle_to_score(assignment.stage, assignment.innovation):
        raise ValidationError(reason)


def obstacle_to_assign(innovation: Innovation, stage: Stage, assignments: Sequence[Assignment]) -> str:
    """Why nobody can be given the entry now, as a sentence; empty when someone can.

    `assignments` are all that the entry has in the stage.
    """
    return access.obstacle_to_score(stage, innovation) or obstacle_to_add(innovation, stage, assignments)


def obstacle_to_add(innovation: Innovation, stage: Stage, assignments: Sequence[Assignment]) -> str:
    """Why an entry that can be scored gets no further assessor, as a sentence; empty when it can."""
    if not standings.is_entry(innovation, stage):
        return _("This innovation is not assessed in this stage.")
    if sum(assignment.counts for assignment in assignments) >= stage.assessors:
        return _("This innovation has all its assessors.")
    return ""


def create_sheets(stage: Stage, assignments: Sequence[Assignment]) -> None:
    """Make the empty sheet of each new assignment of the stage: three statements for any number."""
    rubric = standings.current_rubric(stage)
    sheets = Scoresheet.objects.bulk_create(
        Scoresheet(assignment=assignment, rubric=rubric) for assignment in assignments
    )
    criteria = list(rubric.criteria.all())
    Score.objects.bulk_create(
        Score(scoresheet=sheet, criterion=criterion) for sheet in sheets for criterion in criteria
    )
