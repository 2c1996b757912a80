"""What the bureau reads of a frozen ranking: its states, its rules in words, its placings with numbers.

A conflict of interest overrules every role: a reader who is in conflict with an entry sees its place, but no
points.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from innovations.models import Criterion, Stage, Tier
from kipp.accounts.models import User
from verification import access
from verification.assignments.models import Assignment
from verification.scoring.ranking import near_cuts
from verification.standings import tiers

from .models import Placing, PlacingCriterion, PlacingStage, Ranking

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class _Withheld(TypedDict):
    is_withheld: bool


@dataclass(frozen=True)
class Weighted:
    """Something with a weight, in words."""

    name: str
    weight: int


@dataclass(frozen=True)
class Rules:
    """The rules by which a ranking was computed, with names instead of codes."""

    stages: list[Weighted]
    criteria: list[Weighted]
    ties: list[str]
    tiers: list[str]
    passing_grade: int | None


@dataclass(frozen=True)
class ReportLine:
    """One placing; `scores` and `means` are in the order of the stages and criteria of the rules.

    With `is_withheld`, the reader is in conflict with it, and there are no numbers.
    """

    placing: Placing
    score: Decimal | None
    scores: list[Decimal | None]  # empty if there is only one stage
    means: list[Decimal | None]
    edge: Tier | None  # the tier whose edge is below this line
    is_near_cut: bool
    is_withheld: bool
    is_under_grade: bool  # its score of this stage is below the passing grade


@dataclass(frozen=True)
class Excused:
    """A sheet that the ranking was computed without, and why."""

    title: str
    verifier: str
    stage: str
    reason: str


@dataclass(frozen=True)
class Report:
    """What is printed of a ranking: its rules in words, and one line for each placing, in decided order."""

    rules: Rules
    lines: list[ReportLine]

    @property
    def numbers(self) -> int:
        """The number of columns with numbers, beside place and innovation."""
        return len(self.shown_stages) + 1 + len(self.rules.criteria)

    @property
    def shown_stages(self) -> list[Weighted]:
        """The stages with a column of their own; none if there is one stage, whose score is the final one."""
        return self.rules.stages if len(self.rules.stages) > 1 else []


@dataclass(frozen=True)
class Milestone:
    """A state of a ranking; `by` and `at` are None if it has not reached it."""

    state: Ranking.State
    by: User | None
    at: datetime | None


def milestones(ranking: Ranking) -> list[Milestone]:
    """Return the states of a ranking in order; of a retracted one, those that it reached and the last."""
    state = Ranking.State
    way = [
        Milestone(state.FROZEN, ranking.prepared_by, ranking.prepared_at),
        Milestone(state.CONFIRMED, ranking.confirmed_by, ranking.confirmed_at),
        Milestone(state.PUBLISHED, ranking.published_by, ranking.published_at),
    ]
    if ranking.state != state.RETRACTED:
        return way
    end = Milestone(state.RETRACTED, ranking.retracted_by, ranking.retracted_at)
    return [*(milestone for milestone in way if milestone.at), end]


def readable(reader: User) -> QuerySet[Ranking]:
    """Return rankings with all that `report` reads: five queries for any number of placings.

    Each placing has `is_withheld`, whether the reader is in conflict with its innovation.
    """
    placings = (
        Placing.objects.select_related("innovation")
        .annotate(is_withheld=access.is_in_conflict(reader))
        .prefetch_related(
            Prefetch("stage_scores", PlacingStage.objects.select_related("stage").order_by("stage__order")),
            Prefetch("criterion_means", PlacingCriterion.objects.order_by("order")),
        )
    )
    return Ranking.objects.select_related(
        "stage__edition", "group", "prepared_by", "confirmed_by", "published_by", "retracted_by"
    ).prefetch_related(Prefetch("placings", placings), "stage__tiers")


def report(ranking: Ranking) -> Report:
    """Return what is printed of a ranking that was fetched through `readable`: one query."""
    rules = json.loads(ranking.rules)
    names = _names(ranking, rules)
    return Report(_in_words(ranking, rules, names), _lines(ranking, rules))


def excused(ranking: Ranking) -> list[Excused]:
    """Return the excused sheets of a ranking's entries, in its stage and those before: one query."""
    tasks = Assignment.objects.filter(
        state=Assignment.State.EXCUSED,
        stage__edition=ranking.stage.edition_id,
        stage__order__lte=ranking.stage.order,
        innovation__placings__ranking=ranking,
    )
    return [
        Excused(task.innovation.title, task.verifier.name, task.stage.get_kind_display(), task.reason)
        for task in tasks.select_related("innovation", "verifier", "stage").order_by(
            "stage__order", "innovation__title", "pk"
        )
    ]


def _names(ranking: Ranking, rules: dict[str, Any]) -> Mapping[str, str]:
    """Return the names of the criteria by code, from the rubric by which the ranking was computed."""
    version = rules["stages"][-1]["rubric"]
    criteria = Criterion.objects.filter(rubric__stage=ranking.stage_id, rubric__version=version)
    return {criterion.code: criterion.local_name for criterion in criteria}


def _in_words(ranking: Ranking, rules: dict[str, Any], names: Mapping[str, str]) -> Rules:
    tiers = {tier.size: tier.local_name for tier in ranking.tiers}
    return Rules(
        stages=[Weighted(str(Stage.Kind(one["stage"]).label), one["weight"]) for one in rules["stages"]],
        criteria=[Weighted(names[one["code"]], one["weight"]) for one in rules["criteria"]],
        ties=[names[code] for code in rules["ties"]],
        tiers=[tiers.get(size, _("Top %(size)d") % {"size": size}) for size in rules["tiers"]],
        passing_grade=rules.get("passing_grade"),
    )


def _lines(ranking: Ranking, rules: dict[str, Any]) -> list[ReportLine]:
    # The type checker doesn't know that these rows are those of `readable`.
    placings = cast("list[WithAnnotations[Placing, _Withheld]]", list(ranking.placings.all()))
    under = tiers.under_grade(ranking, placings)
    passed = [placing.score for placing in placings if placing.pk not in under]
    edges = tiers.edges(ranking.tiers, len(passed))
    near = near_cuts(passed, edges)
    return [
        _line(placing, rules, edge=edges.get(position), near=near, is_under_grade=placing.pk in under)
        for position, placing in enumerate(placings, start=1)
    ]


def _line(
    placing: "WithAnnotations[Placing, _Withheld]",
    rules: dict[str, Any],
    *,
    edge: Tier | None,
    near: set[Decimal],
    is_under_grade: bool,
) -> ReportLine:
    scores = means = {}
    if not placing.is_withheld:
        scores = {part.stage.kind: part.score for part in placing.stage_scores.all()}
        means = {part.code: part.mean for part in placing.criterion_means.all()}
    return ReportLine(
        placing,
        score=None if placing.is_withheld else placing.score,
        scores=[scores.get(one["stage"]) for one in rules["stages"] if len(rules["stages"]) > 1],
        means=[means.get(one["code"]) for one in rules["criteria"]],
        edge=edge,
        is_near_cut=placing.score in near and not placing.is_withheld and not is_under_grade,
        is_withheld=placing.is_withheld,
        is_under_grade=is_under_grade and not placing.is_withheld,
    )
