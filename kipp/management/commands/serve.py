import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kipp import local_database, static_files
from kipp.demo import accounts

# PostgreSQL takes no connections for a moment while it recovers from the crash of one process.
DATABASE_PATIENCE = 3
GRACE_SECONDS = 10


class Command(BaseCommand):
    help = "Prepare the database and the files, then run the web server and the worker until Ctrl-C."

    def handle(self, **options: Any) -> None:
        handle_stop_signals(signal.default_int_handler)
        children = {}
        try:
            listeners = listen(settings.HOST, settings.PORT)
            self.prepare()
            children["web server"] = start_web(listeners)
            children["worker"] = start(str(settings.BASE_DIR / "manage.py"), "work")
            self.wait_until_ready(children)
            self.introduce()
            self.watch(children)
        except KeyboardInterrupt:
            self.say("Stopping …")
        finally:
            end(children.values())

    def prepare(self) -> None:
        """Bring the database, the static files and the reference data to this version's state."""
        self.say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_regions", if_empty=True)
        self.say("Collecting the static files …")
        static_files.collect_if_changed()
        if settings.DEMO:
            call_command("demo", if_empty=True)
        connection.close()

    def wait_until_ready(self, children: Mapping[str, subprocess.Popen]) -> None:
        while not answers(settings.HOST, settings.PORT):
            self.require_alive(children)
            time.sleep(0.2)

    def watch(self, children: Mapping[str, subprocess.Popen]) -> None:
        embedded = not os.environ.get("DATABASE_URL", "").strip()
        answered = time.monotonic()
        while True:
            self.require_alive(children)
            if not embedded or local_database.is_running():
                answered = time.monotonic()
            elif time.monotonic() - answered > DATABASE_PATIENCE:
                raise CommandError(f"The database has ended; {local_database.log_file()} says why.")
            time.sleep(1)

    def require_alive(self, children: Mapping[str, subprocess.Popen]) -> None:
        for name, child in children.items():
            if child.poll() is not None:
                raise CommandError(f"The {name} has ended by itself (exit code {child.returncode}).")

    def introduce(self) -> None:
        self.say(f"\nThe portal is ready: {settings.PORTAL_URL}")
        if settings.DEMO:
            rows = [(account.email, account.role, account.name) for account in accounts.ACCOUNTS]
            self.say(f"\nThis is a demo. Everybody's password is {accounts.PASSWORD}\n")
            self.say(table([("e-mail", "role", "name"), *rows]))
        self.say("\nCtrl-C stops it.")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        # At once, also when the output is a file or a pipe.
        self.stdout.flush()


def handle_stop_signals(handler: Callable | signal.Handlers) -> None:
    """Let the handler answer all that stops the portal: Ctrl-C, a service manager, a closed terminal."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # A closed terminal stops the portal, unless it was started with nohup.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def listen(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen at the address; at the default one, also on IPv6 for `localhost`.

    Raises CommandError when the address is taken. The web server inherits the sockets, so no other program
    can take the address in between.
    """
    hosts = [host, "::1"] if host == "127.0.0.1" and has_ipv6() else [host]
    try:
        return [
            socket.create_server((name, port), family=socket.AF_INET6 if ":" in name else socket.AF_INET)
            for name in hosts
        ]
    except OSError as error:
        raise CommandError(
            f"The portal cannot listen at {host}, port {port} ({error.strerror}). "
            "Stop what runs there, or choose another port: PORT=8001 make run"
        ) from error


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def answers(host: str, port: int) -> bool:
    """Return whether the web server gives any answer: which one depends on the hosts that it serves."""
    try:
        with closing(HTTPConnection(host, port, timeout=2)) as client:
            client.request("GET", "/healthz")
            client.getresponse()
    except (OSError, HTTPException):
        return False
    return True


def start_web(listeners: list[socket.socket]) -> subprocess.Popen:
    """Start the web server, which takes over the listening sockets."""
    descriptors = [listener.fileno() for listener in listeners]
    # Heartbeats go to memory where there is such a folder: with a slow disk a worker would seem to hang.
    heartbeats = ["--worker-tmp-dir", "/dev/shm"] if Path("/dev/shm").is_dir() else []  # noqa: S108
    web = start(
        *("-m", "gunicorn", "kipp.wsgi:application", "--pythonpath", str(settings.BASE_DIR)),
        *(f"--bind=fd://{descriptor}" for descriptor in descriptors),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4", *heartbeats),
        *("--graceful-timeout", str(GRACE_SECONDS), "--log-level", "warning", "--no-control-socket"),
        pass_fds=descriptors,
    )
    for listener in listeners:
        listener.close()
    return web


# "Tell me when my parent dies", whatever kills it: only Linux has it.
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent() -> None:
    """Let the kernel end a child whose parent was killed and could not stop it."""
    if libc:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(*arguments: str, pass_fds: Collection[int] = ()) -> subprocess.Popen:
    """Start a Python program as a child that ends with this process."""
    # In a session of its own: the terminal's Ctrl-C reaches only this process, which passes it on.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        pass_fds=pass_fds,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - no other thread runs here
    )


def end(children: Collection[subprocess.Popen]) -> None:
    """End the children with all that they started; those that do not end by themselves are killed."""
    handle_stop_signals(signal.SIG_IGN)
    for child in children:
        child.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS + 2)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def table(rows: list[tuple[str, ...]]) -> str:
    """Return the rows as lines of text with aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)
