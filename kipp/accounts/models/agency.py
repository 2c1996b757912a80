from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from .government import Government
from .words import each_word_in


class AgencyQuerySet(models.QuerySet):
    def existing_on(self, day: date) -> Self:
        """Return agencies that no other agency has taken over from by that day."""
        return self.filter(models.Q(succeeded_on=None) | models.Q(succeeded_on__gt=day))

    def matching(self, words: str) -> Self:
        """Return agencies whose name has all the words."""
        return self.filter(each_word_in(words, "name"))


class Agency(models.Model):
    """An agency that may own an innovation: a department, a service unit or a regional enterprise."""

    class Kind(models.TextChoices):
        PERANGKAT_DAERAH = "perangkat_daerah", _("department (perangkat daerah)")
        UPP = "upp", _("public-service unit (UPP)")
        BUMD = "bumd", _("regional enterprise (BUMD)")

    government = models.ForeignKey(
        Government, models.PROTECT, related_name="agencies", verbose_name=_("government")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=150)
    # The agency that took over, as after a reorganisation, and its first day.
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    succeeded_on = models.DateField(null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["government__code", "name"]
        indexes = [
            # Parts of a name are searched in capitals.
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="agency_name_trigrams"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["government", "name"], name="agency_named_once_in_a_government"),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True, succeeded_on__isnull=True)
                | models.Q(successor__isnull=False, succeeded_on__isnull=False),
                name="agency_succeeded_on_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sends_by_itself(self) -> bool:
        """Whether its own staff send proposals: agencies of the province have no coordinator above them."""
        return self.government.is_province

    def exists_on(self, day: date) -> bool:
        """Return whether no other agency has taken over from it by that day."""
        return self.succeeded_on is None or day < self.succeeded_on
