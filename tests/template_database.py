"""The database that every test database is a copy of: migrated once for each state of the migrations."""

import hashlib
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection

PREFIX = "kipp_template_"
# Two processes that start at once make one of it: the number of their lock.
_LOCK = 7_041_954


def name() -> str:
    """Return the name of the template of these migrations; make it, where there is none yet.

    It stays for the next run. Templates of other migrations go.
    """
    wanted = f"{PREFIX}{_state_of_migrations()}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        found = {row[0] for row in cursor.fetchall()}
        if wanted not in found:
            for outdated in found:
                cursor.execute(f"DROP DATABASE {outdated}")
            # Renamed at the end: a run that is interrupted leaves no half a template.
            cursor.execute(f"CREATE DATABASE {PREFIX}new")
            _migrate(f"{PREFIX}new")
            cursor.execute(f"ALTER DATABASE {PREFIX}new RENAME TO {wanted}")
    return wanted


def _state_of_migrations():
    digest = hashlib.sha256(django.__version__.encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(database):
    with _instead_of_our_own(database):
        call_command("migrate", verbosity=0)


@contextmanager
def _instead_of_our_own(database):
    ours = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours
