"""Visits as a month; visits and presentations as calendar files that are read back as RFC 5545 says."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from innovations.models import Innovation, Location, Presentation
from tests import factories
from verification import calendars
from verification.models import Visit

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 8, 1, 2, tzinfo=UTC)
DAY = date(2019, 8, 7)


@pytest.fixture
def visit(cast):
    factories.edition(at_stage="field")
    entry = factories.innovation("finalist", title="Kampung IVA; desa, warga\\kader")
    balai = factories.location(entry, place="Balai")
    Location.objects.filter(pk=balai.pk).update(latitude="-6.982", longitude="109.612")
    made = factories.visit(
        entry,
        team=[cast.verifier, cast.verifier2],
        day=DAY,
        start_time=time(9, 30),
        programme="Pembukaan\r\nWawancara " + "é" * 60,
        contact_name="Narahubung",
        contact_phone="0285 123",
    )
    made.visit_locations.create(location=balai, on_day=DAY)
    return made


def written(*visits):
    asked = Visit.objects.filter(pk__in=[visit.pk for visit in visits]).with_places()
    return calendars.ics(asked, address=lambda visit: f"https://kipp/{visit.pk}", host="kipp", at=NOW)


def read(text):
    """Return the events of a calendar file, unfolded and unescaped."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    events = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1][name] = _unescaped(value)
    return events


def _unescaped(value):
    parts = [
        part.replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",") for part in value.split("\\\\")
    ]
    return "\\".join(parts)


def test_a_visit_is_read_back_as_it_is(cast, visit):
    (event,) = read(written(visit))

    assert event["UID"] == f"visit-{visit.pk}@kipp"
    assert (event["DTSTART"], event["DTEND"]) == ("20190807T023000Z", "20190807T090000Z")
    assert event["DTSTAMP"] == "20190801T020000Z"
    assert event["SUMMARY"].endswith("Kampung IVA; desa, warga\\kader")
    assert event["LOCATION"] == "; ".join(str(place.location) for place in visit.visit_locations.all())
    assert event["GEO"] == "-6.982;109.612"
    assert event["URL"] == f"https://kipp/{visit.pk}"
    agency, team, contact, *programme = event["DESCRIPTION"].split("\n")
    assert agency == str(visit.innovation.agency)
    assert cast.verifier.name in team
    assert "Narahubung, 0285 123" in contact
    assert programme == ["Pembukaan", "Wawancara " + "é" * 60]


def test_no_line_is_longer_than_a_calendar_reads(visit):
    lines = written(visit).split("\r\n")

    assert max(len(line.encode()) for line in lines) == 75


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("planned", "TENTATIVE"),
        ("confirmed", "CONFIRMED"),
        ("held", "CONFIRMED"),
        ("postponed", "CANCELLED"),
        ("not_held", "CANCELLED"),
    ],
)
def test_a_calendar_knows_what_became_of_a_visit(visit, state, status):
    letter = {"letter_number": "1", "letter_dated_on": DAY, "letter_signer": "A", "letter_signer_office": "B"}
    Visit.objects.update(state=state, **letter)

    (event,) = read(written(visit))

    assert event["STATUS"] == status


def test_several_visits_stand_in_one_file(visit):
    other = factories.visit(factories.innovation("finalist"), day=date(2019, 8, 9))

    assert [event["UID"] for event in read(written(visit, other))] == [
        f"visit-{visit.pk}@kipp",
        f"visit-{other.pk}@kipp",
    ]
    assert read(written()) == []


def test_a_program_that_reads_calendars_finds_the_same(visit):
    file = icalendar.Calendar.from_ical(written(visit))

    (event,) = file.walk("VEVENT")
    assert (file["VERSION"], file["PRODID"], file["CALSCALE"]) == ("2.0", "-//KIPP//Visits//ID", "GREGORIAN")
    assert (event.start, event.end, event.DTSTAMP) == (visit.starts_at, visit.ends_at, NOW)
    assert (event["GEO"].latitude, event["GEO"].longitude) == (-6.982, 109.612)
    assert event["SUMMARY"].endswith("Kampung IVA; desa, warga\\kader")
    assert event["DESCRIPTION"].endswith("\nPembukaan\nWawancara " + "é" * 60)
    assert event.errors == []


# Without surrogates, which nobody can send, and control characters, which a calendar must not hold.
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=300))
@example(text="BEGIN:VEVENT\nEND:VCALENDAR")
@example(text='\\n;,:"\\')
def test_whatever_is_written_is_read_back(text):
    shown = Presentation(pk=1, innovation=Innovation(title=text), room=text, link="https://rapat/1?a=1,2;b=3")
    shown.starts_at, shown.ends_at = NOW, NOW + timedelta(minutes=30)

    file = calendars.presentation_ics(shown, address="https://kipp/1", host="kipp", at=NOW)

    (event,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    (by_hand,) = read(file)
    assert event["SUMMARY"].endswith(f": {text}")
    assert event["LOCATION"] == "; ".join(filter(None, [text, shown.link]))
    assert (by_hand["SUMMARY"], by_hand["LOCATION"]) == (event["SUMMARY"], event["LOCATION"])
    assert max(len(line.encode()) for line in file.split("\r\n")) <= 75


def test_a_month_has_whole_weeks_and_a_visit_on_each_of_its_days(visit):
    Visit.objects.update(ends_on=date(2019, 8, 8))
    visit.refresh_from_db()

    month = calendars.month(date(2019, 8, 1), [visit])

    assert calendars.span(date(2019, 8, 1)) == (date(2019, 7, 29), date(2019, 9, 1))
    assert {len(week) for week in month.weeks} == {7}
    days = [day for week in month.weeks for day in week]
    assert (days[0].date, days[0].is_of_month, days[3].is_of_month) == (date(2019, 7, 29), False, True)
    assert [day.date.day for day in days if day.visits] == [7, 8]
    assert (month.before, month.after) == (date(2019, 7, 1), date(2019, 9, 1))
