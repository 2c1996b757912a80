from django.db import models

from kipp.accounts.models import User


class Reminder(models.Model):
    """A digest that a person got on a day: one for each person and day, however often the worker looks."""

    user = models.ForeignKey(User, models.CASCADE, related_name="reminders")
    day = models.DateField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="reminder_one_a_day")]

    def __str__(self) -> str:
        return f"{self.user}: {self.day}"
