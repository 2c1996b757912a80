"""The deeds that keep the calendar of holidays.

Each raises PermissionDenied for anyone but the bureau.
"""

from datetime import date, datetime

from django.db import transaction

from kipp.accounts.access import require_role
from kipp.accounts.models import Role, User
from kipp.audit import trail

from .models import Holiday


@transaction.atomic
def add(days: dict[date, str], *, by: User, at: datetime) -> int:
    """Add holidays, each day with its name; a day that is known already gets the new name.

    Returns how many days were not known before.
    """
    require_role(by, Role.BUREAU, at=at)
    known = set(Holiday.objects.filter(day__in=days).values_list("day", flat=True))
    holidays = Holiday.objects.bulk_create(
        [Holiday(day=day, name=name) for day, name in sorted(days.items())],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["name"],
    )
    for holiday in holidays:
        trail.record("add_holiday", holiday, by=by, at=at, day=holiday.day)
    return len(days.keys() - known)


@transaction.atomic
def remove(holiday: Holiday, *, by: User, at: datetime) -> None:
    """Take a holiday off the calendar."""
    require_role(by, Role.BUREAU, at=at)
    holiday = Holiday.objects.select_for_update().get(pk=holiday.pk)
    trail.record("remove_holiday", holiday, by=by, at=at, day=holiday.day)
    holiday.delete()
