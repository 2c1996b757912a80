"""The bureau's register of agencies: read, added to, exported; an agency that another takes over from."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kipp.accounts import agencies as deeds
from kipp.accounts import lists
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.forms import AgencyFilter, AgencyForm, SuccessorForm
from kipp.accounts.models import Agency, Government, Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.lists import importing, spreadsheets
from kipp.lists.tabs import query
from kipp.saving.deed_page import deed_page


@require_safe
@for_bureau_readers
def agencies(request: AuthenticatedRequest) -> HttpResponse:
    """Show the agencies that can enter an innovation, found by words and government."""
    form = AgencyFilter(request.GET)
    words, government, found = _found(form)
    found = found.select_related("government", "successor")
    return render(
        request,
        "people/agencies.html",
        {
            "form": form,
            "writes": is_bureau(request.user, at=timezone.now()),
            "page_obj": Paginator(found, 50).get_page(request.GET.get("page")),
            "query": query({"words": words, "government": government and government.pk}),
        },
    )


def _found(form: AgencyFilter) -> tuple[str, Government | None, QuerySet[Agency]]:
    form.is_valid()
    words, government = form.cleaned_data.get("words", ""), form.cleaned_data.get("government")
    found = Agency.objects.matching(words)
    return words, government, found.filter(government=government) if government else found


@require_safe
@for_bureau_readers
def export_agencies(request: AuthenticatedRequest, form: str) -> HttpResponse:
    """Return the agencies that the list shows, as a file."""
    _words, _government, found = _found(AgencyFilter(request.GET))
    return spreadsheets.response("agencies", form, lists.AGENCY_HEADINGS, lists.agency_rows(found))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def import_agencies(request: AuthenticatedRequest) -> HttpResponse:
    return importing.page(request, lists.AGENCIES)


@require_safe
@for_roles(Role.BUREAU)
def agencies_template(request: AuthenticatedRequest) -> HttpResponse:
    return importing.template_file(lists.AGENCIES)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def succeed_agency(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Name the agency that takes over, once a page has asked to confirm it.

    What this agency did keeps its name.
    """
    agency = get_object_or_404(Agency.objects.select_related("government", "successor"), pk=pk)
    if request.method != "POST" and agency.successor:
        messages.error(request, _("This agency has a successor already."))
        return redirect("agencies")
    form = SuccessorForm(request.POST if request.method == "POST" else None, agency=agency)
    return deed_page(
        request,
        "people/succeed_agency.html",
        form,
        partial(deeds.succeed, agency, by=request.user, at=timezone.now()),
        done=_("The successor is on the register."),
        then=redirect("agencies"),
        context={"agency": agency},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def new_agency(request: AuthenticatedRequest) -> HttpResponse:
    return deed_page(
        request,
        "people/new_agency.html",
        AgencyForm(request.POST or None),
        partial(deeds.register, by=request.user, at=timezone.now()),
        done=_("The agency is on the register."),
        then=redirect("agencies"),
        context={},
    )
