"""An edition's rules and stages, and the steps that move it on: each with a page that asks first."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from innovations import editions as deeds
from innovations.models import Edition, Rubric, Stage, Tier
from kipp import refusals
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role


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


@require_http_methods(["GET", "POST"])
@for_roles(Role.BUREAU)
def open_edition(request, year):
    edition = get_object_or_404(Edition, year=year)
    return _confirmed(
        request,
        "open_edition",
        deeds.open_edition,
        edition,
        edition=edition,
        obstacle=deeds.obstacle_to_open(edition),
        done=_("The edition runs. Begin its registration."),
    )


@require_http_methods(["GET", "POST"])
@for_roles(Role.BUREAU)
def close_edition(request, year):
    edition = get_object_or_404(Edition.objects.prefetch_related("stages"), year=year)
    return _confirmed(
        request,
        "close_edition",
        deeds.close_edition,
        edition,
        edition=edition,
        obstacle=deeds.obstacle_to_close(edition),
        done=_("The edition is closed."),
    )


@require_http_methods(["GET", "POST"])
@for_roles(Role.BUREAU)
def begin_stage(request, pk):
    stage = _stage_or_404(pk)
    return _confirmed(
        request,
        "begin_stage",
        deeds.begin_stage,
        stage,
        edition=stage.edition,
        obstacle=deeds.obstacle_to_begin(stage, stage.edition, at=timezone.now()),
        done=_("The stage has begun."),
    )


@require_http_methods(["GET", "POST"])
@for_roles(Role.BUREAU)
def end_stage(request, pk):
    stage = _stage_or_404(pk)
    return _confirmed(
        request,
        "end_stage",
        deeds.end_stage,
        stage,
        edition=stage.edition,
        obstacle=deeds.obstacle_to_end(stage, at=timezone.now()),
        done=_("The stage has ended."),
    )


def _confirmed(request, page, deed, subject, *, edition, obstacle, done):
    """Show the page that says what will happen, or do it; where it can't be done, say why and go back."""
    if request.method == "POST":
        with refusals.told(request):
            deed(subject, by=request.user, at=timezone.now())
            messages.success(request, done)
        return redirect(edition)
    if obstacle:
        messages.error(request, obstacle)
        return redirect(edition)
    return render(request, f"editions/{page}.html", {"edition": edition, "subject": subject})


def _stage_or_404(pk) -> Stage:
    return get_object_or_404(
        Stage.objects.select_related("edition").prefetch_related("edition__stages"), pk=pk
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
