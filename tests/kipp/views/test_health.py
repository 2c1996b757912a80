"""What machines ask: healthz and readyz."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

MACHINES = ["healthz", "readyz"]


def answer(response):
    return response.status_code, response.content.decode().strip()


@pytest.mark.parametrize("name", MACHINES)
def test_a_sound_portal_says_ok_to_everybody_and_lets_nobody_keep_the_answer(client, name):
    response = client.get(reverse(name))

    assert answer(response) == (200, "ok")
    assert response["Content-Type"] == "text/plain"
    assert "no-store" in response["Cache-Control"]
    assert client.head(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", MACHINES)
def test_machines_only_ask(client, name):
    assert client.post(reverse(name)).status_code == 405


def test_the_process_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert answer(client.get(reverse("healthz"))) == (200, "ok")


def test_it_is_not_ready_while_a_migration_is_unapplied(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'verification'")

    assert answer(client.get(reverse("readyz"))) == (503, "migrations")
    assert answer(client.get(reverse("healthz"))) == (200, "ok")


def test_it_is_not_ready_while_the_database_is_away(monkeypatch):
    """A thread has a connection of its own: it looks for the database where there is none."""
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")

    with ThreadPoolExecutor(1) as thread:
        answers = [thread.submit(Client().get, reverse(name)).result() for name in MACHINES]

    assert [answer(response) for response in answers] == [(200, "ok"), (503, "database, migrations")]


def test_it_is_not_ready_while_uploads_have_no_place(client, media_folder):
    media_folder.parent.mkdir(exist_ok=True)
    media_folder.write_text("a file where the folder should be")

    assert answer(client.get(reverse("readyz"))) == (503, "storage")


def test_it_is_ready_with_uploads_in_their_place(client, media_folder):
    media_folder.mkdir(parents=True)

    assert answer(client.get(reverse("readyz"))) == (200, "ok")
