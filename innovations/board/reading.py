"""One Agency, One Innovation: how far each agency has come with its best innovation, year by year.

The bureau sees every agency, a coordinator those of their own government. The board says how far an agency
is, never with what: no title of a draft stands on it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Count, Max, Q, Value, When
from django.utils.translation import gettext_lazy

from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from innovations.proposals.statuses import Status
from kipp.accounts.models import Agency, Government

# How many editions before are shown beside the chosen one.
YEARS_BEFORE = 3


class State(models.IntegerChoices):
    """How far an agency has come in an edition: what its best innovation reached."""

    NONE = 0, gettext_lazy("none")
    RECORDED = 1, gettext_lazy("recorded")
    DRAFT = 2, gettext_lazy("draft")
    RETURNED = 3, gettext_lazy("returned")
    PROPOSED = 4, gettext_lazy("proposed")
    SENT = 5, gettext_lazy("sent")
    ELIGIBLE = 6, gettext_lazy("passed the check")


# What was withdrawn counts for nothing.
_STATES = {
    Status.RECORDED: State.RECORDED,
    Status.DRAFT: State.DRAFT,
    Status.RETURNED: State.RETURNED,
    Status.PROPOSED: State.PROPOSED,
    Status.SUBMITTED: State.SENT,
    Status.INELIGIBLE: State.SENT,
    Status.DISQUALIFIED: State.SENT,
    Status.ELIGIBLE: State.ELIGIBLE,
    Status.FINALIST: State.ELIGIBLE,
}


def _reached() -> Max:
    cases = [When(status=status, then=Value(int(state))) for status, state in _STATES.items()]
    return Max(Case(*cases, default=Value(int(State.NONE))))


@dataclass(frozen=True)
class BoardLine:
    """An agency on the board; `before` has a state for each earlier edition that is shown."""

    agency: Agency
    state: State
    before: list[State]

    @property
    def tone(self) -> str:
        """The look of the state: sent is done, begun is under way."""
        if self.state >= State.SENT:
            return "done"
        return "wait" if self.state else "off"


@dataclass(frozen=True)
class GovernmentCount:
    """A government with its agencies, how many of them have sent, and how many innovations are proposed."""

    government: Government
    agencies: int
    sent: int
    proposed: int


@dataclass(frozen=True)
class _Place:
    """What the board knows of each agency, in the order of the board: enough to count, filter and page."""

    agency: int
    government: int
    state: State
    proposed: int


class Board:
    """The agencies of an edition, held to some governments (None: all).

    Two queries read a few numbers of each agency; counting, filtering and paging are done here. One query for
    both would take the database twice as long, since it would sort what it had joined.
    """

    def __init__(self, edition: Edition, governments: Iterable[Government] | None = None) -> None:
        self.edition = edition
        agencies = Agency.objects.order_by("government__code", "name", "pk")
        entered = Innovation.objects.in_edition(edition).order_by()
        if governments is not None:
            agencies = agencies.filter(government__in=governments)
            entered = entered.filter(agency__government__in=governments)
        counted = entered.values_list("agency").annotate(
            reached=_reached(),
            # Statuses are counted, not keys: then the index of the board has all that is read.
            proposed=Count("status", filter=Q(status=Status.PROPOSED)),
        )
        nothing = (State.NONE, 0)
        came = {agency: (State(reached), proposed) for agency, reached, proposed in counted}
        self.places = [
            _Place(agency, government, *came.get(agency, nothing))
            for agency, government, successor in agencies.values_list("pk", "government", "successor")
            # An agency that another took over from stays as long as it has something here.
            if successor is None or came.get(agency, nothing) != nothing
        ]

    def found(self, *, government: Government | None = None, state: State | None = None) -> list[int]:
        """Return the numbers of the agencies in a state, of one government or all, in the board's order."""
        return [
            place.agency
            for place in self.places
            if (government is None or place.government == government.pk)
            and (state is None or place.state == state)
        ]

    def counts(self, government: Government | None = None) -> dict[State, int]:
        """Return how many agencies are in each state."""
        counted = Counter(
            place.state for place in self.places if government is None or place.government == government.pk
        )
        return {state: counted[state] for state in State}

    def by_government(self, governments: Iterable[Government]) -> list[GovernmentCount]:
        """Return how far each government's agencies are."""
        agencies = Counter(place.government for place in self.places)
        sent = Counter(place.government for place in self.places if place.state >= State.SENT)
        proposed: Counter[int] = Counter()
        for place in self.places:
            proposed[place.government] += place.proposed
        return [GovernmentCount(one, agencies[one.pk], sent[one.pk], proposed[one.pk]) for one in governments]

    def lines(self, agencies: list[int], editions_before: list[Edition]) -> list[BoardLine]:
        """Return the lines of these agencies, in the order given: two queries."""
        states = {place.agency: place.state for place in self.places}
        found = Agency.objects.select_related("government").in_bulk(agencies)
        earlier: dict[int, dict] = defaultdict(dict)
        reached = Innovation.objects.filter(agency__in=agencies, edition__in=editions_before).order_by()
        for agency, edition, state in reached.values_list("agency", "edition").annotate(reached=_reached()):
            earlier[agency][edition] = State(state)
        return [
            BoardLine(
                found[pk],
                states[pk],
                [earlier[pk].get(edition.pk, State.NONE) for edition in editions_before],
            )
            for pk in agencies
        ]


def editions_before(edition: Edition, editions: Iterable[Edition]) -> list[Edition]:
    """Return the editions that are shown beside the chosen one, the latest first."""
    return [one for one in editions if one.year < edition.year][:YEARS_BEFORE]
