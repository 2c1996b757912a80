from django.db import models
from django.utils.translation import gettext_lazy as _

from .bilingual import bilingual
from .edition import Edition


class Rule(models.TextChoices):
    """What an innovation is held against (innovations.eligibility), in the order in which pages say it."""

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

    def __str__(self):
        return f"{self.get_rule_display()}: {self.local_name}"
