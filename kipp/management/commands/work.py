import logging
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connection
from django.utils import timezone
from post_office.mail import get_queued, send_queued

from innovations.board import reminders
from verification.allocations import worker as allocating

# Seconds between two looks into the outbox; longer while the database does not answer.
PAUSE = 5
LONGEST_PAUSE = 60
# Seconds between two looks at what people are to be reminded of.
PAUSE_OF_REMINDERS = 300

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Write the day's reminders, work out drafts of assignments and send the outbox's mails, until "
        "stopped. Without EMAIL_HOST mails stay in the outbox."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now, and end")

    def handle(self, *, once: bool, **options: Any) -> None:
        if once:
            write_reminders()
            draft_assignments()
            send_mails()
            return
        self.stopping = False
        reminders_due = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        pause = PAUSE
        while not self.stopping:
            try:
                close_old_connections()
                if time.monotonic() >= reminders_due:
                    write_reminders()
                    reminders_due = time.monotonic() + PAUSE_OF_REMINDERS
                draft_assignments()
                send_mails()
                pause = PAUSE
            except Error as error:
                pause = min(pause * 2, LONGEST_PAUSE)
                logger.warning("The outbox cannot be read, next try in %s s: %s", pause, error)
            self.wait(pause)

    def stop(self, *_: object) -> None:
        # Only noted, since a mail that has been sent must also be marked as sent.
        self.stopping = True

    def wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < end:
            time.sleep(0.2)


def write_reminders() -> None:
    """Write the digests that are due. Mails are sent even when this fails."""
    try:
        reminders.send_due(timezone.now())
    except Error:
        raise
    except Exception:
        logger.exception("The reminders cannot be written.")


def draft_assignments() -> None:
    """Work out the drafts of assignments that wait. Mails are sent even when this fails."""
    try:
        allocating.work_off(timezone.now())
    except Error:
        raise
    except Exception:
        logger.exception("The drafts of assignments cannot be worked out.")


def send_mails() -> None:
    """Send the mails that are due.

    Mails that another worker is already sending are left to it.
    """
    if not settings.EMAIL_HOST:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('kipp.work'))")
        if not cursor.fetchone()[0]:
            return
        try:
            while get_queued().exists():
                send_queued()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('kipp.work'))")
