"""`manage.py serve`: the whole portal in one process, on a throw-away database."""

import io
import os
import signal
import socket
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from kipp import local_database
from kipp.demo import accounts
from kipp.management.commands.serve import Command
from tests.programs import program, read_until

pytestmark = pytest.mark.embedded


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


def serve(var, port):
    return program("manage.py", "serve", var=var, PORT=port)


def status_at(host, port):
    client = HTTPConnection(host, int(port), timeout=10)
    client.request("GET", "/healthz")
    try:
        return client.getresponse().status
    finally:
        client.close()


def children_of(process):
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_asked_to_stop(var, port, number):
    with serve(var, port) as portal:
        shown = read_until(portal, "Ctrl-C")
        assert f"The portal is ready: http://localhost:{port}" in shown
        assert "password" not in shown
        assert [status_at(host, port) for host in ("127.0.0.1", "localhost")] == [200, 200]
        children = children_of(portal)
        assert len(children) == 2

        portal.send_signal(number)

        assert portal.communicate(timeout=15)[0] == "Stopping …\n"
        assert portal.returncode == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
    assert not local_database.is_running()


@pytest.mark.parametrize("name", ["web server", "worker"])
def test_all_of_it_ends_when_a_part_dies(var, port, name):
    with serve(var, port) as portal:
        read_until(portal, "Ctrl-C")
        children = dict(zip(("web server", "worker"), children_of(portal), strict=True))

        os.kill(children[name], signal.SIGKILL)

        assert f"The {name} has ended by itself" in portal.communicate(timeout=15)[0]
        assert portal.returncode == 1
    assert not local_database.is_running()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_all_of_it_ends_when_the_portal_itself_is_killed(var, port):
    with serve(var, port) as portal:
        read_until(portal, "Ctrl-C")
        children = children_of(portal)

        portal.kill()
        portal.communicate(timeout=15)

    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and any(Path(f"/proc/{pid}").exists() for pid in children):
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)


def test_all_of_it_ends_when_the_database_dies(var, port):
    with serve(var, port) as portal:
        read_until(portal, "Ctrl-C")

        os.kill(int((var / "database" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

        assert "The database has ended" in portal.communicate(timeout=20)[0]
        assert portal.returncode == 1


def test_a_busy_port_is_refused_before_anything_is_done(var):
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        serve(var, str(other.getsockname()[1])) as portal,
    ):
        shown = portal.communicate(timeout=15)[0]

    assert "Stop what runs there, or choose another port" in shown
    assert "Preparing" not in shown
    assert portal.returncode == 1


def test_a_demo_shows_its_accounts(settings):
    settings.DEMO = True
    shown = io.StringIO()

    Command(stdout=shown).introduce()

    lines = shown.getvalue().splitlines()
    assert f"This is a demo. Everybody's password is {accounts.PASSWORD}" in lines
    assert [line.split()[:2] for line in lines if ".test " in line] == [
        [account.email, account.role] for account in accounts.ACCOUNTS
    ]
