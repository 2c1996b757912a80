"""A scoresheet is handed in by its verifier, and given back by the bureau with a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from innovations.forms.reasons import ReasonForm
from kipp import refusals
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from verification import access, profiles
from verification import scoresheets as deeds
from verification.forms.scoresheets import SubmitForm
from verification.models import Scoresheet

from .scoresheets import sheet_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.VERIFIER)
def submit_scoresheet(request, uuid):
    """Confirm page: all points and notes as they are handed in and locked, and nothing saved after it."""
    at = timezone.now()
    sheet = sheet_or_404(request.user, uuid, at=at)
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


def _submit(request, sheet, at):
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return redirect("submit_scoresheet", sheet.uuid)
    with refusals.told(request):
        deeds.submit(sheet, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Your sheet is submitted and locked."))
    return redirect(sheet)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def reopen_scoresheet(request, uuid):
    """Give a submitted sheet back to its verifier, with the reason; no points stand on this page."""
    at = timezone.now()
    sheets = Scoresheet.objects.select_related(
        "assignment__innovation__agency", "assignment__stage__edition", "assignment__verifier"
    )
    sheet = get_object_or_404(sheets, uuid=uuid)
    assignment = sheet.assignment
    access.require_bureau(request.user, assignment.innovation, at=at)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.reopen(sheet, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The sheet is open again and its verifier is told."))
            return redirect("entry_assignments", assignment.stage_id, assignment.innovation_id)
    return render(
        request,
        "scoresheets/reopen_scoresheet.html",
        {"form": form, "sheet": sheet, "assignment": assignment},
    )
