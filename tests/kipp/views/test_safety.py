"""What holds on every page: no script or style but our own files, and nothing from other hosts."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db

WHO = ["visitor", "staff", "coordinator", "verifier", "bureau", "auditor", "nobody"]

# Addresses that only take a POST.
VERBS = {"mark_notices_read", "prepare", "choose_language", "remind_agencies", "remind_coordinators"}
# What stands in development only.
NOT_HERE = {"gallery": 404}


def pages():
    """Return the addresses of all pages that need no arguments, by name."""
    return {
        pattern.name: reverse(pattern.name)
        for pattern in _patterns(get_resolver().url_patterns)
        if not pattern.pattern.converters and not pattern.pattern.regex.groups
    }


def _patterns(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern.url_patterns)


@pytest.fixture
def portal(cast):
    """A portal with something on its pages: an edition in each state, entries, notices, an invitation."""
    factories.edition(2018, at_stage="closed")
    factories.edition(2019, at_stage="field")
    running = factories.edition(2020, at_stage="registration")
    for status in ("draft", "proposed", "returned", "submitted"):
        factories.innovation(status, edition=running, title="<script>alert(1)</script> & “x”")
    return cast


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_safe_for_everybody(client, portal, who):
    if who != "visitor":
        client.force_login(getattr(portal, who))

    found, answered = {}, {}
    for name, url in pages().items():
        response = client.get(url)
        answered[name] = response.status_code
        unsafe = _headers_that_lack(response)
        if response["Content-Type"].startswith("text/html"):
            unsafe += Page(response.content.decode()).unsafe
            unsafe += [text for text in ("<script>alert", "{{", "{%") if text in response.content.decode()]
        if unsafe:
            found[url] = unsafe

    assert found == {}
    assert {name for name, status in answered.items() if status == 405} <= VERBS
    others = {name: status for name, status in answered.items() if status not in (200, 302, 403, 405)}
    assert others == NOT_HERE | ({"sync": 401} if who == "visitor" else {})


def _headers_that_lack(response):
    policy = response.headers.get("Content-Security-Policy", "")
    expected = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    lacking = [name for name, value in expected.items() if response.headers.get(name) != value]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    if directives != POLICY:
        lacking.append(f"Content-Security-Policy: {policy}")
    return lacking


POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
}


def test_only_these_pages_are_open_to_visitors(client, portal):
    statuses = {name: client.get(url).status_code for name, url in pages().items()}

    assert {name for name, status in statuses.items() if status == 200} == {
        "home",
        "healthz",
        "readyz",
        "service_worker",
        "manifest",
        "offline",
        "catalogue",
        "results",
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    }
    others = {name: status for name, status in statuses.items() if status not in (200, 302)}
    assert others == {"choose_language": 405, "sync": 401, **NOT_HERE}


def test_every_page_has_one_heading_and_the_same_words_in_its_title(client, portal):
    client.force_login(portal.bureau)

    wrong = {}
    for name, url in pages().items():
        response = client.get(url)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            heading = _words(page.partition("<h1")[2].partition(">")[2].partition("</h1>")[0])
            title = _words(page.partition("<title>")[2].partition(" – KIPP")[0])
            if page.count("<h1") != 1 or heading != title:
                wrong[name] = (page.count("<h1"), heading, title)

    assert wrong == {}


def _words(text):
    """Return the text without the spaces that a template leaves around and between its words."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("path", "status"), [("/tidak/ada/", 404), ("/bureau/", 403), ("/accounts/invitation/palsu/", 410)]
)
def test_pages_for_what_went_wrong_are_safe_too(client, portal, path, status):
    client.force_login(portal.staff)

    response = client.get(path)

    assert response.status_code == status
    assert (_headers_that_lack(response), Page(response.content.decode()).unsafe) == ([], [])


def test_forms_with_errors_are_safe_too(client, portal):
    client.force_login(portal.bureau)

    for name in ("invite", "new_agency", "account_change_password", "account_reset_password"):
        page = client.post(reverse(name), {"name": "<script>alert(1)</script>"}).content.decode()
        assert Page(page).unsafe == []
        assert "<script>alert" not in page
        assert "error-summary" in page


def test_cookies_are_closed_to_scripts_and_to_other_sites(client, cast):
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": cast.staff.email, "password": factories.PASSWORD})

    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], token["samesite"]) == (True, "Lax", "Lax")


def test_behind_https_every_page_but_the_machines_is_sent_there(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    plain = {name: client.get(reverse(name)) for name in ("home", "healthz", "readyz")}
    secure = client.get(reverse("home"), headers={"x-forwarded-proto": "https"})

    assert [response.status_code for response in plain.values()] == [301, 200, 200]
    assert plain["home"].url == "https://testserver/"
    assert secure.status_code == 200
