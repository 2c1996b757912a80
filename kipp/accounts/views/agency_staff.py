"""Whom a coordinator appoints: the staff of the agencies of their own government."""

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kipp import refusals
from kipp.accounts import people
from kipp.accounts.access import for_roles, governments_of
from kipp.accounts.coordinators import short_of_coordinators
from kipp.accounts.forms import HandOverForm, StaffInvitationForm
from kipp.accounts.models import Invitation, Membership, Role

# Under which the session keeps the invitation whose link is shown once.
_MADE = "invitation_made"


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_people(request):
    """The staff of one's agencies, invitations that wait, and once the link of the one just made."""
    now, today = timezone.now(), timezone.localdate()
    governments = governments_of(request.user, at=now)
    posts = Membership.objects.held_on(today).filter(role=Role.STAFF, agency__government__in=governments)
    posts = posts.select_related("user", "agency__government").order_by("agency__name", "user__name", "pk")
    waiting = Invitation.objects.waiting(now).filter(agency__government__in=governments)
    invitations = list(waiting.select_related("agency__government"))
    made = request.session.pop(_MADE, None)
    return render(
        request,
        "coordination/people.html",
        {
            "page_obj": Paginator(posts, 50).get_page(request.GET.get("page")),
            "invitations": invitations,
            "passing_on": [_passing_on(request, one) for one in invitations if one.pk == made],
            "short_of_coordinators": short_of_coordinators(governments, at=now),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.COORDINATOR)
def invite_staff(request):
    now = timezone.now()
    form = StaffInvitationForm(request.POST or None, governments=governments_of(request.user, at=now))
    if form.is_valid():
        with refusals.shown_in(form):
            invitation = people.invite(role=Role.STAFF, **form.cleaned_data, by=request.user, at=now)
            request.session[_MADE] = invitation.pk
            return redirect("coordination_people")
    return render(request, "coordination/invite_staff.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.COORDINATOR)
def hand_over(request, pk):
    """Confirm page: a post ends today, and its successor, where there is one, is invited."""
    now = timezone.now()
    held = Membership.objects.held_on(timezone.localdate()).filter(
        role=Role.STAFF, agency__government__in=governments_of(request.user, at=now)
    )
    membership = get_object_or_404(held.select_related("user", "agency__government"), pk=pk)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals.shown_in(form):
            if form.cleaned_data["email"]:
                invitation = people.hand_over(membership, **form.cleaned_data, by=request.user, at=now)
                request.session[_MADE] = invitation.pk
            else:
                people.end_post(membership, by=request.user, at=now)
            messages.success(request, _("The post ends today."))
            return redirect("coordination_people")
    subject = f"{membership.user.name}, {membership.agency.name}"
    return render(request, "coordination/hand_over.html", {"form": form, "subject": subject})


def _passing_on(request, invitation) -> dict:
    """The link of an invitation, and the address that hands it to WhatsApp."""
    link = request.build_absolute_uri(invitation.get_absolute_url())
    text = _(
        "Hello %(name)s, this is your invitation to the KIPP portal as staff of %(agency)s: %(link)s"
    ) % {
        "name": invitation.name,
        "agency": invitation.agency.name,
        "link": link,
    }
    return {
        "invitation": invitation,
        "link": link,
        "whatsapp": f"https://wa.me/?text={quote(text)}",
    }
