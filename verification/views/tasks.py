"""A verifier's own room: his tasks by stage, and the declaration that ends one."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from innovations.access import innovations_in_conflict
from kipp import refusals
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from verification import access
from verification import assignments as deeds
from verification.forms.assignments import ConflictForm
from verification.models import Assignment, Visit


@dataclass(frozen=True)
class Task:
    """An own assignment in the verifier's room."""

    assignment: Assignment
    visit: Visit | None
    in_conflict: bool


@require_GET
@for_roles(Role.VERIFIER)
def verification_home(request):
    """The verifier's room: his own tasks by stage, the running stage first, and his visits."""
    own = access.visible_assignments(request.user).select_related(
        "stage__edition", "innovation__agency__government", "scoresheet"
    )
    ordered = own.order_by(F("stage__ended_at").desc(nulls_first=True), "stage", "innovation__title", "pk")
    page = Paginator(ordered, 50).get_page(request.GET.get("page"))
    visits = list(
        Visit.objects.of_team_member(request.user).select_related("innovation__agency", "stage__edition")
    )
    return render(
        request,
        "assignments/verification_home.html",
        {
            "stages": _tasks_by_stage(request.user, list(page), visits),
            "page_obj": page,
            "visits": [visit for visit in visits if visit.stage.ended_at is None],
        },
    )


def _tasks_by_stage(user, assignments, visits):
    touched = innovations_in_conflict(user, [assignment.innovation for assignment in assignments])
    standing = {(visit.innovation_id, visit.stage_id): visit for visit in visits if not visit.is_called_off}
    tasks = [
        Task(
            assignment,
            standing.get((assignment.innovation_id, assignment.stage_id)),
            assignment.innovation_id in touched,
        )
        for assignment in assignments
    ]
    return [(stage, list(group)) for stage, group in groupby(tasks, key=lambda task: task.assignment.stage)]


@require_http_methods(["GET", "POST"])
@for_roles(Role.VERIFIER)
def declare_conflict(request, uuid):
    """Declare a conflict of interest with an own task, which ends it."""
    at = timezone.now()
    own = access.visible_assignments(request.user).select_related(
        "innovation__agency", "stage__edition", "scoresheet"
    )
    assignment = get_object_or_404(own, scoresheet__uuid=uuid)
    form = ConflictForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.declare_conflict(assignment, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The conflict is recorded and this is not your task any more."))
            return redirect("verification_home")
    return render(request, "assignments/declare_conflict.html", {"form": form, "assignment": assignment})
