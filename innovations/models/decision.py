from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import User

from .innovation import Innovation


class Decision(models.Model):
    """What was decided about an innovation, by whom and why. The reasons stand here, not in the trail."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("passed the administrative check")
        REJECTED = "rejected", _("did not pass the administrative check")
        RECONSIDERED = "reconsidered", _("administrative check reopened")
        WITHDRAWN = "withdrawn", _("withdrawn by the agency")
        DISQUALIFIED = "disqualified", _("disqualified")

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=15, choices=Kind)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["accepted", "withdrawn"]) | ~Q(reason=""),
                name="decision_against_an_agency_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.innovation}: {self.get_kind_display()}"
