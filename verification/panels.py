"""Who presents at the same time: a panel's member can be in one presentation only."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from innovations.models import Presentation
from kipp.accounts.models import User
from kipp.moments import span_in_wib

from .models import Assignment


def at_the_same_time(presentation: Presentation, panel: Collection[int]) -> list[Presentation]:
    """Return the other presentations that begin before this one ends, and end after it begins.

    Two that are planned for the same people at the same moment, in two stages, wait for each other at the
    rows of the panel, whose numbers are given.
    """
    list(User.objects.filter(pk__in=panel).order_by("pk").select_for_update(no_key=True))
    others = Presentation.objects.standing().exclude(pk=presentation.pk)
    others = others.filter(starts_at__lt=presentation.ends_at, ends_at__gt=presentation.starts_at)
    return list(others.select_related("innovation"))


def sentences_of_clashes(others: Collection[Presentation], panel: Collection[int]) -> list[str]:
    """Say of each of a panel, by number, in which of the other presentations they are: one query."""
    tasks = Assignment.objects.active().filter(
        verifier__in=panel, innovation__in=[other.innovation_id for other in others]
    )
    tasks = tasks.select_related("verifier")
    return [
        _("%(name)s is in another presentation at that time: %(title)s, %(hours)s.")
        % {
            "name": task.verifier,
            "title": other.innovation,
            "hours": span_in_wib(other.starts_at, other.ends_at),
        }
        for other in others
        for task in tasks
        if (task.innovation_id, task.stage_id) == (other.innovation_id, other.stage_id)
    ]
