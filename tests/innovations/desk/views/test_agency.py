"""The agency's room: the list, a new innovation, and the task list of each."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from innovations.models import Edition, Innovation
from kipp.accounts.models import Role
from kipp.moments import in_wib
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/submissions/"
NEW = "/submissions/new/"


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration")


@pytest.fixture
def draft(edition):
    return factories.innovation("draft", edition=edition)


def close_registration(edition):
    """Let the announced time be over; the stage itself is not ended yet."""
    now = timezone.now()
    edition.stages.filter(kind="registration").update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
    )


# The list


def test_staff_see_their_agency_s_innovations_of_every_edition_newest_first(client, cast):
    old = factories.innovation("finalist", edition=factories.edition(2018, at_stage="closed"), title="Lama")
    new = factories.innovation("draft", edition=factories.edition(2019), title="Baru")
    factories.innovation("draft", agency=cast.other_agency, title="Milik lain")
    client.force_login(cast.colleague)

    response = client.get(LIST)

    assert [innovation for innovation, _step in response.context["rows"]] == [new, old]
    assert all(step for _innovation, step in response.context["rows"])
    assert "Milik lain" not in response.text


def test_the_list_begins_with_what_is_to_do_and_the_editions_that_run(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    factories.edition(2018, at_stage="closed")
    client.force_login(cast.staff)

    response = client.get(LIST)

    assert [step.url for step in response.context["steps"]] == [f"/submissions/{draft.pk}/"]
    assert [(timeline.edition, timeline.url) for timeline in response.context["stage_timelines"]] == [
        (edition, f"{NEW}?edition=2019")
    ]
    assert f'href="{NEW}?edition=2019"' in response.text


def test_without_a_year_the_edition_is_one_that_takes_entries(client, cast, edition):
    factories.edition(2020, begun=False)
    client.force_login(cast.staff)

    response = client.get(NEW)

    assert response.context["edition"] == edition


def test_every_status_has_a_next_step(client, cast, edition):
    statuses = ["draft", "proposed", "returned", "submitted", "eligible", "ineligible", "finalist"]
    for status in [*statuses, "withdrawn", "disqualified"]:
        factories.innovation(status, edition=edition)
    factories.innovation("returned", edition=edition, sent=False)
    client.force_login(cast.staff)

    rows = client.get(LIST).context["rows"]

    assert len(rows) == 10
    assert all(step for _innovation, step in rows)


def test_the_list_offers_no_new_innovation_while_registration_is_closed(client, cast):
    factories.edition(at_stage="screening")
    client.force_login(cast.staff)

    assert NEW not in client.get(LIST).text


def test_sample_data_is_marked(client, cast, edition):
    innovation = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)
    before = client.get(LIST).text.count('class="status')

    Innovation.objects.filter(pk=innovation.pk).update(is_sample=True)

    assert client.get(LIST).text.count('class="status') == before + 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_row_and_with_three(
    client, cast, edition, rows, django_assert_num_queries
):
    for _ in range(rows):
        factories.innovation("returned", edition=edition)
    client.force_login(cast.staff)

    with django_assert_num_queries(10):
        assert len(client.get(LIST).context["rows"]) == rows


def test_the_list_has_pages_of_fifty(client, cast, edition):
    for _ in range(51):
        factories.innovation("draft", edition=edition, complete=False)
    client.force_login(cast.staff)

    assert len(client.get(LIST).context["rows"]) == 50
    assert len(client.get(LIST, {"page": 2}).context["rows"]) == 1


@pytest.mark.parametrize("who", ["coordinator", "verifier", "bureau", "auditor", "nobody"])
@pytest.mark.parametrize("page", [LIST, NEW])
def test_the_room_is_for_agency_staff(client, cast, edition, who, page):
    client.force_login(getattr(cast, who))

    assert client.get(page).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, draft):
    assert client.get(LIST).status_code == 302
    assert client.get(f"/submissions/{draft.pk}/").status_code == 302


def test_the_list_is_only_read(client, cast):
    client.force_login(cast.staff)

    assert client.post(LIST).status_code == 405


# A new innovation


def test_staff_begin_a_draft(client, cast, edition):
    category = edition.categories.get(code="health")
    client.force_login(cast.staff)

    response = client.post(
        NEW, {"title": "  Kampung  IVA ", "category": category.pk, "started_on": "2018-02-01"}
    )

    made = Innovation.objects.get()
    assert response.url == f"/submissions/{made.pk}/"
    assert (made.title, made.category, made.started_on) == ("Kampung IVA", category, date(2018, 2, 1))
    assert (made.edition, made.agency, made.created_by) == (edition, cast.agency, cast.staff)
    assert (made.status, made.group.code, made.working_copy.number) == ("draft", "umum", 1)


def test_whoever_clicks_twice_begins_one_draft(client, cast, edition):
    client.force_login(cast.staff)

    first = client.post(NEW, {"title": "Kampung IVA"})
    second = client.post(NEW, {"title": "Kampung IVA"})

    made = Innovation.objects.get()
    assert first.url == second.url == f"/submissions/{made.pk}/"


def test_staff_of_several_agencies_say_for_which(client, cast, edition):
    second = factories.agency("RSUD Kraton")
    factories.post(cast.staff, Role.STAFF, second)
    client.force_login(cast.staff)

    assert set(client.get(NEW).context["form"].fields["agency"].queryset) == {cast.agency, second}
    unsaid = client.post(NEW, {"title": "Kampung IVA"})
    foreign = client.post(NEW, {"title": "Kampung IVA", "agency": cast.other_agency.pk})
    client.post(NEW, {"title": "Kampung IVA", "agency": second.pk})

    assert list(unsaid.context["form"].errors) == ["agency"]
    assert list(foreign.context["form"].errors) == ["agency"]
    assert Innovation.objects.get().agency == second


def test_staff_of_one_agency_are_not_asked_for_which(client, cast, edition):
    client.force_login(cast.staff)

    fields = client.get(NEW).context["form"].fields
    assert list(fields) == ["title", "category", "trialled_on", "started_on", "launched_on"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": ""}, ["title"]),
        ({"title": "x" * 151}, ["title"]),
        ({"title": "Kampung IVA", "started_on": "kemarin"}, ["started_on"]),
        ({"title": "Kampung IVA", "started_on": "2999-01-01"}, ["started_on"]),
        ({"title": "Kampung IVA", "category": "0"}, ["category"]),
    ],
)
def test_wrong_basics_begin_nothing_and_stay_in_the_form(client, cast, edition, typed, wrong):
    client.force_login(cast.staff)

    response = client.post(NEW, {"category": "", "started_on": "", **typed})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == wrong
    assert response.context["form"]["title"].value() == typed["title"]
    assert not Innovation.objects.exists()


def test_a_category_of_another_edition_is_refused(client, cast, edition):
    foreign = factories.edition(2018, at_stage="closed").categories.first()
    client.force_login(cast.staff)

    response = client.post(f"{NEW}?edition=2019", {"title": "Kampung IVA", "category": foreign.pk})

    assert list(response.context["form"].errors) == ["category"]


def test_what_was_typed_stays_when_registration_closed_meanwhile(client, cast, edition):
    client.force_login(cast.staff)
    assert client.get(NEW).status_code == 200
    close_registration(edition)

    response = client.post(NEW, {"title": "Kampung IVA"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["__all__"]
    assert response.context["form"]["title"].value() == "Kampung IVA"
    assert not Innovation.objects.exists()


def test_nobody_gets_the_form_while_registration_is_closed(client, cast, edition):
    close_registration(edition)
    client.force_login(cast.staff)

    assert client.get(NEW).url == LIST


def test_without_a_running_edition_nothing_can_be_begun(client, cast):
    client.force_login(cast.staff)

    assert client.get(NEW).url == LIST
    assert client.post(NEW, {"title": "Kampung IVA"}).url == LIST


@pytest.mark.parametrize("year", ["2018", "0", "99999999999"])
def test_an_edition_that_does_not_run_is_not_found(client, cast, edition, year):
    factories.edition(2018, at_stage="closed")
    client.force_login(cast.staff)

    assert client.get(NEW, {"edition": year}).status_code == 404


@pytest.mark.parametrize("year", ["", "²", "dua"])
def test_without_a_year_the_running_edition_is_taken(client, cast, edition, year):
    client.force_login(cast.staff)

    assert client.get(NEW, {"edition": year}).context["edition"] == edition


# The task list


def test_the_task_list_has_every_part_with_its_state(client, cast, draft):
    sections = draft.edition.sections
    answers = draft.working_copy.answers
    answers.filter(section__code="novelty").update(text="")
    answers.filter(section__code="alignment").update(text="kata " * 101)
    client.force_login(cast.staff)

    tasks = client.get(f"/submissions/{draft.pk}/").context["tasks"]

    base = f"/submissions/{draft.pk}/"
    states = {part.url.removeprefix(base): part.state for part in tasks.parts}
    assert states == {
        "basics/": "done",
        **{f"sections/{section.code}/": "done" for section in sections.all()},
        "sections/novelty/": "empty",
        "sections/alignment/": "too_long",
        "makers/": "done",
        "locations/": "done",
        "evidence/": "done",
    }
    by_url = {part.url: (part.words, part.limit) for part in tasks.parts}
    assert by_url[f"{base}sections/alignment/"] == (101, 100)
    assert [gap.url for gap in tasks.gaps] == [f"{base}sections/alignment/", f"{base}sections/novelty/"]
    assert tasks.done == 15


def test_an_empty_draft_misses_every_part(client, cast, edition):
    draft = factories.innovation("draft", edition=edition, complete=False)
    client.force_login(cast.staff)

    response = client.get(f"/submissions/{draft.pk}/")

    tasks = response.context["tasks"]
    # It has a title.
    assert [part.state for part in tasks.parts] == ["partly", *["empty"] * (len(tasks.parts) - 1)]
    assert (tasks.done, tasks.unfinished) == (0, len(tasks.parts))
    assert {gap.url for gap in tasks.gaps} == {part.url for part in tasks.parts}
    assert all(f'href="{gap.url}"' in response.text for gap in tasks.gaps)


@pytest.mark.parametrize(
    ("status", "sent", "buttons"),
    [
        ("draft", None, {"check", "withdraw"}),
        ("proposed", None, {"check", "withdraw"}),
        ("returned", False, {"check", "withdraw"}),
        ("returned", True, {"check", "withdraw"}),
        ("submitted", None, {"check", "withdraw"}),
        ("ineligible", None, {"check"}),
        ("withdrawn", None, {"check"}),
    ],
)
def test_the_page_leads_to_what_can_be_done(client, cast, edition, status, sent, buttons):
    innovation = factories.innovation(status, edition=edition, sent=sent)
    client.force_login(cast.staff)

    response = client.get(f"/submissions/{innovation.pk}/")

    pages = {"check", "withdraw", "edit", "propose", "resend", "submit"}
    assert {page for page in pages if f"/submissions/{innovation.pk}/{page}/" in response.text} == buttons
    assert f"/coordination/{innovation.pk}/" not in response.text
    assert (response.context["tasks"] is not None) == (status in ("draft", "returned"))


def test_staff_of_the_province_take_their_proposal_back_by_themselves(client, cast, edition):
    proposed = factories.innovation("proposed", edition=edition, agency=cast.provincial_agency)
    client.force_login(cast.provincial_staff)

    assert f"/coordination/{proposed.pk}/return/" in client.get(f"/submissions/{proposed.pk}/").text


def test_staff_of_the_province_are_told_until_when_they_send(client, cast, edition):
    provincial = factories.innovation("proposed", edition=edition, agency=cast.provincial_agency)
    closing = in_wib(edition.registration.closes_at)
    client.force_login(cast.provincial_staff)

    [(_innovation, step)] = client.get(LIST).context["rows"]

    assert closing in step
    assert closing in client.get(f"/submissions/{provincial.pk}/").text


def test_a_returned_innovation_shows_the_note_and_until_when(client, cast, edition):
    returned = factories.innovation("returned", edition=edition)
    correction = returned.corrections.get()
    client.force_login(cast.staff)

    response = client.get(f"/submissions/{returned.pk}/")

    assert response.context["correction"] == correction
    assert response.context["closes_at"] == correction.due_at
    assert correction.note in response.text
    assert f"{timezone.localtime(correction.due_at):%H.%M} WIB" in response.text


def test_an_unsent_innovation_shows_when_registration_closes(client, cast, draft):
    client.force_login(cast.staff)

    response = client.get(f"/submissions/{draft.pk}/")

    assert response.context["closes_at"] == draft.edition.registration.closes_at
    assert 'class="notice banner' in response.text
    assert "23.59 WIB" in response.text


def test_a_sent_innovation_has_no_draft_banner(client, cast, edition):
    sent = factories.innovation("submitted", edition=edition)
    client.force_login(cast.staff)

    assert 'class="notice banner' not in client.get(f"/submissions/{sent.pk}/").text


def test_the_reasons_of_a_decision_can_be_read(client, cast, edition):
    refused = factories.innovation("ineligible", edition=edition)
    client.force_login(cast.staff)

    assert "Alasan keputusan" in client.get(f"/submissions/{refused.pk}/").text


def test_after_the_closing_the_draft_is_kept_and_nothing_can_be_sent(client, cast, draft):
    close_registration(draft.edition)
    client.force_login(cast.staff)

    response = client.get(f"/submissions/{draft.pk}/")

    assert response.status_code == 200
    assert response.context["actions"] == {"record", "withdraw"}


def test_nothing_is_done_in_a_suspended_edition(client, cast, draft):
    Edition.objects.update(state="suspended")
    client.force_login(cast.staff)

    response = client.get(f"/submissions/{draft.pk}/")

    assert response.status_code == 200
    assert response.context["actions"] == set()


def test_texts_that_people_typed_are_escaped(client, cast, edition):
    title = "<script>alert('iva')</script>"
    draft = factories.innovation("draft", edition=edition, title=title)
    client.force_login(cast.staff)

    pages = [LIST, f"/submissions/{draft.pk}/", f"/submissions/{draft.pk}/check/"]
    assert not any("<script>alert" in client.get(page).text for page in pages)


@pytest.mark.parametrize(
    ("who", "status_code"),
    [
        ("colleague", 200),
        ("stranger", 404),
        ("other_coordinator", 404),
        ("provincial_staff", 404),
        ("verifier", 404),
        ("nobody", 404),
        ("coordinator", 403),
        ("bureau", 403),
        ("auditor", 403),
    ],
)
@pytest.mark.parametrize(
    "page", ["", "basics/", "sections/summary/", "locations/", "evidence/", "check/", "withdraw/"]
)
def test_the_pages_of_an_innovation_are_its_agency_s(client, cast, edition, who, status_code, page):
    sent = factories.innovation("submitted", edition=edition)
    client.force_login(getattr(cast, who))

    assert client.get(f"/submissions/{sent.pk}/{page}").status_code == status_code


def test_a_draft_is_seen_by_its_agency_alone(client, cast, draft):
    for who in ("coordinator", "bureau", "auditor"):
        client.force_login(getattr(cast, who))
        assert client.get(f"/submissions/{draft.pk}/").status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_task_list_costs_the_same_with_more_files_and_places(
    client, cast, draft, more, django_assert_num_queries
):
    for number in range(more):
        factories.document(draft)
        factories.location(draft, place=f"Posyandu {number}")
    client.force_login(cast.staff)

    with django_assert_num_queries(18):
        client.get(f"/submissions/{draft.pk}/")
