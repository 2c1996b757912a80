from django.db import models
from django.utils.translation import gettext_lazy as _


class Holiday(models.Model):
    """A day on which no office works: a national holiday or a joint day of leave (cuti bersama)."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        ordering = ["day"]

    def __str__(self):
        return self.name
