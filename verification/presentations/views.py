"""The pages of a presentation stage: the bureau's list of slots, and each presentation."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.integrity.conflicts import in_conflict, innovations_in_conflict
from innovations.models import Innovation, Presentation, Stage
from innovations.presentations import deeds as material
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau, is_staff_of
from kipp.accounts.models import Role, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.files.responses import stored_file_response
from kipp.moments import span_in_wib
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from kipp.saving.forms import ReasonForm
from verification import access, calendars
from verification.assignments.models import Assignment
from verification.scoresheets.models import Scoresheet
from verification.stages import entry_or_404, scored_stage_or_404
from verification.standings import deeds as standings

from . import deeds
from .forms import FillForm, HeldForm, MaterialForm, SlotForm


@dataclass(frozen=True)
class SlotRow:
    """A slot in the bureau's list, with its panel and the members who have another slot at that time.

    The deeds refuse that; if it happens all the same, the bureau sees it here.
    """

    presentation: Presentation
    panel: list[User]
    at_once: list[User]

    @property
    def day(self) -> date:
        return timezone.localdate(self.presentation.starts_at)


@require_safe
@for_bureau_readers
def bureau_presentations(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Show the slots of a stage by day, and the entries that have none yet."""
    stage = scored_stage_or_404(stage_pk, Stage.Kind.PRESENTATION)
    page = Paginator(_rows(stage), 50).get_page(request.GET.get("page"))
    unplanned = list(_unplanned(stage))
    shown = [*unplanned, *(row.presentation.innovation for row in page)]
    return render(
        request,
        "presentations/bureau_presentations.html",
        {
            "stage": stage,
            "page_obj": page,
            "unplanned": unplanned,
            "may_plan": stage.is_running and is_bureau(request.user, at=timezone.now()),
            "in_conflict": innovations_in_conflict(request.user, shown),
        },
    )


