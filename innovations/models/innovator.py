from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import Agency

from .innovation import Innovation


def makers_of(innovation: str) -> dict[str, ArraySubquery]:
    """For a query: who made the innovation that the field names ("pk" of an innovation itself).

    `named_innovators` are dicts of name and role, `named_partners` of the agency's name and its government.
    """
    innovators = Innovator.objects.filter(innovation=OuterRef(innovation))
    partners = Agency.objects.filter(partner_innovations=OuterRef(innovation))
    return {
        "named_innovators": ArraySubquery(innovators.values(maker=JSONObject(name="name", role="role"))),
        "named_partners": ArraySubquery(
            partners.values(maker=JSONObject(name="name", government="government__name"))
        ),
    }


class Innovator(models.Model):
    """Somebody who made the innovation, by name and role."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="innovators")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=150)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["innovation", "name"], name="innovator_once_an_innovation")
        ]

    def __str__(self):
        return self.name
