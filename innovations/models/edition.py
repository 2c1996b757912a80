from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .bilingual import bilingual


class EditionQuerySet(models.QuerySet):
    def sealed(self, *, at):
        """Sealed calls whose registration has not closed: the bureau does not read what is sent to them."""
        # As Stage.closing_moment has it, the announced minute belongs to the registration.
        return self.filter(
            is_sealed=True,
            stages__kind="registration",
            stages__ended_at=None,
            stages__closes_at__gte=at.replace(second=0, microsecond=0),
        )

    def told(self):
        """What pages tell of: what runs or is suspended, and the newest where it was cancelled."""
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
    # The day to which the age is counted; empty: the day on which registration closes. An extension keeps
    # what was announced, unless it says otherwise.
    age_counts_to = models.DateField(null=True, blank=True)
    # Calendar days after the day of a publication; the national competition gives about five, 0 gives none.
    objection_days = models.PositiveSmallIntegerField(default=5)
    # Sealed: the bureau reads what is sent only when registration has closed, or by a recorded peek.
    is_sealed = models.BooleanField(default=False, db_default=False)
    # Whether one verifier may assess an innovation in two stages: at the desk, and then in the field.
    same_assessor_twice = models.BooleanField(default=False, db_default=False)
    # Megabytes that one file may have.
    max_document_mb = models.PositiveSmallIntegerField(default=2, db_default=2)
    max_photo_mb = models.PositiveSmallIntegerField(default=10, db_default=10)
    # Whole years that a declared relation bars from judging after its end; a judge is as free as long before.
    conflict_years = models.PositiveSmallIntegerField(default=3, db_default=3)
    # Points below or above are unusual: a sheet says in the note why.
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

    def __str__(self):
        return f"{self.local_name} {self.year}"

    def get_absolute_url(self):
        return reverse("edition", args=[self.year])

    @property
    def registration(self):
        """The stage in which agencies enter innovations, or None."""
        # A stage knows its edition: its kinds are not known here.
        return self.stage_of_kind("registration")

    def open_registration(self, at):
        """The registration if agencies can enter innovations at that moment, or None."""
        registration = self.registration if self.state == self.State.OPEN else None
        return registration if registration and registration.accepts_at(at) else None

    def is_sealed_at(self, at):
        """Whether the bureau does not read yet what is sent: it is a sealed call and registration is open."""
        # An edition that is not sealed reads no stages for it.
        registration = self.registration if self.is_sealed else None
        return bool(registration and registration.ended_at is None and at < registration.closing_moment)

    def stage_of_kind(self, kind):
        """The stage of that kind, or None. Reads the prefetched stages where there are some."""
        return next((stage for stage in self.stages.all() if stage.kind == kind), None)

    @property
    def current_stage(self):
        """The stage that has begun and not ended, or None between two stages."""
        return next((stage for stage in self.stages.all() if stage.is_running), None)

    @property
    def earliest_scoring_stage(self):
        """The stage with which the assessment begins, or None."""
        return next((stage for stage in self.stages.all() if stage.is_scored), None)
