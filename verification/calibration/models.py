"""The calibration round of a stage: all verifiers score the same specimens first. Its points don't count.

Its sheets have tables of their own, which neither standings nor rankings nor any export reads.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from innovations.models import Criterion, Innovation, Rubric, Stage
from kipp.accounts.models import User


class CalibrationRound(models.Model):
    """The round of a stage with its specimens, opened and closed by the bureau while the stage runs."""

    stage = models.OneToOneField(Stage, models.PROTECT, related_name="calibration_round")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="+")
    # Entries of earlier editions that are closed.
    specimens = models.ManyToManyField(Innovation, related_name="+")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="calibration_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.stage)

    def get_absolute_url(self) -> str:
        return reverse("calibration", args=[self.stage_id])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class CalibrationSheet(models.Model):
    """One verifier's sheet for a specimen, handed in once and as a whole."""

    round = models.ForeignKey(CalibrationRound, models.PROTECT, related_name="sheets")
    specimen = models.ForeignKey(Innovation, models.PROTECT, related_name="+")
    verifier = models.ForeignKey(User, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()

    class Meta:
        ordering = ["round_id", "specimen_id", "handed_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "specimen", "verifier"],
                name="calibration_sheet_once_a_verifier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verifier}: {self.specimen}"


class CalibrationScore(models.Model):
    """Points for one criterion of a specimen, or the note why it could not be checked."""

    sheet = models.ForeignKey(CalibrationSheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    could_not_be_checked = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["sheet_id", "criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="calibration_score_once_a_criterion"),
            models.CheckConstraint(
                condition=Q(could_not_be_checked=False, points__isnull=False, points__lte=100)
                | (Q(could_not_be_checked=True, points__isnull=True) & ~Q(note="")),
                name="calibration_score_has_points_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
