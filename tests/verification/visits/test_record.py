"""The record of a field visit: written on site by its lead, each piece once however often it is sent."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.models import Conflict, Innovation
from kipp.audit.models import TrailEntry
from tests import factories
from tests.expectations import recorded, refused
from verification.models import Attendance, DifferingNote, Visit
from verification.visits import deeds as visits
from verification.visits import record as visit_records
from verification.visits.record import Facts, FoundOnSite, PresentPerson

pytestmark = pytest.mark.django_db

NOW = timezone.now()
CODES = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")
WIB = ZoneInfo("Asia/Jakarta")
MIDWIFE = PresentPerson("Bidan", "Puskesmas")
MARK, OTHER_MARK = UUID(int=1), UUID(int=2)


@pytest.fixture
def entry(cast):
    edition = factories.edition(at_stage="field")
    made = factories.innovation("finalist", edition=edition)
    for verifier in (cast.verifier, cast.verifier2):
        factories.assignment(made, verifier, stage=edition.stage_of_kind("field"))
    return made


@pytest.fixture
def planned(cast, entry):
    """A planned visit of today, led by the first verifier."""
    return factories.visit(entry, team=[cast.verifier, cast.verifier2])


def record_all(cast, visit):
    doing = {"by": cast.verifier, "at": NOW}
    visit_records.record_attendance(visit, MIDWIFE, **doing)
    facts = Facts(arrived_at=NOW - timedelta(minutes=1))
    visit_records.record_facts(visit, facts, save_number=0, **doing)
    for code in CODES:
        visit_records.record_finding(visit, code, FoundOnSite("confirmed", "Sesuai"), save_number=0, **doing)


def the_deeds_of_the_lead(visit, by):
    visit.refresh_from_db()
    present = visit.attendances.first() or Attendance(visit=visit, pk=0)
    doing = {"by": by, "at": NOW}
    benefit = visit.findings.get(criterion__code="benefit")
    return {
        "record_attendance": lambda: visit_records.record_attendance(
            visit, PresentPerson("Kepala desa", "Desa Logandeng"), **doing
        ),
        "remove_attendance": lambda: visit_records.remove_attendance(present, **doing),
        "record_finding": lambda: visit_records.record_finding(
            visit, "benefit", FoundOnSite("partly", "Sebagian"), save_number=benefit.save_number, **doing
        ),
        "record_facts": lambda: visit_records.record_facts(
            visit,
            Facts(arrived_at=NOW - timedelta(minutes=2), heard_users="Ibu-ibu posyandu"),
            save_number=visit.facts_save_number,
            **doing,
        ),
        "hold": lambda: visit_records.hold(visit, **doing),
    }


# Who was present


def test_who_was_present_is_recorded_once_under_its_mark(cast, planned):
    doing = {"by": cast.verifier, "at": NOW}

    first = visit_records.record_attendance(planned, MIDWIFE, uuid=MARK, **doing)
    again = visit_records.record_attendance(planned, MIDWIFE, uuid=MARK, **doing)
    another = visit_records.record_attendance(planned, MIDWIFE, uuid=OTHER_MARK, **doing)

    assert (first, list(planned.attendances.all())) == (again, [first, another])
    assert (first.uuid, PresentPerson.of(first)) == (MARK, MIDWIFE)


def test_what_stands_under_a_mark_is_not_overwritten(cast, planned, entry):
    other = factories.visit(
        factories.innovation("finalist", edition=entry.edition), team=planned.members.all()
    )
    visit_records.record_attendance(planned, MIDWIFE, uuid=MARK, by=cast.verifier, at=NOW)

    for visit, present in ((planned, PresentPerson("Kader", "Posyandu")), (other, MIDWIFE)):
        with refused(ValidationError):
            visit_records.record_attendance(visit, present, uuid=MARK, by=cast.verifier, at=NOW)


def test_the_lead_takes_a_row_off_the_list(cast, planned):
    row = visit_records.record_attendance(planned, MIDWIFE, by=cast.verifier, at=NOW)

    visit_records.remove_attendance(row, by=cast.verifier, at=NOW)

    assert not planned.attendances.exists()


# What was found


def test_the_lead_records_what_was_found_and_may_change_it(cast, planned):
    for number, (code, found) in enumerate(
        [
            ("benefit", FoundOnSite("partly", "Sebagian")),
            ("benefit", FoundOnSite("", "Tanyakan lagi")),
            ("benefit", FoundOnSite("not_checked", "Banjir")),
        ]
    ):
        visit_records.record_finding(planned, code, found, save_number=number, by=cast.verifier, at=NOW)

    stored = planned.findings.values_list("criterion__code", "finding", "text", "save_number")
    assert list(stored) == [
        ("novelty", "", "", 0),
        ("effectiveness", "", "", 0),
        ("benefit", "not_checked", "Banjir", 3),
        ("replicability", "", "", 0),
        ("sustainability", "", "", 0),
    ]


def test_a_finding_that_was_saved_elsewhere_is_not_overwritten_but_the_same_is_done(cast, planned):
    doing = {"by": cast.verifier, "at": NOW}
    visit_records.record_finding(planned, "benefit", FoundOnSite("partly", "Ponsel"), save_number=0, **doing)

    with refused(ValidationError):
        visit_records.record_finding(
            planned, "benefit", FoundOnSite("partly", "Laptop"), save_number=0, **doing
        )
    again = visit_records.record_finding(
        planned, "benefit", FoundOnSite("partly", "Ponsel"), save_number=0, **doing
    )

    assert again.save_number == 1


# When, and who was heard


def at(day, hour):
    return datetime(2019, 8, day, hour, tzinfo=WIB)


FOUR_O_CLOCK = at(7, 16)
FACTS = Facts(at(7, 9), at(7, 15), "Tim inovasi", "Kepala desa", "Dua belas warga")


@pytest.fixture
def of_august(planned):
    """The visit as one of 7 August 2019."""
    Visit.objects.update(starts_on=at(7, 0).date(), ends_on=at(7, 0).date())
    planned.refresh_from_db()
    return planned


def write_facts(cast, visit, facts=FACTS, *, number=0, when=FOUR_O_CLOCK, **more):
    return visit_records.record_facts(visit, facts, save_number=number, by=cast.verifier, at=when, **more)


def test_the_lead_records_when_the_team_was_there_and_who_was_heard(cast, of_august):
    write_facts(cast, of_august)

    of_august.refresh_from_db()
    assert (Facts.of(of_august), of_august.facts_save_number) == (FACTS, 1)
    assert (of_august.written_at, of_august.is_written_late) == (at(7, 16), False)


def test_facts_that_were_saved_elsewhere_are_not_overwritten_but_the_same_is_done(cast, of_august):
    write_facts(cast, of_august)

    with refused(ValidationError):
        write_facts(cast, of_august, Facts(at(7, 10)))
    assert write_facts(cast, of_august).facts_save_number == 1
    assert write_facts(cast, of_august, Facts(at(7, 10)), number=1).facts_save_number == 2


@pytest.mark.parametrize(
    "facts",
    [
        Facts(at(7, 17)),
        Facts(at(7, 9), at(7, 17)),
        Facts(at(5, 23)),
        Facts(at(7, 9), at(7, 9)),
        Facts(None, at(7, 15)),
    ],
)
def test_the_times_are_those_of_the_visit(cast, of_august, facts):
    with refused(ValidationError):
        write_facts(cast, of_august, facts)


def test_what_is_written_after_the_day_is_late_unless_the_device_had_it_on_the_day(cast, of_august):
    assert write_facts(cast, of_august, when=at(9, 8)).is_written_late
    Visit.objects.update(facts_save_number=0, written_at=None, arrived_at=None, departed_at=None)

    sent_later = write_facts(cast, of_august, when=at(9, 8), written_at=at(7, 16))

    assert (sent_later.written_at, sent_later.is_written_late) == (at(7, 16), False)


def test_a_device_whose_clock_runs_ahead_writes_at_the_moment_of_sending(cast, of_august):
    assert write_facts(cast, of_august, written_at=at(9, 8)).written_at == at(7, 16)


def test_a_late_entry_is_closed_with_its_reason(cast, of_august):
    record_all(cast, of_august)
    Visit.objects.update(arrived_at=at(7, 9), written_at=at(9, 8), facts_save_number=1)
    with refused(ValidationError) as caught:
        visit_records.hold(of_august, by=cast.verifier, at=at(9, 9))
    assert len(caught.value.messages) == 1

    write_facts(cast, of_august, Facts(at(7, 9), late_reason="Tidak ada sinyal"), number=1, when=at(9, 9))

    assert visit_records.hold(of_august, by=cast.verifier, at=at(9, 9)).is_over


# Who sees it differently


def note(cast, visit, who, text, number=0):
    finding = visit.findings.get(criterion__code="benefit")
    return visit_records.write_differing_note(
        finding, text, save_number=number, by=getattr(cast, who), at=NOW
    )


def test_each_member_writes_changes_and_takes_back_a_note_of_their_own(cast, planned):
    note(cast, planned, "verifier2", "Saya melihat lain")
    note(cast, planned, "verifier", "Saya juga")
    note(cast, planned, "verifier2", "Saya melihat sebagian", number=1)
    assert list(DifferingNote.objects.values_list("member", "text", "save_number")) == [
        (cast.verifier2.pk, "Saya melihat sebagian", 2),
        (cast.verifier.pk, "Saya juga", 1),
    ]

    note(cast, planned, "verifier2", "", number=2)

    assert [row.member for row in DifferingNote.objects.all()] == [cast.verifier]


def test_a_note_that_was_saved_elsewhere_is_not_overwritten(cast, planned):
    note(cast, planned, "verifier2", "Saya melihat lain")

    with refused(ValidationError):
        note(cast, planned, "verifier2", "Dari ponsel")
    assert note(cast, planned, "verifier2", "Saya melihat lain").save_number == 1


def test_only_members_write_notes_and_only_while_the_record_is_open(cast, planned):
    for who in ("verifier3", "bureau", "staff", "auditor", "nobody"):
        with refused(PermissionDenied):
            note(cast, planned, who, "Lain")

    Visit.objects.update(state="held")
    with refused(ValidationError):
        note(cast, planned, "verifier2", "Lain")


# Closed


def test_the_record_leaves_no_line_until_it_is_closed(cast, planned):
    before = TrailEntry.objects.count()

    record_all(cast, planned)

    assert TrailEntry.objects.count() == before


@pytest.mark.parametrize(("online", "state"), [(False, "held"), (True, "held_online")])
def test_the_lead_closes_the_record_of_a_visit_that_was_held(cast, planned, entry, online, state):
    record_all(cast, planned)

    visit_records.hold(planned, online=online, by=cast.verifier, at=NOW)

    planned.refresh_from_db()
    assert (planned.state, planned.is_over) == (state, True)
    assert recorded(planned) == [
        (
            "close_visit",
            cast.verifier.pk,
            NOW,
            {
                "innovation": entry.pk,
                "state": state,
                "findings": dict.fromkeys(CODES, "confirmed"),
                "present": 1,
            },
        )
    ]


def test_a_record_with_gaps_is_not_closed_and_each_is_named(cast, planned):
    with refused(ValidationError) as caught:
        visit_records.hold(planned, by=cast.verifier, at=NOW)
    assert len(caught.value.messages) == 7

    record_all(cast, planned)
    Attendance.objects.all().delete()
    with refused(ValidationError) as caught:
        visit_records.hold(planned, by=cast.verifier, at=NOW)
    assert len(caught.value.messages) == 1


def test_a_member_who_does_not_lead_and_everybody_else_write_nothing(cast, planned):
    record_all(cast, planned)

    for who in ("verifier2", "verifier3", "bureau", "staff", "coordinator", "auditor", "nobody"):
        for deed in the_deeds_of_the_lead(planned, getattr(cast, who)).values():
            with refused(PermissionDenied):
                deed()
    for deed in the_deeds_of_the_lead(planned, cast.verifier).values():
        if deed is not None:
            Attendance.objects.get_or_create(visit=planned, role="Bidan", institution="Puskesmas")
            deed()


def test_a_lead_with_whom_a_conflict_was_found_writes_nothing(cast, planned, entry):
    record_all(cast, planned)
    Conflict.objects.create(
        user=cast.verifier,
        innovation=entry,
        kind="kin",
        reason="Kerabat",
        declared_by=cast.verifier,
        declared_at=NOW,
    )

    for deed in the_deeds_of_the_lead(planned, cast.verifier).values():
        with refused(PermissionDenied):
            deed()


@pytest.mark.parametrize("state", ["held", "held_online", "postponed", "not_held"])
def test_a_record_that_was_closed_stays_closed(cast, planned, state):
    record_all(cast, planned)
    Visit.objects.update(state=state)

    for deed in the_deeds_of_the_lead(planned, cast.verifier).values():
        with refused(ValidationError):
            deed()
    with refused(ValidationError):
        visits.call_off(planned, "postponed", reason="Banjir", by=cast.bureau, at=NOW)


def test_what_is_found_is_kept_though_the_entry_left_the_competition(cast, planned, entry):
    """The record of what was seen is closed in good order, whatever became of the entry in the meantime."""
    Innovation.objects.filter(pk=entry.pk).update(status="withdrawn")

    record_all(cast, planned)

    assert visit_records.hold(planned, by=cast.verifier, at=NOW).is_over
