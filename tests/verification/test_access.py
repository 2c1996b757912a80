"""Independence: who reads whose sheets, and when; and who may do what with visits."""

import pytest
from django.utils import timezone

from innovations.models import Conflict, Stage
from tests import factories
from verification import access
from verification.models import Assignment, Scoresheet, Visit

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def entry(stage):
    return factories.innovation("eligible", edition=stage.edition)


def readable(person):
    return set(access.readable_sheets(person, at=NOW))


def test_nobody_reads_another_s_sheet_before_their_own_is_in(cast, entry, stage):
    mine = factories.sheet(entry, cast.verifier, 80, stage=stage)
    theirs = factories.submitted_sheet(entry, cast.verifier2, 70, stage=stage)

    assert (readable(cast.verifier), readable(cast.verifier2)) == ({mine}, {theirs})


def test_once_both_are_in_each_reads_the_other(cast, entry, stage):
    mine = factories.submitted_sheet(entry, cast.verifier, 80, stage=stage)
    theirs = factories.submitted_sheet(entry, cast.verifier2, 70, stage=stage)

    assert readable(cast.verifier) == readable(cast.verifier2) == {mine, theirs}


def test_a_draft_is_read_by_nobody_but_its_writer(cast, entry, stage):
    mine = factories.submitted_sheet(entry, cast.verifier, 80, stage=stage)
    theirs = factories.sheet(entry, cast.verifier2, 70, stage=stage)
    factories.open_standings(stage)

    assert {who: readable(getattr(cast, who)) for who in ("verifier", "verifier2", "bureau", "auditor")} == {
        "verifier": {mine},
        "verifier2": {theirs},
        "bureau": {mine},
        "auditor": {mine},
    }


def test_a_sheet_of_another_entry_opens_nothing(cast, entry, stage):
    other = factories.innovation("eligible", edition=stage.edition)
    mine = factories.submitted_sheet(entry, cast.verifier, 80, stage=stage)
    factories.submitted_sheet(other, cast.verifier2, 70, stage=stage)

    assert readable(cast.verifier) == {mine}


def test_a_sheet_that_is_due_of_another_entry_closes_nothing(cast, entry, stage):
    other = factories.innovation("eligible", edition=stage.edition)
    mine = factories.submitted_sheet(entry, cast.verifier, 80, stage=stage)
    theirs = factories.submitted_sheet(entry, cast.verifier2, 70, stage=stage)
    due = factories.sheet(other, cast.verifier, stage=stage)

    assert readable(cast.verifier) == {mine, theirs, due}


def test_a_sheet_that_was_given_back_closes_the_others_again(cast, entry, stage):
    mine = factories.sheet(entry, cast.verifier, 80, stage=stage)
    theirs = factories.submitted_sheet(entry, cast.verifier2, 70, stage=stage)
    Scoresheet.objects.filter(pk=mine.pk).update(
        status="submitted", submitted_at=NOW, read_revision=entry.last_sent_revision
    )
    assert readable(cast.verifier) == {mine, theirs}

    Scoresheet.objects.filter(pk=mine.pk).update(status="draft", submitted_at=None)

    assert readable(cast.verifier) == {mine}


@pytest.mark.parametrize("state", ["ended", "excused", "replaced"])
def test_whose_task_was_taken_back_reads_nobody_else_s(cast, entry, stage, state):
    factories.assignment(entry, cast.verifier, stage=stage, state=state)
    factories.submitted_sheet(entry, cast.verifier2, 70, stage=stage)

    assert readable(cast.verifier) == set(Scoresheet.objects.filter(assignment__verifier=cast.verifier))


@pytest.mark.parametrize(
    "who", ["staff", "colleague", "stranger", "coordinator", "provincial_staff", "verifier3", "nobody"]
)
def test_who_assesses_nothing_here_reads_nothing(cast, entry, stage, who):
    factories.score(entry, stage, 80, 70)
    factories.open_standings(stage)

    assert readable(getattr(cast, who)) == set()


def test_the_bureau_and_auditors_read_submitted_sheets_once_the_standings_are_open(cast, entry, stage):
    sheets = set(factories.score(entry, stage, 80, 70))
    assert (readable(cast.bureau), readable(cast.auditor)) == (set(), set())

    factories.open_standings(stage)

    assert readable(cast.bureau) == readable(cast.bureau2) == readable(cast.auditor) == sheets


