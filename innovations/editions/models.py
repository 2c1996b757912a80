from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import Agency, User
from kipp.bilingual import bilingual
from kipp.moments import first_moment_after


class EditionQuerySet(models.QuerySet):
    def sealed(self, *, at: datetime) -> Self:
        """Return sealed calls with open registration: the bureau can't read what is sent to them."""
        # As in Stage.closing_moment, the announced minute belongs to the registration.
        return self.filter(
            is_sealed=True,
            stages__kind="registration",
            stages__ended_at=None,
            stages__closes_at__gte=at.replace(second=0, microsecond=0),
        )

    def told(self) -> Self:
        """Return the editions that run or are suspended, and the newest one where it was cancelled."""
        newer = Edition.objects.filter(year__gt=models.OuterRef("year")).exclude(state=Edition.State.DRAFT)
        return self.filter(
            models.Q(state__in=[Edition.State.OPEN, Edition.State.SUSPENDED])
            | models.Q(~models.Exists(newer), state=Edition.State.CANCELLED)
        )


class Edition(models.Model):
    """One year of the competition with its rules: everything that differs from year to year is data."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("running")
        SUSPENDED = "suspended", _("suspended")
        CANCELLED = "cancelled", _("cancelled")
        CLOSED = "closed", _("closed")

    year = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)
    organiser = models.CharField(max_length=150)
    organiser_en = models.CharField(max_length=150, blank=True)
    theme = models.CharField(max_length=250, blank=True)
    theme_en = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Whole months between the start of implementation and the closing of registration.
    minimum_age_months = models.PositiveSmallIntegerField(default=12)
    # The day to which the age is counted; empty: the day on which registration closes. An extension keeps the
    # day that was announced, unless it says otherwise.
    age_counts_to = models.DateField(null=True, blank=True)
    # Calendar days after the day of a publication; the national competition gives about five, 0 gives none.
    objection_days = models.PositiveSmallIntegerField(default=5)
    # Sealed: the bureau can read what is sent only after registration has closed, or by a recorded peek.
    is_sealed = models.BooleanField(default=False, db_default=False)
    # Whether one verifier may assess an innovation in two stages: at the desk, and then in the field.
    same_assessor_twice = models.BooleanField(default=False, db_default=False)
    # Megabytes that one file may have.
    max_document_mb = models.PositiveSmallIntegerField(default=2, db_default=2)
    max_photo_mb = models.PositiveSmallIntegerField(default=10, db_default=10)
    # A declared relation bars from judging for so many whole years after its end.
    conflict_years = models.PositiveSmallIntegerField(default=3, db_default=3)
    # Points below or above these are unusual: then the note of the sheet says why.
    points_low = models.PositiveSmallIntegerField(default=40, db_default=40)
    points_high = models.PositiveSmallIntegerField(default=95, db_default=95)
    # Why it is suspended or cancelled: everyone reads it.
    state_reason = models.TextField(blank=True, default="", db_default="")

    objects = EditionQuerySet.as_manager()

    local_name = bilingual("name")
    local_organiser = bilingual("organiser")
    local_theme = bilingual("theme")

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points_low__lte=models.F("points_high"), points_high__lte=100),
                name="edition_bounds_of_points_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.local_name} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("edition", args=[self.year])

    @property
    def registration(self) -> "Stage | None":
        """The stage in which agencies enter innovations, or None."""
        # By its value: the kinds of stages are defined further down.
        return self.stage_of_kind("registration")

    def open_registration(self, at: datetime) -> "Stage | None":
        """Return the registration if agencies can enter innovations at that moment, or None."""
        registration = self.registration if self.state == self.State.OPEN else None
        return registration if registration and registration.accepts_at(at) else None

    def is_sealed_at(self, at: datetime) -> bool:
        """Return whether the bureau can't read yet what is sent: a sealed call with open registration."""
        # An edition that is not sealed reads no stages for this.
        registration = self.registration if self.is_sealed else None
        return bool(registration and registration.ended_at is None and at < registration.closing_moment)

    def stage_of_kind(self, kind: str) -> "Stage | None":
        """Return the stage of that kind, or None. Reads the prefetched stages where there are some."""
        return next((stage for stage in self.stages.all() if stage.kind == kind), None)

    @property
    def current_stage(self) -> "Stage | None":
        """The stage that has begun and not ended, or None between two stages."""
        return next((stage for stage in self.stages.all() if stage.is_running), None)

    @property
    def earliest_scoring_stage(self) -> "Stage | None":
        """The stage with which the assessment begins, or None."""
        return next((stage for stage in self.stages.all() if stage.is_scored), None)


