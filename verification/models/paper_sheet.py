from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from innovations.models import Criterion
from kipp.accounts.models import User

from .scoresheet import Scoresheet


class PaperSheet(models.Model):
    """A signed paper sheet, as the secretariat typed it in: nothing until its verifier has confirmed it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for its verifier")
        CONFIRMED = "confirmed", _("confirmed by its verifier")
        REFUSED = "refused", _("refused by its verifier")

    scoresheet = models.ForeignKey(Scoresheet, models.PROTECT, related_name="paper_sheets")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # The signed sheet: a PDF as it was sent, or a photo that was drawn anew.
    scan = models.FileField(upload_to="papers", max_length=120, blank=True)
    typed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    # Why it was refused.
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["typed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scoresheet"], condition=Q(state="waiting"), name="paper_sheet_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="paper_sheet_answered_once_it_waits_no_more",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="paper_sheet_refused_for_a_reason"
            ),
        ]

    def __str__(self):
        return str(self.scoresheet)

    def get_absolute_url(self):
        return reverse("paper_sheet", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_photo(self):
        """Whether its scan is a photo."""
        return self.scan.name.endswith(".webp")


class PaperScore(models.Model):
    """What stands on a paper sheet at one criterion."""

    paper_sheet = models.ForeignKey(PaperSheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    could_not_be_checked = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["paper_sheet", "criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["paper_sheet", "criterion"], name="paper_score_once_a_criterion"),
            models.CheckConstraint(
                condition=Q(could_not_be_checked=False, points__isnull=False, points__lte=100)
                | (Q(could_not_be_checked=True, points__isnull=True) & ~Q(note="")),
                name="paper_score_has_points_or_says_why_not",
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"
