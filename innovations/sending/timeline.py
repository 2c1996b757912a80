"""What happened to an innovation, in order: from its own rows, with the words that stand there.

Shown by {% include "components/timeline.html" with events=events only %}.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, QuerySet, Value
from django.utils.translation import gettext as _

from innovations.proposals.models import Innovation, Revision
from kipp.accounts.models import Agency
from kipp.audit import trail

from .models import Decision

_PROPOSED, _SENT, _RETURNED = "proposed", "sent", "returned"


@dataclass(frozen=True)
class Event:
    """Something that happened, in words; `due_at` is until when a correction was asked for."""

    at: datetime
    what: str
    # A note or reason as somebody wrote it.
    note: str = ""
    due_at: datetime | None = None


def timeline(innovation: Innovation) -> list[Event]:
    """Return the events of an innovation, oldest first: one query."""
    events = [Event(innovation.created_at, _("Draft begun"))]
    is_sent = False
    for at, what, note, due_at in _rows(innovation):
        events.append(Event(at, _in_words(what, due_at, innovation.agency, is_sent=is_sent), note, due_at))
        # What was taken back is as if it had not been sent.
        is_sent = what == _SENT or (is_sent and not (what == _RETURNED and due_at is None))
    return events


def _rows(innovation: Innovation) -> QuerySet[Revision, tuple]:
    """Return when, what, note and due time of each proposal, sending, return and decision."""
    never = Value(None, output_field=DateTimeField())
    sendings = innovation.revisions.filter(sent_at__isnull=False)
    returns = innovation.corrections.all()
    decisions = innovation.decisions.all()
    rows = sendings.values_list("sent_at", Value(_SENT), Value(""), never).union(
        returns.values_list("asked_at", Value(_RETURNED), "note", "due_at"),
        decisions.values_list("decided_at", "kind", "reason", never),
        trail.of("propose", innovation).values_list("at", Value(_PROPOSED), Value(""), never),
        all=True,
    )
    return rows.order_by("sent_at")


def _in_words(what: str, due_at: datetime | None, agency: Agency, *, is_sent: bool) -> str:
    if what == _PROPOSED:
        return _("Proposed")
    if what == _SENT:
        return _("Correction sent to the bureau") if is_sent else _("Sent to the bureau")
    if what != _RETURNED:
        return str(Decision.Kind(what).label)
    # Only the bureau's return has a due time: a return by the sender ends with the registration.
    if due_at:
        return _("Returned by the bureau")
    if agency.sends_by_itself:
        return _("Taken back by the agency")
    return _("Taken back by the coordinator") if is_sent else _("Returned by the coordinator")
