"""The trail: what a line holds, that nothing of it can be changed, and that a change made anyway is found."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from kipp.audit import trail
from kipp.audit.models import TrailEntry
from tests import factories
from tests.expectations import actions

AT = datetime(2019, 8, 7, 3, 15, tzinfo=UTC)


@pytest.fixture
def agency(db):
    return factories.agency("Puskesmas Karangdadap")


def write(agency, *actions):
    for action in actions:
        trail.record(action, agency, by=None, at=AT)


@contextmanager
def triggers_disabled():
    """What somebody with the rights of the database's owner can do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("ALTER TABLE audit_trailentry ENABLE TRIGGER USER")


# Lines


def test_a_line_says_who_did_what_to_which_thing_when_and_with_which_numbers(agency):
    person = factories.user()

    trail.record("register", agency, by=person, at=AT, total=Decimal("82.50"), points={"novelty": None}, n=3)

    assert list(TrailEntry.objects.values("number", "at", "actor", "action", "subject", "facts")) == [
        {
            "number": 1,
            "at": AT,
            "actor": person.pk,
            "action": "register",
            "subject": f"agency:{agency.pk}",
            "facts": {"total": "82.50", "points": {"novelty": None}, "n": 3},
        }
    ]


def test_the_deed_s_time_is_the_caller_s_and_the_recording_time_the_database_s(agency):
    write(agency, "register")

    line = TrailEntry.objects.get()

    assert (line.at, line.actor) == (AT, None)
    assert line.recorded_at > AT


def test_nobody_can_choose_a_line_s_number_hashes_or_recording_time(agency):
    write(agency, "first")

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_trailentry"
            " (number, at, recorded_at, action, subject, facts, previous_hash, hash)"
            " VALUES (77, now(), '2001-01-01 00:00Z', 'second', 'agency:1', '{}', 'x', 'y')"
        )

    first, second = TrailEntry.objects.all()
    assert (second.number, second.previous_hash) == (2, first.hash)
    assert second.recorded_at > first.recorded_at
    assert trail.verify() == trail.ChainCheck(2, second.hash)


def test_each_line_is_chained_to_the_one_before(agency):
    write(agency, "first", "second", "third")

    first, second, third = TrailEntry.objects.all()

    assert [line.number for line in (first, second, third)] == [1, 2, 3]
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == (
        trail.GENESIS,
        first.hash,
        second.hash,
    )


def test_the_trail_of_a_thing_is_its_own_lines_oldest_first(agency):
    other = factories.agency("Puskesmas Wiradesa")
    write(agency, "first")
    write(other, "elsewhere")
    write(agency, "second")

    assert actions(agency) == ["first", "second"]


def test_a_deed_that_fails_leaves_no_line_and_no_gap(agency):
    @transaction.atomic
    def fail():
        write(agency, "undone")
        raise RuntimeError

    write(agency, "first")
    with pytest.raises(RuntimeError):
        fail()
    write(agency, "second")

    assert list(TrailEntry.objects.values_list("number", "action")) == [(1, "first"), (2, "second")]


@pytest.mark.parametrize("action", ["", "two words", "Submit", "line\nbreak", "x-y", "submit\n"])
def test_an_action_is_a_word(agency, action):
    with pytest.raises(IntegrityError, match="trail_action_is_a_word"):
        write(agency, action)


