"""The bureau's pages about field visits: list those of a stage, plan, change, confirm and call off."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.models import Innovation, Location, Stage
from kipp.accounts.access import for_bureau_readers, for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.certain import certain
from kipp.moments import span_in_wib
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from verification import access
from verification.approvals.models import Approval
from verification.assignments.models import Assignment
from verification.minutes.models import Minutes
from verification.stages import entry_or_404, scored_stage_or_404
from verification.standings import deeds as standings
from verification.visits import deeds
from verification.visits.forms.planning import LETTER, CallOffForm, LetterForm, PlanVisitForm
from verification.visits.models import Visit


@require_safe
@for_bureau_readers
def bureau_visits(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Show the visits of a stage by day, how far their minutes are, and the entries without a visit."""
    stage = scored_stage_or_404(stage_pk, Stage.Kind.FIELD)
    texts = Minutes.objects.standing().of_visit().filter(visit=OuterRef("pk"))
    excused = Approval.objects.filter(visit=OuterRef("pk"), is_approved=True)
    visits = (
        Visit.objects.filter(stage=stage)
        .with_places()
        .select_related("innovation__agency__government", "lead")
        .prefetch_related("members")
        .annotate(
            minutes_state=Subquery(texts.values("state")),
            needs_no_minutes=Exists(excused),
        )
    )
    page = Paginator(visits, 50).get_page(request.GET.get("page"))
    for visit in page:
        visit.minutes_label = Minutes.State(visit.minutes_state).label if visit.minutes_state else ""
    planned = Visit.objects.standing().filter(stage=stage)
    unplanned = list(
        standings.entries(stage)
        .exclude(pk__in=planned.values("innovation"))
        .select_related("agency__government")
    )
    shown = [*unplanned, *(visit.innovation for visit in page)]
    return render(
        request,
        "visits/bureau_visits.html",
        {
            "stage": stage,
            "page_obj": page,
            "unplanned": unplanned,
            "acted_on": access.acted_on_as_bureau(request.user, shown, at=timezone.now()),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def plan_visit(request: AuthenticatedRequest, stage_pk: int, innovation_pk: int) -> HttpResponse:
    """Plan a visit by a team of the entry's verifiers to places of its last sent proposal."""
    at = timezone.now()
    stage = scored_stage_or_404(stage_pk, Stage.Kind.FIELD)
    innovation = entry_or_404(request.user, stage, innovation_pk, at=at)
    access.require_bureau(request.user, innovation, at=at)
    form = _plan_form(request, stage, innovation)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.plan(innovation, stage, form.plan(), by=request.user, at=at)
            messages.success(request, _("The visit is planned. The team and the agency are told."))
            return redirect("bureau_visits", stage.pk)
    return render(request, "visits/plan_visit.html", {"form": form, "stage": stage, "innovation": innovation})


def _plan_form(
    request: AuthenticatedRequest, stage: Stage, innovation: Innovation, **options: Any
) -> PlanVisitForm:
    assigned = Assignment.objects.active().filter(innovation=innovation, stage=stage)
    places = Location.objects.in_revision(certain(innovation.last_sent_revision))
    return PlanVisitForm(
        request.POST if request.method == "POST" else None,
        verifiers=[task.verifier for task in assigned.select_related("verifier").order_by("pk")],
        locations=list(places.select_related("village__government")),
        **options,
    )


def _visit_or_404(request: AuthenticatedRequest, pk: int, at: datetime) -> Visit:
    """Fetch a visit for the bureau; a member in conflict with its entry gets 403."""
    visits = Visit.objects.select_related("innovation__agency__government", "stage__edition")
    visit = get_object_or_404(visits, pk=pk)
    access.require_bureau(request.user, visit.innovation, at=at)
    return visit


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def change_visit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change the plan of a visit that was not held yet."""
    at = timezone.now()
    visit = _visit_or_404(request, pk, at)
    form = _plan_form(request, visit.stage, visit.innovation, initial=PlanVisitForm.initial_of(visit))
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.change_plan(visit, form.plan(), by=request.user, at=at)
            messages.success(request, _("The plan is changed. The team and the agency are told."))
            return redirect(visit)
    page = {"form": form, "stage": visit.stage, "innovation": visit.innovation, "visit": visit}
    return render(request, "visits/plan_visit.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def confirm_visit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Type in the letter of assignment, which confirms a planned visit."""
    at = timezone.now()
    visit = _visit_or_404(request, pk, at)
    stored = {name: getattr(visit, name) for name in LETTER}
    form = LetterForm(request.POST if request.method == "POST" else None, initial=stored)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.confirm(visit, form.letter(), by=request.user, at=at)
            messages.success(request, _("The visit is confirmed. The team and the agency are told."))
            return redirect(visit)
    return render(request, "visits/confirm_visit.html", {"form": form, **_about(visit)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def call_off_visit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Mark a planned visit as postponed or not held."""
    at = timezone.now()
    visit = _visit_or_404(request, pk, at)
    form = CallOffForm(request.POST if request.method == "POST" else None)
    return deed_page(
        request,
        "visits/call_off_visit.html",
        form,
        partial(deeds.call_off, visit, by=request.user, at=at),
        done=_("The visit is called off. The team and the agency are told."),
        then=redirect("bureau_visits", visit.stage_id),
        context=_about(visit),
    )


def _about(visit: Visit) -> dict[str, object]:
    subject = f"{visit.innovation}, {span_in_wib(visit.starts_at, visit.ends_at)}"
    return {"visit": visit, "subject": subject}
