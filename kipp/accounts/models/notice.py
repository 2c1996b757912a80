from django.db import models

from .user import User


class Notice(models.Model):
    """A message to a person, kept in their inbox; its e-mail goes through the mail outbox."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    event = models.CharField(max_length=50)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    url = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "-created_at"])]

    def __str__(self) -> str:
        return self.subject
