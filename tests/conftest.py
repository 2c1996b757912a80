"""What every test stands on: the database and the standing cast; the settings are in tests/settings.py.

The tests use the cluster that DATABASE_URL names, or the project's own embedded one; either way in a
database of their own (test_…). Files that tests upload go into a temporary folder.
"""

import copy
import gc
import logging
import os
import shutil

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings

from kipp import local_database
from tests import factories, kept_rows, portal, template_database

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
    """Try single pages on one PostgreSQL only, and put the journeys first.

    The matrix puts the queries of all pages to the other PostgreSQL. Journeys take longest: one process
    begins with them while the others do the rest, so that in the end none waits minutes for the last.
    """
    for item in items:
        if item.path.parent.name == "views" or item.path.stem.startswith("test_views"):
            item.add_marker("embedded")
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


def pytest_collection_finish():
    """Look for garbage seldom, and never among what was imported: a tenth of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Copy this process's database from one that is migrated already, which takes no time at all."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"] |= {"TEMPLATE": template_database.name(), "MIGRATE": False}


@pytest.fixture(scope="session", autouse=True)
def quick_flush():
    """Empty the tables after a transactional test by DELETE, with all triggers at rest.

    The trail refuses TRUNCATE, a locked rubric refuses to be deleted, and truncating fifty tables takes
    seconds where deleting a few rows takes none. The triggers rest in the flush's own transaction only.
    What `migrate` wrote into two tables stays, so it need not be written again; the caches go, too.
    What the live server still does for a window that is closed by now is cut off before: each would wait for
    what the other holds.
    """
    cut_off = (
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid();"
    )
    kept = {"django_content_type", "auth_permission"}

    def sql_flush(self, style, tables, **_options):
        emptied = [*(set(tables) - kept), "cache", "imports"]
        rows = [f"DELETE FROM {self.quote_name(table)};" for table in emptied]  # noqa: S608
        return [cut_off, "SET LOCAL session_replication_role = replica;", *rows]

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
def analyse(db):
    """Return a function that tells PostgreSQL how many rows there are, as it finds out itself within minutes.

    A test that writes many rows calls it. An autovacuum that came while the tables were empty has noted that
    they are, and a join of six may take minutes by that.
    """

    def tell():
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    return tell


@pytest.fixture
def cast(db):
    """The standing cast: see factories.Cast."""
    return factories.cast()


@pytest.fixture
def quick(settings):
    """Make thousands of requests quick: nothing is logged, and no query is watched."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("zeal.")]
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="session")
def kept_world(django_db_setup, django_db_blocker, quick_flush, tmp_path_factory):
    """The world of tests/portal, written once a process: its rows and the folder of its files are kept."""
    media = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock():
        with override_settings(MEDIA_ROOT=media):
            built = portal.build()
        return built, kept_rows.keep(), media


@pytest.fixture
def world(kept_world, db, media_folder):
    """The world of tests/portal, as it was written; what a test does to it, no other test sees."""
    built, rows, media = kept_world
    kept_rows.bring_back(rows)
    shutil.copytree(media, media_folder)
    return copy.deepcopy(built)
