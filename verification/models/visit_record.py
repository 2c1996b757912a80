"""What the team of a visit records on site: who was present, what was found, and photos.

What is made on site has a mark (uuid) that the device gave it, so that it is kept once, however often it is
sent.
"""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovations.models import Criterion
from kipp.accounts.models import User

from .visit import Visit


class Attendance(models.Model):
    """Who was present, by role and institution, and by name as it was given: names stay inside."""

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
    # The strokes of a drawn signature, as verification.signatures writes them.
    drawing = models.TextField(blank=True, default="", db_default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(signature="drawn") & ~Q(drawing="")) | (~Q(signature="drawn") & Q(drawing="")),
                name="attendance_drawn_signature_has_its_drawing",
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
    # How often it was saved: which one somebody typed on.
    save_number = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ["visit_id", "criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "criterion"], name="visit_finding_once_a_criterion")
        ]

    def __str__(self):
        return f"{self.criterion}: {self.finding}"


class DifferingNote(models.Model):
    """What a member of the team holds against a finding that the others agreed on: his own, with his name."""

    finding = models.ForeignKey(VisitFinding, models.CASCADE, related_name="differing_notes")
    member = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("differing note"))
    save_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "member"], name="differing_note_once_a_member")
        ]

    def __str__(self):
        return f"{self.member}: {self.finding}"


class VisitPhoto(models.Model):
    """A photo that was taken on the visit: drawn anew, without metadata, under names of our own making."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    # How often caption and time were saved: which one somebody typed on.
    save_number = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="visits", max_length=120)
    thumbnail = models.FileField(upload_to="thumbnails", max_length=120)
    # Of the bytes that were sent, so that the same file is known again; size in bytes.
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = [models.F("taken_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "sha256"], name="visit_photo_file_once_a_visit")
        ]

    def __str__(self):
        return self.caption or str(self.uuid)
