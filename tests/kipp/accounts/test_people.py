"""The deeds about posts that are held: end one, hand it over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kipp.accounts import invitations, people
from kipp.accounts.coordinators import short_of_coordinators
from kipp.accounts.models import User
from tests import factories
from tests.expectations import actions, recorded, refused

pytestmark = pytest.mark.django_db

AT = datetime(2019, 5, 4, 3, 0, tzinfo=UTC)
TODAY = date(2019, 5, 4)
# Of the staff of an agency; its own coordinator may.
WRONG_PEOPLE = ["staff", "other_coordinator", "verifier", "auditor", "nobody"]


def invite(cast, role="staff", **fields):
    office = {"agency": cast.agency} if role == "staff" else {}
    return invitations.invite(
        "Baru@kipp.example ", "Staf baru", role, **{**office, "by": cast.bureau, "at": AT, **fields}
    )


# End a post


def test_the_bureau_ends_a_post_with_today_as_its_last_day(cast):
    held = cast.staff.memberships.get()

    people.end_post(held, by=cast.bureau, at=AT)

    held.refresh_from_db()
    assert held.ends_on == TODAY
    assert recorded(held) == [("end_post", cast.bureau.pk, AT, {"user": cast.staff.pk, "role": "staff"})]
    later = User.objects.get(pk=cast.staff.pk)
    assert (len(later.posts_on(TODAY)), later.posts_on(TODAY + timedelta(days=1))) == (1, [])


def test_nobody_else_ends_a_post(cast):
    for who in WRONG_PEOPLE:
        with refused(PermissionDenied):
            people.end_post(cast.colleague.memberships.get(), by=getattr(cast, who), at=AT)


def test_nobody_ends_their_own_post_in_the_bureau(cast):
    own = cast.bureau.memberships.get()

    with refused(ValidationError):
        people.end_post(own, by=cast.bureau, at=AT)

    assert people.end_post(own, by=cast.bureau2, at=AT).ends_on == TODAY


@pytest.mark.parametrize(
    "dates",
    [{"ends_on": TODAY - timedelta(days=1)}, {"starts_on": TODAY + timedelta(days=1)}],
    ids=["past", "coming"],
)
def test_a_post_that_is_not_held_now_is_not_ended(cast, dates):
    other = factories.member("auditor", **dates).memberships.get()

    with refused(ValidationError):
        people.end_post(other, by=cast.bureau, at=AT)


# What a coordinator appoints


def test_a_coordinator_invites_and_ends_the_staff_of_their_own_government(cast):
    invitation = invite(cast, by=cast.coordinator)
    ended = people.end_post(cast.colleague.memberships.get(), by=cast.coordinator, at=AT)

    assert (invitation.invited_by, invitation.agency) == (cast.coordinator, cast.agency)
    assert ended.ends_on == TODAY
    assert invitations.revoke(invitation, by=cast.coordinator, at=AT).revoked_at == AT


@pytest.mark.parametrize("role", ["bureau", "auditor", "verifier", "coordinator"])
def test_a_coordinator_appoints_nobody_but_staff(cast, role):
    office = {"government": cast.agency.government} if role == "coordinator" else {}

    with refused(PermissionDenied):
        invite(cast, role, **office, by=cast.coordinator)
    with refused(PermissionDenied):
        people.end_post(cast.coordinator.memberships.get(), by=cast.coordinator, at=AT)


def test_a_verifier_whom_an_agency_employs_is_not_the_coordinator_s_to_appoint(cast):
    verifier = factories.post(factories.user(), "verifier", cast.agency)

    with refused(PermissionDenied):
        invite(cast, "verifier", agency=cast.agency, by=cast.coordinator)
    with refused(PermissionDenied):
        people.end_post(verifier, by=cast.coordinator, at=AT)


def test_a_post_is_handed_over_and_the_successor_invited(cast):
    post = cast.staff.memberships.get()

    invitation = people.hand_over(post, email="x@kipp.example", name="Pengganti", by=cast.coordinator, at=AT)

    post.refresh_from_db()
    assert (post.ends_on, invitation.agency, invitation.role) == (TODAY, cast.agency, "staff")
    assert (actions(post), actions(invitation)) == (["end_post"], ["invite"])


def test_a_post_that_is_over_is_not_handed_over(cast):
    post = factories.post(factories.user(), "staff", cast.agency, ends_on=TODAY - timedelta(days=1))

    with refused(ValidationError):
        people.hand_over(post, email="x@kipp.example", name="Pengganti", by=cast.coordinator, at=AT)


def test_a_government_with_fewer_than_two_coordinators_is_short(cast):
    government, other = cast.agency.government, cast.other_agency.government

    def short(*among):
        return {one.name: one.coordinators for one in short_of_coordinators(among or None, at=AT)}

    assert short() == {government.name: 1, other.name: 1}
    second = factories.member("coordinator", government)
    factories.member("coordinator", other, ends_on=TODAY - timedelta(days=1))
    assert (short(), short(government)) == ({other.name: 1}, {})
    second.is_active = False
    second.save()
    assert short(government) == {government.name: 1}
