"""The embedded PostgreSQL, with real servers in throw-away folders."""

import os
import signal
import socket
import stat
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest

from kipp import local_database
from tests.programs import program, read_until, temporary_var

pytestmark = pytest.mark.embedded

USE = """
from kipp import local_database
with local_database.running():
    print("in use", flush=True)
    input()
"""


@contextmanager
def a_user(var):
    """A program that uses the database until the block ends, and then leaves in good order."""
    with program("-c", USE, var=var) as process:
        read_until(process, "in use")
        yield process
        process.communicate("\n")


def server_pid(var):
    return int((var / "database" / "postmaster.pid").read_text().splitlines()[0])


def socket_folder():
    return Path(local_database.connection_settings()["HOST"])


def test_the_server_runs_while_it_is_used(var):
    with local_database.running():
        place = local_database.connection_settings()
        with closing(
            psycopg2.connect(host=place["HOST"], port=place["PORT"], user=place["USER"], dbname=place["NAME"])
        ) as connection:
            cursor = connection.cursor()
            cursor.execute("SHOW fsync")
            assert cursor.fetchone() == ("on",)

    assert not local_database.is_running()
    assert not socket_folder().exists()


def test_the_last_one_out_stops_the_server(var):
    with a_user(var):
        with a_user(var):
            assert local_database.is_running()
        assert local_database.is_running()

    assert not local_database.is_running()


def test_a_killed_user_no_longer_counts(var):
    with a_user(var) as killed, a_user(var):
        killed.kill()
        killed.wait()
        assert local_database.is_running()

    assert not local_database.is_running()


def test_a_user_that_is_asked_to_end_leaves_in_good_order(var):
    with a_user(var) as asked:
        asked.terminate()
        asked.wait()

        assert asked.returncode == 128 + signal.SIGTERM
        assert not local_database.is_running()


def test_users_at_the_same_moment_share_one_new_server():
    with temporary_var() as var, program("-c", USE, var=var) as one, program("-c", USE, var=var) as two:
        assert [read_until(user, "in use") for user in (one, two)] == ["in use\n", "in use\n"]

        for user in (one, two):
            user.communicate("\n")
        assert not (var / "database" / "postmaster.pid").exists()


def test_it_starts_again_after_the_server_was_killed(var):
    with a_user(var):
        os.kill(server_pid(var), signal.SIGKILL)
        with a_user(var):
            assert local_database.is_running()


def test_a_pid_file_that_names_another_program_does_not_hinder_the_start(var):
    with a_user(var):
        owner = (var / "database").stat().st_uid
        pid_file = var / "database" / "postmaster.pid"
        rest = pid_file.read_text().partition("\n")[2]
        os.kill(server_pid(var), signal.SIGKILL)
        with subprocess.Popen(["sleep", "60"], user=owner if os.geteuid() == 0 else None) as stranger:
            pid_file.write_text(f"{stranger.pid}\n{rest}")

            with a_user(var):
                assert local_database.is_running()
                assert server_pid(var) != stranger.pid
            stranger.kill()


def test_the_socket_folder_is_open_to_its_owner_only(var):
    with local_database.running():
        assert stat.S_IMODE(socket_folder().stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_cannot_connect(var):
    with local_database.running(), socket.socket(socket.AF_UNIX) as client:
        path = f"{socket_folder()}/.s.PGSQL.{local_database.PORT}"
        os.seteuid(12345)
        try:
            with pytest.raises(PermissionError):
                client.connect(path)
        finally:
            os.seteuid(0)

        client.connect(path)


def test_a_socket_folder_that_is_open_to_others_is_refused(var):
    folder = socket_folder()
    folder.mkdir(mode=0o755)
    try:
        with pytest.raises(SystemExit, match="remove it and start again"), local_database.running():
            pass
    finally:
        folder.rmdir()


def test_data_of_another_version_are_refused_with_advice(var):
    with local_database.running():
        version = var / "database" / "PG_VERSION"
    kept = version.read_text()
    version.write_text("15\n")
    try:
        with pytest.raises(SystemExit, match="Set PG_BINDIR to the bin folder of PostgreSQL 15"):
            local_database.running().__enter__()
    finally:
        version.write_text(kept)


def test_a_pg_bindir_without_postgresql_is_refused(var, tmp_path, monkeypatch):
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))

    with pytest.raises(SystemExit, match="mend PG_BINDIR"), local_database.running():
        pass
