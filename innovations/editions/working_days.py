"""Working days: Monday to Friday, without the holidays that the bureau keeps in its calendar."""

from collections.abc import Container
from datetime import date, timedelta

from .models import Holiday

_SATURDAY = 5


def add_working_days(day: date, number: int) -> date:
    """Return the day that is `number` (0 or more) working days after a day, which itself is not counted.

    With 0 it is the day itself or, when that is no working day, the next one. One query.
    """
    return counted(day, number, set(Holiday.objects.filter(day__gte=day).values_list("day", flat=True)))


def counted(day: date, number: int, holidays: Container[date]) -> date:
    """Return the same from holidays that are known already: no query."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day, holidays)
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Return whether offices work on that day."""
    return day.weekday() < _SATURDAY and day not in holidays
