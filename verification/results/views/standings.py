"""The bureau's page of a stage: progress while it is assessed, the table once its standings are open."""

from collections import Counter
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.models import Group, Stage
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from verification import access
from verification.minutes import missing as missing_minutes
from verification.results import deeds, freezing
from verification.results.models import Ranking
from verification.scoring.ranking import NEAR
from verification.stages import scored_stage_or_404
from verification.standings import standings_table
from verification.standings.deeds import entries, progress


def stage_or_404(pk: int) -> Stage:
    """Fetch a scored stage with all stages of its edition, which these pages need several times."""
    stage = scored_stage_or_404(pk)
    prefetch_related_objects([stage.edition], "stages")
    return stage


def group_or_404(groups: list[Group], code: str | None) -> Group:
    """Return the group with that code, or the first without a code; raise Http404 for an unknown one."""
    found = next((group for group in groups if code in (None, "", group.code)), None)
    if found is None:
        raise Http404
    return found


def table_url(stage: Stage, group: Group) -> str:
    """Return the address of the provisional table of a group."""
    return f"{reverse('standings', args=[stage.pk])}?{urlencode({'group': group.code})}"


@require_safe
@for_bureau_readers
def standings(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Show the progress, without points; once the reader may see points, the provisional table."""
    at = timezone.now()
    stage = stage_or_404(stage_pk)
    if access.may_read_points(request.user, stage, at=at):
        return _table_page(request, stage, at)
    return _progress_page(request, stage, at)


def _progress_page(request: AuthenticatedRequest, stage: Stage, at: datetime) -> HttpResponse:
    found = progress(stage)
    incomplete = [entry for entry in found if not entry.is_complete]
    late = Counter(task.verifier for entry in incomplete for task in entry.missing_sheets)
    obstacle = deeds.obstacle_to_open(stage, found)
    return render(
        request,
        "standings/progress.html",
        {
            "stage": stage,
            "entries": len(found),
            "complete": len(found) - len(incomplete),
            "late": late.most_common(),
            "missing_assessors": sum(entry.missing_assessors for entry in incomplete),
            "page_obj": Paginator(incomplete, 50).get_page(request.GET.get("page")),
            "obstacle": obstacle,
            "may_open": is_bureau(request.user, at=at) and not obstacle,
        },
    )


def _table_page(request: AuthenticatedRequest, stage: Stage, at: datetime) -> HttpResponse:
    groups = standings_table.groups(stage)
    group = group_or_404(groups, request.GET.get("group"))
    table = standings_table.standings_table(stage, group, reader=request.user)
    obstacle = freezing.obstacle_to_freeze(stage, table.rows, is_frozen=group.ranking is not None)
    lacking = missing_minutes.visits_lacking(stage, group) if group.ranking is None else []
    blocked = bool(obstacle or table.unscored or lacking)
    return render(
        request,
        "standings/standings.html",
        {
            "stage": stage,
            "groups": groups,
            "group": group,
            "table": table,
            "page_obj": Paginator(table.rows, 50).get_page(request.GET.get("page")),
            "near": NEAR,
            "query": urlencode({"group": group.code}),
            "without_minutes": lacking,
            "may_freeze": is_bureau(request.user, at=at) and not blocked,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def open_standings(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Ask to confirm, and show the points of the stage to the bureau."""
    at = timezone.now()
    stage = stage_or_404(stage_pk)
    if request.method == "POST":
        with refusals.told(request):
            deeds.open_standings(stage, by=request.user, at=at)
            messages.success(request, _("The standings are open."))
        return redirect("standings", stage.pk)
    found = progress(stage)
    obstacle = deeds.obstacle_to_open(stage, found)
    return render(
        request,
        "standings/open_standings.html",
        {"stage": stage, "entries": len(found), "obstacle": obstacle},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def freeze_standings(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Ask to confirm, and freeze the order of a group, computed from the raw points."""
    at = timezone.now()
    stage = stage_or_404(stage_pk)
    group = group_or_404(list(stage.edition.groups.all()), request.GET.get("group"))
    if request.method == "POST":
        with refusals.told(request):
            ranking = freezing.freeze(stage, group, by=request.user, at=at)
            messages.success(request, _("The result is frozen. The other members of the bureau are told."))
            return redirect(ranking)
        return redirect(table_url(stage, group))
    found = list(entries(stage, group))
    is_frozen = Ranking.objects.standing().filter(stage=stage, group=group).exists()
    return render(
        request,
        "standings/freeze_standings.html",
        {
            "stage": stage,
            "group": group,
            "subject": f"{stage}, {group}",
            "entries": len(found),
            "obstacle": freezing.obstacle_to_freeze(stage, found, is_frozen=is_frozen)
            or missing_minutes.obstacle_to_freeze(stage, group),
            "table_url": table_url(stage, group),
        },
    )
