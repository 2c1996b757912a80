"""The groups, categories and quotas of an edition, and the tiers of its stages."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bilingual import bilingual
from .edition import Edition
from .owner import OwnerKind
from .stage import Stage


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
        ordering = ["edition_id", "owner_kind"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "owner_kind"], name="quota_once_a_kind_of_owner")
        ]

    def __str__(self):
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
        ordering = ["edition_id", "order"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="group_code_once_an_edition")]

    def __str__(self):
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

    def __str__(self):
        return self.local_name
