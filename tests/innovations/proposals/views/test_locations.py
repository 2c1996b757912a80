"""The villages where an innovation can be seen."""

from decimal import Decimal

import pytest

from innovations.models import Location
from tests import factories

pytestmark = pytest.mark.django_db

LOGANDENG = "33.26.18.2001"
BOTOSARI = "33.26.02.2008"


@pytest.fixture
def edition(cast):
    factories.village(LOGANDENG)
    factories.village(BOTOSARI)
    return factories.edition(at_stage="registration")


@pytest.fixture
def draft(edition):
    return factories.innovation("draft", edition=edition, complete=False)


def page(innovation):
    return f"/submissions/{innovation.pk}/locations/"


def removal(location):
    return f"{page(location.innovation)}{location.pk}/remove/"


def listed(innovation):
    """What stands on the list now: village, place and pin."""
    return [
        (location.village_id, location.place, location.latitude, location.longitude)
        for location in Location.objects.filter(innovation=innovation, removed_in=None)
    ]


@pytest.mark.parametrize(
    "typed",
    [
        LOGANDENG,
        f" {LOGANDENG} ",
        "3326182001",
        f"{LOGANDENG} Logandeng, Karangdadap",
        f"{LOGANDENG}, Logandeng",
    ],
)
def test_a_village_is_known_by_its_code_alone_or_by_the_whole_option(client, cast, draft, typed):
    client.force_login(cast.colleague)

    response = client.post(page(draft), {"village": typed, "place": "Polindes"})

    assert response.url == page(draft)
    assert listed(draft) == [(LOGANDENG, "Polindes", None, None)]


def test_the_page_offers_the_villages_of_the_agency_s_government(client, cast, draft):
    foreign = factories.village("33.27.01.2001")
    client.force_login(cast.staff)

    text = client.get(page(draft)).text

    assert f'<option value="{LOGANDENG} Logandeng, Karangdadap">' in text
    assert f'<option value="{BOTOSARI} Botosari, Paninggaran">' in text
    assert foreign.code not in text


def test_a_village_elsewhere_can_be_named_by_its_code(client, cast, draft):
    factories.village("33.27.01.2001")
    client.force_login(cast.staff)

    client.post(page(draft), {"village": "33.27.01.2001"})

    assert listed(draft) == [("33.27.01.2001", "", None, None)]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("-6.912345", "109.612345"), ("-6,912345", "109,612345"), ("-6.91234549", "109.61234512")],
)
def test_a_pin_is_kept_to_six_places(client, cast, draft, latitude, longitude):
    client.force_login(cast.staff)

    client.post(page(draft), {"village": LOGANDENG, "latitude": latitude, "longitude": longitude})

    assert listed(draft) == [(LOGANDENG, "", Decimal("-6.912345"), Decimal("109.612345"))]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"village": ""}, ["village"]),
        ({"village": "Logandeng"}, ["village"]),
        ({"village": "33.26.18.2999"}, ["village"]),
        ({"village": "33.26.18.20011"}, ["village"]),
        ({"place": "x" * 151}, ["place"]),
        ({"latitude": "-6.9"}, ["longitude"]),
        ({"longitude": "109.6"}, ["latitude"]),
        ({"latitude": "6.9", "longitude": "109.6"}, ["latitude"]),
        ({"latitude": "-6.9", "longitude": "95.3"}, ["longitude"]),
        ({"latitude": "selatan", "longitude": "109.6"}, ["latitude"]),
        ({"latitude": "NaN", "longitude": "1e999999"}, ["latitude", "longitude"]),
    ],
)
def test_wrong_places_are_not_kept_and_stay_in_the_form(client, cast, draft, typed, wrong):
    client.force_login(cast.staff)

    response = client.post(page(draft), {"village": LOGANDENG, **typed})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == wrong
    assert response.context["form"]["village"].value() == {"village": LOGANDENG, **typed}["village"]
    assert listed(draft) == []


def test_the_same_place_is_listed_once(client, cast, draft):
    factories.location(draft, village_code=LOGANDENG, place="Polindes")
    client.force_login(cast.staff)

    response = client.post(page(draft), {"village": LOGANDENG, "place": "Polindes"})

    assert list(response.context["form"].errors) == ["__all__"]
    assert listed(draft) == [(LOGANDENG, "Polindes", None, None)]


def test_a_place_is_taken_off_the_list_once(client, cast, draft):
    location = factories.location(draft)
    client.force_login(cast.staff)

    first, second = client.post(removal(location)), client.post(removal(location))

    assert first.url == second.url == page(draft)
    assert not Location.objects.exists()


def test_what_was_sent_keeps_a_place_that_is_taken_off_later(client, cast, edition):
    returned = factories.innovation("returned", edition=edition)
    location = returned.locations.get()
    client.force_login(cast.staff)

    client.post(removal(location))

    location.refresh_from_db()
    assert location.removed_in == returned.working_copy
    first = returned.revisions.get(number=1)
    assert list(Location.objects.in_revision(first)) == [location]
    assert listed(returned) == []


def test_a_place_of_another_innovation_is_not_touched(client, cast, draft, edition):
    foreign = factories.innovation("draft", edition=edition, agency=cast.other_agency)
    other = foreign.locations.get()
    client.force_login(cast.staff)

    client.post(f"{page(draft)}{other.pk}/remove/")

    assert Location.objects.filter(pk=other.pk, removed_in=None).exists()


def test_the_list_is_only_read_while_the_innovation_is_proposed(client, cast, edition):
    proposed = factories.innovation("proposed", edition=edition)
    location = proposed.locations.get()
    client.force_login(cast.staff)

    shown = client.get(page(proposed)).text
    refused = client.post(page(proposed), {"village": BOTOSARI})
    client.post(removal(location))

    assert LOGANDENG in shown
    assert "/remove/" not in shown
    assert "<datalist" not in shown
    assert list(refused.context["form"].errors) == ["__all__"]
    assert listed(proposed) == [(LOGANDENG, "", None, None)]


@pytest.mark.parametrize(
    ("who", "status_code"), [("stranger", 404), ("coordinator", 403), ("bureau", 403), ("verifier", 404)]
)
def test_others_change_nothing(client, cast, edition, who, status_code):
    returned = factories.innovation("returned", edition=edition)
    location = returned.locations.get()
    client.force_login(getattr(cast, who))

    assert client.post(page(returned), {"village": BOTOSARI}).status_code == status_code
    assert client.post(removal(location)).status_code == status_code
    assert listed(returned) == [(LOGANDENG, "", None, None)]


def test_removing_is_a_verb(client, cast, draft):
    location = factories.location(draft)
    client.force_login(cast.staff)

    assert client.get(removal(location)).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_place_and_with_three(
    client, cast, draft, rows, django_assert_num_queries
):
    for number in range(rows):
        factories.location(draft, place=f"Posyandu {number}")
    client.force_login(cast.staff)

    with django_assert_num_queries(8):
        assert len(client.get(page(draft)).context["locations"]) == rows
