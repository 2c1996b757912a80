"""What the database keeps about people, their posts and their offices: each rule is broken once."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from kipp.accounts.models import Agency, Government, Invitation, Membership, Role, User
from tests import factories
from tests.expectations import refused_by

pytestmark = pytest.mark.django_db

AT = datetime(2019, 5, 4, 3, 0, tzinfo=UTC)


def invitation(**fields):
    return Invitation.objects.create(
        **{
            "email": "baru@kipp.example",
            "name": "Orang baru",
            "role": Role.BUREAU,
            "invited_at": AT,
            "expires_at": AT + timedelta(days=14),
            **fields,
        }
    )


def agency_named_once_in_a_government():
    known = factories.agency("Puskesmas Karangdadap")
    Agency.objects.create(government=known.government, kind="upp", name=known.name)


def agency_succeeded_on_a_date():
    Agency.objects.filter(pk=factories.agency().pk).update(succeeded_on=date(2020, 1, 1))


def user_email_in_lower_case():
    User.objects.filter(pk=factories.user().pk).update(email="Staf@kipp.example")


def user_language_is_one_of_ours():
    User.objects.filter(pk=factories.user().pk).update(language="fr")


def membership_office_fits_role():
    factories.member("staff", factories.government())


def membership_ends_after_it_starts():
    factories.member("bureau", starts_on=date(2019, 2, 1), ends_on=date(2019, 1, 31))


def membership_posts_do_not_overlap():
    person = factories.member("bureau", starts_on=date(2019, 1, 1), ends_on=date(2019, 6, 30))
    factories.post(person, "bureau", starts_on=date(2019, 6, 30))


def membership_stands_on_one_side_at_a_time():
    person = factories.member("verifier", ends_on=date(2019, 6, 30))
    factories.post(person, "bureau", starts_on=date(2019, 6, 30))


def invitation_office_fits_role():
    invitation(role=Role.STAFF)


def invitation_accepted_by_someone_and_not_revoked():
    invitation(accepted_at=AT, accepted_by=factories.user(), revoked_at=AT)


def invitation_approved_by_someone():
    invitation(approved_at=AT)


def invitation_approved_by_another_than_who_invited():
    person = factories.user()
    invitation(invited_by=person, approved_by=person, approved_at=AT)


def invitation_accepted_after_it_was_approved():
    invitation(invited_by=factories.user(), accepted_by=factories.user(), accepted_at=AT)


def invitation_accepted_by_another_than_who_appointed():
    person = factories.user()
    invitation(role=Role.VERIFIER, invited_by=person, accepted_by=person, accepted_at=AT)


def invitation_shows_a_code_for_staff_only():
    invitation(role=Role.VERIFIER, invited_by=factories.user(), shown_code="x")


RULES = [
    agency_named_once_in_a_government,
    agency_succeeded_on_a_date,
    user_email_in_lower_case,
    user_language_is_one_of_ours,
    membership_office_fits_role,
    membership_ends_after_it_starts,
    membership_posts_do_not_overlap,
    membership_stands_on_one_side_at_a_time,
    invitation_office_fits_role,
    invitation_approved_by_someone,
    invitation_approved_by_another_than_who_invited,
    invitation_accepted_after_it_was_approved,
    invitation_accepted_by_another_than_who_appointed,
    invitation_shows_a_code_for_staff_only,
    invitation_accepted_by_someone_and_not_revoked,
]


@pytest.mark.parametrize("breaking", RULES, ids=lambda rule: rule.__name__)
def test_the_database_keeps(breaking):
    with refused_by(breaking.__name__):
        breaking()


def test_the_migration_names_whoever_held_posts_that_do_not_go_together(db):
    held = factories.member("verifier")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE accounts_membership DROP CONSTRAINT membership_stands_on_one_side_at_a_time"
        )
    migration = import_module("kipp.accounts.migrations.0006_appointing")
    migration.require_one_side(apps, None)
    other = factories.post(held, "staff", factories.agency())

    with pytest.raises(ValueError, match=f"account {held.pk}: post .* and post {other.pk} "):
        migration.require_one_side(apps, None)


def test_every_constraint_of_this_app_is_broken_above():
    models = apps.get_app_config("accounts").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}

    assert names == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (User, {"email": "staf@kipp.example", "name": "Staf lain"}),
        (Government, {"code": "33.26", "kind": "regency", "name": "Kabupaten lain"}),
    ],
)
def test_an_address_and_a_code_belong_to_one(model, fields):
    factories.user(email="staf@kipp.example")
    factories.government("33.26")

    with pytest.raises(Exception, match="unique"):
        model.objects.create(**fields)


AGENCY, GOVERNMENT, BOTH, NEITHER = "agency", "government", "both", "neither"
FITS = {
    ("staff", AGENCY),
    ("coordinator", GOVERNMENT),
    ("verifier", AGENCY),
    ("verifier", GOVERNMENT),
    ("verifier", NEITHER),
    ("bureau", NEITHER),
    ("auditor", NEITHER),
}


@pytest.mark.parametrize("office", [AGENCY, GOVERNMENT, BOTH, NEITHER])
@pytest.mark.parametrize("role", Role.values)
def test_each_role_has_its_kind_of_office(role, office):
    post = {
        "user": factories.user(),
        "role": role,
        "agency": factories.agency() if office in (AGENCY, BOTH) else None,
        "government": factories.government() if office in (GOVERNMENT, BOTH) else None,
        "starts_on": date(2019, 1, 1),
    }

    if (role, office) in FITS:
        Membership.objects.create(**post)
    else:
        with refused_by("membership_office_fits_role"):
            Membership.objects.create(**post)


def test_posts_of_one_role_and_office_follow_each_other_and_other_posts_stand_beside_them():
    first, second = factories.agency(), factories.agency()
    person = factories.member("staff", first, starts_on=date(2019, 1, 1), ends_on=date(2019, 6, 30))

    factories.post(person, "staff", first, starts_on=date(2019, 7, 1))
    factories.post(person, "staff", second, starts_on=date(2019, 1, 1))
    factories.post(person, "verifier", first, starts_on=date(2018, 1, 1), ends_on=date(2018, 12, 31))
    factories.member("staff", first, starts_on=date(2019, 1, 1))

    assert person.memberships.count() == 4


def test_an_office_that_two_posts_lack_is_the_same_office():
    person = factories.member("verifier")

    with refused_by("membership_posts_do_not_overlap"):
        factories.post(person, "verifier", starts_on=date(2030, 1, 1))


def test_an_agency_has_both_a_successor_and_its_date():
    old, new = factories.agency(), factories.agency()

    with refused_by("agency_succeeded_on_a_date"):
        Agency.objects.filter(pk=old.pk).update(successor=new)
    Agency.objects.filter(pk=old.pk).update(successor=new, succeeded_on=date(2020, 1, 1))

    assert list(new.predecessors.all()) == [old]


def test_posts_are_told_from_the_day_and_both_days_belong_to_them():
    person = factories.member("bureau", starts_on=date(2019, 5, 4), ends_on=date(2019, 8, 8))

    held = {
        day: [post.role for post in person.posts_on(day)]
        for day in (date(2019, 5, 3), date(2019, 5, 4), date(2019, 8, 8), date(2019, 8, 9))
    }

    assert list(held.values()) == [[], ["bureau"], ["bureau"], []]
    assert [Membership.objects.held_on(day).count() for day in held] == [0, 1, 1, 0]


def test_posts_are_read_once(django_assert_num_queries):
    person = User.objects.get(pk=factories.member("staff", factories.agency()).pk)

    with django_assert_num_queries(1):
        for _ in range(3):
            assert [post.agency.government.code for post in person.posts] == ["33.26"]


def test_the_link_of_an_invitation_leads_back_to_it_and_no_other_does():
    made = invitation()
    token = made.get_absolute_url().rstrip("/").rsplit("/", 1)[-1]

    assert Invitation.from_token(token) == made
    assert Invitation.from_token(token[:-1]) is None
    assert Invitation.from_token(str(made.pk)) is None
    assert Invitation.from_token("") is None


def test_the_link_of_a_deleted_invitation_leads_nowhere():
    made = invitation()
    token = made.get_absolute_url().rstrip("/").rsplit("/", 1)[-1]
    Invitation.objects.all().delete()

    assert Invitation.from_token(token) is None


def test_waiting_is_the_same_for_the_row_and_the_list():
    person = factories.user()
    rows = {
        "waiting": invitation(),
        "accepted": invitation(accepted_at=AT, accepted_by=person),
        "revoked": invitation(revoked_at=AT),
        "old": invitation(expires_at=AT + timedelta(minutes=1)),
        "unapproved": invitation(invited_by=person),
    }
    later = AT + timedelta(minutes=1)

    assert set(Invitation.objects.waiting(later)) == {rows["waiting"], rows["unapproved"]}
    assert [name for name, row in rows.items() if row.is_waiting(later)] == ["waiting", "unapproved"]
    assert list(Invitation.objects.to_approve(later)) == [rows["unapproved"]]
    assert [name for name, row in rows.items() if row.works(later)] == ["waiting"]


def test_nobody_accepts_what_they_approved():
    person = factories.user()

    with refused_by("invitation_accepted_by_another_than_who_appointed"):
        invitation(
            invited_by=factories.user(),
            approved_by=person,
            approved_at=AT,
            accepted_by=person,
            accepted_at=AT,
        )


def test_a_member_whom_the_operator_invited_needs_no_approval():
    assert invitation(accepted_by=factories.user(), accepted_at=AT).pk
