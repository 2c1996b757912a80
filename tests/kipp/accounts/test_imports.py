"""Lists of agencies and people: the verdict of each row, then all or nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from post_office.models import Email

from kipp.accounts import agencies, invitations, people_lists
from kipp.accounts.models import Agency, Invitation
from kipp.lists.spreadsheets import SheetRow
from tests import factories
from tests.expectations import actions, recorded, refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
OTHERS = ["staff", "coordinator", "verifier", "auditor", "nobody"]


def agency_rows(*cells):
    return [
        SheetRow(number, dict(zip(("government", "name", "kind"), row, strict=True)))
        for number, row in enumerate(cells, start=2)
    ]


def people_rows(*cells):
    columns = ("name", "email", "role", "government", "agency", "letter")
    return [
        SheetRow(number, dict(zip(columns, [*row, *[""] * (6 - len(row))], strict=True)))
        for number, row in enumerate(cells, start=2)
    ]


def states(verdicts):
    return [verdict.state for verdict in verdicts]


# Agencies


def test_each_agency_is_new_known_or_wrong(cast):
    factories.government("33.10")
    rows = agency_rows(
        ("33.26", "Puskesmas Wiradesa", "UPP"),
        ("33.26", "PUSKESMAS karangdadap", "upp"),
        ("33.26", "RSUD Kajen", "kantor"),
        ("33.1", "RSUD Bagas Waras", "bumd"),
        ("33.99", "Puskesmas Wiradesa", "upp"),
        ("33.26", "", "upp"),
        ("33.26", "x" * 151, "upp"),
        ("33.26", "puskesmas wiradesa", "upp"),
    )

    found = agencies.judge(rows)

    assert states(found) == ["new", "known", "wrong", "new", "wrong", "wrong", "wrong", "wrong"]
    assert [bool(verdict.reason) for verdict in found] == [state == "wrong" for state in states(found)]
    assert found[3].fields["government"].code == "33.10"


def test_the_bureau_imports_all_new_agencies(cast):
    rows = agency_rows(
        ("33.26", "Puskesmas Wiradesa", "upp"),
        ("33.26", "Puskesmas Karangdadap", "upp"),
        ("33", "Dinas Kesehatan", "perangkat_daerah"),
    )

    assert agencies.import_all(rows, by=cast.bureau, at=AT) == 2

    made = Agency.objects.get(name="Puskesmas Wiradesa")
    assert (made.government.code, made.kind) == ("33.26", "upp")
    assert recorded(made) == [("register_agency", cast.bureau.pk, AT, {"government": "33.26"})]
    assert agencies.import_all(rows, by=cast.bureau, at=AT) == 0


def test_one_wrong_row_keeps_all_out(cast):
    rows = agency_rows(("33.26", "Puskesmas Wiradesa", "upp"), ("33.26", "Dinas Sosial", "kantor"))
    assert agencies.import_all(agency_rows(("33.26", "Puskesmas Lain", "upp")), by=cast.bureau, at=AT) == 1

    with refused(ValidationError):
        agencies.import_all(rows, by=cast.bureau, at=AT)


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("deed", [agencies.import_all, invitations.import_all])
def test_nobody_but_the_bureau_imports(cast, deed, who):
    with refused(PermissionDenied):
        deed([], by=getattr(cast, who), at=AT)


# People


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (("Staf", "baru@kipp.example", "staff", "33.26", "puskesmas karangdadap", "800/1"), "new"),
        (("Admin", "Baru@KIPP.example", "Coordinator", "33.26"), "new"),
        (("Verifikator", "baru@kipp.example", "verifier"), "new"),
        (("Verifikator", "baru@kipp.example", "verifier", "33.26"), "new"),
        (("Verifikator", "baru@kipp.example", "verifier", "33.26", "Puskesmas Karangdadap"), "new"),
        (("Biro", "baru@kipp.example", "bureau"), "new"),
        (("Staf", "staff@kipp.example", "staff", "33.26", "Puskesmas Karangdadap"), "known"),
        (("Undangan", "diundang@kipp.example", "auditor"), "known"),
        (("Saya sendiri", "bureau@kipp.example", "bureau"), "known"),
        (("Saya sendiri", "bureau@kipp.example", "auditor"), "wrong"),
        (("Rekan", "bureau2@kipp.example", "auditor"), "wrong"),
        (("Staf", "staff@kipp.example", "verifier"), "wrong"),
        (("Staf", "staff@kipp.example", "coordinator", "33.26"), "wrong"),
        (("Staf", "staff@kipp.example", "coordinator", "33.27"), "new"),
        (("Staf", "baru@kipp.example", "staff", "33.26"), "wrong"),
        (("Staf", "baru@kipp.example", "staff", "33.27", "Puskesmas Karangdadap"), "wrong"),
        (("Staf", "baru@kipp.example", "staff", "33.26", "Puskesmas Lama"), "wrong"),
        (("Admin", "baru@kipp.example", "coordinator"), "wrong"),
        (("Admin", "baru@kipp.example", "coordinator", "33.26", "Puskesmas Karangdadap"), "wrong"),
        (("Biro", "baru@kipp.example", "bureau", "33"), "wrong"),
        (("", "baru@kipp.example", "auditor"), "wrong"),
        (("x" * 151, "baru@kipp.example", "auditor"), "wrong"),
        (("Auditor", "bukan alamat", "auditor"), "wrong"),
        (("Auditor", f"{'x' * 60}@{'y.' * 99}example", "auditor"), "wrong"),
        (("Auditor", "baru@kipp.example", "raja"), "wrong"),
    ],
)
def test_each_person_is_new_known_or_wrong(cast, row, state):
    invitations.invite("diundang@kipp.example", "Undangan", "auditor", by=cast.bureau, at=AT)
    old = factories.agency("Puskesmas Lama")
    agencies.succeed(old, cast.agency, AT.date(), by=cast.bureau, at=AT)

    (found,) = people_lists.judge(people_rows(row), by=cast.bureau, at=AT)

    assert (found.state, bool(found.reason)) == (state, state == "wrong")


def test_the_same_person_twice_and_too_many_people_are_wrong(cast):
    twice = people_rows(("A", "a@kipp.example", "auditor"), ("B", "A@kipp.example", "auditor"))
    many = people_rows(*((f"{number}", f"{number}@kipp.example", "auditor") for number in range(501)))

    assert states(people_lists.judge(twice, by=cast.bureau, at=AT)) == ["new", "wrong"]
    assert states(people_lists.judge(many, by=cast.bureau, at=AT))[-2:] == ["new", "wrong"]


def test_all_new_people_are_invited(cast):
    rows = people_rows(
        ("Siti", "Siti@kipp.example", "staff", "33.26", "Puskesmas Karangdadap", "800/1"),
        ("Staf", "staff@kipp.example", "staff", "33.26", "Puskesmas Karangdadap"),
        ("Budi", "budi@kipp.example", "verifier"),
    )

    assert invitations.import_all(rows, by=cast.bureau, at=AT) == 2

    siti = Invitation.objects.get(email="siti@kipp.example")
    assert (siti.name, siti.role, siti.agency, siti.letter, siti.invited_by) == (
        "Siti",
        "staff",
        cast.agency,
        "800/1",
        cast.bureau,
    )
    assert siti.expires_at == AT + timedelta(days=invitations.INVITATION_DAYS)
    assert actions(siti) == ["invite"]
    assert {mail.to[0] for mail in Email.objects.all()} == {"siti@kipp.example", "budi@kipp.example"}
    assert invitations.import_all(rows, by=cast.bureau, at=AT) == 0


def test_posts_that_take_two_wait_for_the_second_in_a_list_too(cast):
    rows = people_rows(("Biro", "a@kipp.example", "bureau"), ("Auditor", "b@kipp.example", "auditor"))

    assert invitations.import_all(rows, by=cast.bureau, at=AT) == 2

    assert {one.is_to_be_approved for one in Invitation.objects.all()} == {True}
    assert {mail.to[0] for mail in Email.objects.all()} == {cast.bureau2.email}


def test_without_mail_no_list_is_imported(cast, settings):
    settings.EMAIL_HOST = ""

    with refused(ValidationError):
        invitations.import_all(people_rows(("Siti", "s@kipp.example", "verifier")), by=cast.bureau, at=AT)


def test_one_wrong_person_keeps_all_out(cast):
    rows = people_rows(("Siti", "siti@kipp.example", "verifier"), ("Budi", "budi", "verifier"))

    with refused(ValidationError):
        invitations.import_all(rows, by=cast.bureau, at=AT)


# Successors

ON = date(2026, 6, 1)


def test_an_agency_is_taken_over_with_its_staff(cast):
    successor = factories.agency("Puskesmas Karangdadap Baru")
    factories.post(cast.colleague, "staff", successor)

    agencies.succeed(cast.agency, successor, ON, by=cast.bureau, at=AT)

    def held(day):
        return sorted(
            (post.user.name, post.office.name)
            for post in [
                *cast.agency.memberships.held_on(day).filter(role="staff"),
                *successor.memberships.held_on(day),
            ]
        )

    both = [("Staf Puskesmas Karangdadap", "Puskesmas Karangdadap")]
    kept = [("Staf kedua Puskesmas Karangdadap", "Puskesmas Karangdadap Baru")]
    assert held(ON - timedelta(days=1)) == [
        *both,
        ("Staf kedua Puskesmas Karangdadap", "Puskesmas Karangdadap"),
        *kept,
    ]
    assert held(ON) == [("Staf Puskesmas Karangdadap", "Puskesmas Karangdadap Baru"), *kept]
    cast.agency.refresh_from_db()
    assert (cast.agency.successor, cast.agency.succeeded_on) == (successor, ON)
    assert [cast.agency.exists_on(day) for day in (ON - timedelta(days=1), ON)] == [True, False]
    assert recorded(cast.agency) == [
        ("succeed", cast.bureau.pk, AT, {"successor": successor.pk, "starts_on": "2026-06-01"})
    ]


def test_the_staff_may_be_left_behind(cast):
    successor = factories.agency("Puskesmas Baru")

    agencies.succeed(cast.agency, successor, ON, move_staff=False, by=cast.bureau, at=AT)

    assert not cast.agency.memberships.held_on(ON).exists()
    assert not successor.memberships.exists()


def test_a_post_that_would_begin_later_ends_on_its_first_day_and_begins_in_the_successor(cast):
    successor, later = factories.agency("Puskesmas Baru"), ON + timedelta(days=9)
    post = factories.post(cast.nobody, "staff", cast.agency, starts_on=later)

    agencies.succeed(cast.agency, successor, ON, by=cast.bureau, at=AT)

    post.refresh_from_db()
    assert post.ends_on == later
    assert successor.memberships.get(user=cast.nobody).starts_on == later


@pytest.mark.parametrize("case", ["itself", "again", "taken over too", "another government"])
def test_some_agencies_cannot_take_over(cast, case):
    new, third = factories.agency("Puskesmas Baru"), factories.agency("Puskesmas Ketiga")
    if case == "again":
        agencies.succeed(cast.agency, third, ON, by=cast.bureau, at=AT)
    if case == "taken over too":
        agencies.succeed(new, third, ON, by=cast.bureau, at=AT)
    successor = {"itself": cast.agency, "another government": cast.other_agency}.get(case, new)

    with refused(ValidationError):
        agencies.succeed(cast.agency, successor, ON, by=cast.bureau, at=AT)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_but_the_bureau_names_a_successor(cast, who):
    successor = factories.agency()

    with refused(PermissionDenied):
        agencies.succeed(cast.agency, successor, ON, by=getattr(cast, who), at=AT)


def test_nobody_is_invited_to_an_agency_that_is_gone(cast):
    agencies.succeed(cast.agency, factories.agency(), AT.date(), by=cast.bureau, at=AT)
    cast.agency.refresh_from_db()

    with refused(ValidationError):
        invitations.invite("x@kipp.example", "X", "staff", agency=cast.agency, by=cast.bureau, at=AT)
