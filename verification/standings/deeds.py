"""The scores of a stage's entries: stored while sheets are submitted, and recomputed from the raw points.

`refresh` stores the score of one entry. `recompute` reads every point again, and freezing uses it. The
arithmetic itself is in scoring/.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from innovations.models import Award, Criterion, Group, Innovation, Rubric, Stage, Tier
from innovations.proposals.statuses import IN_COMPETITION, Status
from kipp.accounts import post
from kipp.accounts.models import Role, User
from verification.assignments.models import Assignment
from verification.scoresheets.models import Score, Scoresheet
from verification.scoring.totals import criterion_mean, sheet_total, stage_score

from .models import Standing


def entries(stage: Stage, group: Group | None = None) -> QuerySet[Innovation]:
    """Return the innovations that are assessed in a stage, of one group if given.

    In the first scored stage these are all in competition, in later ones the finalists; after a later stage
    with a tier that goes on, only its members.
    """
    first = stage.edition.earliest_scoring_stage == stage
    statuses = IN_COMPETITION if first else [Status.FINALIST]
    # Lists of hundreds of entries don't show their long texts.
    innovations = Innovation.objects.in_edition(stage.edition_id).defer("public_summary")
    innovations = innovations.filter(status__in=statuses)
    if not first:
        innovations = innovations.filter(~left_behind(stage.order))
    return innovations.filter(group=group) if group else innovations


def left_behind(order: int | OuterRef) -> Exists:
    """Return the condition, for a query of innovations, that it missed a cut before the stage of that order.

    A cut is the tier of its group that goes on from a scored stage; an innovation reached it if it has an
    award for it. The first scored stage is left out, since its cut makes finalists, as the status says.
    """
    reached = Award.objects.unrevoked().filter(
        innovation=OuterRef(OuterRef("pk")), stage=OuterRef("stage"), tier__size__lte=OuterRef("size")
    )
    return Exists(_cuts(order).filter(~Exists(reached), group=OuterRef("group")))


def _cuts(order: int | OuterRef) -> QuerySet[Tier]:
    """Return the tiers that go on from scored stages before that order, except from the first one."""
    before_it = Stage.objects.filter(
        edition=OuterRef("stage__edition"), kind__in=Stage.SCORED_KINDS, order__lt=OuterRef("stage__order")
    )
    return Tier.objects.filter(
        Exists(before_it), advances=True, stage__kind__in=Stage.SCORED_KINDS, stage__order__lt=order
    )


def with_cuts(stages: QuerySet[Stage]) -> QuerySet[Stage]:
    """Return the stages with `follows_a_cut`, whether only some of the finalists are assessed in it."""
    cuts = _cuts(OuterRef("order")).filter(stage__edition=OuterRef("edition"))
    return stages.annotate(follows_a_cut=Exists(cuts))


def _follows_a_cut(stage: Stage) -> bool:
    """Return `follows_a_cut` of one stage; one query if the stage doesn't have it."""
    known = getattr(stage, "follows_a_cut", None)
    return _cuts(stage.order).filter(stage__edition=stage.edition_id).exists() if known is None else known


def is_entry(innovation: Innovation, stage: Stage) -> bool:
    """Return whether the innovation is among `entries`; without a query, unless finalists were cut again."""
    if innovation.edition_id != stage.edition_id or innovation.status not in IN_COMPETITION:
        return False
    if innovation.status == Status.FINALIST:
        return not _follows_a_cut(stage) or entries(stage).filter(pk=innovation.pk).exists()
    return stage.edition.earliest_scoring_stage == stage


def assessed_stages(stage: Stage) -> list[Stage]:
    """Return the scored stages up to this one, in order; the final score is computed from theirs."""
    return [other for other in stage.edition.stages.all() if other.is_scored and other.order <= stage.order]


def current_rubric(stage: Stage) -> Rubric:
    """Return the rubric for sheets of the stage: the newest version."""
    return stage.rubrics.latest("version")


def refresh(innovation: Innovation, stage: Stage) -> Standing:
    """Compute and store the score of an entry, in the transaction that changed one of its sheets."""
    (standing,) = refresh_all([innovation.pk], stage)
    return standing


def refresh_all(innovations: Collection[int], stage: Stage) -> list[Standing]:
    """Compute and store the scores of entries, given by their numbers: three queries for any number."""
    rubric = current_rubric(stage)
    sheets = Scoresheet.objects.due().in_stage(stage).filter(assignment__innovation__in=innovations)
    facts: dict[int, list] = {innovation: [] for innovation in innovations}
    for innovation, status, total in sheets.values_list("assignment__innovation", "status", "total"):
        facts[innovation].append((status, total))
    standings = []
    for innovation, due in facts.items():
        submitted = [total for status, total in due if status == Scoresheet.Status.SUBMITTED]
        standings.append(
            Standing(
                innovation_id=innovation,
                stage=stage,
                rubric=rubric,
                sheets_in=len(submitted),
                sheets_due=len(due),
                score=stage_score(submitted) if len(submitted) == len(due) else None,
            )
        )
    return Standing.objects.bulk_create(
        standings,
        update_conflicts=True,
        unique_fields=["innovation", "rubric"],
        update_fields=["stage", "sheets_in", "sheets_due", "score"],
    )


