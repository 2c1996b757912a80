"""The people a coordinator appoints: the staff of the agencies of their own government."""

from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kipp.accounts import invitations, people, post
from kipp.accounts.access import for_roles, governments_of
from kipp.accounts.coordinators import short_of_coordinators
from kipp.accounts.forms import HandOverForm, StaffInvitationForm
from kipp.accounts.models import Invitation, Membership, Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals

# The cookie that carries the invitation just made, and its code, to the page that shows them once. Only the
# coordinator's own browser reads it, and nothing of the code stands in a session.
_MADE = "invitation_made"
_SECONDS = 120


@never_cache
@require_safe
@for_roles(Role.COORDINATOR)
def coordination_people(request: AuthenticatedRequest) -> HttpResponse:
    """Show the staff of one's agencies, waiting invitations and, once, the link of the one just made."""
    at, today = timezone.now(), timezone.localdate()
    governments = governments_of(request.user, at=at)
    held = Membership.objects.held_on(today).filter(role=Role.STAFF, agency__government__in=governments)
    posts = held.select_related("user", "agency__government").order_by("agency__name", "user__name", "pk")
    waiting = Invitation.objects.waiting(at).filter(agency__government__in=governments)
    unused = list(waiting.select_related("agency__government"))
    made, code = _made(request)
    response = render(
        request,
        "coordination/people.html",
        {
            "page_obj": Paginator(posts, 50).get_page(request.GET.get("page")),
            "invitations": unused,
            "passing_on": [_passing_on(request, one, code) for one in unused if one.pk == made],
            "short_of_coordinators": short_of_coordinators(governments, at=at),
        },
    )
    if made:
        response.delete_cookie(_MADE, path=reverse("coordination_people"), samesite="Strict")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.COORDINATOR)
def invite_staff(request: AuthenticatedRequest) -> HttpResponse:
    at = timezone.now()
    form = StaffInvitationForm(request.POST or None, governments=governments_of(request.user, at=at))
    if form.is_valid():
        with refusals.shown_in(form):
            invitation = invitations.invite(role=Role.STAFF, **form.cleaned_data, by=request.user, at=at)
            return _shown_once(request, invitation, at=at)
    # What was typed stays, with the sentence beside it: only an empty form is left out.
    obstacle = "" if form.is_bound else post.obstacle()
    return render(request, "coordination/invite_staff.html", {"form": form, "obstacle": obstacle})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.COORDINATOR)
def hand_over(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """End a post today and invite its successor, if there is one, once a page has asked to confirm it."""
    at = timezone.now()
    held = Membership.objects.held_on(timezone.localdate()).filter(
        role=Role.STAFF, agency__government__in=governments_of(request.user, at=at)
    )
    membership = get_object_or_404(held.select_related("user", "agency__government"), pk=pk)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals.shown_in(form):
            if form.cleaned_data["email"]:
                invitation = people.hand_over(membership, **form.cleaned_data, by=request.user, at=at)
                messages.success(request, _("The post ends today."))
                return _shown_once(request, invitation, at=at)
            people.end_post(membership, by=request.user, at=at)
            messages.success(request, _("The post ends today."))
            return redirect("coordination_people")
    subject = f"{membership.user.name}, {membership.office}"
    obstacle = "" if form.is_bound else post.obstacle()
    return render(
        request, "coordination/hand_over.html", {"form": form, "subject": subject, "obstacle": obstacle}
    )


def _shown_once(request: AuthenticatedRequest, invitation: Invitation, *, at: datetime) -> HttpResponse:
    """Redirect to the page of the people, which shows the link and the code of this invitation once."""
    code = invitations.show_code(invitation, by=request.user, at=at)
    response = redirect("coordination_people")
    response.set_signed_cookie(
        _MADE,
        f"{invitation.pk} {code}",
        salt=_salt(request),
        max_age=_SECONDS,
        path=reverse("coordination_people"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _made(request: AuthenticatedRequest) -> tuple[int | None, str]:
    """Return the number of the invitation just made, and its code; nothing when the page is loaded again."""
    kept = request.get_signed_cookie(_MADE, default="", salt=_salt(request), max_age=_SECONDS)
    number, _space, code = (kept or "").partition(" ")
    return (int(number), code) if number else (None, "")


def _salt(request: AuthenticatedRequest) -> str:
    # The user is part of the key: somebody who signs in later in the same browser reads nothing.
    return f"{_MADE}:{request.user.pk}"


def _passing_on(request: AuthenticatedRequest, invitation: Invitation, code: str) -> dict:
    """Return the link of an invitation, its code, and the address that hands the link to WhatsApp."""
    link = request.build_absolute_uri(invitation.get_absolute_url())
    text = _(
        "Hello %(name)s, this is your invitation to the KIPP portal as staff of %(agency)s: %(link)s"
    ) % {
        "name": invitation.name,
        "agency": str(invitation.agency),
        "link": link,
    }
    return {
        "invitation": invitation,
        "code": code,
        "link": link,
        "whatsapp": f"https://wa.me/?text={quote(text)}",
    }
