from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovations.models import Innovation, Stage
from kipp.accounts.models import User


class AssignmentQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state=Assignment.State.ACTIVE)

    def counting(self):
        """Assignments that an entry's number of assessors counts: active ones and excused ones."""
        return self.filter(state__in=Assignment.COUNTING)

    def of_verifier(self, user):
        """The tasks that this person has now."""
        return self.active().filter(verifier=user)


class Assignment(models.Model):
    """A verifier's task to assess one entry in one stage."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        EXCUSED = "excused", _("excused")
        REPLACED = "replaced", _("replaced")
        ENDED = "ended", _("ended")

    # What an entry's number of assessors counts.
    COUNTING = (State.ACTIVE, State.EXCUSED)

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="assignments")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="assignments")
    verifier = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    reason = models.TextField(_("reason"), blank=True)
    letter = models.CharField(_("letter"), max_length=150, blank=True)
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

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
        ]

    def __str__(self):
        return f"{self.verifier}: {self.innovation}"

    @property
    def counts(self):
        """Whether it is one of the entry's assessors."""
        return self.state in self.COUNTING
