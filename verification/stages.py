"""Fetch the scored stage and the entry that a page is about."""

from datetime import datetime

from django.shortcuts import get_object_or_404

from innovations.models import Innovation, Stage
from kipp.accounts.models import User

from .standings import deeds as standings


def scored_stage_or_404(pk: int, *kinds: str) -> Stage:
    """Fetch a scored stage, with its edition; of one of the kinds, if any are given."""
    stages = Stage.objects.select_related("edition").filter(kind__in=kinds or Stage.SCORED_KINDS)
    return get_object_or_404(standings.with_cuts(stages), pk=pk)


def entry_or_404(user: User, stage: Stage, pk: int, *, at: datetime) -> Innovation:
    """Fetch an innovation of the stage's edition that the user may see, also one not assessed any more."""
    innovations = Innovation.objects.visible_to(user, at=at).in_edition(stage.edition_id)
    return get_object_or_404(innovations.select_related("agency__government"), pk=pk)
