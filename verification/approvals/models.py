from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import User
from verification.assignments.models import Assignment
from verification.visits.models import Visit


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def waiting(self) -> Self:
        """Return those that are not decided yet."""
        return self.filter(decided_at=None)


class Approval(models.Model):
    """A step about a task or a visit: one member of the bureau asks for it, another approves or refuses."""

    class Kind(models.TextChoices):
        EXCUSE = "excuse", _("let the sheet stay missing")
        REOPEN = "reopen", _("reopen the sheet")
        NO_MINUTES = "no_minutes", _("let the minutes of the visit stay missing")

    # It is about either a task or a visit.
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="approvals"
    )
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="approvals")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    is_approved = models.BooleanField(default=False)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="approval_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, is_approved=False)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approval_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_approved=False) | ~Q(decided_by=F("asked_by")),
                name="approval_by_another_than_who_asked",
            ),
            models.CheckConstraint(
                condition=(Q(assignment__isnull=False, visit=None) & ~Q(kind="no_minutes"))
                | Q(assignment=None, visit__isnull=False, kind="no_minutes"),
                name="approval_about_a_task_or_a_visit",
            ),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decided_at=None), name="approval_one_waiting_a_task"
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(decided_at=None), name="approval_one_waiting_a_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("approval", args=[self.pk])

    @property
    def subject(self) -> Assignment | Visit:
        """The task or the visit that it is about; both have an innovation and a stage."""
        # A constraint of the database makes sure that it has one of the two.
        return self.assignment or self.visit  # type: ignore[return-value]

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None
