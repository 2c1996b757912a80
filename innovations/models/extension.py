from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import User

from .stage import Stage


def stages_with_extensions(path: str) -> Prefetch:
    """Return the stages to be prefetched at that path, each with whether it `was_extended`."""
    known = Extension.objects.filter(stage=OuterRef("pk"))
    return Prefetch(path, Stage.objects.annotate(has_extension=Exists(known)))


class Extension(models.Model):
    """A closing that was put off: from when, to when, and why. The first page tells it."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="extensions")
    closed_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    extended_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    extended_at = models.DateTimeField()

    class Meta:
        ordering = ["extended_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("closed_at")), name="extension_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.stage}: {self.closes_at}"
