from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import Agency, Government, User

from .bilingual import bilingual
from .moments import first_moment_after


class Edition(models.Model):
    """One year of the competition with its rules: everything that differs from year to year is data."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("running")
        SUSPENDED = "suspended", _("suspended")
        CANCELLED = "cancelled", _("cancelled")
        CLOSED = "closed", _("closed")

    year = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)
    organiser = models.CharField(max_length=150)
    organiser_en = models.CharField(max_length=150, blank=True)
    theme = models.CharField(max_length=250, blank=True)
    theme_en = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Whole months between the start of implementation and the closing of registration.
    minimum_age_months = models.PositiveSmallIntegerField(default=12)
    objection_days = models.PositiveSmallIntegerField(default=5)

    local_name = bilingual("name")
    local_organiser = bilingual("organiser")
    local_theme = bilingual("theme")

    class Meta:
        ordering = ["-year"]

    def __str__(self):
        return f"{self.local_name} {self.year}"

    def get_absolute_url(self):
        return reverse("edition", args=[self.year])

    @property
    def registration(self):
        return self.stage_of_kind(Stage.Kind.REGISTRATION)

    def stage_of_kind(self, kind):
        """The stage of that kind, or None. Reads the prefetched stages where there are some."""
        return next((stage for stage in self.stages.all() if stage.kind == kind), None)

    @property
    def current_stage(self):
        """The stage that has begun and not ended, or None between two stages."""
        return next((stage for stage in self.stages.all() if stage.is_running), None)

    @property
    def earliest_scoring_stage(self):
        return next((stage for stage in self.stages.all() if stage.is_scored), None)


class OwnerKind(models.TextChoices):
    """For whom a quota holds, told from the owner agency."""

    REGENCY = "regency", _("regency")
    CITY = "city", _("city")
    PROVINCIAL_AGENCY = "provincial_agency", _("agency of the province")
    BUMD = "bumd", _("regional enterprise (BUMD)")

    @classmethod
    def of(cls, agency):
        if agency.kind == Agency.Kind.BUMD:
            return cls.BUMD
        if agency.government.kind == Government.Kind.PROVINCE:
            return cls.PROVINCIAL_AGENCY
        return cls(agency.government.kind)


class Cluster(models.TextChoices):
    """The two clusters that a split tier gives half of its places each."""

    PROVINCE = "province", _("province and regional enterprises")
    LOCAL = "local", _("regencies and cities")

    @classmethod
    def of(cls, agency):
        local = OwnerKind.of(agency) in (OwnerKind.REGENCY, OwnerKind.CITY)
        return cls.LOCAL if local else cls.PROVINCE


class Quota(models.Model):
    """How many sent innovations a government, or an agency, may have. A kind without a row has no limit."""

    class Per(models.TextChoices):
        GOVERNMENT = "government", _("per government")
        AGENCY = "agency", _("per agency")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotas")
    owner_kind = models.CharField(max_length=20, choices=OwnerKind)
    limit = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=10, choices=Per)

    class Meta:
        ordering = ["edition", "owner_kind"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "owner_kind"], name="quota_once_a_kind_of_owner")
        ]

    def __str__(self):
        return f"{self.edition}: {self.get_owner_kind_display()} {self.limit}"


class Category(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="categories")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)

    local_name = bilingual("name")

    class Meta:
        ordering = ["edition", "order"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="category_code_once_an_edition")
        ]

    def __str__(self):
        return self.local_name


class Group(models.Model):
    """A group (kelompok) that is ranked by itself: umum, later replikasi and khusus."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="groups")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)

    local_name = bilingual("name")

    class Meta:
        ordering = ["edition", "order"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="group_code_once_an_edition")]

    def __str__(self):
        return self.local_name


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
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    standings_opened_at = models.DateTimeField(null=True, blank=True)
    standings_opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Weight of this stage's score in the final score; 0 where nothing is scored.
    weight = models.PositiveSmallIntegerField(default=0)
    # How many sheets each entry needs; 0 where nothing is scored.
    assessors = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["edition", "order"]
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

    def accepts_at(self, at):
        """Whether agencies may send at that moment: the stage runs and the announced time is not over."""
        return self.is_running and self.opens_at <= at < self.closing_moment


class Tier(models.Model):
    """A named cut of a stage's ranking (Top 40, Top 20), nested by size."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="tiers")
    group = models.ForeignKey(Group, models.CASCADE, related_name="tiers")
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    size = models.PositiveSmallIntegerField()
    # Its members go on to the next scored stage.
    advances = models.BooleanField(default=False)
    # Half of the places for each cluster: province and BUMD, regencies and cities.
    split = models.BooleanField(default=False)

    local_name = bilingual("name")

    class Meta:
        ordering = ["stage", "group", "-size"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "group", "size"], name="tier_size_once_a_stage_and_group"
            ),
            models.UniqueConstraint(
                fields=["stage", "group"], condition=Q(advances=True), name="tier_one_advances"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="tier_has_places"),
        ]

    def __str__(self):
        return self.local_name
