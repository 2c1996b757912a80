"""The page on which the bureau puts off the closing of a stage."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from innovations.editions import extensions as deeds
from innovations.editions.forms import ExtensionForm
from innovations.editions.models import Stage
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving.deed_page import deed_page


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def extend_stage(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask for the new closing and its reason; everyone can read both."""
    stage = get_object_or_404(Stage.objects.select_related("edition"), pk=pk)
    reason = deeds.obstacle(stage, stage.edition)
    if request.method != "POST" and reason:
        messages.error(request, reason)
        return redirect(stage.edition)
    form = ExtensionForm(request.POST or None, stage=stage)
    return deed_page(
        request,
        "editions/extend_stage.html",
        form,
        partial(deeds.extend, stage, by=request.user, at=timezone.now()),
        done=_("The closing is put off. The first page says so, and who is concerned is told."),
        then=redirect(stage.edition),
        context={"stage": stage},
    )
