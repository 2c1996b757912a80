import re
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition
from innovations.rulebook.models import Category, Group, Section
from kipp.accounts.access import posts_at
from kipp.accounts.models import Agency, Role, User, Village

from .statuses import (
    ALWAYS_SENT,
    NEVER_SENT,
    RETURNED_SENT,
    RETURNED_UNSENT,
    TRANSITIONS,
    Status,
    Who,
)

if TYPE_CHECKING:
    # What was asked of an innovation knows the innovation; here only its name is needed.
    from innovations.sending.models import Correction

# A word of a search, or several words in quotes; a - before it says that it must not occur.
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


class InnovationQuerySet(models.QuerySet):
    def in_edition(self, edition: Edition | int | Combinable) -> Self:
        return self.filter(edition=edition)

    def sent(self) -> Self:
        return self.filter(submitted_at__isnull=False)

    def holding_a_quota_place(self) -> Self:
        """Return innovations that hold a place in a quota: sent and not withdrawn, whatever came of them."""
        return self.sent().exclude(status=Status.WITHDRAWN)

    def public(self) -> Self:
        """Return what everyone may read: innovations with an award that was not revoked."""
        return self.filter(awards__isnull=False, awards__revoked_at=None).distinct()

    def visible_to(self, user: User, *, at: datetime) -> Self:
        """Return what a person may see in the rooms of agencies, coordinators and the bureau.

        Assessors see what they are assigned to, in the rooms of verification.
        """
        seen = Q(pk__in=[])
        for post in posts_at(user, at):
            if post.role == Role.STAFF:
                seen |= Q(agency=post.agency_id)
            elif post.role == Role.COORDINATOR:
                # No drafts, and nothing that its agency withdrew before it was sent.
                own = Q(status=Status.DRAFT) | Q(status=Status.WITHDRAWN, submitted_at__isnull=True)
                seen |= Q(agency__government=post.government_id) & ~own
            elif post.role in (Role.BUREAU, Role.AUDITOR):
                seen |= Q(submitted_at__isnull=False) & self._unsealed_to(user, at)
        return self.filter(seen)

    def _unsealed_to(self, user: User, at: datetime) -> Q:
        """Return the condition that this person may see it: its call is not sealed, or they peeked at it."""
        peeked = Innovation.objects.filter(peeks__looked_by=user)
        return ~Q(edition__in=Edition.objects.sealed(at=at)) | Q(pk__in=peeked.order_by().values("pk"))

    def matching(self, words: str) -> Self:
        """Return innovations that have all the words, in whatever order.

        A word stands in title or summary, by the rules of Indonesian, or in the name of the agency or its
        government, where a part of the name is enough. As in other searches, "words in quotes" stand
        together, -word does not occur, and with `or` one of the two sides is enough.
        """
        sides: list[list[Q]] = [[]]
        for minus, phrase, word in _TERM.findall(words):
            if word.lower() == "or":
                sides.append([])
            elif re.search(r"\w", text := phrase or word):
                sides[-1].append(~_has(text) if minus else _has(text))
        sides = [side for side in sides if side]
        if len(sides) < 2:
            return self.filter(*(condition for side in sides for condition in side))
        either = [Innovation.objects.filter(*side).order_by().values("pk") for side in sides]
        return self.filter(pk__in=either[0].union(*either[1:]))


def _has(text: str) -> Q:
    # The agencies are found in a query of their own, in two ways, each by an index. With a join PostgreSQL
    # would read all names and put them in capitals.
    named = Agency.objects.filter(name__icontains=text).order_by().values("pk")
    of_government = Agency.objects.filter(government__name__icontains=text).order_by().values("pk")
    said = Q(words=SearchQuery(text, config="kipp", search_type="phrase"))
    return said | Q(agency__in=named.union(of_government))


def number_of(innovations: QuerySet, *, different: str = "") -> Coalesce:
    """Return how many innovations of one edition these are, as an expression; 0 for none.

    With `different`, the name of a field, the different values of that field are counted.
    """
    number = Count(different, distinct=True) if different else Count("*")
    counted = innovations.order_by().values("edition").annotate(number=number)
    return Coalesce(Subquery(counted.values("number")), 0)


