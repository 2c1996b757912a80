"""The coordinator's pages (admin lokal): what agencies propose, the quota, sending and returning."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from innovations.desk.to_do import for_coordinator
from innovations.editions.models import Edition
from innovations.editions.stage_timeline import stage_timeline, timeline_stages
from innovations.proposals.access import actions_for, may, obstacle
from innovations.proposals.models import Innovation, Revision
from innovations.proposals.reading import read, readable_revision
from innovations.proposals.responses import pdf_response
from innovations.proposals.statuses import Status
from innovations.proposals.views.own import visible_innovations
from innovations.requirements import eligibility
from innovations.sending import lifecycle
from innovations.sending.forms import ReturnForm
from innovations.sending.quota_use import quota_use
from innovations.sending.timeline import timeline
from innovations.sending.views.moves import move
from kipp.accounts.access import for_roles, governments_of
from kipp.accounts.coordinators import short_of_coordinators
from kipp.accounts.models import Government, Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving.deed_page import deed_page


@require_safe
@for_roles(Role.COORDINATOR)
def coordination(request: AuthenticatedRequest) -> HttpResponse:
    """Show what one's agencies proposed in running editions, what waits first, and the quota."""
    at = timezone.now()
    governments = governments_of(request.user, at=at)
    editions = Edition.objects.told().prefetch_related(timeline_stages(), "quotas")
    waiting_first = Case(When(status=Status.PROPOSED, then=Value(0)), default=Value(1))
    innovations = (
        _proposed_in(Innovation.objects.visible_to(request.user, at=at), governments)
        .filter(edition__state=Edition.State.OPEN)
        .select_related("edition", "agency__government")
        .order_by(waiting_first, "title", "pk")
    )
    page = Paginator(innovations, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "coordination/coordination.html",
        {
            "steps": for_coordinator(request.user, at=at),
            "stage_timelines": [stage_timeline(edition, request.user, at=at) for edition in editions],
            "page_obj": page,
            "waiting": [innovation for innovation in page if innovation.status == Status.PROPOSED],
            "others": [innovation for innovation in page if innovation.status != Status.PROPOSED],
            "quota_uses": quota_use(editions, governments),
            "short_of_coordinators": short_of_coordinators(governments, at=at),
        },
    )


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the proposal, the verdicts of the rules, and the two ways on: submit or return."""
    at = timezone.now()
    revision = readable_or_404(request, pk, at=at)
    innovation, proposal = revision.innovation, read(revision)
    return render(
        request,
        "coordination/detail.html",
        {
            "innovation": innovation,
            "proposal": proposal,
            "verdicts": eligibility.verdicts(revision, proposal.sections),
            "events": timeline(innovation),
            "actions": actions_for(request.user, innovation, at=at),
            "registration": innovation.edition.registration,
        },
    )


def readable_or_404(request: AuthenticatedRequest, pk: int, *, at: datetime) -> Revision:
    """Return what a coordinator reads of an innovation of their governments, or raise Http404."""
    revisions = readable_revision(_proposals(request, at=at).filter(pk=pk))
    # The corrections are asked for, too: the coordinator may be staff of the agency as well.
    return get_object_or_404(revisions.prefetch_related("innovation__corrections"))


@require_POST
@for_roles(Role.COORDINATOR)
def submit_innovation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Send a proposed innovation to the bureau. A second click tells the same again."""
    at = timezone.now()
    innovation = get_object_or_404(_proposals(request, at=at), pk=pk)
    done = _("Sent to the bureau.")
    move(request, innovation, lifecycle.submit, to=Status.SUBMITTED, at=at, done=done)
    return redirect("coordination_detail", innovation.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def return_to_agency(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Give a proposal back with a note. Staff of the province, who send by themselves, take theirs back."""
    done = _("Returned for correction. The agency has been told.")
    return _give_back(request, pk, "return_to_agency", lifecycle.return_to_agency, done)


@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take back what one sent, while an extended registration is open."""
    done = _("Taken back: it is not sent any more. It takes part only if it is sent again.")
    return _give_back(request, pk, "recall", lifecycle.recall, done)


def _give_back(
    request: AuthenticatedRequest, pk: int, action: str, deed: Callable[..., object], done: str
) -> HttpResponse:
    """Ask to confirm a deed of those who send, after which the agency can edit again, then do it."""
    at = timezone.now()
    innovation = get_object_or_404(visible_innovations(request.user, at=at), pk=pk)
    if not may(request.user, innovation, action, at=at):
        raise PermissionDenied
    by_itself = innovation.agency.sends_by_itself
    back = redirect(innovation) if by_itself else redirect("coordination_detail", innovation.pk)
    reason = obstacle(innovation, action, at=at)
    if request.method != "POST" and reason:
        messages.error(request, reason)
        return back
    form = ReturnForm(request.POST or None, by_itself=by_itself)
    return deed_page(
        request,
        f"coordination/{action}.html",
        form,
        partial(deed, innovation, by=request.user, at=at),
        done=done,
        then=back,
        context={
            "innovation": innovation,
            "by_itself": by_itself,
            "back": back.url,
            "registration": innovation.edition.registration,
        },
    )


def _proposals(request: AuthenticatedRequest, *, at: datetime) -> QuerySet[Innovation]:
    """Return what was proposed in one's governments, with all that its pages read."""
    return _proposed_in(visible_innovations(request.user, at=at), governments_of(request.user, at=at))


def _proposed_in(
    innovations: QuerySet[Innovation], governments: Iterable[Government]
) -> QuerySet[Innovation]:
    """Return what agencies of these governments proposed: no drafts, and nothing that ended unsent."""
    return (
        innovations.filter(agency__government__in=governments)
        .exclude(status=Status.DRAFT)
        .exclude(status=Status.WITHDRAWN, submitted_at=None)
    )


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_pdf(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Return the proposal that the coordinator reads, as a PDF."""
    at = timezone.now()
    revision = readable_or_404(request, pk, at=at)
    page, status = reverse("coordination_detail", args=[pk]), revision.innovation.status_in_words
    return pdf_response(request, read(revision), page=page, status=status, at=at)
