"""What the bureau found of a sent innovation, item by item, as its agency reads it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.checking.findings import items
from innovations.proposals import sections
from innovations.proposals.statuses import Status
from innovations.proposals.views.own import own_innovation
from innovations.requirements import eligibility
from kipp.accounts.requests import AuthenticatedRequest


@require_safe
def submission_findings(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what was found of each item, once the bureau has returned the innovation or decided about it."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    revision = innovation.last_sent_revision
    if revision is None:
        raise Http404
    found = []
    if innovation.status != Status.SUBMITTED:
        written = sections.progress(revision)
        verdicts = eligibility.verdicts(revision, written)
        found = [item for item in items(revision, verdicts, written) if item.is_checked]
    return render(request, "submissions/findings.html", {"innovation": innovation, "items": found})
