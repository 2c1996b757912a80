from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import User

from .edition import Edition


class StatementQuerySet(models.QuerySet):
    def of(self, user, edition):
        """The statement of a person in an edition; `edition` may be an OuterRef."""
        return self.filter(user=user, edition=edition)


class Statement(models.Model):
    """That somebody signed before judging in an edition: no conflict of interest, and the integrity pact.

    The text is kept as it was shown, in the language that it was read in.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="statements")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="statements")
    # Which text it was; innovations.statements says which is the present one.
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

    def __str__(self):
        return f"{self.user}: {self.edition}"
