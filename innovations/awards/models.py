from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition, Stage
from innovations.proposals.models import Innovation
from innovations.rulebook.models import Tier
from kipp.accounts.models import Agency


class AwardQuerySet(models.QuerySet):
    def unrevoked(self) -> Self:
        return self.filter(revoked_at=None)


class Award(models.Model):
    """The fact of winning: the smallest tier that an innovation reached in a stage.

    Only publication writes it. An innovation with an unrevoked award is public, and no other is.
    """

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="awards")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="awards")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="awards")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="awards")
    awarded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-edition__year", "-stage__order", "tier__size", "innovation__title"]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "stage"],
                condition=Q(revoked_at__isnull=True),
                name="award_one_an_innovation_and_stage",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(reason=""), name="award_revoked_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.innovation}: {self.tier}"


class EarlierAward(models.Model):
    """An award of a year, or of a competition, that this portal did not run: imported by the bureau."""

    year = models.PositiveSmallIntegerField(_("year"))
    competition = models.CharField(_("competition"), max_length=150)
    tier = models.CharField(_("award"), max_length=60)
    title = models.CharField(_("title of the innovation"), max_length=150)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="earlier_awards")

    class Meta:
        ordering = ["-year", "competition", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "competition", "title", "agency"], name="earlier_award_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"