def test_open_standings_of_one_stage_open_no_other(cast):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    proposal = field.edition.stage_of_kind("proposal")
    factories.scored_entry(field, 80, 70, before=(60, 50))
    factories.open_standings(proposal)

    assert {sheet.assignment.stage for sheet in readable(cast.bureau)} == {proposal}


def test_a_member_of_the_bureau_who_has_a_sheet_due_reads_no_other_of_that_entry(cast, entry, stage):
    factories.post(cast.bureau, "verifier", **factories.FORMERLY)
    due = factories.sheet(entry, cast.bureau, stage=stage)
    factories.submitted_sheet(entry, cast.verifier, 80, stage=stage)
    other = factories.scored_entry(stage, 60, 50)
    factories.open_standings(stage)

    assert readable(cast.bureau) == {due, *Scoresheet.objects.filter(assignment__innovation=other)}


# The stage before


@pytest.fixture
def finalist(cast):
    """A finalist whose proposal was assessed by the first two verifiers, in the field now."""
    field = factories.edition(at_stage="field").stage_of_kind("field")
    made = factories.innovation("finalist", edition=field.edition)
    factories.score(made, field.edition.stage_of_kind("proposal"), 80, 70)
    return made


def of(innovation, kind):
    return set(Scoresheet.objects.filter(assignment__innovation=innovation, assignment__stage__kind=kind))


def test_anyone_who_visits_reads_nothing_of_the_stage_before_until_their_own_is_in(cast, finalist):
    mine = factories.sheet(finalist, cast.verifier3, 90)
    assert readable(cast.verifier3) == {mine}

    Scoresheet.objects.filter(pk=mine.pk).update(
        status="submitted", submitted_at=NOW, read_revision=finalist.last_sent_revision
    )

    assert readable(cast.verifier3) == {mine} | of(finalist, "proposal")


def test_who_assessed_the_proposal_reads_no_sheet_of_the_field(cast, finalist):
    factories.submitted_sheet(finalist, cast.verifier3, 90)

    assert readable(cast.verifier) == of(finalist, "proposal")


def test_who_assessed_the_proposal_and_visits_now_reads_only_their_own_until_then(cast, finalist):
    due = factories.sheet(finalist, cast.verifier, 90)
    own = set(Scoresheet.objects.filter(assignment__verifier=cast.verifier))

    assert due in own
    assert readable(cast.verifier) == own


# Owing


def owes(user, entry):
    """Whether the sheets of the entry are closed to this person by a sheet of their own that is due."""
    return Scoresheet.objects.filter(access.owes_a_sheet(user), assignment__innovation=entry).exists()


def test_who_owes_a_sheet_owes_it_until_it_is_in_or_taken_back(cast, entry, stage):
    def owed(person):
        sheets = Scoresheet.objects.annotate(owes=access.owes_a_sheet(person))
        marked = set(sheets.filter(owes=True).values_list("assignment__innovation", flat=True))
        assert marked == access.innovations_owed(person)
        return marked

    due = factories.sheet(entry, cast.verifier, 80, stage=stage)
    factories.submitted_sheet(entry, cast.verifier2, 70, stage=stage)
    factories.scored_entry(stage, 80, 70)
    assert (owed(cast.verifier), owed(cast.verifier2), owed(cast.verifier3)) == ({entry.pk}, set(), set())

    Assignment.objects.filter(pk=due.assignment_id).update(state="excused", reason="Sakit")

    assert owed(cast.verifier) == set()


def test_tasks_are_one_s_own_active_ones(cast, entry, stage):
    active = factories.assignment(entry, cast.verifier, stage=stage)
    factories.assignment(entry, cast.verifier2, stage=stage)
    for state in ("ended", "excused", "replaced"):
        other = factories.innovation("eligible", edition=stage.edition)
        factories.assignment(other, cast.verifier, stage=stage, state=state)

    assert list(access.visible_assignments(cast.verifier)) == [active]


# The bureau's tables


