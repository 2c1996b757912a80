"""What a published result does to innovations.

The publication and the retraction in `verification` call these deeds in their own transaction, ask for
permission and write the line of the trail. These deeds know nothing of scores.
"""

from collections.abc import Iterable
from datetime import datetime

from innovations.editions.models import Stage
from innovations.proposals.models import Innovation
from innovations.proposals.statuses import Status
from innovations.rulebook.models import Tier

from .models import Award


def hold(innovations: Iterable[int], *, at: datetime) -> None:
    """Keep innovations (by number) from being withdrawn while their ranking is frozen."""
    Innovation.objects.filter(pk__in=innovations).update(frozen_at=at)


def release(innovations: Iterable[int]) -> None:
    """Let innovations (by number) be withdrawn again: their ranking was published or retracted."""
    Innovation.objects.filter(pk__in=innovations).update(frozen_at=None)


def give(stage: Stage, tiers: dict[int, Tier], *, at: datetime) -> None:
    """Give each innovation (by number) the award of the smallest tier that it reached."""
    Award.objects.bulk_create(
        Award(innovation_id=innovation, edition_id=stage.edition_id, stage=stage, tier=tier, awarded_at=at)
        for innovation, tier in tiers.items()
    )


def revoke(stage: Stage, innovations: Iterable[int], *, at: datetime, reason: str) -> None:
    """Revoke the awards that a stage gave to innovations (by number), with the reason; the rows stay."""
    Award.objects.unrevoked().filter(stage=stage, innovation__in=innovations).update(
        revoked_at=at, reason=reason
    )


def advance(innovations: Iterable[int]) -> None:
    """Make eligible innovations (by number) finalists: the published members of the tier that advances."""
    Innovation.objects.filter(pk__in=innovations, status=Status.ELIGIBLE).update(status=Status.FINALIST)


def fall_back(innovations: Iterable[int]) -> None:
    """Make finalists (by number) eligible again, since the result of their stage was retracted."""
    Innovation.objects.filter(pk__in=innovations, status=Status.FINALIST).update(status=Status.ELIGIBLE)
