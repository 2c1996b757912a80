from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .innovation import Innovation
from .rules import Tier
from .stage import Stage


class AwardQuerySet(models.QuerySet):
    def unrevoked(self):
        return self.filter(revoked_at=None)


class Award(models.Model):
    """The fact of winning: the smallest tier that an innovation reached in a stage.

    Written only by publication. What has an unrevoked award is public, and nothing else is.
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

    def __str__(self):
        return f"{self.innovation}: {self.tier}"