@require_safe
@for_bureau_readers
def presentation_list(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Show the slots of a stage as a list to print."""
    stage = scored_stage_or_404(stage_pk, Stage.Kind.PRESENTATION)
    rows = [row for row in _rows(stage) if not row.presentation.is_called_off]
    page = {"stage": stage, "rows": rows, "now": timezone.now()}
    return render(request, "presentations/list.html", page)


def _rows(stage: Stage) -> list[SlotRow]:
    """Return the slots of a stage in their order, each with its panel: two queries for any number."""
    tasks = Assignment.objects.active().filter(stage=stage).select_related("verifier").order_by("pk")
    panels = defaultdict(list)
    for task in tasks:
        panels[task.innovation_id].append(task.verifier)
    presentations = list(stage.presentations.select_related("innovation__agency__government", "chair"))
    rows = []
    for one in presentations:
        panel = panels[one.innovation_id]
        others = {
            person
            for other in presentations
            if other != one and _meet(one, other)
            for person in panels[other.innovation_id]
        }
        rows.append(SlotRow(one, panel, [person for person in panel if person in others]))
    return rows


def _meet(one: Presentation, other: Presentation) -> bool:
    """Return whether both are at the same time and neither was called off."""
    if one.is_called_off or other.is_called_off:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _unplanned(stage: Stage) -> QuerySet[Innovation]:
    planned = Presentation.objects.standing().filter(stage=stage)
    entries = standings.entries(stage).exclude(pk__in=planned.values("innovation"))
    return entries.select_related("agency__government").order_by("title", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def fill_slots(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Give slots to entries that have none, in the order of the turns that were drawn."""
    stage = scored_stage_or_404(stage_pk, Stage.Kind.PRESENTATION)
    user = request.user
    innovations = _unplanned(stage).exclude(access.is_in_conflict(user, "pk"))
    form = FillForm(
        request.POST if request.method == "POST" else None,
        innovations=list(innovations),
        initial={"material_due_at": stage.material_due_at},
    )
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.fill(stage, form.in_order, form.slot(), **form.pauses(), by=user, at=timezone.now())
            messages.success(request, _("The slots are set. The agencies and the panels are told."))
            return redirect("bureau_presentations", stage.pk)
    return render(request, "presentations/fill_slots.html", {"stage": stage, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def plan_presentation(request: AuthenticatedRequest, stage_pk: int, innovation_pk: int) -> HttpResponse:
    """Give one entry its slot."""
    at = timezone.now()
    stage = scored_stage_or_404(stage_pk, Stage.Kind.PRESENTATION)
    innovation = entry_or_404(request.user, stage, innovation_pk, at=at)
    access.require_bureau(request.user, innovation, at=at)
    form = _slot_form(request, stage, innovation, {"material_due_at": stage.material_due_at})
    if form.is_valid():
        with refusals.shown_in(form):
            planned = deeds.plan(innovation, stage, form.slot(), by=request.user, at=at)
            messages.success(request, _("The slot is set. The agency and the panel are told."))
            return redirect(planned)
    page = {"form": form, "stage": stage, "innovation": innovation}
    return render(request, "presentations/plan_presentation.html", page)


def _slot_form(
    request: AuthenticatedRequest, stage: Stage, innovation: Innovation, initial: dict[str, Any]
) -> SlotForm:
    panel = Assignment.objects.active().filter(innovation=innovation, stage=stage)
    return SlotForm(
        request.POST if request.method == "POST" else None,
        panel=[task.verifier for task in panel.select_related("verifier").order_by("pk")],
        initial=initial,
    )


def _of_bureau_or_404(request: AuthenticatedRequest, pk: int, at: datetime) -> Presentation:
    """Fetch a presentation for the bureau; a member in conflict with its entry gets 403."""
    presentations = Presentation.objects.select_related("innovation__agency__government", "stage__edition")
    presentation = get_object_or_404(presentations, pk=pk)
    access.require_bureau(request.user, presentation.innovation, at=at)
    return presentation


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def change_presentation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Move a planned presentation."""
    at = timezone.now()
    presentation = _of_bureau_or_404(request, pk, at)
    stage, innovation = presentation.stage, presentation.innovation
    form = _slot_form(request, stage, innovation, SlotForm.initial_of(presentation))
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.change(presentation, form.slot(), by=request.user, at=at)
            messages.success(request, _("The slot is moved. The agency and the panel are told."))
            return redirect(presentation)
    page = {"form": form, "stage": stage, "innovation": innovation, "presentation": presentation}
    return render(request, "presentations/plan_presentation.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def call_off_presentation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Mark a planned presentation as not held."""
    at = timezone.now()
    presentation = _of_bureau_or_404(request, pk, at)
    readers = _("The agency and the panel read it.")
    form = ReasonForm(request.POST if request.method == "POST" else None, readers=readers)
    hours = span_in_wib(presentation.starts_at, presentation.ends_at)
    return deed_page(
        request,
        "presentations/call_off.html",
        form,
        partial(deeds.call_off, presentation, by=request.user, at=at),
        done=_("The presentation is called off. The agency and the panel are told."),
        then=redirect("bureau_presentations", presentation.stage_id),
        context={"presentation": presentation, "subject": f"{presentation.innovation}, {hours}"},
    )


def presentation_or_404(user: User, pk: int, *, at: datetime) -> Presentation:
    """Fetch a presentation that the user may read; anyone in conflict but the agency's staff gets 403."""
    presentations = access.visible_presentations(user, at=at).select_related(
        "innovation__agency__government", "stage__edition", "chair", "material_by"
    )
    presentation = get_object_or_404(presentations, pk=pk)
    if not is_staff_of(user, presentation.innovation.agency, at=at) and in_conflict(
        user, presentation.innovation
    ):
        raise PermissionDenied
    return presentation


@require_safe
def presentation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show when and where it is, who is on the panel, what the agency brings and who presented."""
    at = timezone.now()
    user = request.user
    shown = presentation_or_404(user, pk, at=at)
    is_staff = is_staff_of(user, shown.innovation.agency, at=at)
    sheets = Scoresheet.objects.filter(
        assignment__in=access.visible_assignments(user),
        assignment__innovation=shown.innovation_id,
        assignment__stage=shown.stage_id,
    )
    # The agency is not told who assesses it.
    panel = Assignment.objects.active().filter(innovation=shown.innovation_id, stage=shown.stage_id)
    return render(
        request,
        "presentations/presentation.html",
        {
            "presentation": shown,
            "innovation": shown.innovation,
            "is_staff": is_staff,
            "panel": [] if is_staff else [task.verifier for task in panel.select_related("verifier")],
            "own_sheet": sheets.values_list("uuid", flat=True).first(),
            "presenters": shown.presenters.all(),
            "may_bring": is_staff and not material.obstacle_to_bring(shown, at=at),
            "obstacle": material.obstacle_to_bring(shown, at=at) if is_staff and shown.is_planned else "",
            "actions": deeds.ACTIONS.actions_for(user, shown, at=at),
            "may_record": access.records_presentation(user, shown, at=at)
            and not deeds.obstacle_to_hold(shown, at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bring_material(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let the agency upload its slides and name its video, until they are due."""
    at = timezone.now()
    shown = presentation_or_404(request.user, pk, at=at)
    if not is_staff_of(request.user, shown.innovation.agency, at=at):
        raise PermissionDenied
    form = MaterialForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        edition=shown.stage.edition,
        has_slides=bool(shown.slides),
        initial={"video_url": shown.video_url},
    )
    return deed_page(
        request,
        "presentations/bring_material.html",
        form,
        partial(material.bring, shown, by=request.user, at=at),
        done=_("The material is kept. The panel and the bureau can read it."),
        then=redirect(shown),
        context={
            "presentation": shown,
            "innovation": shown.innovation,
            "obstacle": material.obstacle_to_bring(shown, at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold_presentation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Record who presented, so that the panel can submit its sheets."""
    at = timezone.now()
    shown = presentation_or_404(request.user, pk, at=at)
    if not access.records_presentation(request.user, shown, at=at):
        raise PermissionDenied
    form = HeldForm(
        request.POST if request.method == "POST" else None,
        presentation=shown,
        presenters=shown.presenters.all(),
    )
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.hold(shown, form.record(), by=request.user, at=at)
            messages.success(request, _("Recorded. The panel can submit its sheets now."))
            return redirect(shown)
    obstacle = deeds.obstacle_to_hold(shown, at=at)
    page = {"form": form, "presentation": shown, "innovation": shown.innovation, "obstacle": obstacle}
    return render(request, "presentations/hold_presentation.html", page)


@require_safe
def presentation_slides(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Return the slides to anyone who may read the presentation."""
    shown = presentation_or_404(request.user, pk, at=timezone.now())
    return stored_file_response(request, shown.slides, name=f"kipp-slides-{shown.pk}", is_photo=False)


@require_safe
def presentation_ics(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Return a presentation as a calendar file to anyone who may read it."""
    at = timezone.now()
    shown = presentation_or_404(request.user, pk, at=at)
    text = calendars.presentation_ics(
        shown,
        address=f"{settings.PORTAL_URL}{shown.get_absolute_url()}",
        host=urlsplit(settings.PORTAL_URL).hostname or "kipp",
        at=at,
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="kipp-presentation-{shown.pk}.ics"'
    return response
