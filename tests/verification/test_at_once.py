"""Two people at the same time, on two real connections: one wins, and the other gets a sentence."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from innovations.models import Award, Innovation, Presentation
from innovations.sending import lifecycle
from kipp.audit import trail
from tests import factories
from tests.at_once import at_once
from tests.expectations import actions
from tests.verification import by_two
from verification.allocations import deeds as allocations
from verification.assignments import deeds as assignments
from verification.minutes import deeds as minutes
from verification.minutes.text import MinutesDraft, Signer
from verification.models import Assignment, Ranking, Scoresheet, Standing
from verification.presentations import deeds as presentations
from verification.results import deeds as publication
from verification.results import freezing
from verification.scoresheets import deeds as scoresheets
from verification.scoresheets.deeds import Mark

pytestmark = pytest.mark.django_db(transaction=True)

NOW = timezone.now()


@pytest.fixture
def cast(transactional_db):
    return factories.cast()


@pytest.fixture
def stage(cast):
    edition = factories.edition(at_stage="proposal", proposal_tiers=(2, 1))
    return edition.stage_of_kind("proposal")


@pytest.fixture
def entry(stage):
    return factories.innovation("eligible", edition=stage.edition)


@pytest.fixture
def group(stage):
    return stage.edition.groups.get()


def standing(entry):
    return Standing.objects.values_list("score", "sheets_in", "sheets_due").get(innovation=entry)


def hand_in(sheet, by):
    return scoresheets.submit(sheet, save_number=sheet.save_number, by=by, at=NOW)


# Drafts of assignments


def test_a_draft_is_applied_once(cast, entry, stage):
    draft = factories.allocation(stage)
    factories.allocation_row(draft, entry, cast.verifier)

    one, two = at_once(
        lambda: allocations.apply(draft, by=cast.bureau, at=NOW),
        lambda: allocations.apply(draft, by=cast.bureau2, at=NOW),
    )

    assert one.state == "applied"
    assert isinstance(two, ValidationError)
    assert Assignment.objects.count() == 1


def test_what_is_assigned_by_hand_meanwhile_refuses_the_draft(cast, entry, stage):
    draft = factories.allocation(stage)
    factories.allocation_row(draft, entry, cast.verifier)

    one, two = at_once(
        lambda: assignments.assign(entry, stage, cast.verifier, by=cast.bureau2, at=NOW),
        lambda: allocations.apply(draft, by=cast.bureau, at=NOW),
    )

    assert one.verifier == cast.verifier
    assert isinstance(two, ValidationError)
    assert Assignment.objects.count() == 1


# Visits and presentations


def test_minutes_are_drawn_up_once(cast):
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 2), field_tiers=(1,))
    stage = edition.stage_of_kind("field")
    entry = factories.scored_entry(stage, 80, 84, verifiers=[cast.verifier, cast.verifier2])
    visit = factories.visit(entry, stage=stage, state="held")
    draft = MinutesDraft(Signer("Siti Aminah", "Kepala puskesmas"))

    one, two = at_once(
        lambda: minutes.draw_up(visit, draft, by=cast.verifier, at=NOW),
        lambda: minutes.draw_up(visit, draft, by=cast.verifier, at=NOW),
    )

    assert list(visit.minutes.all()) == [one]
    assert isinstance(two, ValidationError)


def test_nobody_comes_into_two_presentations_at_once(cast):
    """Two stages, each with a lock of its own: of the editions of two years."""
    stages = [_presentation_stage(2018), _presentation_stage(2019)]
    entries = [factories.innovation("finalist", edition=stage.edition) for stage in stages]
    for entry, stage in zip(entries, stages, strict=True):
        factories.assignment(entry, cast.verifier, stage=stage)
    begins = NOW + timedelta(days=1)
    slots = [
        presentations.Slot(starts_at=begins, material_due_at=begins - timedelta(hours=1), room=room)
        for room in ("Aula", "Ruang rapat")
    ]

    one, two = at_once(
        lambda: presentations.plan(entries[0], stages[0], slots[0], by=cast.bureau, at=NOW),
        lambda: presentations.plan(entries[1], stages[1], slots[1], by=cast.bureau2, at=NOW),
    )

    assert list(Presentation.objects.all()) == [one]
    assert isinstance(two, ValidationError)


def _presentation_stage(year):
    edition = factories.edition(year, at_stage="field", proposal_tiers=(4, 2), field_tiers=(1,))
    return factories.presentation_stage(edition)


# Sheets


def test_two_verifiers_of_one_entry_hand_in_at_once_and_the_standing_is_right(cast, entry, stage):
    factories.scored_entry(stage, 50)  # so that the rubric is locked, and nobody waits for its row
    first = factories.sheet(entry, cast.verifier, 81, stage=stage)
    second = factories.sheet(entry, cast.verifier2, 60, stage=stage)

    one, two = at_once(
        lambda: hand_in(first, cast.verifier),
        lambda: hand_in(second, cast.verifier2),
    )

    assert (one.total, two.total) == (Decimal("81.00"), Decimal("60.00"))
    assert standing(entry) == (Decimal("70.50"), 2, 2)


def test_a_sheet_is_handed_in_once(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, 80, stage=stage)

    one, two = at_once(
        lambda: hand_in(sheet, cast.verifier),
        lambda: hand_in(sheet, cast.verifier),
    )

    assert (one.status, type(two), actions(sheet)) == ("submitted", ValidationError, ["submit_sheet"])


def test_a_sheet_that_is_being_handed_in_is_not_overwritten(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, 80, stage=stage)

    _one, two = at_once(
        lambda: hand_in(sheet, cast.verifier),
        lambda: scoresheets.save(sheet, {"novelty": Mark(0)}, save_number=0, by=cast.verifier, at=NOW),
    )

    assert isinstance(two, ValidationError)
    assert set(sheet.scores.values_list("points", flat=True)) == {80}


def test_of_two_pages_that_save_one_sheet_the_second_overwrites_nothing(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, stage=stage)

    def save(points):
        return scoresheets.save(sheet, {"novelty": Mark(points)}, save_number=0, by=cast.verifier, at=NOW)

    one, two = at_once(lambda: save(70), lambda: save(90))

    assert (one.save_number, type(two)) == (1, ValidationError)
    assert sheet.scores.get(criterion__code="novelty").points == 70


def test_a_sheet_is_given_back_once(cast, entry, stage):
    sheet = factories.submitted_sheet(entry, cast.verifier, 80, stage=stage)

    asked, third = by_two.ask(sheet.assignment, "reopen"), factories.member("bureau")

    one, two = at_once(lambda: by_two.approve(asked), lambda: by_two.approve(asked, by=third))

    assert (one.status, type(two), actions(sheet)) == ("draft", ValidationError, ["reopen_sheet"])


def test_a_sheet_handed_in_while_it_is_given_back_goes_through_both_in_order(cast, entry, stage):
    """The bureau gives back what is in, and the verifier's second page hands the same sheet in again."""
    factories.submitted_sheet(entry, cast.verifier2, 60, stage=stage)
    sheet = factories.submitted_sheet(entry, cast.verifier, 80, stage=stage)

    asked = by_two.ask(sheet.assignment, "reopen")

    one, two = at_once(lambda: by_two.approve(asked), lambda: hand_in(sheet, cast.verifier))

    assert (one.status, two.status) == ("draft", "submitted")
    assert actions(sheet) == ["reopen_sheet", "submit_sheet"]
    assert standing(entry) == (Decimal("70.00"), 2, 2)


