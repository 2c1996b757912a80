"""Until when a correction is asked for: one time, the same for all."""

from datetime import datetime, timedelta

from django.utils import timezone

from innovations.editions.models import Edition

from .models import Correction

# Where no other correction of the edition is open: so many days, to the end of the last one.
DAYS = 3


def due_time_to_propose(edition: Edition, *, at: datetime) -> datetime:
    """Return until when the next correction should be asked for: the same as the latest that still runs."""
    running = Correction.objects.filter(
        innovation__edition=edition, answered_at=None, due_at__gt=at
    ).order_by("-asked_at", "-pk")
    if due_at := running.values_list("due_at", flat=True).first():
        return due_at
    last_day = timezone.localtime(at) + timedelta(days=DAYS)
    return last_day.replace(hour=23, minute=59, second=0, microsecond=0)
