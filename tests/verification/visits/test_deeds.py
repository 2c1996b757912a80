"""The plan of a field visit: made, changed, confirmed and called off by the bureau."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kipp.accounts.models import Notice, User
from tests import factories
from tests.expectations import recorded, refused
from verification.models import Visit
from verification.visits import deeds as visits
from verification.visits.deeds import Contact, Letter, Plan, Stop

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


LETTER = Letter("800.1.11.1/7", FIRST, "Kepala Biro Organisasi", "Sekretariat Daerah")


def wanted(cast, entry, **changes):
    return Plan(
        **{
            "lead": cast.verifier,
            "members": [cast.verifier, cast.verifier2],
            "starts_on": FIRST,
            "ends_on": LAST,
            "stops": [Stop(entry.locations.first(), FIRST)],
            **changes,
        }
    )


def plan(cast, entry, stage, by="bureau", **changes):
    return visits.plan(entry, stage, wanted(cast, entry, **changes), by=getattr(cast, by), at=NOW)


# Plan


def test_the_bureau_plans_a_visit(cast, entry, stage):
    second = factories.location(entry, village_code="33.26.02.2008")

    made = plan(
        cast,
        entry,
        stage,
        start_time=time(9),
        stops=[Stop(entry.locations.first(), FIRST), Stop(second, LAST, time(10, 30))],
        programme="Pembukaan",
        contact=Contact("Narahubung", "Bidan", "0285 123"),
    )

    assert (made.innovation, made.stage, made.lead, made.starts_on, made.ends_on, made.state) == (
        entry,
        stage,
        cast.verifier,
        FIRST,
        LAST,
        "planned",
    )
    assert set(made.members.all()) == {cast.verifier, cast.verifier2}
    assert list(made.visit_locations.values_list("location__village", "on_day", "at_time")) == [
        ("33.26.18.2001", FIRST, None),
        ("33.26.02.2008", LAST, time(10, 30)),
    ]
    assert (made.start_time, made.end_time, made.programme) == (time(9), time(16), "Pembukaan")
    assert (made.contact_name, made.contact_role, made.contact_phone) == ("Narahubung", "Bidan", "0285 123")
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
            plan(cast, entry, stage, by=who)


def test_a_member_of_the_bureau_in_conflict_plans_nothing(cast, entry, stage):
    factories.post(cast.bureau, "staff", cast.agency, **factories.FORMERLY)

    with refused(PermissionDenied):
        plan(cast, entry, stage)


BAD = {
    "one person": lambda cast, entry: {"members": [cast.verifier]},
    "one person twice": lambda cast, entry: {"members": [cast.verifier, cast.verifier]},
    "a lead from outside": lambda cast, entry: {"lead": cast.verifier3},
    "a member who is not assigned": lambda cast, entry: {"members": [cast.verifier, cast.verifier3]},
    "a last day before the first": lambda cast, entry: {"ends_on": FIRST - timedelta(days=1)},
    "a place before the first day": lambda cast, entry: {
        "stops": [Stop(entry.locations.first(), FIRST - timedelta(days=1))]
    },
    "a place after the last day": lambda cast, entry: {
        "stops": [Stop(entry.locations.first(), LAST + timedelta(days=1))]
    },
    "an end before its first hour": lambda cast, entry: {
        "ends_on": FIRST,
        "start_time": time(10),
        "end_time": time(10),
    },
    "no place": lambda cast, entry: {"stops": []},
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
def test_a_visit_that_was_called_off_can_be_planned_again(cast, entry, stage, state):
    factories.visit(entry, state=state)

    assert plan(cast, entry, stage).state == "planned"


def test_no_visit_is_planned_once_the_result_is_frozen_or_the_stage_over(cast, entry, stage):
    entry.edition.stages.filter(pk=stage.pk).update(ended_at=NOW)

    with refused(ValidationError):
        plan(cast, entry, stage)


# Nobody is at two places at once


@pytest.mark.parametrize("state", ["planned", "held"])
def test_who_is_on_another_visit_at_that_time_is_named(cast, entry, stage, state):
    team = [cast.verifier2, cast.verifier3]
    factories.visit(factories.innovation("finalist"), team=team, day=LAST, end_time=time(12), state=state)

    with refused(ValidationError) as caught:
        plan(cast, entry, stage, end_time=time(9))
    assert len(caught.value.messages) == 1
    assert cast.verifier2.name in caught.value.messages[0]


def test_one_visit_ends_when_the_next_begins(cast, entry, stage):
    team = [cast.verifier2, cast.verifier3]
    factories.visit(factories.innovation("finalist"), team=team, day=FIRST, end_time=time(12))
    factories.visit(factories.innovation("finalist"), team=team, day=LAST, state="postponed")
    factories.visit(factories.innovation("finalist"), team=[cast.verifier3, cast.verifier4], day=LAST)

    made = plan(cast, entry, stage, start_time=time(12))

    assert made.state == "planned"


# Change


EVERYBODY = {"verifier", "verifier2", "staff", "colleague"}


def told(cast, event):
    """Return who of the cast has a notice of that event."""
    users = set(Notice.objects.filter(event=event).values_list("user", flat=True))
    return {key for key, person in vars(cast).items() if isinstance(person, User) and person.pk in users}


def change(cast, visit, by="bureau", **changes):
    new = wanted(cast, visit.innovation, **changes)
    return visits.change_plan(visit, new, by=getattr(cast, by), at=NOW)


def test_the_bureau_changes_a_plan_and_everyone_concerned_is_told(cast, entry, planned):
    factories.assignment(entry, cast.verifier3, stage=planned.stage)
    team = [cast.verifier3, cast.verifier2]

    change(
        cast,
        planned,
        lead=cast.verifier3,
        members=team,
        starts_on=LAST,
        stops=[Stop(entry.locations.get(), LAST)],
    )

    planned.refresh_from_db()
    assert (planned.lead, set(planned.members.all())) == (cast.verifier3, set(team))
    assert (planned.starts_on, planned.ends_on) == (LAST, LAST)
    assert list(planned.visit_locations.values_list("on_day", flat=True)) == [LAST]
    assert list(planned.former_leads.all()) == [cast.verifier]
    assert told(cast, "visit_changed") == EVERYBODY | {"verifier3"}
    assert recorded(planned)[-1] == (
        "change_visit",
        cast.bureau.pk,
        NOW,
        {
            "innovation": entry.pk,
            "state": "planned",
            "starts_on": "2019-08-08",
            "ends_on": "2019-08-08",
            "lead": cast.verifier3.pk,
            "members": [cast.verifier3.pk, cast.verifier2.pk],
        },
    )


def test_anyone_who_leads_again_is_no_former_lead(cast, planned):
    change(cast, planned, lead=cast.verifier2)
    change(cast, planned)

    assert list(planned.former_leads.all()) == [cast.verifier2]


def test_a_plan_does_not_clash_with_itself_and_keeps_what_was_recorded(cast, planned):
    planned.findings.update(text="Sudah ditulis")

    change(cast, planned)

    assert set(planned.findings.values_list("text", flat=True)) == {"Sudah ditulis"}


@pytest.mark.parametrize("bad", BAD)
def test_a_plan_is_not_changed_to(cast, entry, planned, bad):
    with refused(ValidationError):
        change(cast, planned, **BAD[bad](cast, entry))


@pytest.mark.parametrize("state", ["held", "held_online", "postponed", "not_held"])
def test_the_plan_of_a_visit_that_is_over_stays(cast, planned, state):
    Visit.objects.update(state=state)

    with refused(ValidationError):
        change(cast, planned)
    with refused(ValidationError):
        visits.confirm(planned, LETTER, by=cast.bureau, at=NOW)


# Confirm


def test_a_visit_is_confirmed_by_its_letter_of_assignment(cast, entry, planned):
    visits.confirm(planned, LETTER, by=cast.bureau, at=NOW)

    planned.refresh_from_db()
    assert (planned.state, planned.is_open, planned.has_letter) == ("confirmed", True, True)
    assert (planned.letter_number, planned.letter_dated_on) == (LETTER.number, FIRST)
    assert told(cast, "visit_confirmed") == EVERYBODY
    assert recorded(planned) == [("confirm_visit", cast.bureau.pk, NOW, {"innovation": entry.pk})]
    with refused(ValidationError):
        visits.confirm(planned, LETTER, by=cast.bureau, at=NOW)


@pytest.mark.parametrize("gap", ["number", "dated_on", "signer", "signer_office"])
def test_half_a_letter_confirms_nothing(cast, planned, gap):
    with refused(ValidationError):
        visits.confirm(planned, replace(LETTER, **{gap: None}), by=cast.bureau, at=NOW)


def test_a_confirmed_visit_is_a_planned_one_again_when_its_letter_is_taken_out(cast, planned):
    visits.confirm(planned, LETTER, by=cast.bureau, at=NOW)

    assert change(cast, planned, letter=LETTER).state == "confirmed"
    assert change(cast, planned).state == "planned"


def test_nobody_but_the_bureau_changes_or_confirms(cast, planned):
    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            change(cast, planned, by=who)
        with refused(PermissionDenied):
            visits.confirm(planned, LETTER, by=getattr(cast, who), at=NOW)


# Call off


@pytest.mark.parametrize("state", ["postponed", "not_held"])
def test_the_bureau_calls_a_visit_off(cast, planned, entry, state):
    visits.call_off(planned, state, reason="Banjir", by=cast.bureau, at=NOW)

    planned.refresh_from_db()
    assert (planned.state, planned.reason) == (state, "Banjir")
    assert told(cast, "visit_called_off") == EVERYBODY
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
        visits.call_off(planned, state, reason="Banjir", by=cast.bureau, at=NOW)


def test_a_visit_is_not_called_off_without_a_reason(cast, planned):
    with refused(ValidationError):
        visits.call_off(planned, "postponed", reason="", by=cast.bureau, at=NOW)


def test_nobody_but_the_bureau_calls_off(cast, planned):
    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            visits.call_off(planned, "postponed", reason="Banjir", by=getattr(cast, who), at=NOW)
