"""The trail, as the bureau and auditors read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from innovations.integrity.conflicts import conflict_of
from innovations.models import Innovation, Stage
from kipp import trail_words
from kipp.accounts.access import for_bureau_readers
from kipp.accounts.models import User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.audit.models import TrailEntry
from verification import access

# Facts of a sheet that nobody reads before the standings of its stage are open. Later they are closed to
# those whose own sheet of that entry is still due, and to those in conflict with the entry.
WITHHELD = ("points", "total")


class TrailFilter(forms.Form):
    subject = forms.RegexField(
        r"^[a-z_]+:\d+$",
        label=_("Subject, such as innovation:12"),
        required=False,
        strip=True,
        error_messages={"invalid": _("Write a word, a colon and a number, such as innovation:12.")},
    )


@dataclass(frozen=True)
class TrailLine:
    """A line of the trail with its actor's name and the facts that can be read now."""

    entry: TrailEntry
    actor: str
    facts: dict
    is_withheld: bool

    @property
    def deed(self) -> str:
        """What was done, in words."""
        return trail_words.deed(self.entry.action)

    @property
    def told(self) -> list[tuple[str, str]]:
        """The facts in words, each with its name."""
        return trail_words.told(self.facts)


@require_safe
@for_bureau_readers
def audit(request: AuthenticatedRequest) -> HttpResponse:
    """Show the trail, newest first.

    The points of a stage's sheets are withheld until its standings are open.
    """
    form = TrailFilter(request.GET)
    entries, query = TrailEntry.objects.order_by("-number"), ""
    if form.is_valid() and form.cleaned_data["subject"]:
        entries, query = entries.filter(**form.cleaned_data), urlencode(form.cleaned_data)
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "audit/audit.html",
        {"form": form, "page_obj": page, "query": query, "lines": _lines(page, request.user)},
    )


def _lines(page: Page, reader: User) -> list[TrailLine]:
    entries = list(page)
    names = dict(User.objects.filter(pk__in={entry.actor for entry in entries}).values_list("pk", "name"))
    opened = set(Stage.objects.filter(standings_opened_at__isnull=False).values_list("pk", flat=True))
    closed = access.innovations_owed(reader) | _in_conflict(reader, entries)
    return [_line(entry, names, opened, closed) for entry in entries]


def _in_conflict(reader: User, entries: Iterable[TrailEntry]) -> set[int]:
    named = {entry.facts.get("innovation") for entry in entries} - {None}
    return set(Innovation.objects.filter(conflict_of(reader), pk__in=named).values_list("pk", flat=True))


def _line(entry: TrailEntry, names: Mapping[int, str], opened: set[int], closed: set[int]) -> TrailLine:
    holds_points = any(name in entry.facts for name in WITHHELD)
    is_open = entry.facts.get("stage") in opened and entry.facts.get("innovation") not in closed
    withheld = WITHHELD if holds_points and not is_open else ()
    facts = {name: value for name, value in entry.facts.items() if name not in withheld}
    return TrailLine(entry, names.get(entry.actor, "") if entry.actor else "", facts, bool(withheld))
