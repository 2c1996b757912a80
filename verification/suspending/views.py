"""The pages that suspend, resume and cancel an edition."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from innovations.models import Edition
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving.deed_page import deed_page
from kipp.saving.forms import ReasonForm

from . import deeds

_WithReason = partial(
    ReasonForm, readers=gettext_lazy("Everyone who has something in this edition reads it.")
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def suspend_edition(request: AuthenticatedRequest, year: int) -> HttpResponse:
    return _stopped(
        request, year, "suspend_edition", deeds.suspend, _WithReason, _("The edition is suspended.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def resume_edition(request: AuthenticatedRequest, year: int) -> HttpResponse:
    return _stopped(request, year, "resume_edition", deeds.resume, forms.Form, _("The edition goes on."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def cancel_edition(request: AuthenticatedRequest, year: int) -> HttpResponse:
    return _stopped(
        request, year, "cancel_edition", deeds.cancel, _WithReason, _("The edition is cancelled.")
    )


def _stopped(
    request: AuthenticatedRequest,
    year: int,
    action: str,
    deed: Callable[..., object],
    form_class: Callable[..., forms.Form],
    done: str,
) -> HttpResponse:
    edition = get_object_or_404(Edition, year=year)
    reason = deeds.obstacle(edition, action)
    if request.method != "POST" and reason:
        messages.error(request, reason)
        return redirect(edition)
    form = form_class(request.POST if request.method == "POST" else None)
    stop = partial(deed, edition, by=request.user, at=timezone.now())
    return deed_page(
        request,
        f"editions/{action}.html",
        form,
        stop,
        done=done,
        then=redirect(edition),
        context={"edition": edition},
    )
