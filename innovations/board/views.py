"""The board One Agency, One Innovation: the bureau's with every agency, a coordinator's with their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_POST, require_safe

from innovations.editions.models import Edition
from kipp.accounts.access import for_bureau_readers, for_roles, governments_of, is_bureau
from kipp.accounts.coordinators import short_of_coordinators
from kipp.accounts.models import Government, Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.lists import spreadsheets
from kipp.lists.tabs import query, tab
from kipp.saving import refusals

from . import reading as boards
from . import reminding
from .forms import BoardFilter, RemindForm
from .reading import Board, State

_OF_AGENCIES: dict[str, str | Promise] = {
    "told": ngettext_lazy("%(number)d agency is reminded.", "%(number)d agencies are reminded.", "number"),
    "left": ngettext_lazy(
        "%(number)d more agency waits: press the button again.",
        "%(number)d more agencies wait: press the button again.",
        "number",
    ),
    "without_people": ngettext_lazy(
        "%(number)d agency has nobody to remind: invite its staff.",
        "%(number)d agencies have nobody to remind: invite their staff.",
        "number",
    ),
}
_OF_COORDINATORS: dict[str, str | Promise] = {
    "told": ngettext_lazy(
        "The coordinators of %(number)d government are reminded.",
        "The coordinators of %(number)d governments are reminded.",
        "number",
    ),
    # All coordinators are told at once.
    "left": "",
    "without_people": ngettext_lazy(
        "%(number)d government has no coordinator to remind: invite one.",
        "%(number)d governments have no coordinator to remind: invite one for each.",
        "number",
    ),
}


@dataclass(frozen=True)
class _Asked:
    """What a reader asks of the board, and the board that answers."""

    form: BoardFilter
    board: Board
    editions_before: list[Edition]
    governments: Sequence[Government]
    government: Government | None
    state: State | None
    # All that was asked except the state, which the tabs choose.
    parameters: dict

    @property
    def agencies(self) -> list[int]:
        return self.board.found(government=self.government, state=self.state)


@dataclass(frozen=True)
class GovernmentRow:
    """A government beside the board: its agencies, and for the bureau what concerns its coordinators.

    `coordinators` is their number where there are fewer than two; `proposed` is how many innovations wait for
    them.
    """

    count: boards.GovernmentCount
    coordinators: int | None = None
    proposed: int = 0


def _asked(
    request: AuthenticatedRequest, governments: Sequence[Government], *, of_all: bool
) -> _Asked | None:
    """Return what the address asks and the board that answers; None while no edition was ever opened."""
    editions = list(Edition.objects.exclude(state=Edition.State.DRAFT))
    if not editions:
        return None
    form = BoardFilter(request.GET, editions=editions, governments=governments)
    asked = form.cleaned_data if form.is_valid() else {}
    running = next((one for one in editions if one.state == Edition.State.OPEN), editions[0])
    edition, government, state = asked.get("edition") or running, asked.get("government"), asked.get("state")
    return _Asked(
        form=form,
        board=Board(edition, None if of_all else governments),
        editions_before=boards.editions_before(edition, editions),
        governments=governments,
        government=government,
        state=state,
        parameters={"edition": edition.year, "government": government and government.code},
    )


@require_safe
@for_bureau_readers
def board(request: AuthenticatedRequest) -> HttpResponse:
    """Show every agency: how far it is this year, and how far it came in the years before."""
    asked = _asked(request, list(Government.objects.all()), of_all=True)
    if asked is None:
        return render(request, "board/board.html", {"edition": None})
    at = timezone.now()
    reminds = is_bureau(request.user, at=at) and bool(asked.board.edition.open_registration(at))
    context = {
        "reminds": reminds,
        "writes": is_bureau(request.user, at=at),
        "hours": reminding.AGAIN_AFTER_HOURS,
        "by_government": _governments(asked, reminds=reminds, at=at),
    }
    return _page(request, asked, "board/board.html", context, export="board_export")


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_board(request: AuthenticatedRequest) -> HttpResponse:
    """Show the same for the agencies that one coordinates."""
    asked = _asked(request, governments_of(request.user, at=timezone.now()), of_all=False)
    if asked is None:
        return render(request, "board/coordination_board.html", {"edition": None})
    counts = asked.board.by_government(asked.governments)
    context = {"by_government": [GovernmentRow(count) for count in counts]}
    return _page(request, asked, "board/coordination_board.html", context, export="coordination_board_export")


def _governments(asked: _Asked, *, reminds: bool, at: datetime) -> list[GovernmentRow]:
    # The type checker does not know what is annotated.
    short = {one.pk: one.coordinators for one in short_of_coordinators(at=at)}
    rows = []
    for count in asked.board.by_government(asked.governments):
        # An agency of the province proposes to nobody: it sends by itself.
        waits = reminds and not count.government.is_province
        rows.append(GovernmentRow(count, short.get(count.government.pk), count.proposed if waits else 0))
    return rows


def _page(
    request: AuthenticatedRequest, asked: _Asked, template: str, context: dict[str, Any], *, export: str
) -> HttpResponse:
    page = Paginator(asked.agencies, 50).get_page(request.GET.get("page"))
    counts = asked.board.counts(asked.government)
    state = {} if asked.state is None else {"state": str(int(asked.state))}
    tabs = [tab(_("All"), sum(counts.values()), asked.parameters, is_current=asked.state is None)]
    tabs += [
        tab(
            str(one.label),
            number,
            {**asked.parameters, "state": str(int(one))},
            is_current=one == asked.state,
        )
        for one, number in counts.items()
    ]
    return render(
        request,
        template,
        {
            "form": asked.form,
            "edition": asked.board.edition,
            "editions_before": asked.editions_before,
            "government": asked.government,
            "tabs": tabs,
            "page_obj": page,
            "lines": asked.board.lines(list(page), asked.editions_before),
            "query": query({**asked.parameters, **state}),
            "export": export,
            **context,
        },
    )


@require_safe
@for_bureau_readers
def board_export(request: AuthenticatedRequest, form: str) -> HttpResponse:
    """Return what the bureau's board shows, as a file."""
    return _file(_asked(request, list(Government.objects.all()), of_all=True), form)


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_board_export(request: AuthenticatedRequest, form: str) -> HttpResponse:
    """Return what the coordinator's board shows, as a file."""
    return _file(_asked(request, governments_of(request.user, at=timezone.now()), of_all=False), form)


def _file(asked: _Asked | None, form: str) -> HttpResponse:
    if asked is None:
        raise Http404
    edition = asked.board.edition
    headings = [_("Government code"), _("Government"), _("Agency"), _("Kind")]
    rows = (
        [
            line.agency.government.code,
            line.agency.government.name,
            line.agency.name,
            capfirst(line.agency.get_kind_display()),
            *(str(state.label) for state in (line.state, *line.before)),
        ]
        for line in asked.board.lines(asked.agencies, asked.editions_before)
    )
    years = [str(one.year) for one in (edition, *asked.editions_before)]
    return spreadsheets.response(f"board-{edition.year}", form, [*headings, *years], rows)


@require_POST
@for_roles(Role.BUREAU)
def remind_agencies(request: AuthenticatedRequest) -> HttpResponse:
    """Remind the staff of agencies that sent nothing: of the edition, and the government or agency named."""
    asked = _whom_to_remind(request)
    if asked is None:
        return redirect("board")
    with refusals.told(request):
        whom = {"government": asked["government"], "agency": asked["agency"]}
        came = reminding.remind_agencies(asked["edition"], **whom, by=request.user, at=timezone.now())
        _tell(request, came, **_OF_AGENCIES)
    return _back(asked)


@require_POST
@for_roles(Role.BUREAU)
def remind_coordinators(request: AuthenticatedRequest) -> HttpResponse:
    """Remind coordinators of what was proposed and not sent: of the edition and the government named."""
    asked = _whom_to_remind(request)
    if asked is None:
        return redirect("board")
    with refusals.told(request):
        came = reminding.remind_coordinators(
            asked["edition"], government=asked["government"], by=request.user, at=timezone.now()
        )
        _tell(request, came, **_OF_COORDINATORS)
    return _back(asked)


def _whom_to_remind(request: AuthenticatedRequest) -> dict | None:
    editions = list(Edition.objects.exclude(state=Edition.State.DRAFT).prefetch_related("stages"))
    form = RemindForm(request.POST, editions=editions, governments=list(Government.objects.all()))
    if form.is_valid() and form.cleaned_data["edition"]:
        return form.cleaned_data
    messages.error(request, _("Choose the edition whose agencies are to be reminded."))
    return None


def _back(asked: dict[str, Any]) -> HttpResponse:
    """Go back to the board as it was filtered."""
    government, state = asked["government"], asked["state"]
    shown = {
        "edition": asked["edition"].year,
        "government": government and government.code,
        "state": None if state is None else str(int(state)),
    }
    return redirect(f"{reverse('board')}?{query(shown)}")


def _tell(
    request: AuthenticatedRequest,
    came: reminding.Reminded,
    *,
    told: str | Promise,
    left: str | Promise,
    without_people: str | Promise,
) -> None:
    """Say what came of reminding; each text takes a "number"."""
    if came.told:
        messages.success(request, told % {"number": came.told})
    elif not came.without_people:
        text = _("Nobody is left to remind: everybody has sent, or was reminded in the last %(hours)d hours.")
        messages.info(request, text % {"hours": reminding.AGAIN_AFTER_HOURS})
    if came.left:
        messages.warning(request, left % {"number": came.left})
    if came.without_people:
        messages.warning(request, without_people % {"number": came.without_people})
