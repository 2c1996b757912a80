"""The villages where an innovation can be seen, as its agency lists them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from innovations.proposals import drafting, proposal_parts
from innovations.proposals.access import EDIT, obstacle
from innovations.proposals.forms import LocationForm
from innovations.proposals.models import Location
from innovations.proposals.reading import own_revision
from kipp.accounts.models import Village
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals

from .own import own_innovation


@require_http_methods(["GET", "HEAD", "POST"])
def submission_locations(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the list and the form that adds to it."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    form = LocationForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            drafting.add_location(innovation, **form.location(), by=request.user, at=at)
            messages.success(request, _("The place is on the list."))
            return redirect("submission_locations", innovation.pk)
    locations = Location.objects.in_revision(own_revision(innovation)).select_related("village__government")
    return render(
        request,
        "submissions/locations.html",
        {
            "innovation": innovation,
            "locations": locations,
            "villages": Village.objects.filter(government=innovation.agency.government_id),
            "form": form,
            "obstacle": obstacle(innovation, EDIT, at=at, part=proposal_parts.LOCATIONS),
        },
    )


@require_POST
def remove_location(request: AuthenticatedRequest, pk: int, location: int) -> HttpResponse:
    """Take a place off the list. A second click finds it gone."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    listed = Location.objects.in_revision(own_revision(innovation)).filter(pk=location).first()
    if listed:
        with refusals.told(request):
            drafting.remove_location(listed, by=request.user, at=at)
            messages.success(request, _("The place is off the list."))
    return redirect("submission_locations", innovation.pk)
