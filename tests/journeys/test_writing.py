"""Writing a proposal where lines break, sessions end and two people type at once: not a word is lost."""

import random

import pytest
from django.urls import reverse

from innovations.models import Answer
from innovations.proposals.sections import count_words
from tests import factories
from tests.journeys.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SECTION = "objectives"


@pytest.fixture
def draft(cast):
    return factories.innovation("draft", edition=factories.edition(), complete=False)


@pytest.fixture
def address(draft):
    return reverse("submission_section", args=[draft.pk, SECTION])


@pytest.fixture
def at_work(live_server, browser, cast):
    """A function that gives somebody, the staff unless said, a window of their own."""
    opened = []

    def open_window(user=None) -> Person:
        person = Person(browser, live_server.url, width=360)
        opened.append(person)
        person.enter(user or cast.staff)
        return person

    yield open_window
    for person in opened:
        person.context.close()


def stored(draft):
    answer = Answer.objects.filter(revision__innovation=draft, section__code=SECTION).first()
    return answer.text if answer else None


def typed(person, words):
    person.page.locator("[name=text]").press_sequentially(words)


def test_what_is_typed_is_saved_without_a_button(at_work, draft, address):
    staff = at_work()
    staff.open(address)

    typed(staff, "Deteksi dini kanker serviks")
    staff.wait_to_be_told("saved")

    assert stored(draft) == "Deteksi dini kanker serviks"
    assert staff.page.locator("#word-count [data-words]").inner_text() == "4"
    assert staff.troubles == []


def test_it_is_kept_offline_through_a_reload_and_sent_once_there_is_a_line(at_work, draft, address):
    staff = at_work()
    staff.open(address)
    staff.context.set_offline(True)

    typed(staff, "Tanpa sinyal di Botosari")
    staff.wait_to_be_told("offline")
    staff.page.locator("main form [type=submit]").first.click()
    assert staff.page.locator("[name=text]").input_value() == "Tanpa sinyal di Botosari"
    assert stored(draft) is None
    # The battery was empty in the meantime: the page is opened again.
    staff.page.close()
    staff.context.set_offline(False)
    staff.page = staff.context.new_page()
    staff.open(address)
    staff.wait_to_be_told("saved")

    assert staff.page.locator("[name=text]").input_value() == "Tanpa sinyal di Botosari"
    assert stored(draft) == "Tanpa sinyal di Botosari"


def test_after_the_session_has_ended_it_waits_for_the_next(at_work, draft, address, cast):
    staff = at_work()
    staff.open(address)
    staff.context.clear_cookies()

    typed(staff, "Sesi habis")
    staff.wait_to_be_told("signed-out")
    assert stored(draft) is None
    staff.enter(cast.staff)
    staff.open(address)
    staff.wait_to_be_told("saved")

    assert stored(draft) == "Sesi habis"


def test_signed_in_again_in_another_tab_the_open_page_goes_on(at_work, draft, address, cast):
    staff = at_work()
    staff.open(address)
    staff.context.clear_cookies()
    typed(staff, "Satu")
    staff.wait_to_be_told("signed-out")

    # A new session and a new token: the one in this page is from before.
    staff.enter(cast.staff)
    other = staff.context.new_page()
    other.goto("/")
    other.close()
    typed(staff, " dua")
    staff.wait_to_be_told("saved")

    assert stored(draft) == "Satu dua"


def test_two_colleagues_at_once_see_both_texts_and_choose(at_work, draft, address, cast):
    staff, colleague = at_work(), at_work(cast.colleague)
    staff.open(address)
    colleague.open(address)

    typed(colleague, "Dari rekan")
    colleague.wait_to_be_told("saved")
    typed(staff, "Dari saya")
    staff.wait_to_be_told("elsewhere")

    box = staff.page.locator("[data-saved-elsewhere]")
    assert "Dari rekan" in box.inner_text()
    assert cast.colleague.name in box.inner_text()
    assert staff.page.locator("[name=text]").input_value() == "Dari saya"
    assert stored(draft) == "Dari rekan"
    box.locator("[data-keep-mine]").click()
    staff.wait_to_be_told("saved")
    assert stored(draft) == "Dari saya"

    # And the other way round: what is stored is taken over.
    typed(colleague, " lagi")
    colleague.wait_to_be_told("elsewhere")
    colleague.page.locator("[data-take-stored]").click()
    colleague.wait_to_be_told("saved")
    assert colleague.page.locator("[name=text]").input_value() == "Dari saya"
    assert stored(draft) == "Dari saya"


