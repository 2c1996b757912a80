"""How many coordinators a government has: with fewer than two, leave or illness stops its agencies."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from .models import Government, Role

ENOUGH = 2


def short_of_coordinators(
    governments: Iterable[Government] | None = None, *, at: datetime
) -> list[Government]:
    """Return those of these governments, or of all, that have fewer than two coordinators now: one query.

    Each has `coordinators`, their number. The province has none, since its agencies send by themselves.
    """
    today = timezone.localtime(at).date()
    held = Q(memberships__role=Role.COORDINATOR, memberships__starts_on__lte=today) & (
        Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=today)
    )
    asked = Government.objects.exclude(kind=Government.Kind.PROVINCE)
    if governments is not None:
        asked = asked.filter(pk__in=[one.pk for one in governments])
    active = held & Q(memberships__user__is_active=True)
    counted = asked.annotate(coordinators=Count("memberships__user", filter=active, distinct=True))
    return list(counted.filter(coordinators__lt=ENOUGH))
