"""The bureau's pages about editions: the list, and the stages of one."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.editions import deeds, extensions
from innovations.editions.models import Edition, Stage
from innovations.editions.stage_timeline import stage_timeline, timeline_stages
from innovations.rulebook import readiness, setup
from kipp.accounts.access import for_bureau_readers, is_bureau
from kipp.accounts.requests import AuthenticatedRequest


@dataclass(frozen=True)
class StageRow:
    """A stage on its edition's page: its one possible step ("begin" or "end"), or why there is none."""

    stage: Stage
    step: str
    obstacle: str
    # Of a scored stage: whether its tiers and criteria can be changed.
    can_set_up: bool
    can_extend: bool


@require_safe
@for_bureau_readers
def editions(request: AuthenticatedRequest) -> HttpResponse:
    """Show all editions, newest first: one a year."""
    editions = Edition.objects.prefetch_related("stages")
    writes = is_bureau(request.user, at=timezone.now())
    return render(request, "editions/editions.html", {"editions": editions, "writes": writes})


@require_safe
@for_bureau_readers
def edition(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Show each stage with its one possible step, or what the step waits for."""
    at = timezone.now()
    edition = get_object_or_404(Edition.objects.prefetch_related(timeline_stages(), "groups"), year=year)
    return render(
        request,
        "editions/edition.html",
        {
            "edition": edition,
            "stage_timeline": stage_timeline(edition, request.user, at=at),
            "rows": [_stage_row(stage, edition, at=at) for stage in edition.stages.all()],
            "writes": is_bureau(request.user, at=at),
            "can_open": not deeds.obstacle_to_open(edition),
            "points": readiness.points(edition) if edition.state == Edition.State.DRAFT else [],
            "parts": [
                (title, reverse("edition_setup", args=[edition.year, part]))
                for part, title in setup.EDITION_PARTS.items()
            ],
            "can_set_up": not setup.obstacle(edition),
            "can_close": not deeds.obstacle_to_close(edition),
        },
    )


def _stage_row(stage: Stage, edition: Edition, *, at: datetime) -> StageRow:
    if stage.ended_at:
        return StageRow(stage, step="", obstacle="", can_set_up=False, can_extend=False)
    if stage.begun_at:
        step, obstacle = "end", deeds.obstacle_to_end(stage, at=at)
    else:
        step, obstacle = "begin", deeds.obstacle_to_begin(stage, edition)
    can_set_up = stage.is_scored and not setup.obstacle_of_stage(stage)
    can_extend = bool(stage.begun_at) and not extensions.obstacle(stage, edition)
    return StageRow(stage, "" if obstacle else step, obstacle, can_set_up, can_extend)
