from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from innovations.proposals.models import CarriedQuerySet, Innovation, Revision
from innovations.rulebook.models import RequiredDocument, Section
from kipp.accounts.access import agencies_of
from kipp.accounts.models import User

# A photo that everyone may see once it was sent: without patients or children, with the consent of all who
# can be recognised. `Evidence.is_public` says the same of one photo.
FIT_FOR_EVERYONE = Q(Q(shows_recognisable_people=False) | ~Q(consent=""), shows_no_patients_or_children=True)


class EvidenceQuerySet(CarriedQuerySet):
    def public_photos(self) -> Self:
        """Return photos that everyone may see: sent, and fit for everyone."""
        return self.filter(
            FIT_FOR_EVERYONE,
            kind=Evidence.Kind.PHOTO,
            removed_in__isnull=True,
            added_in__sent_at__isnull=False,
        )

    def told_if_elsewhere(self) -> Self:
        """Return files with `is_elsewhere`: whether the same file supports another entry of the edition."""
        same = Evidence.objects.filter(
            sha256=OuterRef("sha256"),
            removed_in__isnull=True,
            innovation__edition=OuterRef("innovation__edition"),
        )
        return self.annotate(is_elsewhere=Exists(same.exclude(innovation=OuterRef("innovation"))))

    def visible_to(self, user: User, *, at: datetime) -> Self:
        """Return files of the innovations that a person may see.

        What an agency adds after a return is its own until it sends again.
        """
        readable = (
            Q(innovation__agency__in=agencies_of(user, at=at))
            | Q(innovation__submitted_at__isnull=True)
            | Q(added_in__sent_at__isnull=False)
        )
        return self.filter(readable, innovation__in=Innovation.objects.visible_to(user, at=at))


class Evidence(models.Model):
    """A photo or a PDF that supports the proposal. The portal itself makes up the names of its files."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        DOCUMENT = "document", _("document")

    class Consent(models.TextChoices):
        """Whether those who can be recognised in a photo agreed to be shown."""

        WRITTEN = "written", _("they agreed in writing")
        SPOKEN = "spoken", _("they agreed when asked")
        PUBLIC_EVENT = "public_event", _("taken at a public event")

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="evidence")
    # The required document of the edition that it is, if it is one.
    required_document = models.ForeignKey(
        RequiredDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("required document"),
    )
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("section")
    )
    kind = models.CharField(max_length=10, choices=Kind)
    # Its turn among the others of its kind.
    order = models.PositiveSmallIntegerField(default=0, db_default=0)
    # May be empty while it is written; sending asks for it.
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    alternative_text = models.CharField(_("alternative text"), max_length=250, blank=True)
    shows_no_patients_or_children = models.BooleanField(
        _("This photo shows no patients and no children"), default=False
    )
    shows_recognisable_people = models.BooleanField(
        _("People can be recognised in this photo"), default=False, db_default=False
    )
    consent = models.CharField(
        _("consent"), max_length=15, choices=Consent, blank=True, default="", db_default=""
    )
    # How often the description was saved: it tells which one was on the page when somebody typed.
    save_number = models.PositiveIntegerField(default=0, db_default=0)
    # From the photo's metadata, where the sender agreed; the metadata themselves are not kept.
    taken_at = models.DateTimeField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    # A PDF as it was sent, or a photo at display size: re-encoded, upright, without metadata.
    file = models.FileField(upload_to="evidence", max_length=120)
    thumbnail = models.FileField(upload_to="thumbnails", max_length=120, blank=True)
    # Of the bytes that were sent, so that the same file is known again; size in bytes.
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    added_in = models.ForeignKey(Revision, models.CASCADE, related_name="evidence_added")
    removed_in = models.ForeignKey(
        Revision, models.CASCADE, null=True, blank=True, related_name="evidence_removed"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["sha256"], name="evidence_same_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "sha256"],
                condition=Q(removed_in__isnull=True),
                name="evidence_file_once_an_innovation",
            ),
            models.CheckConstraint(
                condition=Q(kind="document", thumbnail="") | (Q(kind="photo") & ~Q(thumbnail="")),
                name="evidence_photo_has_a_thumbnail",
            ),
            models.CheckConstraint(
                condition=Q(required_document__isnull=True) | Q(kind="document"),
                name="evidence_required_is_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or (str(self.required_document) if self.required_document_id else "")

    @property
    def is_public(self) -> bool:
        """Whether everyone may see it once it was sent and the innovation is public (FIT_FOR_EVERYONE)."""
        has_consent = not self.shows_recognisable_people or bool(self.consent)
        return self.is_photo and self.shows_no_patients_or_children and has_consent

    @property
    def is_photo(self) -> bool:
        return self.kind == self.Kind.PHOTO
