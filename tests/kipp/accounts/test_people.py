"""The deeds about people: invite, accept, revoke, end a post."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from post_office.models import Email

from kipp.accounts import people
from kipp.accounts.coordinators import short_of_coordinators
from kipp.accounts.models import Invitation, Membership, User
from tests import factories
from tests.expectations import actions, recorded, refused

pytestmark = pytest.mark.django_db

AT = datetime(2019, 5, 4, 3, 0, tzinfo=UTC)
TODAY = date(2019, 5, 4)
# Of the staff of an agency; its own coordinator may.
WRONG_PEOPLE = ["staff", "other_coordinator", "verifier", "auditor", "nobody"]


def invite(cast, role="staff", **fields):
    office = {"agency": cast.agency} if role == "staff" else {}
    return people.invite(
        "Baru@kipp.example ", "Staf baru", role, **{**office, "by": cast.bureau, "at": AT, **fields}
    )


# Invite


def test_the_bureau_invites_somebody_to_a_post(cast):
    made = invite(cast, letter="SK 821/7/2019")

    row = Invitation.objects.values().get()
    assert row == {
        "id": made.pk,
        "email": "baru@kipp.example",
        "name": "Staf baru",
        "role": "staff",
        "government_id": None,
        "agency_id": cast.agency.pk,
        "letter": "SK 821/7/2019",
        "invited_by_id": cast.bureau.pk,
        "invited_at": AT,
        "expires_at": AT + timedelta(days=14),
        "accepted_at": None,
        "accepted_by_id": None,
        "revoked_at": None,
        "wrong_codes": 0,
    }
    assert recorded(made) == [("invite", cast.bureau.pk, AT, {"role": "staff"})]


def test_the_link_goes_to_the_invited_address(cast):
    made = invite(cast)

    mail = Email.objects.get()
    assert mail.to == ["baru@kipp.example"]
    assert made.get_absolute_url() in mail.message


def test_the_first_member_of_a_bureau_is_invited_by_nobody_from_the_command_line(db):
    made = people.invite("pertama@kipp.example", "Anggota pertama", "bureau", by=None, at=AT)

    assert recorded(made) == [("invite", None, AT, {"role": "bureau"})]


def test_nobody_else_invites(cast):
    for who in WRONG_PEOPLE:
        with refused(PermissionDenied):
            invite(cast, by=getattr(cast, who))


def test_a_former_member_of_the_bureau_invites_nobody(cast):
    former = factories.member("bureau", ends_on=TODAY - timedelta(days=1))

    with refused(PermissionDenied):
        invite(cast, by=former)


# Accept


def test_a_new_person_accepts_with_a_password(cast):
    invitation = invite(cast, letter="SK 821/7/2019")
    later = AT + timedelta(days=2)

    made = people.accept(invitation, password="kain-jlamprang", by=None, at=later)

    assert (made.email, made.name, made.is_active) == ("baru@kipp.example", "Staf baru", True)
    assert made.check_password("kain-jlamprang")
    assert list(
        made.memberships.values_list("role", "agency", "government", "letter", "starts_on", "ends_on")
    ) == [("staff", cast.agency.pk, None, "SK 821/7/2019", date(2019, 5, 6), None)]
    assert list(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == [
        (made.pk, "baru@kipp.example", True, True)
    ]
    invitation.refresh_from_db()
    assert (invitation.accepted_at, invitation.accepted_by) == (later, made)
    assert recorded(invitation)[1:] == [
        ("accept_invitation", made.pk, later, {"role": "staff", "user": made.pk})
    ]


def test_whoever_has_an_account_accepts_while_signed_in(cast):
    known = factories.user(email="baru@kipp.example", name="Nama lama")
    invitation = invite(cast, "bureau")

    accepted = people.accept(invitation, password=None, by=known, at=AT)

    assert (accepted, User.objects.filter(email="baru@kipp.example").count()) == (known, 1)
    assert [post.role for post in Membership.objects.filter(user=known)] == ["bureau"]
    known.refresh_from_db()
    assert (known.name, known.check_password(factories.PASSWORD)) == ("Nama lama", True)


@pytest.mark.parametrize("who", ["visitor", "somebody else"])
def test_the_account_of_an_address_is_not_given_a_post_by_whoever_holds_the_link(cast, who):
    factories.user(email="baru@kipp.example")
    invitation = invite(cast, "bureau")

    with refused(ValidationError):
        people.accept(
            invitation,
            password="kain-jlamprang",
            by=None if who == "visitor" else cast.nobody,
            at=AT,
        )


def test_an_invitation_is_used_once(cast):
    invitation = invite(cast)
    people.accept(invitation, password="kain-jlamprang", by=None, at=AT)
    stale = Invitation.objects.get(pk=invitation.pk)
    stale.accepted_at = None

    with refused(ValidationError):
        people.accept(stale, password="kain-jlamprang", by=None, at=AT)


def test_an_invitation_is_used_within_fourteen_days(cast):
    first, second = invite(cast, "bureau"), invite(cast)
    last_moment = AT + timedelta(days=14) - timedelta(microseconds=1)

    assert people.accept(first, password="kain-jlamprang", by=None, at=last_moment)
    with refused(ValidationError):
        people.accept(
            second,
            password=None,
            by=User.objects.get(email="baru@kipp.example"),
            at=AT + timedelta(days=14),
        )


def test_a_post_that_is_held_already_is_not_given_again(cast):
    known = factories.user(email="baru@kipp.example")
    factories.post(known, "staff", cast.agency)
    invitation = invite(cast)

    with refused(ValidationError):
        people.accept(invitation, password=None, by=known, at=AT)


def test_a_post_at_another_agency_stands_beside_the_one_held(cast):
    known = factories.user(email="baru@kipp.example")
    factories.post(known, "staff", cast.other_agency)

    people.accept(invite(cast), password=None, by=known, at=AT)

    assert Membership.objects.filter(user=known).count() == 2


def test_a_post_that_was_given_up_can_be_held_again(cast):
    known = factories.user(email="baru@kipp.example")
    factories.post(known, "staff", cast.agency, ends_on=TODAY - timedelta(days=1))

    people.accept(invite(cast), password=None, by=known, at=AT)

    assert list(Membership.objects.filter(user=known).values_list("ends_on", flat=True)) == [
        TODAY - timedelta(days=1),
        None,
    ]


# Revoke


def test_the_bureau_revokes_an_invitation_before_it_is_used(cast):
    invitation = invite(cast)

    revoked = people.revoke(invitation, by=cast.bureau2, at=AT)

    assert revoked.revoked_at == AT
    assert recorded(invitation)[1:] == [("revoke_invitation", cast.bureau2.pk, AT, {})]
    with refused(ValidationError):
        people.accept(invitation, password="kain-jlamprang", by=None, at=AT)


def test_nobody_else_revokes(cast):
    invitation = invite(cast)

    for who in WRONG_PEOPLE:
        with refused(PermissionDenied):
            people.revoke(invitation, by=getattr(cast, who), at=AT)


def test_a_used_a_revoked_and_an_old_invitation_are_not_revoked(cast):
    used, revoked, old = (invite(cast, role) for role in ("staff", "bureau", "auditor"))
    people.accept(used, password="kain-jlamprang", by=None, at=AT)
    people.revoke(revoked, by=cast.bureau, at=AT)

    for invitation, moment in ((used, AT), (revoked, AT), (old, AT + timedelta(days=14))):
        with refused(ValidationError):
            people.revoke(invitation, by=cast.bureau, at=moment)


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


def test_a_member_of_the_bureau_may_end_another_post_of_their_own(cast):
    other = factories.post(cast.bureau, "staff", cast.other_agency)

    assert people.end_post(other, by=cast.bureau, at=AT).ends_on == TODAY


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
    assert people.revoke(invitation, by=cast.coordinator, at=AT).revoked_at == AT


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
