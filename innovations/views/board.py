"""The board One Agency, One Innovation: the bureau's with every agency, a coordinator's with one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from innovations import board as boards
from innovations.board import Board, State
from innovations.forms.board import BoardFilter
from innovations.models import Edition
from kipp import refusals, spreadsheets
from kipp.accounts.access import for_bureau_readers, for_roles, governments_of
from kipp.accounts.models import Government, Role
from kipp.tabs import query, tab


@dataclass(frozen=True)
class _Asked:
    """What a reader asks of the board, and the board that answers."""

    form: BoardFilter
    board: Board
    editions_before: list[Edition]
    governments: Sequence[Government]
    government: Government | None
    state: State | None
    # Of all that was asked but the state, which the tabs choose.
    parameters: dict

    @property
    def agencies(self) -> list[int]:
        return self.board.found(government=self.government, state=self.state)


def _asked(request, governments, *, of_all) -> _Asked | None:
    """Read the question from the address; None while no edition was ever opened."""
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
def board(request):
    """Every agency: how far it is this year, and how far it came in the years before."""
    asked = _asked(request, list(Government.objects.all()), of_all=True)
    return _page(request, asked, "board/board.html", export="board_export")


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_board(request):
    """The same of the agencies that one coordinates."""
    asked = _asked(request, governments_of(request.user, at=timezone.now()), of_all=False)
    return _page(request, asked, "board/coordination_board.html", export="coordination_board_export")


def _page(request, asked, template, *, export):
    if asked is None:
        return render(request, template, {"edition": None})
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
            "by_government": asked.board.by_government(asked.governments),
            "query": query({**asked.parameters, **state}),
            "export": export,
        },
    )


@require_safe
@for_bureau_readers
def board_export(request, form):
    """What the bureau's board shows, as a file."""
    return _file(_asked(request, list(Government.objects.all()), of_all=True), form)


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_board_export(request, form):
    """What the coordinator's board shows, as a file."""
    return _file(_asked(request, governments_of(request.user, at=timezone.now()), of_all=False), form)


def _file(asked, form):
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
def remind_agencies(request):
    """Remind the staff of agencies that have sent nothing: those of the edition and government named."""
    editions = list(Edition.objects.exclude(state=Edition.State.DRAFT).prefetch_related("stages"))
    governments = list(Government.objects.all())
    form = BoardFilter(request.POST, editions=editions, governments=governments)
    if not form.is_valid() or not (edition := form.cleaned_data["edition"]):
        messages.error(request, _("Choose the edition whose agencies are to be reminded."))
        return redirect("board")
    government = form.cleaned_data["government"]
    with refusals.told(request):
        came = boards.remind_agencies(edition, government=government, by=request.user, at=timezone.now())
        _tell(request, came)
    asked = query({"edition": edition.year, "government": government and government.code})
    return redirect(f"{reverse('board')}?{asked}")


def _tell(request, came):
    if came.told:
        text = ngettext("%(number)d agency is reminded.", "%(number)d agencies are reminded.", came.told)
        messages.success(request, text % {"number": came.told})
    else:
        messages.info(request, _("No agency is left to remind today."))
    if came.left:
        text = ngettext(
            "%(number)d more agency waits: press the button again.",
            "%(number)d more agencies wait: press the button again.",
            came.left,
        )
        messages.warning(request, text % {"number": came.left})
    if came.without_staff:
        text = ngettext(
            "%(number)d agency has nobody to remind: invite its staff.",
            "%(number)d agencies have nobody to remind: invite their staff.",
            came.without_staff,
        )
        messages.warning(request, text % {"number": came.without_staff})
