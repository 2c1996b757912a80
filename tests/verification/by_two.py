"""What takes two of the bureau, in one line: the cast's first member asks, the second approves."""

from django.utils import timezone

from tests import factories
from verification.approvals import deeds as approvals
from verification.models import Approval, Assignment, Scoresheet


def ask(assignment: Assignment, kind: str, *, at=None, reason="Tertukar") -> Approval:
    """Return what the first member asked for."""
    return approvals.ask(assignment, kind, reason=reason, by=factories.cast().bureau, at=at or timezone.now())


def approve(asked: Approval, *, by=None, at=None) -> Scoresheet:
    """Approve it, and return the sheet as it is then."""
    approvals.approve(asked, by=by or factories.cast().bureau2, at=at or timezone.now())
    return Scoresheet.objects.get(assignment=asked.assignment_id)


def reopen(sheet: Scoresheet, *, at=None, **details) -> Scoresheet:
    """Give a submitted sheet back to its verifier."""
    return approve(ask(sheet.assignment, "reopen", at=at, **details), at=at)


def excuse(assignment: Assignment, *, at=None, **details) -> Scoresheet:
    """Let a sheet stay missing."""
    return approve(ask(assignment, "excuse", at=at, **details), at=at)
