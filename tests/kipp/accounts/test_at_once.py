"""Two people at the same time, on two real connections: one wins, and the other gets a sentence."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from post_office.models import Email

from kipp.accounts import agencies, invitations
from kipp.accounts.models import Agency, Invitation, Membership, User
from kipp.lists.spreadsheets import SheetRow
from tests import factories
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2019, 5, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
def cast(transactional_db):
    return factories.cast()


def test_an_invitation_is_used_once(cast):
    invitation = invitations.invite(
        "baru@kipp.example", "Staf baru", "staff", agency=cast.agency, by=cast.bureau, at=AT
    )

    one, two = at_once(
        lambda: invitations.accept(
            invitation, code=invitation.code, password="kain-jlamprang", by=None, at=AT
        ),
        lambda: invitations.accept(
            invitation, code=invitation.code, password="kain-lain-sekali", by=None, at=AT
        ),
    )

    made = User.objects.get(email="baru@kipp.example")
    assert (one, type(two)) == (made, ValidationError)
    assert (made.check_password("kain-jlamprang"), Membership.objects.filter(user=made).count()) == (True, 1)


def test_an_invitation_that_is_being_revoked_is_not_used(cast):
    invitation = invitations.invite(
        "baru@kipp.example", "Staf baru", "staff", agency=cast.agency, by=cast.bureau, at=AT
    )

    one, two = at_once(
        lambda: invitations.revoke(invitation, by=cast.bureau, at=AT),
        lambda: invitations.accept(
            invitation, code=invitation.code, password="kain-jlamprang", by=None, at=AT
        ),
    )

    assert (one.revoked_at, type(two)) == (AT, ValidationError)
    assert not User.objects.filter(email="baru@kipp.example").exists()


def test_an_invitation_is_approved_once(cast):
    third = factories.member("bureau")
    invitation = invitations.invite("baru@kipp.example", "Auditor", "auditor", by=cast.bureau, at=AT)

    one, two = at_once(
        lambda: invitations.approve(invitation, by=cast.bureau2, at=AT),
        lambda: invitations.approve(invitation, by=third, at=AT),
    )

    assert (one.approved_by, type(two)) == (cast.bureau2, ValidationError)
    assert Email.objects.filter(to="baru@kipp.example").count() == 1


def test_what_is_being_taken_back_is_not_approved(cast):
    invitation = invitations.invite("baru@kipp.example", "Auditor", "auditor", by=cast.bureau, at=AT)

    one, two = at_once(
        lambda: invitations.revoke(invitation, by=cast.bureau, at=AT),
        lambda: invitations.approve(invitation, by=cast.bureau2, at=AT),
    )

    assert (one.revoked_at, type(two)) == (AT, ValidationError)


def test_of_two_invitations_to_one_address_one_makes_the_account(cast):
    one, two = (
        invitations.invite("baru@kipp.example", "Orang baru", role, **office, by=cast.bureau, at=AT)
        for role, office in (("verifier", {}), ("staff", {"agency": cast.agency}))
    )

    made, refused = at_once(
        lambda: invitations.accept(one, code=one.code, password="kain-jlamprang", by=None, at=AT),
        lambda: invitations.accept(two, code=two.code, password="kain-jlamprang", by=None, at=AT),
    )

    assert (made.email, type(refused)) == ("baru@kipp.example", ValidationError)
    assert [post.role for post in made.memberships.all()] == ["verifier"]


def test_two_posts_that_do_not_go_together_are_not_accepted_at_once(cast):
    government = cast.agency.government
    one, two = (
        invitations.invite(cast.nobody.email, "Orang", role, **office, by=cast.bureau, at=AT)
        for role, office in (("coordinator", {"government": government}), ("staff", {"agency": cast.agency}))
    )

    made, refused = at_once(
        lambda: invitations.accept(one, code=one.code, password=None, by=cast.nobody, at=AT),
        lambda: invitations.accept(two, code=two.code, password=None, by=cast.nobody, at=AT),
    )

    assert (made, type(refused)) == (cast.nobody, ValidationError)
    assert [post.role for post in made.memberships.all()] == ["coordinator"]


def test_an_agency_is_registered_once(cast):
    government = factories.government("33.26")

    one, two = at_once(
        lambda: agencies.register(government, "upp", "Puskesmas Wiradesa", by=cast.bureau, at=AT),
        lambda: agencies.register(government, "upp", "PUSKESMAS Wiradesa", by=cast.bureau2, at=AT),
    )

    assert (one.name, type(two)) == ("Puskesmas Wiradesa", ValidationError)
    assert Agency.objects.filter(name__iexact="Puskesmas Wiradesa").count() == 1


def test_a_list_is_imported_once(cast):
    agency = [SheetRow(2, {"government": "33.26", "name": "Puskesmas Wiradesa", "kind": "upp"})]

    numbers = at_once(
        lambda: agencies.import_all(agency, by=cast.bureau, at=AT),
        lambda: agencies.import_all(agency, by=cast.bureau2, at=AT),
    )

    assert numbers == (1, 0)
    assert Agency.objects.filter(name="Puskesmas Wiradesa").count() == 1


def test_a_second_click_invites_nobody_twice(cast):
    person = [SheetRow(2, {"name": "Siti", "email": "siti@kipp.example", "role": "verifier"})]

    numbers = at_once(
        lambda: invitations.import_all(person, by=cast.bureau, at=AT),
        lambda: invitations.import_all(person, by=cast.bureau, at=AT),
    )

    assert numbers == (1, 0)
    assert Invitation.objects.count() == 1


def test_an_agency_has_one_successor(cast):
    one, two = factories.agency("Puskesmas Satu"), factories.agency("Puskesmas Dua")

    first, second = at_once(
        lambda: agencies.succeed(cast.agency, one, AT.date(), by=cast.bureau, at=AT),
        lambda: agencies.succeed(cast.agency, two, AT.date(), by=cast.bureau2, at=AT),
    )

    assert (first.successor, type(second)) == (one, ValidationError)
