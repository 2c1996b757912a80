"""The winners on the first page: those who were named in the result that was published last."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects

from innovations.catalogue.cards import Card, page_address, photo_address
from innovations.models import Award, Evidence, Stage, Tier

from .announcements import AnnouncedMember, Announcement, announcement
from .models import Placing, Ranking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import WithAnnotations


class _IsFinal(TypedDict):
    is_final: bool


class _Shown(TypedDict):
    is_public: bool
    photo: int | None
    photo_text: str | None


@dataclass(frozen=True)
class Winners:
    """The members of a result who are shown, in the order in which they were announced."""

    ranking: Ranking
    announcement: Announcement
    # The largest tier that they reached; the cards of those who reached a smaller one name it.
    tier: Tier
    cards: list[Card]


def published_rankings() -> "list[WithAnnotations[Ranking, _IsFinal]]":
    """Return the published rankings, the last one first; each knows whether it `is_final`: one query.

    A ranking of the last scored stage of its edition is final.
    """
    later = Stage.objects.filter(
        edition=OuterRef("stage__edition"), kind__in=Stage.SCORED_KINDS, order__gt=OuterRef("stage__order")
    )
    published = Ranking.objects.published().select_related("stage__edition", "group").defer("rules")
    return list(published.annotate(is_final=~Exists(later)).order_by("-published_at", "group__order"))


def last_winners(rankings: "Sequence[WithAnnotations[Ranking, _IsFinal]]", *, at: datetime) -> Winners | None:
    """Return the winners of the first final ranking among these, or of the first where none is: two queries.

    `rankings` are those that `published_rankings` returns. None where nobody was named.
    """
    final = [ranking for ranking in rankings if ranking.is_final]
    ranking = next(iter(final or rankings), None)
    if ranking is None:
        return None
    prefetch_related_objects([ranking], Prefetch("placings", _placings()), "stage__tiers")
    # The type checker doesn't know that these rows are those of `_placings`.
    placings = cast("list[WithAnnotations[Placing, _Shown]]", list(ranking.placings.all()))
    public = {placing.innovation_id for placing in placings if placing.is_public}
    announced = announcement(ranking, public=public, at=at)
    members = _members(announced)
    if not members:
        return None
    _last, tier = members[-1]
    photos = {
        placing.innovation.slug: (placing.photo, placing.photo_text or "")
        for placing in placings
        if placing.photo
    }
    cards = [_card(member, reached, tier, photos.get(member.slug)) for member, reached in members]
    return Winners(ranking, announced, tier, cards)


def _placings() -> QuerySet[Placing]:
    """Return placings with whether the innovation `is_public`, and its first public photo with its text."""
    photos = Evidence.objects.public_photos().filter(innovation=OuterRef("innovation"))
    awards = Award.objects.unrevoked().filter(innovation=OuterRef("innovation"))
    return (
        Placing.objects.select_related("tier", "innovation")
        .defer("score")
        .annotate(
            is_public=Exists(awards),
            photo=Subquery(photos.values("pk")[:1]),
            photo_text=Subquery(photos.values("alternative_text")[:1]),
        )
    )


def _members(announced: Announcement) -> list[tuple[AnnouncedMember, Tier]]:
    """Return who is shown, each with the tier that they reached.

    Where tiers were announced these are the members of the smallest; where an order was, all who reached one.
    """
    named = announced.parts[0].members if announced.parts else announced.order
    return [(member, member.tier) for member in named if member.tier]


def _card(member: AnnouncedMember, reached: Tier, tier: Tier, photo: tuple[int, str] | None) -> Card:
    """Return the card of a member under the heading of `tier`; `photo` is its number and its text."""
    return Card(
        title=member.title,
        agency=member.agency,
        government=member.government,
        tier="" if reached == tier else reached.local_name,
        place=member.place,
        is_sample=member.is_sample,
        url=page_address(member.slug) if member.slug else "",
        photo_url=photo_address(member.slug, photo[0]) if photo else "",
        photo_text=photo[1] if photo else "",
    )
