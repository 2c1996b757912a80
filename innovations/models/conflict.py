from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import Agency, Government, User

from .innovation import Innovation


class Conflict(models.Model):
    """A declared conflict of interest of a person with a government, an agency or one innovation.

    What follows from a person's posts needs no row: access.py finds it.
    """

    class Kind(models.TextChoices):
        COACHED = "coached", _("coached the proposal")
        KIN = "kin", _("kin of an innovator")
        CONTRACT = "contract", _("has a contract with the agency")
        SPONSOR = "sponsor", _("sponsors the innovation")
        OTHER = "other", _("another reason")

    user = models.ForeignKey(User, models.PROTECT, related_name="conflicts")
    government = models.ForeignKey(
        Government, models.PROTECT, null=True, blank=True, related_name="conflicts"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="conflicts")
    innovation = models.ForeignKey(
        Innovation, models.CASCADE, null=True, blank=True, related_name="conflicts"
    )
    kind = models.CharField(_("kind of conflict"), max_length=10, choices=Kind)
    reason = models.TextField(_("reason"))
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(government__isnull=False, agency__isnull=True, innovation__isnull=True)
                | Q(government__isnull=True, agency__isnull=False, innovation__isnull=True)
                | Q(government__isnull=True, agency__isnull=True, innovation__isnull=False),
                name="conflict_with_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.government or self.agency or self.innovation}"
