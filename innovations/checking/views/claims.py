"""Who checks an innovation: claim, release, take over; set a rule aside; look into a sealed innovation."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from innovations.checking import deeds
from innovations.checking.forms import TakeOverForm
from innovations.editions.models import Edition
from innovations.proposals.access import is_claimed_by_another, may, obstacle
from innovations.proposals.models import Innovation
from innovations.requirements.eligibility import DECIDED_BY_THE_BUREAU
from kipp.accounts.access import for_bureau_readers
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from kipp.saving.forms import ReasonForm

from .screening import sent_or_404


@require_POST
@for_bureau_readers
def claim_innovation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Start checking it. A second click tells the same again."""
    innovation = sent_or_404(request.user, pk, at=timezone.now())
    with refusals.told(request):
        deeds.claim(innovation, by=request.user, at=timezone.now())
        messages.success(request, _("You check this innovation now; your colleagues see that."))
    return redirect("screening_detail", pk)


@require_POST
@for_bureau_readers
def release_innovation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Leave it to the colleagues."""
    innovation = sent_or_404(request.user, pk, at=timezone.now())
    with refusals.told(request):
        deeds.release(innovation, by=request.user, at=timezone.now())
        messages.success(request, _("You have left it to your colleagues. What you found so far stays."))
    return redirect("screening_detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def take_over(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take over a colleague's check, once a page has asked to confirm it."""
    at = timezone.now()
    innovation = _decidable(request, pk, at=at)
    if not is_claimed_by_another(request.user, innovation):
        if request.method != "POST":
            messages.error(request, _("No colleague is checking this innovation."))
        return redirect("screening_detail", pk)
    is_idle = deeds.is_idle(innovation, at=at)
    form = TakeOverForm(request.POST or None, is_idle=is_idle)
    return deed_page(
        request,
        "screening/take_over.html",
        form,
        partial(deeds.claim, innovation, by=request.user, at=at),
        done=_("You check this innovation now; your colleagues see that."),
        then=redirect("screening_detail", pk),
        context={"innovation": innovation, "is_idle": is_idle},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def set_rule_aside(request: AuthenticatedRequest, pk: int, rule: str) -> HttpResponse:
    """Set a rule aside that is not met or has to be looked at, with the reason."""
    at = timezone.now()
    if rule not in DECIDED_BY_THE_BUREAU:
        raise Http404
    innovation = _decidable(request, pk, at=at)
    reason = obstacle(innovation, "accept", at=at)
    if request.method != "POST" and reason:
        messages.error(request, reason)
        return redirect("screening_detail", pk)
    readers = _("It stands beside the rule; the agency reads it.")
    form = ReasonForm(request.POST or None, readers=readers)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.set_aside(innovation, rule, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The rule is set aside for this innovation."))
            return redirect("screening_detail", pk)
    context = {"innovation": innovation, "form": form, "verdict": deeds.verdict_of(innovation, rule)}
    return render(request, "screening/set_aside.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def peek(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Look into an innovation of a sealed call, once a page has asked for the reason; it is recorded."""
    at = timezone.now()
    sealed = Innovation.objects.sent().filter(edition__in=Edition.objects.sealed(at=at))
    innovation = get_object_or_404(sealed.select_related("edition", "agency__government"), pk=pk)
    if not may(request.user, innovation, "accept", at=at):
        raise PermissionDenied
    form = ReasonForm(request.POST or None, readers=_("It is kept with your name and the time."))
    return deed_page(
        request,
        "screening/peek.html",
        form,
        partial(deeds.peek, innovation, by=request.user, at=at),
        done=_("Your look into it is recorded with its reason."),
        then=redirect("screening_detail", pk),
        context={"innovation": innovation},
    )


def _decidable(request: AuthenticatedRequest, pk: int, *, at: datetime) -> Innovation:
    innovation = sent_or_404(request.user, pk, at=at)
    if not may(request.user, innovation, "accept", at=at):
        raise PermissionDenied
    return innovation
