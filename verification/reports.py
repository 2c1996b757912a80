"""What the bureau reads of a frozen ranking: the rules in words, and every placing with its numbers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from innovations.models import Criterion, Stage, Tier

from .models import Placing, PlacingCriterion, PlacingStage, Ranking


@dataclass(frozen=True)
class Weighted:
    """Something with a weight, in words."""

    name: str
    weight: int


@dataclass(frozen=True)
class Rules:
    """The rules that a ranking was computed by, in words instead of codes."""

    stages: list[Weighted]
    criteria: list[Weighted]
    ties: list[str]
    tiers: list[str]


@dataclass(frozen=True)
class Line:
    """One placing; `scores` and `means` go by the stages and the criteria of the rules."""

    placing: Placing
    scores: list[Decimal | None]
    means: list[Decimal | None]
    edge: Tier | None  # the tier whose edge lies below this line


@dataclass(frozen=True)
class Report:
    rules: Rules
    lines: list[Line]


def readable():
    """Rankings with all that `report` reads: five queries for any number of placings."""
    placings = Placing.objects.select_related("innovation").prefetch_related(
        Prefetch("stage_scores", PlacingStage.objects.select_related("stage").order_by("stage__order")),
        Prefetch("criterion_means", PlacingCriterion.objects.order_by("order")),
    )
    return Ranking.objects.select_related(
        "stage__edition", "group", "prepared_by", "confirmed_by", "published_by", "retracted_by"
    ).prefetch_related(Prefetch("placings", placings), "stage__tiers")


def report(ranking: Ranking) -> Report:
    """Gather what is printed of a ranking that was fetched through `readable`: one query more."""
    rules = json.loads(ranking.rules)
    names = _names(ranking, rules)
    return Report(_in_words(ranking, rules, names), _lines(ranking, rules))


def _names(ranking, rules) -> Mapping[str, str]:
    """The names of the criteria, in the rubric that counted, by code."""
    version = rules["stages"][-1]["rubric"]
    criteria = Criterion.objects.filter(rubric__stage=ranking.stage_id, rubric__version=version)
    return {criterion.code: criterion.local_name for criterion in criteria}


def _in_words(ranking, rules, names):
    tiers = {tier.size: tier.local_name for tier in ranking.tiers}
    return Rules(
        stages=[Weighted(Stage.Kind(one["stage"]).label, one["weight"]) for one in rules["stages"]],
        criteria=[Weighted(names[one["code"]], one["weight"]) for one in rules["criteria"]],
        ties=[names[code] for code in rules["ties"]],
        tiers=[tiers.get(size, _("Top %(size)d") % {"size": size}) for size in rules["tiers"]],
    )


def _lines(ranking, rules):
    placings = list(ranking.placings.all())
    # A tier that takes everyone in cuts nothing, and a split one cuts at no single line.
    edges = {tier.size: tier for tier in ranking.tiers if tier.size < len(placings) and not tier.split}
    return [_line(placing, rules, edges.get(position)) for position, placing in enumerate(placings, start=1)]


def _line(placing, rules, edge):
    scores = {part.stage.kind: part.score for part in placing.stage_scores.all()}
    means = {part.code: part.mean for part in placing.criterion_means.all()}
    return Line(
        placing,
        scores=[scores.get(one["stage"]) for one in rules["stages"]],
        means=[means.get(one["code"]) for one in rules["criteria"]],
        edge=edge,
    )