def test_a_sheet_that_is_just_handed_in_can_be_asked_back_and_the_standing_waits_again(cast, entry, stage):
    factories.submitted_sheet(entry, cast.verifier2, 60, stage=stage)
    sheet = factories.sheet(entry, cast.verifier, 80, stage=stage)

    one, two = at_once(
        lambda: hand_in(sheet, cast.verifier),
        lambda: by_two.ask(sheet.assignment, "reopen"),
    )

    assert (one.status, by_two.approve(two).status) == ("submitted", "draft")
    assert standing(entry) == (None, 1, 2)


def test_a_task_whose_sheet_is_just_handed_in_is_not_taken_back(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, 80, stage=stage)

    asked = by_two.ask(sheet.assignment, "excuse")

    one, two = at_once(lambda: hand_in(sheet, cast.verifier), lambda: by_two.approve(asked))

    assert (one.status, type(two)) == ("submitted", ValidationError)
    assert Assignment.objects.get().state == "active"
    assert standing(entry) == (Decimal("80.00"), 1, 1)


def test_the_last_place_of_an_entry_s_assessors_is_given_once(cast, entry, stage):
    factories.assignment(entry, cast.verifier, stage=stage)

    one, two = at_once(
        lambda: assignments.assign(entry, stage, cast.verifier2, by=cast.bureau, at=NOW),
        lambda: assignments.assign(entry, stage, cast.verifier3, by=cast.bureau2, at=NOW),
    )

    assert (one.verifier, type(two)) == (cast.verifier2, ValidationError)
    assert Scoresheet.objects.count() == 2


# Results


def test_two_members_of_the_bureau_confirm_once(cast, stage):
    factories.scored_entry(stage, 80, 70)
    ranking = factories.ranking(stage)
    third = factories.member("bureau")

    one, two = at_once(
        lambda: publication.confirm(ranking, by=cast.bureau2, at=NOW),
        lambda: publication.confirm(ranking, by=third, at=NOW),
    )

    ranking.refresh_from_db()
    assert (one.confirmed_by, type(two), ranking.confirmed_by) == (
        cast.bureau2,
        ValidationError,
        cast.bureau2,
    )
    assert actions(ranking) == ["freeze", "confirm"]


