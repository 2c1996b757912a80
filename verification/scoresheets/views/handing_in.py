"""The page on which a verifier submits their scoresheet."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from verification import access
from verification.scoresheets import deeds, profiles
from verification.scoresheets.forms import SubmitForm
from verification.scoresheets.models import Scoresheet

from .scoresheets import opens_a_sheet


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.VERIFIER)
@opens_a_sheet
def submit_scoresheet(request: AuthenticatedRequest, sheet: Scoresheet) -> HttpResponse:
    """Show all points and notes, and submit them; not if the sheet was saved after they were shown."""
    at = timezone.now()
    access.require_own(request.user, sheet, at=at)
    if request.method == "POST":
        return _submit(request, sheet, at)
    scores = list(sheet.scores.select_related("criterion", "scoresheet"))
    obstacle = deeds.obstacle_to_write(sheet)
    return render(
        request,
        "scoresheets/submit_scoresheet.html",
        {
            "sheet": sheet,
            "form": SubmitForm(initial={"save_number": scores[0].scoresheet.save_number}),
            "innovation": sheet.assignment.innovation,
            "stage": sheet.assignment.stage,
            "scores": scores,
            "profile": profiles.of_sheet(scores, url=sheet.get_absolute_url()),
            "obstacles": [obstacle] if obstacle else deeds.obstacles_to_submit(sheet, scores),
        },
    )


def _submit(request: AuthenticatedRequest, sheet: Scoresheet, at: datetime) -> HttpResponse:
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return redirect("submit_scoresheet", sheet.uuid)
    with refusals.told(request):
        deeds.submit(sheet, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Your sheet is submitted and locked."))
    return redirect(sheet)