def test_what_a_photo_shows_is_kept_offline_and_chosen_like_a_text(at_work, draft, cast):
    photo = factories.photo(draft, caption="", alternative_text="", public=False)
    address = reverse("evidence", args=[draft.pk, photo.pk])
    staff, colleague = at_work(), at_work(cast.colleague)
    staff.open(address)
    colleague.open(address)

    staff.context.set_offline(True)
    staff.fill(caption="Kader di balai desa")
    staff.wait_to_be_told("offline")
    colleague.fill(caption="Kader", shows_recognisable_people=True)
    colleague.wait_to_be_told("saved")
    staff.context.set_offline(False)
    staff.wait_to_be_told("elsewhere")

    box = staff.page.locator("[data-saved-elsewhere]")
    assert box.locator("[data-stored=caption]").inner_text() == "Kader"
    assert box.locator("[data-stored=shows_recognisable_people]").inner_text() == "✓"
    box.locator("[data-keep-mine]").click()
    staff.wait_to_be_told("saved")
    photo.refresh_from_db()
    assert (photo.caption, photo.shows_recognisable_people) == ("Kader di balai desa", False)


def test_a_row_that_was_not_sent_yet_waits_for_a_line_and_a_session(at_work, draft, cast):
    address = reverse("submission_makers", args=[draft.pk])
    form = "form[data-keep]"
    staff = at_work()
    staff.open(address)
    staff.context.set_offline(True)
    staff.fill(name="Sri Wahyuni", role="Bidan")
    staff.page.locator(form).get_by_role("button").last.click()
    staff.wait_to_be_told("offline")
    staff.context.set_offline(False)
    staff.context.clear_cookies()
    staff.page.locator(form).get_by_role("button").last.click()
    staff.wait_to_be_told("signed-out")
    staff.page.close()

    staff.enter(cast.staff)
    staff.page = staff.context.new_page()
    staff.open(address)
    staff.wait_to_be_told("restored")
    staff.press(form, "[type=submit]")

    assert list(draft.innovators.values_list("name", "role")) == [("Sri Wahyuni", "Bidan")]
    # What is on the list stands in the form no more, neither here nor after a reload.
    for _visit in range(2):
        assert staff.page.locator("[name=name]").input_value() == ""
        staff.open(address)


def test_what_is_not_wanted_any_more_is_discarded(at_work, draft):
    address = reverse("submission_makers", args=[draft.pk])
    staff = at_work()
    staff.open(address)
    staff.fill(name="Sri Wahyuni")
    staff.open(address)

    staff.page.locator("[data-discard]").click()

    assert staff.page.locator("[name=name]").input_value() == ""
    staff.open(address)
    assert staff.page.locator("[name=name]").input_value() == ""


def test_when_registration_closes_meanwhile_the_text_is_refused_and_stays(at_work, draft, address):
    staff = at_work()
    staff.open(address)
    draft.edition.stages.filter(kind="registration").update(ended_at=draft.created_at.replace(year=2090))

    typed(staff, "Terlambat")
    staff.wait_to_be_told("refused")

    assert stored(draft) is None
    assert staff.page.locator("[name=text]").input_value() == "Terlambat"


def texts():
    """Texts made of what could be counted differently: signs, scripts, every kind of white space."""
    rng = random.Random(2019)  # noqa: S311 - texts for a test
    parts = [
        "kata",
        "anak-anak",
        "Rp1.500",
        "–",
        "%",
        "50",
        "é",
        "ꦏꦸꦛ",
        "村",
        "①",
        "½",
        "_",
        "\u200b",
        "a\u0301",
    ]
    spaces = [" ", "\n", "\t", "\xa0", "\u2003", "\u3000", "\u200b", "\ufeff", "\x1f", "\x85", "\u2028"]

    def text(length):
        return "".join(rng.choice(parts) + rng.choice(spaces) for _ in range(length))

    return ["", " ", *(text(rng.randint(0, 30)) for _ in range(300))]


def test_browser_and_server_count_the_same_words(at_work, address):
    staff = at_work()
    staff.open(address)
    source = staff.page.locator("script[src*=word_count]").get_attribute("src")

    counted = staff.page.evaluate(
        "async ([source, texts]) => texts.map((await import(source)).countWords)", [source, texts()]
    )

    assert counted == [count_words(text) for text in texts()]
