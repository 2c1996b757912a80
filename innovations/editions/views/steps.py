"""The steps that move an edition on: each with a page that says what will happen before it does it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from innovations.editions import deeds
from innovations.editions.models import Edition, Stage
from innovations.rulebook import readiness
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def open_edition(request: AuthenticatedRequest, year: int) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.prefetch_related("stages", "groups"), year=year)
    obstacle = deeds.obstacle_to_open(edition)
    if not obstacle and readiness.open_points(edition):
        obstacle = _("The edition can't be opened yet: the list below says what is missing.")
    return _confirmed(
        request,
        "open_edition",
        deeds.open_edition,
        edition,
        edition=edition,
        obstacle=obstacle,
        done=_("The edition runs. Begin its registration."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def close_edition(request: AuthenticatedRequest, year: int) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.prefetch_related("stages"), year=year)
    return _confirmed(
        request,
        "close_edition",
        deeds.close_edition,
        edition,
        edition=edition,
        obstacle=deeds.obstacle_to_close(edition),
        done=_("The edition is closed."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def begin_stage(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    stage = _stage_or_404(pk)
    return _confirmed(
        request,
        "begin_stage",
        deeds.begin_stage,
        stage,
        edition=stage.edition,
        obstacle=deeds.obstacle_to_begin(stage, stage.edition),
        done=_("The stage has begun."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def end_stage(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    stage = _stage_or_404(pk)
    return _confirmed(
        request,
        "end_stage",
        deeds.end_stage,
        stage,
        edition=stage.edition,
        obstacle=deeds.obstacle_to_end(stage, at=timezone.now()),
        done=_("The stage has ended."),
    )


def _confirmed(
    request: AuthenticatedRequest,
    page: str,
    deed: Callable[..., object],
    subject: Edition | Stage,
    *,
    edition: Edition,
    obstacle: str,
    done: str,
) -> HttpResponse:
    """Show the page that says what will happen, or do it.

    Where it can't be done, say why and go back.
    """
    if request.method == "POST":
        with refusals.told(request):
            deed(subject, by=request.user, at=timezone.now())
            messages.success(request, done)
        return redirect(edition)
    if obstacle:
        messages.error(request, obstacle)
        return redirect(edition)
    return render(request, f"editions/{page}.html", {"edition": edition, "subject": subject})


def _stage_or_404(pk: int) -> Stage:
    return get_object_or_404(
        Stage.objects.select_related("edition").prefetch_related("edition__stages"), pk=pk
    )
