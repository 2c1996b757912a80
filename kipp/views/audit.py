"""The trail, as the bureau and auditors read it."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from innovations.models import Stage
from kipp.accounts.access import for_bureau_readers
from kipp.accounts.models import User
from kipp.audit.models import TrailEntry

# Facts of a sheet that nobody reads before the standings of its stage are open.
WITHHELD = ("points", "total")


class TrailFilter(forms.Form):
    subject = forms.RegexField(
        r"^[a-z_]+:\d+$",
        label=_("Subject, such as innovation:12"),
        required=False,
        error_messages={"invalid": _("Write a word, a colon and a number, such as innovation:12.")},
    )


@dataclass(frozen=True)
class Line:
    """A line of the trail with its actor's name and the facts that may be read now."""

    entry: TrailEntry
    actor: str
    facts: dict
    is_withheld: bool


@require_GET
@for_bureau_readers
def audit(request):
    """The trail, newest first; the points of a stage's sheets are withheld until its standings are open."""
    form = TrailFilter(request.GET)
    entries = TrailEntry.objects.order_by("-number")
    if form.is_valid() and form.cleaned_data["subject"]:
        entries = entries.filter(subject=form.cleaned_data["subject"])
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    return render(request, "audit/audit.html", {"form": form, "page_obj": page, "lines": _lines(page)})


def _lines(entries):
    entries = list(entries)
    names = dict(User.objects.filter(pk__in={entry.actor for entry in entries}).values_list("pk", "name"))
    closed = set(Stage.objects.filter(standings_opened_at=None).values_list("pk", flat=True))
    return [_line(entry, names, closed) for entry in entries]


def _line(entry, names, closed):
    withheld = entry.facts.get("stage") in closed and any(name in entry.facts for name in WITHHELD)
    facts = {name: value for name, value in entry.facts.items() if not (withheld and name in WITHHELD)}
    return Line(entry, names.get(entry.actor, ""), facts, withheld)
