"""The coordinator chooses among what is proposed: its order, and what is sent together."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from innovations.sending import lifecycle, sending_order
from innovations.sending.forms import SendingForm
from innovations.sending.models import CoveringLetter
from innovations.sending.quota_use import quota_use
from kipp.accounts.access import for_roles, governments_of
from kipp.accounts.coordinators import short_of_coordinators
from kipp.accounts.models import Government, Role, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals


@require_safe
@for_roles(Role.COORDINATOR)
def choose(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Show what waits in the order of sending, with ticks, the letters, and how far the quota goes."""
    at = timezone.now()
    edition = _edition_or_404(year)
    governments = own_governments(request.user, at=at)
    waiting = list(
        sending_order.in_order(edition, governments).select_related("agency__government", "category")
    )
    uses = quota_use([edition], governments)
    return render(
        request,
        "coordination/choose.html",
        {
            "edition": edition,
            "choices": sending_order.choices(waiting, list(edition.quotas.all()), uses),
            "letters": letters_of(edition, governments),
            "quota_uses": uses,
            "short_of_coordinators": short_of_coordinators(governments, at=at),
        },
    )


@require_POST
@for_roles(Role.COORDINATOR)
def send_together(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Send all that was ticked or, when one can't be sent, nothing: then each of these says why."""
    at = timezone.now()
    edition = _edition_or_404(year)
    governments = own_governments(request.user, at=at)
    form = SendingForm(
        request.POST,
        waiting=sending_order.in_order(edition, governments).select_related("agency__government"),
        letters=letters_of(edition, governments),
    )
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return redirect("choose", year)
    chosen, letter = list(form.cleaned_data["innovations"]), form.cleaned_data["letter"]
    with refusals.told(request):
        lifecycle.submit_all(chosen, letter=letter, by=request.user, at=at)
        done = ngettext(
            "%(number)d innovation is sent to the bureau.",
            "%(number)d innovations are sent to the bureau.",
            len(chosen),
        )
        messages.success(request, done % {"number": len(chosen)})
        return redirect("covering_letter", letter.pk) if letter else redirect("choose", year)
    return redirect("choose", year)


@require_POST
@for_roles(Role.COORDINATOR)
def move_innovation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Move it one place up or down."""
    at = timezone.now()
    own = Innovation.objects.filter(agency__government__in=own_governments(request.user, at=at))
    visible = own.filter(pk__in=Innovation.objects.visible_to(request.user, at=at))
    innovation = get_object_or_404(visible.select_related("edition", "agency__government"), pk=pk)
    steps = -1 if request.POST.get("direction") == "up" else 1
    with refusals.told(request):
        sending_order.move(innovation, steps, by=request.user, at=at)
    return redirect("choose", innovation.edition.year)


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_list(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Show what is proposed, in order, and what was sent, with its letter: to be printed."""
    at = timezone.now()
    edition = _edition_or_404(year)
    governments = own_governments(request.user, at=at)
    sent = Innovation.objects.in_edition(edition).holding_a_quota_place()
    sent = sent.filter(agency__government__in=governments).order_by("submitted_at", "pk")
    shown = ("agency__government", "category", "covering_letter")
    return render(
        request,
        "coordination/list.html",
        {
            "edition": edition,
            "governments": governments,
            "waiting": sending_order.in_order(edition, governments).select_related(*shown),
            "sent": sent.select_related(*shown),
            "now": at,
        },
    )


def own_governments(user: User, *, at: datetime) -> list[Government]:
    """Return the governments for which the user sends; agencies of the province send by themselves."""
    return [office for office in governments_of(user, at=at) if not office.is_province]


def letters_of(edition: Edition, governments: Iterable[Government]) -> QuerySet[CoveringLetter]:
    """Return the covering letters of these governments in an edition, the newest first."""
    return CoveringLetter.objects.filter(edition=edition, government__in=governments)


def _edition_or_404(year: int) -> Edition:
    editions = Edition.objects.exclude(state=Edition.State.DRAFT).prefetch_related("quotas")
    return get_object_or_404(editions, year=year)
