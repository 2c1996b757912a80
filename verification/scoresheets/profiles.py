"""The criterion profile of a sheet: points, weight and contribution of each criterion, as printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from verification.scoring.totals import contributions, sheet_total

from .models import PaperScore, Score


@dataclass(frozen=True)
class ProfileLine:
    """One criterion; `note` says why there are no points, `url` is its place on the sheet's page."""

    name: str
    points: int | None
    weight: int
    contribution: Decimal | None
    url: str
    note: str


@dataclass(frozen=True)
class Profile:
    """The criteria in the order of the rubric, with the sum of the weights and the total of the sheet."""

    lines: list[ProfileLine]
    weight_sum: int
    total: Decimal | None

    @property
    def given(self) -> int:
        """The number of criteria that have points or could not be checked."""
        return sum(bool(line.points is not None or line.note) for line in self.lines)


def of_sheet(scores: Sequence[Score | PaperScore], *, url: str = "") -> Profile:
    """Return the profile of a sheet; `scores` are all of its scores, `url` is the address of its page."""
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
