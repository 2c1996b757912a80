"""The bureau's register of agencies."""

import pytest
from django.urls import reverse

from kipp.accounts.models import Agency
from tests import factories
from tests.expectations import everything

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("agencies"), reverse("new_agency")
OTHERS = ["staff", "coordinator", "verifier", "nobody"]


def typed(cast, **changes):
    return {"government": cast.agency.government.pk, "kind": "upp", "name": "Puskesmas Wiradesa", **changes}


def names(response):
    return [agency.name for agency in response.context["page_obj"]]


# The list


@pytest.mark.parametrize("who", ["bureau", "auditor", *OTHERS])
def test_the_bureau_and_auditors_read_the_register_and_nobody_else(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get(LIST).status_code == (403 if who in OTHERS else 200)


@pytest.mark.parametrize("url", [LIST, NEW])
def test_a_visitor_is_sent_to_the_sign_in(client, cast, url):
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def test_the_list_is_only_read(client, cast):
    client.force_login(cast.bureau)

    assert client.post(LIST).status_code == 405


def test_agencies_are_found_by_every_word_of_their_name_and_by_government(client, cast):
    factories.agency("Dinas Kesehatan Kabupaten Pemalang", "33.27", "perangkat_daerah")
    client.force_login(cast.auditor)

    def found(**asked):
        return names(client.get(LIST, asked))

    assert found(words="kabupaten dinas") == ["Dinas Kesehatan Kabupaten Pemalang"]
    assert found(government=cast.other_agency.government.pk) == [
        "Dinas Kesehatan Kabupaten Pemalang",
        "Puskesmas Banyumudal",
    ]
    assert found(words="dinas", government=cast.agency.government.pk) == []


def test_a_government_that_does_not_exist_is_told_and_left_out(client, cast):
    client.force_login(cast.bureau)

    response = client.get(LIST, {"government": "999999", "words": "banyumudal"})

    assert list(response.context["form"].errors) == ["government"]
    assert names(response) == ["Puskesmas Banyumudal"]


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_however_many_there_are(client, cast, number, django_assert_num_queries):
    for code in ("33.01", "33.02", "33.03")[:number]:
        factories.agency(government_code=code)
    client.force_login(cast.bureau)

    # session, the account with its posts; the form's governments, number and page of the agencies
    with django_assert_num_queries(5):
        client.get(LIST)


def test_a_long_list_is_shown_fifty_at_a_time_and_the_filter_is_kept(client, cast):
    for number in range(51):
        factories.agency(f"Puskesmas Desa {number}")
    client.force_login(cast.auditor)

    pages = [client.get(LIST, {"words": "desa", "page": page}) for page in (1, 2)]

    assert [len(names(page)) for page in pages] == [50, 1]
    assert "?words=desa&amp;page=2" in pages[0].text


# Registering


@pytest.mark.parametrize("who", ["auditor", *OTHERS])
def test_nobody_but_the_bureau_registers_an_agency(client, cast, who):
    client.force_login(getattr(cast, who))
    before = everything()

    assert [client.get(NEW).status_code, client.post(NEW, typed(cast)).status_code] == [403, 403]
    assert everything() == before


def test_the_bureau_registers_an_agency(client, cast):
    client.force_login(cast.bureau)
    assert client.get(NEW).status_code == 200

    response = client.post(NEW, typed(cast))

    made = Agency.objects.get(name="Puskesmas Wiradesa")
    assert (made.government, made.kind, response.url) == (cast.agency.government, "upp", LIST)
    assert [message.level_tag for message in client.get(LIST).context["messages"]] == ["success"]


@pytest.mark.parametrize("name", ["", "Puskesmas Karangdadap", "PUSKESMAS KARANGDADAP"])
def test_a_nameless_or_known_agency_is_shown_again_with_what_was_typed(client, cast, name):
    client.force_login(cast.bureau)
    before = everything()

    response = client.post(NEW, typed(cast, name=name))

    form = response.context["form"]
    assert response.status_code == 200
    assert set(form.errors) == ({"__all__"} if name else {"name"})
    assert (form["name"].value(), form["kind"].value()) == (name, "upp")
    assert everything() == before
