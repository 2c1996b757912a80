"""The deeds that suspend, resume and cancel an edition, and tell all whom this concerns.

They are in a room of verification, since assessors have to be told as well as agencies. Each raises
PermissionDenied for anyone but the bureau, and ValidationError as `obstacle`.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.editions.notifications import tell_entrants
from innovations.models import Award, Edition
from kipp.accounts.access import require_role
from kipp.accounts.models import Role, User
from kipp.audit import trail
from verification import notifications

_STATE = Edition.State


@transaction.atomic
def suspend(edition: Edition, *, by: User, at: datetime, reason: str) -> Edition:
    """Suspend a running edition: nothing in it can be changed until it is resumed."""
    return _set(edition, "suspend_edition", _STATE.SUSPENDED, by=by, at=at, reason=reason)


@transaction.atomic
def resume(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Resume a suspended edition; closing times that have passed since have to be put off by hand."""
    return _set(edition, "resume_edition", _STATE.OPEN, by=by, at=at, reason="")


@transaction.atomic
def cancel(edition: Edition, *, by: User, at: datetime, reason: str) -> Edition:
    """Cancel an edition, so that it has no result; agencies keep what they entered and can carry it over."""
    return _set(edition, "cancel_edition", _STATE.CANCELLED, by=by, at=at, reason=reason)


def obstacle(edition: Edition, action: str) -> str:
    """Return why an action can't be taken now, as a sentence; empty when it can.

    `action` is "suspend_edition", "resume_edition" or "cancel_edition".
    """
    if edition.state not in _POSSIBLE[action]:
        return _("The edition is %(state)s, so that step is not possible now.") % {
            "state": edition.get_state_display()
        }
    if action == "cancel_edition" and Award.objects.filter(innovation__edition=edition).exists():
        return _("Results of this edition were published, so it can't be cancelled.")
    return ""


_POSSIBLE = {
    "suspend_edition": (_STATE.OPEN,),
    "resume_edition": (_STATE.SUSPENDED,),
    "cancel_edition": (_STATE.OPEN, _STATE.SUSPENDED),
}


def _set(
    edition: Edition, action: str, state: Edition.State, *, by: User, at: datetime, reason: str
) -> Edition:
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    require_role(by, Role.BUREAU, at=at)
    if sentence := obstacle(edition, action):
        raise ValidationError(sentence)
    edition.state, edition.state_reason = state, reason
    edition.save(update_fields=["state", "state_reason"])
    tell_entrants(edition, "edition_state", at=at, reason=reason)
    notifications.tell_assessors(edition, at=at, reason=reason)
    trail.record(action, edition, by=by, at=at, state=edition.state)
    return edition