def test_points_of_a_stage_are_shown_to_the_bureau_and_auditors_once_the_standings_are_open(
    cast, entry, stage
):
    factories.score(entry, stage, 80, 70)

    def shown():
        people = ("bureau", "bureau2", "auditor", "verifier", "staff", "coordinator", "nobody")
        return {who for who in people if access.may_read_points(getattr(cast, who), stage, at=NOW)}

    assert shown() == set()
    factories.open_standings(stage)
    assert shown() == {"bureau", "bureau2", "auditor"}


def test_who_is_of_the_bureau_and_owes_a_sheet_of_the_edition_is_shown_no_points(cast, entry, stage):
    factories.post(cast.bureau, "verifier", **factories.FORMERLY)
    factories.open_standings(stage)
    assert access.may_read_points(cast.bureau, stage, at=NOW)

    factories.sheet(entry, cast.bureau, stage=stage)

    assert not access.may_read_points(cast.bureau, stage, at=NOW)
    assert access.may_read_points(cast.bureau2, stage, at=NOW)


# Whom the bureau can choose


def test_verifiers_for_an_entry_are_offered_by_their_load_and_those_in_conflict_are_named(cast, entry, stage):
    busy = factories.innovation("eligible", edition=stage.edition)
    factories.assignment(busy, cast.verifier, stage=stage)
    factories.assignment(busy, cast.verifier3, stage=stage, state="excused")
    factories.assignment(entry, cast.verifier4, stage=stage, state="ended")
    employed = factories.member("verifier", cast.agency.government)
    Conflict.objects.create(
        user=cast.verifier2,
        innovation=entry,
        kind="kin",
        reason="Kerabat",
        declared_by=cast.verifier2,
        declared_at=NOW,
    )
    factories.member("verifier", **factories.FORMERLY)

    free, in_conflict = access.verifiers_for(entry, stage, at=NOW)

    assert [(person, person.load) for person in free] == [(cast.verifier3, 0), (cast.verifier, 1)]
    assert set(in_conflict) == {cast.verifier2, employed}


# Visits


def test_a_visit_is_read_by_its_team_the_bureau_and_auditors(cast):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    first, second = (factories.innovation("finalist", edition=field.edition) for _ in range(2))
    ours = factories.visit(first, team=[cast.verifier, cast.verifier2])
    theirs = factories.visit(second, team=[cast.verifier2, cast.verifier3])

    seen = {
        who: set(access.visible_visits(getattr(cast, who), at=NOW))
        for who in ("verifier", "verifier2", "verifier3", "verifier4", "bureau", "auditor", "staff", "nobody")
    }

    assert seen == {
        "verifier": {ours},
        "verifier2": {ours, theirs},
        "verifier3": {theirs},
        "verifier4": set(),
        "bureau": {ours, theirs},
        "auditor": {ours, theirs},
        "staff": set(),
        "nobody": set(),
    }


def test_a_lead_who_is_not_among_the_members_sees_the_visit_once(cast):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    visit = factories.visit(factories.innovation("finalist", edition=field.edition))
    visit.members.set([cast.verifier3, cast.verifier4])

    assert list(Visit.objects.of_team_member(cast.verifier)) == [visit]
    assert list(Visit.objects.of_team_member(cast.verifier3)) == [visit]


# When


def test_a_sheet_can_be_changed_while_its_stage_runs_and_its_entry_takes_part(entry, stage):
    assert access.obstacle_to_score(stage, entry) == ""

    for times in ({"begun_at": None}, {"ended_at": NOW}):
        Stage.objects.filter(pk=stage.pk).update(**{"begun_at": NOW, "ended_at": None, **times})
        assert access.obstacle_to_score(Stage.objects.get(pk=stage.pk), entry)


@pytest.mark.parametrize("status", ["submitted", "ineligible", "withdrawn", "disqualified"])
def test_no_sheet_is_changed_of_an_entry_that_does_not_take_part(stage, status):
    assert access.obstacle_to_score(stage, factories.innovation(status, edition=stage.edition))


@pytest.mark.parametrize(("state", "closed"), [("frozen", True), ("confirmed", True), ("retracted", False)])
def test_a_result_that_stands_closes_the_sheets(stage, state, closed):
    entry = factories.scored_entry(stage, 80, 70)
    factories.ranking(stage, state)

    assert bool(access.obstacle_to_score(stage, entry)) == closed
