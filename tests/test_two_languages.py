"""Every page in each language: none shows the other one, but for what people wrote.

The chrome is held against the catalogues of the portal and its packages, and against the small words that no
sentence of a language does without: so a text that was never given to gettext is found as well. The texts of
an edition stand in the database in both languages; here each copy is marked with its own sign.
"""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation.trans_real import translation

from innovations.models import Edition
from kipp.accounts.models import User
from tests import portal

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

SIGNS = {"id": "⟦id⟧", "en": "⟦en⟧"}
SMALL_WORDS = {
    "id": re.compile(r"(?i)\b(yang|dan|untuk|dengan|dari|belum|tidak|ini|itu|sudah|atau|pada|akan|oleh)\b"),
    "en": re.compile(r"(?i)\b(the|of|and|is|are|with|this|that|your|not|has|been|from|for|on|by|or)\b"),
}
# One of each kind of reader that a page has.
READERS = ("visitor", "staff", "coordinator", "verifier", "bureau", "auditor")
READ_OUT = ("aria-label", "title", "alt", "placeholder")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Texts(HTMLParser):
    """`texts` are what a page says in its own language: its text and the attributes that are read out.

    What is marked as being in another language (<span lang="…">) is left out.
    """

    def __init__(self, page: str, language: str):
        super().__init__()
        self.language, self.texts, self._open = language, [], [(None, language)]
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        language = given.get("lang") or self._open[-1][1]
        if language == self.language:
            self.texts += [given[name] for name in READ_OUT if given.get(name)]
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag):
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, language = self._open[-1]
        text = " ".join(data.split())
        if text and tag not in ("script", "style", "code") and language == self.language:
            self.texts.append(text)


@pytest.fixture(scope="module")
def chrome():
    """The texts of the portal and its packages that only one of the two languages has, by language."""
    pairs = [
        ((key[0] if isinstance(key, tuple) else key).split("\x04")[-1], text)
        for key, text in translation("id")._catalog.items()
        if key  # the header of a catalogue translates the empty text
    ]
    indonesian, english = {text for _original, text in pairs}, {original for original, _text in pairs}
    return {"id": indonesian - english, "en": english - indonesian}


@pytest.fixture
def world(world):
    """The portal of tests/portal, with both copies of an edition's texts marked."""
    with connection.cursor() as cursor:
        # A locked rubric refuses every change; here it is only marked.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in apps.get_models():
            for name in twins_of(model):
                model._default_manager.exclude(**{name: ""}).update(
                    **{
                        name: Concat(Value(SIGNS["id"]), name),
                        f"{name}_en": Concat(Value(SIGNS["en"]), f"{name}_en"),
                    }
                )
        cursor.execute("SET LOCAL session_replication_role = origin")
    return world


def twins_of(model):
    names = {field.name for field in model._meta.get_fields()}
    return sorted(name for name in names if f"{name}_en" in names)


def written_by_people():
    """Return every text in the database, the longest first: what people wrote, and names."""
    texts = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                texts |= {str(text) for text in model._default_manager.values_list(field.name, flat=True)}
    texts = {" ".join(text.split()) for text in texts}
    return sorted((text for text in texts if len(text) > 3), key=len, reverse=True)


def foreign(response, language, chrome, people):
    """Return the texts of a page that are in the other language."""
    other = {"id": "en", "en": "id"}[language]
    assert response.headers["Content-Language"] == language
    found = []
    for text in set(Texts(response.content.decode(), language).texts):
        if SIGNS[other] in text:
            found.append(text)
        elif text not in people and _sounds_like(text, other, chrome):
            ours = text
            for written in people:
                ours = ours.replace(written, "")
            if _sounds_like(ours, other, chrome):
                found.append(ours)
    return found


def _sounds_like(text, language, chrome):
    return text.strip(" :–") in chrome[language] or SMALL_WORDS[language].search(text)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("room", portal.ROOMS)
def test_no_page_shows_the_other_language(world, chrome, room, language):
    User.objects.update(language=language)
    people = written_by_people()
    clients = {}
    for who in READERS:
        clients[who] = Client()
        clients[who].cookies["language"] = language
        if world.people[who]:
            clients[who].force_login(world.people[who])

    wrong, opened = {}, 0
    for page in portal.pages(world, room):
        for who in [who for who in READERS if who in page.readers] or sorted(page.readers)[:1]:
            client = clients.get(who) or Client()
            if who not in clients:
                client.force_login(world.people[who])
            response = client.get(page.path)
            if response.headers["Content-Type"].startswith("text/html"):
                opened += 1
                for text in foreign(response, language, chrome, people):
                    wrong.setdefault(text, f"{page}, {who}")
            list(response)  # read to its end, a file closes

    # Each text that is in the other language, with the first page that shows it.
    assert wrong == {}
    assert opened


