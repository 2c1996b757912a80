"""Who presents at the same time: a panel's member can be in one presentation only."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innovations.models import Presentation
from kipp.moments import span_in_wib

from .models import Assignment


def at_the_same_time(presentation: Presentation) -> QuerySet[Presentation]:
    """Return the other presentations that begin before this one ends, and end after it begins."""
    others = Presentation.objects.standing().exclude(pk=presentation.pk)
    return others.filter(
        starts_at__lt=presentation.ends_at, ends_at__gt=presentation.starts_at
    ).select_related("innovation")


def sentences_of_clashes(others: Collection[Presentation], panel: Collection[int]) -> list[str]:
    """Say of each of a panel, by number, in which of the other presentations they are."""
    return [
        _("%(name)s is in another presentation at that time: %(title)s, %(hours)s.")
        % {
            "name": task.verifier,
            "title": other.innovation,
            "hours": span_in_wib(other.starts_at, other.ends_at),
        }
        for other in others
        for task in _tasks_of(other).filter(verifier__in=panel)
    ]


def _tasks_of(presentation):
    of_entry = Assignment.objects.active().filter(innovation=presentation.innovation_id)
    return of_entry.filter(stage=presentation.stage_id).select_related("verifier")
