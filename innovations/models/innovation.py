import re
from enum import StrEnum

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Count, F, Q, Subquery
from django.db.models.functions import Coalesce, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kipp.accounts.access import posts_at
from kipp.accounts.models import Agency, Role, User

from .edition import Edition
from .rules import Category, Group


class Status(models.TextChoices):
    """Where an innovation stands; TRANSITIONS says which status follows which."""

    RECORDED = "recorded", _("recorded, not competing")
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed to the coordinator")
    RETURNED = "returned", _("returned for correction")
    SUBMITTED = "submitted", _("submitted")
    ELIGIBLE = "eligible", _("passed the administrative check")
    INELIGIBLE = "ineligible", _("did not pass the administrative check")
    FINALIST = "finalist", _("finalist")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISQUALIFIED = "disqualified", _("disqualified")


class Who(StrEnum):
    """Who may take an action on an innovation; access.py says who that is."""

    STAFF = "staff"  # of the owner agency
    SENDER = "sender"  # the coordinator; for an agency of the province its own staff
    BUREAU = "bureau"
    RESULT = "result"  # nobody by hand: the publication of a stage, or its retraction


# The only place that knows which status follows which: from -> {action: (to, who)}.
# Where a return leads back to depends on whether the innovation was sent: see Innovation.transitions.
TRANSITIONS = {
    Status.RECORDED: {
        "compete": (Status.DRAFT, Who.STAFF),
    },
    Status.DRAFT: {
        "record": (Status.RECORDED, Who.STAFF),
        "propose": (Status.PROPOSED, Who.STAFF),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
    },
    Status.PROPOSED: {
        "submit": (Status.SUBMITTED, Who.SENDER),
        "return_to_agency": (Status.RETURNED, Who.SENDER),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
    },
    Status.RETURNED: {
        "propose": (Status.PROPOSED, Who.STAFF),
        "resend": (Status.SUBMITTED, Who.STAFF),
        "reject": (Status.INELIGIBLE, Who.BUREAU),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
    Status.SUBMITTED: {
        "recall": (Status.RETURNED, Who.SENDER),
        "return_for_correction": (Status.RETURNED, Who.BUREAU),
        "accept": (Status.ELIGIBLE, Who.BUREAU),
        "reject": (Status.INELIGIBLE, Who.BUREAU),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
    Status.ELIGIBLE: {
        "reconsider": (Status.SUBMITTED, Who.BUREAU),
        "advance": (Status.FINALIST, Who.RESULT),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
    Status.INELIGIBLE: {
        "reconsider": (Status.SUBMITTED, Who.BUREAU),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
    Status.FINALIST: {
        "fall_back": (Status.ELIGIBLE, Who.RESULT),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
}

# While returned, an innovation that was never sent goes to the coordinator again, a sent one to the bureau.
_RETURNED_UNSENT = {"propose", "withdraw"}
_RETURNED_SENT = {"resend", "reject", "withdraw", "disqualify"}

# The statuses that take part in a scored stage, and the ones that a sent innovation can have.
IN_COMPETITION = (Status.ELIGIBLE, Status.FINALIST)
_ALWAYS_SENT = (Status.SUBMITTED, Status.ELIGIBLE, Status.INELIGIBLE, Status.FINALIST, Status.DISQUALIFIED)
_NEVER_SENT = (Status.RECORDED, Status.DRAFT, Status.PROPOSED)


# A word of a search, or several in quotes; a - before it says that it must not be there.
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


class InnovationQuerySet(models.QuerySet):
    def in_edition(self, edition):
        return self.filter(edition=edition)

    def sent(self):
        return self.filter(submitted_at__isnull=False)

    def holding_a_quota_place(self):
        """Every innovation that was sent and not withdrawn holds a place, whatever became of it."""
        return self.sent().exclude(status=Status.WITHDRAWN)

    def public(self):
        """What everyone may read: what has an award that was not revoked, and nothing else."""
        return self.filter(awards__isnull=False, awards__revoked_at=None).distinct()

    def visible_to(self, user, *, at):
        """What a person may see in the rooms of agencies, coordinators and the bureau.

        Assessors see what they are assigned to, in the rooms of verification.
        """
        seen = Q(pk__in=[])
        for post in posts_at(user, at):
            if post.role == Role.STAFF:
                seen |= Q(agency=post.agency_id)
            elif post.role == Role.COORDINATOR:
                # No drafts, and nothing that its agency withdrew while it was its own.
                own = Q(status=Status.DRAFT) | Q(status=Status.WITHDRAWN, submitted_at__isnull=True)
                seen |= Q(agency__government=post.government_id) & ~own
            elif post.role in (Role.BUREAU, Role.AUDITOR):
                seen |= Q(submitted_at__isnull=False) & self._unsealed_to(user, at)
        return self.filter(seen)

    def _unsealed_to(self, user, at):
        """Not of a sealed call whose registration is open, unless this person peeked at it."""
        peeked = Innovation.objects.filter(peeks__looked_by=user)
        return ~Q(edition__in=Edition.objects.sealed(at=at)) | Q(pk__in=peeked.order_by().values("pk"))

    def matching(self, words):
        """Innovations that have all the words, in whatever order.

        A word stands in title or summary, by the rules of Indonesian, or in the name of the agency or its
        government, where a part is enough. As in other searches "words in quotes" stand together, -word is
        not there, and `or` lets one side of it be enough.
        """
        sides = [[]]
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


def _has(text):
    # The agencies are found apart, each way by an index: joined, all names would be read and put in capitals.
    named = Agency.objects.filter(name__icontains=text).order_by().values("pk")
    of_government = Agency.objects.filter(government__name__icontains=text).order_by().values("pk")
    said = Q(words=SearchQuery(text, config="kipp", search_type="phrase"))
    return said | Q(agency__in=named.union(of_government))


def number_of(innovations, *, different: str = ""):
    """Return how many innovations of one edition these are, as an expression; none are zero.

    `different` names a field: how many different ones of it they have.
    """
    number = Count(different, distinct=True) if different else Count("*")
    counted = innovations.order_by().values("edition").annotate(number=number)
    return Coalesce(Subquery(counted.values("number")), 0)


_Manager = models.Manager.from_queryset(InnovationQuerySet)


class InnovationManager(_Manager):
    def get_queryset(self):
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
    # Three days that are easily taken for one another. The minimum age is counted from the start of
    # implementation alone.
    trialled_on = models.DateField(_("first tried on"), null=True, blank=True)
    started_on = models.DateField(_("implemented since"), null=True, blank=True)
    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    # Grows by one each time title, category or days are saved: nobody overwrites what they did not read.
    save_number = models.PositiveIntegerField(default=0, db_default=0)
    # An innovation of an earlier edition that this one continues.
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    # Written in the words of the summary's section when sent; the public page and the search read it.
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
    # In which order the coordinator would send it, where the quota does not hold them all.
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    covering_letter = models.ForeignKey(
        "innovations.CoveringLetter", models.SET_NULL, null=True, blank=True, related_name="innovations"
    )
    # Who of the bureau checks it now, so that two never take the same.
    screened_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    screened_since = models.DateTimeField(null=True, blank=True)
    # Set by freezing a ranking, cleared by publishing or retracting it. While set nobody withdraws.
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
            # Who asks whether a title is taken overlooks capitals.
            models.Index(F("edition"), Upper("title"), name="innovation_title_in_edition"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=_ALWAYS_SENT, submitted_at__isnull=False, submitted_by__isnull=False)
                | Q(status__in=_NEVER_SENT, submitted_at__isnull=True, submitted_by__isnull=True)
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

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("submission", args=[self.pk])

    @property
    def transitions(self):
        """The moves that are possible from here: {action: (to, who)}."""
        moves = TRANSITIONS.get(Status(self.status), {})
        if self.status != Status.RETURNED:
            return moves
        possible = _RETURNED_SENT if self.is_sent else _RETURNED_UNSENT
        return {action: move for action, move in moves.items() if action in possible}

    @property
    def status_in_words(self):
        """The status as pages say it: an agency of the province proposes to nobody, it sends by itself."""
        if self.status == Status.PROPOSED and self.agency.sends_by_itself:
            return _("ready to be sent")
        return self.get_status_display()

    @property
    def is_sent(self):
        return self.submitted_at is not None

    @property
    def is_editable(self):
        """Whether it is being written; access.py adds until when."""
        return self.status in (Status.DRAFT, Status.RETURNED)

    # The three below read prefetched revisions and corrections where there are some.

    @property
    def working_copy(self):
        """The revision that is being written, or None after sending."""
        return next((revision for revision in self.revisions.all() if revision.sent_at is None), None)

    @property
    def last_sent_revision(self):
        """What assessors read: the last sent revision, or None."""
        sent = [revision for revision in self.revisions.all() if revision.sent_at is not None]
        return max(sent, key=lambda revision: revision.number, default=None)

    @property
    def open_correction(self):
        """What the agency was asked to correct and has not answered yet, or None."""
        return next((asked for asked in self.corrections.all() if asked.answered_at is None), None)
