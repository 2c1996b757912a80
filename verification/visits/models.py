"""A field visit: its plan, and what its team records on site.

Attendances and photos have a key (uuid) from the device, so that they are stored once, however often the
device sends them.
"""

import uuid
from datetime import date, datetime, time
from typing import Self

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from innovations.models import Criterion, Innovation, Location, Stage
from kipp.accounts.models import User

# The hours of a visit if none are given, in WIB.
FROM, UNTIL = time(8), time(16)


class VisitQuerySet(models.QuerySet["Visit"]):
    def standing(self) -> Self:
        """Return visits that were not called off: at most one of each entry and stage."""
        return self.exclude(state__in=Visit.CALLED_OFF)

    def open(self) -> Self:
        """Return visits whose plan can still be changed and whose record can be written."""
        return self.filter(state__in=Visit.OPEN)

    def over(self) -> Self:
        """Return visits that took place."""
        return self.filter(state__in=Visit.OVER)

    def of_team_member(self, user: User) -> Self:
        """Return visits that the user leads or is a member of."""
        return self.filter(Q(lead=user) | Q(members=user)).distinct()

    def with_places(self) -> Self:
        """Return visits with the places that they go to: one more query for any number."""
        places = VisitLocation.objects.select_related("location__village__government")
        return self.prefetch_related(Prefetch("visit_locations", places))


class Visit(models.Model):
    """A field visit to one entry by a team with a lead, on one or several days: its plan and its facts."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        # The team has its letter of assignment (surat tugas).
        CONFIRMED = "confirmed", pgettext_lazy("visit", "confirmed")
        HELD = "held", _("held")
        POSTPONED = "postponed", _("postponed")
        HELD_ONLINE = "held_online", _("held online")
        NOT_HELD = "not_held", _("not held")

    # In these the plan can be changed and the record written.
    OPEN = (State.PLANNED, State.CONFIRMED)
    # After these a new visit can be planned.
    CALLED_OFF = (State.POSTPONED, State.NOT_HELD)
    # The visit took place: its record is complete and closed.
    OVER = (State.HELD, State.HELD_ONLINE)

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="visits")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="visits")
    lead = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("lead"))
    members = models.ManyToManyField(User, related_name="visits", verbose_name=_("members"))
    # Their devices may still have what they wrote; they are told that somebody else leads now.
    former_leads = models.ManyToManyField(User, related_name="+", blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    # Hours in WIB.
    start_time = models.TimeField(_("from"), default=FROM, db_default=FROM)
    end_time = models.TimeField(_("until"), default=UNTIL, db_default=UNTIL)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PLANNED)
    # Why it was postponed or not held.
    reason = models.TextField(_("reason"), blank=True, default="", db_default="")
    programme = models.TextField(_("programme"), blank=True, default="", db_default="")
    # The person whom the team meets at the agency; only the team and the bureau see it.
    contact_name = models.CharField(_("name"), max_length=150, blank=True, default="", db_default="")
    contact_role = models.CharField(_("role"), max_length=100, blank=True, default="", db_default="")
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True, default="", db_default="")
    # The letter of assignment (surat tugas), as it was typed in.
    letter_number = models.CharField(_("number"), max_length=100, blank=True, default="", db_default="")
    letter_dated_on = models.DateField(_("date"), null=True, blank=True)
    letter_signer = models.CharField(_("signed by"), max_length=150, blank=True, default="", db_default="")
    letter_signer_office = models.CharField(
        _("office of the signer"), max_length=150, blank=True, default="", db_default=""
    )
    # The facts of the record: when the team was there, and who was heard, in a short text for each kind.
    arrived_at = models.DateTimeField(_("arrival"), null=True, blank=True)
    departed_at = models.DateTimeField(_("departure"), null=True, blank=True)
    heard_innovators = models.TextField(_("innovators"), blank=True, default="", db_default="")
    heard_stakeholders = models.TextField(_("stakeholders"), blank=True, default="", db_default="")
    heard_users = models.TextField(_("service users"), blank=True, default="", db_default="")
    # When the facts were written, by the clock of a device that was offline, and why not on the day itself.
    written_at = models.DateTimeField(null=True, blank=True)
    late_reason = models.TextField(_("reason for the late entry"), blank=True, default="", db_default="")
    facts_save_number = models.PositiveIntegerField(default=0, db_default=0)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "start_time", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="visit_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) | Q(end_time__gt=F("start_time")),
                name="visit_of_a_day_ends_after_its_first_hour",
            ),
            models.CheckConstraint(
                condition=Q(departed_at__isnull=True) | Q(arrived_at__lt=F("departed_at")),
                name="visit_departure_after_arrival",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (
                    ~Q(letter_number="")
                    & Q(letter_dated_on__isnull=False)
                    & ~Q(letter_signer="")
                    & ~Q(letter_signer_office="")
                ),
                name="visit_confirmed_by_a_letter",
            ),
            models.UniqueConstraint(
                fields=["innovation", "stage"],
                condition=~Q(state__in=["postponed", "not_held"]),
                name="visit_one_standing_an_entry_and_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.innovation}, {self.starts_on}"

    def get_absolute_url(self) -> str:
        return reverse("visit", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether its plan can be changed and its record written, as far as the visit says."""
        return self.state in self.OPEN

    @property
    def is_called_off(self) -> bool:
        return self.state in self.CALLED_OFF

    @property
    def is_over(self) -> bool:
        """Whether the visit took place, so that its sheets can be submitted."""
        return self.state in self.OVER

    @property
    def starts_at(self) -> datetime:
        """The moment when it begins, in WIB."""
        return in_local_time(self.starts_on, self.start_time)

    @property
    def ends_at(self) -> datetime:
        """The moment when it ends, in WIB."""
        return in_local_time(self.ends_on, self.end_time)

    @property
    def has_letter(self) -> bool:
        """Whether all fields of the letter of assignment are filled in."""
        letter = (self.letter_number, self.letter_dated_on, self.letter_signer, self.letter_signer_office)
        return all(letter)

    @property
    def is_written_late(self) -> bool:
        """Whether the facts were first written after the last day, or after the day of arrival if later."""
        if self.written_at is None:
            return False
        last_day = self.ends_on
        if self.arrived_at is not None:
            last_day = max(last_day, timezone.localdate(self.arrived_at))
        return timezone.localdate(self.written_at) > last_day


