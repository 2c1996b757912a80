"""What the database keeps about tasks, sheets, visits, standings and rankings: each rule is broken once.

A function below is named after the rule that it breaks.
"""

from datetime import time
from decimal import Decimal
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DataError, transaction
from django.utils import timezone

from innovations.models import Stage
from tests import factories
from tests.expectations import refused_by
from verification.minutes import text as minutes_text
from verification.models import (
    Allocation,
    AllocationGap,
    AllocationRow,
    Approval,
    Assignment,
    Attendance,
    CalibrationRound,
    CalibrationScore,
    CalibrationSheet,
    DifferingNote,
    EarlierScore,
    Minutes,
    MinutesSignature,
    PaperScore,
    PaperSheet,
    Placing,
    PlacingCriterion,
    PlacingStage,
    Ranking,
    Reopening,
    Score,
    Scoresheet,
    Standing,
    Visit,
    VisitFinding,
    VisitLocation,
    VisitPhoto,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def again(model, **changes):
    """Write the first row of a model once more, changed where said."""
    row = model.objects.order_by("pk").values().first()
    del row["id"]
    model.objects.create(**{**row, **changes})


def proposal():
    return Stage.objects.get(kind="proposal")


def task():
    return factories.assignment(factories.innovation("eligible"))


def scored():
    return factories.scored_entry(proposal(), 80, 70)


def visit(**changes):
    made = factories.visit(factories.innovation("finalist"), state="held")
    Visit.objects.filter(pk=made.pk).update(**changes)


def ranking(state="frozen", **changes):
    scored()
    made = factories.ranking(proposal(), state)
    Ranking.objects.filter(pk=made.pk).update(**changes)


# Assignments and sheets


def assignment_once_a_verifier_entry_and_stage():
    task()
    again(Assignment, state="ended", reason="Sakit")


def assignment_stopped_for_a_reason():
    task()
    Assignment.objects.update(state="excused")


def assignment_replaced_by_a_letter():
    task()
    Assignment.objects.update(state="replaced", reason="Sakit")


def assignment_voided_by_somebody_for_a_reason_and_over():
    scored()
    Assignment.objects.update(voided_at=NOW, voided_by=factories.bureau_member(), void_reason="Kerabat")


def approval(**changes):
    given = {"kind": "excuse", "reason": "Sakit", "asked_by": factories.bureau_member(), "asked_at": NOW}
    return Approval.objects.create(**{"assignment": Assignment.objects.first() or task(), **given, **changes})


def approval_has_a_reason():
    approval(reason="")


def approval_decided_by_somebody():
    approval(is_approved=True)


def approval_by_another_than_who_asked():
    approval(decided_by=factories.bureau_member(), decided_at=NOW, is_approved=True)


def approval_one_waiting_a_task():
    approval()
    approval()


def approval_about_a_task_or_a_visit():
    approval(kind="no_minutes")


def approval_one_waiting_a_visit():
    visit()
    for _twice in range(2):
        approval(kind="no_minutes", assignment=None, visit=Visit.objects.get())


def scoresheet_status_and_its_facts():
    task()
    Scoresheet.objects.update(status="submitted")


def scoresheet_total_0_to_100():
    scored()
    Scoresheet.objects.update(total=Decimal("100.01"))


def score_once_a_criterion():
    task()
    again(Score)


def score_points_0_to_100():
    task()
    Score.objects.update(points=101)


def score_not_checked_has_a_note_and_no_points():
    task()
    Score.objects.update(could_not_be_checked=True, note="Banjir", points=0)


def reopening_has_a_reason():
    scored()
    Reopening.objects.create(
        scoresheet=Scoresheet.objects.first(),
        reason="",
        reopened_by=factories.bureau_member(),
        reopened_at=NOW,
    )


def reopening_by_two():
    reopening(asked_by=factories.bureau_member())


def reopening(**changes):
    scored()
    by = {"reopened_by": factories.bureau_member(), "reopened_at": NOW}
    sheet = Scoresheet.objects.first()
    return Reopening.objects.create(scoresheet=sheet, reason="Tertukar", **by, **changes)


def earlier_score_once_a_reopening_and_criterion():
    made = reopening()
    score = made.scoresheet.scores.first()
    EarlierScore.of(made, score).save()
    EarlierScore.of(made, score).save()


# Standings


def standing_once_an_entry_and_rubric():
    scored()
    again(Standing, superseded_at=NOW)


def standing_one_not_superseded():
    scored()
    again(Standing, rubric_id=factories.rubric(proposal()).pk)


def standing_score_0_to_100():
    scored()
    Standing.objects.update(score=Decimal("-0.01"))


def standing_no_more_sheets_in_than_due():
    task()
    Standing.objects.update(sheets_in=2)


def standing_scored_only_when_all_sheets_are_in():
    task()
    Standing.objects.update(score=80)


# Paper sheets


def paper(**changes):
    made = factories.paper_sheet(task().scoresheet)
    PaperSheet.objects.filter(pk=made.pk).update(**changes)
    return made


def paper_sheet_one_waiting():
    paper()
    again(PaperSheet)


def paper_sheet_answered_once_it_waits_no_more():
    paper(state="confirmed")


def paper_sheet_refused_for_a_reason():
    paper(state="refused", answered_at=NOW)


def paper_score_once_a_criterion():
    paper()
    again(PaperScore)


def paper_score_has_points_or_says_why_not():
    paper().scores.update(points=None)


# Visits


def visit_ends_after_it_starts():
    visit(ends_on=NOW.date().replace(year=2000))


def visit_one_standing_an_entry_and_stage():
    visit()
    again(Visit)


def visit_location_once_a_visit():
    visit()
    again(VisitLocation)


def attendance_drawn_signature_has_its_drawing():
    visit()
    Attendance.objects.update(signature="drawn")


def visit_of_a_day_ends_after_its_first_hour():
    visit(end_time=time(8))


def visit_departure_after_arrival():
    visit(arrived_at=NOW, departed_at=NOW)


def visit_confirmed_by_a_letter():
    visit(state="confirmed", letter_number="800/1", letter_signer="Kepala", letter_signer_office="Biro")


def visit_finding_once_a_criterion():
    visit()
    again(VisitFinding)


def differing_note_once_a_member():
    visit()
    finding = VisitFinding.objects.earliest("pk")
    DifferingNote.objects.create(finding=finding, member=finding.visit.lead, text="Lain")
    again(DifferingNote)


def visit_photo_file_once_a_visit():
    visit()
    held = Visit.objects.get()
    VisitPhoto.objects.create(
        visit=held, file="a", thumbnail="b", sha256="0" * 64, size=1, uploaded_by=held.lead, uploaded_at=NOW
    )
    again(VisitPhoto, uuid=uuid4())


# Minutes


def minutes(state="drawn_up", **changes):
    visit()
    made = factories.minutes(Visit.objects.get(), state)
    Minutes.objects.filter(pk=made.pk).update(**changes)


def another_text(**changes):
    again(Minutes, text="{}", text_hash=minutes_text.hash_of("{}"), **changes)


def minutes_version_once_a_visit():
    minutes()
    Minutes.objects.update(state="superseded", reason="Salah", superseded_at=NOW)
    another_text(state="drawn_up", reason="", superseded_at=None)


def minutes_one_standing_a_visit():
    minutes()
    another_text(version=2)


def addendum_one_under_way_a_visit():
    minutes(kind="addendum")
    another_text(version=2)


def minutes_number_once_a_stage():
    minutes("issued")
    not_issued = {"signed_file": "", "signed_file_hash": "", "issued_by_id": None, "issued_at": None}
    another_text(kind="addendum", state="drawn_up", **not_issued)


def minutes_issued_with_number_and_signed_paper():
    minutes("issued", number="")


def minutes_state_fits_its_facts():
    minutes()
    Minutes.objects.update(state="issued")


def minutes_superseded_for_a_reason():
    minutes()
    Minutes.objects.update(state="superseded", superseded_at=NOW)


def minutes_signature_once_a_place():
    minutes("signed")
    again(MinutesSignature)


def minutes_drawn_signature_has_its_drawing():
    minutes("signed")
    MinutesSignature.objects.update(manner="drawn")


# Calibration


def calibration_sheet():
    stage = proposal()
    specimen = factories.innovation("eligible", edition=factories.edition(year=2018))
    of_round = factories.calibration_round(stage, [specimen])
    return factories.calibration_sheet(of_round, specimen, factories.verifiers(1)[0])


def calibration_closed_by_somebody():
    calibration_sheet()
    CalibrationRound.objects.update(closed_at=NOW)


def calibration_sheet_once_a_verifier():
    calibration_sheet()
    again(CalibrationSheet)


def calibration_score_once_a_criterion():
    calibration_sheet()
    again(CalibrationScore)


def calibration_score_has_points_or_says_why_not():
    calibration_sheet()
    CalibrationScore.objects.update(points=None, could_not_be_checked=True)


# Rankings


def ranking_version_once():
    ranking("retracted")
    again(Ranking)


def ranking_one_not_retracted():
    ranking()
    again(Ranking, version=2)


def ranking_confirmed_by_another():
    ranking(state="confirmed", confirmed_by=factories.bureau_member(), confirmed_at=NOW)


def ranking_state_and_its_facts():
    ranking("confirmed")
    Ranking.objects.update(state="published")


def ranking_confirmed_by_someone():
    ranking("confirmed")
    Ranking.objects.update(confirmed_by=None)


def ranking_published_by_someone():
    ranking("published")
    Ranking.objects.update(published_by=None)


def ranking_retracted_by_someone_for_a_reason():
    ranking("retracted")
    Ranking.objects.update(retract_reason="")


def allocation_one_open_a_stage():
    factories.allocation(proposal())
    again(Allocation, state="waiting")


def allocation_progress_0_to_100():
    factories.allocation(proposal(), progress=101)


def allocation_settled_by_someone():
    factories.allocation(proposal(), "applied", settled_by=None)


def allocation_row_once_a_verifier_and_entry():
    factories.allocation_row(
        factories.allocation(proposal()), factories.innovation("eligible"), factories.verifiers(1)[0]
    )
    again(AllocationRow)


def allocation_gap_once_an_entry():
    factories.allocation(proposal()).gaps.create(innovation=factories.innovation("eligible"), lacking=1)
    again(AllocationGap)


def allocation_gap_lacks_someone():
    factories.allocation(proposal()).gaps.create(innovation=factories.innovation("eligible"), lacking=0)


def placing_once_a_ranking():
    ranking()
    again(Placing)


def placing_departs_for_a_reason():
    ranking()
    Placing.objects.update(decided_place=2)


def placing_from_1():
    ranking()
    Placing.objects.update(computed_place=0, decided_place=0)


def placing_stage_once():
    ranking()
    again(PlacingStage)


def placing_criterion_once():
    ranking()
    again(PlacingCriterion)


RULES = [
    assignment_once_a_verifier_entry_and_stage,
    assignment_stopped_for_a_reason,
    assignment_replaced_by_a_letter,
    assignment_voided_by_somebody_for_a_reason_and_over,
    approval_has_a_reason,
    approval_decided_by_somebody,
    approval_by_another_than_who_asked,
    approval_one_waiting_a_task,
    approval_about_a_task_or_a_visit,
    approval_one_waiting_a_visit,
    scoresheet_status_and_its_facts,
    scoresheet_total_0_to_100,
    score_once_a_criterion,
    score_points_0_to_100,
    score_not_checked_has_a_note_and_no_points,
    reopening_has_a_reason,
    reopening_by_two,
    earlier_score_once_a_reopening_and_criterion,
    standing_once_an_entry_and_rubric,
    standing_one_not_superseded,
    standing_score_0_to_100,
    standing_no_more_sheets_in_than_due,
    standing_scored_only_when_all_sheets_are_in,
    paper_sheet_one_waiting,
    paper_sheet_answered_once_it_waits_no_more,
    paper_sheet_refused_for_a_reason,
    paper_score_once_a_criterion,
    paper_score_has_points_or_says_why_not,
    visit_ends_after_it_starts,
    visit_one_standing_an_entry_and_stage,
    visit_location_once_a_visit,
    attendance_drawn_signature_has_its_drawing,
    visit_of_a_day_ends_after_its_first_hour,
    visit_departure_after_arrival,
    visit_confirmed_by_a_letter,
    visit_finding_once_a_criterion,
    differing_note_once_a_member,
    visit_photo_file_once_a_visit,
    minutes_version_once_a_visit,
    minutes_one_standing_a_visit,
    addendum_one_under_way_a_visit,
    minutes_number_once_a_stage,
    minutes_issued_with_number_and_signed_paper,
    minutes_state_fits_its_facts,
    minutes_superseded_for_a_reason,
    minutes_signature_once_a_place,
    minutes_drawn_signature_has_its_drawing,
    calibration_closed_by_somebody,
    calibration_sheet_once_a_verifier,
    calibration_score_once_a_criterion,
    calibration_score_has_points_or_says_why_not,
    ranking_version_once,
    ranking_one_not_retracted,
    ranking_confirmed_by_another,
    ranking_state_and_its_facts,
    ranking_confirmed_by_someone,
    ranking_published_by_someone,
    ranking_retracted_by_someone_for_a_reason,
    allocation_one_open_a_stage,
    allocation_progress_0_to_100,
    allocation_settled_by_someone,
    allocation_row_once_a_verifier_and_entry,
    allocation_gap_once_an_entry,
    allocation_gap_lacks_someone,
    placing_once_a_ranking,
    placing_departs_for_a_reason,
    placing_from_1,
    placing_stage_once,
    placing_criterion_once,
]


@pytest.mark.parametrize("breaking", RULES, ids=lambda rule: rule.__name__)
def test_the_database_keeps(breaking):
    factories.edition(at_stage="proposal")

    with refused_by(breaking.__name__):
        breaking()


def test_every_constraint_of_this_app_is_broken_above():
    models = apps.get_app_config("verification").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}

    assert names == {rule.__name__ for rule in RULES}


