"""What an agency does next with an innovation, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from innovations.access import actions_for
from innovations.next_steps import next_step, sending_closes_at, sending_step
from kipp.moments import in_wib
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration")


def sending(innovation, person):
    """The page that hands an innovation on, for whoever reads it."""
    step = sending_step(innovation, actions_for(person, innovation, at=timezone.now()))
    return step and step.url.removeprefix(f"/submissions/{innovation.pk}/")


@pytest.mark.parametrize(
    ("status", "agency", "staff", "url"),
    [
        ("draft", "agency", "staff", "propose/"),
        ("draft", "provincial_agency", "provincial_staff", "propose/"),
        ("proposed", "agency", "staff", None),
        ("proposed", "provincial_agency", "provincial_staff", "submit/"),
        ("returned", "agency", "staff", "resend/"),
        ("submitted", "agency", "staff", None),
        ("finalist", "agency", "staff", None),
    ],
)
def test_an_agency_hands_on_what_is_its_own_to_send(cast, edition, status, agency, staff, url):
    innovation = factories.innovation(status, edition=edition, agency=getattr(cast, agency))

    assert sending(innovation, getattr(cast, staff)) == url


def test_a_coordinator_has_no_sending_step_of_the_agency(cast, edition):
    proposed = factories.innovation("proposed", edition=edition)

    assert sending(proposed, cast.coordinator) is None


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
def test_before_the_first_sending_the_closing_of_registration_is_told(cast, edition, status, agency):
    innovation = factories.innovation(status, edition=edition, agency=getattr(cast, agency), sent=False)
    closes_at = edition.registration.closes_at

    assert sending_closes_at(innovation) == closes_at
    assert in_wib(closes_at) in next_step(innovation, at=timezone.now())


def test_an_agency_with_a_coordinator_waits_and_is_told_no_time(cast, edition):
    proposed = factories.innovation("proposed", edition=edition)

    assert in_wib(edition.registration.closes_at) not in next_step(proposed, at=timezone.now())


def test_a_correction_for_the_bureau_has_a_time_of_its_own(cast):
    due_at = timezone.now() + timedelta(days=2)
    returned = factories.innovation(
        "returned", edition=factories.edition(at_stage="screening"), due_at=due_at
    )

    assert sending_closes_at(returned) == due_at
    assert in_wib(due_at) in next_step(returned, at=timezone.now())


@pytest.mark.parametrize("status", ["submitted", "eligible", "ineligible", "withdrawn", "disqualified"])
def test_what_was_sent_or_ended_can_no_longer_be_sent(cast, edition, status):
    assert sending_closes_at(factories.innovation(status, edition=edition)) is None


def test_the_time_is_not_told_once_it_is_over(cast, edition):
    draft = factories.innovation("draft", edition=edition)
    late = edition.registration.closes_at + timedelta(days=1)

    assert in_wib(edition.registration.closes_at) not in next_step(draft, at=late)
