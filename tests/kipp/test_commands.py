"""The commands of the portal: regions, trail, first invitation, and the reset to the demo."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from kipp.accounts import regions
from kipp.accounts.models import Government, Membership, Village
from kipp.audit import trail
from kipp.audit.models import TrailEntry
from kipp.demo import build
from tests import factories
from tests.expectations import everything


def run(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


# Regions


@pytest.mark.django_db
def test_the_governments_and_villages_of_central_java_are_loaded(django_assert_max_num_queries):
    factories.government("33.26")
    Government.objects.update(name="A name of before")

    with django_assert_max_num_queries(20):
        said = run("load_regions")

    assert (Government.objects.count(), Village.objects.count()) == (36, 8563)
    assert ("36" in said, "8563" in said) == (True, True)
    assert Counter(Government.objects.values_list("kind", flat=True)) == {
        "province": 1,
        "regency": 29,
        "city": 6,
    }
    assert Government.objects.get(code="33.26").name == "Kabupaten Pekalongan"
    assert list(
        Village.objects.filter(code__in=["33.26.18.2001", "33.26.02.2008"]).values_list(
            "name", "district", "government__code"
        )
    ) == [("Botosari", "Paninggaran", "33.26"), ("Logandeng", "Karangdadap", "33.26")]


@pytest.mark.django_db
def test_loading_again_changes_and_doubles_nothing():
    assert not regions.are_loaded()
    run("load_regions")
    before = everything()

    assert run("load_regions") != ""
    assert everything() == before
    assert regions.are_loaded()
    assert run("load_regions", if_empty=True) == ""


# The trail


@pytest.mark.django_db
def test_a_sound_trail_is_said_to_be_intact(cast):
    for action in ("first", "second"):
        trail.record(action, cast.agency, by=cast.bureau, at=timezone.now())

    said = run("verify_audit")

    assert "2" in said
    assert TrailEntry.objects.get(number=2).hash in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_trailentry SET facts = '{\"points\": 100}' WHERE number IN (2, 3)", 2),
        ("DELETE FROM audit_trailentry WHERE number = 3", 3),
        ("UPDATE audit_trailentry SET previous_hash = hash WHERE number = 4", 4),
    ],
)
def test_the_first_broken_line_is_named(cast, statement, broken):
    for action in ("first", "second", "third", "fourth"):
        trail.record(action, cast.agency, by=cast.bureau, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_trailentry ENABLE TRIGGER USER")

    with pytest.raises(CommandError, match=rf"line {broken} .* The {broken - 1} lines before it"):
        run("verify_audit")


# The first member of the bureau


@pytest.mark.django_db
def test_the_first_member_of_the_bureau_gets_in_by_the_printed_link(client, settings):
    settings.PORTAL_URL = "https://kipp.example"

    link, code = run("invite", "Pertama@kipp.example", "Anggota pertama").strip().split("\nCode: ")

    assert link.startswith("https://kipp.example/accounts/invitation/")
    password = "kain-jlamprang-baru"
    typed = {"code": code, "password": password, "password_again": password}
    client.post(link.removeprefix("https://kipp.example"), typed)
    assert client.get("/bureau/").status_code == 200
    assert list(Membership.objects.values_list("user__email", "user__name", "role")) == [
        ("pertama@kipp.example", "Anggota pertama", "bureau")
    ]


@pytest.mark.django_db
def test_two_are_invited_and_a_third_is_refused_with_a_sentence():
    run("invite", "pertama@kipp.example", "Pertama")
    run("invite", "salah@kipp.example", "Kedua")
    run("invite", "kedua@kipp.example", "Kedua", "--instead-of", "salah@kipp.example")
    before = everything()

    with pytest.raises(CommandError, match="Dua anggota"):
        run("invite", "ketiga@kipp.example", "Ketiga")

    assert everything() == before


@pytest.mark.django_db
def test_nobody_is_invited_without_an_address():
    before = everything()

    with pytest.raises(CommandError):
        run("invite", "bukan alamat", "Anggota pertama")

    assert everything() == before


# The demo


@pytest.mark.django_db
def test_a_portal_that_is_not_a_demo_is_not_reset_to_one(cast):
    before = everything()

    with override_settings(DEMO=False):
        for if_empty in (True, False):
            with pytest.raises(CommandError):
                run("demo", if_empty=if_empty)

    assert everything() == before


@pytest.mark.django_db
@pytest.mark.parametrize("if_empty", [True, False])
def test_a_database_with_real_people_is_not_reset_to_the_demo(cast, monkeypatch, if_empty):
    monkeypatch.setenv("DATABASE_URL", "postgres://of-somebody-s-own")
    before = everything()

    with override_settings(DEMO=True), pytest.raises(CommandError):
        run("demo", if_empty=if_empty)

    assert everything() == before


@pytest.mark.django_db
def test_a_demo_that_is_there_is_kept_at_a_start(cast):
    factories.edition()
    before = everything()

    with override_settings(DEMO=True):
        assert run("demo", if_empty=True) == ""

    assert everything() == before


@pytest.mark.django_db
def test_wiping_leaves_an_empty_portal_with_all_its_tables(cast, media_folder):
    trail.record("step", cast.agency, by=cast.bureau, at=timezone.now())
    media_folder.mkdir()
    (media_folder / "photo.webp").write_bytes(b"")
    tables = set(everything())
    connection.check_constraints()  # what is still to be checked would keep the tables

    build.wipe()

    left = {table for table, checksum in everything().items() if checksum is not None}
    assert set(everything()) == tables
    assert left <= {"django_migrations", "django_content_type", "auth_permission"}
    assert not media_folder.exists()
    trail.record("step", cast.agency, by=None, at=timezone.now())
    assert trail.verify().sound == 1
