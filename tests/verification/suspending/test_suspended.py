"""Nothing is assessed and nothing is decided in an edition that does not run."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from innovations.models import Edition
from tests import factories
from tests.expectations import refused
from tests.verification import by_two
from verification.assignments import deeds as assignments
from verification.results import deeds as publication
from verification.results import freezing
from verification.scoresheets import deeds as scoresheets
from verification.visits import record as visit_records
from verification.visits.record import PresentPerson

NOW = timezone.now()
STATES = [Edition.State.SUSPENDED, Edition.State.CANCELLED, Edition.State.CLOSED]


@pytest.mark.parametrize("state", STATES)
def test_no_sheet_is_given_out_saved_submitted_or_reopened(cast, state):
    edition = factories.edition(at_stage="proposal")
    stage = edition.stage_of_kind("proposal")
    entry = factories.innovation("eligible", edition=edition)
    draft = factories.sheet(entry, cast.verifier, 80)
    submitted = factories.submitted_sheet(entry, cast.verifier2)
    other = factories.innovation("eligible", edition=edition)
    asked = by_two.ask(submitted.assignment, "reopen")
    Edition.objects.update(state=state)

    with refused(ValidationError):
        assignments.assign(other, stage, cast.verifier, by=cast.bureau, at=NOW)
    with refused(ValidationError):
        scoresheets.save(draft, {}, save_number=draft.save_number, by=cast.verifier, at=NOW)
    with refused(ValidationError):
        scoresheets.submit(draft, save_number=draft.save_number, by=cast.verifier, at=NOW)
    with refused(ValidationError):
        by_two.approve(asked)
    with refused(ValidationError):
        by_two.ask(draft.assignment, "excuse")
    with refused(ValidationError):
        assignments.decline(draft.assignment, by=cast.verifier, at=NOW, reason="Sakit")
    with refused(ValidationError):
        assignments.void(draft.assignment, by=cast.bureau, at=NOW, kind="kin", reason="Kerabat")


@pytest.mark.parametrize("state", STATES)
def test_no_standings_are_opened_and_nothing_is_frozen(cast, state):
    edition = factories.edition(at_stage="proposal")
    stage = edition.stage_of_kind("proposal")
    factories.scored_entry(stage, 80, 70)
    Edition.objects.update(state=state)

    with refused(ValidationError):
        publication.open_standings(stage, by=cast.bureau, at=NOW)
    stage = factories.open_standings(stage)
    with refused(ValidationError):
        freezing.freeze(stage, edition.groups.get(), by=cast.bureau, at=NOW)


@pytest.mark.parametrize("state", STATES)
def test_no_record_of_a_visit_is_written(cast, state):
    visit = factories.visit(factories.innovation("eligible", edition=factories.edition(at_stage="field")))
    Edition.objects.update(state=state)

    with refused(ValidationError):
        visit_records.record_attendance(visit, PresentPerson("Camat", "Bayat"), by=cast.verifier, at=NOW)
    with refused(ValidationError):
        visit_records.hold(visit, by=cast.verifier, at=NOW)
