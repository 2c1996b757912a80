"""Components that need more than a template."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template

from innovations.models import Edition, Status
from kipp.templatetags.components import TONES, icon, marked, tone, tone_icon
from verification.models import Assignment, Ranking, Scoresheet, Visit, VisitFinding

SPRITE = settings.BASE_DIR / "static" / "vendor" / "bootstrap-icons" / "icons.svg"
STATUSES = [Status, Edition.State, Assignment.State, Scoresheet.Status, Visit.State, Ranking.State]


def icons_of_the_sprite():
    return set(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text()))


def test_every_icon_that_a_page_names_is_in_the_sprite_and_none_lies_there_unused():
    sources = [*(settings.BASE_DIR / "templates").rglob("*.html")]
    for room in ("kipp", "innovations", "verification"):
        sources += (settings.BASE_DIR / room).rglob("*.py")
    text = "\n".join(source.read_text() for source in sources)

    named = set(re.findall(r'{% icon "([a-z0-9-]+)"', text))
    named |= {name for name in icons_of_the_sprite() if f'"{name}"' in text}

    assert icons_of_the_sprite() == named


@pytest.mark.parametrize("choices", [*STATUSES, VisitFinding.Finding])
def test_every_status_has_a_tone_of_its_own_meaning(choices):
    assert {str(choice): tone(choice) for choice in choices if tone(choice) == "info"} == {}


def test_a_tone_is_told_by_an_icon_too():
    assert {kind: tone_icon(kind) for kind in TONES} == TONES


def test_an_unknown_code_looks_like_an_information():
    assert (tone("never heard of"), tone_icon("never heard of")) == ("info", TONES["info"])


@pytest.mark.parametrize(
    ("level", "expected"), [("success", "done"), ("warning", "wait"), ("error", "stop"), ("info", "info")]
)
def test_the_levels_of_messages_have_tones(level, expected):
    assert tone(level) == expected


def test_an_icon_is_hidden_from_whoever_listens():
    assert 'aria-hidden="true"' in icon("check-lg")
    assert icon("check-lg").count("icons.svg#check-lg") == 1


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("out", "<del>a &lt;b&gt;</del>"), ("in", "<ins>a &lt;b&gt;</ins>"), ("same", "a &lt;b&gt;")],
)
def test_a_piece_of_a_text_is_marked_and_escaped(kind, expected):
    assert marked("a <b>", kind) == expected


def test_the_question_before_a_deed_gets_its_values_and_the_token_of_the_form_and_nothing_else():
    page = Template('{% confirm "Delete it?" what subject=who button="Yes" by=by cancel_url="/back" %}')

    html = page.render(
        Context({"what": "It goes.", "who": "B & C", "form": "not asked", "csrf_token": "token"})
    )

    assert "B &amp; C" in html
    assert 'name="csrfmiddlewaretoken" value="token"' in html
    assert "not asked" not in html


def test_a_notice_escapes_what_people_typed_and_keeps_markup_of_the_page():
    page = Template('{% notice "wait" heading=heading role="status" %}<p>{{ typed }}</p>{% endnotice %}')

    html = page.render(Context({"typed": "<b>", "heading": "<i>"}))

    assert "<p>&lt;b&gt;</p>" in html
    assert "<h2>&lt;i&gt;</h2>" in html
    assert 'role="status"' in html
