from django.db import models
from django.db.models import Q
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _

from .bilingual import bilingual
from .section import Section
from .stage import Stage


class Rubric(models.Model):
    """The criteria of a scored stage, with versions. Locked at the first submitted sheet, or when replaced.

    The database refuses to change a locked rubric, its criteria and their bands, and refuses criteria
    whose weights do not sum to 100 (checked at commit: a rubric is saved whole).
    """

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="rubrics")
    version = models.PositiveSmallIntegerField(default=1)
    # An entry whose score in this stage is below it reaches no tier; none: any score will do.
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

    def __str__(self):
        return f"{self.stage}, {self.version}"

    def says(self) -> tuple:
        """Return all that stands in it, to be compared with another version."""
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
    # Its turn when equal scores are told apart; none: it does not break ties.
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

    def __str__(self):
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

    def __str__(self):
        return f"{self.lowest} {self.local_label}"
