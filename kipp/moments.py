"""How days and moments are written for people: in the reader's language, moments always in WIB.

The order of the parts and the sign in 16.00 or 16:00 are in kipp/formats. A moment of the database is turned
into western Indonesian time here, so that no page depends on the time zone of its reader.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _


def in_wib(moment: datetime, *, short: bool = False) -> str:
    """Return "5 Agustus 2019 pukul 16.00 WIB" or "5 August 2019 at 16:00 WIB"; `short` shortens the month."""
    return _("%(day)s at %(time)s WIB") % {"day": as_day(moment, short=short), "time": as_time(moment)}


def bare(moment: datetime, *, seconds: bool = False) -> str:
    """Return "5 Agu 2019 16.00", for a table whose heading says WIB; `seconds` adds the seconds."""
    return f"{as_day(moment, short=True)} {as_time(moment, seconds=seconds)}"


def span_in_wib(start: datetime, end: datetime) -> str:
    """Return "4 Mei 2019 08.00 – 14 Jun 2019 23.59 WIB"; an end on the same day is only a time."""
    last = as_time(end) if _local_day(start) == _local_day(end) else bare(end)
    return f"{bare(start)} – {last} WIB"


def span_of_hours(start: datetime, end: datetime) -> str:
    """Return "08.00 – 23.59 WIB", for two moments of a day that is named elsewhere."""
    return f"{as_time(start)} – {as_time(end)} WIB"


def as_day(day: date, *, short: bool = False) -> str:
    """Return "5 Agustus 2019" or, short, "5 Agu 2019"; for a moment, its day in WIB."""
    return date_format(_local_day(day), "SHORT_DATE_FORMAT" if short else "DATE_FORMAT")


def as_month(day: date) -> str:
    """Return "Agustus 2019" or "August 2019"."""
    return date_format(day, "F Y")


def span_of_days(start: date, end: date) -> str:
    """Return "5–7 Agustus 2019", "30 Juli – 2 Agustus 2019", or one day when both are the same.

    Both languages write the day before the month, so what the two days share is written once.
    """
    start, end = _local_day(start), _local_day(end)
    if start == end:
        return as_day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{as_day(end)}"
    if start.year == end.year:
        return f"{date_format(start, 'j F')} – {as_day(end)}"
    return f"{as_day(start)} – {as_day(end)}"


def as_time(moment: datetime, *, seconds: bool = False) -> str:
    """Return "16.00" (Indonesian) or "16:00" (English)."""
    written = get_format("TIME_FORMAT")
    sign = written[1]
    return date_format(timezone.localtime(moment), f"{written}{sign}s" if seconds else written)


def _local_day(day: date) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


def first_moment_after(announced: datetime) -> datetime:
    """Return the first moment that is too late for an announced time."""
    return announced.replace(second=0, microsecond=0) + timedelta(minutes=1)
