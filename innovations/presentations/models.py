"""When and where an entry is presented, what its agency brings along, and who presented it in the end."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from innovations.editions.models import Stage
from innovations.proposals.models import Innovation
from kipp.accounts.models import User
from kipp.moments import first_moment_after


class PresentationQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Return presentations that were not called off: at most one for each entry and stage."""
        return self.exclude(state=Presentation.State.NOT_HELD)

    def planned(self) -> Self:
        return self.filter(state=Presentation.State.PLANNED)


def _not_at_once(field: str) -> ExclusionConstraint:
    """Return the constraint that a room, or a meeting, has one presentation at a time."""
    return ExclusionConstraint(
        name=f"presentation_{field}_has_one_at_a_time",
        expressions=[
            (field, RangeOperators.EQUAL),
            (
                Func(F("starts_at"), F("ends_at"), function="TSTZRANGE", output_field=DateTimeRangeField()),
                RangeOperators.OVERLAPS,
            ),
        ],
        condition=~Q(**{field: ""}) & ~Q(state="not_held"),
    )


class Presentation(models.Model):
    """The slot in which one entry is presented to its panel: those who assess it in that stage.

    Verification plans and records it; the material is the agency's.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("presentation", "planned")
        HELD = "held", pgettext_lazy("presentation", "held")
        NOT_HELD = "not_held", pgettext_lazy("presentation", "not held")

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="presentations")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="presentations")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    # Why it was not held.
    reason = models.TextField(_("reason"), blank=True)
    starts_at = models.DateTimeField()
    # After the minutes of presentation and interview that the stage had when the slot was set.
    ends_at = models.DateTimeField()
    # In a room, in an online meeting, or both. Only the agency, the panel and the bureau are told.
    room = models.CharField(max_length=150, blank=True)
    link = models.URLField(max_length=500, blank=True)
    # Leads the panel, and may record who presented, as the bureau may.
    chair = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # When the material of the agency is due; that whole minute is included.
    material_due_at = models.DateTimeField()
    slides = models.FileField(upload_to="slides", max_length=120, blank=True)
    video_url = models.URLField(max_length=500, blank=True)
    material_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    material_at = models.DateTimeField(null=True, blank=True)
    # Whether the head of the institution was there; None while it is not recorded.
    head_was_present = models.BooleanField(null=True, blank=True)
    head_note = models.TextField(blank=True)

    objects = PresentationQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "stage"],
                condition=~Q(state="not_held"),
                name="presentation_one_standing_an_entry_and_stage",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="presentation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(room="") | ~Q(link=""), name="presentation_has_a_room_or_a_link"
            ),
            models.CheckConstraint(
                condition=~Q(state="not_held") | ~Q(reason=""), name="presentation_not_held_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="held", head_was_present__isnull=False)
                | (~Q(state="held") & Q(head_was_present__isnull=True)),
                name="presentation_held_says_whether_the_head_was_there",
            ),
            models.CheckConstraint(
                condition=Q(material_at__isnull=True, material_by__isnull=True)
                | Q(material_at__isnull=False, material_by__isnull=False),
                name="presentation_material_by_somebody",
            ),
            _not_at_once("room"),
            _not_at_once("link"),
        ]

    def __str__(self) -> str:
        return f"{self.innovation}, {self.starts_at}"

    def get_absolute_url(self) -> str:
        return reverse("presentation", args=[self.pk])

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_held(self) -> bool:
        """Whether it took place, so that its sheets can be submitted."""
        return self.state == self.State.HELD

    @property
    def is_called_off(self) -> bool:
        return self.state == self.State.NOT_HELD

    def takes_material_at(self, at: datetime) -> bool:
        """Return whether the agency may still upload what it shows."""
        return self.is_planned and at < first_moment_after(self.material_due_at)


class Presenter(models.Model):
    """Somebody who presented: the name as it was given, and the office. Names stay inside."""

    presentation = models.ForeignKey(Presentation, models.CASCADE, related_name="presenters")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    office = models.CharField(max_length=150)

    class Meta:
        ordering = ["presentation_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["presentation", "order"], name="presenter_order_once_a_presentation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"
