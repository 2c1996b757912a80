import json
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from innovations.models import Innovation, Stage
from kipp.accounts.models import User
from verification.visits.models import Visit


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def standing(self) -> Self:
        """Return texts that were not replaced: at most one of the minutes of a visit, and its addenda."""
        return self.exclude(state=Minutes.State.SUPERSEDED)

    def issued(self) -> Self:
        """Return texts that were issued and not replaced."""
        return self.filter(state=Minutes.State.ISSUED)

    def of_visit(self) -> Self:
        """Return minutes, without addenda."""
        return self.filter(kind=Minutes.Kind.MINUTES)


class Minutes(models.Model):
    """A text about a visit that is signed: the minutes (Berita Acara), or an addendum to issued ones.

    The text is fixed when it is drawn up, and exactly this text is shown, signed and printed. The database
    makes sure that its hash belongs to it, and that each signature has this hash.
    """

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("minutes")
        ADDENDUM = "addendum", _("addendum")

    class State(models.TextChoices):
        DRAWN_UP = "drawn_up", _("to be signed")
        SIGNED = "signed", _("signed; to be issued")
        ISSUED = "issued", pgettext_lazy("minutes", "issued")
        SUPERSEDED = "superseded", _("replaced by a later version")

    # Not issued yet: it can be numbered, signed, and replaced by a new version.
    UNDER_WAY = (State.DRAWN_UP, State.SIGNED)

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="minutes")
    # The stage of the visit, for the constraint that a number is given only once in a stage.
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MINUTES)
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAWN_UP)
    # The JSON that verification.minutes.text writes; the hash is of these bytes.
    text = models.TextField()
    text_hash = models.CharField(max_length=64, unique=True)
    drawn_up_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    # Given by the secretariat later, so it is not part of the signed text.
    number = models.CharField(_("number"), max_length=100, blank=True)
    # The signed scan, or the PDF that was signed outside of the portal: byte for byte as it was sent.
    signed_file = models.FileField(upload_to="minutes", max_length=120, blank=True)
    signed_file_hash = models.CharField(max_length=64, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    # Why it was replaced by a later version, and when.
    reason = models.TextField(_("reason"), blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["visit_id", "drawn_up_at", "pk"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind", "version"], name="minutes_version_once_a_visit"),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(kind="minutes") & ~Q(state="superseded"),
                name="minutes_one_standing_a_visit",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(kind="addendum", state__in=["drawn_up", "signed"]),
                name="addendum_one_under_way_a_visit",
            ),
            # A text that was replaced before it was issued gives its number to the next version.
            models.UniqueConstraint(
                fields=["stage", "number"],
                condition=~Q(number="") & (~Q(state="superseded") | Q(issued_at__isnull=False)),
                name="minutes_number_once_a_stage",
            ),
            models.CheckConstraint(
                condition=Q(
                    issued_at__isnull=True, issued_by__isnull=True, signed_file="", signed_file_hash=""
                )
                | (
                    Q(issued_at__isnull=False, issued_by__isnull=False)
                    & ~Q(number="")
                    & ~Q(signed_file="")
                    & ~Q(signed_file_hash="")
                ),
                name="minutes_issued_with_number_and_signed_paper",
            ),
            models.CheckConstraint(
                condition=Q(state="superseded")
                | Q(state="issued", issued_at__isnull=False)
                | Q(state__in=["drawn_up", "signed"], issued_at__isnull=True),
                name="minutes_state_fits_its_facts",
            ),
            models.CheckConstraint(
                condition=(Q(state="superseded", superseded_at__isnull=False) & ~Q(reason=""))
                | (~Q(state="superseded") & Q(superseded_at__isnull=True, reason="")),
                name="minutes_superseded_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}: {self.visit}"

    def get_absolute_url(self) -> str:
        return reverse("minutes", args=[self.pk])

    @property
    def content(self) -> dict:
        """The text as data: the parts that the page and the PDF show."""
        return json.loads(self.text)

    @property
    def innovation(self) -> Innovation:
        """The innovation that was visited."""
        return self.visit.innovation

    @property
    def is_under_way(self) -> bool:
        """Whether it is being signed, or waits to be issued."""
        return self.state in self.UNDER_WAY

    @property
    def short_hash(self) -> str:
        """The first twelve digits of the hash, enough to distinguish two texts."""
        return self.text_hash[:12]


class MinutesSignature(models.Model):
    """A signature in one of the places that a text names, with the hash of the text."""

    class Manner(models.TextChoices):
        DRAWN = "drawn", _("drawn on the device")
        ON_PAPER = "on_paper", _("signed on paper")

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signatures")
    # The code of the place in the text: verifier-12, agency, organiser.
    place = models.CharField(max_length=40)
    manner = models.CharField(_("signature"), max_length=10, choices=Manner)
    # The strokes of a drawn signature, as verification.visits.signatures writes them.
    drawing = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    # The account with which it was given: a verifier's own, or the lead's for people without an account.
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "place"], name="minutes_signature_once_a_place"),
            models.CheckConstraint(
                condition=(Q(manner="drawn") & ~Q(drawing="")) | Q(manner="on_paper", drawing=""),
                name="minutes_drawn_signature_has_its_drawing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.minutes}"