@pytest.mark.parametrize("subject", ["agency", "agency:", "agency:1\n", "Agency:1", "agency:1:2"])
def test_a_subject_is_a_reference(db, subject):
    with (
        pytest.raises(IntegrityError, match="trail_subject_is_a_reference"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO audit_trailentry (at, action, subject, facts) VALUES (now(), 'a', %s, '{}')",
            [subject],
        )


# Append-only


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_trailentry SET action = 'other' WHERE number = 1",
        "UPDATE audit_trailentry SET number = 9 WHERE number = 2",
        "DELETE FROM audit_trailentry WHERE number = 2",
        "DELETE FROM audit_trailentry",
        "TRUNCATE audit_trailentry",
    ],
)
def test_the_trail_refuses_to_be_changed_deleted_or_truncated(agency, statement):
    write(agency, "first", "second")
    before = list(TrailEntry.objects.values())

    with (
        pytest.raises(IntegrityError, match="the trail is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert list(TrailEntry.objects.values()) == before


# Verify


def test_an_empty_trail_is_sound(db):
    assert trail.verify() == trail.ChainCheck(0, trail.GENESIS)


def test_a_sound_trail_is_verified_to_its_head(agency):
    person = factories.user()
    write(agency, "first")
    trail.record(
        "second",
        agency,
        by=person,
        at=datetime(2019, 8, 7, 23, 59, 59, 999999, tzinfo=UTC),
        title="Kampung “IVA” — é\nbaris",
        on=date(2019, 8, 7),
        nested={"b": [1, 2.5, None], "a": True},
    )
    write(agency, "third")

    assert trail.verify() == trail.ChainCheck(3, TrailEntry.objects.get(number=3).hash)


CHANGES = {
    "at": "at = at + interval '1 microsecond'",
    "recorded_at": "recorded_at = recorded_at + interval '1 microsecond'",
    "actor": "actor = 1",
    "action": "action = 'other'",
    "subject": "subject = 'agency:999999'",
    "facts": "facts = '{\"points\": 100}'",
    "hash": "hash = repeat('f', 64)",
}


@pytest.mark.parametrize("part", CHANGES)
def test_a_change_with_the_triggers_disabled_is_found(agency, part):
    write(agency, "first", "second", "third")
    head = TrailEntry.objects.get(number=1).hash

    with triggers_disabled() as cursor:
        cursor.execute(f"UPDATE audit_trailentry SET {CHANGES[part]} WHERE number = 2")  # noqa: S608

    assert trail.verify() == trail.ChainCheck(1, head, 2, "changed")


def test_a_changed_link_to_the_line_before_is_found(agency):
    write(agency, "first", "second")
    head = TrailEntry.objects.get(number=1).hash

    with triggers_disabled() as cursor:
        cursor.execute("UPDATE audit_trailentry SET previous_hash = repeat('0', 64) WHERE number = 2")

    assert trail.verify() == trail.ChainCheck(1, head, 2, "unchained")


def test_a_change_with_a_hash_computed_anew_is_found_at_the_next_line(agency):
    """Anyone who changes a line and hashes it again breaks the link of the line after it."""
    write(agency, "first", "second", "third")

    with triggers_disabled() as cursor:
        cursor.execute("DELETE FROM audit_trailentry WHERE number = 2")
        cursor.execute("ALTER TABLE audit_trailentry ENABLE TRIGGER audit_chain")
        cursor.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM audit_trailentry WHERE number = 3")
        cursor.execute("DELETE FROM audit_trailentry WHERE number = 3")
        cursor.execute(
            "INSERT INTO audit_trailentry (at, action, subject, facts)"
            " VALUES (now(), 'forged', 'agency:1', '{}')"
        )
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER audit_chain")
        cursor.execute("INSERT INTO audit_trailentry SELECT * FROM kept")

    forged = TrailEntry.objects.get(number=2)
    assert forged.action == "forged"
    assert trail.verify() == trail.ChainCheck(2, forged.hash, 3, "unchained")


def test_a_deletion_with_the_triggers_disabled_is_found(agency):
    write(agency, "first", "second", "third")
    head = TrailEntry.objects.get(number=1).hash

    with triggers_disabled() as cursor:
        cursor.execute("DELETE FROM audit_trailentry WHERE number = 2")

    assert trail.verify() == trail.ChainCheck(1, head, 2, "missing")


def test_a_deleted_beginning_is_found(agency):
    write(agency, "first", "second")

    with triggers_disabled() as cursor:
        cursor.execute("DELETE FROM audit_trailentry WHERE number = 1")

    assert trail.verify() == trail.ChainCheck(0, trail.GENESIS, 1, "missing")


def test_lines_numbered_anew_over_a_deletion_are_found(agency):
    write(agency, "first", "second", "third")
    head = TrailEntry.objects.get(number=1).hash

    with triggers_disabled() as cursor:
        cursor.execute("DELETE FROM audit_trailentry WHERE number = 2")
        cursor.execute("UPDATE audit_trailentry SET number = 2 WHERE number = 3")

    assert trail.verify() == trail.ChainCheck(1, head, 2, "unchained")


def test_two_lines_that_changed_places_are_found(agency):
    write(agency, "first", "second", "third")
    head = TrailEntry.objects.get(number=1).hash

    with triggers_disabled() as cursor:
        cursor.execute("UPDATE audit_trailentry SET number = 9 WHERE number = 2")
        cursor.execute("UPDATE audit_trailentry SET number = 2 WHERE number = 3")
        cursor.execute("UPDATE audit_trailentry SET number = 3 WHERE number = 9")

    assert list(TrailEntry.objects.values_list("action", flat=True)) == ["first", "third", "second"]
    assert trail.verify() == trail.ChainCheck(1, head, 2, "unchained")


def test_a_cut_off_tail_shows_only_against_a_hash_kept_outside(agency):
    write(agency, "first", "second")
    printed = trail.verify().head

    with triggers_disabled() as cursor:
        cursor.execute("DELETE FROM audit_trailentry WHERE number = 2")

    verdict = trail.verify()
    assert verdict.broken is None
    assert verdict.head != printed


# Several writers, and the flush of the tests


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_keep_the_chain():
    agency = factories.agency("Puskesmas Karangdadap")
    start = Barrier(4, timeout=10)

    def work():
        try:
            start.wait()
            for _ in range(10):
                with transaction.atomic():
                    trail.record("work", agency, by=None, at=AT)
        finally:
            connection.close()

    writers = [Thread(target=work) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=20)

    assert list(TrailEntry.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert trail.verify() == trail.ChainCheck(40, TrailEntry.objects.get(number=40).hash)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", ["one", "the next"])
def test_the_flush_between_tests_empties_the_trail_and_leaves_its_guards_standing(run):
    agency = factories.agency("Puskesmas Karangdadap")
    assert trail.verify() == trail.ChainCheck(0, trail.GENESIS)

    write(agency, "first")

    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_trailentry")
    with pytest.raises(IntegrityError, match="append-only"):
        TrailEntry.objects.all().delete()
    assert trail.verify().sound == 1
