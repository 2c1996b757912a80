from django.db import models
from django.db.models import Q

from .innovation import Innovation
from .section import Section


class Revision(models.Model):
    """A version of the proposal. At most one is not sent: the working copy, closed while proposed."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["innovation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "number"], name="revision_number_once_an_innovation"
            ),
            models.UniqueConstraint(
                fields=["innovation"], condition=Q(sent_at__isnull=True), name="revision_one_working_copy"
            ),
        ]

    def __str__(self):
        return f"{self.innovation} ({self.number})"


class Answer(models.Model):
    """What a revision says in one section."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="answers")
    section = models.ForeignKey(Section, models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["revision", "section__order"]
        constraints = [models.UniqueConstraint(fields=["revision", "section"], name="answer_once_a_section")]

    def __str__(self):
        return f"{self.revision}: {self.section}"


class CarriedQuerySet(models.QuerySet):
    """Rows that came in one revision and may have gone in a later one: locations and evidence."""

    def in_revision(self, revision):
        """What stands in that revision: it had come by then, and had not gone yet."""
        return self.filter(
            Q(removed_in__isnull=True) | Q(removed_in__number__gt=revision.number),
            innovation=revision.innovation_id,
            added_in__number__lte=revision.number,
        )
