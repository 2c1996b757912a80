"""Below the passing grade of its rubric an entry reaches no tier, whatever places stay empty."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from innovations.models import Award, Innovation, Rubric
from tests import factories
from tests.expectations import refused
from verification.results import deeds as publication
from verification.standings import standings_table

NOW = timezone.now()


def graded(kind, grade, **tiers):
    edition = factories.edition(at_stage=kind, **tiers)
    stage = edition.stage_of_kind(kind)
    Rubric.objects.filter(stage=stage).update(passing_grade=grade)
    return stage


@pytest.fixture
def desk(cast):
    """The proposal stage with a Top 3, of which two go on, and a passing grade of 85."""
    return graded("proposal", 85, proposal_tiers=(3, 2))


def placed(ranking):
    """Return what became of each placing, in their order: title, place, size of the tier."""
    placings = ranking.placings.select_related("tier").order_by("decided_place", "title")
    return [(one.title, one.decided_place, one.tier.size if one.tier else None) for one in placings]


def test_places_of_a_tier_stay_empty_rather_than_go_to_one_below_the_grade(cast, desk):
    for title, points in (("A", 95), ("B", 84), ("C", 84)):
        factories.scored_entry(desk, points, points, title=title)

    ranking = factories.ranking(desk, "published")

    # B and C share a place in the Top 3, but neither is in it: nothing is left to decide.
    assert placed(ranking) == [("A", 1, 2), ("B", 2, None), ("C", 2, None)]
    assert list(Innovation.objects.filter(status="finalist").values_list("title", flat=True)) == ["A"]
    assert Award.objects.get().innovation.title == "A"


def test_the_grade_is_held_against_the_stage_and_not_the_final_score(cast):
    stage = graded("field", 70, field_tiers=(2,))
    factories.scored_entry(stage, 65, 65, before=(100, 100), title="Kuat di meja")
    factories.scored_entry(stage, 70, 70, before=(50, 50), title="Kuat di lapangan")

    ranking = factories.ranking(stage, "published")

    scores = dict(ranking.placings.values_list("title", "score"))
    assert scores == {"Kuat di meja": Decimal("79.00"), "Kuat di lapangan": Decimal("62.00")}
    assert placed(ranking) == [("Kuat di lapangan", 1, 2), ("Kuat di meja", 2, None)]


def test_the_provisional_table_stands_as_the_ranking_will(cast):
    stage = graded("field", 70, field_tiers=(2,))
    factories.scored_entry(stage, 65, 65, before=(100, 100), title="Kuat di meja")
    factories.scored_entry(stage, 70, 70, before=(50, 50), title="Kuat di lapangan")

    table = standings_table.standings_table(stage, stage.edition.groups.get(), reader=cast.bureau)

    assert [(row.innovation.title, row.place, row.is_under_grade) for row in table.placed] == [
        ("Kuat di lapangan", 1, False),
        ("Kuat di meja", 2, True),
    ]
    assert [row.edge for row in table.placed] == [None, None]


def test_the_plenary_lifts_nobody_over_the_grade(client, cast, desk):
    for title, points in (("A", 95), ("B", 90), ("C", 80), ("D", 70)):
        factories.scored_entry(desk, points, points, title=title)
    ranking = factories.ranking(desk)
    placing = {one.title: one for one in ranking.placings.select_related("ranking", "innovation")}

    for title, place in (("C", 2), ("C", 5), ("B", 3), ("B", 0)):
        with refused(ValidationError):
            publication.decide_place(placing[title], place, reason="Pleno", by=cast.bureau, at=NOW)
    for title, place in (("B", 1), ("A", 2), ("D", 3), ("C", 4)):
        publication.decide_place(placing[title], place, reason="Pleno", by=cast.bureau, at=NOW)
    client.force_login(cast.bureau)
    page = reverse("decide_place", args=[ranking.pk, placing["C"].pk])
    assert client.post(page, {"place": "1", "reason": "Pleno"}).context["form"].errors.keys() == {"place"}

    publication.confirm(ranking, by=cast.bureau2, at=NOW)
    publication.publish(ranking, by=cast.bureau, at=NOW)
    assert placed(ranking) == [("B", 1, 2), ("A", 2, 2), ("D", 3, None), ("C", 4, None)]


def test_the_pages_say_who_is_below_and_what_the_grade_is(client, cast, desk):
    factories.scored_entry(desk, 95, 95)
    factories.scored_entry(desk, 80, 80)
    client.cookies["language"] = "en"
    client.force_login(cast.bureau)
    ranking = factories.ranking(desk)

    pages = [
        client.get(url).text for url in (reverse("standings", args=[desk.pk]), ranking.get_absolute_url())
    ]

    assert [page.count("below the passing grade") for page in pages] == [1, 1]
    assert "85: whose score in this stage is lower" in pages[1]


def test_a_grade_costs_a_page_no_query(client, cast, desk, django_assert_max_num_queries):
    for points in (95, 90, 80):
        factories.scored_entry(desk, points, points)
    ranking = factories.ranking(desk)
    client.force_login(cast.bureau2)

    for url in (reverse("standings", args=[desk.pk]), ranking.get_absolute_url()):
        with django_assert_max_num_queries(10):
            client.get(url)


def test_a_ranking_that_was_frozen_before_there_were_grades_is_read_without_one(client, cast, desk):
    Rubric.objects.update(passing_grade=None)
    factories.scored_entry(desk, 80, 80, title="A")
    ranking = factories.ranking(desk, "confirmed")
    ranking.rules = ranking.rules.replace('"passing_grade":null,', "")
    ranking.save()
    client.force_login(cast.bureau)

    assert client.get(ranking.get_absolute_url()).context["report"].rules.passing_grade is None
    assert client.get(reverse("publish_ranking", args=[ranking.pk])).context["announcement"].parts
