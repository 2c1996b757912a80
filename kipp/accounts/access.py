"""Who somebody is on a given day: the questions that every other access rule is built from.

Posts are dated, so each question takes the moment. The posts of a user are read once a request.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.utils import timezone

from kipp.certain import certain

from .models import Agency, Government, Membership, Role, User
from .requests import AuthenticatedRequest


def posts_at(user: User | AnonymousUser, at: datetime) -> list[Membership]:
    """Return the posts that the user holds at that moment; none for a visitor who has not signed in."""
    if not isinstance(user, User):
        return []
    return user.posts_on(timezone.localtime(at).date())


def has_role(user: User | AnonymousUser, *roles: str, at: datetime) -> bool:
    """Return whether the user holds one of the roles at that moment, in whatever office."""
    return any(post.role in roles for post in posts_at(user, at))


def is_bureau(user: User | AnonymousUser, *, at: datetime) -> bool:
    """Return whether the user is a member of the bureau at that moment."""
    return has_role(user, Role.BUREAU, at=at)


def is_staff_of(user: User | AnonymousUser, agency: Agency, *, at: datetime) -> bool:
    """Return whether the user works for this agency at that moment."""
    return any(post.role == Role.STAFF and post.agency_id == agency.pk for post in posts_at(user, at))


def is_coordinator_of(user: User | AnonymousUser, government: Government, *, at: datetime) -> bool:
    """Return whether the user coordinates this government at that moment."""
    return any(
        post.role == Role.COORDINATOR and post.government_id == government.pk for post in posts_at(user, at)
    )


def agencies_of(user: User | AnonymousUser, *, at: datetime) -> list[Agency]:
    """Return the agencies whose staff the user is at that moment."""
    return [certain(post.agency) for post in posts_at(user, at) if post.role == Role.STAFF]


def governments_of(user: User | AnonymousUser, *, at: datetime) -> list[Government]:
    """Return the governments that the user coordinates at that moment."""
    return [certain(post.government) for post in posts_at(user, at) if post.role == Role.COORDINATOR]


def require_role(user: User | AnonymousUser, *roles: str, at: datetime) -> None:
    """Raise PermissionDenied unless the user holds one of the roles."""
    if not has_role(user, *roles, at=at):
        raise PermissionDenied


def require_may_appoint(user: User, role: str, agency: Agency | None, *, at: datetime) -> None:
    """Raise PermissionDenied unless the user may appoint to such a post, and so also end it.

    The bureau appoints to every post, a coordinator to staff of agencies of their own government.
    """
    if role == Role.STAFF and agency and is_coordinator_of(user, agency.government, at=at):
        return
    require_role(user, Role.BUREAU, at=at)


def for_roles(*roles: str) -> Callable:
    """Return a decorator that lets only holders of one of the roles reach a view; others get a 403."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: AuthenticatedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require_role(request.user, *roles, at=timezone.now())
            return view(request, *args, **kwargs)

        return guarded

    return decorate


# The readers of what the bureau reads. An auditor changes nothing: the deeds ask for the bureau.
for_bureau_readers = for_roles(Role.BUREAU, Role.AUDITOR)
