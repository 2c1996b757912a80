"""Innovations that are alike, for anyone who checks an entry: a hint and never a verdict.

A coordinator sees what is public and what agencies of their own government sent, the bureau all that was
sent. Of each, only what everyone can read of a winner is shown: title, agency and summary.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.checking.likeness import alike, passages
from innovations.proposals.comparison import Piece
from innovations.proposals.models import Innovation
from kipp.accounts.access import has_role
from kipp.accounts.models import Role, User
from kipp.accounts.requests import AuthenticatedRequest

_READERS = (Role.COORDINATOR, Role.BUREAU, Role.AUDITOR)


@require_safe
def likeness(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the innovations most like this one, each beside it.

    With ?other= the passages that both texts have are marked.
    """
    at = timezone.now()
    if not has_role(request.user, *_READERS, at=at):
        raise PermissionDenied
    visible = Innovation.objects.visible_to(request.user, at=at)
    innovation = get_object_or_404(visible.select_related("agency__government", "edition"), pk=pk)
    others = alike(innovation, _comparable(request.user, visible, at=at))
    chosen = next((one for one in others if str(one.innovation.pk) == request.GET.get("other")), None)
    chosen = chosen or next(iter(others), None)
    return render(
        request,
        "coordination/likeness.html",
        {
            "innovation": innovation,
            "others": others,
            "chosen": chosen,
            **(_side_by_side(innovation, chosen.innovation) if chosen else {}),
        },
    )


def _side_by_side(innovation: Innovation, other: Innovation) -> dict[str, list[Piece]]:
    summary, others = innovation.public_summary, other.public_summary
    return {"own_passages": passages(summary, others), "their_passages": passages(others, summary)}


def _comparable(user: User, visible: QuerySet[Innovation], *, at: datetime) -> QuerySet[Innovation]:
    """Return the innovations with which this reader may compare an entry."""
    sent = visible.filter(submitted_at__isnull=False)
    if has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        return sent
    numbers = sent.order_by().values("pk").union(Innovation.objects.public().order_by().values("pk"))
    return Innovation.objects.filter(pk__in=numbers)
