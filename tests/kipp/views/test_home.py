"""The first page and the bureau's entrance."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Edition
from tests import factories
from tests.expectations import everything

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
    factories.post(cast.staff, "verifier")
    client.force_login(cast.staff)

    response = client.get(reverse("home"))

    assert response.context["roles"] == {"staff", "verifier"}


def test_a_post_that_has_ended_opens_no_door(client, cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.staff.memberships.update(ends_on=yesterday)
    client.force_login(cast.staff)

    assert client.get(reverse("home")).context["roles"] == set()


def test_running_editions_are_shown_and_no_others(client, cast):
    running = factories.edition(2019, at_stage="registration")
    factories.edition(2020, at_stage=None)
    factories.edition(2018, at_stage="closed")

    shown = client.get(reverse("home")).context["editions"]

    assert [edition for edition, _may_enter in shown] == [running]


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

    assert (f'href="{reverse("submission_new")}"' in page) is offered


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


def test_the_five_last_results_are_told_newest_first(client, cast):
    rankings = [published(year) for year in range(2014, 2020)]

    assert list(client.get(reverse("home")).context["published"]) == rankings[:0:-1]


@pytest.mark.parametrize("number", [1, 3])
def test_the_first_page_takes_the_same_queries_however_much_there_is(
    client, cast, number, django_assert_num_queries
):
    for year in (2017, 2018, 2019)[:number]:
        published(year)
    client.force_login(cast.staff)

    # session, user, posts; editions with their stages, results
    with django_assert_num_queries(5):
        client.get(reverse("home"))


def test_the_first_page_is_only_read(client, cast):
    assert client.post(reverse("home")).status_code == 405


# The bureau's entrance


@pytest.mark.parametrize("who", DOORS)
def test_the_bureau_and_auditors_enter_and_nobody_else(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get(reverse("bureau")).status_code == (200 if "bureau" in DOORS[who] else 403)


def test_a_visitor_is_sent_to_the_sign_in(client, db):
    url = reverse("bureau")

    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def test_the_entrance_has_a_door_to_every_scored_stage_of_every_edition(client, cast):
    for year, at_stage in ((2018, "closed"), (2019, "field"), (2020, None)):
        factories.edition(year, at_stage=at_stage)
    client.force_login(cast.auditor)

    page = client.get(reverse("bureau")).content.decode()

    doors = {}
    for edition in Edition.objects.all():
        proposal, field = edition.stage_of_kind("proposal"), edition.stage_of_kind("field")
        doors |= {
            reverse("edition", args=[edition.year]): True,
            f"{reverse('screening')}?edition={edition.year}": True,
            reverse("assignments", args=[proposal.pk]): True,
            reverse("assignments", args=[field.pk]): True,
            reverse("standings", args=[proposal.pk]): True,
            reverse("standings", args=[field.pk]): True,
            reverse("standings", args=[edition.registration.pk]): False,
            reverse("bureau_visits", args=[field.pk]): True,
            reverse("bureau_visits", args=[proposal.pk]): False,
        }
    assert {url: f'href="{url}"' in page for url in doors} == doors
    rooms = ("editions", "people", "agencies", "outbox", "audit")
    assert [name for name in rooms if f'href="{reverse(name)}"' in page] == list(rooms)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_entrance_takes_the_same_queries_however_many_editions_there_are(
    client, cast, number, django_assert_num_queries
):
    for year in (2017, 2018, 2019)[:number]:
        factories.edition(year, at_stage="closed")
    client.force_login(cast.bureau)

    # session, user, posts; editions, and their stages if there are any
    with django_assert_num_queries(4 if number else 3):
        client.get(reverse("bureau"))


def test_the_entrance_is_only_read(client, cast):
    client.force_login(cast.bureau)
    before = everything()

    assert client.post(reverse("bureau")).status_code == 405
    assert client.get(reverse("bureau")).status_code == 200
    assert everything() == before
