"""Writing a proposal: its basics and its sections."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from innovations.models import Answer, Innovation
from innovations.sending import lifecycle
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration")


@pytest.fixture
def draft(edition):
    return factories.innovation("draft", edition=edition, complete=False, title="Judul lama")


def basics(innovation):
    return f"/submissions/{innovation.pk}/basics/"


def section(innovation, code="summary"):
    return f"/submissions/{innovation.pk}/sections/{code}/"


def close_registration(edition):
    now = timezone.now()
    edition.stages.filter(kind="registration").update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
    )


def tags(response):
    """The kinds of the messages that the next page shows."""
    return [message.level_tag for message in response.context["messages"]]


def texts(innovation):
    return dict(Answer.objects.filter(revision__innovation=innovation).values_list("section__code", "text"))


# Basics


@pytest.mark.parametrize("who", ["staff", "colleague"])
def test_staff_change_the_basics(client, cast, draft, who):
    category = draft.edition.categories.get(code="health")
    client.force_login(getattr(cast, who))

    typed = {"title": "Judul baru", "category": category.pk, "started_on": "2018-02-01"}
    response = client.post(basics(draft), typed)

    assert response.url == f"/submissions/{draft.pk}/"
    draft.refresh_from_db()
    assert (draft.title, draft.category, draft.started_on) == ("Judul baru", category, date(2018, 2, 1))


def test_the_form_shows_what_was_kept(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)

    assert 'value="2017-01-01"' in client.get(basics(draft)).text


def test_category_and_start_may_be_left_for_later(client, cast, draft):
    client.force_login(cast.staff)

    assert client.post(basics(draft), {"title": "Judul baru"}).status_code == 302
    assert Innovation.objects.get().title == "Judul baru"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": " "}, ["title"]),
        ({"title": "Judul baru", "started_on": "2999-01-01"}, ["started_on"]),
        ({"title": "Judul baru", "category": "x"}, ["category"]),
    ],
)
def test_wrong_basics_are_not_kept(client, cast, draft, typed, wrong):
    client.force_login(cast.staff)

    response = client.post(basics(draft), typed)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == wrong
    assert Innovation.objects.get().title == "Judul lama"


def test_basics_of_a_proposed_innovation_are_read_only(client, cast, edition):
    proposed = factories.innovation("proposed", edition=edition, title="Judul lama")
    client.force_login(cast.staff)

    assert 'name="title"' not in client.get(basics(proposed)).text
    response = client.post(basics(proposed), {"title": "Judul baru"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["__all__"]
    assert 'value="Judul baru"' in response.text
    assert Innovation.objects.get().title == "Judul lama"


# Sections


def test_staff_write_a_section_and_stay_on_its_page(client, cast, draft):
    client.force_login(cast.colleague)

    response = client.post(section(draft), {"text": "Baris satu\r\nBaris dua"}, follow=True)

    assert response.redirect_chain == [(section(draft), 302)]
    assert tags(response) == ["success"]
    assert texts(draft) == {"summary": "Baris satu\nBaris dua"}


def test_save_and_continue_leads_through_the_sections_to_the_locations(client, cast, draft):
    client.force_login(cast.staff)
    codes = list(draft.edition.sections.values_list("code", flat=True))

    ways = [client.post(section(draft, code), {"text": "Isi", "continue": "yes"}).url for code in codes]

    assert ways == [*(section(draft, code) for code in codes[1:]), f"/submissions/{draft.pk}/locations/"]
    assert texts(draft) == dict.fromkeys(codes, "Isi")


def test_too_many_words_are_kept_with_a_warning(client, cast, draft):
    client.force_login(cast.staff)

    response = client.post(section(draft, "novelty"), {"text": "kata " * 101}, follow=True)

    assert tags(response) == ["warning"]
    assert response.context["item"].words == 101
    assert texts(draft) == {"novelty": ("kata " * 101).strip()}


def test_a_gap_is_kept_with_a_warning(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)

    response = client.post(section(draft), {"text": " "}, follow=True)

    assert tags(response) == ["warning"]
    assert texts(draft)["summary"] == ""


def test_a_text_without_any_measure_is_refused_and_stays(client, cast, draft):
    client.force_login(cast.staff)

    response = client.post(section(draft), {"text": "x" * 30_001})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["text"]
    assert "x" * 30_001 in response.text
    assert texts(draft) == {}


@pytest.mark.parametrize("text", ["nol\x00", "x" * 3_000_000])
def test_what_no_form_takes_is_no_fault_of_the_portal(client, cast, draft, text):
    client.force_login(cast.staff)

    assert client.post(section(draft), {"text": text}).status_code in (200, 400)
    assert texts(draft) == {}


def test_what_was_typed_stays_when_registration_closed_meanwhile(client, cast, draft):
    client.force_login(cast.staff)
    assert client.get(section(draft)).status_code == 200
    close_registration(draft.edition)

    response = client.post(section(draft), {"text": "Ditulis semalaman"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["__all__"]
    assert "Ditulis semalaman" in response.text
    assert texts(draft) == {}


def test_a_section_is_only_read_while_the_innovation_is_proposed(client, cast, edition):
    proposed = factories.innovation("proposed", edition=edition)
    client.force_login(cast.staff)

    response = client.get(section(proposed, "novelty"))

    assert "Jawaban tentang novelty" in response.text
    assert "<textarea" not in response.text


def test_after_a_return_the_second_revision_is_written_and_the_sent_one_stays(client, cast, edition):
    returned = factories.innovation("returned", edition=edition)
    client.force_login(cast.staff)

    client.post(section(returned, "novelty"), {"text": "Diperbaiki"})

    written = Answer.objects.filter(revision__innovation=returned, section__code="novelty")
    assert dict(written.values_list("revision__number", "text")) == {
        1: "Jawaban tentang novelty",
        2: "Diperbaiki",
    }


def test_a_section_that_the_edition_does_not_have_is_not_found(client, cast, draft):
    client.force_login(cast.staff)

    assert client.get(section(draft, "budget")).status_code == 404


@pytest.mark.parametrize(
    ("who", "status_code"), [("stranger", 404), ("coordinator", 403), ("bureau", 403), ("verifier", 404)]
)
def test_others_write_nothing(client, cast, edition, who, status_code):
    returned = factories.innovation("returned", edition=edition, title="Judul lama")
    before = texts(returned)
    client.force_login(getattr(cast, who))

    assert client.post(section(returned), {"text": "Palsu"}).status_code == status_code
    assert client.post(basics(returned), {"title": "Palsu"}).status_code == status_code
    assert texts(returned) == before
    assert Innovation.objects.get().title == "Judul lama"


def test_a_section_page_costs_seven_queries(client, cast, edition, django_assert_num_queries):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)

    with django_assert_num_queries(7):
        client.get(section(draft))


# Saved by the browser itself, while somebody types


def autosaved(client, address, **typed):
    """Send a form as static/js/autosave.js does; return status and answer."""
    response = client.post(address, typed, headers={"X-Autosave": "1"})
    return response.status_code, response.json()


def test_a_browser_saves_by_itself_and_goes_on_counting(client, cast, draft):
    client.force_login(cast.staff)

    assert autosaved(client, section(draft), text="Satu", save_number=0) == (200, {"save_number": 1})
    assert autosaved(client, section(draft), text="Satu dua", save_number=1) == (200, {"save_number": 2})
    answer = Answer.objects.get()
    assert (answer.text, answer.save_number, answer.saved_by) == ("Satu dua", 2, cast.staff)


def test_the_same_text_sent_again_is_saved_already(client, cast, draft):
    client.force_login(cast.staff)
    autosaved(client, section(draft), text="Satu", save_number=0)

    assert autosaved(client, section(draft), text="Satu", save_number=0) == (200, {"save_number": 1})


def test_a_text_typed_on_an_older_one_overwrites_nothing(client, cast, draft):
    client.force_login(cast.colleague)
    autosaved(client, section(draft), text="Dari rekan", save_number=0)
    client.force_login(cast.staff)

    status, told = autosaved(client, section(draft), text="Dari saya", save_number=0)

    assert (status, told["save_number"], told["stored"]) == (409, 1, {"text": "Dari rekan"})
    assert cast.colleague.name in told["who"]
    assert texts(draft) == {"summary": "Dari rekan"}


def test_without_a_script_both_texts_stand_on_the_page_and_the_next_save_holds(client, cast, draft):
    client.force_login(cast.colleague)
    client.post(section(draft), {"text": "Dari rekan"})
    client.force_login(cast.staff)

    response = client.post(section(draft), {"text": "Dari saya", "save_number": 0})

    assert response.status_code == 200
    assert "Dari rekan" in response.text
    assert "Dari saya" in response.text
    assert 'name="save_number" value="1"' in response.text
    assert client.post(section(draft), {"text": "Dari saya", "save_number": 1}).status_code == 302
    assert texts(draft) == {"summary": "Dari saya"}


def test_a_page_from_before_a_return_is_older_than_the_copy(client, cast, edition):
    returned = factories.innovation("submitted", edition=edition)
    Answer.objects.filter(section__code="summary").update(save_number=3)
    lifecycle.return_for_correction(
        returned,
        by=cast.bureau,
        at=timezone.now(),
        note="Lengkapi",
        due_at=timezone.now() + timedelta(days=3),
    )
    client.force_login(cast.staff)

    assert autosaved(client, section(returned), text="Dari sebelum", save_number=3)[0] == 409
    assert autosaved(client, section(returned), text="Diperbaiki", save_number=4)[0] == 200


def test_the_basics_too_are_saved_by_themselves_and_never_over_unread_ones(client, cast, draft):
    client.force_login(cast.staff)
    typed = {"title": "Judul baru", "started_on": "2018-02-01", "trialled_on": "2017-05-01"}

    assert autosaved(client, basics(draft), **typed, save_number=0) == (200, {"save_number": 1})
    status, told = autosaved(client, basics(draft), title="Judul lain", save_number=0)

    assert (status, told["save_number"]) == (409, 1)
    assert told["stored"] == {**typed, "category": "", "launched_on": ""}
    draft.refresh_from_db()
    assert (draft.title, draft.trialled_on) == ("Judul baru", date(2017, 5, 1))


def test_what_cannot_be_saved_is_said_in_sentences(client, cast, draft):
    client.force_login(cast.staff)

    status, told = autosaved(client, basics(draft), title="", save_number=0)

    assert (status, len(told["sentences"])) == (422, 1)
    assert Innovation.objects.get().title == "Judul lama"


def test_a_browser_that_is_signed_out_is_told_so(client, draft):
    status, told = autosaved(client, section(draft), text="Sesi habis")

    assert (status, told) == (401, {"sign_in": reverse("account_login")})


def test_a_browser_with_an_older_token_is_told_so(cast, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.staff)

    assert autosaved(client, section(draft), text="Token lama") == (403, {"token": "too old"})
