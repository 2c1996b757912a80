from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovations.models import Innovation, Stage
from kipp.accounts.models import User


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def active(self) -> Self:
        return self.filter(state=Assignment.State.ACTIVE)

    def counting(self) -> Self:
        """Return the assignments that count as an entry's assessors: those with `counts`."""
        handed_in = Q(state__in=Assignment.STOPPED, scoresheet__status="submitted", voided_at=None)
        return self.filter(Q(state__in=Assignment.COUNTING) | handed_in)

    def of_verifier(self, user: User) -> Self:
        """Return the tasks that the user has now."""
        return self.active().filter(verifier=user)


class Assignment(models.Model):
    """A verifier's task to assess one entry in one stage."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        EXCUSED = "excused", _("excused")
        REPLACED = "replaced", _("replaced")
        ENDED = "ended", _("ended")

    # They count as an entry's assessors even without a submitted sheet.
    COUNTING = (State.ACTIVE, State.EXCUSED)
    # They count only if the sheet was submitted before.
    STOPPED = (State.REPLACED, State.ENDED)

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="assignments")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="assignments")
    verifier = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    reason = models.TextField(_("reason"), blank=True)
    letter = models.CharField(_("letter"), max_length=150, blank=True)
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    # Set when a conflict of interest was found later: then the sheet never counts.
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.TextField(blank=True, default="", db_default="")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["stage_id", "innovation__title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "stage", "verifier"], name="assignment_once_a_verifier_entry_and_stage"
            ),
            models.CheckConstraint(
                condition=Q(state="active") | ~Q(reason=""), name="assignment_stopped_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="replaced") | ~Q(letter=""), name="assignment_replaced_by_a_letter"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False, state__in=["replaced", "ended"])
                & ~Q(void_reason=""),
                name="assignment_voided_by_somebody_for_a_reason_and_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verifier}: {self.innovation}"

    @property
    def counts(self) -> bool:
        """Whether it counts as an assessor: it is active, excused, or over with a sheet that counts."""
        return self.state in self.COUNTING or self.counts_though_over

    @property
    def counts_though_over(self) -> bool:
        """Whether the task is over, its sheet was submitted before, and it was not voided."""
        return self.state in self.STOPPED and not self.voided_at and self.scoresheet.is_submitted
