"""The pages that copy entries of an earlier or a cancelled edition into one that is open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from innovations.editions.models import Edition
from innovations.proposals.views.own import own_innovation
from innovations.sending import carry_over as carrying
from innovations.sending.forms import CarryForm
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def carry_all_over(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Make every entry of a cancelled edition a draft of one that is open."""
    at = timezone.now()
    earlier = get_object_or_404(Edition, year=year)
    open_editions = carrying.open_editions(at)
    if request.method != "POST" and not open_editions:
        messages.error(request, _("No edition is open for registration now."))
        return redirect(earlier)
    form = CarryForm(request.POST or None, editions=open_editions)
    if form.is_valid():
        with refusals.shown_in(form):
            made = carrying.carry_all_over(earlier, form.edition_chosen(), by=request.user, at=at)
            messages.success(request, _("%(number)d drafts were made.") % {"number": len(made)})
            return redirect(earlier)
    return render(request, "editions/carry_all_over.html", {"edition": earlier, "form": form})


@require_POST
def carry_over(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Copy an entry of one's own agency to the edition `edition` (its year), or to the newest open one."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    editions = carrying.open_editions(at)
    if not editions:
        messages.error(request, _("No edition is open for registration now."))
        return redirect(innovation)
    with refusals.told(request):
        year = request.POST.get("edition")
        edition = next((edition for edition in editions if str(edition.year) == year), editions[0])
        copy = carrying.carry_over(innovation, edition, by=request.user, at=at)
        messages.success(
            request, _("The draft is made. Look through its parts: the form may be another one.")
        )
        return redirect(copy)
    return redirect(innovation)
