"""Who assesses what: the bureau gives entries to verifiers and takes them back."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.access import in_conflict, people_in_conflict
from innovations.forms.reasons import ReasonForm
from innovations.models import Innovation, Stage
from kipp import refusals
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role
from verification import access, standings
from verification import assignments as deeds
from verification.allocations import obstacle_to_propose
from verification.forms.assignments import AssignForm
from verification.models import Allocation, Assignment, Visit


def scored_stage_or_404(pk: int, *kinds: str) -> Stage:
    """Fetch a stage that is scored, of one of the kinds if given."""
    stages = Stage.objects.select_related("edition").filter(kind__in=kinds or Stage.SCORED_KINDS)
    return get_object_or_404(stages, pk=pk)


def entry_or_404(user, stage: Stage, pk: int, *, at) -> Innovation:
    """Fetch a sent innovation of the stage's edition, whether or not it is still assessed."""
    innovations = Innovation.objects.visible_to(user, at=at).in_edition(stage.edition_id)
    return get_object_or_404(innovations.select_related("agency__government"), pk=pk)


@require_safe
@for_bureau_readers
def assignments(request, stage):
    """The entries of a stage with their assessors: how far they are, without any points."""
    at = timezone.now()
    stage = scored_stage_or_404(stage)
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
class Row:
    """A current or former assignment on an entry's page, with what the reader can do about it."""

    assignment: Assignment
    actions: set[str] = field(default_factory=set)


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def entry_assignments(request, stage, innovation):
    """An entry's assessors, and the form that adds one; whoever is in conflict is named, not offered."""
    at = timezone.now()
    stage = scored_stage_or_404(stage)
    innovation = entry_or_404(request.user, stage, innovation, at=at)
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
    people = {"form": form, "writes": writes, "in_conflict": touched}
    return _page(request, stage, innovation, people, at)


def _page(request, stage, innovation, people, at):
    """Show an entry's page. `people` is who assigns and who can be assigned."""
    tasks = _tasks(request.user, stage, innovation, at)
    obstacle = access.obstacle_to_score(stage, innovation)
    is_open = people["writes"] and not obstacle
    is_visited = stage.kind == Stage.Kind.FIELD
    visits = Visit.objects.filter(innovation=innovation, stage=stage).select_related("lead")
    return render(
        request,
        "assignments/entry_assignments.html",
        {
            **people,
            "stage": stage,
            "innovation": innovation,
            "rows": _rows(tasks, is_open),
            "obstacle": obstacle or deeds.obstacle_to_add(innovation, stage, tasks),
            "visits": visits,
            "may_plan": is_open and is_visited and all(visit.is_called_off for visit in visits),
        },
    )


def _tasks(user, stage, innovation, at):
    """Return all assignments of the entry in the stage, each with whether this reader may read its sheet.

    Each also tells whether its verifier came to be in conflict with the entry since.
    """
    readable = access.readable_sheets(user, at=at).filter(assignment=OuterRef("pk"))
    tasks = Assignment.objects.filter(stage=stage, innovation=innovation).order_by("pk")
    in_conflict = people_in_conflict(innovation).filter(pk=OuterRef("verifier"))
    return list(
        tasks.select_related("verifier", "scoresheet").annotate(
            is_readable=Exists(readable), in_conflict=Exists(in_conflict)
        )
    )


def _rows(tasks, open_now):
    """Return the entry's assignments, the active ones first, with the actions of this reader."""
    rows = []
    for task in tasks:
        actions = {"read"} if task.is_readable else set()
        if open_now and task.scoresheet.is_submitted:
            actions.add("reopen")
        elif open_now and task.state == Assignment.State.ACTIVE:
            actions |= {"end", "excuse"}
        rows.append(Row(task, actions))
    return sorted(rows, key=lambda row: row.assignment.state != Assignment.State.ACTIVE)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def end_assignment(request, pk):
    """Take an entry from a verifier, with the reason."""
    return _stop(request, pk, deeds.end, "assignments/end_assignment.html", _("The assignment is ended."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def excuse_assignment(request, pk):
    """Let a sheet stay missing, with the reason."""
    return _stop(request, pk, deeds.excuse, "assignments/excuse_assignment.html", _("The sheet is excused."))


def _stop(request, pk, deed, template, done):
    at = timezone.now()
    tasks = Assignment.objects.select_related("innovation__agency__government", "stage__edition", "verifier")
    assignment = get_object_or_404(tasks, pk=pk)
    access.require_bureau(request.user, assignment.innovation, at=at)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            deed(assignment, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, done)
            return redirect("entry_assignments", assignment.stage_id, assignment.innovation_id)
    return render(request, template, {"form": form, "assignment": assignment})
