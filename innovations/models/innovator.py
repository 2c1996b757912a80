from django.db import models
from django.utils.translation import gettext_lazy as _

from .innovation import Innovation


class Innovator(models.Model):
    """Somebody who made the innovation, by name and role."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="innovators")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=150)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["innovation", "name"], name="innovator_once_an_innovation")
        ]

    def __str__(self):
        return self.name
