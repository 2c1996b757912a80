"""The pages of steps that take two members of the bureau.

One asks to excuse a sheet, to reopen one or to do without minutes; another approves or refuses.
"""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from kipp.saving.forms import ReasonForm
from verification import access
from verification.assignments.models import Assignment
from verification.assignments.views.ending import asked, task_or_404
from verification.visits.views.record import visit_or_404

from . import deeds
from .models import Approval


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def excuse_assignment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask that a sheet may stay missing, with the reason."""
    at = timezone.now()
    return _ask(request, task_or_404(request, pk, at=at), Approval.Kind.EXCUSE, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def reopen_scoresheet(request: AuthenticatedRequest, uuid: UUID) -> HttpResponse:
    """Ask that a submitted sheet is given back, with the reason; this page shows no points."""
    at = timezone.now()
    task = get_object_or_404(Assignment.objects.only("pk"), scoresheet__uuid=uuid)
    return _ask(request, task_or_404(request, task.pk, at=at), Approval.Kind.REOPEN, at=at)


_WAITS = gettext_lazy("It waits for another member of the bureau, who approves or refuses it.")
_TEMPLATES = {
    Approval.Kind.EXCUSE: "assignments/excuse_assignment.html",
    Approval.Kind.REOPEN: "scoresheets/reopen_scoresheet.html",
}


def _ask(
    request: AuthenticatedRequest, assignment: Assignment, kind: Approval.Kind, *, at: datetime
) -> HttpResponse:
    ask = partial(deeds.ask, assignment, kind, by=request.user, at=at)
    return asked(request, assignment, _reason_form(request), ask, _TEMPLATES[kind], str(_WAITS))


def _reason_form(request: AuthenticatedRequest) -> ReasonForm:
    readers = _("The member of the bureau who approves it reads it.")
    return ReasonForm(request.POST if request.method == "POST" else None, readers=readers)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def approval(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what was asked for, by whom and why; a second member of the bureau approves or refuses here."""
    at = timezone.now()
    approvals = Approval.objects.select_related(
        "asked_by",
        "decided_by",
        "assignment__verifier",
        "assignment__scoresheet",
        "assignment__stage__edition",
        "assignment__innovation__agency__government",
        "visit__stage__edition",
        "visit__innovation__agency__government",
    )
    found = get_object_or_404(approvals, pk=pk)
    subject = found.subject
    access.require_bureau(request.user, subject.innovation, at=at)
    if request.method == "POST":
        with refusals.told(request):
            _decide(request, found, at)
        if found.visit:
            return redirect("visit_minutes", found.visit.pk)
        return redirect("entry_assignments", subject.stage_id, subject.innovation_id)
    obstacle = ""
    if found.is_waiting:
        obstacle = deeds.obstacle_of_asker(found, request.user, at=at) or deeds.obstacle(subject, found.kind)
    return render(
        request,
        "assignments/approval.html",
        {
            "approval": found,
            "subject": subject,
            "obstacle": obstacle,
            "is_own": found.asked_by_id == request.user.pk,
        },
    )


def _decide(request: AuthenticatedRequest, found: Approval, at: datetime) -> None:
    if "approve" in request.POST:
        deeds.approve(found, by=request.user, at=at)
        messages.success(request, _("Approved, and done."))
    elif "refuse" in request.POST:
        deeds.refuse(found, by=request.user, at=at)
        messages.success(request, _("Nothing is done. Whoever asked is told."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def excuse_minutes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask that a visit needs no minutes, with the reason."""
    at = timezone.now()
    visit = visit_or_404(request.user, pk, at=at)
    access.require_bureau(request.user, visit.innovation, at=at)
    form = _reason_form(request)
    obstacle = "" if form.is_bound else deeds.obstacle(visit, Approval.Kind.NO_MINUTES)
    return deed_page(
        request,
        "minutes/excuse.html",
        form,
        partial(deeds.ask, visit, Approval.Kind.NO_MINUTES, by=request.user, at=at),
        done=str(_WAITS),
        then=redirect("visit_minutes", visit.pk),
        context={"visit": visit, "obstacle": obstacle},
    )
