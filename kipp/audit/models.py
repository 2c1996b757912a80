from django.db import models


class TrailEntry(models.Model):
    """One line of the trail: who did what to which thing, when, with which numbers.

    Only `kipp.audit.trail.record` writes it. A trigger of the database sets number, recorded_at,
    previous_hash and hash, and refuses to change, delete or truncate lines. The actor is a plain number, so
    that the line survives whatever happens to the account.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["subject", "number"])]
        constraints = [
            # No part has a line break, so that the hashed text can be read in one way only.
            models.CheckConstraint(
                condition=models.Q(action__regex=r"^[a-z_]+$"), name="trail_action_is_a_word"
            ),
            models.CheckConstraint(
                condition=models.Q(subject__regex=r"^[a-z_]+:[0-9]+$"), name="trail_subject_is_a_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"
