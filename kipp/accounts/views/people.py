"""The bureau's pages about people: their posts, and the invitations to one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kipp.accounts import invitations, lists, post
from kipp.accounts import people as deeds
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.coordinators import short_of_coordinators
from kipp.accounts.forms import InvitationForm, PeopleFilter
from kipp.accounts.models import Invitation, Membership, Role, User
from kipp.accounts.models.membership import MembershipQuerySet
from kipp.accounts.requests import AuthenticatedRequest
from kipp.lists import importing, spreadsheets
from kipp.lists.tabs import query
from kipp.saving import refusals


@dataclass(frozen=True)
class PostRow:
    """A post in the list: whether it is held today, and whether the reader can end it."""

    post: Membership
    is_held: bool
    may_be_ended: bool


@require_safe
@for_bureau_readers
def people(request: AuthenticatedRequest) -> HttpResponse:
    """Show who holds which post, found by words and role, and which invitations wait."""
    at, today = timezone.now(), timezone.localdate()
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    # The numbers of all that was found, in one query: enough to page.
    found = list(_posts(asked, today).values_list("pk", flat=True))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    posts = Membership.objects.with_offices().select_related("user").in_bulk(list(page))
    return render(
        request,
        "people/people.html",
        {
            "form": form,
            "writes": is_bureau(request.user, at=at),
            "page_obj": page,
            "rows": [_row(posts[pk], request.user, today, at=at) for pk in page],
            "query": query(asked),
            "short_of_coordinators": short_of_coordinators(at=at),
            "invitations": Invitation.objects.waiting(at).select_related("government", "agency"),
        },
    )


@require_safe
@for_roles(Role.BUREAU)
def export_people(request: AuthenticatedRequest, form: str) -> HttpResponse:
    """Return the posts that the list shows, as a file.

    It has names and addresses, so auditors can't take it away.
    """
    asked = PeopleFilter(request.GET)
    posts = _posts(asked.cleaned_data if asked.is_valid() else {}, timezone.localdate())
    return spreadsheets.response("people", form, lists.PEOPLE_HEADINGS, lists.people_rows(posts))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def import_people(request: AuthenticatedRequest) -> HttpResponse:
    return importing.page(request, lists.PEOPLE)


@require_safe
@for_roles(Role.BUREAU)
def people_template(request: AuthenticatedRequest) -> HttpResponse:
    return importing.template_file(lists.PEOPLE)


def _posts(asked: dict[str, Any], today: date) -> MembershipQuerySet:
    posts = Membership.objects.matching(asked.get("words", "")).with_offices().select_related("user")
    if not asked.get("all_times"):
        posts = posts.held_on(today)
    if role := asked.get("role"):
        posts = posts.filter(role=role)
    return posts.order_by("role", "user__name", "starts_on", "pk")


def _row(post: Membership, reader: User, today: date, *, at: datetime) -> PostRow:
    is_held = post.is_held_on(today)
    is_own = post.role == Role.BUREAU and post.user_id == reader.pk
    return PostRow(post, is_held, may_be_ended=is_held and not is_own and is_bureau(reader, at=at))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def invite(request: AuthenticatedRequest) -> HttpResponse:
    """Ask for the person and the post; a link may name the role and the government already."""
    form = InvitationForm(request.POST or None, initial=request.GET.dict())
    if form.is_valid():
        with refusals.shown_in(form):
            invitation = invitations.invite(**form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("invitation", invitation.pk)
    # What was typed stays, with the sentence beside it: only an empty form is left out.
    obstacle = "" if form.is_bound else post.obstacle()
    return render(request, "people/invite.html", {"form": form, "obstacle": obstacle})


@require_safe
@for_roles(Role.BUREAU)
def invitation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show how an invitation stands: its link to pass on, or the buttons of the second who approves it."""
    at = timezone.now()
    with_people = Invitation.objects.select_related("government", "agency", "invited_by", "approved_by")
    invitation = get_object_or_404(with_people, pk=pk)
    state, label = _state(invitation, at=at)
    obstacle = ""
    if state == "to_approve":
        obstacle = invitations.obstacle_to_approve(invitation, request.user, at=at)
    return render(
        request,
        "people/invitation.html",
        {
            "invitation": invitation,
            "link": request.build_absolute_uri(invitation.get_absolute_url()),
            "state": state,
            "label": label,
            "code": invitation.code if state == "waiting" and post.shows_codes() else "",
            "is_own": invitation.invited_by_id == request.user.pk,
            "obstacle": obstacle,
        },
    )


def _state(invitation: Invitation, *, at: datetime) -> tuple[str, str]:
    """Return how an invitation stands: a code for its look, and the word."""
    if invitation.accepted_at:
        return "used", _("used")
    if invitation.revoked_at:
        return "revoked", _("revoked")
    if not invitation.is_waiting(at):
        return "past", _("too old")
    if invitation.is_to_be_approved:
        return "to_approve", _("waits for approval")
    return "waiting", _("not used yet")


@require_POST
@for_roles(Role.BUREAU)
def approve_invitation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Approve as the second member of the bureau: only now the invitation is mailed."""
    found = get_object_or_404(Invitation, pk=pk)
    with refusals.told(request):
        invitations.approve(found, by=request.user, at=timezone.now())
        messages.success(request, _("Approved. The invitation is on its way by e-mail."))
    return redirect("invitation", pk)


@require_POST
@for_roles(Role.BUREAU)
def refuse_invitation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Invitation, pk=pk)
    with refusals.told(request):
        invitations.refuse(found, by=request.user, at=timezone.now())
        messages.success(request, _("Nobody is invited. Whoever began this is told."))
    return redirect("people")


@require_POST
@for_roles(Role.BUREAU)
def revoke_invitation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    with refusals.told(request):
        invitations.revoke(invitation, by=request.user, at=timezone.now())
        messages.success(request, _("The invitation is revoked; its link does not work any more."))
    return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def end_post(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """End the post today, once a page has asked to confirm it; what was done in it keeps its name."""
    membership = get_object_or_404(Membership.objects.select_related("user", "government", "agency"), pk=pk)
    if request.method == "POST":
        with refusals.told(request):
            deeds.end_post(membership, by=request.user, at=timezone.now())
            messages.success(request, _("The post ends today."))
        return redirect("people")
    office = f", {membership.office}" if membership.office else ""
    subject = f"{membership.user.name}: {membership.get_role_display()}{office}"
    return render(request, "people/end_post.html", {"subject": subject})
