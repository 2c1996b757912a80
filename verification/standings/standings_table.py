"""The provisional table of a stage: the places of a group's entries before anything is frozen.

It reads the stored scores (`Standing`) and computes only the places, in the same way as freezing. Who may
see it is decided by `access.may_read_points`. A conflict of interest overrules every role: a reader who is in
conflict with an entry sees its place, but no points.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from innovations.models import Group, Innovation, Stage, Tier
from kipp.accounts.models import User
from verification import access
from verification.assignments.models import Assignment
from verification.results.models import Ranking
from verification.scoresheets.models import Scoresheet
from verification.scoring.ranking import Entry, near_cuts, passes, rank
from verification.scoring.totals import final_score

from . import deeds, tiers
from .models import Standing


@dataclass(frozen=True)
class StandingsRow:
    """An entry in the table; without a final score it has no place.

    With `is_withheld`, the reader is in conflict with it, and there are neither numbers nor sheets.
    """

    innovation: Innovation
    sheets: list[Scoresheet]  # also excused ones
    earlier: list[Decimal | None]  # the scores of earlier stages
    score: Decimal | None
    final: Decimal | None
    place: int | None = None
    is_shared: bool = False
    edge: Tier | None = None  # the tier whose edge is below this row
    is_near_cut: bool = False
    is_withheld: bool = False
    is_under_grade: bool = False  # its score of this stage is below the passing grade

    @property
    def spread(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and the highest total of the sheets, or None if there is none."""
        totals = [sheet.total for sheet in self.sheets if sheet.total is not None]
        return (min(totals), max(totals)) if totals else None


@dataclass(frozen=True)
class StandingsTable:
    """The rows of a group: those without a final score first, then the others in provisional order."""

    stage: Stage
    group: Group
    earlier_stages: list[Stage]
    unscored: list[StandingsRow]
    placed: list[StandingsRow]

    @property
    def rows(self) -> list[StandingsRow]:
        return [*self.unscored, *self.placed]

    @property
    def numbers(self) -> int:
        """The number of columns beside place and innovation."""
        return 2 + (len(self.earlier_stages) + 1 if self.earlier_stages else 0)


def groups(stage: Stage) -> list[Group]:
    """Return the groups of the edition, each with `ranking`, the number of its valid ranking or None."""
    holding = Ranking.objects.standing().filter(stage=stage, group=OuterRef("pk"))
    return list(stage.edition.groups.annotate(ranking=Subquery(holding.values("pk"))))


def standings_table(stage: Stage, group: Group, *, reader: User) -> StandingsTable:
    """Return the table of a group: four queries, and six more if scores are equal."""
    stages = deeds.assessed_stages(stage)
    entries = list(
        deeds.entries(stage, group)
        .select_related("agency__government")
        .annotate(is_withheld=access.is_in_conflict(reader, "pk"))
    )
    stored = _stored(stages, entries)
    scores = {key: standing.score for key, standing in stored.items()}
    sheets = _sheets(stage, entries)
    rows = [
        StandingsRow(
            innovation=entry,
            sheets=sheets[entry.pk],
            earlier=[scores.get((other.pk, entry.pk)) for other in stages[:-1]],
            score=scores.get((stage.pk, entry.pk)),
            final=final_score([(scores.get((other.pk, entry.pk)), other.weight) for other in stages]),
            is_withheld=entry.is_withheld,
            is_under_grade=_is_under_grade(stored.get((stage.pk, entry.pk))),
        )
        for entry in entries
    ]
    placed = _placed(stage, group, {row.innovation.pk: row for row in rows if row.final is not None})
    return StandingsTable(
        stage,
        group,
        stages[:-1],
        unscored=[_readable(row) for row in rows if row.final is None],
        placed=[_readable(row) for row in placed],
    )


def _readable(row: StandingsRow) -> StandingsRow:
    """Return what the reader may see of a row; its numbers were needed for the places before."""
    if not row.is_withheld:
        return row
    return replace(
        row,
        sheets=[],
        earlier=[None for _score in row.earlier],
        score=None,
        final=None,
        is_near_cut=False,
        is_under_grade=False,
    )


def _stored(stages: Sequence[Stage], entries: Sequence[Innovation]) -> dict[tuple[int, int], Standing]:
    """Return the standings with their rubrics, by (stage, entry)."""
    stored = Standing.objects.current().filter(stage__in=stages, innovation__in=entries)
    return {
        (standing.stage_id, standing.innovation_id): standing for standing in stored.select_related("rubric")
    }


def _is_under_grade(standing: Standing | None) -> bool:
    if standing is None or standing.score is None:
        return False
    return not passes(standing.score, standing.rubric.passing_grade)


def _sheets(stage: Stage, entries: Sequence[Innovation]) -> Mapping[int, list[Scoresheet]]:
    found = defaultdict(list)
    counting = Assignment.objects.counting().filter(stage=stage, innovation__in=entries)
    sheets = Scoresheet.objects.filter(assignment__in=counting).select_related("assignment__verifier")
    for sheet in sheets.order_by("assignment__verifier__name", "pk"):
        found[sheet.assignment.innovation_id].append(sheet)
    return found


def _placed(stage: Stage, group: Group, rows: Mapping[int, StandingsRow]) -> list[StandingsRow]:
    """Return the scored rows with their places, in order; rows with the same place are ordered by title."""
    chains = _tie_chains(stage, rows)
    places = rank(
        # Only scored rows come here.
        Entry(key, row.final, chains.get(key, ()), not row.is_under_grade)  # type: ignore[arg-type]
        for key, row in rows.items()
    )
    ordered = sorted(
        (replace(rows[place.key], place=place.place, is_shared=place.shared) for place in places),
        key=lambda row: (row.place, row.innovation.title.casefold()),
    )
    passed = [row.final for row in ordered if row.final is not None and not row.is_under_grade]
    edges = tiers.edges(Tier.objects.filter(stage=stage, group=group), len(passed))
    near = near_cuts(passed, edges)
    return [
        replace(row, edge=edges.get(position), is_near_cut=row.final in near and not row.is_under_grade)
        for position, row in enumerate(ordered, start=1)
    ]


def _tie_chains(stage: Stage, rows: Mapping[int, StandingsRow]) -> dict[int, tuple[Decimal | None, ...]]:
    """Return the means that order equal scores, by entry; empty, without a query, if no scores are equal."""
    if len({row.final for row in rows.values()}) == len(rows):
        return {}
    chain = deeds.tie_chain(deeds.current_rubric(stage).criteria.all())
    return {entry: found.means_of(chain) for entry, found in deeds.recompute(stage, list(rows)).items()}
