"""The first page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.catalogue.cards import Card
from innovations.models import Stage
from tests import factories

pytestmark = pytest.mark.django_db

DOORS = {
    "staff": {"submissions"},
    "coordinator": {"coordination"},
    "verifier": {"verification_home"},
    "bureau": {"bureau"},
    "auditor": {"bureau"},
    "nobody": set(),
}


def published(year):
    """Return the published ranking of an edition's proposal stage."""
    stage = factories.edition(year, at_stage="proposal").stage_of_kind("proposal")
    factories.scored_entry(stage, 80, 70)
    return factories.ranking(stage, "published")


# The first page


@pytest.mark.parametrize("who", DOORS)
def test_everybody_finds_the_doors_to_their_rooms_and_no_others(client, cast, who):
    client.force_login(getattr(cast, who))

    page = client.get(reverse("home")).content.decode()

    found = {name for name in set.union(*DOORS.values()) if f'href="{reverse(name)}"' in page}
    assert found == DOORS[who]


def test_a_visitor_finds_what_is_public_and_the_sign_in(client, cast):
    response = client.get(reverse("home"))

    page = response.content.decode()
    assert response.status_code == 200
    assert all(f'href="{reverse(name)}"' in page for name in ("catalogue", "results", "account_login"))
    assert not any(f'href="{reverse(name)}"' in page for name in {*set.union(*DOORS.values()), "notices"})


def test_somebody_with_two_posts_finds_both_doors(client, cast):
    factories.post(cast.staff, "coordinator", cast.other_agency.government)
    client.force_login(cast.staff)

    response = client.get(reverse("home"))

    assert response.context["roles"] == {"staff", "coordinator"}


