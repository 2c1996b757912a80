"""What everybody may read of a ranking. There are no points in it, since only the bureau may read them.

In a stage whose best go on to a later one, members are named by tier and in alphabetical order, without
places; in other stages, in the decided order. The page that asks to confirm the publication shows the same.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Prefetch
from django.utils import timezone

from innovations.models import Edition, Innovation, Tier
from verification.standings import tiers

from .models import Placing, Ranking, RankingQuerySet


@dataclass(frozen=True)
class AnnouncedMember:
    """An innovation in an announcement, with the names as they were frozen."""

    title: str
    agency: str
    government: str
    is_sample: bool
    slug: str  # of its public page; empty if it has none
    tier: Tier | None
    place: int | None  # None where the order is not announced
    is_last_of_tier: bool = False


@dataclass(frozen=True)
class AnnouncedPart:
    """A tier and the members that reached no smaller one, in alphabetical order."""

    tier: Tier
    members: list[AnnouncedMember]


@dataclass(frozen=True)
class Announcement:
    """What is announced of a ranking: `parts` if its best go on to a later stage, else `order`."""

    stage: str
    group: str
    published_at: datetime | None
    objections_until: date | None
    objections_are_open: bool
    order: list[AnnouncedMember]
    parts: list[AnnouncedPart]


def readable() -> RankingQuerySet:
    """Return rankings with all that `announcement` reads: three queries for any number."""
    placings = Placing.objects.select_related("tier", "innovation").defer("score")
    return Ranking.objects.select_related("stage__edition", "group").prefetch_related(
        Prefetch("placings", placings), "stage__tiers"
    )


def published_in(year: int) -> list[Ranking]:
    """Return the published rankings of an edition, those of the last stage first."""
    published = readable().published().filter(stage__edition__year=year)
    return list(published.order_by("-stage__order", "group__order"))


def announcement(ranking: Ranking, *, public: set[int], at: datetime) -> Announcement:
    """Return what everybody may read of a ranking that was fetched through `readable`.

    `public` are the numbers of innovations that have a public page; their members link to it.
    """
    members = _members(ranking, public)
    until = ranking.objections_until
    return Announcement(
        stage=ranking.stage.get_kind_display(),
        group=ranking.group.local_name,
        published_at=ranking.published_at,
        objections_until=until,
        objections_are_open=until is not None and timezone.localdate(at) <= until,
        order=[] if ranking.feeds_a_later_stage else members,
        parts=_parts(ranking, members) if ranking.feeds_a_later_stage else [],
    )


def public_in(edition: Edition) -> set[int]:
    """Return the numbers of the edition's innovations that have a public page."""
    return set(Innovation.objects.public().filter(edition=edition).values_list("pk", flat=True))


def _members(ranking: Ranking, public: set[int]) -> list[AnnouncedMember]:
    placings = list(ranking.placings.all())
    reached = _tiers(ranking, placings)
    ends = {before.pk for before, after in pairwise(placings) if reached[before.pk] != reached[after.pk]}
    return [
        AnnouncedMember(
            title=placing.title,
            agency=placing.agency_name,
            government=placing.government_name,
            is_sample=placing.innovation.is_sample,
            slug=placing.innovation.slug if placing.innovation_id in public else "",
            tier=reached[placing.pk],
            place=None if ranking.feeds_a_later_stage else placing.decided_place,
            is_last_of_tier=placing.pk in ends,
        )
        for placing in placings
    ]


def _tiers(ranking: Ranking, placings: Collection[Placing]) -> dict[int, Tier | None]:
    """Return the tier of each placing, by its number: the published one, or what publishing would write."""
    if ranking.state == Ranking.State.PUBLISHED:
        return {placing.pk: placing.tier for placing in placings}
    return tiers.reached(ranking, placings)


def _parts(ranking: Ranking, members: list[AnnouncedMember]) -> list[AnnouncedPart]:
    """Return the tiers that have members, the smallest first."""
    alphabetical = sorted(members, key=lambda member: member.title.casefold())
    parts = [
        AnnouncedPart(tier, [member for member in alphabetical if member.tier == tier])
        for tier in reversed(ranking.tiers)
    ]
    return [part for part in parts if part.members]
