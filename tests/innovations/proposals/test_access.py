"""The whole table: which action is whose, at which status and moment; and conflict of interest."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.editions import entering
from innovations.integrity import conflicts
from innovations.models import TRANSITIONS, Conflict, Edition, Innovation, Status, Who
from innovations.proposals import access
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()

EVERYBODY = (
    "staff",
    "colleague",
    "stranger",
    "coordinator",
    "other_coordinator",
    "provincial_staff",
    "verifier",
    "bureau",
    "bureau2",
    "auditor",
    "nobody",
)


def innovations(edition, *keys, agency=None):
    """Return an innovation for each key: a status, or one of the cases that a status alone does not tell."""
    made = {}
    for key in keys:
        status, _, case = key.partition(", ")
        made[key] = factories.innovation(
            status,
            edition=edition,
            agency=agency,
            sent=False if case == "never sent" else None,
            due_at=NOW - timedelta(minutes=1) if case == "overdue" else None,
            frozen_at=NOW if case == "frozen" else None,
        )
    return made


def table(cast, things, at=NOW):
    """Return {case: {person: actions}} of everybody who can do anything."""
    found = {}
    for case, innovation in things.items():
        actions = {who: access.actions_for(getattr(cast, who), innovation, at=at) for who in EVERYBODY}
        found[case] = {who: actions for who, actions in actions.items() if actions}
    return found


def both(first, second, actions):
    return {first: set(actions.split()), second: set(actions.split())}


def staff(actions):
    return both("staff", "colleague", actions)


def bureau(actions):
    return both("bureau", "bureau2", actions)


CASES = (
    "draft",
    "proposed",
    "returned, never sent",
    "returned",
    "returned, overdue",
    "submitted",
    "eligible",
    "ineligible",
    "finalist",
    "eligible, frozen",
    "finalist, frozen",
    "withdrawn",
    "withdrawn, never sent",
    "disqualified",
)


def test_while_registration_is_open(cast):
    things = innovations(factories.edition(at_stage="registration"), *CASES)

    assert table(cast, things) == {
        "draft": staff("edit propose record withdraw"),
        "proposed": staff("withdraw") | {"coordinator": {"submit", "return_to_agency"}},
        "returned, never sent": staff("edit propose withdraw"),
        "returned": staff("edit resend withdraw") | bureau("disqualify"),
        "returned, overdue": staff("withdraw") | bureau("reject disqualify"),
        "submitted": staff("withdraw") | bureau("return_for_correction accept reject disqualify"),
        "eligible": staff("withdraw") | bureau("reconsider disqualify"),
        "ineligible": bureau("reconsider disqualify"),
        "finalist": staff("withdraw") | bureau("disqualify"),
        "eligible, frozen": bureau("reconsider"),
        "finalist, frozen": {},
        "withdrawn": {},
        "withdrawn, never sent": {},
        "disqualified": {},
    }


def test_during_the_administrative_check(cast):
    things = innovations(factories.edition(at_stage="screening"), *CASES)

    assert table(cast, things) == {
        "draft": staff("record withdraw"),
        "proposed": staff("withdraw"),
        "returned, never sent": staff("withdraw"),
        "returned": staff("edit resend withdraw") | bureau("disqualify"),
        "returned, overdue": staff("withdraw") | bureau("reject disqualify"),
        "submitted": staff("withdraw") | bureau("return_for_correction accept reject disqualify"),
        "eligible": staff("withdraw") | bureau("reconsider disqualify"),
        "ineligible": bureau("reconsider disqualify"),
        "finalist": staff("withdraw") | bureau("disqualify"),
        "eligible, frozen": bureau("reconsider"),
        "finalist, frozen": {},
        "withdrawn": {},
        "withdrawn, never sent": {},
        "disqualified": {},
    }


def test_during_the_assessment(cast):
    cases = (
        "draft",
        "submitted",
        "eligible",
        "ineligible",
        "finalist",
        "eligible, frozen",
        "finalist, frozen",
    )
    things = innovations(factories.edition(at_stage="proposal"), *cases)

    assert table(cast, things) == {
        "draft": staff("record withdraw"),
        "submitted": staff("withdraw") | bureau("disqualify"),
        "eligible": staff("withdraw") | bureau("disqualify"),
        "ineligible": bureau("disqualify"),
        "finalist": staff("withdraw") | bureau("disqualify"),
        "eligible, frozen": {},
        "finalist, frozen": {},
    }


def test_after_the_last_assessment(cast):
    things = innovations(
        factories.edition(at_stage="announcement"), "draft", "eligible", "ineligible", "finalist"
    )

    assert table(cast, things) == {
        "draft": staff("record"),
        "eligible": bureau("disqualify"),
        "ineligible": bureau("disqualify"),
        "finalist": bureau("disqualify"),
    }


@pytest.mark.parametrize("state", ["draft", "suspended", "cancelled", "closed"])
def test_in_an_edition_that_is_not_running_nobody_can_do_anything(cast, state):
    edition = factories.edition(at_stage="registration")
    Edition.objects.update(state=state)

    assert table(cast, innovations(Edition.objects.get(pk=edition.pk), *CASES)) == {
        case: {} for case in CASES
    }


def test_an_agency_of_the_province_sends_by_itself(cast):
    edition = factories.edition(at_stage="registration")
    things = innovations(
        edition, "draft", "proposed", "returned, never sent", "returned", agency=cast.provincial_agency
    )

    assert table(cast, things) == {
        "draft": {"provincial_staff": {"edit", "propose", "record", "withdraw"}},
        "proposed": {"provincial_staff": {"submit", "return_to_agency", "withdraw"}},
        "returned, never sent": {"provincial_staff": {"edit", "propose", "withdraw"}},
        "returned": {"provincial_staff": {"edit", "resend", "withdraw"}} | bureau("disqualify"),
    }


def test_a_visitor_can_do_nothing():
    things = innovations(factories.edition(at_stage="registration"), *CASES)

    assert {
        action for thing in things.values() for action in access.actions_for(AnonymousUser(), thing, at=NOW)
    } == set()


# Whose, and when


def test_the_announced_time_includes_its_last_minute(cast):
    edition = factories.edition(at_stage="registration")
    draft = factories.innovation("draft", edition=edition)
    too_late = edition.registration.closing_moment

    last = access.actions_for(cast.staff, draft, at=too_late - timedelta(microseconds=1))
    after = access.actions_for(cast.staff, draft, at=too_late)

    assert (last, after) == ({"edit", "propose", "record", "withdraw"}, {"record", "withdraw"})


def test_nothing_is_sent_before_registration_opens(cast):
    edition = factories.edition(at_stage="registration")
    draft = factories.innovation("draft", edition=edition)
    opens = edition.registration.opens_at

    assert access.actions_for(cast.staff, draft, at=opens - timedelta(seconds=1)) == {"record", "withdraw"}
    assert access.actions_for(cast.staff, draft, at=opens) == {"edit", "propose", "record", "withdraw"}


def test_a_correction_ends_with_its_minute(cast):
    returned = factories.innovation("returned", edition=factories.edition(at_stage="screening"), due_at=NOW)
    too_late = NOW.replace(second=0, microsecond=0) + timedelta(minutes=1)
    last = too_late - timedelta(microseconds=1)

    assert access.actions_for(cast.staff, returned, at=last) == {"edit", "resend", "withdraw"}
    assert access.actions_for(cast.bureau, returned, at=last) == {"disqualify"}
    assert access.actions_for(cast.staff, returned, at=too_late) == {"withdraw"}
    assert access.actions_for(cast.bureau, returned, at=too_late) == {"reject", "disqualify"}


def test_a_post_that_is_over_gives_no_action_and_the_rights_pass_to_the_successor(cast):
    draft = factories.innovation("draft", edition=factories.edition())
    today = timezone.localdate(NOW)
    cast.staff.memberships.update(ends_on=today - timedelta(days=1))
    successor = factories.member("staff", cast.agency, starts_on=today)

    assert access.actions_for(type(cast.staff).objects.get(pk=cast.staff.pk), draft, at=NOW) == set()
    assert access.actions_for(successor, draft, at=NOW) == {"edit", "propose", "record", "withdraw"}


def test_require_says_not_you_before_not_now(cast):
    submitted = factories.innovation("submitted", edition=factories.edition(at_stage="screening"))

    access.require(cast.bureau, submitted, "accept", at=NOW)
    with pytest.raises(PermissionDenied):
        access.require(cast.staff, submitted, "accept", at=NOW)
    with pytest.raises(PermissionDenied):
        access.require(cast.staff, submitted, "submit", at=NOW)
    with pytest.raises(ValidationError):
        access.require(cast.coordinator, submitted, "submit", at=NOW)
    with pytest.raises(ValidationError):
        access.require(cast.staff, submitted, "edit", at=NOW)


@pytest.mark.parametrize("action", ["advance", "fall_back"])
def test_what_a_result_does_nobody_does_by_hand(cast, action):
    finalist = factories.innovation("finalist", edition=factories.edition(at_stage="field"))

    assert not any(access.may(getattr(cast, who), finalist, action, at=NOW) for who in EVERYBODY)


def test_an_action_belongs_to_the_same_people_at_every_status():
    owners = {}
    for moves in TRANSITIONS.values():
        for action, (_to, who) in moves.items():
            owners.setdefault(action, set()).add(who)

    assert {action: who for action, who in owners.items() if len(who) != 1} == {}
    assert owners["propose"] == {Who.STAFF}


def test_withdrawn_and_disqualified_are_final():
    assert set(Status) - set(TRANSITIONS) == {Status.WITHDRAWN, Status.DISQUALIFIED}


# May enter


def test_staff_begin_innovations_while_registration_is_open(cast):
    edition = factories.edition(at_stage="registration")

    may = {who for who in EVERYBODY if entering.may_enter(getattr(cast, who), edition, at=NOW)}

    assert may == {"staff", "colleague", "stranger", "provincial_staff"}


@pytest.mark.parametrize("at_stage", [None, "screening", "proposal", "closed"])
def test_nobody_begins_an_innovation_at_another_time(cast, at_stage):
    edition = factories.edition(at_stage=at_stage)

    assert not entering.may_enter(cast.staff, edition, at=NOW)


def test_nobody_begins_an_innovation_while_the_edition_is_suspended(cast):
    edition = factories.edition(at_stage="registration")
    edition.state = "suspended"

    assert not entering.may_enter(cast.staff, edition, at=NOW)


# Conflict of interest


def declare(person, **thing):
    Conflict.objects.create(
        user=person, kind="kin", reason="Kerabat", declared_by=person, declared_at=NOW, **thing
    )


@pytest.fixture
def submitted(cast):
    return factories.innovation(
        "submitted", edition=factories.edition(at_stage="screening"), partners=(cast.other_agency,)
    )


POSTS = {
    "staff of the owner": ("staff", "agency"),
    "staff of a sister agency": ("staff", "sister"),
    "staff of a partner": ("staff", "other_agency"),
    "coordinator of the government": ("coordinator", "government"),
    "coordinator of the partner's government": ("coordinator", "other_government"),
    "verifier employed by the owner": ("verifier", "agency"),
    "verifier employed by the government": ("verifier", "government"),
}


@pytest.fixture
def offices(cast):
    return {
        "agency": cast.agency,
        "sister": factories.agency("Puskesmas Wiradesa", "33.26"),
        "other_agency": cast.other_agency,
        "government": cast.agency.government,
        "other_government": cast.other_agency.government,
        "provincial": cast.provincial_agency,
        "elsewhere": factories.government("33.75"),
    }


@pytest.mark.parametrize("post", POSTS)
def test_a_post_near_the_innovation_is_a_conflict_by_rule_even_when_it_is_over(submitted, offices, post):
    role, office = POSTS[post]
    person = factories.member(role, offices[office], ends_on=date(2018, 12, 31))

    assert conflicts.in_conflict(person, submitted)
    assert person in conflicts.people_in_conflict(submitted)


@pytest.mark.parametrize(
    ("role", "office"),
    [("verifier", "elsewhere"), ("verifier", "provincial"), ("coordinator", "elsewhere"), ("bureau", None)],
)
def test_a_post_elsewhere_is_none(submitted, offices, role, office):
    person = factories.member(role, offices.get(office))

    assert not conflicts.in_conflict(person, submitted)
    assert person not in conflicts.people_in_conflict(submitted)


@pytest.mark.parametrize("thing", ["innovation", "agency", "partner", "government", "partner's government"])
def test_a_declared_conflict_takes_the_bureau_s_actions_away(cast, submitted, thing):
    assert access.actions_for(cast.bureau, submitted, at=NOW) == {
        "return_for_correction",
        "accept",
        "reject",
        "disqualify",
    }
    declare(
        cast.bureau,
        **{
            "innovation": {"innovation": submitted},
            "agency": {"agency": cast.agency},
            "partner": {"agency": cast.other_agency},
            "government": {"government": cast.agency.government},
            "partner's government": {"government": cast.other_agency.government},
        }[thing],
    )

    assert conflicts.in_conflict(cast.bureau, submitted)
    assert cast.bureau in conflicts.people_in_conflict(submitted)
    assert access.actions_for(cast.bureau, submitted, at=NOW) == set()
    assert access.actions_for(cast.bureau2, submitted, at=NOW) != set()
    with pytest.raises(PermissionDenied):
        access.require(cast.bureau, submitted, "accept", at=NOW)


def test_a_conflict_with_something_else_takes_nothing_away(cast, submitted):
    declare(cast.bureau, innovation=factories.innovation("submitted"))
    declare(cast.bureau, agency=cast.provincial_agency)
    declare(cast.bureau, government=factories.government("33.75"))

    assert not conflicts.in_conflict(cast.bureau, submitted)
    assert cast.bureau not in conflicts.people_in_conflict(submitted)


def test_a_member_of_the_bureau_who_was_staff_of_the_agency_decides_nothing_about_it(cast, submitted):
    assert access.actions_for(cast.bureau, submitted, at=NOW)

    factories.post(cast.bureau, "staff", cast.agency, **factories.FORMERLY)

    assert access.actions_for(cast.bureau, submitted, at=NOW) == set()


def test_the_actions_of_the_bureau_cost_a_question_about_conflicts_and_one_about_the_statement(
    cast, submitted, django_assert_num_queries
):
    innovations = type(submitted).objects.select_related("edition", "agency__government")
    innovation = innovations.prefetch_related("edition__stages").get(pk=submitted.pk)
    assert [post.role for post in cast.bureau.posts] == ["bureau"]

    with django_assert_num_queries(2):
        actions = access.actions_for(cast.bureau, innovation, at=NOW)

    assert actions == {"accept", "return_for_correction", "reject", "disqualify"}


def test_conflicts_of_a_list_are_found_with_one_query(cast, django_assert_num_queries):
    edition = factories.edition(at_stage="screening")
    theirs = [factories.innovation("submitted", edition=edition, agency=cast.other_agency) for _ in range(2)]
    partner = factories.innovation("submitted", edition=edition, partners=(cast.other_agency,))
    named = factories.innovation("submitted", edition=edition)
    factories.innovation("submitted", edition=edition)
    person = factories.member("verifier", cast.other_agency)
    declare(person, innovation=named)
    rows = list(Innovation.objects.all())
    assert person.posts

    with django_assert_num_queries(1):
        found = conflicts.innovations_in_conflict(person, rows)

    assert found == {row.pk for row in [*theirs, partner, named]}
