"""The bureau's entrance."""

import pytest
from django.urls import reverse

from innovations.models import Edition
from tests import factories
from tests.expectations import everything

pytestmark = pytest.mark.django_db

URL = reverse("bureau")


def charts(response):
    """The bars of each edition's chart, by year."""
    return {
        overview.edition.year: overview.chart and [(bar.label, bar.value) for bar in overview.chart.bars]
        for overview in response.context["overviews"]
    }


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("bureau", 200),
        ("auditor", 200),
        ("staff", 403),
        ("coordinator", 403),
        ("verifier", 403),
        ("nobody", 403),
    ],
)
def test_the_bureau_and_auditors_enter_and_nobody_else(client, cast, who, status):
    client.force_login(getattr(cast, who))

    assert client.get(URL).status_code == status


def test_a_visitor_is_sent_to_the_sign_in(client, db):
    assert client.get(URL).url == f"{reverse('account_login')}?next={URL}"


def test_the_bureau_has_its_next_steps_and_an_auditor_none(client, cast):
    edition = factories.edition(at_stage=None)

    steps = {}
    for who in ("bureau", "auditor"):
        client.force_login(getattr(cast, who))
        steps[who] = [step.url for step in client.get(URL).context["steps"]]

    assert steps == {"bureau": [edition.get_absolute_url()], "auditor": []}


def test_there_is_a_door_to_every_scored_stage_of_every_edition(client, cast):
    for year, at_stage in ((2018, "closed"), (2019, "field"), (2020, None)):
        factories.edition(year, at_stage=at_stage)
    client.force_login(cast.auditor)

    page = client.get(URL).text

    doors = {}
    for edition in Edition.objects.all():
        proposal, field = edition.stage_of_kind("proposal"), edition.stage_of_kind("field")
        doors |= {
            reverse("edition", args=[edition.year]): True,
            reverse("edition_rules", args=[edition.year]): True,
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


def test_editions_that_are_over_are_folded(client, cast):
    for year, at_stage in ((2017, "closed"), (2018, "field"), (2019, "field"), (2020, None)):
        factories.edition(year, at_stage=at_stage)
    Edition.objects.filter(year=2018).update(state=Edition.State.CANCELLED)
    Edition.objects.filter(year=2019).update(state=Edition.State.SUSPENDED)
    client.force_login(cast.bureau)

    response = client.get(URL)

    assert [overview.edition.year for overview in response.context["overviews"]] == [2020, 2019]
    assert [edition.year for edition in response.context["over"]] == [2018, 2017]


def test_a_chart_counts_what_was_sent_by_status(client, cast):
    factories.edition(2018, at_stage="screening")
    edition = factories.edition(2019, at_stage="screening")
    for status in ("eligible", "submitted", "submitted", "draft", "proposed"):
        factories.innovation(status, edition=edition)
    factories.innovation("returned", edition=edition, sent=False)
    client.force_login(cast.auditor)

    found = charts(client.get(URL))

    assert found[2018] is None
    assert [value for _label, value in found[2019]] == [2, 1]


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_however_many_editions_there_are(
    client, cast, number, django_assert_num_queries
):
    for year in (2017, 2018, 2019)[:number]:
        edition = factories.edition(year, at_stage="screening")
        factories.innovation("submitted", edition=edition)
    client.force_login(cast.bureau)

    # session, the account with its posts; editions, their stages, numbers; three of the steps
    with django_assert_num_queries(8):
        client.get(URL)


def test_it_is_only_read(client, cast):
    client.force_login(cast.bureau)
    before = everything()

    assert client.post(URL).status_code == 405
    assert client.get(URL).status_code == 200
    assert everything() == before
