"""Find presentations at the same time: a member of a panel can attend only one of them."""

from collections import defaultdict
from collections.abc import Collection
from itertools import pairwise

from django.utils.translation import gettext as _

from innovations.models import Presentation, Stage
from kipp.accounts.models import User
from kipp.moments import span_in_wib

from .models import Assignment


def at_the_same_time(presentation: Presentation, panel: Collection[int]) -> list[Presentation]:
    """Return the other presentations that begin before this one ends, and end after it begins.

    `panel` are the numbers of its members. Their rows are locked, so that two presentations that are planned
    at once for the same people, in two stages, wait for each other.
    """
    _wait_for(panel)
    others = Presentation.objects.standing().exclude(pk=presentation.pk)
    others = others.filter(starts_at__lt=presentation.ends_at, ends_at__gt=presentation.starts_at)
    return list(others.select_related("innovation"))


def sentences_of_clashes(others: Collection[Presentation], panel: Collection[int]) -> list[str]:
    """Return a sentence for each member of a panel who is in one of the other presentations: one query.

    `panel` are the members' numbers.
    """
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


def sentences_of_two_at_once(verifiers: Collection[int]) -> list[str]:
    """Return a sentence for every two presentations at the same time that one of these people has to attend.

    `verifiers` are their numbers; their rows are locked as in `at_the_same_time`. Three queries, however
    many tasks there are.
    """
    _wait_for(verifiers)
    tasks = Assignment.objects.active().filter(verifier__in=verifiers, stage__kind=Stage.Kind.PRESENTATION)
    tasks = tasks.select_related("verifier")
    slots = {
        (slot.innovation_id, slot.stage_id): slot
        for slot in Presentation.objects.standing()
        .filter(innovation__in=[task.innovation_id for task in tasks])
        .select_related("innovation")
        .order_by("starts_at", "pk")
    }
    of_each = defaultdict(set)
    for task in tasks:
        of_each[task.verifier].add((task.innovation_id, task.stage_id))
    return [
        _("%(name)s would be in two presentations at once: %(title)s and %(other)s, %(hours)s.")
        % {
            "name": verifier,
            "title": slot.innovation,
            "other": following.innovation,
            "hours": span_in_wib(following.starts_at, following.ends_at),
        }
        for verifier, own in of_each.items()
        for slot, following in pairwise(slots[key] for key in slots if key in own)
        if following.starts_at < slot.ends_at
    ]


def _wait_for(people: Collection[int]) -> None:
    list(User.objects.filter(pk__in=people).order_by("pk").select_for_update(no_key=True))
