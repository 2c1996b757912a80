from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovations.proposals.models import Innovation, Revision
from kipp.accounts.models import User


class ItemVerdict(models.Model):
    """What the bureau found of one item of the administrative check: a document, a rule, a section."""

    class Outcome(models.TextChoices):
        FULFILLED = "fulfilled", _("fulfilled")
        NOT_FULFILLED = "not_fulfilled", _("not fulfilled")

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="item_verdicts")
    item = models.CharField(max_length=60)
    outcome = models.CharField(_("finding"), max_length=15, choices=Outcome)
    note = models.TextField(_("note"), blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "item"], name="item_verdict_once_a_revision"),
            models.CheckConstraint(
                condition=Q(outcome="fulfilled") | ~Q(note=""), name="item_verdict_against_has_a_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_outcome_display()}"


class Override(models.Model):
    """A rule that the bureau does not hold against an innovation, with the reason."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="overrides")
    rule = models.CharField(max_length=40)
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["innovation", "rule"], name="override_once_a_rule"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.innovation}: {self.rule}"


class Peek(models.Model):
    """A look into a sealed innovation before registration closed: who, when and why."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="peeks")
    reason = models.TextField(_("reason"))
    looked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["looked_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="peek_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.innovation}: {self.looked_by}"
