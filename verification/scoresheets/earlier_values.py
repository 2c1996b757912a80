"""What a reopened sheet said before: its earlier points and notes beside the present ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .models import EarlierScore, Reopening, Score, Scoresheet


@dataclass(frozen=True)
class EarlierLine:
    """One criterion before and after a reopening; `now` is None if the rubric doesn't have it any more."""

    name: str
    before: EarlierScore
    now: Score | None

    @property
    def differs(self) -> bool:
        """Whether the points or the note have changed."""
        return self.now is None or (self.before.points, self.before.note) != (self.now.points, self.now.note)


@dataclass(frozen=True)
class Earlier:
    """A reopening, with what the sheet said until then."""

    reopening: Reopening
    lines: list[EarlierLine]


def of_sheet(sheet: Scoresheet, scores: Sequence[Score]) -> list[Earlier]:
    """Return what a sheet said before each reopening, the last first; `scores` are the present ones."""
    at = {score.criterion.code: score for score in scores}
    kept = (
        EarlierScore.objects.filter(reopening__scoresheet=sheet)
        .select_related("criterion", "reopening__asked_by", "reopening__reopened_by")
        .order_by("-reopening__reopened_at", "-reopening", "criterion__order")
    )
    return [
        Earlier(
            reopening,
            [EarlierLine(one.criterion.local_name, one, at.get(one.criterion.code)) for one in before],
        )
        for reopening, before in groupby(kept, key=lambda one: one.reopening)
    ]
