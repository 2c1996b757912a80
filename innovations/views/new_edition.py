"""The page that makes an edition: the usual rules, with a year, a theme and announced times of its own."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from innovations import editions as deeds
from innovations.forms.editions import NewEditionForm
from kipp import refusals
from kipp.accounts.access import for_roles
from kipp.accounts.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def new_edition(request):
    form = NewEditionForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            edition = deeds.create(form.plan, by=request.user, at=timezone.now())
            messages.success(request, _("The edition is prepared. Check its rules, then open it."))
            return redirect(edition)
    return render(request, "editions/new_edition.html", {"form": form})
