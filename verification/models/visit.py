from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from innovations.models import Criterion, Innovation, Location, Stage
from kipp.accounts.models import User


class VisitQuerySet(models.QuerySet):
    def standing(self):
        """Visits that were not called off: at most one an entry and stage."""
        return self.exclude(state__in=Visit.CALLED_OFF)

    def of_team_member(self, user):
        """Visits that this person leads or goes along on."""
        return self.filter(Q(lead=user) | Q(members=user)).distinct()

    def with_places(self):
        """Visits with the places that they go to: one query more for any number."""
        places = VisitLocation.objects.select_related("location__village__government")
        return self.prefetch_related(Prefetch("visit_locations", places))


class Visit(models.Model):
    """A field visit to one entry by a team with a lead, on one day or several."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        POSTPONED = "postponed", _("postponed")
        HELD_ONLINE = "held_online", _("held online")
        NOT_HELD = "not_held", _("not held")

    # After these a new visit can be planned.
    CALLED_OFF = (State.POSTPONED, State.NOT_HELD)
    # The visit took place: its record is complete and closed.
    OVER = (State.HELD, State.HELD_ONLINE)

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="visits")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="visits")
    lead = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("lead"))
    members = models.ManyToManyField(User, related_name="visits", verbose_name=_("members"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PLANNED)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="visit_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["innovation", "stage"],
                condition=~Q(state__in=["postponed", "not_held"]),
                name="visit_one_standing_an_entry_and_stage",
            ),
        ]

    def __str__(self):
        return f"{self.innovation}, {self.starts_on}"

    def get_absolute_url(self):
        return reverse("visit", args=[self.pk])

    @property
    def is_called_off(self):
        return self.state in self.CALLED_OFF

    @property
    def is_over(self):
        """Whether the visit took place, so that its sheets can be submitted."""
        return self.state in self.OVER


class VisitLocation(models.Model):
    """A place that a visit goes to, and on which of its days."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="visit_locations")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    on_day = models.DateField(_("day"))

    class Meta:
        ordering = ["on_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "location"], name="visit_location_once_a_visit")
        ]

    def __str__(self):
        return str(self.location)


class Attendance(models.Model):
    """Who was present, by role and institution: who they are by name is not needed for the result."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="attendances")
    role = models.CharField(_("role"), max_length=100)
    institution = models.CharField(_("institution"), max_length=150)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "role", "institution"], name="attendance_once_a_role_and_institution"
            )
        ]

    def __str__(self):
        return f"{self.role}, {self.institution}"


class VisitFinding(models.Model):
    """What the team found at a criterion: agreed and open to all who may read the visit."""

    class Finding(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        PARTLY = "partly", _("partly confirmed")
        NOT_CONFIRMED = "not_confirmed", _("not confirmed")
        NOT_CHECKED = "not_checked", _("could not be checked")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    finding = models.CharField(_("finding"), max_length=15, choices=Finding, blank=True)
    text = models.TextField(_("what was found"), blank=True)

    class Meta:
        ordering = ["visit_id", "criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "criterion"], name="visit_finding_once_a_criterion")
        ]

    def __str__(self):
        return f"{self.criterion}: {self.finding}"
