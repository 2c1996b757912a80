"""The criterion profile of a sheet: points, weight and what each criterion contributes, as it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from verification.scoring.totals import contributions, sheet_total

from .models import PaperScore, Score


@dataclass(frozen=True)
class ProfileLine:
    """One criterion; `note` says in words why there are no points."""

    name: str
    points: int | None
    weight: int
    contribution: Decimal | None
    url: str
    note: str


@dataclass(frozen=True)
class Profile:
    """The criteria in the order of the rubric, and the sums below them; the contributions make the total."""

    lines: list[ProfileLine]
    weight_sum: int
    total: Decimal | None

    @property
    def given(self) -> int:
        """How many criteria are settled, by points or by a note why there are none."""
        return sum(bool(line.points is not None or line.note) for line in self.lines)


def of_sheet(scores: Sequence[Score | PaperScore], *, url: str = "") -> Profile:
    """Return the profile of a sheet. `scores` are all of its own, `url` is the page of its criteria."""
    points = {score.criterion.code: score.points for score in scores}
    weights = {score.criterion.code: score.criterion.weight for score in scores}
    contributed = contributions(points, weights)
    return Profile(
        lines=[
            ProfileLine(
                name=score.criterion.local_name,
                points=score.points,
                weight=score.criterion.weight,
                contribution=contributed[score.criterion.code],
                url=f"{url}#criterion-{score.criterion.code}",
                note=_("could not be checked") if score.could_not_be_checked else "",
            )
            for score in scores
        ],
        weight_sum=sum(weights.values()),
        total=sheet_total(points, weights),
    )
