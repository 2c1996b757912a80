from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from innovations.models import Innovation, Stage
from kipp.accounts.models import User


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def open(self) -> Self:
        """Those that are neither applied nor discarded nor failed: at most one a stage."""
        return self.filter(state__in=Allocation.OPEN)


class Allocation(models.Model):
    """A draft of who is to assess what in a stage: found by the worker, changed by hand, then applied."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being worked out")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")
        APPLIED = "applied", _("applied")
        DISCARDED = "discarded", _("discarded")

    # What the worker still has to do.
    DUE = (State.WAITING, State.RUNNING)
    OPEN = (*DUE, State.READY)
    SETTLED = (State.APPLIED, State.DISCARDED)

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="allocations")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # In per cent, while it is worked out.
    progress = models.PositiveSmallIntegerField(default=0)
    # How often a worker has begun with it.
    attempts = models.PositiveSmallIntegerField(default=0)
    # Whether tasks on which nothing was begun may go to somebody else.
    moves_tasks = models.BooleanField(default=False)
    # Who takes part.
    verifiers = models.ManyToManyField(User, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage"],
                condition=Q(state__in=["waiting", "running", "ready"]),
                name="allocation_one_open_a_stage",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="allocation_progress_0_to_100"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["applied", "discarded"], settled_by__isnull=False, settled_at__isnull=False
                )
                | (
                    ~Q(state__in=["applied", "discarded"])
                    & Q(settled_by__isnull=True, settled_at__isnull=True)
                ),
                name="allocation_settled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("allocation", args=[self.pk])

    @property
    def is_due(self) -> bool:
        return self.state in self.DUE

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_worked_out(self) -> bool:
        """Whether it has rows to read; one that was discarded before has none."""
        return self.state in (self.State.READY, *self.SETTLED)


class AllocationRowQuerySet(models.QuerySet["AllocationRow"]):
    def changing(self) -> Self:
        """Rows that change something when they are applied."""
        return self.filter(change__in=[AllocationRow.Change.ADD, AllocationRow.Change.REMOVE])

    def staying(self) -> Self:
        """Rows of which there is a task afterwards."""
        return self.filter(change__in=AllocationRow.STAYING)


class AllocationRow(models.Model):
    """One task of a draft: that somebody keeps, gets or loses an entry, and why.

    A new task that was taken out again by hand stays as a row, so that it is seen and can be put back.
    """

    class Change(models.TextChoices):
        KEEP = "keep", _("stays")
        ADD = "add", _("new")
        REMOVE = "remove", _("is taken back")
        DROP = "drop", _("taken out")

    # After these there is a task.
    STAYING = (Change.KEEP, Change.ADD)

    class Reason(models.TextChoices):
        BEGUN = "begun", _("Work on the sheet has begun.")
        EXCUSED = "excused", _("The sheet is excused.")
        STAYS = "stays", _("Assigned before, nothing begun yet.")
        VISIT = "visit", _("Is of the team of a planned visit.")
        TOGETHER = "together", _("Goes to the same government for other innovations, too.")
        NEAR = "near", _("Is based in the same former residency.")
        EVEN = "even", _("Has the fewest tasks of those who can assess it.")
        CHOSEN = "chosen", _("Chosen by hand.")
        TAKEN_OUT = "taken_out", _("Taken out by hand.")
        CONFLICT = "conflict", _("Is in conflict of interest with this innovation.")
        NO_POST = "no_post", _("Takes part no more, and has begun nothing.")
        TWICE = "twice", _("Assesses this innovation in another stage.")
        EVENED = "evened", _("Nothing is begun, and somebody else has fewer tasks.")

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="rows")
    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="allocation_rows")
    verifier = models.ForeignKey(User, models.PROTECT, related_name="+")
    change = models.CharField(max_length=6, choices=Change)
    reason = models.CharField(max_length=10, choices=Reason)
    by_hand = models.BooleanField(default=False)

    objects = AllocationRowQuerySet.as_manager()

    class Meta:
        ordering = ["allocation", "innovation", "verifier__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "innovation", "verifier"],
                name="allocation_row_once_a_verifier_and_entry",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verifier}: {self.innovation} ({self.change})"

    @property
    def is_fixed(self) -> bool:
        """Whether the draft can't take the task away: there is work in it, or it was excused."""
        return self.change == self.Change.KEEP and self.reason in (self.Reason.BEGUN, self.Reason.EXCUSED)

    @property
    def can_be_kept(self) -> bool:
        """Whether what is taken back could as well stay: no rule takes it back."""
        return self.change == self.Change.REMOVE and self.reason in (
            self.Reason.TAKEN_OUT,
            self.Reason.EVENED,
        )

    @property
    def stays(self) -> bool:
        """Whether there is a task afterwards."""
        return self.change in self.STAYING


class AllocationGap(models.Model):
    """An entry for which too few could be found: how many lack, and what keeps the others from it."""

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="gaps")
    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="+")
    lacking = models.PositiveSmallIntegerField()
    in_conflict = models.PositiveSmallIntegerField(default=0)
    # Who assesses it in another stage.
    elsewhere = models.PositiveSmallIntegerField(default=0)
    # Who had it in this stage, and has it no more.
    formerly = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["allocation", "innovation"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "innovation"], name="allocation_gap_once_an_entry"),
            models.CheckConstraint(condition=Q(lacking__gt=0), name="allocation_gap_lacks_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.innovation}: {self.lacking}"
