"""The deeds about invitations: invite, approve, refuse, accept, revoke; and the operator's first two."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from post_office.models import Email

from kipp.accounts import agencies, independence, invitations
from kipp.accounts.models import Invitation, Membership, Notice, User
from tests import factories
from tests.expectations import actions, recorded, refused

pytestmark = pytest.mark.django_db

AT = datetime(2019, 5, 4, 3, 0, tzinfo=UTC)
TODAY, YESTERDAY = date(2019, 5, 4), date(2019, 5, 3)
TOMORROW = AT + timedelta(days=1)
# Of the staff of an agency; its own coordinator may.
WRONG_PEOPLE = ["staff", "other_coordinator", "verifier", "auditor", "nobody"]


def invite(cast, role="staff", email="Baru@kipp.example ", **fields):
    office = {"agency": cast.agency} if role == "staff" else {}
    return invitations.invite(email, "Staf baru", role, **{**office, "by": cast.bureau, "at": AT, **fields})


def accept(invitation, *, by=None, code=None, at=AT):
    password = None if by else "kain-jlamprang"
    return invitations.accept(
        invitation, code=invitation.code if code is None else code, password=password, by=by, at=at
    )


def said(caught):
    """The sentence of a refusal."""
    return " ".join(caught.value.messages)


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
        "approved_at": None,
        "approved_by_id": None,
        "revoked_at": None,
        "wrong_codes": 0,
        "shown_code": "",
    }
    assert recorded(made) == [("invite", cast.bureau.pk, AT, {"role": "staff"})]


def test_the_link_goes_to_the_invited_address(cast):
    made = invite(cast)

    mail = Email.objects.get()
    assert mail.to == ["baru@kipp.example"]
    assert made.get_absolute_url() in mail.message


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

    made = invitations.accept(invitation, code=invitation.code, password="kain-jlamprang", by=None, at=later)

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
        ("accept_invitation", made.pk, later, {"role": "staff", "user": made.pk, "code": "mailed"})
    ]


def test_whoever_has_an_account_accepts_while_signed_in(cast):
    known = factories.user(email="baru@kipp.example", name="Nama lama")
    invitation = invite(cast, "verifier")

    accepted = invitations.accept(invitation, code=invitation.code, password=None, by=known, at=AT)

    assert (accepted, User.objects.filter(email="baru@kipp.example").count()) == (known, 1)
    assert [post.role for post in Membership.objects.filter(user=known)] == ["verifier"]
    known.refresh_from_db()
    assert (known.name, known.check_password(factories.PASSWORD)) == ("Nama lama", True)


@pytest.mark.parametrize("who", ["visitor", "somebody else"])
def test_the_account_of_an_address_is_not_given_a_post_by_whoever_holds_the_link(cast, who):
    factories.user(email="baru@kipp.example")
    invitation = invite(cast)

    with refused(ValidationError):
        invitations.accept(
            invitation,
            code=invitation.code,
            password="kain-jlamprang",
            by=None if who == "visitor" else cast.nobody,
            at=AT,
        )


def test_an_invitation_is_used_once(cast):
    invitation = invite(cast)
    invitations.accept(invitation, code=invitation.code, password="kain-jlamprang", by=None, at=AT)
    stale = Invitation.objects.get(pk=invitation.pk)
    stale.accepted_at = None

    with refused(ValidationError):
        invitations.accept(stale, code=stale.code, password="kain-jlamprang", by=None, at=AT)


def test_an_invitation_is_used_within_fourteen_days(cast):
    first, second = invite(cast), invite(cast, agency=factories.agency())
    last_moment = AT + timedelta(days=14) - timedelta(microseconds=1)

    assert invitations.accept(first, code=first.code, password="kain-jlamprang", by=None, at=last_moment)
    with refused(ValidationError):
        invitations.accept(
            second,
            code=second.code,
            password=None,
            by=User.objects.get(email="baru@kipp.example"),
            at=AT + timedelta(days=14),
        )


def test_a_post_that_is_held_already_is_not_given_again(cast):
    known = factories.user(email="baru@kipp.example")
    factories.post(known, "staff", cast.agency)
    invitation = invite(cast)

    with refused(ValidationError):
        invitations.accept(invitation, code=invitation.code, password=None, by=known, at=AT)


def test_a_post_at_another_agency_stands_beside_the_one_held(cast):
    known = factories.user(email="baru@kipp.example")
    factories.post(known, "staff", cast.other_agency)

    accept(invite(cast), by=known)

    assert Membership.objects.filter(user=known).count() == 2


def test_a_post_that_was_given_up_can_be_held_again(cast):
    known = factories.user(email="baru@kipp.example")
    factories.post(known, "staff", cast.agency, ends_on=TODAY - timedelta(days=1))

    accept(invite(cast), by=known)

    assert list(Membership.objects.filter(user=known).values_list("ends_on", flat=True)) == [
        TODAY - timedelta(days=1),
        None,
    ]


# Revoke


def test_the_bureau_revokes_an_invitation_before_it_is_used(cast):
    invitation = invite(cast)

    revoked = invitations.revoke(invitation, by=cast.bureau2, at=AT)

    assert revoked.revoked_at == AT
    assert recorded(invitation)[1:] == [("revoke_invitation", cast.bureau2.pk, AT, {})]
    with refused(ValidationError):
        invitations.accept(invitation, code=invitation.code, password="kain-jlamprang", by=None, at=AT)


def test_nobody_else_revokes(cast):
    invitation = invite(cast)

    for who in WRONG_PEOPLE:
        with refused(PermissionDenied):
            invitations.revoke(invitation, by=getattr(cast, who), at=AT)


def test_a_used_a_revoked_and_an_old_invitation_are_not_revoked(cast):
    used, revoked, old = (invite(cast, role) for role in ("staff", "verifier", "auditor"))
    invitations.accept(used, code=used.code, password="kain-jlamprang", by=None, at=AT)
    invitations.revoke(revoked, by=cast.bureau, at=AT)

    for invitation, moment in ((used, AT), (revoked, AT), (old, AT + timedelta(days=14))):
        with refused(ValidationError):
            invitations.revoke(invitation, by=cast.bureau, at=moment)


# The code


@pytest.mark.parametrize("has_account", [False, True])
@pytest.mark.parametrize("code", ["", "000000", "another's"])
def test_without_the_code_of_the_mail_nobody_gets_a_post(cast, code, has_account):
    invitation, other = invite(cast), invite(cast, email="lain@kipp.example")
    owner = factories.user(email="baru@kipp.example") if has_account else None

    with refused(ValidationError):
        accept(invitation, by=owner, code=other.code if code == "another's" else code)

    assert accept(invitation, by=owner).email == "baru@kipp.example"


def test_an_address_is_verified_by_the_code_that_was_mailed_to_it(cast):
    known = factories.user(email="baru@kipp.example")
    EmailAddress.objects.create(user=known, email=known.email, primary=True, verified=False)

    accept(invite(cast), by=known)

    assert EmailAddress.objects.get().verified


# The code that a coordinator is shown


def test_a_coordinator_is_shown_a_code_once_of_which_a_hash_is_kept(cast):
    invitation = invite(cast, by=cast.coordinator)

    code = invitations.show_code(invitation, by=cast.coordinator, at=AT)

    invitation.refresh_from_db()
    assert (len(code), code.isdigit(), code in invitation.shown_code) == (8, True, False)
    assert (invitation.is_shown_code(code), invitation.is_mailed_code(code)) == (True, False)
    assert recorded(invitation)[1:] == [("show_code", cast.coordinator.pk, AT, {})]
    with refused(ValidationError):
        invitations.show_code(invitation, by=cast.coordinator, at=AT)


def test_it_makes_an_account_whose_mailbox_is_told_and_not_taken_as_proven(cast):
    invitation = invite(cast, by=cast.coordinator)
    code = invitations.show_code(invitation, by=cast.coordinator, at=AT)

    made = accept(invitation, code=code)

    assert [(post.role, post.agency) for post in made.memberships.all()] == [("staff", cast.agency)]
    assert list(EmailAddress.objects.values_list("user", "verified", "primary")) == [(made.pk, False, True)]
    mail = Email.objects.get(to="baru@kipp.example", subject="Sebuah akun dibuat dengan alamat Anda")
    assert cast.coordinator.name in mail.message
    assert cast.agency.name in mail.message
    assert "/accounts/password/reset/" in mail.message
    assert recorded(invitation)[-1] == (
        "accept_invitation",
        made.pk,
        AT,
        {"role": "staff", "user": made.pk, "code": "shown"},
    )


def test_an_account_that_was_made_by_the_code_of_the_mail_is_not_told_of(cast):
    invitation = invite(cast, by=cast.coordinator)
    invitations.show_code(invitation, by=cast.coordinator, at=AT)

    accept(invitation)

    assert (Email.objects.count(), Notice.objects.count()) == (1, 0)


def test_it_gives_no_post_to_an_account_that_is_there_already(cast):
    invitation = invite(cast, by=cast.coordinator)
    second = invite(cast, agency=factories.agency(), by=cast.coordinator)
    code = invitations.show_code(invitation, by=cast.coordinator, at=AT)
    known = accept(second)

    with refused(ValidationError):
        accept(invitation, by=known, code=code)


def test_none_is_shown_for_an_address_with_an_account(cast):
    invitation = invite(cast, by=cast.coordinator, email=cast.nobody.email)

    assert invitations.show_code(invitation, by=cast.coordinator, at=AT) == ""
    assert actions(invitation) == ["invite"]


def test_it_is_worth_nothing_when_its_coordinator_is_one_no_more(cast):
    invitation = invite(cast, by=cast.coordinator)
    code = invitations.show_code(invitation, by=cast.coordinator, at=AT)
    cast.coordinator.memberships.update(ends_on=TODAY)

    with refused(ValidationError):
        accept(invitation, code=code, at=TOMORROW)

    assert accept(invitation, at=TOMORROW)


@pytest.mark.parametrize("who", ["bureau", "other_coordinator", "staff", "second coordinator"])
def test_nobody_but_the_coordinator_who_invited_is_shown_a_code(cast, who):
    second = factories.member("coordinator", cast.agency.government)
    invitation = invite(cast, by=cast.bureau if who == "bureau" else cast.coordinator)

    with refused(PermissionDenied):
        person = second if who == "second coordinator" else getattr(cast, who)
        invitations.show_code(invitation, by=person, at=AT)


# By two


@pytest.mark.parametrize("role", ["bureau", "auditor"])
def test_these_posts_wait_for_a_second_member_of_the_bureau_before_anybody_is_written_to(cast, role):
    conflicted = factories.member("bureau")

    invitation = invite(cast, role)

    told = {cast.bureau2.email, conflicted.email}
    assert {mail.to[0] for mail in Email.objects.all()} == told
    assert set(Notice.objects.values_list("user__email", "event", "url")) == {
        (email, "invitation_to_approve", f"/bureau/people/invitations/{invitation.pk}/") for email in told
    }
    secrets = (invitation.code, invitation.get_absolute_url())
    assert not any(secret in mail.message for secret in secrets for mail in Email.objects.all())
    assert (invitation.is_waiting(AT), invitation.works(AT)) == (True, False)
    with refused(ValidationError):
        accept(invitation)


def test_approved_it_is_mailed_and_works_for_two_weeks_from_then_on(cast):
    invitation, later = invite(cast, "bureau"), AT + timedelta(days=13)

    invitations.approve(invitation, by=cast.bureau2, at=later)

    invitation.refresh_from_db()
    assert (invitation.approved_by, invitation.approved_at) == (cast.bureau2, later)
    assert invitation.expires_at == later + timedelta(days=14)
    assert invitation.code in Email.objects.get(to="baru@kipp.example").message
    assert recorded(invitation)[1:] == [
        ("approve_invitation", cast.bureau2.pk, later, {"role": "bureau", "asked_by": cast.bureau.pk})
    ]
    assert accept(invitation, at=later).memberships.get().role == "bureau"


def test_what_nobody_approves_in_two_weeks_is_too_old(cast):
    invitation = invite(cast, "bureau")

    with refused(ValidationError):
        invitations.approve(invitation, by=cast.bureau2, at=AT + timedelta(days=14))


def test_whoever_invited_does_not_approve(cast):
    invitation = invite(cast, "bureau")

    with refused(ValidationError) as caught:
        invitations.approve(invitation, by=cast.bureau, at=AT)

    assert said(caught).startswith("Anda yang mengundang orang ini")


def test_nobody_approves_what_is_for_their_own_address(cast):
    invitation = invite(cast, "bureau")
    Invitation.objects.update(email=cast.bureau2.email)
    invitation.refresh_from_db()

    with refused(ValidationError):
        invitations.approve(invitation, by=cast.bureau2, at=AT)


@pytest.mark.parametrize("deed", [invitations.approve, invitations.refuse])
def test_nobody_outside_of_the_bureau_decides(cast, deed):
    invitation = invite(cast, "auditor")

    for who in [*WRONG_PEOPLE, "coordinator"]:
        with refused(PermissionDenied):
            deed(invitation, by=getattr(cast, who), at=AT)


@pytest.mark.parametrize("deed", [invitations.approve, invitations.refuse])
@pytest.mark.parametrize("case", ["approved", "refused", "taken back", "staff"])
def test_what_is_decided_or_takes_no_two_is_not_decided(cast, deed, case):
    invitation = invite(cast, "staff" if case == "staff" else "auditor")
    if case == "approved":
        invitations.approve(invitation, by=cast.bureau2, at=AT)
    elif case == "refused":
        invitations.refuse(invitation, by=cast.bureau2, at=AT)
    elif case == "taken back":
        invitations.revoke(invitation, by=cast.bureau, at=AT)

    third = factories.member("bureau")
    with refused(ValidationError):
        deed(invitation, by=third, at=AT)


def test_refused_it_is_worth_nothing_and_whoever_invited_is_told(cast):
    invitation = invite(cast, "auditor")

    invitations.refuse(invitation, by=cast.bureau2, at=AT)

    invitation.refresh_from_db()
    assert (invitation.revoked_at, invitation.approved_at) == (AT, None)
    assert list(Notice.objects.filter(user=cast.bureau).values_list("event", flat=True)) == [
        "invitation_refused"
    ]
    assert actions(invitation) == ["invite", "refuse_invitation"]
    assert not Email.objects.filter(to="baru@kipp.example").exists()


def test_whoever_invited_takes_it_back_and_does_not_refuse_it(cast):
    invitation = invite(cast, "auditor")

    with refused(ValidationError):
        invitations.refuse(invitation, by=cast.bureau, at=AT)

    assert invitations.revoke(invitation, by=cast.bureau, at=AT).revoked_at == AT


# Nobody appoints themselves


def test_nobody_invites_their_own_address(cast):
    for by, role in ((cast.bureau, "bureau"), (cast.coordinator, "staff")):
        with refused(ValidationError):
            invite(cast, role, email=f" {by.email.upper()}", by=by)


@pytest.mark.parametrize("who", ["inviter", "approver"])
def test_nobody_accepts_what_they_gave(cast, who):
    invitation = invite(cast, "auditor")
    invitations.approve(invitation, by=cast.bureau2, at=AT)
    giver = cast.bureau if who == "inviter" else cast.bureau2
    giver.memberships.update(ends_on=YESTERDAY)
    Invitation.objects.update(email=giver.email)
    invitation.refresh_from_db()

    with refused(ValidationError):
        accept(invitation, by=giver)


# Posts that do not go together

APART = [
    ("bureau", "auditor"),
    ("bureau", "verifier"),
    ("bureau", "staff"),
    ("bureau", "coordinator"),
    ("auditor", "verifier"),
    ("auditor", "staff"),
    ("auditor", "coordinator"),
    ("verifier", "staff"),
    ("verifier", "coordinator"),
    ("staff", "coordinator"),
]
ORDERED = [*APART, *((two, one) for one, two in APART)]


def office(cast, role):
    """The office of a role, in Kabupaten Pekalongan."""
    offices = {"staff": {"agency": cast.agency}, "coordinator": {"government": cast.agency.government}}
    return offices.get(role, {})


def holder(cast, role, **dates):
    person = factories.user(email="baru@kipp.example")
    factories.post(person, role, next(iter(office(cast, role).values()), None), **dates)
    return person


@pytest.mark.parametrize(("held", "wanted"), ORDERED)
def test_nobody_is_invited_to_a_post_that_does_not_go_with_theirs(cast, held, wanted):
    person = holder(cast, held)

    with refused(ValidationError) as caught:
        invite(cast, wanted, **office(cast, wanted))

    assert person.name in said(caught)


@pytest.mark.parametrize(("held", "wanted"), ORDERED)
def test_nobody_accepts_a_post_that_does_not_go_with_theirs(cast, held, wanted):
    invitation = invite(cast, wanted, **office(cast, wanted))
    if invitation.is_to_be_approved:
        invitations.approve(invitation, by=cast.bureau2, at=AT)
    person = holder(cast, held)

    with refused(ValidationError):
        accept(invitation, by=person)


def test_what_does_not_go_together_any_more_is_not_approved(cast):
    invitation = invite(cast, "auditor")
    holder(cast, "verifier")

    with refused(ValidationError):
        invitations.approve(invitation, by=cast.bureau2, at=AT)


def test_a_post_that_ends_today_stands_in_the_way_until_tomorrow(cast):
    person = holder(cast, "staff", ends_on=TODAY)
    invitation = invite(cast, "verifier")

    with refused(ValidationError):
        accept(invitation, by=person)

    assert accept(invitation, by=person, at=TOMORROW) == person


def test_a_coordinator_may_be_staff_in_another_government(cast):
    person = holder(cast, "coordinator")

    assert accept(invite(cast, agency=cast.other_agency), by=person) == person


def test_staff_are_not_moved_into_an_agency_of_the_government_that_they_coordinate(cast):
    successor = factories.agency("Puskesmas Baru")
    factories.post(cast.staff, "coordinator", cast.agency.government)

    with refused(ValidationError):
        agencies.succeed(cast.agency, successor, TODAY, by=cast.bureau, at=AT)

    assert agencies.succeed(cast.agency, successor, TODAY, move_staff=False, by=cast.bureau, at=AT)


# Who decides together


def into_the_bureau(cast, *, by, second, email="baru@kipp.example"):
    """Return a member of the bureau whom one has invited and another approved."""
    invitation = invite(cast, "bureau", email=email, by=by)
    invitations.approve(invitation, by=second, at=AT)
    return accept(invitation)


def test_who_invited_and_who_was_invited_do_not_approve_for_each_other(cast):
    made = into_the_bureau(cast, by=cast.bureau, second=cast.bureau2)
    theirs, own = (
        invite(cast, "auditor", "x@kipp.example"),
        invite(cast, "auditor", "y@kipp.example", by=made),
    )

    for invitation, second in ((theirs, made), (own, cast.bureau)):
        with refused(ValidationError) as caught:
            invitations.approve(invitation, by=second, at=AT)
        assert cast.bureau2.name in said(caught)

    assert invitations.approve(theirs, by=cast.bureau2, at=AT).approved_by == cast.bureau2
    assert invitations.approve(own, by=cast.bureau2, at=AT).approved_by == cast.bureau2


def test_where_nobody_else_could_decide_the_operator_is_named(cast):
    made = into_the_bureau(cast, by=cast.bureau, second=cast.bureau2)
    cast.bureau2.memberships.update(ends_on=TODAY)

    sentence = independence.obstacle_of_second(cast.bureau, made, at=TOMORROW)

    assert "pengelola portal" in sentence
    assert cast.bureau.name in sentence
    assert independence.obstacle_of_second(made, cast.bureau, at=TOMORROW)
    assert independence.obstacle_of_second(made, cast.bureau2, at=AT) == ""


# Without mail


def test_without_mail_nobody_is_invited_in_the_browser(cast, settings):
    settings.EMAIL_HOST = ""

    for role, by in (("staff", cast.bureau), ("staff", cast.coordinator), ("auditor", cast.bureau)):
        with refused(ValidationError):
            invite(cast, role, by=by)

    settings.DEMO = True
    assert invite(cast).works(AT)


# The first two


def first(email="pertama@kipp.example", at=AT):
    return invitations.invite_first(email, "Anggota pertama", at=at)


def test_the_operator_invites_two_and_no_third(db):
    one, two = first(), first("kedua@kipp.example")

    assert recorded(one) == [("invite", None, AT, {"role": "bureau"})]
    assert (one.works(AT), two.works(AT)) == (True, True)
    with refused(ValidationError):
        first("ketiga@kipp.example")
    accept(one)
    accept(two)
    with refused(ValidationError):
        first("ketiga@kipp.example")


def test_the_same_address_is_invited_again_and_the_earlier_invitation_revoked(db):
    one = first()
    first("kedua@kipp.example")

    again = first(" Pertama@kipp.example")

    one.refresh_from_db()
    assert (one.revoked_at, again.works(AT)) == (AT, True)
    assert actions(one) == ["invite", "revoke_invitation"]


def test_a_mistyped_address_is_replaced(db):
    wrong = first("salah@kipp.example")
    first("kedua@kipp.example")
    with refused(ValidationError):
        invitations.invite_first("benar@kipp.example", "Benar", instead_of="lain@kipp.example", at=AT)

    right = invitations.invite_first("benar@kipp.example", "Benar", instead_of="Salah@kipp.example", at=AT)

    wrong.refresh_from_db()
    assert (wrong.revoked_at, right.works(AT)) == (AT, True)


def test_the_operator_helps_again_where_no_two_can_decide_together(cast):
    made = into_the_bureau(cast, by=cast.bureau, second=cast.bureau2)
    with refused(ValidationError):
        first(at=AT)
    cast.bureau2.memberships.update(ends_on=TODAY)

    third = accept(first(at=TOMORROW), at=TOMORROW)

    assert independence.obstacle_of_second(made, third, at=TOMORROW) == ""
    with refused(ValidationError):
        first("lagi@kipp.example", at=TOMORROW)
