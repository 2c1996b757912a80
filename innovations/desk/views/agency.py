"""The agency's pages: its innovations, a new one, and the task list of each."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.desk.to_do import for_staff, next_step
from innovations.editions.entering import may_enter
from innovations.editions.models import Edition
from innovations.editions.stage_timeline import stage_timeline, timeline_stages
from innovations.proposals import drafting
from innovations.proposals.access import actions_for
from innovations.proposals.forms import NewInnovationForm
from innovations.proposals.models import Innovation
from innovations.proposals.statuses import IN_COMPETITION
from innovations.proposals.views.own import own_innovation
from innovations.sending import carry_over
from innovations.sending.sending_step import sending_closes_at, sending_step
from innovations.sending.task_list import task_list
from innovations.sending.timeline import timeline
from kipp.accounts.access import agencies_of, for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals


@require_safe
@for_roles(Role.STAFF)
def submissions(request: AuthenticatedRequest) -> HttpResponse:
    """Show the next steps, the running editions, and the innovations of one's agencies in every edition."""
    at = timezone.now()
    innovations = (
        Innovation.objects.filter(agency__in=agencies_of(request.user, at=at))
        .select_related("edition", "agency__government")
        .prefetch_related("edition__stages", "corrections")
        .order_by("-edition__year", "title", "pk")
    )
    page = Paginator(innovations, 50).get_page(request.GET.get("page"))
    editions = Edition.objects.told().prefetch_related(timeline_stages())
    return render(
        request,
        "submissions/submissions.html",
        {
            "steps": for_staff(request.user, at=at),
            "stage_timelines": [stage_timeline(edition, request.user, at=at) for edition in editions],
            "page_obj": page,
            "rows": [(innovation, next_step(innovation, at=at)) for innovation in page],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.STAFF)
def submission_new(request: AuthenticatedRequest) -> HttpResponse:
    """Begin a draft in the edition ?edition=YEAR, or in the newest one that takes entries.

    When registration closes while the form is open, the deed refuses and what was typed stays.
    """
    at = timezone.now()
    edition = _edition_to_enter(request.GET.get("edition", ""), at=at)
    if edition is None or (request.method != "POST" and not may_enter(request.user, edition, at=at)):
        messages.error(request, _("Registration is not open, so no innovation can be begun now."))
        return redirect("submissions")
    agencies = agencies_of(request.user, at=at)
    form = NewInnovationForm(request.POST or None, edition=edition, agencies=agencies)
    if form.is_valid():
        with refusals.shown_in(form):
            innovation = drafting.begin(edition, form.agency_chosen(), form.basics(), by=request.user, at=at)
            messages.success(request, _("The draft is begun. Fill in its parts in any order."))
            return redirect(innovation)
    earlier = carry_over.copyable_to(edition, agencies)
    page = {"form": form, "edition": edition, "agencies": agencies, "earlier": earlier}
    return render(request, "submissions/new.html", page)


@require_safe
def submission(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what became of the innovation and, while it can be edited, the task list."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    actions = actions_for(request.user, innovation, at=at)
    return render(
        request,
        "submissions/submission.html",
        {
            "innovation": innovation,
            "actions": actions,
            "next_step": next_step(innovation, at=at),
            "sending": sending_step(innovation, actions),
            "takes_back": innovation.agency.sends_by_itself and "return_to_agency" in actions,
            "now": at,
            "closes_at": sending_closes_at(innovation),
            "correction": innovation.open_correction,
            "events": timeline(innovation),
            "presentations": innovation.presentations.all() if innovation.status in IN_COMPETITION else [],
            "tasks": task_list(innovation) if innovation.is_editable else None,
        },
    )


def _edition_to_enter(year: str, *, at: datetime) -> Edition | None:
    running = Edition.objects.filter(state=Edition.State.OPEN).prefetch_related("stages")
    if year.isdecimal():
        return get_object_or_404(running, year=year)
    return next((edition for edition in running if edition.open_registration(at)), running.first())
