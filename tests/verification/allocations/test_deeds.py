"""The deeds around a draft of assignments: asked for, changed by hand, applied as a whole, discarded."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.models import Conflict, Edition, Innovation, Stage
from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import actions, recorded, refused
from verification.allocations import deeds as allocations
from verification.assignments import deeds as assignments
from verification.models import Allocation, AllocationRow, Assignment, Score, Scoresheet, Standing

pytestmark = pytest.mark.django_db

NOW = timezone.now()
NOT_THE_BUREAU = ["staff", "coordinator", "verifier", "auditor", "nobody"]


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def entry(stage):
    return factories.innovation("eligible", edition=stage.edition, title="Kampung IVA")


@pytest.fixture
def draft(stage):
    return factories.allocation(stage)


def in_conflict(person, entry):
    Conflict.objects.create(
        user=person,
        innovation=entry,
        kind="kin",
        reason="Kerabat",
        declared_by=person,
        declared_at=NOW,
    )


def rows(draft):
    return list(draft.rows.order_by("pk").values_list("verifier", "change", "reason", "by_hand"))


def tasks(entry):
    return list(Assignment.objects.filter(innovation=entry).order_by("pk").values_list("verifier", "state"))


# Ask


def test_the_bureau_asks_for_a_draft(cast, stage):
    made = allocations.propose(
        stage, verifiers=[cast.verifier, cast.verifier2], moves_tasks=True, by=cast.bureau, at=NOW
    )

    assert Allocation.objects.values().get() == {
        "id": made.pk,
        "stage_id": stage.pk,
        "state": "waiting",
        "progress": 0,
        "attempts": 0,
        "moves_tasks": True,
        "asked_by_id": cast.bureau.pk,
        "asked_at": NOW,
        "settled_by_id": None,
        "settled_at": None,
    }
    assert set(made.verifiers.all()) == {cast.verifier, cast.verifier2}
    assert recorded(made) == [
        ("propose_allocation", cast.bureau.pk, NOW, {"stage": stage.pk, "verifiers": 2})
    ]


def test_a_stage_has_one_draft_at_a_time(cast, stage):
    def ask():
        return allocations.propose(stage, verifiers=[cast.verifier], by=cast.bureau, at=NOW)

    first = ask()
    with refused(ValidationError):
        ask()
    allocations.discard(first, by=cast.bureau, at=NOW)
    assert ask().state == "waiting"


def test_a_draft_needs_a_running_stage_and_somebody_to_take_part(cast, stage):
    field = stage.edition.stage_of_kind("field")

    with refused(ValidationError):
        allocations.propose(field, verifiers=[cast.verifier], by=cast.bureau, at=NOW)
    with refused(ValidationError):
        allocations.propose(stage, verifiers=[], by=cast.bureau, at=NOW)
    Edition.objects.update(state="suspended")
    with refused(ValidationError):
        allocations.propose(stage, verifiers=[cast.verifier], by=cast.bureau, at=NOW)


# Change by hand


def test_somebody_is_taken_out_and_another_one_put_in_by_hand(cast, entry, draft):
    row = factories.allocation_row(draft, entry, cast.verifier)

    allocations.take_out(row, by=cast.bureau, at=NOW)
    allocations.put_in(draft, entry, cast.verifier2, by=cast.bureau, at=NOW)

    assert rows(draft) == [
        (cast.verifier.pk, "drop", "taken_out", True),
        (cast.verifier2.pk, "add", "chosen", True),
    ]
    facts = {"innovation": entry.pk}
    assert recorded(draft) == [
        (
            "change_allocation",
            cast.bureau.pk,
            NOW,
            {**facts, "verifier": cast.verifier.pk, "change": "drop"},
        ),
        (
            "change_allocation",
            cast.bureau.pk,
            NOW,
            {**facts, "verifier": cast.verifier2.pk, "change": "add"},
        ),
    ]


@pytest.mark.parametrize(
    ("change", "reason", "taken_out", "put_back"),
    [
        ("add", "near", "drop", ("add", "chosen")),
        ("keep", "stays", "remove", ("keep", "stays")),
    ],
)
def test_anyone_who_was_taken_out_can_be_put_back(cast, entry, draft, change, reason, taken_out, put_back):
    if change == "keep":
        factories.assignment(entry, cast.verifier)
    row = factories.allocation_row(draft, entry, cast.verifier, change, reason)

    allocations.take_out(row, by=cast.bureau, at=NOW)
    assert rows(draft) == [(cast.verifier.pk, taken_out, "taken_out", True)]

    allocations.put_in(draft, entry, cast.verifier, by=cast.bureau, at=NOW)
    assert rows(draft) == [(cast.verifier.pk, *put_back, True)]


@pytest.mark.parametrize("reason", ["begun", "excused"])
def test_where_work_has_begun_nobody_is_taken_out(cast, entry, draft, reason):
    row = factories.allocation_row(draft, entry, cast.verifier, "keep", reason)

    with refused(ValidationError):
        allocations.take_out(row, by=cast.bureau, at=NOW)


def test_nobody_is_taken_out_twice(cast, entry, draft):
    row = factories.allocation_row(draft, entry, cast.verifier)
    allocations.take_out(row, by=cast.bureau, at=NOW)

    with refused(ValidationError):
        allocations.take_out(row, by=cast.bureau, at=NOW)


@pytest.mark.parametrize("case", ["full", "inside", "in conflict", "no verifier", "by a rule", "had it"])
def test_only_who_could_be_assigned_is_put_in(cast, entry, draft, case):
    chosen = cast.verifier2
    factories.allocation_row(draft, entry, cast.verifier)
    if case == "full":
        factories.allocation_row(draft, entry, cast.verifier3)
    elif case == "inside":
        chosen = cast.verifier
    elif case == "in conflict":
        in_conflict(chosen, entry)
    elif case == "no verifier":
        chosen = cast.nobody
    elif case == "by a rule":
        factories.allocation_row(draft, entry, chosen, "remove", "conflict")
    elif case == "had it":
        factories.assignment(entry, chosen, state="ended")

    with refused(ValidationError):
        allocations.put_in(draft, entry, chosen, by=cast.bureau, at=NOW)


@pytest.mark.parametrize("state", ["waiting", "running", "failed", "applied", "discarded"])
def test_only_a_ready_draft_is_changed_and_applied(cast, stage, entry, state):
    draft = factories.allocation(stage, state)
    row = factories.allocation_row(draft, entry, cast.verifier)

    for deed in (
        lambda: allocations.put_in(draft, entry, cast.verifier2, by=cast.bureau, at=NOW),
        lambda: allocations.take_out(row, by=cast.bureau, at=NOW),
        lambda: allocations.apply(draft, by=cast.bureau, at=NOW),
    ):
        with refused(ValidationError):
            deed()


# Apply


def test_applying_makes_the_tasks_with_their_empty_sheets(cast, stage, entry, draft):
    for verifier in (cast.verifier, cast.verifier2):
        factories.allocation_row(draft, entry, verifier)
    factories.allocation_row(draft, entry, cast.verifier3, "drop", "taken_out")

    allocations.apply(draft, by=cast.bureau, at=NOW)

    assert tasks(entry) == [(cast.verifier.pk, "active"), (cast.verifier2.pk, "active")]
    made = Assignment.objects.latest("pk")
    assert (made.assigned_by, made.assigned_at, made.stage) == (cast.bureau, NOW, stage)
    sheet = Scoresheet.objects.get(assignment=made)
    assert (sheet.rubric, sheet.status, sheet.save_number) == (stage.rubrics.get(), "draft", 0)
    assert list(sheet.scores.values_list("criterion__code", "points")) == [
        (code, None) for code in ("novelty", "effectiveness", "benefit", "replicability", "sustainability")
    ]
    assert Score.objects.count() == 10
    assert Standing.objects.values_list("sheets_in", "sheets_due").get(innovation=entry) == (0, 2)
    draft.refresh_from_db()
    assert (draft.state, draft.settled_by, draft.settled_at) == ("applied", cast.bureau, NOW)
    assert recorded(made) == [
        (
            "assign",
            cast.bureau.pk,
            NOW,
            {"innovation": entry.pk, "stage": stage.pk, "verifier": cast.verifier2.pk},
        )
    ]
    assert recorded(draft) == [
        ("apply_allocation", cast.bureau.pk, NOW, {"stage": stage.pk, "added": 2, "removed": 0})
    ]


def test_applying_takes_back_what_the_draft_takes_back_for_its_reason(cast, entry, draft):
    gone = factories.assignment(entry, cast.verifier)
    kept = factories.assignment(entry, cast.verifier2)
    factories.allocation_row(draft, entry, cast.verifier, "remove", "evened")
    factories.allocation_row(draft, entry, cast.verifier2, "keep", "stays")
    factories.allocation_row(draft, entry, cast.verifier3)

    allocations.apply(draft, by=cast.bureau, at=NOW)

    gone.refresh_from_db()
    assert (gone.state, gone.reason != "") == ("ended", True)
    assert actions(gone) == ["end_assignment"]
    kept.refresh_from_db()
    assert kept.state == "active"
    assert tasks(entry)[-1] == (cast.verifier3.pk, "active")


def test_each_verifier_gets_one_notice_with_the_number_of_tasks(cast, stage, draft):
    for number in range(3):
        one = factories.innovation("eligible", edition=stage.edition, title=f"Inovasi {number}")
        factories.allocation_row(draft, one, cast.verifier)
        factories.assignment(one, cast.verifier2)
        factories.allocation_row(draft, one, cast.verifier2, "remove" if number else "keep", "stays")

    allocations.apply(draft, by=cast.bureau, at=NOW)

    notices = Notice.objects.order_by("user").values_list("user", "event", "subject")
    assert [(user, event, subject.split()[0]) for user, event, subject in notices] == [
        (cast.verifier.pk, "tasks_given", "3"),
        (cast.verifier2.pk, "tasks_given", "2"),
    ]


def _end(task):
    Assignment.objects.filter(pk=task.pk).update(state="ended", reason="Sakit")


# What happens between the draft and its being applied, and which words of the refusal name it.
_MEANWHILE = {
    "withdrawn": (
        "Kampung IVA",
        lambda cast, entry, kept, going: Innovation.objects.filter(pk=entry.pk).update(status="withdrawn"),
    ),
    "a conflict": ("Kampung IVA", lambda cast, entry, kept, going: in_conflict(cast.verifier, entry)),
    "no verifier any more": (
        "Verifikator 1",
        lambda cast, entry, kept, going: cast.verifier.memberships.update(**factories.FORMERLY),
    ),
    "assigned by hand": (
        "Kampung IVA",
        lambda cast, entry, kept, going: factories.assignment(entry, cast.verifier),
    ),
    "had it": (
        "Kampung IVA",
        lambda cast, entry, kept, going: factories.assignment(entry, cast.verifier, state="ended"),
    ),
    "assesses it elsewhere": (
        "Kampung IVA",
        lambda cast, entry, kept, going: factories.assignment(
            entry, cast.verifier, stage=entry.edition.stage_of_kind("field")
        ),
    ),
    "has all its assessors": (
        "Kampung IVA",
        lambda cast, entry, kept, going: [
            factories.assignment(entry, verifier) for verifier in (cast.verifier3, cast.verifier4)
        ],
    ),
    "begun": (
        "Lab Kemiskinan",
        lambda cast, entry, kept, going: Scoresheet.objects.filter(assignment=going).update(save_number=1),
    ),
    "ended": ("Lab Kemiskinan", lambda cast, entry, kept, going: _end(going)),
    "a kept one ended": ("Lab Kemiskinan", lambda cast, entry, kept, going: _end(kept)),
    "the stage ended": (
        "",
        lambda cast, entry, kept, going: Stage.objects.filter(kind="proposal").update(ended_at=NOW),
    ),
    "suspended": ("", lambda cast, entry, kept, going: Edition.objects.update(state="suspended")),
}


@pytest.mark.parametrize("case", _MEANWHILE)
def test_whatever_changed_meanwhile_is_named_and_nothing_is_applied(cast, stage, entry, draft, case):
    other = factories.innovation("eligible", edition=stage.edition, title="Lab Kemiskinan")
    kept, going = factories.assignment(other, cast.verifier2), factories.assignment(other, cast.verifier3)
    factories.allocation_row(draft, entry, cast.verifier)
    factories.allocation_row(draft, other, cast.verifier2, "keep", "stays")
    factories.allocation_row(draft, other, cast.verifier3, "remove", "evened")
    named, happen = _MEANWHILE[case]
    happen(cast, entry, kept, going)

    with refused(ValidationError) as caught:
        allocations.apply(draft, by=cast.bureau, at=NOW)

    assert named in caught.value.messages[0]


def test_nobody_is_given_what_stands_in_a_frozen_result(cast, stage, draft):
    factories.scored_entry(stage, 80, 70)
    factories.ranking(stage)
    late = factories.innovation("eligible", edition=stage.edition, title="Terlambat")
    factories.allocation_row(draft, late, cast.verifier)

    with refused(ValidationError) as caught:
        allocations.apply(draft, by=cast.bureau, at=NOW)

    assert "Terlambat" in caught.value.messages[0]


def test_what_assign_refuses_applying_refuses_too(cast, stage, entry):
    """Both ask the same: a rule that one of them forgets shows here."""
    field = stage.edition.stage_of_kind("field")
    employed = factories.member("verifier", cast.agency.government)
    former = factories.member("verifier", ends_on=timezone.localdate(NOW) - timedelta(days=1))
    factories.assignment(entry, cast.verifier2, state="ended")
    factories.assignment(entry, cast.verifier3, stage=field)

    for verifier in (employed, former, cast.verifier2, cast.verifier3, cast.nobody):
        Allocation.objects.all().delete()
        draft = factories.allocation(stage)
        factories.allocation_row(draft, entry, verifier)
        with refused(ValidationError):
            assignments.assign(entry, stage, verifier, by=cast.bureau, at=NOW)
        with refused(ValidationError):
            allocations.apply(draft, by=cast.bureau, at=NOW)


def test_a_draft_puts_nobody_into_two_presentations_at_once(cast):
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 2), field_tiers=(1,))
    stage = factories.presentation_stage(edition)
    first, second, later = (factories.innovation("finalist", edition=edition) for _turn in range(3))
    for entry, minutes in ((first, 0), (second, 19), (later, 39)):
        factories.presentation(entry, starts_at=NOW + timedelta(days=1, minutes=minutes))
    factories.assignment(first, cast.verifier, stage=stage)
    draft = factories.allocation(stage)
    row = factories.allocation_row(draft, second, cast.verifier)
    factories.allocation_row(draft, later, cast.verifier)

    with refused(ValidationError) as caught:
        allocations.apply(draft, by=cast.bureau, at=NOW)
    row.delete()
    allocations.apply(draft, by=cast.bureau, at=NOW)

    (sentence, _what_to_do) = caught.value.messages
    assert all(str(named) in sentence for named in (cast.verifier, first, second))
    assert (tasks(second), tasks(later)) == ([], [(cast.verifier.pk, "active")])


def test_ten_of_many_changes_are_named_and_the_rest_is_counted(cast, stage, draft):
    for number in range(12):
        one = factories.innovation("withdrawn", edition=stage.edition, title=f"Inovasi {number:02}")
        factories.allocation_row(draft, one, cast.verifier)

    with refused(ValidationError) as caught:
        allocations.apply(draft, by=cast.bureau, at=NOW)

    assert len(caught.value.messages) == 11
    assert " 2 " in caught.value.messages[-1]


# Discard


@pytest.mark.parametrize("state", ["waiting", "running", "ready"])
def test_an_open_draft_can_be_discarded(cast, stage, state):
    draft = factories.allocation(stage, state)

    allocations.discard(draft, by=cast.bureau, at=NOW)

    draft.refresh_from_db()
    assert (draft.state, draft.settled_by, draft.settled_at) == ("discarded", cast.bureau, NOW)
    assert recorded(draft) == [("discard_allocation", cast.bureau.pk, NOW, {"stage": stage.pk})]


@pytest.mark.parametrize("state", ["failed", "applied", "discarded"])
def test_what_is_settled_is_not_discarded(cast, stage, state):
    draft = factories.allocation(stage, state)

    with refused(ValidationError):
        allocations.discard(draft, by=cast.bureau, at=NOW)


# Who


def test_nobody_but_the_bureau_has_to_do_with_a_draft(cast, stage, entry, draft):
    row = factories.allocation_row(draft, entry, cast.verifier)

    for who in NOT_THE_BUREAU:
        by = getattr(cast, who)
        for deed in (
            lambda: allocations.propose(stage, verifiers=[cast.verifier], by=by, at=NOW),  # noqa: B023
            lambda: allocations.put_in(draft, entry, cast.verifier2, by=by, at=NOW),  # noqa: B023
            lambda: allocations.take_out(row, by=by, at=NOW),  # noqa: B023
            lambda: allocations.apply(draft, by=by, at=NOW),  # noqa: B023
            lambda: allocations.discard(draft, by=by, at=NOW),  # noqa: B023
        ):
            with refused(PermissionDenied):
                deed()


def test_a_member_of_the_bureau_in_conflict_changes_and_applies_nothing(cast, entry, draft):
    row = factories.allocation_row(draft, entry, cast.verifier)
    factories.post(cast.bureau, "staff", cast.agency, **factories.FORMERLY)

    for deed in (
        lambda: allocations.put_in(draft, entry, cast.verifier2, by=cast.bureau, at=NOW),
        lambda: allocations.take_out(row, by=cast.bureau, at=NOW),
        lambda: allocations.apply(draft, by=cast.bureau, at=NOW),
    ):
        with refused(PermissionDenied):
            deed()
    AllocationRow.objects.update(change="keep", reason="stays")
    factories.assignment(entry, cast.verifier)
    assert allocations.apply(draft, by=cast.bureau, at=NOW).state == "applied"