# The rules with more than one edge


@pytest.mark.parametrize("left_out", ["voided_at", "voided_by", "void_reason"])
def test_what_is_void_says_when_by_whom_and_why(left_out):
    factories.edition(at_stage="proposal")
    scored()
    facts = {"voided_at": NOW, "voided_by": factories.bureau_member(), "void_reason": "Kerabat"}
    nothing = "" if left_out == "void_reason" else None

    with refused_by("assignment_voided_by_somebody_for_a_reason_and_over"):
        Assignment.objects.update(state="ended", reason="Kerabat", **{**facts, left_out: nothing})
    assert Assignment.objects.update(state="ended", reason="Kerabat", **facts) == 2


@pytest.mark.parametrize("points", [0, 1, 99, 100])
def test_points_lie_from_0_to_100(points):
    factories.edition(at_stage="proposal")
    task()

    Score.objects.update(points=points)

    assert set(Score.objects.values_list("points", flat=True)) == {points}


@pytest.mark.parametrize(
    ("points", "rule"), [(-1, "verification_score_points_check"), (101, "score_points_0_to_100")]
)
def test_points_beyond_are_refused(points, rule):
    factories.edition(at_stage="proposal")
    task()

    with refused_by(rule):
        Score.objects.update(points=points)


def test_points_are_whole_numbers():
    factories.edition(at_stage="proposal")
    task()

    with pytest.raises((DataError, ValueError)), transaction.atomic():
        Score.objects.update(points="79.5")


