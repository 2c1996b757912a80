"""The plan of a field visit: made and called off by the bureau."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import recorded, refused
from verification import visits

pytestmark = pytest.mark.django_db

NOW = timezone.now()
FIRST, LAST = date(2019, 8, 7), date(2019, 8, 8)
NOT_THE_BUREAU = ["staff", "coordinator", "verifier", "auditor", "nobody"]
CODES = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="field").stage_of_kind("field")


@pytest.fixture
def entry(cast, stage):
    made = factories.innovation("finalist", edition=stage.edition)
    for verifier in (cast.verifier, cast.verifier2):
        factories.assignment(made, verifier, stage=stage)
    return made


@pytest.fixture
def planned(cast, entry):
    """A planned visit, led by the first verifier."""
    return factories.visit(entry, team=[cast.verifier, cast.verifier2])


def plan(cast, entry, stage, **changes):
    return visits.plan(
        entry,
        stage,
        **{
            "lead": cast.verifier,
            "members": [cast.verifier, cast.verifier2],
            "starts_on": FIRST,
            "ends_on": LAST,
            "locations": [(entry.locations.first(), FIRST)],
            "by": cast.bureau,
            "at": NOW,
            **changes,
        },
    )


# Plan


def test_the_bureau_plans_a_visit(cast, entry, stage):
    second = factories.location(entry, village_code="33.26.02.2008")

    made = plan(cast, entry, stage, locations=[(entry.locations.first(), FIRST), (second, LAST)])

    assert (made.innovation, made.stage, made.lead, made.starts_on, made.ends_on, made.state) == (
        entry,
        stage,
        cast.verifier,
        FIRST,
        LAST,
        "planned",
    )
    assert set(made.members.all()) == {cast.verifier, cast.verifier2}
    assert list(made.visit_locations.values_list("location__village", "on_day")) == [
        ("33.26.18.2001", FIRST),
        ("33.26.02.2008", LAST),
    ]
    assert list(made.findings.values_list("criterion__code", "finding", "text")) == [
        (code, "", "") for code in CODES
    ]
    assert recorded(made) == [
        (
            "plan_visit",
            cast.bureau.pk,
            NOW,
            {
                "innovation": entry.pk,
                "starts_on": "2019-08-07",
                "ends_on": "2019-08-08",
                "lead": cast.verifier.pk,
                "members": [cast.verifier.pk, cast.verifier2.pk],
            },
        )
    ]
    assert sorted(Notice.objects.values_list("user", "event", "url")) == sorted(
        [
            (cast.verifier.pk, "visit_planned", made.get_absolute_url()),
            (cast.verifier2.pk, "visit_planned", made.get_absolute_url()),
            (cast.staff.pk, "visit_planned", entry.get_absolute_url()),
            (cast.colleague.pk, "visit_planned", entry.get_absolute_url()),
        ]
    )


def test_nobody_but_the_bureau_plans(cast, entry, stage):
    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            plan(cast, entry, stage, by=getattr(cast, who))


def test_a_member_of_the_bureau_in_conflict_plans_nothing(cast, entry, stage):
    factories.post(cast.bureau, "staff", cast.agency, ends_on=factories.SINCE)

    with refused(PermissionDenied):
        plan(cast, entry, stage)


BAD = {
    "one person": lambda cast, entry: {"members": [cast.verifier]},
    "one person twice": lambda cast, entry: {"members": [cast.verifier, cast.verifier]},
    "a lead from outside": lambda cast, entry: {"lead": cast.verifier3},
    "a member who is not assigned": lambda cast, entry: {"members": [cast.verifier, cast.verifier3]},
    "a last day before the first": lambda cast, entry: {"ends_on": FIRST - timedelta(days=1)},
    "a place before the first day": lambda cast, entry: {
        "locations": [(entry.locations.first(), FIRST - timedelta(days=1))]
    },
    "a place after the last day": lambda cast, entry: {
        "locations": [(entry.locations.first(), LAST + timedelta(days=1))]
    },
    "no place": lambda cast, entry: {"locations": []},
}


@pytest.mark.parametrize("bad", BAD)
def test_a_visit_is_not_planned_with(cast, entry, stage, bad):
    with refused(ValidationError):
        plan(cast, entry, stage, **BAD[bad](cast, entry))


def test_a_member_whose_task_was_taken_back_is_not_in_the_team(cast, entry, stage):
    entry.assignments.filter(verifier=cast.verifier2).update(state="excused", reason="Sakit")

    with refused(ValidationError):
        plan(cast, entry, stage)


def test_only_finalists_are_visited_and_only_in_the_field(cast, entry, stage):
    eligible = factories.innovation("eligible", edition=stage.edition)
    for verifier in (cast.verifier, cast.verifier2):
        factories.assignment(eligible, verifier, stage=stage)
    with refused(ValidationError):
        plan(cast, eligible, stage)

    proposal = factories.edition(2020, at_stage="proposal").stage_of_kind("proposal")
    early = factories.innovation("eligible", edition=proposal.edition)
    for verifier in (cast.verifier, cast.verifier2):
        factories.assignment(early, verifier, stage=proposal)
    with refused(ValidationError):
        plan(cast, early, proposal)


@pytest.mark.parametrize("state", ["planned", "held", "held_online"])
def test_an_entry_is_visited_once(cast, entry, stage, state):
    factories.visit(entry, state=state)

    with refused(ValidationError):
        plan(cast, entry, stage)


@pytest.mark.parametrize("state", ["postponed", "not_held"])
def test_a_visit_that_was_called_off_can_be_planned_anew(cast, entry, stage, state):
    factories.visit(entry, state=state)

    assert plan(cast, entry, stage).state == "planned"


def test_no_visit_is_planned_once_the_result_is_frozen_or_the_stage_over(cast, entry, stage):
    entry.edition.stages.filter(pk=stage.pk).update(ended_at=NOW)

    with refused(ValidationError):
        plan(cast, entry, stage)


# Call off


@pytest.mark.parametrize("state", ["postponed", "not_held"])
def test_the_bureau_calls_a_visit_off(cast, planned, entry, state):
    visits.call_off(planned, state, by=cast.bureau, at=NOW)

    planned.refresh_from_db()
    assert planned.state == state
    assert recorded(planned) == [
        (
            "close_visit",
            cast.bureau.pk,
            NOW,
            {"innovation": entry.pk, "state": state, "findings": dict.fromkeys(CODES, ""), "present": 0},
        )
    ]


@pytest.mark.parametrize("state", ["planned", "held", "held_online", "", "other"])
def test_a_visit_is_called_off_as_postponed_or_not_held(cast, planned, state):
    with refused(ValidationError):
        visits.call_off(planned, state, by=cast.bureau, at=NOW)


def test_nobody_but_the_bureau_calls_off(cast, planned):
    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            visits.call_off(planned, "postponed", by=getattr(cast, who), at=NOW)
