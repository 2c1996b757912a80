"""Who made an innovation: innovators by name and role, and partner agencies."""

import pytest
from django.urls import reverse

from innovations.integrity import conflicts
from innovations.models import Innovator
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return factories.innovation("draft", edition=factories.edition(), complete=False)


def page(innovation):
    return reverse("submission_makers", args=[innovation.pk])


def names(innovation):
    return list(innovation.innovators.values_list("name", "role"))


def test_staff_name_innovators_in_their_order(client, cast, draft):
    client.force_login(cast.staff)

    for name, role in [("Bidan  Desa", "Penggagas"), ("Kader", "Pelaksana")]:
        assert client.post(page(draft), {"name": name, "role": role}).url == page(draft)

    assert names(draft) == [("Bidan Desa", "Penggagas"), ("Kader", "Pelaksana")]


def test_a_name_is_named_once_and_a_role_belongs_to_it(client, cast, draft):
    client.force_login(cast.staff)
    client.post(page(draft), {"name": "Bidan Desa", "role": "Penggagas"})

    again = client.post(page(draft), {"name": "bidan desa", "role": "Lain"})
    without = client.post(page(draft), {"name": "Kader", "role": ""})

    assert (list(again.context["form"].errors), list(without.context["form"].errors)) == (
        ["__all__"],
        ["role"],
    )
    assert names(draft) == [("Bidan Desa", "Penggagas")]


def test_more_than_a_team_is_refused(client, cast, draft):
    Innovator.objects.bulk_create(Innovator(innovation=draft, name=f"N{n}", role="R") for n in range(20))
    client.force_login(cast.staff)

    assert client.post(page(draft), {"name": "Terlalu banyak", "role": "R"}).status_code == 200
    assert draft.innovators.count() == 20


def test_a_name_is_taken_off_by_its_button_and_twice_does_no_harm(client, cast, draft):
    innovator = Innovator.objects.create(innovation=draft, name="Bidan Desa", role="Penggagas")
    client.force_login(cast.staff)
    remove = reverse("remove_innovator", args=[draft.pk, innovator.pk])

    assert [client.post(remove).url for _twice in range(2)] == [page(draft)] * 2
    assert names(draft) == []


def test_partners_are_found_by_their_name_and_named(client, cast, draft):
    client.force_login(cast.staff)

    found = client.get(page(draft), {"words": "puskesmas"}).context["found"]
    assert found == [cast.other_agency]
    client.post(reverse("add_partner", args=[draft.pk]), {"agency": cast.other_agency.pk})

    assert list(draft.partners.all()) == [cast.other_agency]
    assert client.get(page(draft), {"words": "puskesmas"}).context["found"] == []
    # From now on the partner's people are in conflict with it.
    assert conflicts.in_conflict(cast.stranger, draft)


def test_the_owner_is_no_partner(client, cast, draft):
    client.force_login(cast.staff)

    client.post(reverse("add_partner", args=[draft.pk]), {"agency": cast.agency.pk})

    assert list(draft.partners.all()) == []


def test_a_partner_is_taken_off(client, cast, draft):
    draft.partners.add(cast.other_agency)
    client.force_login(cast.staff)

    client.post(reverse("remove_partner", args=[draft.pk, cast.other_agency.pk]))

    assert list(draft.partners.all()) == []


def test_nothing_is_changed_once_it_is_sent(client, cast):
    sent = factories.innovation("submitted", edition=factories.edition())
    before = names(sent)
    client.force_login(cast.staff)

    client.post(page(sent), {"name": "Terlambat", "role": "R"})
    client.post(reverse("add_partner", args=[sent.pk]), {"agency": cast.other_agency.pk})
    client.post(reverse("remove_innovator", args=[sent.pk, sent.innovators.get().pk]))

    assert (names(sent), list(sent.partners.all())) == (before, [])


@pytest.mark.parametrize("more", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_names(
    client, cast, draft, more, django_assert_num_queries
):
    for number in range(more):
        Innovator.objects.create(innovation=draft, name=f"N{number}", role="R")
        draft.partners.add(factories.agency(f"Mitra {number}"))
    client.force_login(cast.staff)

    with django_assert_num_queries(9):
        client.get(page(draft), {"words": "puskesmas"})
