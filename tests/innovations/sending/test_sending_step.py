"""How an agency hands a proposal on, and until when it can."""

from datetime import timedelta

import pytest
from django.utils import timezone

from innovations.proposals.access import actions_for
from innovations.sending.sending_step import sending_closes_at, sending_step
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration")


def sending(innovation, person):
    """The page that hands an innovation on, for anyone who reads it."""
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


@pytest.mark.parametrize("status", ["draft", "proposed", "returned"])
def test_what_was_never_sent_can_be_sent_until_registration_closes(cast, edition, status):
    innovation = factories.innovation(status, edition=edition, sent=False)

    assert sending_closes_at(innovation) == edition.registration.closes_at


def test_a_correction_for_the_bureau_has_a_time_of_its_own(cast):
    due_at = timezone.now() + timedelta(days=2)
    edition = factories.edition(at_stage="screening")

    assert sending_closes_at(factories.innovation("returned", edition=edition, due_at=due_at)) == due_at


@pytest.mark.parametrize("status", ["submitted", "eligible", "ineligible", "withdrawn", "disqualified"])
def test_what_was_sent_or_ended_can_no_longer_be_sent(cast, edition, status):
    assert sending_closes_at(factories.innovation(status, edition=edition)) is None
