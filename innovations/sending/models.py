from datetime import datetime
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from kipp.accounts.models import Government, User
from kipp.moments import first_moment_after


class Decision(models.Model):
    """What was decided about an innovation, by whom and why. The reasons are kept here, not in the trail."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("passed the administrative check")
        REJECTED = "rejected", _("did not pass the administrative check")
        RECONSIDERED = "reconsidered", _("administrative check reopened")
        WITHDRAWN = "withdrawn", _("withdrawn by the agency")
        DISQUALIFIED = "disqualified", _("disqualified")

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=15, choices=Kind)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["accepted", "withdrawn"]) | ~Q(reason=""),
                name="decision_against_an_agency_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.innovation}: {self.get_kind_display()}"


class CorrectionQuerySet(models.QuerySet):
    def with_parts(self) -> Self:
        """Return corrections with the parts that they open, so that no query is made for each of them."""
        items = CorrectionItem.objects.filter(correction=OuterRef("pk"))
        return self.annotate(named_parts=ArraySubquery(items.values("part")))


class Correction(models.Model):
    """A return to the agency: what to correct, asked by whom, and until when.

    A coordinator's return ends with the registration and has no due time. The bureau's has one, which also
    holds after the closing.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="corrections")
    note = models.TextField()
    due_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation"], condition=Q(answered_at__isnull=True), name="correction_one_open"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="correction_has_a_note"),
        ]

    def __str__(self) -> str:
        return f"{self.innovation}: {self.note[:40]}"

    @property
    def opens(self) -> set[str]:
        """The codes of the parts of the proposal that it opens; empty: all of them."""
        named = getattr(self, "named_parts", None)  # Set by with_parts.
        return {item.part for item in self.items.all()} if named is None else set(named)

    def is_overdue(self, at: datetime) -> bool:
        """Return whether its time is over; a coordinator's return has no time of its own."""
        return self.due_at is not None and at >= first_moment_after(self.due_at)


class CorrectionItem(models.Model):
    """A part of the proposal that a return opens for writing; the other parts can't be changed."""

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="items")
    # See proposal_parts: "basics", "section:novelty", "document:start_proof" and so on.
    part = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["correction", "part"], name="correction_item_once")]

    def __str__(self) -> str:
        return self.part


class CoveringLetter(models.Model):
    """The letter with which a government sends its entries: its number, its date and the scan."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="covering_letters")
    government = models.ForeignKey(Government, models.PROTECT, related_name="covering_letters")
    number = models.CharField(_("number of the letter"), max_length=60)
    dated_on = models.DateField(_("date of the letter"))
    file = models.FileField(upload_to="letters", max_length=120)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-dated_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "government", "number"], name="covering_letter_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number
