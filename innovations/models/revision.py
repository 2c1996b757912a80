from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kipp.accounts.models import User

from .innovation import Innovation
from .section import Section


class Revision(models.Model):
    """A version of the proposal. At most one is not sent: the working copy, closed while proposed."""

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

    def __str__(self):
        return f"{self.innovation} ({self.number})"


class Answer(models.Model):
    """What a revision says in one section."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="answers")
    section = models.ForeignKey(Section, models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)
    # Grows by one with each save: nobody overwrites what they did not read.
    save_number = models.PositiveIntegerField(default=0, db_default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["revision_id", "section__order"]
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
