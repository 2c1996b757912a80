"""Who decides together what takes two of the bureau: not somebody together with whom they brought into it.

A member whom another has invited may be nobody but that other once more, whichever of the two goes first.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from .models import Invitation, Role, User
from .post import holders


def is_dependent(user: User, field: str) -> Exists:
    """As a condition of a query: whether one of the user and the person in that field invited the other."""
    return Exists(
        _invited().filter(
            Q(invited_by=user, accepted_by=OuterRef(field)) | Q(accepted_by=user, invited_by=OuterRef(field))
        )
    )


def dependent_pairs() -> set[frozenset[int]]:
    """Return all such pairs of numbers."""
    return {frozenset(pair) for pair in _invited().values_list("invited_by", "accepted_by")}


def obstacle_of_second(first: User, second: User, *, at: datetime) -> str:
    """Why the second can't decide what the first has begun, as a sentence; empty when they can.

    That nobody decides what they began themselves is said by anyone who asks, in the words of the matter.
    """
    members = Q(pk__in=holders(Role.BUREAU, at=at)) | Q(pk=second.pk)
    free = User.objects.filter(members).exclude(pk=first.pk).exclude(is_dependent(first, "pk"))
    others = dict(free.order_by("name").values_list("pk", "name"))
    if second.pk in others:
        return ""
    names = ", ".join(others.values())
    if not names:
        return _(
            "Of %(name)s and you, one invited the other into the bureau, so you don't decide this as two. "
            "Nobody else in the bureau can: ask the operator of the portal to appoint another member."
        ) % {"name": first.name}
    return _(
        "Of %(name)s and you, one invited the other into the bureau, so you don't decide this as two. "
        "Ask another member: %(others)s."
    ) % {"name": first.name, "others": names}


def _invited():
    return Invitation.objects.filter(role=Role.BUREAU, accepted_at__isnull=False, invited_by__isnull=False)
