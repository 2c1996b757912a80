"""What takes two of the bureau: a missing sheet is excused, a submitted one reopened."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import actions, recorded, refused
from tests.verification import by_two
from verification.approvals import deeds as approvals
from verification.models import Assignment, EarlierScore, Reopening, Scoresheet, Standing
from verification.scoresheets import deeds as scoresheets
from verification.scoresheets.deeds import Mark

pytestmark = pytest.mark.django_db

NOW = timezone.now()
CODES = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")
KINDS = ["excuse", "reopen"]


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def entry(stage):
    return factories.innovation("eligible", edition=stage.edition)


@pytest.fixture
def tasks(cast, entry, stage):
    """A task for each kind of step: one whose sheet is missing, one whose sheet is in."""
    return {
        "excuse": factories.sheet(entry, cast.verifier2, 60, stage=stage).assignment,
        "reopen": factories.submitted_sheet(entry, cast.verifier, 80, stage=stage).assignment,
    }


def standing(entry):
    return Standing.objects.values_list("score", "sheets_in", "sheets_due").get(innovation=entry)


def facts_of(task, cast):
    return {
        "innovation": task.innovation_id,
        "stage": task.stage_id,
        "verifier": task.verifier_id,
        "kind": "excuse",
        "asked_by": cast.bureau.pk,
    }


def test_what_one_asks_for_changes_nothing_and_the_others_are_told(cast, entry, tasks):
    asked = approvals.ask(tasks["excuse"], "excuse", reason="Banjir", by=cast.bureau, at=NOW)

    assert (asked.is_waiting, asked.asked_by, asked.reason) == (True, cast.bureau, "Banjir")
    assert Assignment.objects.get(pk=tasks["excuse"].pk).state == "active"
    assert standing(entry) == (None, 1, 2)
    assert recorded(tasks["excuse"]) == [
        ("ask_approval", cast.bureau.pk, NOW, facts_of(tasks["excuse"], cast))
    ]
    assert list(Notice.objects.values_list("user", "event", "url")) == [
        (cast.bureau2.pk, "approval_asked", asked.get_absolute_url())
    ]


def test_a_missing_sheet_is_excused_once_a_second_person_approves(cast, entry, tasks):
    asked = by_two.ask(tasks["excuse"], "excuse", reason="Banjir")

    approvals.approve(asked, by=cast.bureau2, at=NOW)

    task = Assignment.objects.get(pk=tasks["excuse"].pk)
    assert (task.state, task.reason) == ("excused", "Banjir")
    assert standing(entry) == (Decimal("80.00"), 1, 1)
    assert recorded(task)[1:] == [("excuse_assignment", cast.bureau2.pk, NOW, facts_of(task, cast))]


def test_a_sheet_is_given_back_and_what_stood_in_it_stays_in_rows_and_in_the_trail(cast, entry, stage, tasks):
    by_two.excuse(tasks["excuse"])
    factories.open_standings(stage)
    sheet = tasks["reopen"].scoresheet
    sheet.scores.filter(criterion__code="benefit").update(note="Luas")

    asked = by_two.ask(tasks["reopen"], "reopen", reason="Tertukar dengan usulan lain")
    approvals.approve(asked, by=cast.bureau2, at=NOW)

    sheet = Scoresheet.objects.get(pk=sheet.pk)
    assert (sheet.status, sheet.total, sheet.submitted_at) == ("draft", None, None)
    assert set(sheet.scores.values_list("points", flat=True)) == {80}
    reopening = Reopening.objects.get()
    assert (reopening.asked_by, reopening.reopened_by, reopening.reopened_at, reopening.total) == (
        cast.bureau,
        cast.bureau2,
        NOW,
        Decimal("80.00"),
    )
    stage.refresh_from_db()
    assert (stage.standings_opened_at, stage.standings_opened_by) == (None, None)
    assert standing(entry) == (None, 0, 1)
    assert recorded(sheet) == [
        (
            "reopen_sheet",
            cast.bureau2.pk,
            NOW,
            {
                "innovation": entry.pk,
                "stage": stage.pk,
                "asked_by": cast.bureau.pk,
                "points": dict.fromkeys(CODES, 80),
                "total": "80.00",
            },
        )
    ]
    assert (cast.verifier.pk, "scoresheet_reopened") in Notice.objects.values_list("user", "event")

    sheet = scoresheets.save(sheet, {"novelty": Mark(60)}, save_number=0, by=cast.verifier, at=NOW)
    scoresheets.submit(sheet, save_number=1, by=cast.verifier, at=NOW)

    assert list(
        EarlierScore.objects.filter(reopening=reopening).values_list("criterion__code", "points", "note")
    ) == [(code, 80, "Luas" if code == "benefit" else "") for code in CODES]
    assert standing(entry) == (Decimal("76.00"), 1, 1)
    assert actions(sheet) == ["reopen_sheet", "submit_sheet"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_maker", [False, True])
def test_of_two_of_whom_one_invited_the_other_none_approves_for_the_other(cast, tasks, kind, is_maker):
    other = factories.member("bureau")
    if is_maker:
        factories.brought_in(cast.bureau, by=other)
    else:
        factories.brought_in(other, by=cast.bureau)
    asked = approvals.ask(tasks[kind], kind, reason="Alasan", by=cast.bureau, at=NOW)

    with refused(ValidationError) as caught:
        approvals.approve(asked, by=other, at=NOW)

    assert cast.bureau2.name in caught.value.messages[0]
    assert approvals.approve(asked, by=cast.bureau2, at=NOW).is_approved


@pytest.mark.parametrize("kind", KINDS)
def test_who_asked_does_not_approve_and_may_take_it_back(cast, tasks, kind):
    asked = by_two.ask(tasks[kind], kind)

    with refused(ValidationError):
        approvals.approve(asked, by=cast.bureau, at=NOW)
    approvals.refuse(asked, by=cast.bureau, at=NOW)

    asked.refresh_from_db()
    assert (asked.is_approved, asked.decided_by) == (False, cast.bureau)
    assert not Notice.objects.filter(event="approval_refused").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_who_asked_is_told_of_a_refusal_and_nothing_is_done(cast, entry, tasks, kind):
    asked = by_two.ask(tasks[kind], kind)
    before = standing(entry)

    approvals.refuse(asked, by=cast.bureau2, at=NOW)

    assert standing(entry) == before
    assert Assignment.objects.get(pk=tasks[kind].pk).state == "active"
    assert list(Notice.objects.filter(user=cast.bureau).values_list("event", flat=True)) == [
        "approval_refused"
    ]
    assert actions(tasks[kind]) == ["ask_approval", "refuse_approval"]
    with refused(ValidationError):
        approvals.approve(asked, by=cast.bureau2, at=NOW)
    with refused(ValidationError):
        approvals.refuse(asked, by=cast.bureau2, at=NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_one_thing_waits_for_a_task_at_a_time(cast, tasks, kind):
    by_two.ask(tasks[kind], kind)

    with refused(ValidationError):
        by_two.ask(tasks[kind], kind)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_but_the_bureau_asks_approves_or_refuses(cast, tasks, kind):
    for who in ["staff", "coordinator", "verifier", "verifier2", "auditor", "nobody"]:
        with refused(PermissionDenied):
            approvals.ask(tasks[kind], kind, reason="Sakit", by=getattr(cast, who), at=NOW)
    asked = by_two.ask(tasks[kind], kind)
    for who in ["staff", "coordinator", "verifier", "verifier2", "auditor", "nobody"]:
        with refused(PermissionDenied):
            approvals.approve(asked, by=getattr(cast, who), at=NOW)
        with refused(PermissionDenied):
            approvals.refuse(asked, by=getattr(cast, who), at=NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_of_the_bureau_in_conflict_neither_asks_nor_decides(cast, tasks, kind):
    asked = by_two.ask(tasks[kind], kind)
    factories.post(cast.bureau2, "coordinator", cast.agency.government, **factories.FORMERLY)

    with refused(PermissionDenied):
        approvals.approve(asked, by=cast.bureau2, at=NOW)
    approvals.refuse(asked, by=cast.bureau, at=NOW)
    with refused(PermissionDenied):
        approvals.ask(tasks[kind], kind, reason="Sakit", by=cast.bureau2, at=NOW)


def test_a_sheet_that_comes_in_meanwhile_is_not_excused(cast, tasks):
    asked = by_two.ask(tasks["excuse"], "excuse")
    sheet = tasks["excuse"].scoresheet
    scoresheets.submit(sheet, save_number=0, by=cast.verifier2, at=NOW)

    with refused(ValidationError):
        approvals.approve(asked, by=cast.bureau2, at=NOW)


def test_neither_is_asked_where_there_is_nothing_to_do(cast, tasks):
    with refused(ValidationError):
        by_two.ask(tasks["excuse"], "reopen")
    with refused(ValidationError):
        by_two.ask(tasks["reopen"], "excuse")


def test_a_sheet_whose_task_ended_is_not_given_back(cast, tasks):
    Assignment.objects.filter(pk=tasks["reopen"].pk).update(state="ended", reason="Pindah tugas")

    with refused(ValidationError):
        by_two.ask(tasks["reopen"], "reopen")


def test_nothing_is_asked_when_the_stage_is_over(cast):
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("finalist", edition=edition)
    sheet = factories.submitted_sheet(entry, cast.verifier, stage=edition.stage_of_kind("proposal"))

    with refused(ValidationError):
        by_two.ask(sheet.assignment, "reopen")
