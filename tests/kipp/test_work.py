"""`manage.py work`: the day's reminders and the mails of the outbox."""

import signal
from contextlib import closing
from datetime import time, timedelta

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from post_office import mail
from post_office.models import STATUS, Email

from innovations.board import reminders
from tests import factories
from tests.programs import program, read_until


@pytest.fixture
def mail_server(settings):
    """Mails arrive in pytest's own mailbox."""
    settings.EMAIL_HOST = "mail.example"
    settings.POST_OFFICE = {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}}


@pytest.fixture
def queued(db):
    mail.send("siti@example.org", "kipp@example.org", subject="Undangan", message="Selamat datang")
    return Email.objects.get()


def test_due_mails_are_sent(queued, mail_server, mailoutbox):
    call_command("work", once=True)

    assert [(message.to, message.subject) for message in mailoutbox] == [(["siti@example.org"], "Undangan")]
    queued.refresh_from_db()
    assert queued.status == STATUS.sent


def test_without_a_mail_server_they_stay_in_the_outbox(queued, settings, mailoutbox):
    settings.EMAIL_HOST = ""

    call_command("work", once=True)

    assert mailoutbox == []
    queued.refresh_from_db()
    assert queued.status == STATUS.queued


def test_the_days_reminders_are_written_and_sent(cast, mail_server, mailoutbox, monkeypatch):
    monkeypatch.setattr(reminders, "FIRST_HOUR", time.min)
    monkeypatch.setattr(reminders, "LAST_HOUR", time.max)
    edition = factories.edition(2026)
    closes_at = timezone.now() + timedelta(days=7)
    edition.stages.filter(kind="registration").update(closes_at=closes_at)
    factories.innovation("draft", edition=edition)

    for _look in range(2):
        call_command("work", once=True)

    assert sorted(message.to[0] for message in mailoutbox) == ["colleague@kipp.example", "staff@kipp.example"]


def test_mails_are_sent_whatever_goes_wrong_with_the_reminders(queued, mail_server, mailoutbox, monkeypatch):
    monkeypatch.setattr(reminders, "FIRST_HOUR", None)  # no time can be held against it

    call_command("work", once=True)

    assert [message.subject for message in mailoutbox] == ["Undangan"]


def test_while_another_worker_sends_they_are_left_to_it(queued, mail_server, mailoutbox):
    with closing(psycopg2.connect(**connection.get_connection_params())) as other:
        cursor = other.cursor()
        cursor.execute("SELECT pg_advisory_lock(hashtext('kipp.work'))")
        call_command("work", once=True)
        assert mailoutbox == []
        cursor.execute("SELECT pg_advisory_unlock(hashtext('kipp.work'))")

    call_command("work", once=True)
    assert len(mailoutbox) == 1


def test_it_outlives_a_database_that_it_cannot_read_and_ends_when_asked(var):
    with program("manage.py", "work", var=var, EMAIL_HOST="mail.example") as worker:
        read_until(worker, "The outbox cannot be read, next try in 10 s")

        worker.send_signal(signal.SIGTERM)

        worker.communicate(timeout=5)
        assert worker.returncode == 0
