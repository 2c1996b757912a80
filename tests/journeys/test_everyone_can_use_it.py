"""Everyone can use every page: on a phone, enlarged, in the dark, by a screen reader, in both languages.

Every address of the portal in every state that tests/portal knows is opened in both languages by one
of those who can read it, and home by one of each kind. What is asked of each:

- 320 px wide: all rules of axe (WCAG 2.2 A and AA, and its best practice), one h1 whose words are in the
  title, the right language, nothing that scrolls sideways but a region made for it, nothing that moves
  where no motion is wanted;
- 640 px wide, which is a desk's window enlarged to 200 %: the rules that depend on the width, no scrolling.
  The Indonesian pages are read so, in light colours. The English ones are the same but for their words and,
  here, their dark colours: of them the rules are asked that these can change;
- no error of the console, nothing blocked, no other host (tests/journeys/person.py).

What the walk does not meet is looked at by itself: the open menu and the navigation of a desk, forms with
errors, refusals, the components in their gallery.
"""

import pytest
from django.conf import settings as portal_settings
from django.test import Client
from django.urls import reverse

from kipp.accounts.models import User
from kipp.views import home
from tests import portal
from tests.journeys.accessibility import (
    OF_COLOUR,
    OF_WIDTH,
    OF_WORDS,
    broken_rules,
    faults,
    motion,
    prepare,
    sideways,
)
from tests.journeys.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# One of each kind of reader. The first of them opens a page that several can open.
READERS = ("visitor", "staff", "coordinator", "verifier", "bureau", "auditor", "nobody")
# What a browser or a machine reads, not a person.
FOR_MACHINES = {"healthz", "readyz", "service_worker", "manifest", "sync"}
PHONE, ENLARGED, DESK = 320, 640, 1280
LIGHT, DARK = "light", "dark"

in_both = pytest.mark.parametrize("language", ["id", "en"])


