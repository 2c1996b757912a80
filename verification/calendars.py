"""Visits as a month on a page, and visits and presentations as a calendar file (iCalendar, RFC 5545)."""

import calendar
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import icalendar
from django.utils.translation import gettext as _

from innovations.models import Presentation
from verification.visits.models import Visit

MONDAY = 0

# The properties of an event of iCalendar, by their names in lower case.
Event = Mapping[str, object]

_STATUS: dict[str, str] = {
    Visit.State.PLANNED: "TENTATIVE",
    Visit.State.POSTPONED: "CANCELLED",
    Visit.State.NOT_HELD: "CANCELLED",
}


@dataclass(frozen=True)
class Day:
    """A day in the weeks of a month, with its visits; the first and last week have days of other months."""

    date: date
    is_of_month: bool
    visits: list[Visit] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """A month in weeks that begin on Monday; `first` is its first day."""

    first: date
    weeks: list[list[Day]]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)


def span(first: date) -> tuple[date, date]:
    """Return the first and the last day of the weeks of a month; `first` is its first day."""
    weeks = calendar.Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    return weeks[0][0], weeks[-1][-1]


def month(first: date, visits: Iterable[Visit]) -> Month:
    """Return the month with its visits; a visit of several days is on each of them."""
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

    They should have their members, places and innovation prefetched. `address` returns the address of a
    visit's page. With `host` the UID of a visit is the same in every file, so that a calendar replaces what
    it has.
    """
    return _calendar(_visit(visit, address(visit), host, at) for visit in visits)


def presentation_ics(presentation: Presentation, *, address: str, host: str, at: datetime) -> str:
    """Return a presentation as a calendar file; `address` and `host` are as in `ics`."""
    is_off = presentation.state == Presentation.State.NOT_HELD
    event = {
        "uid": f"presentation-{presentation.pk}@{host}",
        "dtstamp": at,
        "dtstart": presentation.starts_at,
        "dtend": presentation.ends_at,
        "summary": _("Presentation: %(title)s") % {"title": presentation.innovation.title},
        "location": "; ".join(filter(None, [presentation.room, presentation.link])),
        "status": "CANCELLED" if is_off else "CONFIRMED",
        "url": address,
    }
    return _calendar([event])


def _calendar(events: Iterable[Event]) -> str:
    """Return one calendar file with these events; the times in it are in UTC."""
    file = icalendar.Calendar()
    _add(file, {"version": "2.0", "prodid": "-//KIPP//Visits//ID", "calscale": "GREGORIAN"})
    for event in events:
        component = icalendar.Event()
        _add(component, event)
        file.add_component(component)
    return file.to_ical(sorted=False).decode()


def _add(component: icalendar.Component, properties: Event) -> None:
    for name, value in properties.items():
        component.add(name, value.astimezone(UTC) if isinstance(value, datetime) else value)


def _visit(visit: Visit, address: str, host: str, at: datetime) -> Event:
    stops = list(visit.visit_locations.all())
    pins = [stop.location for stop in stops if stop.location.latitude is not None]
    return {
        "uid": f"visit-{visit.pk}@{host}",
        "dtstamp": at,
        "dtstart": visit.starts_at,
        "dtend": visit.ends_at,
        "summary": _("Field visit: %(title)s") % {"title": visit.innovation.title},
        "location": "; ".join(str(stop) for stop in stops),
        **({"geo": (pins[0].latitude, pins[0].longitude)} if pins else {}),
        "description": _description(visit),
        "status": _STATUS.get(visit.state, "CONFIRMED"),
        "url": address,
    }


def _description(visit: Visit) -> str:
    contact = (visit.contact_name, visit.contact_role, visit.contact_phone)
    paragraphs = [
        str(visit.innovation.agency),
        _("Team: %(names)s") % {"names": ", ".join(str(member) for member in visit.members.all())},
        _("Contact: %(contact)s") % {"contact": ", ".join(filter(None, contact))} if any(contact) else "",
        visit.programme,
    ]
    return "\n".join(filter(None, paragraphs))
