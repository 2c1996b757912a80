from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from innovations.models import Innovation, Stage
from kipp.accounts.models import User


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def open(self) -> Self:
        """Return drafts that are not applied, discarded or failed: at most one of each stage."""
        return self.filter(state__in=Allocation.OPEN)


class Allocation(models.Model):
    """A draft of who assesses what in a stage: worked out by the worker, changed by hand, then applied."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being worked out")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")
        APPLIED = "applied", _("applied")
        DISCARDED = "discarded", _("discarded")

    # The worker still has to work these out.
    DUE = (State.WAITING, State.RUNNING)
    OPEN = (*DUE, State.READY)
    SETTLED = (State.APPLIED, State.DISCARDED)

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="allocations")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # In per cent, while it is worked out.
    progress = models.PositiveSmallIntegerField(default=0)
    # How often a worker has begun to work it out.
    attempts = models.PositiveSmallIntegerField(default=0)
    # Whether tasks on which nothing was begun may go to somebody else.
    moves_tasks = models.BooleanField(default=False)
    # The people among whom tasks are given out.
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
        """Whether the worker is done with it; one that was discarded earlier counts too, but has no rows."""
        return self.state in (self.State.READY, *self.SETTLED)


class AllocationRowQuerySet(models.QuerySet["AllocationRow"]):
    def changing(self) -> Self:
        """Return rows that make or end a task when the draft is applied."""
        return self.filter(change__in=[AllocationRow.Change.ADD, AllocationRow.Change.REMOVE])

    def staying(self) -> Self:
        """Return rows that are a task once the draft is applied."""
        return self.filter(change__in=AllocationRow.STAYING)


class AllocationRow(models.Model):
    """A verifier who keeps, gets or loses an entry in a draft, and why.

    A new task that was taken out by hand stays as a row, so that it is shown and can be put back.
    """

    class Change(models.TextChoices):
        KEEP = "keep", _("stays")
        ADD = "add", _("new")
        REMOVE = "remove", _("is taken back")
        DROP = "drop", _("taken out")

    # Rows with these are tasks once the draft is applied.
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
        """Whether the draft can't take the task away, since work has begun or its sheet is excused."""
        return self.change == self.Change.KEEP and self.reason in (self.Reason.BEGUN, self.Reason.EXCUSED)

    @property
    def can_be_kept(self) -> bool:
        """Whether the draft ends the task for no other reason than a choice or a fairer load."""
        return self.change == self.Change.REMOVE and self.reason in (
            self.Reason.TAKEN_OUT,
            self.Reason.EVENED,
        )

    @property
    def stays(self) -> bool:
        """Whether this is a task once the draft is applied."""
        return self.change in self.STAYING


class AllocationGap(models.Model):
    """An entry that lacks assessors in a draft: how many, and how many people could not be chosen and why."""

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="gaps")
    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="+")
    lacking = models.PositiveSmallIntegerField()
    in_conflict = models.PositiveSmallIntegerField(default=0)
    # They assess it in another stage.
    elsewhere = models.PositiveSmallIntegerField(default=0)
    # They had it in this stage before.
    formerly = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["allocation", "innovation"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "innovation"], name="allocation_gap_once_an_entry"),
            models.CheckConstraint(condition=Q(lacking__gt=0), name="allocation_gap_lacks_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.innovation}: {self.lacking}"
