from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from innovations.models import Edition, Innovation, Status, Who
from verification.models import Assignment, Minutes, Ranking, Scoresheet, Visit

WHO = {
    Who.STAFF: "staff of the owner agency",
    Who.SENDER: "the coordinator; for an agency of the province its own staff",
    Who.BUREAU: "the bureau",
    Who.RESULT: "nobody by hand: the publication of a result, or its retraction",
}

# Things whose moves are in their deeds and not in a table: only their states can be listed.
OTHERS = [
    ("an edition", Edition.State, "`innovations/editions/deeds.py`"),
    ("an assignment", Assignment.State, "`verification/assignments/deeds.py`"),
    ("a scoresheet", Scoresheet.Status, "`verification/scoresheets/deeds.py`"),
    ("a visit", Visit.State, "`verification/visits/deeds.py`"),
    ("minutes of a visit", Minutes.State, "`verification/minutes/deeds.py`"),
    ("a ranking", Ranking.State, "`verification/results/freezing.py`, `verification/results/deeds.py`"),
]

PAGE = """\
# How an innovation moves

Drawn by `make draw` from `TRANSITIONS` in `innovations/proposals/statuses.py`: change the table there, not
this page. Who may take an action, role by role, is in [access.md](access.md);
`innovations/proposals/access.py` says when one is possible, and why not.

```mermaid
stateDiagram-v2
{diagram}
```

| from | action | to | who |
|---|---|---|---|
{moves}

## What else has states

| what | states | its deeds |
|---|---|---|
{others}
"""


@dataclass(frozen=True)
class State:
    """A status. From "returned" the way depends on whether the innovation was ever sent."""

    status: Status
    is_sent: bool

    @property
    def moves(self) -> dict:
        sent_at = timezone.now() if self.is_sent else None
        return Innovation(status=self.status, submitted_at=sent_at).transitions

    def after(self, status: Status) -> "State":
        return State(status, self.is_sent or status == Status.SUBMITTED)

    @property
    def code(self) -> str:
        if self.status != Status.RETURNED:
            return self.status.value
        return f"{self.status.value}_{'sent' if self.is_sent else 'unsent'}"

    @property
    def label(self) -> str:
        if self.status != Status.RETURNED:
            return str(self.status.label)
        return f"{self.status.label}, {'sent before' if self.is_sent else 'never sent'}"


@dataclass(frozen=True)
class Move:
    """An action that leads from one status to another."""

    start: State
    action: str
    end: State
    who: Who


class Command(BaseCommand):
    help = "Draw docs/lifecycle.md from the table of statuses; with --check, say whether it is up to date."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is stale")

    def handle(self, *, check: bool, **_options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "lifecycle.md"
        with translation.override("en"):
            drawn = page()
        if not check:
            path.write_text(drawn)
        elif not path.exists() or path.read_text() != drawn:
            raise CommandError("docs/lifecycle.md does not show what the code does. Run `make draw`.")


def page() -> str:
    """Return the whole page, in the language that is active."""
    moves = list(all_moves())
    return PAGE.format(
        diagram="\n".join(f"    {line}" for line in _diagram(moves)),
        moves="\n".join(
            f"| {move.start.label} | {_words(move.action)} | {move.end.label} | {WHO[move.who]} |"
            for move in moves
        ),
        others="\n".join(
            f"| {what} | {', '.join(str(label) for label in states.labels)} | {deeds} |"
            for what, states, deeds in OTHERS
        ),
    )


def all_moves() -> Iterator[Move]:
    """Return every move that can happen to an innovation, from its draft on."""
    ahead = [State(Status.DRAFT, is_sent=False)]
    for state in ahead:  # The list grows during the loop.
        for action, (status, who) in state.moves.items():
            end = state.after(status)
            yield Move(state, action, end, who)
            if end not in ahead:
                ahead.append(end)


def _diagram(moves: list[Move]) -> list[str]:
    states = dict.fromkeys(state for move in moves for state in (move.start, move.end))
    names = {state.code: state.label for state in states}
    finals = {state.code for state in states if not state.moves}
    return [
        *(f'state "{label}" as {code}' for code, label in names.items()),
        f"[*] --> {Status.DRAFT.value}",
        *(f"{move.start.code} --> {move.end.code}: {_words(move.action)}" for move in moves),
        *(f"{code} --> [*]" for code in names if code in finals),
    ]


def _words(action: str) -> str:
    return action.replace("_", " ")
