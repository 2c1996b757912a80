"""What every test stands on: the database and the standing cast; the settings are in tests/settings.py.

The tests use the cluster that DATABASE_URL names, or the project's own embedded one; either way in a
database of their own (test_…). Files that tests upload go into a temporary folder.
"""

import gc
import os

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.commands import flush
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from hypothesis import HealthCheck, settings

from kipp import local_database
from tests import factories

# No test fails for the time it takes: speed is what the benchmarks measure.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config):
    """Keep the embedded PostgreSQL running for the whole session, where no server is named.

    The settings are read before any conftest; the first connection is opened after this.
    """
    if os.environ.get("DATABASE_URL"):
        return
    server = local_database.running()
    server.__enter__()
    config.add_cleanup(lambda: server.__exit__(None, None, None))


def pytest_collection_modifyitems(items):
    """Try single pages on one PostgreSQL only: the matrix puts the queries of all of them to the other."""
    for item in items:
        if item.path.parent.name == "views":
            item.add_marker("embedded")


def pytest_collection_finish():
    """Look for garbage seldom, and never among what was imported: a tenth of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def quick_flush():
    """Empty the tables after a transactional test by DELETE, with all triggers at rest.

    The trail refuses TRUNCATE, a locked rubric refuses to be deleted, and truncating fifty tables takes
    seconds where deleting a few rows takes none. The triggers rest in the flush's own transaction only.
    What `migrate` wrote into two tables stays, so it need not be written again; the caches go, too.
    """
    kept = {"django_content_type", "auth_permission"}

    def sql_flush(self, style, tables, **_options):
        emptied = [*(set(tables) - kept), "cache", "imports"]
        rows = [f"DELETE FROM {self.quote_name(table)};" for table in emptied]  # noqa: S608
        return ["SET LOCAL session_replication_role = replica;", *rows]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_args, **_options: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_login():
    """Make `force_login` write the session that signing in leaves, in four queries instead of fifteen.

    Signing in as people do is tried by the tests of signing in, and by the journeys.
    """

    def force_login(self, user, backend=None):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = backend or portal_settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        self.cookies[portal_settings.SESSION_COOKIE_NAME] = session.session_key

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", force_login)
        yield


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    """Keep the files of a test in its own temporary folder; return the folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def cast(db):
    """The standing cast: see factories.Cast."""
    return factories.cast()
