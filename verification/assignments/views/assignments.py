"""Pages where the bureau gives entries to verifiers and takes them back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.integrity.conflicts import in_conflict, people_in_conflict
from innovations.models import Innovation, Presentation, Stage
from kipp.accounts.access import for_bureau_readers, is_bureau
from kipp.accounts.models import User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from verification import access
from verification.allocations.models import Allocation
from verification.approvals.models import Approval
from verification.assignments import deeds
from verification.assignments.deeds import obstacle_to_propose
from verification.assignments.forms import AssignForm
from verification.assignments.models import Assignment
from verification.stages import entry_or_404, scored_stage_or_404
from verification.standings import deeds as standings
from verification.visits.models import Visit


@require_safe
@for_bureau_readers
def assignments(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Show the entries of a stage with their assessors and how far they are, without any points."""
    at = timezone.now()
    stage = scored_stage_or_404(stage_pk)
    progress = standings.progress(stage)
    incomplete = [entry for entry in progress if not entry.is_complete]
    only_incomplete = request.GET.get("incomplete") == "1"
    shown = incomplete if only_incomplete else progress
    return render(
        request,
        "assignments/assignments.html",
        {
            "stage": stage,
            "page_obj": Paginator(shown, 50).get_page(request.GET.get("page")),
            "only_incomplete": only_incomplete,
            "loads": standings.loads(stage, at=at),
            "draft": Allocation.objects.open().filter(stage=stage).first(),
            "may_propose": is_bureau(request.user, at=at) and not obstacle_to_propose(stage),
            "entries": len(progress),
            "complete": len(progress) - len(incomplete),
            "missing_assessors": sum(entry.missing_assessors for entry in progress),
            "missing_sheets": sum(len(entry.missing_sheets) for entry in progress),
        },
    )


@dataclass(frozen=True)
class AssignmentRow:
    """A current or former assignment on an entry's page, with the actions that the reader can take."""

    assignment: Assignment
    actions: set[str] = field(default_factory=set)

    @property
    def waiting(self) -> int | None:
        """The number of the approval that waits for a second member of the bureau, or None."""
        return self.assignment.waiting


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def entry_assignments(request: AuthenticatedRequest, stage_pk: int, innovation_pk: int) -> HttpResponse:
    """Show an entry's assessors and add one; verifiers in conflict are named but can't be chosen."""
    at = timezone.now()
    stage = scored_stage_or_404(stage_pk)
    innovation = entry_or_404(request.user, stage, innovation_pk, at=at)
    writes = is_bureau(request.user, at=at) and not in_conflict(request.user, innovation)
    if request.method == "POST" and not writes:
        raise PermissionDenied
    free, touched = access.verifiers_for(innovation, stage, at=at)
    form = AssignForm(request.POST or None, verifiers=free)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.assign(innovation, stage, form.cleaned_data["verifier"], by=request.user, at=at)
            messages.success(request, _("The innovation is assigned."))
            return redirect("entry_assignments", stage.pk, innovation.pk)
    people = {"form": form, "in_conflict": touched}
    return _page(request, stage, innovation, people, writes=writes, at=at)


def _page(
    request: AuthenticatedRequest,
    stage: Stage,
    innovation: Innovation,
    people: dict[str, object],
    *,
    writes: bool,
    at: datetime,
) -> HttpResponse:
    """Show an entry's page: `people` are who can be assigned, `writes` is whether the reader assigns."""
    tasks = _tasks(request.user, stage, innovation, at)
    obstacle = access.obstacle_to_score(stage, innovation)
    is_open = writes and not obstacle
    is_visited = stage.needs_visits
    visits = Visit.objects.filter(innovation=innovation, stage=stage).select_related("lead")
    is_presented = stage.has_slots
    presentations = Presentation.objects.filter(innovation=innovation, stage=stage) if is_presented else []
    may_set_slot = is_open and is_presented and all(one.is_called_off for one in presentations)
    return render(
        request,
        "assignments/entry_assignments.html",
        {
            **people,
            "writes": writes,
            "stage": stage,
            "innovation": innovation,
            "rows": _rows(tasks, is_open=is_open),
            "obstacle": obstacle or deeds.obstacle_to_add(innovation, stage, tasks),
            "visits": visits,
            "may_plan": is_open and is_visited and all(visit.is_called_off for visit in visits),
            "presentations": presentations,
            "may_set_slot": may_set_slot,
        },
    )


def _tasks(user: User, stage: Stage, innovation: Innovation, at: datetime) -> list[Assignment]:
    """Return all assignments of the entry in the stage.

    Each has `is_readable`, whether the user may read its sheet; `in_conflict`, whether its verifier is in
    conflict with the entry now; and `waiting`, the number of its waiting approval.
    """
    readable = access.readable_sheets(user, at=at).filter(assignment=OuterRef("pk"))
    tasks = Assignment.objects.filter(stage=stage, innovation=innovation).order_by("pk")
    in_conflict = people_in_conflict(innovation).filter(pk=OuterRef("verifier"))
    return list(
        tasks.select_related("verifier", "scoresheet", "voided_by").annotate(
            is_readable=Exists(readable),
            in_conflict=Exists(in_conflict),
            waiting=Subquery(Approval.objects.waiting().filter(assignment=OuterRef("pk")).values("pk")),
        )
    )


def _rows(tasks: Sequence[Assignment], *, is_open: bool) -> list[AssignmentRow]:
    """Return the rows of the assignments, active ones first."""
    rows = [AssignmentRow(task, _offered(task, is_open=is_open)) for task in tasks]
    return sorted(rows, key=lambda row: row.assignment.state != Assignment.State.ACTIVE)


def _offered(task: Assignment, *, is_open: bool) -> set[str]:
    """Return the actions that the page offers for a task.

    Where an approval waits, it is offered instead of asking for another.
    """
    offered = deeds.ACTIONS.allowed_by(task) if is_open else set()
    if task.state == Assignment.State.ACTIVE and not task.scoresheet.is_submitted:
        # A draft doesn't count, so there is nothing to void: the task can be ended.
        offered.discard("void")
    if task.waiting and offered & {"excuse", "reopen"}:
        offered = offered - {"excuse", "reopen"} | {"approval"}
    return offered | {"read"} if task.is_readable else offered
