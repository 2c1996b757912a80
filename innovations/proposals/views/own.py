"""The innovation that a page of its agency is about, fetched in one place for all pages that write."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from innovations.proposals.models import Innovation
from innovations.sending.models import Correction
from kipp.accounts.access import is_staff_of
from kipp.accounts.models import User
from kipp.accounts.requests import AuthenticatedRequest


def own_innovation(request: AuthenticatedRequest, pk: int, *, at: datetime) -> Innovation:
    """Return an innovation of one's own agency.

    Raises Http404 for an innovation that the user can't see, and PermissionDenied for others who see it: its
    coordinator and the bureau have pages of their own.
    """
    innovation = get_object_or_404(visible_innovations(request.user, at=at), pk=pk)
    if not is_staff_of(request.user, innovation.agency, at=at):
        raise PermissionDenied
    return innovation


def visible_innovations(user: User, *, at: datetime) -> QuerySet[Innovation]:
    """Return what a person may see, with all that access, next step and timeline read: four queries."""
    return (
        Innovation.objects.visible_to(user, at=at)
        .select_related("edition", "agency__government", "category", "group", "screened_by")
        .prefetch_related(
            "edition__stages", "revisions", Prefetch("corrections", Correction.objects.with_parts())
        )
    )