class Stage(models.Model):
    """A stage of an edition. Its dates are announced; it begins and ends by a deed of the bureau."""

    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("Registration")
        SCREENING = "screening", _("Administrative check")
        PROPOSAL = "proposal", _("Proposal assessment")
        PRESENTATION = "presentation", _("Presentation and interview")
        FIELD = "field", _("Field verification")
        ANNOUNCEMENT = "announcement", _("Final announcement")

    SCORED_KINDS = (Kind.PROPOSAL, Kind.PRESENTATION, Kind.FIELD)

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=Kind)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    # Of a registration: the time until when agencies write and propose, where coordinators have longer to
    # send.
    agencies_close_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    standings_opened_at = models.DateTimeField(null=True, blank=True)
    standings_opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Weight of this stage's score in the final score; 0 where nothing is scored.
    weight = models.PositiveSmallIntegerField(default=0)
    # How many sheets each entry needs; 0 where nothing is scored.
    assessors = models.PositiveSmallIntegerField(default=0)
    # Whether all verifiers score two or three specimens first, which count nowhere.
    has_calibration = models.BooleanField(default=False, db_default=False)
    # Of a presentation: how long each part of a slot takes, and when its material is due unless a slot says
    # otherwise.
    presentation_minutes = models.PositiveSmallIntegerField(default=7, db_default=7)
    interview_minutes = models.PositiveSmallIntegerField(default=13, db_default=13)
    material_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["edition_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="stage_order_once_an_edition"),
            models.UniqueConstraint(fields=["edition", "kind"], name="stage_kind_once_an_edition"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(begun_at__isnull=False, ended_at__isnull=True),
                name="stage_one_begun_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(begun_at__isnull=False, ended_at__gte=F("begun_at")),
                name="stage_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="stage_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(agencies_close_at__isnull=True)
                | Q(
                    kind="registration",
                    agencies_close_at__gt=F("opens_at"),
                    agencies_close_at__lte=F("closes_at"),
                ),
                name="stage_agencies_close_before_coordinators",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["proposal", "presentation", "field"], weight__gt=0, assessors__gt=0)
                | (~Q(kind__in=["proposal", "presentation", "field"]) & Q(weight=0, assessors=0)),
                name="stage_scored_has_weight_and_assessors",
            ),
            models.CheckConstraint(
                condition=Q(standings_opened_at__isnull=True, standings_opened_by__isnull=True)
                | Q(standings_opened_at__isnull=False, standings_opened_by__isnull=False),
                name="stage_standings_opened_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_kind_display()}"

    @property
    def is_running(self) -> bool:
        return self.begun_at is not None and self.ended_at is None

    # What a stage is for, so that no other code compares kinds.

    @property
    def takes_entries(self) -> bool:
        """Whether agencies enter innovations in it."""
        return self.kind == self.Kind.REGISTRATION

    @property
    def checks_entries(self) -> bool:
        """Whether in it the bureau checks entries against the rules."""
        return self.kind == self.Kind.SCREENING

    @property
    def needs_visits(self) -> bool:
        """Whether teams of verifiers visit its entries on site."""
        return self.kind == self.Kind.FIELD

    @property
    def has_slots(self) -> bool:
        """Whether its entries are presented, each in a slot of its own."""
        return self.kind == self.Kind.PRESENTATION

    @property
    def is_scored(self) -> bool:
        return self.kind in self.SCORED_KINDS

    @property
    def closing_moment(self) -> datetime:
        """The first moment that is too late for this stage."""
        return first_moment_after(self.closes_at)

    @property
    def was_extended(self) -> bool:
        """Whether its closing was put off: read by `stages_with_extensions`, or else by a query."""
        known = getattr(self, "has_extension", None)
        return self.extensions.exists() if known is None else known

    def accepts_at(self, at: datetime) -> bool:
        """Return whether something may be sent then: the stage runs and its announced time is not over."""
        return self.is_running and self.opens_at <= at < self.closing_moment

    def closes_for(self, agency: Agency) -> datetime:
        """Return until when an agency writes and proposes.

        An agency that sends by itself has as long as coordinators.
        """
        return self.closes_at if agency.sends_by_itself else self.agencies_close_at or self.closes_at

    def accepts_from(self, agency: Agency, at: datetime) -> bool:
        """Return whether the agency may write and propose at that moment."""
        return self.accepts_at(at) and at < first_moment_after(self.closes_for(agency))


def stages_with_extensions(path: str) -> Prefetch:
    """Return the prefetch of the stages at that path, each with whether it `was_extended`."""
    known = Extension.objects.filter(stage=OuterRef("pk"))
    return Prefetch(path, Stage.objects.annotate(has_extension=Exists(known)))


class Extension(models.Model):
    """A closing that was put off: from when, to when, and why. The first page shows it."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="extensions")
    closed_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    extended_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    extended_at = models.DateTimeField()

    class Meta:
        ordering = ["extended_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("closed_at")), name="extension_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.closes_at}"


class Holiday(models.Model):
    """A day on which no office works: a national holiday or a joint day of leave (cuti bersama)."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.name
