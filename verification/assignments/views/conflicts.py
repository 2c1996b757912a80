"""Pages about conflicts of interest: one's own, where more can be declared, and the bureau's list."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.models import Edition, Innovation, Statement
from kipp.accounts.access import for_bureau_readers, for_roles
from kipp.accounts.models import Agency, Government, Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from verification.assignments import conflicts as deeds
from verification.assignments.forms import DeclareForm, SearchForm

Thing = Government | Agency | Innovation
Things = Mapping[str, QuerySet[Any]]

# At most so many of each kind of thing are shown as found.
MOST_FOUND = 10


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.VERIFIER, Role.BUREAU)
def my_conflicts(request: AuthenticatedRequest) -> HttpResponse:
    """Show one's own conflicts of interest, and declare one with the thing that `with` names (agency-12)."""
    at = timezone.now()
    things = deeds.things_to_declare(request.user, at=at)
    thing = _thing_or_404(things, request.GET["with"]) if "with" in request.GET else None
    if request.method == "POST" and thing is None:
        return redirect("my_conflicts")
    form = DeclareForm(request.POST or None)
    if thing and form.is_valid():
        with refusals.shown_in(form):
            deeds.declare(thing, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The conflict is declared."))
            return redirect("my_conflicts")
    search = SearchForm(request.GET if "words" in request.GET else None)
    return render(
        request,
        "conflicts/my_conflicts.html",
        {
            "conflicts": deeds.own(request.user),
            "thing": thing,
            "form": form,
            "search": search,
            "found": _found(things, search),
        },
    )


def _thing_or_404(things: Things, named: str) -> Thing:
    kind, _dash, number = named.partition("-")
    if kind not in things or not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    return get_object_or_404(things[kind], pk=number)


def _found(things: Things, search: SearchForm) -> list[tuple[str, Thing]] | None:
    """Return the things that have all the words in their name, as (value of `with`, thing).

    None if nothing was searched for.
    """
    if not search.is_valid():
        return None
    found = []
    for kind, queryset in things.items():
        field = "title" if kind == "innovation" else "name"
        condition = Q()
        for word in search.cleaned_data["words"].split():
            condition &= Q(**{f"{field}__icontains": word})
        found += [(f"{kind}-{thing.pk}", thing) for thing in queryset.filter(condition)[:MOST_FOUND]]
    return found


@require_safe
@for_bureau_readers
def bureau_conflicts(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Show the conflicts that can concern an edition's entries, and who signed its statement."""
    edition = get_object_or_404(Edition, year=year)
    page = Paginator(deeds.of_edition(edition), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "conflicts/bureau_conflicts.html",
        {
            "edition": edition,
            "rows": [(conflict, conflict.bars_in(edition)) for conflict in page],
            "page_obj": page,
            "statements": Statement.objects.filter(edition=edition).select_related("user"),
        },
    )
