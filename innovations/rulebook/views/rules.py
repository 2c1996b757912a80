"""The rules by which proposals of an edition are written, counted and scored, for the bureau to read."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from innovations.editions.models import Edition
from innovations.rulebook.models import Rubric, Rule, Tier
from kipp.accounts.access import for_bureau_readers
from kipp.accounts.requests import AuthenticatedRequest


@dataclass(frozen=True)
class RubricRow:
    """A rubric of a scored stage, with the sum of its weights, and the versions that it replaced."""

    rubric: Rubric
    weight_sum: int
    earlier: "list[RubricRow]"


@require_safe
@for_bureau_readers
def edition_rules(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Show scored stages with tiers and criteria, sections, quotas, categories and regulations."""
    editions = Edition.objects.prefetch_related("sections", "quotas", "categories", "regulations")
    edition = get_object_or_404(editions, year=year)
    rubrics = _rubrics(edition)
    return render(
        request,
        "editions/edition_rules.html",
        {
            "edition": edition,
            "rubrics": rubrics,
            "regulations": _regulations(edition),
            "stage_weight_sum": sum(row.rubric.stage.weight for row in rubrics),
        },
    )


def _regulations(edition: Edition) -> list[tuple[str | Promise, str]]:
    """Return the rules whose origin was named, in their order, each with its regulation."""
    named = {one.rule: one.local_name for one in edition.regulations.all()}
    return [(rule.label, named[rule]) for rule in Rule if rule in named]


def _rubrics(edition: Edition) -> list[RubricRow]:
    """Return the newest rubric of each scored stage, in their order, with its earlier versions."""
    tiers = Prefetch("stage__tiers", Tier.objects.select_related("group"))
    found = Rubric.objects.filter(stage__edition=edition).select_related("stage")
    found = found.prefetch_related("criteria__bands", tiers).order_by("stage__order", "-version")
    rows = []
    for _stage, versions in groupby(found, key=lambda rubric: rubric.stage_id):
        newest, *earlier = versions
        rows.append(_row(newest, [_row(rubric, []) for rubric in earlier]))
    return rows


def _row(rubric: Rubric, earlier: list[RubricRow]) -> RubricRow:
    return RubricRow(rubric, sum(criterion.weight for criterion in rubric.criteria.all()), earlier)
