"""The demo as a whole: built in one transaction, so that a broken start leaves nothing half done."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from post_office.models import Email

from innovations.models import Edition
from kipp.accounts import invitations, regions
from kipp.accounts.models import Notice, Role, User
from kipp.accounts.models.user import DEMO_DOMAIN

from . import cast, past, present


def exists() -> bool:
    """Return whether there is an edition already, of the demo or a real one."""
    return Edition.objects.exists()


def holds_real_people() -> bool:
    """Return whether an external database server has accounts that are not the demo's."""
    return bool(os.environ.get("DATABASE_URL")) and User.objects.exclude(email__endswith=DEMO_DOMAIN).exists()


def wipe() -> None:
    """Empty the database and the uploaded files.

    The schema is made again, since the trail refuses to be emptied.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)


@transaction.atomic
def build(tell: Callable[[str], None]) -> None:
    """Create the editions by the same deeds as real ones; `tell` is given a line about each step."""
    if not regions.are_loaded():
        regions.load()
    people = cast.gather()
    tell("2018: twenty sample entries, published")
    past.edition_2018(people)
    tell("2019: 107 entries, in the field stage")
    past.edition_2019(people)
    # Nobody waits for mails of years ago.
    Email.objects.all().delete()
    Notice.objects.all().delete()
    tell("the current year: registration open")
    at = timezone.now()
    present.current_edition(people, at=at)
    # A colleague of the first member decides about it.
    invitations.invite("auditor2@kipp.test", "Ratna Wulandari", Role.AUDITOR, by=people.bureau, at=at)
