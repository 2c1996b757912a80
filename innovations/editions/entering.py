"""Who can begin an innovation in an edition now, and whether anything can be changed in it."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from kipp.accounts import access
from kipp.accounts.models import Agency, User

from .models import Edition


def obstacle_of_edition(edition: Edition) -> str:
    """Return why nothing of an edition can be changed now, as a sentence; empty while it runs."""
    if edition.state == Edition.State.OPEN:
        return ""
    sentence = _("KIPP %(year)s is not running, so nothing can be changed in it.") % {"year": edition.year}
    return f"{sentence} {edition.state_reason}".strip()


def may_enter(user: User | AnonymousUser, edition: Edition, *, at: datetime) -> bool:
    """Return whether this person can begin an innovation in the edition: staff, in open registration."""
    return bool(agencies_that_enter(user, edition, at=at))


def agencies_that_enter(user: User | AnonymousUser, edition: Edition, *, at: datetime) -> list[Agency]:
    """Return the agencies for which this person can begin a new innovation in the edition now."""
    registration = edition.open_registration(at)
    if registration is None:
        return []
    agencies = access.agencies_of(user, at=at)
    return [agency for agency in agencies if registration.accepts_from(agency, at)]
