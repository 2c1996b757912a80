"""The statement to sign before judging in an edition."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from innovations.editions.models import Edition
from kipp.accounts.access import for_roles
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals

from . import statements
from .forms import StatementForm
from .models import Statement


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*statements.SIGNERS)
def statement(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Show the text, one tick and a button; to those who have signed, what they signed and when."""
    editions = Edition.objects.exclude(state=Edition.State.DRAFT)
    edition = get_object_or_404(editions, year=year)
    goes_to = _next(request)
    signed = Statement.objects.of(request.user, edition).first()
    text = signed.text if signed else statements.text(edition)
    form = StatementForm(request.POST or None, initial={"shown": statements.digest(text)})
    if form.is_valid():
        with refusals.shown_in(form):
            shown = form.cleaned_data["shown"]
            statements.sign(edition, shown=shown, by=request.user, at=timezone.now())
            messages.success(request, _("The statement is signed."))
            return redirect(goes_to)
        # Those who sign next sign the text that stands on the page now.
        form.data = form.data | {"shown": statements.digest(text)}
    heading, *points, closing = text.split("\n")
    context = {
        "edition": edition,
        "form": form,
        "signed": signed,
        "heading": heading,
        "points": [point.split(". ", 1)[1] for point in points],
        "closing": closing,
        "goes_to": goes_to,
    }
    return render(request, "statements/statement.html", context)


def _next(request: AuthenticatedRequest) -> str:
    """Return where to go on: a page of this portal."""
    asked = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else reverse("home")
