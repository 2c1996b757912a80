from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from innovations.models import Cluster, Group, Innovation, Stage, Tier
from kipp.accounts.models import User


class RankingQuerySet(models.QuerySet["Ranking"]):
    def standing(self) -> Self:
        """Return rankings that hold: those that were not retracted."""
        return self.exclude(state=Ranking.State.RETRACTED)

    def published(self) -> Self:
        return self.filter(state=Ranking.State.PUBLISHED)


class Ranking(models.Model):
    """The frozen order of one group in one stage: prepared by one member of the bureau, confirmed by another.

    `rules` is the canonical JSON of the rules by which it was computed, `hash` is the checksum over these
    rules and all placings. The rows of a retracted ranking are kept.
    """

    class State(models.TextChoices):
        FROZEN = "frozen", _("frozen")
        # A finding of a visit is confirmed too, which is another word in Indonesian.
        CONFIRMED = "confirmed", pgettext_lazy("state of a ranking", "confirmed")
        PUBLISHED = "published", _("published")
        RETRACTED = "retracted", _("retracted")

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="rankings")
    group = models.ForeignKey(Group, models.PROTECT, related_name="rankings")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.FROZEN)
    rules = models.TextField()
    hash = models.CharField(max_length=64)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    retracted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retracted_at = models.DateTimeField(null=True)
    retract_reason = models.TextField(blank=True)

    objects = RankingQuerySet.as_manager()

    class Meta:
        ordering = ["stage_id", "group_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "group", "version"], name="ranking_version_once"),
            models.UniqueConstraint(
                fields=["stage", "group"],
                condition=~Q(state="retracted"),
                name="ranking_one_not_retracted",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("prepared_by")),
                name="ranking_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="retracted")
                | Q(state="frozen", confirmed_at__isnull=True, published_at__isnull=True)
                | Q(state="confirmed", confirmed_at__isnull=False, published_at__isnull=True)
                | Q(state="published", confirmed_at__isnull=False, published_at__isnull=False),
                name="ranking_state_and_its_facts",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="ranking_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="ranking_published_by_someone",
            ),
            models.CheckConstraint(
                condition=(
                    Q(retracted_at__isnull=True, retracted_by__isnull=True, retract_reason="")
                    & ~Q(state="retracted")
                )
                | (
                    Q(state="retracted", retracted_at__isnull=False, retracted_by__isnull=False)
                    & ~Q(retract_reason="")
                ),
                name="ranking_retracted_by_someone_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}, {self.group} ({self.version})"

    def get_absolute_url(self) -> str:
        return reverse("ranking", args=[self.pk])

    @property
    def tiers(self) -> list[Tier]:
        """The tiers of its group in its stage, the largest first; no query if the stage's are prefetched."""
        return [tier for tier in self.stage.tiers.all() if tier.group_id == self.group_id]

    @property
    def feeds_a_later_stage(self) -> bool:
        """Whether its best go on to a later stage; then it is announced without places."""
        return any(tier.advances for tier in self.tiers)

    @property
    def objections_until(self) -> date | None:
        """The last day for objections; None before publication, or where the edition has no objections."""
        days = self.stage.edition.objection_days
        if self.published_at is None or not days:
            return None
        return timezone.localdate(self.published_at) + timedelta(days=days)


class Placing(models.Model):
    """One line of a ranking, with the names and numbers as they were when it was frozen."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="placings")
    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="placings")
    title = models.CharField(max_length=150)
    agency_name = models.CharField(max_length=150)
    government_name = models.CharField(max_length=100)
    cluster = models.CharField(max_length=10, choices=Cluster)
    score = models.DecimalField(max_digits=5, decimal_places=2)
    computed_place = models.PositiveSmallIntegerField()
    decided_place = models.PositiveSmallIntegerField()
    reason = models.TextField(_("reason"), blank=True)
    # The smallest tier that it reached; set when the ranking is published.
    tier = models.ForeignKey(Tier, models.PROTECT, null=True, blank=True, related_name="placings")

    class Meta:
        ordering = ["ranking_id", "decided_place", "title"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "innovation"], name="placing_once_a_ranking"),
            models.CheckConstraint(
                condition=Q(decided_place=F("computed_place")) | ~Q(reason=""),
                name="placing_departs_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(computed_place__gt=0, decided_place__gt=0), name="placing_from_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decided_place}. {self.title}"

    @property
    def departs(self) -> bool:
        """Whether the decided place is another than the computed one."""
        return self.decided_place != self.computed_place


class PlacingStage(models.Model):
    """The printed score of one stage behind a placing, with the stage's weight."""

    placing = models.ForeignKey(Placing, models.CASCADE, related_name="stage_scores")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["placing_id", "stage__order"]
        constraints = [models.UniqueConstraint(fields=["placing", "stage"], name="placing_stage_once")]

    def __str__(self) -> str:
        return f"{self.placing}: {self.stage} {self.score}"


class PlacingCriterion(models.Model):
    """The printed mean of one criterion behind a placing, by which equal scores were ordered."""

    placing = models.ForeignKey(Placing, models.CASCADE, related_name="criterion_means")
    code = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField()
    mean = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["placing_id", "order"]
        constraints = [models.UniqueConstraint(fields=["placing", "code"], name="placing_criterion_once")]

    def __str__(self) -> str:
        return f"{self.placing}: {self.code} {self.mean}"
