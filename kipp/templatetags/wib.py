"""{{ moment|wib }}: a moment as people read it. A builtin of all templates."""

from django import template

from kipp.moments import in_wib

register = template.Library()


@register.filter
def wib(moment):
    return in_wib(moment) if moment else ""


@register.filter
def wib_short(moment):
    return in_wib(moment, short=True) if moment else ""
