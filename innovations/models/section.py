from django.db import models

from .bilingual import bilingual
from .edition import Edition


class Section(models.Model):
    """A box of the proposal form with its own word limit. It has no weight: criteria have."""

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

    def __str__(self):
        return self.local_title
