"""The rules of an edition: groups, categories, quotas, tiers, sections, rubrics, regulations."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _

from innovations.editions.models import Edition, Stage
from kipp.accounts.models import Agency, Government
from kipp.bilingual import bilingual


class OwnerKind(models.TextChoices):
    """The kinds of owners that have quotas, derived from the owner agency."""

    REGENCY = "regency", _("regency")
    CITY = "city", _("city")
    PROVINCIAL_AGENCY = "provincial_agency", _("agency of the province")
    BUMD = "bumd", _("regional enterprise (BUMD)")

    @classmethod
    def of(cls, agency: Agency) -> Self:
        """Return the kind of an owner, whose government was read with it."""
        if agency.kind == Agency.Kind.BUMD:
            return cls.BUMD
        if agency.government.kind == Government.Kind.PROVINCE:
            return cls.PROVINCIAL_AGENCY
        return cls(agency.government.kind)


class Cluster(models.TextChoices):
    """The two clusters of a split tier: each gets half of its places."""

    PROVINCE = "province", _("province and regional enterprises")
    LOCAL = "local", _("regencies and cities")

    @classmethod
    def of(cls, agency: Agency) -> Self:
        """Return the cluster of an owner, whose government was read with it."""
        local = OwnerKind.of(agency) in (OwnerKind.REGENCY, OwnerKind.CITY)
        return cls.LOCAL if local else cls.PROVINCE


class Quota(models.Model):
    """How many innovations a government, or an agency, may send. A kind without a row has no limit."""

    class Per(models.TextChoices):
        GOVERNMENT = "government", _("per government")
        AGENCY = "agency", _("per agency")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotas")
    owner_kind = models.CharField(max_length=20, choices=OwnerKind)
    limit = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=10, choices=Per)

    class Meta:
        ordering = ["edition_id", "owner_kind"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "owner_kind"], name="quota_once_a_kind_of_owner")
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_owner_kind_display()} {self.limit}"


class Category(models.Model):
    """What an innovation is about; each belongs to one. Nothing is counted or ranked by it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="categories")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)

    local_name = bilingual("name")

    class Meta:
        ordering = ["edition_id", "order"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="category_code_once_an_edition")
        ]

    def __str__(self) -> str:
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
        ordering = ["edition_id", "order"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="group_code_once_an_edition")]

    def __str__(self) -> str:
        return self.local_name


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
        ordering = ["stage_id", "group_id", "-size"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "group", "size"], name="tier_size_once_a_stage_and_group"
            ),
            models.UniqueConstraint(
                fields=["stage", "group"], condition=Q(advances=True), name="tier_one_advances"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="tier_has_places"),
        ]

    def __str__(self) -> str:
        return self.local_name


class Section(models.Model):
    """A box of the proposal form with its own limit of words. It has no weight: criteria have."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    guidance = models.TextField(blank=True)
    guidance_en = models.TextField(blank=True)
    max_words = models.PositiveSmallIntegerField()

    local_title = bilingual("title")
    local_guidance = bilingual("guidance")

    # The section that the public page and the catalogue's search read.
    SUMMARY = "summary"

    class Meta:
        ordering = ["edition_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="section_code_once_an_edition"),
            models.UniqueConstraint(fields=["edition", "order"], name="section_order_once_an_edition"),
        ]

    def __str__(self) -> str:
        return self.local_title


class Rubric(models.Model):
    """The criteria of a scored stage, with versions. Locked at the first submitted sheet, or when replaced.

    The database refuses to change a locked rubric, its criteria and their bands. It also refuses criteria
    whose weights do not sum to 100; it checks this at commit, since a rubric is saved as a whole.
    """

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="rubrics")
    version = models.PositiveSmallIntegerField(default=1)
    # An entry with a lower score in this stage reaches no tier; None: any score will do.
    passing_grade = models.PositiveSmallIntegerField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    # Why this version replaces the one before; empty for the first.
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["stage_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "version"], name="rubric_version_once_a_stage"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="rubric_later_version_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}, {self.version}"

    def says(self) -> tuple:
        """Return all that it says, to be compared with another version."""
        criteria = self.criteria.prefetch_related("sections", "bands")
        return self.passing_grade, [
            (
                model_to_dict(criterion, exclude=["id", "rubric", "sections"]),
                {section.code for section in criterion.sections.all()},
                [model_to_dict(band, exclude=["id", "criterion"]) for band in criterion.bands.all()],
            )
            for criterion in criteria
        ]


class Criterion(models.Model):
    """What points from 0 to 100 are given for, with its weight in the total of a sheet."""

    class Aspect(models.TextChoices):
        """The five criteria of the competition, which every rubric's criteria roll up to."""

        NOVELTY = "novelty", _("novelty")
        EFFECTIVENESS = "effectiveness", _("effectiveness")
        BENEFIT = "benefit", _("benefit")
        REPLICABILITY = "replicability", _("replicability")
        SUSTAINABILITY = "sustainability", _("sustainability")

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    question = models.TextField(blank=True)
    question_en = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField()
    # Its turn when equal scores are told apart; None: it breaks no ties.
    tie_order = models.PositiveSmallIntegerField(null=True, blank=True)
    aspect = models.CharField(max_length=15, choices=Aspect)
    # What an assessor reads before giving points.
    sections = models.ManyToManyField(Section, related_name="criteria", blank=True)

    local_name = bilingual("name")
    local_question = bilingual("question")

    class Meta:
        ordering = ["rubric_id", "order"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["rubric", "code"], name="criterion_code_once_a_rubric"),
            models.UniqueConstraint(fields=["rubric", "order"], name="criterion_order_once_a_rubric"),
            models.UniqueConstraint(fields=["rubric", "tie_order"], name="criterion_tie_order_once_a_rubric"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="criterion_weight_1_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.local_name


class Band(models.Model):
    """What points mean in words: from `lowest` up to the next band."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="bands")
    lowest = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    label_en = models.CharField(max_length=60, blank=True)

    local_label = bilingual("label")

    class Meta:
        ordering = ["criterion_id", "-lowest"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "lowest"], name="band_lowest_once_a_criterion"),
            models.CheckConstraint(condition=Q(lowest__lte=100), name="band_lowest_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.lowest} {self.local_label}"


class RequiredDocument(models.Model):
    """A paper that every entry of an edition needs: a letter, a statement, a proof."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="required_documents")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)
    guidance = models.TextField(blank=True)
    guidance_en = models.TextField(blank=True)

    local_name = bilingual("name")
    local_guidance = bilingual("guidance")

    # The proof of the day from which the age is counted.
    START_PROOF = "start_proof"

    class Meta:
        ordering = ["edition_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="required_document_code_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.local_name


class Rule(models.TextChoices):
    """What is asked of an innovation (requirements.eligibility), in the order in which pages say it."""

    AGE = "age", _("Age of the innovation")
    START_PROOF = "start_proof", _("Proof of the start")
    QUOTA = "quota", _("Quota")
    TITLE = "title", _("Title")
    AWARDS = "awards", _("Earlier awards")
    CATEGORY = "category", _("Group and category")
    DOCUMENTS = "documents", _("Required documents")
    WORDS = "words", _("Sections and word limits")


class Regulation(models.Model):
    """Where a rule of an edition comes from, as people read it beside the rule."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="regulations")
    rule = models.CharField(max_length=20, choices=Rule)
    name = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250, blank=True)

    local_name = bilingual("name")

    class Meta:
        ordering = ["edition_id", "rule"]
        constraints = [models.UniqueConstraint(fields=["edition", "rule"], name="regulation_once_a_rule")]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}: {self.local_name}"
