"""The page of the statement, and the pages that lead to it."""

import pytest
from django.urls import reverse

from innovations.models import Statement
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    made = factories.edition(at_stage="screening")
    Statement.objects.all().delete()
    return made


@pytest.fixture
def url(edition):
    return reverse("statement", args=[edition.year])


def test_the_statement_is_read_and_signed_with_one_tick(client, cast, url):
    client.force_login(cast.verifier)
    shown = client.get(url, {"next": "/verification/"})
    digest = shown.context["form"]["shown"].value()

    response = client.post(f"{url}?next=/verification/", {"shown": digest, "agreed": "on"})

    assert len(shown.context["points"]) == 7
    assert all(point in shown.text for point in shown.context["points"])
    assert response.url == "/verification/"
    signed = Statement.objects.get(user=cast.verifier)
    again = client.get(url)
    assert (again.context["signed"], '<form method="post" novalidate' in again.text) == (signed, False)


def test_without_the_tick_nothing_is_signed(client, cast, url):
    client.force_login(cast.verifier)
    digest = client.get(url).context["form"]["shown"].value()

    response = client.post(url, {"shown": digest})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["agreed"])
    assert not Statement.objects.exists()


def test_a_text_that_was_not_shown_is_shown_first(client, cast, url):
    client.force_login(cast.verifier)

    response = client.post(url, {"shown": "lain", "agreed": "on"})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["__all__"])
    assert not Statement.objects.exists()
    digest = response.context["form"]["shown"].value()
    assert client.post(url, {"shown": digest, "agreed": "on"}).status_code == 302


def test_what_was_signed_is_shown_as_it_was_read(client, cast, edition, url):
    Statement.objects.create(
        user=cast.verifier,
        edition=edition,
        version=1,
        text="Saya menyatakan:\n1. Butir lama;\nPenutup.",
        signed_at=edition.stages.first().begun_at,
    )
    client.force_login(cast.verifier)

    assert client.get(url).context["points"] == ["Butir lama;"]


@pytest.mark.parametrize("then", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_one_goes_on_only_within_the_portal(client, cast, url, then):
    client.force_login(cast.verifier)

    assert client.get(url, {"next": then}).context["goes_to"] == reverse("home")


def test_the_statement_is_for_verifiers_and_the_bureau(client, cast, url):
    for who in ("staff", "coordinator", "auditor", "nobody"):
        client.force_login(getattr(cast, who))
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    client.force_login(cast.bureau)
    assert client.get(url).status_code == 200
    assert client.get(reverse("statement", args=[1999])).status_code == 404
    assert client.put(url).status_code == 405


def test_the_check_of_an_entry_leads_to_the_statement_and_offers_nothing_before(client, cast, edition, url):
    entry = factories.innovation("submitted", edition=edition)
    client.force_login(cast.bureau)
    detail = reverse("screening_detail", args=[entry.pk])

    shown = client.get(detail)
    refused = client.post(reverse("accept_innovation", args=[entry.pk]), follow=True)
    led = client.get(reverse("reject_innovation", args=[entry.pk]))
    typed = client.post(reverse("reject_innovation", args=[entry.pk]), {"reason": "Tidak memenuhi"})

    assert f"{url}?next=" in shown.text
    assert (shown.context["actions"], shown.context["may_claim"]) == (set(), False)
    assert refused.context["innovation"].status == "submitted"
    assert led.url == detail
    assert (typed.status_code, typed.context["form"]["reason"].value()) == (200, "Tidak memenuhi")
    entry.refresh_from_db()
    assert entry.status == "submitted"

    factories.sign_statements()
    signed = client.get(detail)
    assert (f"{url}?next=" in signed.text, "accept" in signed.context["actions"]) == (False, True)
