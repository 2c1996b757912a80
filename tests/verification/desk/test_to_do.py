"""What a verifier does next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Edition
from kipp.accounts.models import Role
from tests import factories
from tests.verification import by_two
from verification.approvals import deeds as approvals
from verification.desk import to_do
from verification.minutes import deeds

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
HOME = "/verification/"


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def field(cast):
    return factories.edition(at_stage="field").stage_of_kind("field")


def steps(user):
    return [(step.url, step.due_at) for step in to_do.for_verifier(user, at=NOW)]


def submit(sheet):
    return reverse("submit_scoresheet", args=[sheet.uuid])


# Sheets


def test_a_sheet_is_due_until_its_stage_closes_and_a_complete_one_leads_to_its_submission(cast, stage):
    begun = factories.sheet(factories.innovation("eligible", title="B"), cast.verifier)
    complete = factories.sheet(factories.innovation("eligible", title="A"), cast.verifier, points=80)

    assert steps(cast.verifier) == [
        (submit(complete), stage.closes_at),
        (begun.get_absolute_url(), stage.closes_at),
    ]


def test_a_criterion_that_could_not_be_checked_is_no_gap(cast, stage):
    sheet = factories.sheet(factories.innovation("eligible"), cast.verifier, points=[80, None, 70, 60, 50])

    assert steps(cast.verifier) == [(submit(sheet), stage.closes_at)]


def test_what_is_submitted_ended_or_another_s_is_no_step(cast, stage):
    factories.submitted_sheet(factories.innovation("eligible"), cast.verifier)
    factories.assignment(factories.innovation("eligible"), cast.verifier, state="ended")
    factories.assignment(factories.innovation("eligible"), cast.verifier, state="excused")
    factories.assignment(factories.innovation("disqualified"), cast.verifier)
    other = factories.sheet(factories.innovation("eligible"), cast.verifier2)

    assert steps(cast.verifier) == []
    assert steps(cast.verifier2) == [(other.get_absolute_url(), stage.closes_at)]


def test_nothing_is_to_do_in_an_edition_or_a_stage_that_does_not_run(cast, stage):
    factories.sheet(factories.innovation("eligible"), cast.verifier)
    assert len(steps(cast.verifier)) == 1

    Edition.objects.update(state="suspended")
    assert steps(cast.verifier) == []

    Edition.objects.update(state="open")
    stage.ended_at = NOW
    stage.save()
    assert steps(cast.verifier) == []


def test_a_task_in_conflict_asks_for_the_declaration_first(cast, stage):
    fine = factories.sheet(
        factories.innovation("eligible", title="A", agency=cast.other_agency), cast.verifier
    )
    touched = factories.sheet(factories.innovation("eligible", title="B", agency=cast.agency), cast.verifier)
    factories.post(cast.verifier, Role.STAFF, cast.agency, **factories.FORMERLY)

    assert steps(cast.verifier) == [
        (reverse("declare_conflict", args=[touched.uuid]), None),
        (fine.get_absolute_url(), stage.closes_at),
    ]


# Visits


@pytest.mark.parametrize(
    ("days", "who"),
    [
        (2, []),
        (1, ["verifier", "verifier2"]),
        (0, ["verifier", "verifier2"]),
        (-1, ["verifier"]),  # the lead, who closes the record
    ],
)
def test_a_visit_is_a_step_from_the_day_before_and_for_the_lead_until_its_record_is_closed(
    cast, field, days, who
):
    team = [cast.verifier, cast.verifier2]
    visit = factories.visit(factories.innovation("finalist"), team=team, day=TODAY + timedelta(days=days))

    told = [name for name in ("verifier", "verifier2", "verifier3") if steps(getattr(cast, name))]

    assert told == who
    assert all(steps(getattr(cast, name)) == [(visit.get_absolute_url(), None)] for name in who)


@pytest.mark.parametrize("state", ["held", "held_online"])
def test_a_field_sheet_is_due_after_the_visit(cast, field, state):
    visit = factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2])
    sheet = visit.innovation.assignments.get(verifier=cast.verifier2).scoresheet
    assert steps(cast.verifier2) == [(visit.get_absolute_url(), None)]

    visit.state = state
    visit.save()

    assert steps(cast.verifier2) == [(sheet.get_absolute_url(), field.closes_at)]


def test_visits_come_before_sheets_and_a_visit_in_conflict_is_none(cast, field):
    team = [cast.verifier, cast.verifier2]
    held = factories.visit(factories.innovation("finalist"), team=team, state="held")
    sheet = held.innovation.assignments.get(verifier=cast.verifier).scoresheet
    today = factories.visit(factories.innovation("finalist", agency=cast.other_agency), team=team)
    touched = factories.visit(factories.innovation("finalist", agency=cast.provincial_agency), team=team)
    factories.post(cast.verifier, Role.STAFF, cast.provincial_agency, **factories.FORMERLY)
    in_conflict = touched.innovation.assignments.get(verifier=cast.verifier).scoresheet

    assert steps(cast.verifier) == [
        (today.get_absolute_url(), None),
        (reverse("draw_up_minutes", args=[held.pk]), None),
        (reverse("declare_conflict", args=[in_conflict.uuid]), None),
        (sheet.get_absolute_url(), field.closes_at),
    ]


def test_the_lead_draws_up_the_minutes_and_the_team_signs_them(cast, field):
    team = [cast.verifier, cast.verifier2]
    visit = factories.visit(factories.innovation("finalist"), team=team, state="held")
    visit.innovation.assignments.update(state="ended", reason="Selesai")
    assert steps(cast.verifier) == [(reverse("draw_up_minutes", args=[visit.pk]), None)]
    assert steps(cast.verifier2) == []

    minutes = factories.minutes(visit, "drawn_up")

    to_sign = [(minutes.get_absolute_url(), None)]
    assert steps(cast.verifier) == steps(cast.verifier2) == to_sign
    for place, who in ((f"verifier-{cast.verifier.pk}", cast.verifier), ("agency", cast.verifier)):
        # The agency signs on the lead's device.
        assert steps(cast.verifier) == to_sign
        deeds.sign(minutes, place, text_hash=minutes.text_hash, by=who, at=NOW)
    assert steps(cast.verifier) == []
    assert steps(cast.verifier2) == to_sign


def test_excused_minutes_are_not_drawn_up(cast, field):
    visit = factories.visit(
        factories.innovation("finalist"), team=[cast.verifier, cast.verifier2], state="held"
    )
    visit.innovation.assignments.update(state="ended", reason="Selesai")
    assert len(steps(cast.verifier)) == 1

    approvals.approve(by_two.ask(visit, "no_minutes"), by=cast.bureau2, at=NOW)

    assert steps(cast.verifier) == []


# Everybody


def test_beyond_five_steps_the_rest_is_counted(cast, stage):
    for number in range(7):
        factories.sheet(factories.innovation("eligible", title=f"{number}", complete=False), cast.verifier)

    found = to_do.for_verifier(cast.verifier, at=NOW)

    assert (len(found), found[-1].url) == (6, HOME)
    assert "2" in found[-1].text


@pytest.mark.parametrize("person", ["staff", "coordinator", "verifier", "bureau", "auditor", "nobody"])
def test_anyone_who_has_no_task_has_no_step(cast, stage, person):
    factories.sheet(factories.innovation("eligible"), cast.verifier2)

    assert steps(getattr(cast, person)) == []


def test_a_former_verifier_has_no_step(cast, stage):
    former = factories.member(Role.VERIFIER, **factories.FORMERLY)
    factories.sheet(factories.innovation("eligible"), former)

    assert steps(former) == []


@pytest.mark.parametrize("number", [1, 3])
def test_two_queries_for_any_number(cast, field, number, django_assert_num_queries):
    for _entry in range(number):
        factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2])
        factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2], state="held")
    assert cast.verifier.posts

    with django_assert_num_queries(2):
        to_do.for_verifier(cast.verifier, at=NOW)


def test_the_posts_of_a_visitor_without_a_role_are_all_that_is_read(cast, django_assert_num_queries):
    assert cast.staff.posts

    with django_assert_num_queries(0):
        assert to_do.for_verifier(cast.staff, at=NOW) == []
