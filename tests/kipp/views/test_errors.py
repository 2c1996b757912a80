"""The pages for what went wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from kipp.views import home
from tests.pages import Page

pytestmark = pytest.mark.django_db


def names(response):
    return [template.name for template in response.templates][:2]


def ways_on(response):
    """Return where the page itself leads, without its header and footer."""
    return Page(response.content.decode().partition("<main")[2].partition("</main>")[0]).links


@pytest.mark.parametrize("who", ["visitor", "staff"])
def test_an_unknown_address_is_not_found(client, cast, who):
    if who == "staff":
        client.force_login(cast.staff)

    response = client.get("/tidak/ada/")

    assert (response.status_code, names(response)) == (404, ["errors/404.html", "base.html"])
    sign_in = [reverse("account_login")] if who == "visitor" else []
    assert ways_on(response) == [reverse("home"), *sign_in, reverse("catalogue")]


def test_what_is_not_theirs_is_refused(client, cast):
    client.force_login(cast.staff)

    response = client.get(reverse("bureau"))

    assert (response.status_code, names(response)) == (403, ["errors/403.html", "base.html"])
    assert ways_on(response) == [reverse("home"), reverse("catalogue")]
    # They are signed in, so the page still has their own navigation.
    assert reverse("submissions") in response.content.decode()


def test_another_host_is_a_bad_request(client, settings):
    settings.ALLOWED_HOSTS = ["kipp.example"]

    response = client.get("/", headers={"host": "palsu.example"})

    assert (response.status_code, names(response)) == (400, ["errors/400.html", "base.html"])


def test_a_form_without_its_token_is_answered_with_what_to_do(cast):
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("account_login"), {"login": cast.staff.email, "password": "x"})

    assert (response.status_code, names(response)) == (403, ["errors/csrf.html", "base.html"])


def test_a_bug_gets_a_page_that_needs_neither_the_database_nor_other_pages(
    monkeypatch, settings, django_assert_num_queries
):
    monkeypatch.setattr(home, "Edition", "a bug")
    client = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        response = client.get(reverse("home"))

    page = response.content.decode()
    assert response.status_code == 500
    assert page.startswith("<!DOCTYPE html>")
    assert [css in page for css in ("bootstrap.min.css", settings.THEME, "css/portal.css")] == [True] * 3
    assert (Page(page).links.count(reverse("home")), Page(page).unsafe) == (3, [])
    assert [page.count(f'lang="{code}"') for code in ("id", "en")] == [1, 1]
    assert "a bug" not in page
