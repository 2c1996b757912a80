"""Opened standings and frozen rankings."""

from datetime import datetime

from django.utils import timezone

from innovations.models import Stage
from verification.models import Ranking
from verification.results import deeds as publication
from verification.results import freezing

from .standing_cast import bureau_member, cast


def open_standings(stage: Stage) -> Stage:
    """Open the points of a stage to the bureau, whatever is missing."""
    stage.standings_opened_at, stage.standings_opened_by = timezone.now(), bureau_member()
    stage.save(update_fields=["standings_opened_at", "standings_opened_by"])
    return stage


def ranking(stage: Stage, state: str = "frozen", *, group=None, at: datetime | None = None) -> Ranking:
    """Return the ranking of a stage's scored entries, through the real deeds, up to a state.

    Prepared and published by the cast's first member of the bureau, confirmed by the second.
    """
    at = at or timezone.now()
    people = cast()
    if not stage.standings_opened_at:
        open_standings(stage)
    made = freezing.freeze(stage, group or stage.edition.groups.first(), by=people.bureau, at=at)
    if state in ("confirmed", "published"):
        made = publication.confirm(made, by=people.bureau2, at=at)
    if state == "published":
        made = publication.publish(made, by=people.bureau, at=at)
    if state == "retracted":
        made = publication.retract(made, by=people.bureau, at=at, reason="Salah hitung")
    return made
