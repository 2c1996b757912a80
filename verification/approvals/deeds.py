"""Steps that take two members of the bureau: one asks, with the reason, and it is done once another approves.

In this way a missing sheet is excused, a submitted one is reopened, and a visit stays without minutes. The
member who asked may also refuse, which takes the request back. Each deed raises PermissionDenied for anyone
but the bureau and for a member in conflict with the entry.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.editions import deeds as editions
from kipp.accounts import independence
from kipp.accounts.models import User
from kipp.audit import trail
from verification import access, notifications
from verification.assignments import deeds as assignments
from verification.assignments.models import Assignment
from verification.minutes import missing
from verification.scoresheets.models import EarlierScore, Reopening, Scoresheet
from verification.standings import deeds as standings
from verification.visits.models import Visit
from verification.visits.record import locked

from .models import Approval


@transaction.atomic
def ask(subject: Assignment | Visit, kind: str, *, reason: str, by: User, at: datetime) -> Approval:
    """Ask that a task's sheet may stay missing or is reopened, or that a visit needs no minutes.

    `kind` is one of Approval.Kind that fits the subject. The other members of the bureau are told. Raises
    ValidationError when `obstacle` says so, or when a request about the subject waits already.
    """
    subject = _locked(subject)
    if isinstance(subject, Visit):
        missing.ACTIONS.require(kind, subject, by=by, at=at)
    else:
        assignments.ACTIONS.require(kind, subject, by=by, at=at)
    if subject.approvals.waiting().exists():
        raise ValidationError(_("Another member of the bureau has asked already: decide about that first."))
    about = {"visit": subject} if isinstance(subject, Visit) else {"assignment": subject}
    approval = Approval.objects.create(**about, kind=kind, reason=reason, asked_by=by, asked_at=at)
    notifications.tell_to_approve(approval, at=at)
    _record("ask_approval", approval, by=by, at=at)
    return approval


@transaction.atomic
def approve(approval: Approval, *, by: User, at: datetime) -> Approval:
    """Approve what another member of the bureau asked for, and do it.

    Raises ValidationError when it is decided already, not possible any more, or `by` may not be the second.
    """
    approval = _waiting(approval, by=by, at=at)
    if sentence := obstacle_of_asker(approval, by, at=at) or obstacle(approval.subject, approval.kind):
        raise ValidationError(sentence)
    _decide(approval, by, at, is_approved=True)
    if approval.assignment is None:
        # The approval itself says that the visit needs no minutes.
        _record("excuse_minutes", approval, by=by, at=at)
    elif approval.kind == Approval.Kind.EXCUSE:
        _excuse(approval, approval.assignment, by=by, at=at)
    else:
        _reopen(approval, approval.assignment, by=by, at=at)
    return approval


@transaction.atomic
def refuse(approval: Approval, *, by: User, at: datetime) -> Approval:
    """Refuse what was asked for: nothing is done, and the member who asked is told.

    Raises ValidationError when it is decided already.
    """
    approval = _waiting(approval, by=by, at=at)
    _decide(approval, by, at, is_approved=False)
    notifications.tell_refused(approval, at=at)
    _record("refuse_approval", approval, by=by, at=at)
    return approval


def obstacle(subject: Assignment | Visit, kind: str) -> str:
    """Return why the step of that kind can't be taken now, as a sentence; empty when it can."""
    if isinstance(subject, Visit):
        return missing.ACTIONS.why_not(kind, subject)
    return assignments.ACTIONS.why_not(kind, subject)


def obstacle_of_asker(approval: Approval, user: User, *, at: datetime) -> str:
    """Return why the user can't be the one who approves, as a sentence; empty when they can."""
    if approval.asked_by_id == user.pk:
        return _("You asked for this, so another member of the bureau approves it.")
    return independence.obstacle_of_second(approval.asked_by, user, at=at)


def _locked(subject: Assignment | Visit) -> Assignment | Visit:
    return locked(subject) if isinstance(subject, Visit) else assignments.locked_assignment(subject)


def _waiting(approval: Approval, *, by: User, at: datetime) -> Approval:
    subject = _locked(approval.subject)
    approval = (
        Approval.objects.select_for_update(of=("self",), no_key=True)
        .select_related("asked_by")
        .get(pk=approval.pk)
    )
    if isinstance(subject, Visit):
        approval.visit = subject
    else:
        approval.assignment = subject
    access.require_bureau(by, subject.innovation, at=at)
    if not approval.is_waiting:
        raise ValidationError(_("This was decided meanwhile."))
    return approval


def _decide(approval: Approval, by: User, at: datetime, *, is_approved: bool) -> None:
    approval.decided_by, approval.decided_at, approval.is_approved = by, at, is_approved
    approval.save(update_fields=["decided_by", "decided_at", "is_approved"])


def _excuse(approval: Approval, assignment: Assignment, *, by: User, at: datetime) -> None:
    """Excuse the sheet: it stays missing, and the entry is scored without it."""
    assignment.state, assignment.reason = Assignment.State.EXCUSED, approval.reason
    assignment.save(update_fields=["state", "reason"])
    standings.refresh(assignment.innovation, assignment.stage)
    _record("excuse_assignment", approval, by=by, at=at)


def _reopen(approval: Approval, assignment: Assignment, *, by: User, at: datetime) -> None:
    """Give the sheet back to its verifier as a draft, and keep a copy of what it said.

    The standings of the stage are closed again, so that nobody sees points while a sheet is changed.
    """
    sheet = Scoresheet.objects.select_for_update(no_key=True).get(assignment=assignment)
    scores = list(sheet.scores.select_related("criterion"))
    reopening = Reopening.objects.create(
        scoresheet=sheet,
        reason=approval.reason,
        asked_by=approval.asked_by,
        reopened_by=by,
        reopened_at=at,
        total=sheet.total,
    )
    EarlierScore.objects.bulk_create(EarlierScore.of(reopening, score) for score in scores)
    points, total = {score.criterion.code: score.points for score in scores}, sheet.total
    sheet.status, sheet.total, sheet.submitted_at = Scoresheet.Status.DRAFT, None, None
    sheet.save()
    editions.close_standings(assignment.stage)
    standings.refresh(assignment.innovation, assignment.stage)
    sheet.assignment = assignment
    notifications.tell_reopened(sheet, at=at, reason=approval.reason)
    trail.record(
        "reopen_sheet",
        sheet,
        by=by,
        at=at,
        innovation=assignment.innovation_id,
        stage=assignment.stage_id,
        asked_by=approval.asked_by_id,
        points=points,
        total=total,
    )


def _record(action: str, approval: Approval, *, by: User, at: datetime) -> None:
    subject = approval.subject
    trail.record(
        action,
        subject,
        by=by,
        at=at,
        innovation=subject.innovation_id,
        stage=subject.stage_id,
        verifier=approval.assignment.verifier_id if approval.assignment else None,
        kind=approval.kind,
        asked_by=approval.asked_by_id,
    )