def test_a_post_that_has_ended_opens_no_door(client, cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.staff.memberships.update(ends_on=yesterday)
    client.force_login(cast.staff)

    assert client.get(reverse("home")).context["roles"] == set()


def test_running_editions_are_shown_and_no_others(client, cast):
    running = factories.edition(2019, at_stage="registration")
    factories.edition(2020, at_stage=None)
    factories.edition(2018, at_stage="closed")

    shown = client.get(reverse("home")).context["stage_timelines"]

    assert [timeline.edition for timeline in shown] == [running]


@pytest.mark.parametrize(
    ("who", "at_stage", "offered"),
    [
        ("staff", "registration", True),
        ("staff", "screening", False),
        ("coordinator", "registration", False),
        ("bureau", "registration", False),
    ],
)
def test_staff_are_offered_to_enter_while_registration_is_open(client, cast, who, at_stage, offered):
    factories.edition(at_stage=at_stage)
    client.force_login(getattr(cast, who))

    page = client.get(reverse("home")).content.decode()

    assert (f'href="{reverse("submission_new")}?edition=2019"' in page) is offered


def test_times_are_said_in_wib(client, cast):
    edition = factories.edition(at_stage="registration")
    closes = timezone.localtime(edition.registration.closes_at)

    page = client.get(reverse("home")).content.decode()

    assert f"{closes:%H.%M} WIB" in page


@pytest.mark.parametrize("state", ["frozen", "confirmed", "published", "retracted"])
def test_only_a_published_result_is_told(client, cast, state):
    stage = factories.edition(2019, at_stage="proposal").stage_of_kind("proposal")
    factories.scored_entry(stage, 80, 70)
    factories.ranking(stage, state)

    page = client.get(reverse("home")).content.decode()

    assert (reverse("edition_results", args=[2019]) in page) is (state == "published")


# What to do next


def steps_of(client, person):
    client.force_login(person)
    return [step.url for step in client.get(reverse("home")).context["steps"]]


def test_everybody_is_told_what_they_can_do_next_and_not_what_others_can(client, cast):
    edition = factories.edition(at_stage="registration")
    draft = factories.innovation("draft", edition=edition, agency=cast.agency)
    factories.innovation("proposed", edition=edition, agency=cast.other_agency)

    told = {who: steps_of(client, getattr(cast, who)) for who in DOORS}

    assert told == {**{who: [] for who in DOORS}, "staff": [draft.get_absolute_url()]}
    assert steps_of(client, cast.other_coordinator) == [f"{reverse('coordination')}#waiting"]


def test_a_visitor_is_told_no_steps(client, cast):
    factories.edition(at_stage="registration")

    assert client.get(reverse("home")).context["steps"] == []


def test_somebody_with_several_roles_is_told_the_steps_of_all_and_nothing_else(client, cast):
    edition = factories.edition(at_stage="registration")
    draft = factories.innovation("draft", edition=edition, agency=cast.agency)
    factories.innovation("proposed", edition=edition, agency=cast.other_agency)
    factories.post(cast.staff, "coordinator", cast.other_agency.government)

    client.force_login(cast.staff)
    context = client.get(reverse("home")).context

    steps = [f"{reverse('coordination')}#waiting", draft.get_absolute_url()]
    assert [step.url for step in context["steps"]] == steps
    assert [name in context for name in ("stage_timelines", "winners", "others")] == [False] * 3


# The winners of the last result


def published_field(edition, scores):
    """Return the published ranking of the field stage, with an entry of each score and title."""
    proposal, field = edition.stage_of_kind("proposal"), edition.stage_of_kind("field")
    made = [
        factories.scored_entry(proposal, score, score, title=title, is_sample=title == "Contoh")
        for title, score in scores.items()
    ]
    factories.ranking(proposal, "published")
    Stage.objects.filter(pk=field.pk).update(begun_at=timezone.now())
    field.refresh_from_db()
    for entry, score in zip(made, scores.values(), strict=True):
        entry.refresh_from_db()
        factories.score(entry, field, score, score)
    return factories.ranking(field, "published")


def shown(client):
    winners = client.get(reverse("home")).context["winners"]
    return winners.ranking, [(card.place, card.title) for card in winners.cards]


def test_the_winners_of_a_final_result_stand_in_its_order(client, cast):
    edition = factories.edition(2019, at_stage="proposal", proposal_tiers=(3,), field_tiers=(2,))
    final = published_field(edition, {"Contoh": 70, "beta": 90, "Alfa": 80})

    assert shown(client) == (final, [(1, "beta"), (2, "Alfa")])


def test_the_winners_of_a_result_that_feeds_a_later_stage_stand_in_the_alphabet_without_places(client, cast):
    stage = factories.edition(2019, at_stage="proposal", proposal_tiers=(3, 2)).stage_of_kind("proposal")
    for title, score in {"beta": 90, "Alfa": 80, "Keluar": 70}.items():
        factories.scored_entry(stage, score, score, title=title)
    ranking = factories.ranking(stage, "published")

    assert shown(client) == (ranking, [(None, "Alfa"), (None, "beta")])


def test_a_final_result_goes_before_a_later_one_that_is_not(client, cast):
    edition = factories.edition(2018, at_stage="proposal", proposal_tiers=(3,), field_tiers=(2,))
    final = published_field(edition, {"Alfa": 80})
    later = published(2019)

    assert shown(client) == (final, [(1, "Alfa")])
    others = client.get(reverse("home")).context["others"]
    assert [ranking.stage.edition.year for ranking in others] == [2019, 2018]
    assert others[0] == later


def test_a_winner_is_shown_with_its_first_public_photo_and_leads_to_its_page(client, cast):
    edition = factories.edition(2019, at_stage="proposal", proposal_tiers=(3,), field_tiers=(2, 1))
    ranking = published_field(edition, {"Contoh": 90, "Alfa": 80})
    first, second = (placing.innovation for placing in ranking.placings.all())
    factories.photo(first, public=False)
    factories.photo(first, shows_recognisable_people=True)
    photo = factories.photo(first)
    factories.photo(first)
    second.awards.update(revoked_at=timezone.now(), reason="Salah hitung")

    cards = client.get(reverse("home")).context["winners"].cards

    whose = (first.agency.name, first.agency.government.name)
    assert cards == [
        Card(
            "Contoh",
            *whose,
            tier="1 Besar (Top 1)",
            place=1,
            is_sample=True,
            url=reverse("public_innovation", args=[first.slug]),
            photo_url=reverse("public_photo", args=[first.slug, photo.pk, "thumbnail"]),
            photo_text=photo.alternative_text,
        ),
        Card("Alfa", *whose, place=2),
    ]


def test_five_other_results_are_told_the_last_published_first(client, cast):
    rankings = [published(year) for year in range(2013, 2020)]

    context = client.get(reverse("home")).context

    assert (context["winners"].ranking, context["others"]) == (rankings[-1], rankings[-2:0:-1])


def test_before_anything_is_published_there_are_no_winners(client, cast):
    context = client.get(reverse("home")).context

    assert (context["winners"], context["others"]) == (None, [])


# What it costs


# With the session and the account: editions with their stages, rankings, placings, tiers, and the steps.
QUERIES = {"staff": 9, "coordinator": 8, "verifier": 9, "bureau": 10, "auditor": 7}


@pytest.mark.parametrize("who", QUERIES)
@pytest.mark.parametrize("number", [1, 3])
def test_the_first_page_takes_the_same_queries_however_much_there_is(
    client, cast, who, number, django_assert_num_queries
):
    for year in (2017, 2018, 2019)[:number]:
        published(year)
    client.force_login(getattr(cast, who))

    with django_assert_num_queries(QUERIES[who]):
        client.get(reverse("home"))


def test_somebody_with_two_roles_costs_less_than_the_sum(client, cast, django_assert_num_queries):
    published(2019)
    factories.post(cast.staff, "coordinator", cast.other_agency.government)
    client.force_login(cast.staff)

    with django_assert_num_queries(5):
        client.get(reverse("home"))


def test_the_first_page_is_only_read(client, cast):
    assert client.post(reverse("home")).status_code == 405
