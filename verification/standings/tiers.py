"""Which tier a placing reaches: by its place or, in a split tier, by its place within its cluster.

An entry below the passing grade of the stage reaches none, even if places of a tier stay empty.

A split tier of twenty has ten places for agencies of the province and regional enterprises, and ten for
those of regencies and cities, as KIPP Jawa Tengah had it in 2021.
"""

import json
from collections.abc import Collection, Iterable, Mapping

from django.db.models import prefetch_related_objects

from innovations.models import Cluster, Tier
from verification.results.models import Placing, Ranking
from verification.scoring.ranking import crossed_cuts, passes, places_within, tier_of


def edges(tiers: Iterable[Tier], entries: int) -> dict[int, Tier]:
    """Return the tiers whose edge lies within a list of entries, by the position just above the edge.

    `entries` is how many passed. A tier with room for all has no edge there, nor has a split tier.
    """
    return {tier.size: tier for tier in tiers if tier.size < entries and not tier.split}


def under_grade(ranking: Ranking, placings: Collection[Placing]) -> set[int]:
    """Return the numbers of the placings whose stage score is below the passing grade of the rubric.

    No query if there is no grade or if the stage scores are prefetched.
    """
    # Rankings that were frozen before passing grades existed don't have the key.
    grade = json.loads(ranking.rules).get("passing_grade")
    if grade is None:
        return set()
    prefetch_related_objects(list(placings), "stage_scores")
    return {
        placing.pk
        for placing in placings
        for part in placing.stage_scores.all()
        if part.stage_id == ranking.stage_id and not passes(part.score, grade)
    }


def reached(ranking: Ranking, placings: Collection[Placing]) -> dict[int, Tier | None]:
    """Return the smallest tier that each placing reaches, or None, by the placing's number."""
    whole = {tier.size: tier for tier in ranking.tiers if not tier.split}
    split = {tier.size // 2: tier for tier in ranking.tiers if tier.split}
    under = under_grade(ranking, placings)
    result: dict[int, Tier | None] = dict.fromkeys(under)
    for cluster in Cluster:
        places = {
            placing.pk: placing.decided_place
            for placing in placings
            if placing.cluster == cluster and placing.pk not in under
        }
        for key, place_within in places_within(places).items():
            found = [_smallest(whole, places[key]), _smallest(split, place_within)]
            result[key] = min((tier for tier in found if tier), key=lambda tier: tier.size, default=None)
    return result


def _smallest(tiers: Mapping[int, Tier], place: int) -> Tier | None:
    """Return the smallest of the tiers, by their sizes, that the place is within."""
    size = tier_of(place, tiers)
    return None if size is None else tiers[size]


def advancing(ranking: Ranking, placings: Collection[Placing]) -> list[int]:
    """Return the numbers of the innovations that go on to the next scored stage."""
    size = next((tier.size for tier in ranking.tiers if tier.advances), 0)
    tiers = reached(ranking, placings)
    return [
        placing.innovation_id for placing in placings if (tier := tiers[placing.pk]) and tier.size <= size
    ]


def crossed(ranking: Ranking, placings: Collection[Placing]) -> Tier | None:
    """Return the smallest tier whose edge is between entries that share a place, or None."""
    under = under_grade(ranking, placings)
    placings = [placing for placing in placings if placing.pk not in under]
    for tier in reversed(ranking.tiers):
        if tier.split:
            halves = [[p.decided_place for p in placings if p.cluster == cluster] for cluster in Cluster]
            if any(crossed_cuts(places, [tier.size // 2]) for places in halves):
                return tier
        elif crossed_cuts([placing.decided_place for placing in placings], [tier.size]):
            return tier
    return None
