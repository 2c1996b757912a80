"""The pages for what went wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from kipp.views import home

pytestmark = pytest.mark.django_db


def names(response):
    return [template.name for template in response.templates][:2]


@pytest.mark.parametrize("who", ["visitor", "staff"])
def test_an_unknown_address_is_not_found(client, cast, who):
    if who == "staff":
        client.force_login(cast.staff)

    response = client.get("/tidak/ada/")

    assert (response.status_code, names(response)) == (404, ["errors/404.html", "base.html"])
    assert f'href="{reverse("home")}"' in response.content.decode()


def test_what_is_not_theirs_is_refused(client, cast):
    client.force_login(cast.staff)

    response = client.get(reverse("bureau"))

    assert (response.status_code, names(response)) == (403, ["errors/403.html", "base.html"])
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
    monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(home, "Edition", "a bug")
    client = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        response = client.get(reverse("home"))

    page = response.content.decode()
    assert response.status_code == 500
    assert page.startswith("<!DOCTYPE html>")
    assert "portal.css" in page
    assert "a bug" not in page
