"""A verifier's first page with their tasks, and the pages on which they give one back."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.models import Presentation, Stage
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving.deed_page import deed_page
from kipp.saving.forms import ReasonForm
from verification import access
from verification.assignments import deeds
from verification.assignments.forms import ConflictForm
from verification.assignments.models import Assignment
from verification.visits.models import Visit

from . import to_do


@dataclass(frozen=True)
class Task:
    """One of the verifier's assignments, with the visit to its entry or its presentation.

    The assignment has `in_conflict`, the number of its `criteria`, and `given`, how many of them have points
    or could not be checked.
    """

    assignment: Assignment
    visit: Visit | None
    presentation: Presentation | None = None


@require_safe
@for_roles(Role.VERIFIER)
def verification_home(request: AuthenticatedRequest) -> HttpResponse:
    """Show a verifier what to do next, their tasks by stage, running ones first, and their visits."""
    page = Paginator(_own_tasks(request.user), 50).get_page(request.GET.get("page"))
    visits = list(
        Visit.objects.of_team_member(request.user)
        .with_places()
        .select_related("innovation__agency__government", "stage")
    )
    stages = _by_stage(list(page), visits, _own_presentations(request.user, page))
    return render(
        request,
        "assignments/verification_home.html",
        {
            "steps": to_do.for_verifier(request.user, at=timezone.now()),
            "running": [(stage, tasks) for stage, tasks in stages if stage.is_running],
            "ended": [(stage, tasks) for stage, tasks in stages if not stage.is_running],
            "page_obj": page,
            "visits": [visit for visit in visits if visit.stage.ended_at is None],
        },
    )


def _own_tasks(user: User) -> QuerySet[Assignment]:
    settled = Q(scoresheet__scores__points__isnull=False) | Q(scoresheet__scores__could_not_be_checked=True)
    return (
        access.visible_assignments(user)
        .select_related("stage__edition", "innovation__agency__government", "scoresheet")
        .annotate(
            in_conflict=access.is_in_conflict(user),
            criteria=Count("scoresheet__scores"),
            given=Count("scoresheet__scores", filter=settled),
        )
        .order_by(
            F("stage__ended_at").desc(nulls_first=True),
            "stage",
            "scoresheet__status",  # drafts first
            "innovation__title",
            "pk",
        )
    )


def _own_presentations(user: User, tasks: Iterable[Assignment]) -> Iterable[Presentation]:
    """Return the user's presentations; none, and no query, if no task is of a presentation stage."""
    if all(not task.stage.has_slots for task in tasks):
        return []
    return access.own_presentations(user).standing()


def _by_stage(
    assignments: Iterable[Assignment], visits: Iterable[Visit], presentations: Iterable[Presentation]
) -> list[tuple[Stage, list[Task]]]:
    standing = {(visit.innovation_id, visit.stage_id): visit for visit in visits if not visit.is_called_off}
    presented = {(one.innovation_id, one.stage_id): one for one in presentations}
    tasks = []
    for assignment in assignments:
        key = (assignment.innovation_id, assignment.stage_id)
        tasks.append(Task(assignment, standing.get(key), presented.get(key)))
    return [(stage, list(group)) for stage, group in groupby(tasks, key=lambda task: task.assignment.stage)]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.VERIFIER)
def declare_conflict(request: AuthenticatedRequest, uuid: UUID) -> HttpResponse:
    """Declare a conflict of interest with the entry of one's own task, which ends it."""
    at = timezone.now()
    assignment = _own_or_404(request.user, uuid)
    form = ConflictForm(request.POST or None)
    return deed_page(
        request,
        "assignments/declare_conflict.html",
        form,
        partial(deeds.declare_conflict, assignment, by=request.user, at=at),
        done=_("The conflict is recorded and this is not your task any more."),
        then=redirect("verification_home"),
        context={"assignment": assignment},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.VERIFIER)
def decline_task(request: AuthenticatedRequest, uuid: UUID) -> HttpResponse:
    """Give one's own task back for another reason than a conflict, such as illness."""
    at = timezone.now()
    assignment = _own_or_404(request.user, uuid)
    form = ReasonForm(request.POST or None, readers=_("The bureau reads it."))
    return deed_page(
        request,
        "assignments/decline_task.html",
        form,
        partial(deeds.decline, assignment, by=request.user, at=at),
        done=_("The task is given back, and the bureau is told."),
        then=redirect("verification_home"),
        context={"assignment": assignment},
    )


def _own_or_404(user: User, uuid: UUID) -> Assignment:
    own = access.visible_assignments(user).select_related(
        "innovation__agency", "stage__edition", "scoresheet"
    )
    return get_object_or_404(own, scoresheet__uuid=uuid)
