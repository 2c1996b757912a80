"""Visits as a month on a page; visits and presentations as a calendar file (iCalendar, RFC 5545)."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from innovations.models import Presentation
from verification.visits.models import Visit

MONDAY = 0
# In octets, without the line break (RFC 5545, section 3.1).
LONGEST_LINE = 75

_STATUS = {
    Visit.State.PLANNED: "TENTATIVE",
    Visit.State.POSTPONED: "CANCELLED",
    Visit.State.NOT_HELD: "CANCELLED",
}


@dataclass(frozen=True)
class Day:
    """A day of a month's sheet with its visits; the first and last week also show days of the next months."""

    date: date
    is_of_month: bool
    visits: list[Visit] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday on; `first` is its first day."""

    first: date
    weeks: list[list[Day]]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)


def span(first: date) -> tuple[date, date]:
    """Return the first and the last day that the sheet of a month shows."""
    weeks = calendar.Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    return weeks[0][0], weeks[-1][-1]


def month(first: date, visits: Iterable[Visit]) -> Month:
    """Return the sheet of a month: a visit of several days stands on each of them."""
    visits = list(visits)
    weeks = calendar.Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    return Month(
        first,
        [
            [
                Day(
                    day,
                    day.month == first.month,
                    [visit for visit in visits if visit.starts_on <= day <= visit.ends_on],
                )
                for day in week
            ]
            for week in weeks
        ],
    )


def ics(visits: Iterable[Visit], *, address: Callable[[Visit], str], host: str, at: datetime) -> str:
    """Return visits as one calendar file.

    Each visit comes with its members, places and innovation; `address` tells where it is read, `host` makes
    its UID the same in every file, so that a calendar replaces what it has.
    """
    return _calendar(line for visit in visits for line in _event(visit, address(visit), host, at))


def presentation_ics(presentation: Presentation, *, address: str, host: str, at: datetime) -> str:
    """Return a presentation, which comes with its innovation, as one calendar file."""
    title = _("Presentation: %(title)s") % {"title": presentation.innovation.title}
    place = "; ".join(filter(None, [presentation.room, presentation.link]))
    status = "CANCELLED" if presentation.state == Presentation.State.NOT_HELD else "CONFIRMED"
    return _calendar(
        [
            "BEGIN:VEVENT",
            f"UID:presentation-{presentation.pk}@{host}",
            f"DTSTAMP:{_moment(at)}",
            f"DTSTART:{_moment(presentation.starts_at)}",
            f"DTEND:{_moment(presentation.ends_at)}",
            f"SUMMARY:{_text(title)}",
            f"LOCATION:{_text(place)}",
            f"STATUS:{status}",
            f"URL:{address}",
            "END:VEVENT",
        ]
    )


def _calendar(events):
    """Return one calendar file with the lines of these events."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KIPP//Visits//ID", "CALSCALE:GREGORIAN"]
    return "".join(f"{_folded(line)}\r\n" for line in [*head, *events, "END:VCALENDAR"])


def _event(visit, address, host, at):
    stops = list(visit.visit_locations.all())
    pins = [stop.location for stop in stops if stop.location.latitude is not None]
    geo = [f"GEO:{pins[0].latitude};{pins[0].longitude}"] if pins else []
    title = _("Field visit: %(title)s") % {"title": visit.innovation.title}
    return [
        "BEGIN:VEVENT",
        f"UID:visit-{visit.pk}@{host}",
        f"DTSTAMP:{_moment(at)}",
        f"DTSTART:{_moment(visit.starts_at)}",
        f"DTEND:{_moment(visit.ends_at)}",
        f"SUMMARY:{_text(title)}",
        f"LOCATION:{_text('; '.join(str(stop) for stop in stops))}",
        *geo,
        f"DESCRIPTION:{_text(_description(visit))}",
        f"STATUS:{_STATUS.get(visit.state, 'CONFIRMED')}",
        f"URL:{address}",
        "END:VEVENT",
    ]


def _description(visit):
    contact = (visit.contact_name, visit.contact_role, visit.contact_phone)
    paragraphs = [
        str(visit.innovation.agency),
        _("Team: %(names)s") % {"names": ", ".join(str(member) for member in visit.members.all())},
        _("Contact: %(contact)s") % {"contact": ", ".join(filter(None, contact))} if any(contact) else "",
        visit.programme,
    ]
    return "\n".join(filter(None, paragraphs))


def _moment(moment):
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text):
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line):
    """Break a line where it gets too long, never inside of a letter: what follows begins with a blank."""
    parts, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST_LINE:
            parts.append(" ")
            length = 1
        parts[-1] += letter
        length += size
    return "\r\n".join(parts)