_Manager = models.Manager.from_queryset(InnovationQuerySet)


class InnovationManager(_Manager):
    def get_queryset(self) -> QuerySet:
        # What is only searched in is not read with each row.
        return super().get_queryset().defer("words")


class Innovation(models.Model):
    """An innovation that an agency enters into an edition, and where it stands."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="innovations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="innovations", verbose_name=_("agency"))
    partners = models.ManyToManyField(Agency, related_name="partner_innovations", blank=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="innovations", verbose_name=_("group"))
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="innovations",
        verbose_name=_("category"),
        null=True,
        blank=True,
    )
    title = models.CharField(_("title of the innovation"), max_length=150)
    slug = models.SlugField(max_length=120, unique=True)
    # Three days that are easily confused. The minimum age is counted only from the start of implementation.
    trialled_on = models.DateField(_("first tried on"), null=True, blank=True)
    started_on = models.DateField(_("implemented since"), null=True, blank=True)
    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    # Grows by one each time the title, the category or a day is saved, so that nobody overwrites what they
    # did not read.
    save_number = models.PositiveIntegerField(default=0, db_default=0)
    # An innovation of an earlier edition that this one continues.
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    # A copy of the section with the summary, made on sending; the public page and the search read it.
    public_summary = models.TextField(blank=True, editable=False)
    # Title and summary for the search by words, by the rules of Indonesian and without accents.
    words = models.GeneratedField(
        expression=SearchVector("title", "public_summary", config="kipp"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    # The place in the coordinator's order of sending, where the quota does not hold all.
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    covering_letter = models.ForeignKey(
        "innovations.CoveringLetter", models.SET_NULL, null=True, blank=True, related_name="innovations"
    )
    # The member of the bureau who checks it now, so that two never check the same.
    screened_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    screened_since = models.DateTimeField(null=True, blank=True)
    # Set when a ranking is frozen, cleared when it is published or retracted. While set it can't be
    # withdrawn.
    frozen_at = models.DateTimeField(null=True, blank=True)
    # Written for the demo and not a real entry; every page says so.
    is_sample = models.BooleanField(default=False)

    objects = InnovationManager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["edition", "status"]),
            GinIndex(fields=["words"], name="innovation_words"),
            GinIndex(fields=["title"], name="innovation_title_trigrams", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["edition", "agency", "status"], name="innovation_board"),
            # The question whether a title is taken overlooks capitals.
            models.Index(F("edition"), Upper("title"), name="innovation_title_in_edition"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ALWAYS_SENT, submitted_at__isnull=False, submitted_by__isnull=False)
                | Q(status__in=NEVER_SENT, submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(
                    status__in=[Status.RETURNED, Status.WITHDRAWN],
                    submitted_at__isnull=True,
                    submitted_by__isnull=True,
                )
                | Q(
                    status__in=[Status.RETURNED, Status.WITHDRAWN],
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                ),
                name="innovation_status_and_its_facts",
            ),
            models.CheckConstraint(
                condition=Q(screened_by__isnull=True, screened_since__isnull=True)
                | Q(screened_by__isnull=False, screened_since__isnull=False),
                name="innovation_screened_by_someone_since",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | Q(status__in=[Status.ELIGIBLE, Status.FINALIST]),
                name="innovation_frozen_only_in_competition",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("submission", args=[self.pk])

    @property
    def transitions(self) -> dict[str, tuple[Status, Who]]:
        """The moves that are possible from here: {action: (to, who)}."""
        moves = TRANSITIONS.get(Status(self.status), {})
        if self.status != Status.RETURNED:
            return moves
        possible = RETURNED_SENT if self.is_sent else RETURNED_UNSENT
        return {action: move for action, move in moves.items() if action in possible}

    @property
    def status_in_words(self) -> str:
        """The status as pages say it. An agency of the province proposes to nobody: it sends by itself."""
        if self.status == Status.PROPOSED and self.agency.sends_by_itself:
            return str(_("ready to be sent"))
        return self.get_status_display()

    @property
    def is_sent(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_editable(self) -> bool:
        """Whether it is being written; access.py says until when."""
        return self.status in (Status.DRAFT, Status.RETURNED)

    # The three properties below read prefetched revisions and corrections where there are some.

    @property
    def working_copy(self) -> "Revision | None":
        """The revision that is being written, or None after sending."""
        return next((revision for revision in self.revisions.all() if revision.sent_at is None), None)

    @property
    def last_sent_revision(self) -> "Revision | None":
        """What assessors read: the last sent revision, or None."""
        sent = [revision for revision in self.revisions.all() if revision.sent_at is not None]
        return max(sent, key=lambda revision: revision.number, default=None)

    @property
    def open_correction(self) -> "Correction | None":
        """What the agency was asked to correct and has not sent again yet, or None."""
        return next((asked for asked in self.corrections.all() if asked.answered_at is None), None)


class Innovator(models.Model):
    """Somebody who made the innovation, by name and role."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="innovators")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=150)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["innovation", "name"], name="innovator_once_an_innovation")
        ]

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """A version of the proposal.

    At most one is not sent: the working copy, which is closed while it is proposed.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # A film is a plain link: the portal neither fetches nor embeds it.
    video_url = models.URLField(_("link to a video"), max_length=300, blank=True, default="", db_default="")
    # Who gave the truth statement (pakta integritas) for this version, and when.
    pledged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    pledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["innovation_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "number"], name="revision_number_once_an_innovation"
            ),
            models.UniqueConstraint(
                fields=["innovation"], condition=Q(sent_at__isnull=True), name="revision_one_working_copy"
            ),
            models.CheckConstraint(
                condition=Q(pledged_by__isnull=True, pledged_at__isnull=True)
                | Q(pledged_by__isnull=False, pledged_at__isnull=False),
                name="revision_pledged_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.innovation} ({self.number})"


class Answer(models.Model):
    """What a revision says in one section."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="answers")
    section = models.ForeignKey(Section, models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)
    # Grows by one with each save, so that nobody overwrites what they did not read.
    save_number = models.PositiveIntegerField(default=0, db_default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["revision_id", "section__order"]
        constraints = [models.UniqueConstraint(fields=["revision", "section"], name="answer_once_a_section")]

    def __str__(self) -> str:
        return f"{self.revision}: {self.section}"


class CarriedQuerySet(models.QuerySet):
    """Rows that came with one revision and may have gone with a later one: locations and evidence."""

    def in_revision(self, revision: Revision) -> Self:
        """Return the rows of that revision: they had come by then, and had not gone yet."""
        return self.filter(
            Q(removed_in__isnull=True) | Q(removed_in__number__gt=revision.number),
            innovation=revision.innovation_id,
            added_in__number__lte=revision.number,
        )


# Degrees, WGS 84: Central Java lies well within these bounds.
LATITUDES = (-9, -5)
LONGITUDES = (108, 112)


class Location(models.Model):
    """A place (lokus) where the innovation can be seen: a village, with a pin where one was given."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="locations")
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name=_("village"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(LATITUDES[0]), MaxValueValidator(LATITUDES[1])],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(LONGITUDES[0]), MaxValueValidator(LONGITUDES[1])],
    )
    added_in = models.ForeignKey(Revision, models.CASCADE, related_name="locations_added")
    removed_in = models.ForeignKey(
        Revision, models.CASCADE, null=True, blank=True, related_name="locations_removed"
    )

    objects = CarriedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "village", "place"],
                condition=Q(removed_in__isnull=True),
                name="location_once_an_innovation",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="location_pin_has_both_numbers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.village}" if self.place else str(self.village)

    @property
    def map_url(self) -> str:
        """The address of its pin on OpenStreetMap; empty without a pin."""
        if self.latitude is None:
            return ""
        pin = f"{self.latitude}/{self.longitude}"
        return f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}#map=16/{pin}"

    @property
    def geo_uri(self) -> str:
        """Its pin for a map app on a phone (RFC 5870); empty without a pin."""
        return f"geo:{self.latitude},{self.longitude}" if self.latitude is not None else ""
