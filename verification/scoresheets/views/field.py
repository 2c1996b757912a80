"""Pages that prepare a verifier's phone for villages without a signal (docs/offline.md)."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from innovations.integrity import signing
from innovations.integrity.statements import has_signed_for
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.moments import in_wib
from verification import access
from verification.assignments.models import Assignment
from verification.scoresheets.models import Scoresheet
from verification.visits.models import Visit


@require_safe
@for_roles(Role.VERIFIER)
def field(request: AuthenticatedRequest) -> HttpResponse:
    """Show what can be prepared, what this device keeps of it, and what it has not sent yet."""
    tasks = list(
        access.visible_assignments(request.user)
        .filter(access.CAN_BE_SCORED, scoresheet__status=Scoresheet.Status.DRAFT)
        .exclude(access.is_in_conflict(request.user))
        .annotate(has_signed=has_signed_for(request.user, "stage__edition"))
        .select_related("stage__edition", "innovation__agency__government", "scoresheet")
        .order_by("stage", "innovation__title")
    )
    visits = _visits(request.user, tasks)
    unsigned = {task.stage.edition for task in tasks if not task.has_signed}
    return render(
        request,
        "field/field.html",
        {
            # A sheet opens only once the statement is signed, so the device can't keep it before.
            "rows": [
                (task, visits.get((task.innovation_id, task.stage_id))) for task in tasks if task.has_signed
            ],
            "to_sign": [signing.address(edition, request.path) for edition in unsigned],
            "days": settings.TRIP_DAYS,
            "pages": [reverse("verification_home"), reverse("field")],
        },
    )


def _visits(user: User, tasks: Iterable[Assignment]) -> dict[tuple[int, int], Visit]:
    """Return the visits of the user's teams, by (entry, stage); none if no task is of a visited stage."""
    if not any(task.stage.needs_visits for task in tasks):
        return {}
    visits = Visit.objects.of_team_member(user).standing()
    return {(visit.innovation_id, visit.stage_id): visit for visit in visits}


@require_POST
@for_roles(Role.VERIFIER)
def prepare(request: AuthenticatedRequest) -> HttpResponse:
    """Keep the user signed in for the whole trip, since nobody can sign in without a signal."""
    request.session.set_expiry(timedelta(days=settings.TRIP_DAYS))
    return JsonResponse({"until": in_wib(request.session.get_expiry_date())})
