"""The bureau reminds verifiers who still owe sheets, by a button: each gets at most one notice a day."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.editions.entering import obstacle_of_edition
from innovations.models import Stage
from kipp.accounts.models import User
from kipp.audit import trail
from verification import access, notifications

from . import deeds, workloads


def obstacle_to_remind(stage: Stage) -> str:
    """Return why nobody can be reminded of a stage's sheets now, as a sentence; empty when somebody can."""
    if reason := obstacle_of_edition(stage.edition):
        return reason
    if not stage.is_running:
        return _("This stage is not running, so there is nothing to remind of.")
    return ""


@transaction.atomic
def remind_verifiers(stage: Stage, *, verifier: User | None = None, by: User, at: datetime) -> int:
    """Tell those who still owe sheets of a running stage how many; return how many people were told.

    With `verifier`, only that person is told. Anyone who was reminded within the last 24 hours is left out.
    Raises PermissionDenied for anyone but the bureau, and ValidationError as `obstacle_to_remind`.
    """
    # The stage is locked, so that two members of the bureau at once don't remind anyone twice.
    stage = deeds.locked_stage(stage)
    access.require_bureau(by, at=at)
    if reason := obstacle_to_remind(stage):
        raise ValidationError(reason)
    waiting = workloads.to_remind(stage, at=at)
    if verifier:
        waiting = waiting.filter(pk=verifier.pk)
    told = notifications.tell_sheets_due(stage, waiting, at=at)
    if told:
        trail.record("remind_verifiers", stage, by=by, at=at, verifiers=told)
    return told
