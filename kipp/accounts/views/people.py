"""The bureau's pages about people and agencies."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kipp import refusals
from kipp.accounts import agencies as agency_deeds
from kipp.accounts import people as deeds
from kipp.accounts.access import for_bureau_readers, for_roles
from kipp.accounts.forms import AgencyForm, InvitationForm
from kipp.accounts.models import Agency, Invitation, Membership, Role


@require_GET
@for_bureau_readers
def people(request):
    """Who holds which post now, and which invitations wait."""
    now = timezone.now()
    posts = (
        Membership.objects.held_on(timezone.localdate())
        .select_related("user", "government", "agency__government")
        .order_by("role", "user__name")
    )
    invitations = Invitation.objects.waiting(now).select_related("government", "agency")
    return render(
        request,
        "people/people.html",
        {"page_obj": Paginator(posts, 50).get_page(request.GET.get("page")), "invitations": invitations},
    )


@require_http_methods(["GET", "POST"])
@for_roles(Role.BUREAU)
def invite(request):
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            invitation = deeds.invite(**form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("invitation", invitation.pk)
    return render(request, "people/invite.html", {"form": form})


@require_GET
@for_roles(Role.BUREAU)
def invitation(request, pk):
    """The link of an invitation, to be copied: people pass it on by WhatsApp."""
    invitation = get_object_or_404(Invitation.objects.select_related("government", "agency"), pk=pk)
    link = request.build_absolute_uri(invitation.get_absolute_url())
    return render(
        request,
        "people/invitation.html",
        {"invitation": invitation, "link": link, "is_waiting": invitation.is_waiting(timezone.now())},
    )


@require_POST
@for_roles(Role.BUREAU)
def revoke_invitation(request, pk):
    invitation = get_object_or_404(Invitation, pk=pk)
    with refusals.told(request):
        deeds.revoke(invitation, by=request.user, at=timezone.now())
        messages.success(request, _("The invitation is revoked; its link does not work any more."))
    return redirect("people")


@require_http_methods(["GET", "POST"])
@for_roles(Role.BUREAU)
def end_post(request, pk):
    """Confirm page: the post ends today, and what was done in it keeps its name."""
    membership = get_object_or_404(Membership.objects.select_related("user", "government", "agency"), pk=pk)
    if request.method == "POST":
        with refusals.told(request):
            deeds.end_post(membership, by=request.user, at=timezone.now())
            messages.success(request, _("The post ends today."))
        return redirect("people")
    return render(request, "people/end_post.html", {"membership": membership})


@require_GET
@for_bureau_readers
def agencies(request):
    agencies = Agency.objects.select_related("government")
    return render(
        request,
        "people/agencies.html",
        {"page_obj": Paginator(agencies, 50).get_page(request.GET.get("page"))},
    )


@require_http_methods(["GET", "POST"])
@for_roles(Role.BUREAU)
def new_agency(request):
    form = AgencyForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            agency_deeds.register(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The agency is on the register."))
            return redirect("agencies")
    return render(request, "people/new_agency.html", {"form": form})
