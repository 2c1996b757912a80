"""Lists that the bureau imports: a dry run says what comes of every row, then all rows come in or none.

A `Kind` of list says what its columns are, how a row is judged and which deed imports them. Between the dry
run and the deed the rows are kept here, not in the browser; the deed judges them again, under its lock.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kipp.saving import refusals

from . import spreadsheets
from .spreadsheets import Column, SheetRow

KEPT_SECONDS = 3600

NEW, KNOWN, WRONG = "new", "known", "wrong"
_WORDS = {
    NEW: ("done", gettext_lazy("new")),
    KNOWN: ("off", gettext_lazy("known already")),
    WRONG: ("stop", gettext_lazy("wrong")),
}


@dataclass(frozen=True)
class RowOutcome:
    """What comes of a row: it is new, known already and passed over, or wrong, and why."""

    row: SheetRow
    state: str
    reason: str = ""
    # What the deed needs of a new row.
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The row's number, for templates, which would look for it among the row's texts."""
        return self.row.number

    @property
    def cells(self) -> list[str]:
        return [*self.row.values.values()]

    @property
    def tone(self) -> str:
        return _WORDS[self.state][0]

    @property
    def label(self) -> str:
        return str(_WORDS[self.state][1])


@dataclass(frozen=True)
class Kind:
    """A list that can be imported."""

    code: str
    heading: str | Promise
    # The name of the list itself.
    list_name: str | Promise
    # What the columns hold, for the page.
    explained: Sequence[tuple[str | Promise, str | Promise]]
    columns: Sequence[Column]
    # An example of a row, for the template.
    example: Sequence[str]
    # judge(rows, who imports them) -> what comes of each
    judge: Callable[[list[SheetRow], Any], list[RowOutcome]]
    # deed(rows, *, by, at) -> how many it imported
    deed: Callable[..., int]
    # The names of the addresses of the list, of this import and of its template.
    back: str
    page: str
    template: str
    # Why nothing can be imported at all, as a sentence; empty when it can.
    obstacle: Callable[[], str] = str


class UploadForm(forms.Form):
    """A file with a list; gives out its rows."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, at most 5 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns

    def clean_file(self) -> list[SheetRow]:
        return spreadsheets.read(self.cleaned_data["file"], self.columns)


def judged(
    rows: Sequence[SheetRow],
    read: Callable[[SheetRow], dict[str, Any]],
    *,
    key: Callable[[dict[str, Any]], tuple],
    is_known: Callable[[dict[str, Any]], bool],
) -> list[RowOutcome]:
    """Return what comes of each row.

    `read` returns what the deed needs, or raises ValidationError with the first thing that is wrong. `key`
    tells rows apart: a second row with the same key is wrong.
    """
    before: dict[tuple, int] = {}
    verdicts = []
    for row in rows:
        try:
            fields = read(row)
        except ValidationError as error:
            verdicts.append(RowOutcome(row, WRONG, error.messages[0]))
            continue
        twin = before.setdefault(key(fields), row.number)
        if twin != row.number:
            reason = _("It is the same as row %(number)d.") % {"number": twin}
            verdicts.append(RowOutcome(row, WRONG, reason))
        else:
            verdicts.append(RowOutcome(row, KNOWN if is_known(fields) else NEW, fields=fields))
    return verdicts


def passed(verdicts: Sequence[RowOutcome]) -> list[RowOutcome]:
    """Return the new rows, for the deed. Raises ValidationError when a single row is wrong."""
    wrong = [verdict for verdict in verdicts if verdict.state == WRONG]
    if wrong:
        first = wrong[0]
        raise ValidationError(
            _("Row %(number)d: %(reason)s Nothing was imported.")
            % {"number": first.row.number, "reason": first.reason}
        )
    return [verdict for verdict in verdicts if verdict.state == NEW]


def template_file(kind: Kind) -> HttpResponse:
    """Return the empty list as a workbook, with one row that shows how to fill it in."""
    headings = [column.heading for column in kind.columns]
    return spreadsheets.response(f"{kind.code}-template", "xlsx", headings, [kind.example])


def page(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Show the upload; answer a file with its dry run, and the button of the dry run with the deed."""
    if request.method == "POST" and (token := request.POST.get("token")):
        return _carry_out(request, kind, token)
    if request.method != "POST" or kind.obstacle():
        return _upload(request, kind, UploadForm(columns=kind.columns))
    form = UploadForm(request.POST, request.FILES, columns=kind.columns)
    if not form.is_valid():
        return _upload(request, kind, form)
    rows = form.cleaned_data["file"]
    verdicts = kind.judge(rows, request.user)
    by_state = {state: [one for one in verdicts if one.state == state] for state in _WORDS}
    return render(
        request,
        "importing/dry_run.html",
        {
            "kind": kind,
            "headings": [column.heading for column in kind.columns],
            # The wrong rows stand first.
            "verdicts": [*by_state[WRONG], *by_state[NEW], *by_state[KNOWN]],
            "wrong": len(by_state[WRONG]),
            "new": len(by_state[NEW]),
            "known": len(by_state[KNOWN]),
            "token": "" if by_state[WRONG] else _keep(rows, kind, request.user),
        },
    )


def _upload(request: HttpRequest, kind: Kind, form: UploadForm) -> HttpResponse:
    return render(request, "importing/upload.html", {"kind": kind, "form": form, "obstacle": kind.obstacle()})


def _carry_out(request: HttpRequest, kind: Kind, token: str) -> HttpResponse:
    rows = caches["imports"].get(_key(kind, request.user, token))
    if rows is None:
        messages.error(request, _("The rows were kept for an hour. Upload the file once more."))
        return redirect(kind.page)
    with refusals.told(request):
        number = kind.deed(rows, by=request.user, at=timezone.now())
        if number:
            text = ngettext("%(number)d row is imported.", "%(number)d rows are imported.", number)
            messages.success(request, text % {"number": number})
        else:
            messages.info(request, _("All rows were known already."))
        return redirect(kind.back)
    return redirect(kind.page)


def _keep(rows: list[SheetRow], kind: Kind, user: Any) -> str:
    token = secrets.token_urlsafe(24)
    caches["imports"].set(_key(kind, user, token), rows, KEPT_SECONDS)
    return token


def _key(kind: Kind, user: Any, token: str) -> str:
    # The user is part of the key: nobody else can find the rows with the token.
    return f"import:{kind.code}:{user.pk}:{token[:64]}"
