"""The versions of a proposal that were sent, and what changed between any two of them."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.proposals.comparison import compare_revisions
from innovations.proposals.models import Revision
from kipp.accounts.access import is_staff_of
from kipp.accounts.requests import AuthenticatedRequest

from .own import visible_innovations


@require_safe
def revisions(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Compare ?older=1&newer=2, or the last two; the agency can also read its working copy.

    For all who see the innovation: its agency, its coordinator, the bureau and auditors.
    """
    at = timezone.now()
    innovation = get_object_or_404(visible_innovations(request.user, at=at), pk=pk)
    is_own = is_staff_of(request.user, innovation.agency, at=at)
    versions = sorted(
        (revision for revision in innovation.revisions.all() if revision.sent_at or is_own),
        key=lambda revision: revision.number,
    )
    if not versions:
        raise Http404
    numbers = [revision.number for revision in versions]
    older, newer = (
        _chosen(request.GET.get(name), versions, default)
        for name, default in (("older", numbers[-2:][0]), ("newer", numbers[-1]))
    )
    if older.number > newer.number:
        older, newer = newer, older
    return render(
        request,
        "submissions/revisions.html",
        {
            "innovation": innovation,
            "versions": versions,
            "older": older,
            "newer": newer,
            "changes": compare_revisions(older, newer),
        },
    )


def _chosen(number: str | None, versions: Iterable[Revision], default: int) -> Revision:
    """Return the version of that number, or the default when the address names none."""
    by_number = {str(revision.number): revision for revision in versions}
    return by_number.get(number or "", by_number[str(default)])