def test_a_place_is_not_decided_under_the_eyes_of_the_member_who_confirms(cast, stage):
    factories.scored_entry(stage, 80, 80, title="A")
    factories.scored_entry(stage, 70, 70, title="B")
    ranking = factories.ranking(stage)
    placing = ranking.placings.get(title="B")

    one, two = at_once(
        lambda: publication.confirm(ranking, by=cast.bureau2, at=NOW),
        lambda: publication.decide_place(placing, 1, by=cast.bureau, at=NOW, reason="Pleno"),
    )

    assert (one.state, type(two)) == ("confirmed", ValidationError)
    assert freezing.checksum(ranking) == Ranking.objects.get().hash


def test_a_group_is_frozen_once(cast, stage, group):
    factories.scored_entry(stage, 80, 70)
    factories.open_standings(stage)

    one, two = at_once(
        lambda: freezing.freeze(stage, group, by=cast.bureau, at=NOW),
        lambda: freezing.freeze(stage, group, by=cast.bureau2, at=NOW),
    )

    assert (one.version, type(two), Ranking.objects.count()) == (1, ValidationError, 1)


def test_nobody_withdraws_what_is_being_frozen(cast, stage, group):
    entry = factories.scored_entry(stage, 80, 70)
    factories.open_standings(stage)

    one, two = at_once(
        lambda: freezing.freeze(stage, group, by=cast.bureau, at=NOW),
        lambda: lifecycle.withdraw(entry, by=cast.staff, at=NOW),
    )

    assert (one.placings.get().innovation, type(two)) == (entry, ValidationError)
    assert Innovation.objects.get().status == "eligible"


def test_what_is_withdrawn_is_not_frozen(cast, stage, group):
    entry = factories.scored_entry(stage, 80, 70)
    other = factories.scored_entry(stage, 60, 60)
    factories.open_standings(stage)

    one, two = at_once(
        lambda: lifecycle.withdraw(entry, by=cast.staff, at=NOW),
        lambda: freezing.freeze(stage, group, by=cast.bureau, at=NOW),
    )

    assert (one.status, two.placings.get().innovation) == ("withdrawn", other)
    entry.refresh_from_db()
    assert (entry.status, entry.frozen_at) == ("withdrawn", None)


@pytest.mark.parametrize("first", ["freeze", "reopen"])
def test_no_sheet_is_given_back_from_a_result_that_is_being_frozen(cast, stage, group, first):
    entry = factories.scored_entry(stage, 80, 70)
    factories.open_standings(stage)
    sheet = Scoresheet.objects.select_related("assignment__stage").first()
    asked = by_two.ask(sheet.assignment, "reopen")
    deeds = {
        "freeze": lambda: freezing.freeze(stage, group, by=cast.bureau, at=NOW),
        "reopen": lambda: by_two.approve(asked),
    }
    second = ({*deeds} - {first}).pop()

    _one, two = at_once(deeds[first], deeds[second])

    assert isinstance(two, ValidationError)
    frozen = first == "freeze"
    assert (Ranking.objects.exists(), Scoresheet.objects.submitted().count()) == (frozen, 2 if frozen else 1)
    assert standing(entry)[1] == (2 if frozen else 1)


@pytest.mark.parametrize("first", ["publish", "retract"])
def test_a_result_is_published_or_retracted_in_order(cast, stage, first):
    entry = factories.scored_entry(stage, 80, 70)
    ranking = factories.ranking(stage, "confirmed")
    deeds = {
        "publish": lambda: publication.publish(ranking, by=cast.bureau, at=NOW),
        "retract": lambda: publication.retract(ranking, by=cast.bureau2, at=NOW, reason="Salah"),
    }
    second = ({*deeds} - {first}).pop()

    _one, two = at_once(deeds[first], deeds[second])

    entry.refresh_from_db()
    ranking.refresh_from_db()
    assert (ranking.state, entry.status, entry.frozen_at) == ("retracted", "eligible", None)
    assert not Award.objects.unrevoked().exists()
    if first == "publish":
        assert (two.state, Award.objects.count()) == ("retracted", 1)
    else:
        assert (type(two), Award.objects.count()) == (ValidationError, 0)


def test_the_chain_is_sound_after_deeds_at_once(cast, entry, stage):
    first = factories.sheet(entry, cast.verifier, 81, stage=stage)
    second = factories.sheet(entry, cast.verifier2, 60, stage=stage)
    at_once(
        lambda: hand_in(first, cast.verifier),
        lambda: hand_in(second, cast.verifier2),
    )

    verdict = trail.verify()

    assert (verdict.sound, verdict.broken) == (3, None)
