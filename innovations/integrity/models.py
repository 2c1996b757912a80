from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from kipp.accounts.models import Agency, Government, User


class ConflictQuerySet(models.QuerySet):
    def barring(self, year: int | Combinable, years: int | Combinable) -> Self:
        """Return conflicts that bar in an edition of that year.

        `years` is for how many years they bar after their end. Both may be an OuterRef.
        """
        last = models.ExpressionWrapper(F("ended_year") + years, output_field=models.IntegerField())
        return self.alias(last_year=last).filter(Q(ended_year=None) | Q(last_year__gte=year))


class Conflict(models.Model):
    """A declared conflict of interest of a person with a government, an agency or one innovation.

    What follows from a person's posts needs no row: conflicts.py finds it.
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
    # The last year of the relation; None while it lasts. It bars for Edition.conflict_years after it.
    ended_year = models.PositiveSmallIntegerField(_("year in which it ended"), null=True, blank=True)
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    objects = ConflictQuerySet.as_manager()

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

    def __str__(self) -> str:
        return f"{self.user}: {self.with_what}"

    @property
    def with_what(self) -> "Innovation | Agency | Government | None":
        """The government, agency or innovation that it is a conflict with."""
        return self.innovation or self.agency or self.government

    def bars_in(self, edition: Edition) -> bool:
        """Return whether it still bars from judging in an edition."""
        return self.ended_year is None or self.ended_year + edition.conflict_years >= edition.year


class StatementQuerySet(models.QuerySet):
    def of(self, user: User, edition: Edition | Combinable) -> Self:
        """Return the statement of a person in an edition; `edition` may be an OuterRef."""
        return self.filter(user=user, edition=edition)


class Statement(models.Model):
    """The signature of a person before judging in an edition: no conflict of interest, and integrity.

    The text is kept as it was shown, in the language that it was read in.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="statements")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="statements")
    # Which version of the text it was; `statements` has the present one.
    version = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))
    signed_at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["edition_id", "signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "edition"], name="statement_once_a_person_and_edition"),
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.edition}"
