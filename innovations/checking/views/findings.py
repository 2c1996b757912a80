"""What the bureau found of a sent innovation, item by item, as its agency reads it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.checking.findings import items, with_findings
from innovations.proposals import sections
from innovations.proposals.models import Revision
from innovations.proposals.statuses import Status
from innovations.proposals.views.own import own_innovation
from innovations.requirements import eligibility
from kipp.accounts.requests import AuthenticatedRequest


@require_safe
def submission_findings(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what was found of each item, once the bureau has returned the innovation or decided about it."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    sent = Revision.objects.filter(innovation=innovation, sent_at__isnull=False)
    revision = get_object_or_404(with_findings(sent).order_by("-number")[:1])
    revision.innovation = innovation
    found = []
    if innovation.status != Status.SUBMITTED:
        written = sections.progress(revision)
        verdicts = eligibility.verdicts(revision, written)
        found = [item for item in items(revision, verdicts, written) if item.is_checked]
    return render(request, "submissions/findings.html", {"innovation": innovation, "items": found})
