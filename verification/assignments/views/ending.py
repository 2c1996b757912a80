"""Pages that end a verifier's task, give it to somebody else, or void the sheet."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving.deed_page import deed_page
from verification import access
from verification.assignments import deeds
from verification.assignments.forms import ConflictForm, EndForm, ReplaceForm
from verification.assignments.models import Assignment


def task_or_404(request: AuthenticatedRequest, pk: int, *, at: datetime) -> Assignment:
    """Fetch a task for the bureau; a member in conflict with its entry gets 403."""
    tasks = Assignment.objects.select_related(
        "innovation__agency__government", "stage__edition", "verifier", "scoresheet"
    )
    assignment = get_object_or_404(tasks, pk=pk)
    access.require_bureau(request.user, assignment.innovation, at=at)
    return assignment


def asked(
    request: AuthenticatedRequest,
    assignment: Assignment,
    form: BaseForm,
    deed: Callable[..., object],
    template: str,
    done: str,
) -> HttpResponse:
    """Show the page of a step about a task; carry it out with what was typed and go back to the entry."""
    then = redirect("entry_assignments", assignment.stage_id, assignment.innovation_id)
    return deed_page(request, template, form, deed, done=done, then=then, context={"assignment": assignment})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def end_assignment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take an entry from a verifier, with the reason and the letter; a submitted sheet goes on counting."""
    at = timezone.now()
    assignment = task_or_404(request, pk, at=at)
    end = partial(deeds.end, assignment, by=request.user, at=at)
    form, done = EndForm(request.POST or None), _("The assignment is ended.")
    return asked(request, assignment, form, end, "assignments/end_assignment.html", done)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def replace_assignment(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Give the task to another verifier, who begins with an empty sheet."""
    at = timezone.now()
    assignment = task_or_404(request, pk, at=at)
    free, _touched = access.verifiers_for(assignment.innovation, assignment.stage, at=at)
    replace = partial(deeds.replace, assignment, by=request.user, at=at)
    form = ReplaceForm(request.POST or None, verifiers=free)
    done = _("The task has gone to another verifier, who is told.")
    return asked(request, assignment, form, replace, "assignments/replace_assignment.html", done)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def void_sheet(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Void what a verifier wrote, for a conflict of interest that was found later."""
    at = timezone.now()
    assignment = task_or_404(request, pk, at=at)
    void = partial(deeds.void, assignment, by=request.user, at=at)
    form, done = ConflictForm(request.POST or None), _("The sheet is void and its verifier is told.")
    return asked(request, assignment, form, void, "assignments/void_sheet.html", done)
