"""The pages that make an edition: from a preset with new times, or from an earlier edition."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from innovations.editions import deeds
from innovations.editions.forms import NewEditionForm, YearAndThemeForm
from innovations.editions.models import Edition
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def new_edition(request: AuthenticatedRequest) -> HttpResponse:
    form = NewEditionForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            edition = deeds.create(form.plan, by=request.user, at=timezone.now())
            messages.success(request, _("The edition is prepared. Check its rules, then open it."))
            return redirect(edition)
    return render(request, "editions/new_edition.html", {"form": form, "earlier": Edition.objects.all()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def repeat_edition(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Make an edition with all rules of this one; its announced times are moved by whole years."""
    earlier = get_object_or_404(Edition.objects.prefetch_related("stages"), year=year)
    form = YearAndThemeForm(request.POST or None, initial={"year": _following_year()})
    if form.is_valid():
        with refusals.shown_in(form):
            edition = deeds.repeat(earlier, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The edition is prepared. Check its rules, then open it."))
            return redirect(edition)
    return render(request, "editions/repeat_edition.html", {"form": form, "earlier": earlier})


def _following_year() -> int:
    """Return the year after the newest edition: the first one that is certainly free."""
    newest = Edition.objects.first()
    return newest.year + 1 if newest else timezone.localdate().year
