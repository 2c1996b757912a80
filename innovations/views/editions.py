"""The bureau's pages about editions: the list, and the rules and stages of one."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from innovations import editions as deeds
from innovations.models import Edition, Rubric, Stage, Tier
from kipp.accounts.access import for_bureau_readers, is_bureau


@dataclass(frozen=True)
class StageRow:
    """A stage on its edition's page: its one possible step ("begin" or "end"), or why there is none."""

    stage: Stage
    step: str
    obstacle: str


@dataclass(frozen=True)
class RubricRow:
    """The newest rubric of a scored stage, with the sum that its weights must have."""

    stage: Stage
    rubric: Rubric
    weight_sum: int


@require_GET
@for_bureau_readers
def editions(request):
    """All editions, newest first: one a year."""
    return render(request, "editions/editions.html", {"editions": Edition.objects.prefetch_related("stages")})


@require_GET
@for_bureau_readers
def edition(request, year):
    """The rules, and each stage with its one possible button."""
    now = timezone.now()
    edition = get_object_or_404(_with_rules(), year=year)
    stages = list(edition.stages.all())
    return render(
        request,
        "editions/edition.html",
        {
            "edition": edition,
            "rows": [_stage_row(stage, edition, at=now) for stage in stages],
            "stage_weight_sum": sum(stage.weight for stage in stages),
            "rubrics": [_rubric_row(stage) for stage in stages if stage.is_scored],
            "writes": is_bureau(request.user, at=now),
            "can_open": not deeds.obstacle_to_open(edition),
            "can_close": not deeds.obstacle_to_close(edition),
        },
    )


def _with_rules():
    """Editions with all that their page shows: ten queries for any number of rows."""
    rubrics = Rubric.objects.order_by("stage", "version").prefetch_related("criteria__bands")
    return Edition.objects.prefetch_related(
        "stages",
        Prefetch("stages__tiers", Tier.objects.select_related("group")),
        Prefetch("stages__rubrics", rubrics),
        "groups",
        "quotas",
        "categories",
        "sections",
    )


def _stage_row(stage, edition, *, at) -> StageRow:
    if stage.ended_at:
        return StageRow(stage, step="", obstacle="")
    if stage.begun_at:
        step, obstacle = "end", deeds.obstacle_to_end(stage, at=at)
    else:
        step, obstacle = "begin", deeds.obstacle_to_begin(stage, edition, at=at)
    return StageRow(stage, step="" if obstacle else step, obstacle=obstacle)


def _rubric_row(stage) -> RubricRow:
    *_earlier, rubric = stage.rubrics.all()
    return RubricRow(stage, rubric, sum(criterion.weight for criterion in rubric.criteria.all()))