@dataclass
class Recomputed:
    """The stage score of an entry and the mean of each criterion, by code, computed from the raw points.

    `sheets_agree` is whether the stored total of every sheet is what its points say.
    """

    score: Decimal | None
    means: dict[str, Decimal | None] = field(default_factory=dict)
    sheets_agree: bool = True

    def means_of(self, criteria: Iterable[Criterion]) -> tuple[Decimal | None, ...]:
        """Return the means of these criteria, in their order; with `tie_chain`, what orders equal scores."""
        return tuple(self.means[criterion.code] for criterion in criteria)


def tie_chain(criteria: Iterable[Criterion]) -> list[Criterion]:
    """Return those of a rubric's criteria whose means order equal scores, the first to compare first."""
    ties = {criterion.tie_order: criterion for criterion in criteria if criterion.tie_order is not None}
    return [ties[order] for order in sorted(ties)]


def recompute(stage: Stage, innovations: list[int]) -> dict[int, Recomputed]:
    """Return what the raw points of entries say, by their numbers, whatever is stored: four queries."""
    criteria = list(Criterion.objects.filter(rubric=current_rubric(stage)))
    weights = {criterion.code: criterion.weight for criterion in criteria}
    sheets = _due_sheets(stage, innovations)
    return {innovation: _recomputed(sheets.get(innovation, []), weights) for innovation in innovations}


@dataclass(frozen=True)
class EntryProgress:
    """How far the assessment of one entry is, without points; `assessors` are all tasks that count."""

    innovation: Innovation
    assessors: list[Assignment]
    missing_assessors: int

    @property
    def missing_sheets(self) -> list[Assignment]:
        return [
            assignment
            for assignment in self.assessors
            if assignment.state == Assignment.State.ACTIVE and not assignment.scoresheet.is_submitted
        ]

    @property
    def is_complete(self) -> bool:
        return not self.missing_assessors and not self.missing_sheets


def progress(stage: Stage) -> list[EntryProgress]:
    """Return the progress of each entry of a stage, in alphabetical order: three queries for any number."""
    assignments = defaultdict(list)
    counting = Assignment.objects.counting().filter(stage=stage)
    for assignment in counting.select_related("verifier", "scoresheet").order_by("pk"):
        assignments[assignment.innovation_id].append(assignment)
    return [
        EntryProgress(
            innovation,
            assignments[innovation.pk],
            max(stage.assessors - len(assignments[innovation.pk]), 0),
        )
        for innovation in entries(stage).select_related("agency__government")
    ]


def loads(stage: Stage, *, at: datetime) -> list[User]:
    """Return everyone who is a verifier now or has a task in the stage, the busiest first: one query.

    Each has `load`, the number of their active tasks, and `sheets_in`, how many of these are submitted.
    """
    active = Q(assignments__stage=stage, assignments__state=Assignment.State.ACTIVE)
    submitted = Q(assignments__scoresheet__status=Scoresheet.Status.SUBMITTED)
    busy = Assignment.objects.active().filter(stage=stage).values("verifier")
    return list(
        User.objects.filter(Q(pk__in=post.holders(Role.VERIFIER, at=at)) | Q(pk__in=busy))
        .annotate(
            load=Count("assignments", filter=active),
            sheets_in=Count("assignments", filter=active & submitted),
        )
        .order_by("-load", "name", "pk")
    )


# A due sheet: its points by criterion, or None for a draft, and its stored total.
_DueSheet = tuple[dict[str, int | None] | None, Decimal | None]


def _recomputed(sheets: Sequence[_DueSheet], weights: Mapping[str, int]) -> Recomputed:
    """Return what the due sheets of one entry say; `weights` are by the criterion's code."""
    submitted = [(points, stored) for points, stored in sheets if points is not None]
    totals = [sheet_total(points, weights) for points, _stored in submitted]
    return Recomputed(
        score=stage_score(totals) if len(submitted) == len(sheets) else None,
        means={code: criterion_mean([points[code] for points, _stored in submitted]) for code in weights},
        sheets_agree=totals == [stored for _points, stored in submitted],
    )


def _due_sheets(stage: Stage, innovations: Collection[int]) -> Mapping[int, Sequence[_DueSheet]]:
    """Return the due sheets of entries, by the entry's number."""
    sheets = (
        Scoresheet.objects.due()
        .in_stage(stage)
        .filter(assignment__innovation__in=innovations)
        .values_list("pk", "assignment__innovation", "status", "total")
    )
    points: dict[int, dict[str, int | None]] = defaultdict(dict)
    scores = Score.objects.filter(
        scoresheet__in=[pk for pk, _entry, status, _total in sheets if status == Scoresheet.Status.SUBMITTED]
    )
    for sheet, code, given in scores.values_list("scoresheet", "criterion__code", "points"):
        points[sheet][code] = given
    by_entry = defaultdict(list)
    for pk, innovation, status, total in sheets:
        is_in = status == Scoresheet.Status.SUBMITTED
        by_entry[innovation].append((points[pk] if is_in else None, total))
    return by_entry
