"""One's own account: what the portal knows of somebody, and whether it reminds them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kipp.accounts.access import posts_at
from kipp.accounts.forms import RemindersForm
from kipp.accounts.requests import AuthenticatedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: AuthenticatedRequest) -> HttpResponse:
    """Show the posts held today, and the switch of the reminders.

    The switch is no deed, so the trail keeps no line of it.
    """
    form = RemindersForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        request.user.save(update_fields=["wants_reminders"])
        if request.user.wants_reminders:
            messages.success(request, _("You are reminded by e-mail of what waits for you."))
        else:
            messages.success(request, _("You get no reminders any more."))
        return redirect("account")
    return render(
        request, "people/account.html", {"form": form, "posts": posts_at(request.user, timezone.now())}
    )
