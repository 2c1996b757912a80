"""Which two members of the bureau can decide together what takes two.

Two members can't when one of them invited the other into the bureau, whichever of the two goes first: the
invited one might be nobody but the other under a second name.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from .models import Invitation, Role, User
from .post import holders


def is_dependent(user: User, field: str) -> Exists:
    """Return the query condition that one of the user and the person in that field invited the other."""
    return Exists(
        _invited().filter(
            Q(invited_by=user, accepted_by=OuterRef(field)) | Q(accepted_by=user, invited_by=OuterRef(field))
        )
    )


def dependent_pairs() -> set[frozenset[int]]:
    """Return all pairs of user numbers of which one invited the other."""
    return {frozenset(pair) for pair in _invited().values_list("invited_by", "accepted_by")}


def obstacle_of_second(first: User, second: User, *, at: datetime) -> str:
    """Return why the second can't decide what the first has begun, as a sentence; empty when they can.

    That nobody decides what they began themselves is not said here: each caller says it in its own words.
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


def _invited() -> QuerySet[Invitation]:
    return Invitation.objects.filter(role=Role.BUREAU, accepted_at__isnull=False, invited_by__isnull=False)