@pytest.mark.parametrize(
    ("language", "page", "texts"),
    [
        ("en", "<p>Anda belum masuk.</p>", ["Anda belum masuk."]),
        ("en", '<nav aria-label="Navigasi utama yang lain">x</nav>', ["Navigasi utama yang lain"]),
        ("en", "<p>Kampung IVA yang lama: sent</p>", []),
        ("en", '<button lang="id">Bahasa yang ini</button>', []),
        ("en", "<p>⟦id⟧Tema</p><p>⟦en⟧Theme</p>", ["⟦id⟧Tema"]),
        ("id", "<p>Back to the list</p>", ["Back to the list"]),
        ("id", "<br><p>Kembali</p><code>hash of it</code>", []),
        # A word that only the catalogue knows.
        ("id", "<a>Sign out</a>", ["Sign out"]),
    ],
)
def test_what_is_in_the_other_language_is_found(chrome, language, page, texts):
    response = HttpResponse(page, headers={"Content-Language": language})

    assert foreign(response, language, chrome, ["Kampung IVA yang lama"]) == texts


def refusals(world):
    """Return forms that are sent as they must not be: who sends what to which address."""
    draft, sheet = world.entries["draft"].pk, world.sheets["draft"].uuid
    submitted, planned = world.entries["submitted"].pk, world.stage("visiting", "field").pk
    accept = world.invitations["waiting"].get_absolute_url()
    nonsense = {"email": "x", "year": "x", "points": "x", "started_on": "x", "latitude": "x", "place": "x"}
    return [
        ("visitor", reverse("account_login"), {"login": "x", "password": "x"}),
        ("visitor", reverse("account_reset_password"), {"email": "x"}),
        ("visitor", accept, {"password": "1234567890", "password_again": "x"}),
        ("staff", reverse("account_change_password"), {"oldpassword": "x", "password1": "1"}),
        ("staff", reverse("submission_new"), {}),
        ("staff", reverse("submission_basics", args=[draft]), nonsense),
        ("staff", reverse("submission_locations", args=[draft]), nonsense),
        ("staff", reverse("submission_evidence", args=[draft]), {"kind": "photo"}),
        ("coordinator", reverse("return_to_agency", args=[world.entries["proposed"].pk]), {}),
        ("verifier", reverse("declare_conflict", args=[sheet]), {"kind": "x"}),
        ("bureau", reverse("return_for_correction", args=[submitted]), {"due_at": "x"}),
        ("bureau", reverse("reject_innovation", args=[submitted]), {}),
        ("bureau", reverse("invite"), nonsense),
        ("bureau", reverse("new_agency"), nonsense),
        ("bureau", reverse("new_edition"), nonsense),
        ("bureau", reverse("plan_visit", args=[planned, world.entries["unplanned"].pk]), {"starts_on": "x"}),
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_refused_form_is_answered_in_the_other_language(world, chrome, language):
    User.objects.update(language=language)
    people = written_by_people()

    wrong, fine = {}, []
    for who, path, fields in refusals(world):
        client = Client()
        client.cookies["language"] = language
        if world.people[who]:
            client.force_login(world.people[who])
        # As from a browser: no form of a page is ever quite empty.
        response = client.post(path, {"csrfmiddlewaretoken": "x", **fields})
        if response.status_code != 200 or not _form(response).errors:
            fine.append(path)
        for text in foreign(response, language, chrome, people):
            wrong.setdefault(text, path)

    assert fine == []
    assert wrong == {}


def _form(response):
    """Return the form that a page refuses; the page of evidence has two, of which the photo's was sent."""
    return response.context.get("form") or response.context["photo_form"]


def test_every_text_of_an_edition_has_both_languages(world):
    lacking = {
        f"{model.__name__}.{name}"
        for model in apps.get_models()
        for name in twins_of(model)
        if model._default_manager.exclude(**{name: ""}).filter(**{f"{name}_en": ""}).exists()
    }

    assert Edition.objects.exclude(name_en="").exists()
    assert lacking == set()