@pytest.mark.parametrize(
    ("points", "note", "fits"),
    [(None, "Banjir", True), (None, "", False), (0, "Banjir", False), (80, "", False)],
)
def test_what_could_not_be_checked_has_a_note_and_no_points(points, note, fits):
    factories.edition(at_stage="proposal")
    task()
    facts = {"could_not_be_checked": True, "points": points, "note": note}

    if fits:
        Score.objects.update(**facts)
    else:
        with refused_by("score_not_checked_has_a_note_and_no_points"):
            Score.objects.update(**facts)


def test_a_verifier_has_one_sheet_for_an_entry_and_stage_whatever_became_of_the_task():
    factories.edition(at_stage="proposal")
    first = task()
    Assignment.objects.update(state="ended", reason="Diganti")

    with refused_by("assignment_once_a_verifier_entry_and_stage"):
        again(Assignment, state="active", reason="")
    with refused_by("verification_scoresheet_assignment_id_key"):
        again(Scoresheet, uuid="00000000-0000-4000-8000-000000000000")

    assert list(first.innovation.assignments.values_list("state", flat=True)) == ["ended"]


@pytest.mark.parametrize(
    "facts",
    [
        {"total": Decimal("80.00")},
        {"submitted_at": NOW},
        {"status": "submitted", "submitted_at": NOW},
        {"status": "submitted", "read_revision": True},
    ],
    ids=["a total", "a time", "nothing read", "no time"],
)
def test_a_draft_has_none_of_the_facts_of_a_submitted_sheet(facts):
    factories.edition(at_stage="proposal")
    made = task()
    if "read_revision" in facts:
        facts = {**facts, "read_revision": made.innovation.last_sent_revision}

    with refused_by("scoresheet_status_and_its_facts"):
        Scoresheet.objects.update(**facts)


