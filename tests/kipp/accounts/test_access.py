"""Who somebody is on a given day."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from kipp.accounts import access
from kipp.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 8, 7, 5, 0, tzinfo=UTC)


def test_a_visitor_holds_no_post():
    assert access.posts_at(AnonymousUser(), NOON) == []


def test_a_day_begins_at_midnight_in_wib():
    person = factories.member("bureau", starts_on=date(2019, 8, 7), ends_on=date(2019, 8, 7))
    moments = [
        datetime(2019, 8, 6, 16, 59, 59, tzinfo=UTC),  # 23.59 WIB on the 6th
        datetime(2019, 8, 6, 17, 0, tzinfo=UTC),  # 00.00 WIB on the 7th
        datetime(2019, 8, 7, 16, 59, 59, tzinfo=UTC),  # 23.59 WIB on the 7th
        datetime(2019, 8, 7, 17, 0, tzinfo=UTC),
    ]

    assert [access.is_bureau(person, at=moment) for moment in moments] == [False, True, True, False]


def test_staff_belong_to_their_own_agency():
    agency, sister = factories.agency(), factories.agency()
    person = factories.member("staff", agency)

    assert access.is_staff_of(person, agency, at=NOON)
    assert not access.is_staff_of(person, sister, at=NOON)
    assert access.agencies_of(person, at=NOON) == [agency]
    assert access.governments_of(person, at=NOON) == []


def test_a_coordinator_belongs_to_a_government():
    person = factories.member("coordinator", factories.government("33.26"))

    assert access.is_coordinator_of(person, factories.government("33.26"), at=NOON)
    assert not access.is_coordinator_of(person, factories.government("33.27"), at=NOON)
    assert access.governments_of(person, at=NOON) == [factories.government("33.26")]
    assert access.agencies_of(person, at=NOON) == []


def test_a_verifier_employed_by_an_agency_is_not_its_staff():
    agency = factories.agency()
    person = factories.member("verifier", agency)

    assert not access.is_staff_of(person, agency, at=NOON)
    assert access.agencies_of(person, at=NOON) == []


def test_one_person_may_hold_several_posts():
    agency = factories.agency()
    person = factories.member("staff", agency)
    factories.post(person, "coordinator", factories.government("33.27"))

    assert access.has_role(person, Role.COORDINATOR, Role.AUDITOR, at=NOON)
    assert access.is_staff_of(person, agency, at=NOON)
    assert not access.has_role(person, Role.VERIFIER, at=NOON)


def test_require_role_lets_holders_pass_and_refuses_all_others(cast):
    access.require_role(cast.auditor, Role.BUREAU, Role.AUDITOR, at=NOON)

    for person in (cast.verifier, cast.nobody, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            access.require_role(person, Role.BUREAU, Role.AUDITOR, at=NOON)


def test_a_view_for_roles_lets_only_their_holders_in(cast, rf):
    @access.for_bureau_readers
    def view(request, number):
        """Say the number."""
        return HttpResponse(number)

    def ask(person):
        request = rf.get("/")
        request.user = person
        return view(request, number=7).content

    assert view.__doc__ == "Say the number."
    assert [ask(cast.bureau), ask(cast.auditor)] == [b"7", b"7"]
    for person in (cast.verifier, cast.staff, cast.coordinator, cast.nobody, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            ask(person)
