"""The queue of the bureau's administrative check."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innovations.checking.forms import SENT_STATUSES, QueueForm
from innovations.editions.models import Edition
from innovations.proposals.models import Innovation, InnovationQuerySet
from innovations.proposals.statuses import Status
from innovations.sending.models import Correction
from kipp.accounts.access import for_bureau_readers
from kipp.accounts.models import User
from kipp.accounts.models.words import each_word_in
from kipp.accounts.requests import AuthenticatedRequest
from kipp.lists.tabs import Tab, query, tab


@dataclass(frozen=True)
class QueueRow:
    """An innovation in the queue. A returned one says what was asked; a sealed one shows no title."""

    innovation: Innovation
    correction: Correction | None
    is_overdue: bool
    is_sealed: bool


@require_safe
@for_bureau_readers
def screening(request: AuthenticatedRequest) -> HttpResponse:
    """Show the innovations sent in an edition, oldest first: of the newest running edition unless asked."""
    at = timezone.now()
    editions = list(Edition.objects.all())
    if not editions:
        return render(request, "screening/screening.html", {"edition": None})
    newest_running = next((one for one in editions if one.state == Edition.State.OPEN), editions[0])
    form = QueueForm(request.GET, editions=editions, default=newest_running, at=at)
    form.is_valid()
    edition = form.cleaned_data.get("edition") or newest_running
    status = form.cleaned_data.get("status", "")
    found = _narrowed(Innovation.objects.in_edition(edition).sent(), form, request.user)
    # The number and status of all that was found, in one query: enough to count and to page.
    places = list(found.order_by("submitted_at", "pk").values_list("pk", "status"))
    shown = [pk for pk, its_status in places if not status or its_status == status]
    page = Paginator(shown, 50).get_page(request.GET.get("page"))
    asked = {**_asked(form), "edition": edition.year}
    return render(
        request,
        "screening/screening.html",
        {
            "edition": edition,
            "form": form,
            "is_filtered": len({name for name, value in asked.items() if value}) > 1,
            "is_sealed": form.is_sealed,
            "tabs": _tabs(Counter(its_status for _pk, its_status in places), asked, chosen=status),
            "page_obj": page,
            "rows": _rows(page, request.user, is_sealed=form.is_sealed, at=at),
            "query": query(asked),
            "reset_url": f"?{query({'edition': edition.year})}",
        },
    )


def _narrowed(sent: InnovationQuerySet, form: QueueForm, reader: User) -> InnovationQuerySet:
    """Return the innovations that fit the form except for the status, by which the tabs count them."""
    asked = form.cleaned_data
    if words := asked.get("words"):
        by_owner = each_word_in(words, "agency__name", "agency__government__name")
        sent = sent.filter(by_owner) if form.is_sealed else sent.matching(words)
    for field, lookup in (("government", "agency__government"), ("group", "group"), ("category", "category")):
        if value := asked.get(field):
            sent = sent.filter(**{lookup: value})
    if asked.get("checked_by") == "me":
        sent = sent.filter(screened_by=reader)
    if asked.get("checked_by") == "nobody":
        sent = sent.filter(screened_by=None)
    return sent


def _rows(page: Page, reader: User, *, is_sealed: bool, at: datetime) -> list[QueueRow]:
    """Return the rows. In a sealed call only those that the reader has peeked at have a title."""
    numbers = list(page)
    readable = Innovation.objects.select_related("agency__government", "screened_by")
    found = readable.prefetch_related("corrections").in_bulk(numbers)
    seen = set()
    if is_sealed:
        visible = Innovation.objects.visible_to(reader, at=at).filter(pk__in=numbers)
        seen = set(visible.order_by().values_list("pk", flat=True))
    return [_row(found[pk], is_sealed=is_sealed and pk not in seen, at=at) for pk in numbers]


def _row(innovation: Innovation, *, is_sealed: bool, at: datetime) -> QueueRow:
    correction = innovation.open_correction if innovation.status == Status.RETURNED else None
    is_overdue = bool(correction and correction.is_overdue(at))
    return QueueRow(innovation, correction, is_overdue, is_sealed)


def _asked(form: QueueForm) -> dict:
    """Return what was asked as the address says it, in the order of the form's fields."""
    return {name: form.data[name] for name in form.fields if form.data.get(name) and name not in form.errors}


def _tabs(numbers: Counter[str], asked: dict[str, str], *, chosen: str) -> list[Tab]:
    """Return a tab for all and for each status that occurs; what waits for the bureau always has one."""

    def part(code: str, label: str | Promise, number: int) -> Tab:
        return tab(str(label), number, {**asked, "status": code}, is_current=code == chosen)

    shown = [one for one in SENT_STATUSES if one in numbers or one in (Status.SUBMITTED, chosen)]
    every = part("", _("All"), numbers.total())
    return [every, *(part(one.value, one.label, numbers[one]) for one in shown)]
