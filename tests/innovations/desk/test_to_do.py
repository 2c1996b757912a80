"""What staff and coordinators do next: only what is theirs, and only what can be done at that moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from innovations.desk import to_do
from kipp.accounts.models import User
from kipp.moments import in_wib
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration")


@pytest.fixture
def closes_at(edition):
    return edition.registration.closes_at


def steps(listed, person):
    """Where each step leads and until when, as somebody reads it who has just signed in."""
    person = User.objects.get(pk=person.pk)
    return [(step.url, step.due_at) for step in listed(person, at=timezone.now())]


def test_staff_finish_drafts_and_correct_what_was_returned_the_most_urgent_first(cast, edition, closes_at):
    draft = factories.innovation("draft", edition=edition, title="A")
    returned = factories.innovation("returned", edition=edition, sent=False, title="B")
    tomorrow = timezone.now() + timedelta(days=1)
    urgent = factories.innovation("returned", edition=edition, due_at=tomorrow, title="C")

    assert steps(to_do.for_staff, cast.staff) == [
        (f"/submissions/{urgent.pk}/", tomorrow),
        (f"/submissions/{draft.pk}/", closes_at),
        (f"/submissions/{returned.pk}/", closes_at),
    ]


@pytest.mark.parametrize("status", ["proposed", "submitted", "eligible", "finalist"])
def test_staff_have_nothing_to_do_while_others_have_it(cast, edition, status):
    factories.innovation(status, edition=edition)

    assert steps(to_do.for_staff, cast.staff) == []


def test_staff_of_the_province_send_what_is_ready(cast, edition, closes_at):
    ready = factories.innovation("proposed", edition=edition, agency=cast.provincial_agency)

    assert steps(to_do.for_staff, cast.provincial_staff) == [(f"/submissions/{ready.pk}/", closes_at)]


def test_an_agency_without_an_innovation_is_asked_to_enter_one(cast, edition, closes_at):
    factories.innovation("withdrawn", edition=edition)
    factories.innovation("draft", edition=edition, agency=cast.other_agency)

    assert steps(to_do.for_staff, cast.staff) == [("/submissions/new/?edition=2019", closes_at)]


def test_an_agency_that_is_late_has_nothing_to_do(cast):
    edition = factories.edition(at_stage="screening")
    factories.innovation("draft", edition=edition)
    yesterday = timezone.now() - timedelta(days=1)
    factories.innovation("returned", edition=edition, due_at=yesterday)

    assert steps(to_do.for_staff, cast.staff) == []


def test_a_correction_for_the_bureau_can_be_sent_after_registration_has_closed(cast):
    tomorrow = timezone.now() + timedelta(days=1)
    edition = factories.edition(at_stage="screening")
    returned = factories.innovation("returned", edition=edition, due_at=tomorrow)

    assert steps(to_do.for_staff, cast.staff) == [(f"/submissions/{returned.pk}/", tomorrow)]


def test_nothing_is_to_do_in_an_edition_that_rests(cast, edition):
    factories.innovation("draft", edition=edition)
    factories.innovation("proposed", edition=edition)
    assert steps(to_do.for_staff, cast.staff) != []
    assert steps(to_do.for_coordinator, cast.coordinator) != []

    edition.state = "suspended"
    edition.save()

    assert steps(to_do.for_staff, cast.staff) == []
    assert steps(to_do.for_coordinator, cast.coordinator) == []


def test_a_coordinator_checks_what_waits_in_the_own_government(cast, edition, closes_at):
    for status in ("proposed", "proposed", "draft", "submitted"):
        factories.innovation(status, edition=edition)
    factories.innovation("proposed", edition=edition, agency=cast.other_agency)
    factories.innovation("proposed", edition=edition, agency=cast.provincial_agency)

    [step] = to_do.for_coordinator(cast.coordinator, at=timezone.now())

    assert (step.url, step.due_at) == ("/coordination/#waiting", closes_at)
    assert [figure for figure in step.text.split() if figure.isdecimal()] == ["2", "2019"]


def test_a_coordinator_has_nothing_to_do_once_registration_has_closed(cast):
    factories.innovation("proposed", edition=factories.edition(at_stage="screening"))

    assert steps(to_do.for_coordinator, cast.coordinator) == []


def test_agencies_of_the_province_wait_for_no_coordinator(cast, edition):
    factories.innovation("proposed", edition=edition, agency=cast.provincial_agency)
    of_the_province = factories.member("coordinator", cast.provincial_agency.government)

    assert steps(to_do.for_coordinator, of_the_province) == []


@pytest.mark.parametrize("person", ["verifier", "bureau", "auditor", "nobody"])
def test_others_have_nothing_to_do_here(cast, edition, person):
    factories.innovation("draft", edition=edition)
    factories.innovation("proposed", edition=edition)

    assert steps(to_do.for_staff, getattr(cast, person)) == []
    assert steps(to_do.for_coordinator, getattr(cast, person)) == []


def test_of_many_the_five_most_urgent_are_shown_and_the_way_to_the_rest(cast, edition, closes_at):
    drafts = [factories.innovation("draft", edition=edition, title=title) for title in "ABCDEFG"]

    assert steps(to_do.for_staff, cast.staff) == [
        *((f"/submissions/{draft.pk}/", closes_at) for draft in drafts[:5]),
        ("/submissions/", None),
    ]


@pytest.mark.parametrize(
    ("status", "agency"),
    [
        ("draft", "agency"),
        ("draft", "provincial_agency"),
        ("proposed", "provincial_agency"),
        ("returned", "agency"),
        ("returned", "provincial_agency"),
    ],
)
def test_before_the_first_sending_the_next_step_tells_when_registration_closes(
    cast, edition, closes_at, status, agency
):
    innovation = factories.innovation(status, edition=edition, agency=getattr(cast, agency), sent=False)

    assert in_wib(closes_at) in to_do.next_step(innovation, at=timezone.now())


def test_the_next_step_of_what_the_coordinator_has_tells_no_time(cast, edition, closes_at):
    proposed = factories.innovation("proposed", edition=edition)

    assert in_wib(closes_at) not in to_do.next_step(proposed, at=timezone.now())


def test_the_next_step_of_a_correction_for_the_bureau_tells_when_it_is_due(cast):
    due_at = timezone.now() + timedelta(days=2)
    edition = factories.edition(at_stage="screening")
    returned = factories.innovation("returned", edition=edition, due_at=due_at)

    assert in_wib(due_at) in to_do.next_step(returned, at=timezone.now())


def test_the_next_step_tells_no_time_that_is_over(cast, edition, closes_at):
    draft = factories.innovation("draft", edition=edition)

    assert in_wib(closes_at) not in to_do.next_step(draft, at=closes_at + timedelta(days=1))


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_are_the_same_for_one_and_for_three(cast, edition, number, django_assert_num_queries):
    for _number in range(number):
        factories.innovation("draft", edition=edition)
        factories.innovation("returned", edition=edition)
        factories.innovation("proposed", edition=edition)
    staff, coordinator = cast.staff, cast.coordinator
    assert staff.posts
    assert coordinator.posts

    with django_assert_num_queries(2):
        to_do.for_staff(staff, at=timezone.now())
    with django_assert_num_queries(1):
        to_do.for_coordinator(coordinator, at=timezone.now())
