"""The deeds of a scoresheet: save, submit."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from innovations.models import Conflict, Edition, Innovation, Revision, Rubric, Stage
from kipp.accounts.models import User
from kipp.audit.models import TrailEntry
from tests import factories
from tests.expectations import recorded, refused
from tests.verification import by_two
from verification.models import Assignment, Scoresheet, Standing
from verification.scoresheets import deeds as scoresheets
from verification.scoresheets.deeds import Mark

pytestmark = pytest.mark.django_db

NOW = timezone.now()
CODES = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def entry(stage):
    return factories.innovation("eligible", edition=stage.edition)


@pytest.fixture
def sheet(cast, entry, stage):
    return factories.sheet(entry, cast.verifier, (80, 75, 90, 61, 70), stage=stage)


def stored(sheet):
    return list(sheet.scores.values_list("points", "could_not_be_checked", "note"))


def standing(entry):
    return Standing.objects.values_list("score", "sheets_in", "sheets_due").get(innovation=entry)


def save(sheet, by, marks=None, save_number=0):
    marks = {"novelty": Mark(77)} if marks is None else marks
    return scoresheets.save(sheet, marks, save_number=save_number, by=by, at=NOW)


def hand_in(sheet, by):
    return scoresheets.submit(sheet, save_number=sheet.save_number, by=by, at=NOW)


# Save


def test_a_verifier_saves_a_draft_with_gaps(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, stage=stage)

    saved = save(
        sheet,
        cast.verifier,
        {
            "novelty": Mark(0),
            "effectiveness": Mark(100, note="Data lengkap"),
            "benefit": Mark(None, could_not_be_checked=True, note="Banjir"),
            "replicability": Mark(None, note="Tanyakan lagi"),
        },
    )

    assert stored(sheet) == [
        (0, False, ""),
        (100, False, "Data lengkap"),
        (None, True, "Banjir"),
        (None, False, "Tanyakan lagi"),
        (None, False, ""),
    ]
    saved.refresh_from_db()
    assert (saved.status, saved.save_number, saved.total, saved.submitted_at) == ("draft", 1, None, None)
    assert standing(entry) == (None, 0, 1)


def test_saving_leaves_no_line_and_does_not_lock_the_rubric(cast, sheet, stage):
    before = TrailEntry.objects.count()

    save(sheet, cast.verifier)

    assert TrailEntry.objects.count() == before
    assert stage.rubrics.get().locked_at is None


def test_a_form_that_shows_an_older_save_overwrites_nothing(cast, sheet):
    save(sheet, cast.verifier, {"novelty": Mark(50)}, save_number=0)

    with refused(ValidationError):
        save(sheet, cast.verifier, {"novelty": Mark(60)}, save_number=0)
    save(sheet, cast.verifier, {"novelty": Mark(60)}, save_number=1)

    assert stored(sheet)[0] == (60, False, "")


def test_points_beyond_100_are_not_kept_whatever_the_form_let_through(cast, sheet):
    with refused(IntegrityError):
        save(sheet, cast.verifier, {"novelty": Mark(101)})


def test_nobody_writes_or_hands_in_another_s_sheet(cast, sheet):
    for who in ["verifier2", "staff", "coordinator", "bureau", "auditor", "nobody"]:
        with refused(PermissionDenied):
            save(sheet, getattr(cast, who))
        with refused(PermissionDenied):
            hand_in(sheet, getattr(cast, who))


def test_a_verifier_whose_post_is_over_writes_nothing(cast, sheet):
    cast.verifier.memberships.update(ends_on=timezone.localdate(NOW) - timedelta(days=1))
    former = User.objects.get(pk=cast.verifier.pk)

    with refused(PermissionDenied):
        save(sheet, former)


def test_a_verifier_with_whom_a_conflict_was_found_writes_nothing(cast, sheet, entry):
    Conflict.objects.create(
        user=cast.verifier,
        agency=entry.agency,
        kind="contract",
        reason="Kontrak",
        declared_by=cast.bureau,
        declared_at=NOW,
    )

    with refused(PermissionDenied):
        save(sheet, cast.verifier)
    with refused(PermissionDenied):
        hand_in(sheet, cast.verifier)


@pytest.mark.parametrize("state", ["ended", "excused", "replaced"])
def test_a_task_that_was_taken_back_is_not_written_any_more(cast, sheet, state):
    Assignment.objects.update(state=state, reason="Sakit", letter="800/1")

    with refused(ValidationError):
        save(sheet, cast.verifier)
    with refused(ValidationError):
        hand_in(sheet, cast.verifier)


@pytest.mark.parametrize("status", ["withdrawn", "disqualified"])
def test_an_entry_that_left_the_competition_is_not_assessed_any_more(cast, sheet, entry, status):
    Innovation.objects.filter(pk=entry.pk).update(status=status)

    with refused(ValidationError):
        save(sheet, cast.verifier)
    with refused(ValidationError):
        hand_in(sheet, cast.verifier)


def test_nothing_is_written_before_the_stage_begins_or_after_it_ends(cast, sheet, stage):
    for times in ({"begun_at": None, "ended_at": None}, {"begun_at": NOW, "ended_at": NOW}):
        Stage.objects.filter(pk=stage.pk).update(**times)
        with refused(ValidationError):
            save(sheet, cast.verifier)
        with refused(ValidationError):
            hand_in(sheet, cast.verifier)


def test_nothing_is_written_once_the_result_is_frozen(cast, stage):
    scored = factories.scored_entry(stage, 80)
    factories.ranking(stage)
    sheet = factories.sheet(factories.innovation("eligible"), cast.verifier2, 70, stage=stage)

    with refused(ValidationError):
        save(sheet, cast.verifier2)
    with refused(ValidationError):
        hand_in(sheet, cast.verifier2)
    with refused(ValidationError):
        by_two.ask(Assignment.objects.get(innovation=scored), "reopen")


def test_nothing_is_written_or_handed_in_before_the_statement_is_signed(cast, sheet):
    factories.unsigned(cast.verifier)

    with refused(ValidationError):
        save(sheet, cast.verifier)
    with refused(ValidationError):
        hand_in(sheet, cast.verifier)
    factories.sign_statements()
    assert save(sheet, cast.verifier).save_number == 1


# Submit


@pytest.mark.parametrize(
    ("points", "note", "may"),
    [
        (39, "", False),
        (39, "  ", False),
        (39, "Tanpa data", True),
        (40, "", True),
        (95, "", True),
        (96, "", False),
        (96, "Lengkap sekali", True),
    ],
)
def test_points_outside_of_the_edition_s_bounds_need_a_note(cast, sheet, points, note, may):
    saved = save(sheet, cast.verifier, {"novelty": Mark(points, note=note)})

    if may:
        assert hand_in(saved, cast.verifier).is_submitted
    else:
        with refused(ValidationError) as caught:
            hand_in(saved, cast.verifier)
        assert len(caught.value.messages) == 1


def test_the_bounds_are_the_edition_s_own(cast, sheet, stage):
    Edition.objects.update(points_low=0, points_high=100)
    saved = save(sheet, cast.verifier, {"novelty": Mark(0), "benefit": Mark(100)})

    assert hand_in(saved, cast.verifier).is_submitted


def test_a_verifier_hands_in_a_sheet(cast, sheet, entry, stage):
    hand_in(sheet, cast.verifier)

    sheet.refresh_from_db()
    assert (sheet.status, sheet.total, sheet.submitted_at, sheet.read_revision) == (
        "submitted",
        Decimal("75.20"),
        NOW,
        entry.last_sent_revision,
    )
    assert standing(entry) == (Decimal("75.20"), 1, 1)
    assert stage.rubrics.get().locked_at == NOW
    assert recorded(sheet) == [
        (
            "submit_sheet",
            cast.verifier.pk,
            NOW,
            {
                "innovation": entry.pk,
                "stage": stage.pk,
                "points": dict(zip(CODES, (80, 75, 90, 61, 70), strict=True)),
                "total": "75.20",
            },
        )
    ]


def test_notes_are_not_in_the_trail(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, {"benefit": None}, stage=stage)

    hand_in(sheet, cast.verifier)

    [(_action, _actor, _at, facts)] = recorded(sheet)
    assert (facts["points"]["benefit"], facts["total"]) == (None, None)
    assert "Tidak dapat diperiksa" not in str(facts)


def test_the_rubric_keeps_the_moment_of_its_first_sheet(cast, sheet, entry, stage):
    hand_in(sheet, cast.verifier)
    second = factories.sheet(entry, cast.verifier2, 80, stage=stage)

    scoresheets.submit(second, save_number=second.save_number, by=cast.verifier2, at=NOW + timedelta(hours=1))

    assert Rubric.objects.get(stage=stage).locked_at == NOW


def test_every_gap_is_named_and_nothing_is_handed_in(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, stage=stage)
    sheet.scores.filter(criterion__code="novelty").update(points=0, note="Sudah lama ada")

    with refused(ValidationError) as caught:
        hand_in(sheet, cast.verifier)

    assert len(caught.value.messages) == 4


def test_a_sheet_with_something_that_could_not_be_checked_is_handed_in_without_a_total(cast, entry, stage):
    factories.submitted_sheet(entry, cast.verifier2, 90, stage=stage)
    sheet = factories.sheet(entry, cast.verifier, {"benefit": None}, stage=stage)

    hand_in(sheet, cast.verifier)

    sheet.refresh_from_db()
    assert (sheet.status, sheet.total) == ("submitted", None)
    assert standing(entry) == (None, 2, 2)


def test_the_score_comes_with_the_last_sheet_that_is_due(cast, sheet, entry, stage):
    other = factories.sheet(entry, cast.verifier2, 60, stage=stage)
    hand_in(sheet, cast.verifier)
    assert standing(entry) == (None, 1, 2)

    hand_in(other, cast.verifier2)

    assert standing(entry) == (Decimal("67.60"), 2, 2)


def test_points_that_the_confirm_page_did_not_show_are_not_handed_in(cast, sheet):
    saved = save(sheet, cast.verifier, {"novelty": Mark(51)})

    with refused(ValidationError):
        scoresheets.submit(saved, save_number=0, by=cast.verifier, at=NOW)
    assert scoresheets.submit(saved, save_number=1, by=cast.verifier, at=NOW).is_submitted


def test_a_sheet_that_is_in_is_not_saved_or_handed_in_again(cast, sheet):
    stale = Scoresheet.objects.select_related("assignment").get(pk=sheet.pk)
    hand_in(sheet, cast.verifier)

    with refused(ValidationError):
        save(stale, cast.verifier)
    with refused(ValidationError):
        hand_in(stale, cast.verifier)


def test_points_that_were_saved_after_the_confirm_page_are_not_handed_in(cast, sheet):
    save(sheet, cast.verifier)

    with refused(ValidationError):
        scoresheets.submit(sheet, save_number=0, by=cast.verifier, at=NOW)

    assert scoresheets.submit(sheet, save_number=1, by=cast.verifier, at=NOW).is_submitted


def test_the_last_sent_revision_is_what_was_read(cast, sheet, entry):
    Revision.objects.create(innovation=entry, number=2, sent_at=NOW)
    Revision.objects.create(innovation=entry, number=3)

    hand_in(sheet, cast.verifier)

    sheet.refresh_from_db()
    assert sheet.read_revision.number == 2


# In the field


@pytest.mark.parametrize(
    ("state", "may"),
    [("planned", False), ("postponed", False), ("not_held", False), ("held", True), ("held_online", True)],
)
def test_a_field_sheet_is_handed_in_after_the_visit(cast, state, may):
    stage = factories.edition(at_stage="field").stage_of_kind("field")
    entry = factories.innovation("finalist", edition=stage.edition)
    sheet = factories.sheet(entry, cast.verifier, 80, stage=stage)
    factories.visit(entry, team=[cast.verifier, cast.verifier2], state=state)
    sheet = save(sheet, cast.verifier, {"novelty": Mark(80)})

    if may:
        assert hand_in(sheet, cast.verifier).is_submitted
    else:
        with refused(ValidationError):
            hand_in(sheet, cast.verifier)


def test_a_visit_to_another_entry_does_not_count(cast):
    stage = factories.edition(at_stage="field").stage_of_kind("field")
    entry, other = (factories.innovation("finalist", edition=stage.edition) for _ in range(2))
    factories.visit(other, state="held")
    sheet = factories.sheet(entry, cast.verifier, 80, stage=stage)

    with refused(ValidationError):
        hand_in(sheet, cast.verifier)
