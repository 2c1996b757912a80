"""The bureau's pages about editions: the list, and the stages of one."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations import editions as deeds
from innovations.models import Edition, Stage
from innovations.ribbon import ribbon
from kipp.accounts.access import for_bureau_readers, is_bureau


@dataclass(frozen=True)
class StageRow:
    """A stage on its edition's page: its one possible step ("begin" or "end"), or why there is none."""

    stage: Stage
    step: str
    obstacle: str


@require_safe
@for_bureau_readers
def editions(request):
    """All editions, newest first: one a year."""
    return render(request, "editions/editions.html", {"editions": Edition.objects.prefetch_related("stages")})


@require_safe
@for_bureau_readers
def edition(request, year):
    """Each stage with its one possible step, or what the step waits for."""
    now = timezone.now()
    edition = get_object_or_404(Edition.objects.prefetch_related("stages", "groups"), year=year)
    return render(
        request,
        "editions/edition.html",
        {
            "edition": edition,
            "ribbon": ribbon(edition, request.user, at=now),
            "rows": [_stage_row(stage, edition, at=now) for stage in edition.stages.all()],
            "writes": is_bureau(request.user, at=now),
            "can_open": not deeds.obstacle_to_open(edition),
            "can_close": not deeds.obstacle_to_close(edition),
        },
    )


def _stage_row(stage, edition, *, at) -> StageRow:
    if stage.ended_at:
        return StageRow(stage, step="", obstacle="")
    if stage.begun_at:
        step, obstacle = "end", deeds.obstacle_to_end(stage, at=at)
    else:
        step, obstacle = "begin", deeds.obstacle_to_begin(stage, edition)
    return StageRow(stage, step="" if obstacle else step, obstacle=obstacle)
