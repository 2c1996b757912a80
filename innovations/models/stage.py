from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import User
from kipp.moments import first_moment_after

from .edition import Edition


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
    # Of the registration: until when agencies write and propose, when coordinators may send for longer.
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
    # Of a presentation: how long each part of a slot takes, and until when its material is due unless said.
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

    def __str__(self):
        return f"{self.edition}: {self.get_kind_display()}"

    @property
    def is_running(self):
        return self.begun_at is not None and self.ended_at is None

    @property
    def is_scored(self):
        return self.kind in self.SCORED_KINDS

    @property
    def closing_moment(self):
        """The first moment that is too late for this stage."""
        return first_moment_after(self.closes_at)

    @property
    def was_extended(self):
        """Whether its closing was put off: as `stages_with_extensions` brought it along, or a query."""
        known = getattr(self, "has_extension", None)
        return self.extensions.exists() if known is None else known

    def accepts_at(self, at):
        """Whether something may be sent at that moment: the stage runs and the announced time is not over."""
        return self.is_running and self.opens_at <= at < self.closing_moment

    def closes_for(self, agency):
        """Until when an agency writes and proposes; one that sends by itself has as long as coordinators."""
        return self.closes_at if agency.sends_by_itself else self.agencies_close_at or self.closes_at

    def accepts_from(self, agency, at):
        """Whether the agency may write and propose at that moment."""
        return self.accepts_at(at) and at < first_moment_after(self.closes_for(agency))
