"""Covering letters: a new one, one with all that was sent with it, its scan, and all of an edition."""

from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.editions.forms import EditionFilter
from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from innovations.sending import covering_letters
from innovations.sending.forms import LetterForm
from innovations.sending.models import CoveringLetter
from kipp.accounts.access import for_bureau_readers, for_roles, governments_of, has_role
from kipp.accounts.models import Government, Role, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.files.responses import distrusted
from kipp.lists.tabs import query
from kipp.saving.deed_page import deed_page

from .sending_order import own_governments


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.COORDINATOR)
def new_letter(request: AuthenticatedRequest, year: int) -> HttpResponse:
    """Ask for number, date and scan of a letter; what is sent with it is ticked afterwards."""
    at = timezone.now()
    edition = get_object_or_404(Edition.objects.exclude(state=Edition.State.DRAFT), year=year)
    governments = own_governments(request.user, at=at)
    if not governments:
        raise PermissionDenied
    form = LetterForm(request.POST or None, request.FILES or None, governments=governments)
    return deed_page(
        request,
        "coordination/new_letter.html",
        form,
        partial(covering_letters.add, edition, by=request.user, at=at),
        done=_("The letter is kept. Tick what is sent with it."),
        then=redirect("choose", year),
        context={"edition": edition},
    )


@require_safe
@for_bureau_readers
def letters(request: AuthenticatedRequest) -> HttpResponse:
    """Show the letters of an edition, or of one government, each with what was sent with it."""
    at = timezone.now()
    editions = list(Edition.objects.exclude(state=Edition.State.DRAFT))
    if not editions:
        return render(request, "letters/letters.html", {"edition": None})
    form = EditionFilter(request.GET, editions=editions, governments=list(Government.objects.all()))
    asked = form.cleaned_data if form.is_valid() else {}
    edition, government = asked.get("edition") or editions[0], asked.get("government")
    sent = Innovation.objects.visible_to(request.user, at=at).order_by("submitted_at", "priority", "pk")
    found = edition.covering_letters.select_related("government").annotate(listed=Count("innovations"))
    if government:
        found = found.filter(government=government)
    found = found.order_by("government__code", "-dated_on", "pk").prefetch_related(
        Prefetch("innovations", sent.select_related("agency"))
    )
    return render(
        request,
        "letters/letters.html",
        {
            "edition": edition,
            "form": form,
            "page_obj": Paginator(found, 50).get_page(request.GET.get("page")),
            "is_sealed": edition.is_sealed_at(at),
            "query": query({"edition": edition.year, "government": government and government.code}),
        },
    )


@require_safe
@for_roles(Role.COORDINATOR, Role.BUREAU, Role.AUDITOR)
def covering_letter(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show a letter with the list of all that was sent with it, to be printed."""
    at = timezone.now()
    letter = _letter_or_404(request.user, pk, at=at)
    sent = letter.innovations.select_related("agency", "category")
    listed = sent.order_by("submitted_at", "priority", "pk")
    is_sealed = not _coordinates(request.user, letter, at=at) and letter.edition.is_sealed_at(at)
    context = {"letter": letter, "innovations": [] if is_sealed else listed, "is_sealed": is_sealed}
    return render(request, "coordination/letter.html", context)


@require_safe
@for_roles(Role.COORDINATOR, Role.BUREAU, Role.AUDITOR)
def letter_file(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Return the scan. In a sealed call the bureau can't read it yet, since it names what is sent."""
    at = timezone.now()
    letter = _letter_or_404(request.user, pk, at=at)
    if not _coordinates(request.user, letter, at=at) and letter.edition.is_sealed_at(at):
        raise Http404
    try:
        content = letter.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"kipp-surat-{letter.pk}.pdf"
    return distrusted(
        FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")
    )


def _letter_or_404(user: User, pk: int, *, at: datetime) -> CoveringLetter:
    letters = CoveringLetter.objects.select_related("edition", "government", "uploaded_by")
    if not has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        letters = letters.filter(government__in=governments_of(user, at=at))
    return get_object_or_404(letters, pk=pk)


def _coordinates(user: User, letter: CoveringLetter, *, at: datetime) -> bool:
    return letter.government in governments_of(user, at=at)