def test_a_submitted_sheet_may_be_without_a_total():
    factories.edition(at_stage="proposal")

    sheet = factories.submitted_sheet(factories.innovation("eligible"), points={"benefit": None})

    assert (sheet.status, sheet.total) == ("submitted", None)


def test_a_standing_that_was_superseded_makes_room_for_the_next():
    factories.edition(at_stage="proposal")
    scored()
    Standing.objects.update(superseded_at=NOW)

    again(Standing, rubric_id=factories.rubric(proposal()).pk, superseded_at=None)

    assert (Standing.objects.count(), Standing.objects.current().count()) == (2, 1)


@pytest.mark.parametrize("state", ["postponed", "not_held"])
def test_a_visit_that_was_called_off_makes_room_for_the_next(state):
    factories.edition(at_stage="field")
    visit(state=state)

    again(Visit, state="planned")

    assert sorted(Visit.objects.values_list("state", flat=True)) == sorted([state, "planned"])


def test_a_ranking_that_was_retracted_makes_room_for_the_next_version():
    factories.edition(at_stage="proposal")
    ranking("retracted")

    second = factories.ranking(proposal())

    assert list(Ranking.objects.values_list("version", "state")) == [(1, "retracted"), (2, "frozen")]
    assert list(Ranking.objects.standing()) == [second]
