"""The deeds that give entries to verifiers and take them back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.models import Conflict, Innovation
from kipp.accounts.models import Notice, User
from tests import factories
from tests.expectations import recorded, refused
from tests.verification import by_two
from verification import access
from verification.assignments import deeds as assignments
from verification.models import Assignment, Score, Scoresheet, Standing

pytestmark = pytest.mark.django_db

NOW = timezone.now()
NOT_THE_BUREAU = ["staff", "coordinator", "verifier", "auditor", "nobody"]


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def entry(stage):
    return factories.innovation("eligible", edition=stage.edition)


def assign(cast, entry, stage, verifier=None, by=None):
    return assignments.assign(entry, stage, verifier or cast.verifier, by=by or cast.bureau, at=NOW)


def standing(entry):
    return Standing.objects.values_list("score", "sheets_in", "sheets_due").get(innovation=entry)


# Assign


def test_the_bureau_gives_an_entry_to_a_verifier_with_its_empty_sheet(cast, entry, stage):
    made = assign(cast, entry, stage)

    assert Assignment.objects.values().get() == {
        "id": made.pk,
        "innovation_id": entry.pk,
        "stage_id": stage.pk,
        "verifier_id": cast.verifier.pk,
        "state": "active",
        "reason": "",
        "letter": "",
        "assigned_by_id": cast.bureau.pk,
        "assigned_at": NOW,
        "voided_at": None,
        "voided_by_id": None,
        "void_reason": "",
    }
    sheet = Scoresheet.objects.get(assignment=made)
    assert (sheet.rubric, sheet.status, sheet.save_number, sheet.total) == (
        stage.rubrics.get(),
        "draft",
        0,
        None,
    )
    assert list(sheet.scores.values_list("criterion__code", "points", "could_not_be_checked", "note")) == [
        (code, None, False, "")
        for code in ("novelty", "effectiveness", "benefit", "replicability", "sustainability")
    ]
    assert standing(entry) == (None, 0, 1)
    assert recorded(made) == [
        (
            "assign",
            cast.bureau.pk,
            NOW,
            {"innovation": entry.pk, "stage": stage.pk, "verifier": cast.verifier.pk},
        )
    ]
    assert list(Notice.objects.values_list("user", "event")) == [(cast.verifier.pk, "verifier_assigned")]


def test_nobody_but_the_bureau_assigns(cast, entry, stage):
    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            assign(cast, entry, stage, by=getattr(cast, who))


def test_a_member_of_the_bureau_in_conflict_assigns_nobody(cast, entry, stage):
    factories.post(cast.bureau, "staff", cast.agency, **factories.FORMERLY)

    with refused(PermissionDenied):
        assign(cast, entry, stage)


@pytest.mark.parametrize("who", ["staff", "bureau2", "auditor", "nobody"])
def test_only_a_verifier_is_assigned(cast, entry, stage, who):
    with refused(ValidationError):
        assign(cast, entry, stage, getattr(cast, who))


def test_a_verifier_whose_post_is_over_is_not_assigned(cast, entry, stage):
    former = factories.member("verifier", ends_on=timezone.localdate(NOW) - timedelta(days=1))

    with refused(ValidationError):
        assign(cast, entry, stage, former)


def test_a_verifier_in_conflict_is_not_assigned(cast, entry, stage):
    employed = factories.member("verifier", cast.agency.government)
    Conflict.objects.create(
        user=cast.verifier2,
        innovation=entry,
        kind="coached",
        reason="Pendamping",
        declared_by=cast.verifier2,
        declared_at=NOW,
    )

    for verifier in (employed, cast.verifier2):
        with refused(ValidationError):
            assign(cast, entry, stage, verifier)


@pytest.mark.parametrize("status", ["submitted", "ineligible", "withdrawn", "disqualified"])
def test_only_what_takes_part_is_assigned(cast, stage, status):
    entry = factories.innovation(status, edition=stage.edition)

    with refused(ValidationError):
        assign(cast, entry, stage)


def test_an_entry_that_was_withdrawn_while_the_page_was_open_is_not_assigned(cast, entry, stage):
    Innovation.objects.filter(pk=entry.pk).update(status="withdrawn")
    assert entry.status == "eligible"

    with refused(ValidationError):
        assign(cast, entry, stage)


def test_only_finalists_are_assigned_in_a_later_stage(cast):
    stage = factories.edition(at_stage="field").stage_of_kind("field")
    eligible = factories.innovation("eligible", edition=stage.edition)
    finalist = factories.innovation("finalist", edition=stage.edition)

    with refused(ValidationError):
        assign(cast, eligible, stage)
    assert assign(cast, finalist, stage).innovation == finalist


def test_nobody_is_assigned_in_another_edition_s_stage(cast, entry):
    other = factories.edition(2020, at_stage="proposal").stage_of_kind("proposal")

    with refused(ValidationError):
        assign(cast, entry, other)


@pytest.mark.parametrize("at_stage", ["screening", "field"])
def test_nobody_is_assigned_while_the_stage_is_not_running(cast, at_stage):
    edition = factories.edition(at_stage=at_stage)
    entry = factories.innovation("eligible", edition=edition)
    stage = edition.stage_of_kind("proposal")

    with refused(ValidationError):
        assign(cast, entry, stage)


def test_nobody_is_assigned_once_the_result_is_frozen(cast, stage):
    factories.scored_entry(stage, 80, 70)
    factories.ranking(stage)
    late = factories.innovation("eligible", edition=stage.edition)

    with refused(ValidationError):
        assign(cast, late, stage, cast.verifier3)


def test_an_entry_has_as_many_assessors_as_the_stage_asks_for(cast, entry, stage):
    first = assign(cast, entry, stage, cast.verifier)
    second = assign(cast, entry, stage, cast.verifier2)

    with refused(ValidationError):
        assign(cast, entry, stage, cast.verifier3)
    by_two.excuse(second)
    with refused(ValidationError):
        assign(cast, entry, stage, cast.verifier3)
    assignments.end(first, by=cast.bureau, at=NOW, reason="Pindah tugas")
    assert assign(cast, entry, stage, cast.verifier3).state == "active"


@pytest.mark.parametrize("state", ["active", "ended", "excused", "replaced"])
def test_nobody_is_assigned_to_an_entry_twice(cast, entry, stage, state):
    factories.assignment(entry, cast.verifier, stage=stage, state=state)

    with refused(ValidationError):
        assign(cast, entry, stage, cast.verifier)


@pytest.mark.parametrize(
    ("state", "allows", "is_given"),
    [("active", False, False), ("excused", False, False), ("ended", False, True), ("active", True, True)],
)
def test_anyone_who_assesses_at_the_desk_is_not_sent_into_the_field_unless_the_edition_says_so(
    cast, state, allows, is_given
):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    finalist = factories.innovation("finalist", edition=field.edition)
    factories.assignment(finalist, cast.verifier, stage=field.edition.stage_of_kind("proposal"), state=state)
    field.edition.same_assessor_twice = allows
    field.edition.save()

    offered, _touched = access.verifiers_for(finalist, field, at=NOW)

    assert (cast.verifier in offered) == is_given
    if is_given:
        assert assign(cast, finalist, field).state == "active"
    else:
        with refused(ValidationError):
            assign(cast, finalist, field)


# End


def test_the_bureau_takes_an_entry_back_for_a_reason_which_is_not_in_the_trail(cast, entry, stage):
    factories.submitted_sheet(entry, cast.verifier2, 90, stage=stage)
    task = factories.assignment(entry, cast.verifier, stage=stage)
    assert standing(entry) == (None, 1, 2)

    assignments.end(task, by=cast.bureau, at=NOW, reason="Sakit", letter="800/12/2019")

    task.refresh_from_db()
    assert (task.state, task.reason, task.letter) == ("ended", "Sakit", "800/12/2019")
    assert standing(entry) == (Decimal("90.00"), 1, 1)
    assert recorded(task) == [("end_assignment", cast.bureau.pk, NOW, facts_of(task))]


def facts_of(task):
    return {"innovation": task.innovation_id, "stage": task.stage_id, "verifier": task.verifier_id}


def test_a_sheet_that_is_in_goes_on_counting_when_its_task_ends(cast, entry, stage):
    task = factories.submitted_sheet(entry, cast.verifier, 90, stage=stage).assignment
    factories.submitted_sheet(entry, cast.verifier2, 70, stage=stage)

    assignments.end(task, by=cast.bureau, at=NOW, reason="Pindah tugas")

    task.refresh_from_db()
    assert (task.state, task.counts) == ("ended", True)
    assert standing(entry) == (Decimal("80.00"), 2, 2)
    assert list(Assignment.objects.counting().filter(innovation=entry)) == list(Assignment.objects.all())
    with refused(ValidationError):
        assign(cast, entry, stage, cast.verifier3)


def taken_back(deed, task, by):
    """Do one of the deeds that end a task."""
    details = {"by": by, "at": NOW, "reason": "Sakit"}
    if deed == "replace":
        assignments.replace(task, factories.cast().verifier4, letter="800/1", **details)
    elif deed == "void":
        assignments.void(task, kind="kin", **details)
    else:
        assignments.end(task, **details)


DEEDS = ["end", "replace", "void"]


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_but_the_bureau_takes_an_entry_back(cast, entry, stage, deed):
    task = factories.assignment(entry, cast.verifier, stage=stage)

    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            taken_back(deed, task, getattr(cast, who))


@pytest.mark.parametrize("deed", DEEDS)
def test_a_member_of_the_bureau_in_conflict_takes_nothing_back(cast, entry, stage, deed):
    task = factories.assignment(entry, cast.verifier, stage=stage)
    factories.post(cast.bureau, "staff", cast.agency, **factories.FORMERLY)

    with refused(PermissionDenied):
        taken_back(deed, task, cast.bureau)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", ["ended", "excused", "replaced"])
def test_a_task_is_taken_back_once(cast, entry, stage, deed, state):
    task = factories.assignment(entry, cast.verifier, stage=stage, state=state)

    with refused(ValidationError):
        taken_back(deed, task, cast.bureau)


@pytest.mark.parametrize("deed", DEEDS)
def test_no_task_is_taken_back_when_the_stage_is_over(cast, deed):
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("eligible", edition=edition)
    task = factories.assignment(entry, cast.verifier, stage=edition.stage_of_kind("proposal"))

    with refused(ValidationError):
        taken_back(deed, task, cast.bureau)


@pytest.mark.parametrize("deed", DEEDS)
def test_no_task_is_taken_back_when_the_result_is_frozen(cast, stage, deed):
    entry = factories.scored_entry(stage, 80, 70)
    factories.ranking(stage)
    task = Assignment.objects.get(innovation=entry, verifier=cast.verifier)

    with refused(ValidationError):
        taken_back(deed, task, cast.bureau)


# Replace


def test_a_verifier_is_replaced_and_the_other_begins_with_an_empty_sheet(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, 90, stage=stage)
    factories.submitted_sheet(entry, cast.verifier2, 60, stage=stage)

    made = assignments.replace(
        sheet.assignment, cast.verifier3, by=cast.bureau, at=NOW, reason="Sakit", letter="800/12"
    )

    old = Assignment.objects.get(pk=sheet.assignment_id)
    assert (old.state, old.reason, old.letter, old.counts) == ("replaced", "Sakit", "800/12", False)
    assert (made.state, made.verifier, made.scoresheet.status) == ("active", cast.verifier3, "draft")
    assert set(made.scoresheet.scores.values_list("points", "note")) == {(None, "")}
    assert set(sheet.scores.values_list("points", flat=True)) == {90}
    assert standing(entry) == (None, 1, 2)
    assert recorded(old) == [
        ("replace_assignment", cast.bureau.pk, NOW, {**facts_of(old), "successor": cast.verifier3.pk})
    ]
    assert recorded(made) == [("assign", cast.bureau.pk, NOW, facts_of(made))]
    assert list(Notice.objects.values_list("user", "event")) == [(cast.verifier3.pk, "verifier_assigned")]


@pytest.mark.parametrize("who", ["staff", "verifier2", "verifier"])
def test_nobody_is_replaced_by_who_can_not_be_assigned_and_then_nothing_happens(cast, entry, stage, who):
    task = factories.assignment(entry, cast.verifier, stage=stage)
    factories.assignment(entry, cast.verifier2, stage=stage)

    with refused(ValidationError):
        assignments.replace(task, getattr(cast, who), by=cast.bureau, at=NOW, reason="Sakit", letter="800/12")


def test_a_sheet_that_is_in_is_not_replaced(cast, entry, stage):
    task = factories.submitted_sheet(entry, cast.verifier, stage=stage).assignment

    with refused(ValidationError):
        taken_back("replace", task, cast.bureau)


# Void


@pytest.mark.parametrize("ended_before", [False, True])
def test_a_conflict_that_is_found_later_voids_a_sheet_that_is_in(cast, entry, stage, ended_before):
    sheet = factories.submitted_sheet(entry, cast.verifier, 90, stage=stage)
    factories.submitted_sheet(entry, cast.verifier2, 60, stage=stage)
    factories.open_standings(stage)
    if ended_before:
        assignments.end(sheet.assignment, by=cast.bureau, at=NOW, reason="Pindah tugas")
    assert standing(entry) == (Decimal("75.00"), 2, 2)

    assignments.void(sheet.assignment, by=cast.bureau2, at=NOW, kind="kin", reason="Kerabat inovator")

    task = Assignment.objects.get(pk=sheet.assignment_id)
    assert (task.state, task.reason) == ("ended", "Pindah tugas" if ended_before else "Kerabat inovator")
    assert (task.voided_at, task.voided_by, task.void_reason) == (NOW, cast.bureau2, "Kerabat inovator")
    sheet.refresh_from_db()
    assert (sheet.status, sheet.total) == ("submitted", Decimal("90.00"))
    assert set(sheet.scores.values_list("points", flat=True)) == {90}
    assert (task.counts, standing(entry)) == (False, (Decimal("60.00"), 1, 1))
    stage.refresh_from_db()
    assert stage.standings_opened_at is None
    assert list(Conflict.objects.values_list("user", "innovation", "kind", "declared_by")) == [
        (cast.verifier.pk, entry.pk, "kin", cast.bureau2.pk)
    ]
    assert list(Notice.objects.values_list("user", "event")) == [(cast.verifier.pk, "scoresheet_voided")]
    action, actor, _at, facts = recorded(task)[-1]
    assert (action, actor, facts["points"]["novelty"], facts["total"]) == (
        "void_sheet",
        cast.bureau2.pk,
        90,
        "90.00",
    )
    assert assign(cast, entry, stage, cast.verifier3).state == "active"


def test_a_sheet_is_voided_once(cast, entry, stage):
    task = factories.submitted_sheet(entry, cast.verifier, 90, stage=stage).assignment
    taken_back("void", task, cast.bureau)

    with refused(ValidationError):
        taken_back("void", task, cast.bureau)


# Decline


def test_a_verifier_gives_a_task_back_and_the_bureau_is_told(cast, entry, stage):
    task = factories.sheet(entry, cast.verifier, 90, stage=stage).assignment

    assignments.decline(task, by=cast.verifier, at=NOW, reason="Sakit")

    task.refresh_from_db()
    assert (task.state, task.reason, standing(entry)) == ("ended", "Sakit", (None, 0, 0))
    assert not Conflict.objects.exists()
    assert set(Notice.objects.values_list("user", "event")) == {
        (cast.bureau.pk, "task_declined"),
        (cast.bureau2.pk, "task_declined"),
    }
    assert recorded(task) == [("decline_assignment", cast.verifier.pk, NOW, facts_of(task))]


def test_nobody_gives_back_another_s_task_or_one_whose_sheet_is_in(cast, entry, stage):
    task = factories.assignment(entry, cast.verifier, stage=stage)
    done = factories.submitted_sheet(entry, cast.verifier2, stage=stage).assignment

    for who in ["verifier2", "bureau", "staff", "nobody"]:
        with refused(PermissionDenied):
            assignments.decline(task, by=getattr(cast, who), at=NOW, reason="Sakit")
    with refused(ValidationError):
        assignments.decline(done, by=cast.verifier2, at=NOW, reason="Sakit")


# Declare a conflict


def test_a_verifier_declares_a_conflict_and_the_task_ends(cast, entry, stage):
    task = factories.assignment(entry, cast.verifier, stage=stage)

    assignments.declare_conflict(task, by=cast.verifier, at=NOW, kind="kin", reason="Adik bekerja di sana")

    task.refresh_from_db()
    assert (task.state, task.reason) == ("ended", "Adik bekerja di sana")
    assert list(
        Conflict.objects.values_list(
            "user", "innovation", "agency", "government", "kind", "reason", "declared_by", "declared_at"
        )
    ) == [(cast.verifier.pk, entry.pk, None, None, "kin", "Adik bekerja di sana", cast.verifier.pk, NOW)]
    assert standing(entry) == (None, 0, 0)
    assert recorded(task) == [
        ("declare_conflict", cast.verifier.pk, NOW, {"innovation": entry.pk, "kind": "kin"})
    ]


def test_nobody_declares_another_s_conflict(cast, entry, stage):
    task = factories.assignment(entry, cast.verifier, stage=stage)

    for who in ["verifier2", "bureau", "staff", "nobody"]:
        with refused(PermissionDenied):
            assignments.declare_conflict(task, by=getattr(cast, who), at=NOW, kind="kin", reason="Kerabat")


def test_a_verifier_whose_post_is_over_declares_nothing(cast, entry, stage):
    task = factories.assignment(entry, cast.verifier, stage=stage)
    cast.verifier.memberships.update(ends_on=timezone.localdate(NOW) - timedelta(days=1))
    former = User.objects.get(pk=cast.verifier.pk)

    with refused(PermissionDenied):
        assignments.declare_conflict(task, by=former, at=NOW, kind="kin", reason="Kerabat")


def test_a_conflict_is_declared_before_the_sheet_is_in(cast, entry, stage):
    task = factories.submitted_sheet(entry, cast.verifier, stage=stage).assignment

    with refused(ValidationError):
        assignments.declare_conflict(task, by=cast.verifier, at=NOW, kind="kin", reason="Kerabat")


def test_the_draft_of_a_task_that_ended_never_counts(cast, entry, stage):
    sheet = factories.sheet(entry, cast.verifier, 100, stage=stage)
    factories.submitted_sheet(entry, cast.verifier2, 60, stage=stage)

    assignments.end(sheet.assignment, by=cast.bureau, at=NOW, reason="Pindah tugas")

    assert standing(entry) == (Decimal("60.00"), 1, 1)
    assert Score.objects.filter(scoresheet=sheet, points=100).count() == 5
