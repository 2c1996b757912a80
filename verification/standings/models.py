from typing import Self

from django.db import models
from django.db.models import F, Q

from innovations.models import Innovation, Rubric, Stage


class StandingQuerySet(models.QuerySet["Standing"]):
    def current(self) -> Self:
        """Return scores that hold: those whose rubric was not replaced by a corrected one."""
        return self.filter(superseded_at=None)


class Standing(models.Model):
    """The stored stage score of an entry; deeds.py updates it in the transaction that changes a sheet.

    The score is null until every due sheet is submitted and has a total. Freezing doesn't rely on it, but
    recomputes it from the raw points.
    """

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="standings")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="standings")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="standings")
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    sheets_in = models.PositiveSmallIntegerField(default=0)
    sheets_due = models.PositiveSmallIntegerField(default=0)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "rubric"], name="standing_once_an_entry_and_rubric"
            ),
            models.UniqueConstraint(
                fields=["innovation", "stage"],
                condition=Q(superseded_at__isnull=True),
                name="standing_one_not_superseded",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                name="standing_score_0_to_100",
            ),
            models.CheckConstraint(
                condition=Q(sheets_in__lte=F("sheets_due")), name="standing_no_more_sheets_in_than_due"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(sheets_in=F("sheets_due"), sheets_in__gt=0),
                name="standing_scored_only_when_all_sheets_are_in",
            ),
        ]
        indexes = [
            models.Index(
                fields=["stage", "-score"],
                include=["innovation", "sheets_in", "sheets_due"],
                condition=Q(superseded_at__isnull=True),
                name="standing_by_stage_and_score",
            )
        ]

    def __str__(self) -> str:
        return f"{self.innovation}: {self.score}"
