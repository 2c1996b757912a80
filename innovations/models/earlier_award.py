from django.db import models
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import Agency


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

    def __str__(self):
        return f"{self.title} ({self.year})"
