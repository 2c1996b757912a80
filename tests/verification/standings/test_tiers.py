"""Which tier a placing reaches, also where a tier is split between the two clusters."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from innovations.models import Innovation, Tier
from tests import factories
from verification.results import deeds as publication
from verification.standings import tiers

NOW = timezone.now()


@pytest.fixture
def desk(cast):
    """A stage with a Top 4 that is not split and a Top 2 that is, and advances."""
    edition = factories.edition(at_stage="proposal", proposal_tiers=(4, 2))
    Tier.objects.filter(stage__edition=edition, size=2).update(split=True)
    return edition.stage_of_kind("proposal")


def entries(desk, cast, *, local, provincial):
    """Give the stage entries with these points; return them by points."""
    made = {points: factories.scored_entry(desk, points, points, agency=cast.agency) for points in local}
    for points in provincial:
        made[points] = factories.scored_entry(desk, points, points, agency=cast.provincial_agency)
    return made


def sizes(ranking):
    """Return the size of the tier that each innovation reached."""
    return {
        placing.innovation: placing.tier.size if placing.tier else None
        for placing in ranking.placings.select_related("innovation", "tier")
    }


def test_a_split_tier_gives_each_cluster_half_of_its_places(cast, desk):
    made = entries(desk, cast, local=[95, 90, 85], provincial=[70, 65])

    ranking = factories.ranking(desk, "published")

    assert sizes(ranking) == {made[95]: 2, made[90]: 4, made[85]: 4, made[70]: 2, made[65]: None}
    finalists = Innovation.objects.filter(status="finalist")
    assert set(finalists) == {made[95], made[70]}


def test_retracting_takes_both_halves_back(cast, desk):
    entries(desk, cast, local=[95, 90], provincial=[70])
    ranking = factories.ranking(desk, "published")
    assert Innovation.objects.filter(status="finalist").count() == 2

    publication.retract(ranking, by=cast.bureau, at=NOW, reason="Salah hitung")

    assert not Innovation.objects.filter(status="finalist").exists()


def test_a_shared_place_across_the_edge_of_one_cluster_refuses_the_confirmation(cast, desk):
    entries(desk, cast, local=[95, 90], provincial=[70])
    factories.scored_entry(desk, 70, 70, agency=cast.provincial_agency)
    ranking = factories.ranking(desk)
    assert tiers.crossed(ranking, ranking.placings.all()).size == 2

    with pytest.raises(ValidationError):
        publication.confirm(ranking, by=cast.bureau2, at=NOW)


def test_a_shared_place_across_the_edge_of_the_whole_crosses_no_split_tier(cast, desk):
    made = entries(desk, cast, local=[95], provincial=[70])
    twin = factories.scored_entry(desk, 95, 95, agency=cast.provincial_agency)

    ranking = factories.ranking(desk, "published")

    assert sizes(ranking) == {made[95]: 2, twin: 2, made[70]: 4}
