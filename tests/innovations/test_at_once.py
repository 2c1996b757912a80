"""Two people at the same time, on two real connections: one wins, and the other gets a sentence."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from innovations.checking import deeds as screening
from innovations.editions import deeds as editions
from innovations.models import Decision, Innovation
from innovations.proposals import drafting
from innovations.proposals.drafting import Basics
from innovations.sending import lifecycle
from tests import factories
from tests.at_once import at_once
from tests.expectations import actions

pytestmark = pytest.mark.django_db(transaction=True)

NOW = timezone.now()


@pytest.fixture
def cast(transactional_db):
    return factories.cast()


def status_of(*innovations):
    return [Innovation.objects.get(pk=innovation.pk).status for innovation in innovations]


def test_the_last_place_of_a_quota_is_given_once(cast):
    edition = factories.edition(quota=2)
    sister = factories.agency("Puskesmas Wiradesa", "33.26")
    factories.innovation("submitted", edition=edition)
    first = factories.innovation("proposed", edition=edition)
    second = factories.innovation("proposed", edition=edition, agency=sister)
    other_coordinator = factories.member("coordinator", cast.agency.government)

    one, two = at_once(
        lambda: lifecycle.submit(first, by=cast.coordinator, at=NOW),
        lambda: lifecycle.submit(second, by=other_coordinator, at=NOW),
    )

    assert (one.status, type(two)) == ("submitted", ValidationError)
    assert status_of(first, second) == ["submitted", "proposed"]
    assert actions(second) == []


def test_two_clicks_at_once_begin_one_draft(cast):
    edition = factories.edition()

    one, two = at_once(
        lambda: drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=NOW),
        lambda: drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=NOW),
    )

    assert one == two == Innovation.objects.get()
    assert actions(one) == ["begin"]


@pytest.mark.parametrize(("first", "status"), [("accept", "eligible"), ("reject", "ineligible")])
def test_two_screeners_decide_once(cast, first, status):
    entry = factories.innovation("submitted", edition=factories.edition(at_stage="screening"))
    deeds = {
        "accept": lambda: lifecycle.accept(entry, by=cast.bureau, at=NOW),
        "reject": lambda: lifecycle.reject(entry, by=cast.bureau2, at=NOW, reason="Terlalu muda"),
    }
    second = ({*deeds} - {first}).pop()

    one, two = at_once(deeds[first], deeds[second])

    assert (one.status, type(two)) == (status, ValidationError)
    assert status_of(entry) == [status]
    assert (Decision.objects.count(), actions(entry)) == (1, [first])


def test_what_is_withdrawn_is_not_accepted(cast):
    entry = factories.innovation("submitted", edition=factories.edition(at_stage="screening"))

    one, two = at_once(
        lambda: lifecycle.withdraw(entry, by=cast.staff, at=NOW),
        lambda: lifecycle.accept(entry, by=cast.bureau, at=NOW),
    )

    assert (one.status, type(two)) == ("withdrawn", ValidationError)
    assert status_of(entry) == ["withdrawn"]


def test_a_proposal_is_sent_as_it_was_handed_over_whoever_still_writes(cast):
    draft = factories.innovation("draft", edition=factories.edition())
    section = draft.edition.sections.get(code="novelty")
    before = draft.working_copy.answers.get(section=section).text

    one, two = at_once(
        lambda: lifecycle.propose(draft, by=cast.staff, at=NOW),
        lambda: drafting.write(draft, section, "Terlambat", save_number=0, by=cast.colleague, at=NOW),
    )

    assert (one.status, type(two)) == ("proposed", ValidationError)
    assert draft.revisions.get().answers.get(section=section).text == before


def test_the_assessment_does_not_begin_over_a_correction_that_is_just_being_asked_for(cast):
    edition = factories.edition(at_stage="proposal", begun=False)
    entry = factories.innovation("eligible", edition=edition)
    stage = edition.stage_of_kind("proposal")

    one, two = at_once(
        lambda: lifecycle.reconsider(entry, by=cast.bureau, at=NOW, reason="Bukti baru"),
        lambda: editions.begin_stage(stage, by=cast.bureau2, at=NOW),
    )

    stage.refresh_from_db()
    assert (one.status, type(two), stage.begun_at) == ("submitted", ValidationError, None)


def test_no_decision_is_reopened_while_the_assessment_begins(cast):
    edition = factories.edition(at_stage="proposal", begun=False)
    entry = factories.innovation("eligible", edition=edition)
    stage = edition.stage_of_kind("proposal")

    one, two = at_once(
        lambda: editions.begin_stage(stage, by=cast.bureau, at=NOW),
        lambda: lifecycle.reconsider(entry, by=cast.bureau2, at=NOW, reason="Bukti baru"),
    )

    assert (one.begun_at, type(two)) == (NOW, ValidationError)
    assert status_of(entry) == ["eligible"]


def test_a_stage_is_begun_once(cast):
    edition = factories.edition(at_stage="screening", begun=False)
    stage = edition.stage_of_kind("screening")

    one, two = at_once(
        lambda: editions.begin_stage(stage, by=cast.bureau, at=NOW),
        lambda: editions.begin_stage(stage, by=cast.bureau2, at=NOW + timedelta(seconds=1)),
    )

    assert (one.begun_at, type(two), actions(stage)) == (NOW, ValidationError, ["begin_stage"])


def test_two_drafts_of_one_title_get_addresses_of_their_own(cast):
    edition = factories.edition()

    one, two = at_once(
        lambda: drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=NOW),
        lambda: drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.colleague, at=NOW),
    )

    assert (one.slug, two.slug) == ("kampung-iva", "kampung-iva-2019")


def test_two_screeners_never_take_the_same(cast):
    entry = factories.innovation("submitted", edition=factories.edition(at_stage="screening"))

    one, two = at_once(
        lambda: screening.claim(entry, by=cast.bureau, at=NOW),
        lambda: screening.claim(entry, by=cast.bureau2, at=NOW),
    )

    entry.refresh_from_db()
    assert (one.screened_by, type(two)) == (cast.bureau, ValidationError)
    assert (entry.screened_by, actions(entry)) == (cast.bureau, ["claim"])
