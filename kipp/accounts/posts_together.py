"""Which posts one person can't hold together: nobody judges what another of their posts handles.

The table is `SIDES`, which the database keeps too. There is one more rule within a side: a coordinator of a
government is not staff of its agencies.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from kipp.certain import certain

from .models import SIDES, Agency, Government, Membership, Role, User


def obstacle(user: User, role: str, *, government: Government | None, agency: Agency | None, on: date) -> str:
    """Return why this person can't hold that post from a day on, as a sentence; empty when they can."""
    return first_obstacle(
        Membership.objects.held_from(on).filter(user=user).with_offices().select_related("user"),
        role,
        government=government,
        agency=agency,
    )


def first_obstacle(
    posts: Iterable[Membership], role: str, *, government: Government | None, agency: Agency | None
) -> str:
    """Return why a post does not go together with these posts of one person, as a sentence; else ""."""
    for post in posts:
        if not _go_together(post, role, government, agency):
            return _sentence(post, role)
    return ""


def _go_together(post: Membership, role: str, government: Government | None, agency: Agency | None) -> bool:
    if SIDES[Role(post.role)] != SIDES[Role(role)]:
        return False
    if {post.role, role} != {Role.COORDINATOR, Role.STAFF}:
        return True
    coordinated = post.government_id if post.role == Role.COORDINATOR else certain(government).pk
    staffed = certain(post.agency if post.role == Role.STAFF else agency).government_id
    return coordinated != staffed


def _sentence(post: Membership, role: str) -> str:
    return _(
        "%(name)s holds the post “%(held)s”, which nobody holds together with the post “%(wanted)s”: one "
        "would judge what the other handles. End that post first; the new one begins on the day after its "
        "last day at the earliest."
    ) % {
        "name": post.user.name,
        "held": f"{post.get_role_display()}, {post.office}" if post.office else post.get_role_display(),
        "wanted": Role(role).label,
    }
