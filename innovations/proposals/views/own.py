"""Which innovation a page of its agency is about: of all pages that write one, in one place."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from innovations.proposals import required_documents
from innovations.proposals.models import Innovation, contributors_of
from innovations.sending.models import Correction
from kipp.accounts.access import is_staff_of


def own_innovation(request, pk, *, at) -> Innovation:
    """Return an innovation of one's own agency.

    Unseen is a 404. Others who see it, its coordinator and the bureau, have pages of their own: 403.
    """
    innovations = visible_innovations(request.user, at=at)
    # Read here, without a query of its own: whatever is asked of the proposal may need it.
    innovations = innovations.annotate(documents=required_documents.listed_documents())
    innovation = get_object_or_404(innovations, pk=pk)
    if not is_staff_of(request.user, innovation.agency, at=at):
        raise PermissionDenied
    return innovation


def visible_innovations(user, *, at, revisions: str | Prefetch = "revisions") -> QuerySet[Innovation]:
    """What a person may see, with what access, the next step and the timeline read: four queries.

    `revisions` is what is prefetched of these: a Prefetch where more is asked of each.
    """
    return (
        Innovation.objects.visible_to(user, at=at)
        .select_related("edition", "agency__government", "category", "group", "screened_by")
        .prefetch_related(
            "edition__stages", revisions, Prefetch("corrections", Correction.objects.with_parts())
        )
        .annotate(**contributors_of("pk"))
    )
