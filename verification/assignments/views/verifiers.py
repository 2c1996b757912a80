"""The page that shows how far the verifiers of a stage are, without any points, and the bureau's reminder."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from verification.assignments import reminding, workloads
from verification.assignments.forms import RemindForm
from verification.stages import scored_stage_or_404


@require_safe
@for_bureau_readers
def stage_verifiers(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Show everyone who has a task in the stage, with the number of sheets submitted, begun and untouched."""
    at = timezone.now()
    stage = scored_stage_or_404(stage_pk)
    verifiers = list(workloads.of_stage(stage, at=at))
    behind = [one for one in verifiers if one.sheets_in < one.tasks]
    return render(
        request,
        "assignments/stage_verifiers.html",
        {
            "stage": stage,
            "verifiers": verifiers,
            "behind": len(behind),
            "can_remind": any(one.is_active and not one.is_reminded for one in behind),
            "reminds": is_bureau(request.user, at=at) and not reminding.obstacle_to_remind(stage),
            "hours": workloads.AGAIN_AFTER_HOURS,
        },
    )


@require_POST
@for_roles(Role.BUREAU)
def remind_verifiers(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Remind one verifier, or all who still owe sheets of the stage."""
    stage = scored_stage_or_404(stage_pk)
    form = RemindForm(request.POST)
    if form.is_valid():
        with refusals.told(request):
            told = reminding.remind_verifiers(stage, **form.cleaned_data, by=request.user, at=timezone.now())
            _tell(request, told)
    else:
        messages.error(request, _("Choose a verifier from the list."))
    return redirect("stage_verifiers", stage.pk)


def _tell(request: AuthenticatedRequest, told: int) -> None:
    if told:
        sentence = ngettext("%(number)d verifier is reminded.", "%(number)d verifiers are reminded.", told)
        messages.success(request, sentence % {"number": told})
    else:
        messages.warning(request, _("Nobody is reminded: all sheets are in, or they were reminded lately."))
