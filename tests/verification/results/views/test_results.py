"""The public results: what everybody reads of published rankings, and what nobody finds there."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Edition, Group, Stage
from tests import factories
from verification.models import Placing, Ranking
from verification.results import deeds as publication
from verification.results import freezing

pytestmark = pytest.mark.django_db

RESULTS = reverse("results")


@pytest.fixture
def edition():
    return factories.edition(at_stage="proposal", proposal_tiers=(4, 2), field_tiers=(1,))


def page_of(year=2019):
    return reverse("edition_results", args=[year])


def entries(stage, points_by_title, **fields):
    return {
        title: factories.scored_entry(stage, points, points, title=title, **fields)
        for title, points in points_by_title.items()
    }


def publish_proposal(edition, points_by_title=None, **options):
    stage = edition.stage_of_kind("proposal")
    points_by_title = points_by_title or {"delta": 90, "Beta": 80, "alfa": 70, "Gamma": 60, "Kelima": 50}
    made = entries(stage, points_by_title)
    return made, factories.ranking(stage, "published", **options)


def publish_field(edition, points_by_entry):
    field = edition.stage_of_kind("field")
    Stage.objects.filter(pk=field.pk).update(begun_at=timezone.now())
    field.refresh_from_db()
    for entry, points in points_by_entry.items():
        factories.score(entry, field, points, points)
    return factories.ranking(field, "published")


def parts(announcement):
    return [(part.tier.size, [one.title for one in part.members]) for part in announcement.parts]


def order(announcement):
    return [(one.place, one.title, one.tier and one.tier.size) for one in announcement.order]


# The list of editions


def test_everybody_finds_the_editions_with_a_published_ranking_the_newest_first(client, cast):
    for year in (2018, 2019, 2017):
        publish_proposal(factories.edition(year, at_stage="proposal"))
    unpublished = factories.edition(2020, at_stage="proposal").stage_of_kind("proposal")
    entries(unpublished, {"Belum": 80})
    factories.ranking(unpublished, "confirmed")

    response = client.get(RESULTS)

    assert [(edition.year, len(rankings)) for edition, rankings in response.context["editions"]] == [
        (2019, 1),
        (2018, 1),
        (2017, 1),
    ]
    assert [page_of(year) in response.text for year in (2017, 2018, 2019, 2020)] == [True] * 3 + [False]


def test_the_list_is_empty_before_anything_is_published(client, edition):
    response = client.get(RESULTS)

    assert (response.status_code, response.context["editions"]) == (200, [])


@pytest.mark.parametrize("editions", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_editions(
    client, cast, editions, django_assert_num_queries
):
    for year in range(2019, 2019 - editions, -1):
        publish_proposal(factories.edition(year, at_stage="proposal"))

    with django_assert_num_queries(1):
        client.get(RESULTS)


# A stage that feeds a later one


def test_a_feeding_stage_is_announced_by_tier_and_alphabet_without_places(client, edition):
    publish_proposal(edition)

    (announced,) = client.get(page_of()).context["announcements"]

    assert parts(announced) == [(2, ["Beta", "delta"]), (4, ["alfa", "Gamma"])]
    assert order(announced) == []
    assert {one.place for part in announced.parts for one in part.members} == {None}


def test_anyone_who_reached_no_tier_is_not_named(client, edition):
    made, ranking = publish_proposal(edition)
    assert ranking.placings.get(innovation=made["Kelima"]).tier is None

    assert "Kelima" not in client.get(page_of()).text


def test_the_page_names_agency_and_government_and_links_to_the_public_page(client, cast, edition):
    made, _ranking = publish_proposal(edition)

    response = client.get(page_of())

    (announced,) = response.context["announcements"]
    first = announced.parts[0].members[0]
    assert (first.agency, first.government) == ("Puskesmas Karangdadap", "Kabupaten Pekalongan")
    assert first.slug == made["Beta"].slug
    assert reverse("public_innovation", args=[made["Beta"].slug]) in response.text


def test_a_title_without_an_award_that_holds_is_named_but_not_linked(client, edition):
    made, _ranking = publish_proposal(edition)
    made["Beta"].awards.update(revoked_at=timezone.now(), reason="Dicabut")

    response = client.get(page_of())

    assert "Beta" in response.text
    assert reverse("public_innovation", args=[made["Beta"].slug]) not in response.text


def test_names_stay_as_they_were_frozen(client, edition):
    made, _ranking = publish_proposal(edition)
    made["Beta"].title = "Judul baru"
    made["Beta"].save()

    (announced,) = client.get(page_of()).context["announcements"]

    assert parts(announced)[0] == (2, ["Beta", "delta"])


def test_the_decided_places_count(client, cast, edition):
    stage = edition.stage_of_kind("proposal")
    entries(stage, {"A": 90, "B": 80, "C": 70})
    ranking = factories.ranking(stage)
    Placing.objects.filter(title="B").update(decided_place=3, reason="Pleno")
    Placing.objects.filter(title="C").update(decided_place=2, reason="Pleno")
    seal_and_publish(ranking, cast)

    (announced,) = client.get(page_of()).context["announcements"]

    assert parts(announced) == [(2, ["A", "C"]), (4, ["B"])]


def seal_and_publish(ranking, cast):
    Ranking.objects.filter(pk=ranking.pk).update(hash=freezing.checksum(ranking))
    ranking = publication.confirm(ranking, by=cast.bureau2, at=timezone.now())
    return publication.publish(ranking, by=cast.bureau, at=timezone.now())


# The last stage


def test_the_last_stage_shows_the_whole_order_and_the_announcement_before_it_below(client, edition):
    made, _ranking = publish_proposal(edition)
    publish_field(edition, {made["Beta"]: 95, made["delta"]: 50})

    final, proposal = client.get(page_of()).context["announcements"]

    assert order(final) == [(1, "Beta", 1), (2, "delta", None)]
    assert parts(final) == []
    assert [one.is_last_of_tier for one in final.order] == [True, False]
    assert parts(proposal) == [(2, ["Beta", "delta"]), (4, ["alfa", "Gamma"])]


def test_an_edition_with_one_scored_stage_shows_its_order(client, cast):
    edition = factories.edition(at_stage="proposal", proposal_tiers=(2,))
    stage = edition.stage_of_kind("proposal")
    stage.tiers.update(advances=False)
    entries(stage, {"A": 70, "B": 90, "C": 80})
    factories.ranking(stage, "published")

    (announced,) = client.get(page_of()).context["announcements"]

    assert order(announced) == [(1, "B", 2), (2, "C", 2), (3, "A", None)]


def test_each_group_is_announced_by_itself(client, cast, edition):
    other = Group.objects.create(edition=edition, order=2, code="replikasi", name="Replikasi")
    stage = edition.stage_of_kind("proposal")
    tier = stage.tiers.get(size=2)
    tier.pk, tier.group, tier._state.adding = None, other, True
    tier.save()
    entries(stage, {"Umum 1": 90})
    entries(stage, {"Replikasi 1": 95}, group=other)
    factories.ranking(stage, "published")
    factories.ranking(stage, "published", group=other)

    response = client.get(page_of())

    assert [(one.group, parts(one)) for one in response.context["announcements"]] == [
        ("Umum", [(2, ["Umum 1"])]),
        ("Replikasi", [(2, ["Replikasi 1"])]),
    ]


# What nobody finds there


@pytest.mark.parametrize("state", ["frozen", "confirmed", "retracted"])
def test_nothing_is_public_before_the_publication_or_after_a_retraction(client, cast, edition, state):
    stage = edition.stage_of_kind("proposal")
    entries(stage, {"Rahasia": 90})
    factories.ranking(stage, state)

    for reader in (None, cast.staff, cast.bureau):
        if reader:
            client.force_login(reader)
        assert client.get(page_of()).status_code == 404
        assert client.get(RESULTS).context["editions"] == []


def test_a_retracted_announcement_disappears_and_the_one_before_it_stays(client, cast, edition):
    made, _ranking = publish_proposal(edition)
    final = publish_field(edition, {made["Beta"]: 95, made["delta"]: 50})
    publication.retract(final, by=cast.bureau, at=timezone.now(), reason="Salah hitung")

    announced = client.get(page_of()).context["announcements"]

    assert [parts(one) for one in announced] == [[(2, ["Beta", "delta"]), (4, ["alfa", "Gamma"])]]


@pytest.mark.parametrize("year", [2019, 1999, 0, 99999])
def test_an_unknown_or_unpublished_year_has_no_page(client, edition, year):
    assert client.get(page_of(year)).status_code == 404


def test_no_points_are_public_of_any_stage(client, cast, edition):
    made, proposal = publish_proposal(edition, {"Beta": 83, "delta": 71, "alfa": 67, "Gamma": 59})
    final = publish_field(edition, {made["Beta"]: 97, made["delta"]: 43})
    assert list(final.placings.values_list("score", flat=True)) == [Decimal("91.40"), Decimal("54.20")]

    pages = [client.get(page_of()), client.get(RESULTS)]

    points = [83, 71, 67, 59, 97, 43]
    secrets = [
        *(f">{one}<" for one in points),
        *(f"{one}{comma}00" for one in points for comma in ",."),
        *("91.40", "91,40", "54.20", "54,20"),
        proposal.hash,
        final.hash,
        cast.verifier.name,
    ]
    assert [(page.status_code, [one for one in secrets if one in page.text]) for page in pages] == [
        (200, []),
        (200, []),
    ]


def test_the_reason_of_a_departure_is_not_public(client, cast, edition):
    made, _proposal = publish_proposal(edition)
    final = publish_field(edition, {made["Beta"]: 95, made["delta"]: 50})
    final.placings.filter(title="delta").update(reason="Pertimbangan pleno")

    assert "Pertimbangan pleno" not in client.get(page_of()).text


# When, and until when one may object


def test_the_page_tells_the_day_of_publication_and_until_when_one_may_object(client, cast, edition):
    Edition.objects.update(objection_days=5)
    publish_proposal(edition)

    (announced,) = client.get(page_of()).context["announcements"]

    today = timezone.localdate()
    assert timezone.localdate(announced.published_at) == today
    assert (announced.objections_until, announced.objections_are_open) == (today + timedelta(days=5), True)


def test_the_days_count_from_the_day_in_wib(edition):
    _made, ranking = publish_proposal(edition)
    # In UTC this is still the evening of the 19th.
    ranking.published_at = datetime(2019, 7, 19, 23, 30, tzinfo=ZoneInfo("UTC"))

    assert ranking.objections_until == date(2019, 7, 25)


def test_after_these_days_the_objections_are_over(client, edition):
    _made, _ranking = publish_proposal(edition)
    Ranking.objects.update(published_at=timezone.now() - timedelta(days=6))

    (announced,) = client.get(page_of()).context["announcements"]

    assert announced.objections_are_open is False


def test_an_edition_without_objections_tells_no_day(client, edition):
    Edition.objects.update(objection_days=0)
    publish_proposal(edition)

    (announced,) = client.get(page_of()).context["announcements"]

    assert (announced.objections_until, announced.objections_are_open) == (None, False)


# What it costs, and what it takes


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_placings(
    client, edition, number, django_assert_num_queries
):
    publish_proposal(edition, {f"Inovasi {one}": 90 - one for one in range(number)})

    with django_assert_num_queries(4):
        client.get(page_of())


def test_the_page_costs_the_same_for_two_stages(client, edition, django_assert_num_queries):
    made, _ranking = publish_proposal(edition)
    publish_field(edition, {made["Beta"]: 95, made["delta"]: 50})

    with django_assert_num_queries(4):
        client.get(page_of())


def test_the_public_pages_only_read(client, edition):
    publish_proposal(edition)

    assert [client.post(url).status_code for url in (RESULTS, page_of())] == [405, 405]


def test_samples_are_marked(client, edition):
    stage = edition.stage_of_kind("proposal")
    factories.scored_entry(stage, 80, 80, title="Contoh", is_sample=True)
    factories.scored_entry(stage, 70, 70, title="Nyata")
    factories.ranking(stage, "published")

    response = client.get(page_of())

    (announced,) = response.context["announcements"]
    members = [member for part in announced.parts for member in part.members]
    assert [(member.title, member.is_sample) for member in members] == [("Contoh", True), ("Nyata", False)]
    assert response.text.count('class="status tone-wait"') == 1
