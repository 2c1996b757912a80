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
from verification import access, assignments
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
    factories.post(cast.bureau, "staff", cast.agency, ends_on=factories.SINCE)

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
    assignments.excuse(second, by=cast.bureau, at=NOW, reason="Banjir")
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
def test_whoever_assesses_at_the_desk_is_not_sent_into_the_field_unless_the_edition_says_so(
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


# End and excuse


@pytest.mark.parametrize(
    ("deed", "state", "action"),
    [
        (assignments.end, "ended", "end_assignment"),
        (assignments.excuse, "excused", "excuse_assignment"),
    ],
)
def test_the_bureau_takes_an_entry_back_for_a_reason_which_is_not_in_the_trail(
    cast, entry, stage, deed, state, action
):
    factories.submitted_sheet(entry, cast.verifier2, 90, stage=stage)
    task = factories.assignment(entry, cast.verifier, stage=stage)
    assert standing(entry) == (None, 1, 2)

    deed(task, by=cast.bureau, at=NOW, reason="Sakit")

    task.refresh_from_db()
    assert (task.state, task.reason) == (state, "Sakit")
    assert standing(entry) == (Decimal("90.00"), 1, 1)
    assert recorded(task) == [
        (
            action,
            cast.bureau.pk,
            NOW,
            {"innovation": entry.pk, "stage": stage.pk, "verifier": cast.verifier.pk},
        )
    ]


@pytest.mark.parametrize("deed", [assignments.end, assignments.excuse])
def test_nobody_but_the_bureau_takes_an_entry_back(cast, entry, stage, deed):
    task = factories.assignment(entry, cast.verifier, stage=stage)

    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            deed(task, by=getattr(cast, who), at=NOW, reason="Sakit")


@pytest.mark.parametrize("deed", [assignments.end, assignments.excuse])
def test_a_task_whose_sheet_is_in_is_not_taken_back(cast, entry, stage, deed):
    task = factories.submitted_sheet(entry, cast.verifier, stage=stage).assignment

    with refused(ValidationError):
        deed(task, by=cast.bureau, at=NOW, reason="Sakit")


@pytest.mark.parametrize("deed", [assignments.end, assignments.excuse])
@pytest.mark.parametrize("state", ["ended", "excused", "replaced"])
def test_a_task_is_taken_back_once(cast, entry, stage, deed, state):
    task = factories.assignment(entry, cast.verifier, stage=stage, state=state)

    with refused(ValidationError):
        deed(task, by=cast.bureau, at=NOW, reason="Sakit")


@pytest.mark.parametrize("deed", [assignments.end, assignments.excuse])
def test_no_task_is_taken_back_when_the_stage_is_over(cast, deed):
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("eligible", edition=edition)
    task = factories.assignment(entry, cast.verifier, stage=edition.stage_of_kind("proposal"))

    with refused(ValidationError):
        deed(task, by=cast.bureau, at=NOW, reason="Sakit")


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
