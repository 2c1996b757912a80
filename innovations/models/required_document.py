from django.db import models

from .bilingual import bilingual
from .edition import Edition


class RequiredDocument(models.Model):
    """A paper that every entry of an edition has to bring: a letter, a statement, a proof."""

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

    def __str__(self):
        return self.local_name
