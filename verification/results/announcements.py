"""What everybody reads of a ranking, and nothing that only the bureau may: there are no points in here.

A stage that feeds a later one names its members by tier and alphabet, without places; the last stage shows
the decided order. The confirm page of the publication shows the same announcement beforehand.
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
    """An innovation in an announcement, by the names that were frozen."""

    title: str
    agency: str
    government: str
    is_sample: bool
    slug: str  # of its public page; empty without one
    tier: Tier | None
    place: int | None  # none where the order is not told
    is_last_of_tier: bool = False


@dataclass(frozen=True)
class AnnouncedPart:
    """The members whose smallest tier this is, in alphabetical order."""

    tier: Tier
    members: list[AnnouncedMember]


@dataclass(frozen=True)
class Announcement:
    """`order` is filled for a last stage, `parts` for a stage that feeds a later one; never both."""

    stage: str
    group: str
    published_at: datetime | None
    objections_until: date | None
    objections_are_open: bool
    order: list[AnnouncedMember]
    parts: list[AnnouncedPart]


def readable() -> RankingQuerySet:
    """Rankings with all that `announcement` reads: three queries for any number of them."""
    placings = Placing.objects.select_related("tier", "innovation").defer("score")
    return Ranking.objects.select_related("stage__edition", "group").prefetch_related(
        Prefetch("placings", placings), "stage__tiers"
    )


def published_in(year: int) -> list[Ranking]:
    """The published rankings of an edition, the last stage first."""
    published = readable().published().filter(stage__edition__year=year)
    return list(published.order_by("-stage__order", "group__order"))


def announcement(ranking: Ranking, *, public: set[int], at: datetime) -> Announcement:
    """Return what everybody reads of a ranking that was fetched through `readable`.

    `public` are the numbers of the innovations that have a public page.
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
    """The numbers of the edition's innovations that have a public page."""
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
    """The tier of each placing: as published, or, before that, as publishing will write it."""
    if ranking.state == Ranking.State.PUBLISHED:
        return {placing.pk: placing.tier for placing in placings}
    return tiers.reached(ranking, placings)


def _parts(ranking: Ranking, members: list[AnnouncedMember]) -> list[AnnouncedPart]:
    """The tiers from the smallest up, each with the members that reached no smaller one."""
    alphabetical = sorted(members, key=lambda member: member.title.casefold())
    parts = [
        AnnouncedPart(tier, [member for member in alphabetical if member.tier == tier])
        for tier in reversed(ranking.tiers)
    ]
    return [part for part in parts if part.members]
