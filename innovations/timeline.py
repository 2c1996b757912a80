"""What happened to an innovation, in order: from its own rows, with the words that stand there.

Shown by {% include "components/timeline.html" with events=events only %}.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from .models import Innovation


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    # A note or reason as somebody wrote it.
    note: str = ""
    due_at: datetime | None = None


def timeline(innovation: Innovation) -> list[Event]:
    """Return the events of an innovation, oldest first.

    Reads its revisions, corrections and decisions, prefetched where the page has them.
    """
    events = [
        Event(innovation.created_at, _("Draft begun")),
        *_sendings(innovation),
        *_returns(innovation),
        *(
            Event(decision.decided_at, decision.get_kind_display(), decision.reason)
            for decision in innovation.decisions.all()
        ),
    ]
    return sorted(events, key=lambda event: event.at)


def _sendings(innovation):
    sent = sorted(revision.sent_at for revision in innovation.revisions.all() if revision.sent_at)
    for number, sent_at in enumerate(sent):
        yield Event(sent_at, _("Correction sent to the bureau") if number else _("Sent to the bureau"))


def _returns(innovation):
    # Only the bureau's return has a due time: a coordinator's ends with the registration.
    for asked in innovation.corrections.all():
        by_bureau = asked.due_at is not None
        what = _("Returned by the bureau") if by_bureau else _("Returned by the coordinator")
        yield Event(asked.asked_at, what, asked.note, asked.due_at)
