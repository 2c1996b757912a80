import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from innovations.models import Criterion, Revision, Rubric, Stage
from kipp.accounts.models import User
from verification.assignments.models import Assignment


class ScoresheetQuerySet(models.QuerySet["Scoresheet"]):
    def submitted(self) -> Self:
        return self.filter(status=Scoresheet.Status.SUBMITTED)

    def due(self) -> Self:
        """Return the sheets from which an entry's score is computed.

        These are the sheets of active tasks, and those that were submitted before their task ended and not
        voided. Sheets of excused tasks and drafts of ended ones are not among them.
        """
        is_active = Q(assignment__state=Assignment.State.ACTIVE)
        is_over = Q(assignment__state__in=Assignment.STOPPED, assignment__voided_at=None)
        return self.filter(is_active | (is_over & Q(status="submitted")))

    def in_stage(self, stage: Stage) -> Self:
        return self.filter(assignment__stage=stage)


class Scoresheet(models.Model):
    """A verifier's sheet for one entry in one stage; `access.readable_sheets` decides who may read it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="scoresheet")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="scoresheets")
    # The number of saves. A form with a lower number can't overwrite what was saved since.
    save_number = models.PositiveIntegerField(default=0)
    # The sent revision that was read when the sheet was submitted.
    read_revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    # The weighted mean of the points; null for a draft, or if a criterion could not be checked.
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ScoresheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", submitted_at__isnull=True, total__isnull=True)
                | Q(status="submitted", submitted_at__isnull=False, read_revision__isnull=False),
                name="scoresheet_status_and_its_facts",
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100),
                name="scoresheet_total_0_to_100",
            ),
        ]

    def __str__(self) -> str:
        return str(self.assignment)

    def get_absolute_url(self) -> str:
        return reverse("scoresheet", args=[self.uuid])

    @property
    def is_submitted(self) -> bool:
        return self.status == self.Status.SUBMITTED


class Score(models.Model):
    """Points for one criterion, or a note why it could not be checked; with neither, a gap in a draft."""

    scoresheet = models.ForeignKey(Scoresheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    could_not_be_checked = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["scoresheet_id", "criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["scoresheet", "criterion"], name="score_once_a_criterion"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__lte=100), name="score_points_0_to_100"
            ),
            models.CheckConstraint(
                condition=Q(could_not_be_checked=False) | (Q(points__isnull=True) & ~Q(note="")),
                name="score_not_checked_has_a_note_and_no_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class Reopening(models.Model):
    """The reopening of a submitted sheet by two members of the bureau, and why; with its earlier scores."""

    scoresheet = models.ForeignKey(Scoresheet, models.CASCADE, related_name="reopenings")
    reason = models.TextField(_("reason"))
    # Null in rows from before reopening took two members.
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField()
    # The sheet's total until then; null if a criterion could not be checked.
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["reopened_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reopening_has_a_reason"),
            models.CheckConstraint(
                condition=Q(asked_by=None) | ~Q(reopened_by=F("asked_by")), name="reopening_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scoresheet}: {self.reason[:40]}"


class EarlierScore(models.Model):
    """What a sheet said at one criterion before it was reopened; it never changes and doesn't count."""

    reopening = models.ForeignKey(Reopening, models.CASCADE, related_name="earlier_scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    could_not_be_checked = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["reopening_id", "criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["reopening", "criterion"], name="earlier_score_once_a_reopening_and_criterion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"

    @classmethod
    def of(cls, reopening: Reopening, score: Score) -> Self:
        """Return the row that keeps a score as it is now, not saved yet."""
        return cls(
            reopening=reopening,
            criterion=score.criterion,
            points=score.points,
            could_not_be_checked=score.could_not_be_checked,
            note=score.note,
        )


class PaperSheet(models.Model):
    """A signed paper sheet as the secretariat typed it in; it counts once its verifier has confirmed it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for its verifier")
        CONFIRMED = "confirmed", _("confirmed by its verifier")
        REFUSED = "refused", _("refused by its verifier")

    scoresheet = models.ForeignKey(Scoresheet, models.PROTECT, related_name="paper_sheets")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # The signed sheet: a PDF as it was sent, or a photo that was encoded again.
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

    def __str__(self) -> str:
        return str(self.scoresheet)

    def get_absolute_url(self) -> str:
        return reverse("paper_sheet", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_photo(self) -> bool:
        """Whether its scan is a photo."""
        return str(self.scan).endswith(".webp")


class PaperScore(models.Model):
    """What a paper sheet says at one criterion."""

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

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
