"""The bureau's register of agencies."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kipp import refusals
from kipp.accounts import agencies as deeds
from kipp.accounts.access import for_bureau_readers, for_roles
from kipp.accounts.forms import AgencyFilter, AgencyForm
from kipp.accounts.models import Agency, Role
from kipp.tabs import query


@require_safe
@for_bureau_readers
def agencies(request):
    """The agencies that can enter an innovation, found by words and government."""
    form = AgencyFilter(request.GET)
    form.is_valid()
    words, government = form.cleaned_data.get("words", ""), form.cleaned_data.get("government")
    found = Agency.objects.matching(words).select_related("government")
    if government:
        found = found.filter(government=government)
    return render(
        request,
        "people/agencies.html",
        {
            "form": form,
            "page_obj": Paginator(found, 50).get_page(request.GET.get("page")),
            "query": query({"words": words, "government": government and government.pk}),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def new_agency(request):
    form = AgencyForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.register(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The agency is on the register."))
            return redirect("agencies")
    return render(request, "people/new_agency.html", {"form": form})
