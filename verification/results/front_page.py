"""The winners on the first page: who was named in the result that was published last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject

from innovations.catalogue.cards import Card, page_address, photo_address
from innovations.models import Award, Evidence, Stage, Tier

from .announcements import Announcement, announcement
from .models import Placing, Ranking


@dataclass(frozen=True)
class Winners:
    """The members of a result who reached its tier, in the order in which it was announced."""

    ranking: Ranking
    announcement: Announcement
    # The largest one that they reached; a card says so where its innovation reached a smaller one.
    tier: Tier
    cards: list[Card]


def published_rankings() -> list[Ranking]:
    """The published rankings, the last one first; each knows whether it `is_final`: one query.

    Final is a ranking of the last stage of its edition that is scored.
    """
    later = Stage.objects.filter(
        edition=OuterRef("stage__edition"), kind__in=Stage.SCORED_KINDS, order__gt=OuterRef("stage__order")
    )
    published = Ranking.objects.published().select_related("stage__edition", "group").defer("rules")
    return list(published.annotate(is_final=~Exists(later)).order_by("-published_at", "group__order"))


def last_winners(rankings: Sequence[Ranking], *, at: datetime) -> Winners | None:
    """The winners of the final ranking among these that was published last, or of the last one: two queries.

    None where nobody was named.
    """
    # What is annotated above and below, the type checker does not know.
    final = [ranking for ranking in rankings if ranking.is_final]  # type: ignore[attr-defined]
    ranking = next(iter(final or rankings), None)
    if ranking is None:
        return None
    prefetch_related_objects([ranking], Prefetch("placings", _placings()), "stage__tiers")
    public = [placing for placing in ranking.placings.all() if placing.is_public]  # type: ignore[attr-defined]
    announced = announcement(ranking, public={placing.innovation_id for placing in public}, at=at)
    members = _members(announced)
    if not members:
        return None
    tier = members[-1].tier
    photos = {placing.innovation.slug: placing.photo for placing in public}  # type: ignore[attr-defined]
    return Winners(
        ranking, announced, tier, [_card(member, tier, photos.get(member.slug)) for member in members]
    )


def _placings():
    """Placings with their innovation's first public photo, and whether it has a public page."""
    photos = Evidence.objects.public_photos().filter(innovation=OuterRef("innovation"))
    described = photos.values(described=JSONObject(number="pk", text="alternative_text"))
    awards = Award.objects.unrevoked().filter(innovation=OuterRef("innovation"))
    return (
        Placing.objects.select_related("tier", "innovation")
        .defer("score")
        .annotate(is_public=Exists(awards), photo=Subquery(described[:1]))
    )


def _members(announced):
    """Those of the smallest tier where tiers were announced, all who reached one where an order was."""
    if announced.parts:
        return announced.parts[0].members
    return [member for member in announced.order if member.tier]


def _card(member, tier, photo):
    return Card(
        title=member.title,
        agency=member.agency,
        government=member.government,
        tier="" if member.tier == tier else member.tier.local_name,
        place=member.place,
        is_sample=member.is_sample,
        url=page_address(member.slug) if member.slug else "",
        photo_url=photo_address(member.slug, photo["number"]) if photo else "",
        photo_text=photo["text"] if photo else "",
    )
