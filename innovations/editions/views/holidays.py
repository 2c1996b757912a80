"""The calendar of holidays, by which working days are counted."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from innovations.editions import holidays as deeds
from innovations.editions.forms import HolidaysForm
from innovations.editions.models import Holiday
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau, require_role
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def holidays(request: AuthenticatedRequest) -> HttpResponse:
    """Show the holidays by year, newest year first, and the box into which more are typed or pasted."""
    at = timezone.now()
    if request.method == "POST":
        require_role(request.user, Role.BUREAU, at=at)
    form = HolidaysForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            number = deeds.add(form.cleaned_data["lines"], by=request.user, at=at)
            messages.success(request, _("%(number)d days were added.") % {"number": number})
            return redirect("holidays")
    by_year = groupby(Holiday.objects.order_by("day"), key=lambda holiday: holiday.day.year)
    return render(
        request,
        "editions/holidays.html",
        {
            "years": [(year, list(days)) for year, days in by_year][::-1],
            "form": form,
            "writes": is_bureau(request.user, at=at),
        },
    )


@require_POST
@for_roles(Role.BUREAU)
def remove_holiday(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take a day off the calendar. A second click finds it gone."""
    holiday = Holiday.objects.filter(pk=pk).first()
    if holiday:
        deeds.remove(holiday, by=request.user, at=timezone.now())
        messages.success(request, _("The day is off the calendar."))
    return redirect("holidays")
