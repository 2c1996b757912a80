"""Registration closes for agencies first and for coordinators later."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from innovations.desk.to_do import for_staff
from innovations.editions import entering
from innovations.editions.stage_timeline import stage_timeline
from innovations.models import Edition, Innovation
from innovations.proposals import access, drafting
from innovations.sending import lifecycle
from innovations.sending.sending_step import sending_closes_at
from kipp.moments import in_wib
from tests import factories
from tests.expectations import refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def edition(cast):
    """Agencies write until tomorrow 16.00, coordinators send until the registration closes."""
    made = factories.edition(at_stage="registration")
    made.stages.filter(kind="registration").update(agencies_close_at=TOMORROW)
    return Edition.objects.get(pk=made.pk)


TOMORROW = timezone.localtime(NOW + timedelta(days=1)).replace(hour=16, minute=0, second=0, microsecond=0)
LAST_SECOND = TOMORROW + timedelta(seconds=59)
TOO_LATE = TOMORROW + timedelta(minutes=1)


def possible(person, innovation, at):
    actions = access.actions_for(person, Innovation.objects.get(pk=innovation.pk), at=at)
    return actions & {"edit", "propose", "compete", "submit", "return_to_agency"}


@pytest.mark.parametrize(("at", "is_open"), [(LAST_SECOND, True), (TOO_LATE, False)])
def test_agencies_write_and_propose_until_theirs(cast, edition, at, is_open):
    draft = factories.innovation("draft", edition=edition)
    returned = factories.innovation("returned", edition=edition, sent=False)
    recorded = factories.innovation("recorded", edition=edition)

    assert possible(cast.staff, draft, at) == ({"edit", "propose"} if is_open else set())
    assert possible(cast.staff, returned, at) == ({"edit", "propose"} if is_open else set())
    assert possible(cast.staff, recorded, at) == ({"compete"} if is_open else set())
    assert entering.may_enter(cast.staff, edition, at=at) == is_open


def test_coordinators_send_longer_but_return_no_longer(cast, edition):
    proposed = factories.innovation("proposed", edition=edition)
    closing = edition.registration.closing_moment

    assert possible(cast.coordinator, proposed, LAST_SECOND) == {"submit", "return_to_agency"}
    assert possible(cast.coordinator, proposed, TOO_LATE) == {"submit"}
    assert possible(cast.coordinator, proposed, closing - timedelta(seconds=1)) == {"submit"}
    assert possible(cast.coordinator, proposed, closing) == set()
    assert lifecycle.submit(proposed, by=cast.coordinator, at=TOO_LATE).status == "submitted"


def test_an_agency_that_sends_by_itself_has_as_long_as_coordinators(cast, edition):
    draft = factories.innovation("draft", edition=edition, agency=cast.provincial_agency)

    assert possible(cast.provincial_staff, draft, TOO_LATE) == {"edit", "propose"}
    assert entering.may_enter(cast.provincial_staff, edition, at=TOO_LATE)
    assert sending_closes_at(draft) == edition.registration.closes_at


def test_nobody_begins_for_an_agency_that_is_too_late(cast, edition):
    factories.post(cast.staff, "staff", cast.provincial_agency)

    with refused(ValidationError):
        drafting.begin(edition, cast.agency, drafting.Basics("Terlambat"), by=cast.staff, at=TOO_LATE)
    drafting.begin(edition, cast.provincial_agency, drafting.Basics("Masih"), by=cast.staff, at=TOO_LATE)


def test_the_time_is_told_where_it_counts(cast, edition):
    draft = factories.innovation("draft", edition=edition)
    proposed = factories.innovation("proposed", edition=edition)
    agencies, coordinators = in_wib(TOMORROW), in_wib(edition.registration.closes_at)

    assert (sending_closes_at(draft), sending_closes_at(proposed)) == (
        TOMORROW,
        edition.registration.closes_at,
    )
    assert agencies in stage_timeline(edition, cast.staff, at=NOW).now
    for told in (stage_timeline(edition, cast.nobody, at=NOW).now,):
        assert agencies in told
        assert coordinators in told
    late = stage_timeline(edition, cast.nobody, at=TOO_LATE).now
    assert (agencies in late, coordinators in late) == (False, True)
    assert [step.due_at for step in for_staff(cast.staff, at=NOW)] == [TOMORROW]
    assert for_staff(cast.staff, at=TOO_LATE) == []
