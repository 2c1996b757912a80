"""The scored stage and the entry that a page is about."""

from datetime import datetime

from django.shortcuts import get_object_or_404

from innovations.models import Innovation, Stage
from kipp.accounts.models import User

from .standings import deeds as standings


def scored_stage_or_404(pk: int, *kinds: str) -> Stage:
    """Fetch a stage that is scored, of one of the kinds if given."""
    stages = Stage.objects.select_related("edition").filter(kind__in=kinds or Stage.SCORED_KINDS)
    return get_object_or_404(standings.with_cuts(stages), pk=pk)


def entry_or_404(user: User, stage: Stage, pk: int, *, at: datetime) -> Innovation:
    """Fetch a sent innovation of the stage's edition, whether or not it is still assessed."""
    innovations = Innovation.objects.visible_to(user, at=at).in_edition(stage.edition_id)
    return get_object_or_404(innovations.select_related("agency__government"), pk=pk)
