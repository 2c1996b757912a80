"""The pages of declared conflicts of interest: one's own, and the bureau's list of an edition."""

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Conflict
from kipp.accounts.models import Notice
from tests import factories
from verification.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(2019, at_stage="proposal")


@pytest.fixture
def entry(edition):
    return factories.innovation("eligible", edition=edition, title="Kampung IVA")


URL = "/conflicts/"


def conflict(cast, **fields):
    given = {"user": cast.verifier, "kind": "kin", "reason": "Kerabat", "declared_by": cast.verifier}
    return Conflict.objects.create(**{**given, "declared_at": timezone.now(), **fields})


def test_a_verifier_finds_an_agency_and_declares(client, cast, entry):
    client.force_login(cast.verifier)

    found = client.get(URL, {"words": "karangdadap"})
    named = f"agency-{cast.agency.pk}"
    shown = client.get(URL, {"with": named})
    data = {"kind": "coached", "ended_year": "2018", "reason": "Mendampingi proposal"}
    response = client.post(f"{URL}?with={named}", data)

    assert [name for name, _thing in found.context["found"]] == [named]
    assert f"?with={named}" in found.text
    assert shown.context["thing"] == cast.agency
    assert response.url == URL
    assert list(Conflict.objects.values_list("user", "agency", "kind", "ended_year", "reason")) == [
        (cast.verifier.pk, cast.agency.pk, "coached", 2018, "Mendampingi proposal")
    ]
    assert "Mendampingi proposal" in client.get(URL).text


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"kind": ""}, ["kind"]),
        ({"reason": " "}, ["reason"]),
        ({"ended_year": "dua ribu"}, ["ended_year"]),
        ({"ended_year": "18"}, ["ended_year"]),
        ({"ended_year": "2199"}, ["__all__"]),
    ],
)
def test_a_refused_declaration_keeps_what_was_typed(client, cast, entry, changes, errors):
    client.force_login(cast.verifier)
    data = {"kind": "kin", "ended_year": "", "reason": "Kerabat", **changes}

    response = client.post(f"{URL}?with=agency-{cast.agency.pk}", data)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, errors)
    assert all(form[name].value() == value for name, value in data.items())
    assert not Conflict.objects.exists()


def test_an_innovation_that_one_may_not_know_is_not_found(client, cast, entry):
    client.force_login(cast.verifier)
    search = {"words": "kampung"}
    assert client.get(URL, search).context["found"] == []
    assert client.get(URL, {"with": f"innovation-{entry.pk}"}).status_code == 404

    factories.assignment(entry, cast.verifier)

    assert client.get(URL, search).context["found"] == [(f"innovation-{entry.pk}", entry)]
    for wrong in ("innovation-0", "innovation", "user-1", "agency-x", "agency-99999999999999"):
        assert client.get(URL, {"with": wrong}).status_code == 404


def test_the_page_is_for_who_judges(client, cast):
    for who in ("staff", "coordinator", "auditor", "nobody"):
        client.force_login(getattr(cast, who))
        assert client.get(URL).status_code == 403
    client.force_login(cast.bureau)
    assert client.get(URL).status_code == 200
    assert client.post(URL).url == URL
    assert client.put(URL).status_code == 405


def test_the_bureau_reads_who_declared_what_and_whether_it_bars(client, cast, edition, entry):
    bars = conflict(cast, innovation=entry)
    old = conflict(cast, user=cast.verifier2, agency=cast.agency, ended_year=2010)
    client.force_login(cast.auditor)

    page = client.get(reverse("bureau_conflicts", args=[2019]))

    assert page.context["rows"] == [(bars, True), (old, False)]
    assert all(text in page.text for text in (cast.verifier.name, cast.verifier2.name, "Kerabat"))
    assert client.get(reverse("bureau_conflicts", args=[1999])).status_code == 404
    client.force_login(cast.verifier)
    assert client.get(reverse("bureau_conflicts", args=[2019])).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_for_any_number(client, cast, edition, number, django_assert_num_queries):
    for _ in range(number):
        made = factories.innovation("eligible", edition=edition)
        factories.assignment(made, cast.verifier)
        conflict(cast, innovation=made)
        conflict(cast, agency=made.agency)
    client.force_login(cast.verifier)
    with django_assert_num_queries(6):
        client.get(URL, {"words": "i"})
    with django_assert_num_queries(4):
        client.get(URL, {"with": f"agency-{cast.agency.pk}"})
    client.force_login(cast.bureau)
    with django_assert_num_queries(6):
        client.get(reverse("bureau_conflicts", args=[2019]))


# Giving a task back


def test_a_verifier_gives_a_task_back(client, cast, entry):
    sheet = factories.sheet(entry, cast.verifier)
    client.force_login(cast.verifier)
    url = reverse("decline_task", args=[sheet.uuid])
    assert url in client.get(sheet.get_absolute_url()).text
    empty = client.post(url, {"reason": " "})

    response = client.post(url, {"reason": "Sakit dua minggu"})

    assert (empty.status_code, list(empty.context["form"].errors)) == (200, ["reason"])
    assert response.url == reverse("verification_home")
    assert list(Assignment.objects.values_list("state", "reason")) == [("ended", "Sakit dua minggu")]
    assert set(Notice.objects.values_list("event", flat=True)) == {"task_declined"}


def test_only_an_own_task_is_given_back(client, cast, entry):
    sheet = factories.sheet(entry, cast.verifier)
    url = reverse("decline_task", args=[sheet.uuid])

    client.force_login(cast.verifier2)
    assert (client.get(url).status_code, client.post(url, {"reason": "R"}).status_code) == (404, 404)
    client.force_login(cast.bureau)
    assert client.get(url).status_code == 403
    client.force_login(cast.verifier)
    assert (client.get(url).status_code, client.put(url).status_code) == (200, 405)
