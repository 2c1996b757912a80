"""Who can sign in: no demo account outside the demo, and nobody without an invitation."""

import pytest
from django.contrib.auth import authenticate, get_user
from django.test import override_settings

from kipp.accounts.checks import no_demo_accounts
from kipp.accounts.signin import InvitationOnlyAdapter, PortalBackend
from tests import factories

pytestmark = pytest.mark.django_db


def sign_in(email, password=factories.PASSWORD):
    return authenticate(None, email=email, password=password)


def test_a_person_signs_in_by_e_mail_and_password_whatever_the_case_of_the_address(cast):
    assert sign_in(cast.staff.email) == cast.staff
    assert sign_in(cast.staff.email.upper()) == cast.staff
    assert sign_in(cast.staff.email, "wrong") is None


def test_an_account_that_is_not_active_is_not_signed_in():
    person = factories.user(is_active=False)

    assert sign_in(person.email) is None


def test_a_demo_account_signs_in_only_in_the_demo():
    person = factories.user(email="staf@kipp.test")

    assert sign_in(person.email) is None
    with override_settings(DEMO=True):
        assert sign_in(person.email) == person


def test_a_demo_account_that_was_signed_in_is_signed_out_when_the_demo_ends(client, rf):
    person = factories.user(email="staf@kipp.test")
    client.force_login(person)
    request = rf.get("/")
    request.session = client.session

    assert get_user(request).is_anonymous
    with override_settings(DEMO=True):
        assert get_user(request) == person


def test_a_signed_in_account_is_read_with_its_posts_in_one_query(django_assert_num_queries):
    person = factories.member("staff", factories.agency())
    factories.post(person, "verifier", **factories.FORMERLY)

    with django_assert_num_queries(1):
        found = PortalBackend().get_user(person.pk)
        posts = [(post.role, post.office_government and post.office_government.code) for post in found.posts]

    assert (found, posts) == (person, [("verifier", None), ("staff", "33.26")])


def test_an_account_without_posts_costs_a_second_query(django_assert_num_queries):
    person = factories.user()

    with django_assert_num_queries(2):
        assert PortalBackend().get_user(person.pk) == person
    assert PortalBackend().get_user(0) is None


def test_a_closed_account_with_posts_does_not_stay_signed_in():
    person = factories.member("bureau")
    assert PortalBackend().get_user(person.pk) == person

    person.is_active = False
    person.save()

    assert PortalBackend().get_user(person.pk) is None


def test_accounts_are_made_by_invitation_only(rf):
    assert InvitationOnlyAdapter().is_open_for_signup(rf.get("/")) is False


def test_active_demo_accounts_are_reported_outside_the_demo():
    factories.user(email="staf@kipp.test")
    factories.user(email="mantan@kipp.test", is_active=False)

    assert [error.id for error in no_demo_accounts()] == ["accounts.E001"]
    with override_settings(DEMO=True):
        assert no_demo_accounts() == []


def test_a_portal_without_active_demo_accounts_is_in_order(cast):
    factories.user(email="mantan@kipp.test", is_active=False)

    assert no_demo_accounts() == []
