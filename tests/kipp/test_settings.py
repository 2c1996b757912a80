"""The settings as they come out of an environment: each is read by a process of its own."""

import json
import os
import re
import stat
import subprocess
import sys

import pytest

from kipp.settings import kept_secret_key
from tests.programs import PROJECT

# Where nothing answers: no settings may need the database.
DATABASE_URL = "postgres://kipp:rahasia@127.0.0.1:1/kipp"
SECRET_KEY = "kunci-untuk-uji-coba-yang-panjangnya-lebih-dari-lima-puluh-huruf"


def run(var, *arguments, **variables):
    environment = {
        "PATH": os.environ["PATH"],
        "KIPP_VAR": str(var),
        "DATABASE_URL": DATABASE_URL,
        **variables,
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def settings_of(var, *names, **variables):
    """Return the values of those settings in that environment."""
    code = f"import json; from kipp import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    done = run(var, "-c", code, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# Wrong values


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIPP_DEMO", "maybe"),
        ("KIPP_DEBUG", "2"),
        ("KIPP_HTTPS", "on"),
        ("EMAIL_USE_TLS", "ya"),
        ("PORT", "eight"),
        ("PORT", "80.5"),
        ("EMAIL_PORT", "-1"),
        ("EMAIL_PORT", "²"),
        ("DATABASE_URL", "sqlite:///kipp.sqlite3"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "postgres://kipp:rahasia@host:port/kipp"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence_that_names_the_variable(tmp_path, name, value):
    done = run(tmp_path, "manage.py", "check", **{name: value})

    last_line = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert re.fullmatch(rf"django.core.exceptions.ImproperlyConfigured: {name}\b.*: .*\.", last_line)
    assert "rahasia" not in done.stderr


@pytest.mark.parametrize(
    ("value", "means"),
    [("1", True), (" Yes ", True), ("TRUE", True), ("0", False), ("no", False), ("", False)],
)
def test_a_yes_or_no_may_be_written_in_several_ways(tmp_path, value, means):
    assert settings_of(tmp_path, "DEMO", KIPP_DEMO=value) == [means]


def test_every_variable_that_is_read_is_listed():
    source = (PROJECT / "kipp" / "settings.py").read_text()
    read = set(re.findall(r'\benv(?:_\w+)?\("(\w+)"', source))

    listed = set(re.findall(r"^(\w+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE))

    # PG_BINDIR is read where the embedded database is started.
    assert listed == read | {"PG_BINDIR"}


# What runs here


SAFE = (
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
)


@pytest.mark.parametrize("variables", [{}, {"KIPP_DEMO": "1", "KIPP_HTTPS": "1"}], ids=["portal", "demo"])
def test_behind_https_cookies_go_nowhere_else_and_the_web_server_in_front_is_believed(tmp_path, variables):
    assert settings_of(tmp_path, *SAFE, **variables) == [
        True,
        True,
        True,
        31_536_000,
        ["HTTP_X_FORWARDED_PROTO", "https"],
        1,
    ]


@pytest.mark.parametrize("name", ["KIPP_DEMO", "KIPP_DEBUG"])
def test_a_demo_and_a_developer_s_machine_need_no_https(tmp_path, name):
    assert settings_of(tmp_path, *SAFE[:4], **{name: "1"}) == [False, False, False, 0]


@pytest.mark.parametrize("name", ["SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT"])
def test_without_https_nobody_in_front_is_believed(tmp_path, name):
    done = run(tmp_path, "-c", f"from kipp import settings; settings.{name}", KIPP_HTTPS="0")

    assert "AttributeError" in done.stderr


def test_the_real_portal_passes_the_check_before_it_is_deployed(tmp_path):
    done = run(
        tmp_path,
        "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        KIPP_DEMO="0",
        SECRET_KEY=SECRET_KEY,
        ALLOWED_HOSTS="kipp.example",
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_links_in_mails_lead_to_the_portal_s_own_address(tmp_path):
    assert settings_of(tmp_path, "PORTAL_URL", PORT="8001") == ["http://localhost:8001"]
    assert settings_of(tmp_path, "PORTAL_URL", PORTAL_URL="https://kipp.example/") == ["https://kipp.example"]


def test_lists_are_written_with_commas(tmp_path):
    names = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS")

    assert settings_of(tmp_path, *names, ALLOWED_HOSTS=" kipp.example, ,www.kipp.example ") == [
        ["kipp.example", "www.kipp.example"],
        [],
    ]
    assert settings_of(tmp_path, *names)[0] == ["localhost", "127.0.0.1", "[::1]"]


# The secret key


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    path = tmp_path / "secret_key"
    before = os.umask(0)
    try:
        first = kept_secret_key(path)
    finally:
        os.umask(before)

    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept_secret_key(path) == path.read_text() == first
    assert kept_secret_key(tmp_path / "other") != first


def test_the_portal_keeps_its_secret_key_in_the_var_folder(tmp_path):
    var = tmp_path / "var"

    first = settings_of(var, "SECRET_KEY")

    assert settings_of(var, "SECRET_KEY") == first
    assert [(var / "secret_key").read_text()] == first
    assert settings_of(var, "SECRET_KEY", SECRET_KEY=SECRET_KEY) == [SECRET_KEY]