@pytest.fixture
def window(live_server, browser):
    """A function that gives somebody (None: a visitor) a window that reads one language."""
    opened = []

    def open_window(user: User | None, language="id", colours=LIGHT) -> Person:
        # Without motion: it is what some ask for, and no colour is caught on its way from one to the other.
        person = Person(browser, live_server.url, width=PHONE, color_scheme=colours, reduced_motion="reduce")
        opened.append(person)
        prepare(person.page)
        cookie = {"name": portal_settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
        person.context.add_cookies([cookie])
        if user:
            User.objects.filter(pk=user.pk).update(language=language)
            person.enter(user)
        return person

    yield open_window
    for person in opened:
        person.context.close()


def everything_wrong_with(person: Person, language: str) -> list[str]:
    """Look at the page that somebody has open, narrow and enlarged; return what is wrong with it."""
    page = person.page
    found = [*broken_rules(page), *faults(page, language), *sideways(page), *motion(page)]
    resize(person, ENLARGED)
    found += [f"enlarged, {fault}" for fault in [*broken_rules(page, OF_WIDTH), *sideways(page)]]
    return found + _back_on_the_phone(person)


def wrong_in_other_words_and_colours(person: Person, language: str) -> list[str]:
    """Look at a page that was looked at in another language and other colours; return what is wrong now."""
    page = person.page
    found = [*broken_rules(page, OF_COLOUR + OF_WORDS), *faults(page, language), *sideways(page)]
    resize(person, ENLARGED)
    found += [f"enlarged, {fault}" for fault in sideways(page)]
    return found + _back_on_the_phone(person)


def _back_on_the_phone(person):
    """Make the window narrow again; return what the browser complained of."""
    resize(person, PHONE)
    troubles = [*person.troubles]
    person.troubles.clear()
    return troubles


def in_the_dark(page, **where) -> list[str]:
    """Return the rules of colour that the page breaks in dark colours."""
    page.emulate_media(color_scheme=DARK)
    found = [f"dark, {fault}" for fault in broken_rules(page, OF_COLOUR, **where)]
    page.emulate_media(color_scheme=LIGHT)
    return found


def resize(person, width):
    person.page.set_viewport_size({"width": width, "height": 900})


def visits(world, room) -> list[tuple[portal.Page, str]]:
    """Return which page of a room is opened by whom: by one of its readers, home by one of each kind."""
    pages = [page for page in portal.pages(world, room) if page.name not in portal.FILES | FOR_MACHINES]
    return [
        (page, who)
        for page in pages
        if page.readers
        for who in (READERS if page.name == "home" else [reader_of(page)])
    ]


def reader_of(page):
    return next((who for who in READERS if who in page.readers), min(page.readers))


@pytest.mark.parametrize(
    ("language", "colours", "wrong_with"),
    [
        pytest.param("id", LIGHT, everything_wrong_with, id="id-light"),
        pytest.param("en", DARK, wrong_in_other_words_and_colours, id="en-dark", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.parametrize("room", portal.ROOMS)
def test_every_page_can_be_used_by_everyone(window, world, room, language, colours, wrong_with):
    windows, found = {}, []

    for page, who in visits(world, room):
        if who not in windows:
            windows[who] = window(world.people[who], language, colours)
        status = windows[who].open(page.path)
        wrong = wrong_with(windows[who], language) if status == 200 else [f"status {status}"]
        found += [f"{page} · {who} · {fault}" for fault in wrong]

    assert not found, "\n".join(found)


@in_both
@pytest.mark.parametrize("who", READERS)
def test_the_navigation_can_be_used_open_on_a_phone_and_on_a_desk(window, cast, who, language):
    person = window(getattr(cast, who, None), language)

    person.open("/")
    person.page.locator(".menu-button").click()
    # axe does not see that the page behind is covered.
    menu, page = {"within": "#menu"}, person.page
    found = [*broken_rules(page, **menu), *sideways(page), *in_the_dark(page, **menu)]
    resize(person, DESK)
    person.open("/")
    found += [f"desk, {fault}" for fault in [*broken_rules(page), *sideways(page), *in_the_dark(page)]]

    assert not found, "\n".join(found)


# Forms of each kind, sent with nothing in them but what is typed: a page by name and label, form, fields.
ONLY_FORM = "main form[method=post]"
FORMS = [
    ("account_login", "", ONLY_FORM, {}),
    ("account_change_password", "", ONLY_FORM, {}),
    ("account_reset_password", "", ONLY_FORM, {}),
    ("accept_invitation", "waiting", ONLY_FORM, {}),
    ("submission_new", "", ONLY_FORM, {}),
    ("submission_basics", "draft", ONLY_FORM, {}),
    ("submission_locations", "draft", "main form:has([name=village])", {}),
    ("submission_evidence", "draft", "main form:has([name=photo-photo])", {}),
    ("submission_evidence", "draft", "main form:has([name=document-document])", {}),
    ("return_to_agency", "", ONLY_FORM, {}),
    ("return_for_correction", "", ONLY_FORM, {}),
    ("reject_innovation", "", ONLY_FORM, {}),
    ("new_edition", "", ONLY_FORM, {}),
    ("invite", "", ONLY_FORM, {}),
    ("new_agency", "", ONLY_FORM, {}),
    ("plan_visit", "", ONLY_FORM, {}),
    ("entry_assignments", "unassigned", "main form:has([name=verifier])", {}),
    ("decide_place", "", ONLY_FORM, {}),
    ("retract_ranking", "", ONLY_FORM, {}),
    ("declare_conflict", "", ONLY_FORM, {}),
    ("scoresheet", "draft", "main form.touch", {"points_novelty": "101"}),
    ("visit", "planned", "main form:has([name=institution])", {"institution": "Kecamatan"}),
]


def test_a_form_with_errors_says_so_first_and_can_be_used_by_everyone(window, world):
    pages = {(page.name, page.label): page for page in portal.pages(world)}
    windows, found, words = {}, [], set()

    for name, label, form, typed in FORMS:
        page = pages[name, label]
        who = reader_of(page)
        if who not in windows:
            windows[who] = window(world.people[who])
        person = windows[who]
        person.open(page.path)
        title = person.page.title()
        empty(person, form)
        person.fill(**typed)
        person.press(form)

        wrong = [*everything_wrong_with(person, "id"), *in_the_dark(person.page)]
        if not person.page.evaluate("document.activeElement.matches('.error-summary')"):
            wrong.append("no error summary is focused")
        words.add(word := person.page.title().removesuffix(title))
        if not word:
            wrong.append("the title does not begin with the word for an error")
        found += [f"{page} · {form} · {fault}" for fault in wrong]

    assert not found, "\n".join(found)
    # Each title is the one before, and one and the same word in front of it.
    assert len(words) == 1


def empty(person, form):
    """Take everything out of a form that a reader could take out."""
    person.page.locator(form).first.evaluate(
        """form => form.querySelectorAll("input:not([type=hidden]), textarea, select").forEach(field => {
            if (["radio", "checkbox"].includes(field.type)) field.checked = false;
            else field.value = "";
        })"""
    )


def test_what_went_wrong_is_told_to_everyone(window, cast, settings, monkeypatch):
    person = window(None)
    found = []

    for status, body in refusals(cast, settings, monkeypatch):
        person.page.route("**/refused/", lambda route, _request, body=body: show(route, body))
        person.open("/refused/")
        wrong = [*everything_wrong_with(person, "id"), *in_the_dark(person.page)]
        found += [f"{status} · {fault}" for fault in wrong]

    assert not found, "\n".join(found)


def show(route, page, **headers):
    """Answer the browser with this page."""
    route.fulfill(content_type="text/html", body=page, headers=headers or None)


def refusals(cast, settings, monkeypatch):
    """Return status and page of whatever the portal says when it can't do what was asked."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    login = reverse("account_login")
    unknown, forged = client.get("/tidak/ada/"), client.post(login)
    client.force_login(cast.staff)
    forbidden = client.get(reverse("bureau"))
    for _try in range(31):
        hasty = Client().post(login, {"login": "orang@kipp.example", "password": "salah"})
    with monkeypatch.context() as patch:
        patch.setattr(home, "Edition", "a bug")
        broken = client.get("/")
    allowed, settings.ALLOWED_HOSTS = settings.ALLOWED_HOSTS, ["kipp.example"]
    foreign = client.get("/", headers={"host": "palsu.example"})
    settings.ALLOWED_HOSTS = allowed
    answers = [unknown, forged, forbidden, hasty, broken, foreign]
    assert [answer.status_code for answer in answers] == [404, 403, 403, 429, 500, 400]
    return [(answer.status_code, answer.content.decode()) for answer in answers]


@in_both
def test_every_component_can_be_used_by_everyone(window, settings, language):
    settings.DEBUG = True
    person = window(None, language)

    assert person.open(reverse("gallery")) == 200
    assert [*everything_wrong_with(person, language), *in_the_dark(person.page)] == []


FAULTY = """
<!DOCTYPE html>
<html lang="en">
  <title>Beranda</title>
  <style>
    .wide { width: 700px }
    .box { overflow-x: auto; width: 99px }
    .pale { color: #aaa; transition: color 1ms }
    body { margin: 0 }
    @media (prefers-color-scheme: dark) { h1 { color: #ccc } }
  </style>
  <main>
    <h1>Hasil</h1>
    <p class="pale">Pucat</p>
    <p class="wide">Lebar</p>
    <div class="box" tabindex="0"><p class="wide">Terpotong</p></div>
    <img src="data:,">
    <script>alert(1)</script>
  </main>
</html>
"""


def test_the_measures_find_what_is_wrong(window):
    person = window(None)
    policy = {"Content-Security-Policy": "script-src 'none'"}
    person.page.route("**/*", lambda route: show(route, FAULTY, **policy))
    person.open("/")

    found = everything_wrong_with(person, "id")
    dark = in_the_dark(person.page)
    in_other_words = wrong_in_other_words_and_colours(person, "en")

    assert found.pop().startswith("console: Executing inline script violates")
    assert found == [
        "color-contrast: .pale",
        "image-alt: img",
        "title without “Hasil”: Beranda",
        "lang=en",
        "700 px wide, because of p.wide p.wide",
        "scrolls inside: div.box",
        "moves: p.pale",
        "enlarged, 700 px wide, because of p.wide p.wide",
        "enlarged, scrolls inside: div.box",
    ]
    assert dark == ["dark, color-contrast: h1", "dark, color-contrast: .pale"]
    assert in_other_words == [
        "color-contrast: .pale",
        "image-alt: img",
        "title without “Hasil”: Beranda",
        "700 px wide, because of p.wide p.wide",
        "scrolls inside: div.box",
        "enlarged, 700 px wide, because of p.wide p.wide",
        "enlarged, scrolls inside: div.box",
    ]
