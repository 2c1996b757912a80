"""Who made the innovation: innovators by name and role, and partner agencies."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from innovations.proposals import contributors, proposal_parts
from innovations.proposals.access import EDIT, obstacle
from innovations.proposals.forms import InnovatorForm, PartnerForm, PartnerSearchForm
from innovations.proposals.models import Innovation
from kipp.accounts.models import Agency
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals

from .own import own_innovation

# At most so many of the agencies that match are offered.
MOST_FOUND = 20


@require_http_methods(["GET", "HEAD", "POST"])
def submission_makers(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show both lists, a form that adds an innovator, and a search for an agency."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    form = InnovatorForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            contributors.add_innovator(innovation, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The name is on the list."))
            return redirect("submission_makers", innovation.pk)
    search = PartnerSearchForm(request.GET if "words" in request.GET else None)
    partners = list(innovation.partners.select_related("government"))
    return render(
        request,
        "submissions/makers.html",
        {
            "innovation": innovation,
            "innovators": list(innovation.innovators.all()),
            "partners": partners,
            "form": form,
            "search": search,
            "found": _found(search, innovation, partners),
            "obstacle": obstacle(innovation, EDIT, at=at, part=proposal_parts.MAKERS),
        },
    )


def _found(
    search: PartnerSearchForm, innovation: Innovation, partners: Iterable[Agency]
) -> list[Agency] | None:
    """Return the agencies that match, or None while nothing was searched."""
    if not search.is_valid():
        return None
    named = [innovation.agency_id, *(partner.pk for partner in partners)]
    found = Agency.objects.matching(search.cleaned_data["words"]).exclude(pk__in=named)
    return list(found.select_related("government")[:MOST_FOUND])


@require_POST
def remove_innovator(request: AuthenticatedRequest, pk: int, innovator: int) -> HttpResponse:
    """Take a name off the list. A second click finds it gone."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    if listed := innovation.innovators.filter(pk=innovator).first():
        with refusals.told(request):
            contributors.remove_innovator(listed, by=request.user, at=at)
            messages.success(request, _("The name is off the list."))
    return redirect("submission_makers", innovation.pk)


@require_POST
def add_partner(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Add one of the agencies found as a partner."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    form = PartnerForm(request.POST)
    if form.is_valid():
        with refusals.told(request):
            contributors.add_partner(innovation, form.cleaned_data["agency"], by=request.user, at=at)
            messages.success(request, _("The partner is on the list."))
    return redirect("submission_makers", innovation.pk)


@require_POST
def remove_partner(request: AuthenticatedRequest, pk: int, agency: int) -> HttpResponse:
    """Take a partner off the list."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    with refusals.told(request):
        contributors.remove_partner(innovation, get_object_or_404(Agency, pk=agency), by=request.user, at=at)
        messages.success(request, _("The partner is off the list."))
    return redirect("submission_makers", innovation.pk)
