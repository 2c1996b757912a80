"""The page behind an invitation's link. Opening it uses nothing up: only the POST does."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kipp.accounts import invitations as deeds
from kipp.accounts.forms import AcceptForm, CodeForm
from kipp.accounts.models import Invitation, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals


@sensitive_post_parameters("code", "password", "password_again")
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    at = timezone.now()
    invitation = Invitation.from_token(token)
    if invitation is None or not invitation.is_waiting(at):
        return render(request, "invitations/worthless.html", status=410)
    if invitation.is_to_be_approved:
        return render(request, "invitations/not_yet.html", status=403)
    if request.user.is_authenticated:
        return _accept_signed_in(cast("AuthenticatedRequest", request), invitation, at)
    if User.objects.filter(email=invitation.email).exists():
        return render(request, "invitations/sign_in_first.html", {"invitation": invitation})
    form = AcceptForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        typed = {"code": form.cleaned_data["code"], "password": form.cleaned_data["password"]}
        with refusals.shown_in(form):
            user = deeds.accept(invitation, **typed, by=None, at=at)
            login(request, user)
            messages.success(request, _("Welcome. Your account is ready."))
            return redirect("home")
    return _asked(request, invitation, form, at)


def _accept_signed_in(request: AuthenticatedRequest, invitation: Invitation, at: datetime) -> HttpResponse:
    """Ask also those who have an account for the code: it proves that they read the mailbox."""
    if request.user.email != invitation.email:
        return render(request, "invitations/other_account.html", {"invitation": invitation}, status=403)
    form = CodeForm(request.POST if request.method == "POST" else None, invitation=invitation)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.accept(invitation, code=form.cleaned_data["code"], password=None, by=request.user, at=at)
            messages.success(request, _("You hold this post now."))
            return redirect("home")
    return _asked(request, invitation, form, at)


def _asked(request: HttpRequest, invitation: Invitation, form: CodeForm, at: datetime) -> HttpResponse:
    """Return the page with the form. A wrong code is counted; after the last one the invitation is gone."""
    if form.has_error("code", "wrong_code"):
        invitation = deeds.count_wrong_code(invitation, at=at)
        if not invitation.is_waiting(at):
            return render(request, "invitations/worthless.html", status=410)
    return render(request, "invitations/accept.html", {"invitation": invitation, "form": form})
