"""Days and moments as people read them, in their language: {{ moment|wib }}. Builtins of all templates.

An empty value gives an empty text, so that a page can add |default:"–".
"""

from django import template

from kipp import moments

register = template.Library()


@register.filter
def wib(moment):
    """Return "5 Agustus 2019 pukul 16.00 WIB"."""
    return moments.in_wib(moment) if moment else ""


@register.filter
def wib_short(moment):
    """Return "5 Agu 2019 pukul 16.00 WIB"."""
    return moments.in_wib(moment, short=True) if moment else ""


@register.filter
def wib_seconds(moment):
    """Return "5 Agu 2019 16.00.07", for use under a heading that says WIB."""
    return moments.bare(moment, seconds=True) if moment else ""


@register.filter
def wib_to(start, end):
    """Return "4 Mei 2019 08.00 – 14 Jun 2019 23.59 WIB"."""
    return moments.span_in_wib(start, end) if start and end else ""


@register.filter
def hour_to(start, end):
    """Return "08.00 – 23.59 WIB", where the day is named elsewhere."""
    return moments.span_of_hours(start, end)


@register.filter
def day(value):
    """Return "5 Agustus 2019"."""
    return moments.as_day(value) if value else ""


@register.filter
def day_short(value):
    """Return "5 Agu 2019"."""
    return moments.as_day(value, short=True) if value else ""


@register.filter
def month(value):
    """Return "Agustus 2019"."""
    return moments.as_month(value) if value else ""


@register.filter
def day_to(start, end):
    """Return "5–7 Agustus 2019"."""
    return moments.span_of_days(start, end) if start and end else ""