def in_local_time(day: date, hour: time) -> datetime:
    """Return the moment of a day and an hour in WIB."""
    return timezone.make_aware(datetime.combine(day, hour))


class VisitLocation(models.Model):
    """A place that a visit goes to, with the day and, if given, the hour in WIB."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="visit_locations")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    on_day = models.DateField(_("day"))
    at_time = models.TimeField(_("hour"), null=True, blank=True)

    class Meta:
        ordering = ["on_day", F("at_time").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "location"], name="visit_location_once_a_visit")
        ]

    def __str__(self) -> str:
        return str(self.location)

    @property
    def at(self) -> datetime | None:
        """The moment in WIB, or None if no hour is given."""
        return in_local_time(self.on_day, self.at_time) if self.at_time else None


class Attendance(models.Model):
    """Somebody who was present: role, institution, and the name as it was given, which is not published."""

    class Signature(models.TextChoices):
        DRAWN = "drawn", _("drawn on the device")
        ON_PAPER = "on_paper", _("signed on paper")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="attendances")
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True)
    role = models.CharField(_("role"), max_length=100)
    institution = models.CharField(_("institution"), max_length=150)
    name = models.CharField(_("name as given"), max_length=150, blank=True, default="", db_default="")
    signature = models.CharField(
        _("signature"), max_length=10, choices=Signature, blank=True, default="", db_default=""
    )
    # The strokes of a drawn signature, as verification.visits.signatures writes them.
    drawing = models.TextField(blank=True, default="", db_default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(signature="drawn") & ~Q(drawing="")) | (~Q(signature="drawn") & Q(drawing="")),
                name="attendance_drawn_signature_has_its_drawing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.institution}"


class VisitFinding(models.Model):
    """What the team agreed that it found at a criterion; all who may read the visit read it."""

    class Finding(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        PARTLY = "partly", _("partly confirmed")
        NOT_CONFIRMED = "not_confirmed", _("not confirmed")
        NOT_CHECKED = "not_checked", _("could not be checked")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    finding = models.CharField(_("finding"), max_length=15, choices=Finding, blank=True)
    text = models.TextField(_("what was found"), blank=True)
    # The number of saves. A form with a lower number can't overwrite what was saved since.
    save_number = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ["visit_id", "criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "criterion"], name="visit_finding_once_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.finding}"


class DifferingNote(models.Model):
    """A note of a member of the team who sees a finding differently from the others."""

    finding = models.ForeignKey(VisitFinding, models.CASCADE, related_name="differing_notes")
    member = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("differing note"))
    save_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "member"], name="differing_note_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.finding}"


class VisitPhoto(models.Model):
    """A photo that was taken on the visit: encoded again, without metadata, with a new file name."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    # The number of saves of caption and time; as in VisitFinding.
    save_number = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="visits", max_length=120)
    thumbnail = models.FileField(upload_to="thumbnails", max_length=120)
    # The hash of the bytes that were sent, by which the same file is recognised; the size is in bytes.
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = [models.F("taken_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "sha256"], name="visit_photo_file_once_a_visit")
        ]

    def __str__(self) -> str:
        return self.caption or str(self.uuid)
