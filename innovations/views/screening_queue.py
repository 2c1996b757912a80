"""The queue of the bureau's administrative check."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innovations.forms.screening import SENT_STATUSES, QueueForm
from innovations.models import Correction, Edition, Innovation, Status
from kipp.accounts.access import for_bureau_readers
from kipp.tabs import Tab, query, tab


@dataclass(frozen=True)
class QueueRow:
    """An innovation in the queue; a returned one with what was asked of it."""

    innovation: Innovation
    correction: Correction | None
    is_overdue: bool


@require_safe
@for_bureau_readers
def screening(request):
    """Innovations sent in an edition, oldest sent first: the newest running edition unless asked."""
    now = timezone.now()
    editions = list(Edition.objects.all())
    if not editions:
        return render(request, "screening/screening.html", {"edition": None})
    newest_running = next((one for one in editions if one.state == Edition.State.OPEN), editions[0])
    form = QueueForm(request.GET, editions=editions, default=newest_running)
    form.is_valid()
    edition = form.cleaned_data.get("edition") or newest_running
    words, status = form.cleaned_data.get("words", ""), form.cleaned_data.get("status", "")
    sent = Innovation.objects.in_edition(edition).sent()
    if words:
        sent = sent.matching(words)
    page = Paginator(_queue(sent, status), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "screening/screening.html",
        {
            "edition": edition,
            "form": form,
            "is_filtered": bool(words or status),
            "tabs": _tabs(sent, edition=edition, words=words, chosen=status),
            "page_obj": page,
            "rows": [_row(innovation, at=now) for innovation in page],
            "query": query({"edition": edition.year, "words": words, "status": status}),
            "reset_url": f"?{query({'edition': edition.year})}",
        },
    )


def _queue(sent, status):
    chosen = sent.filter(status=status) if status else sent
    chosen = chosen.select_related("agency__government").prefetch_related("corrections")
    return chosen.order_by("submitted_at", "pk")


def _row(innovation, *, at) -> QueueRow:
    correction = innovation.open_correction if innovation.status == Status.RETURNED else None
    return QueueRow(innovation, correction, is_overdue=bool(correction and correction.is_overdue(at)))


def _tabs(sent, *, edition, words, chosen) -> list[Tab]:
    """All, and each status that something is in: one query. What waits for the bureau is always there."""
    numbers = dict(sent.order_by().values_list("status").annotate(innovations=Count("pk")))

    def part(code, label, number):
        parameters = {"edition": edition.year, "words": words, "status": code}
        return tab(label, number, parameters, is_current=code == chosen)

    shown = [one for one in SENT_STATUSES if one in numbers or one in (Status.SUBMITTED, chosen)]
    every = part("", _("All"), sum(numbers.values()))
    return [every, *(part(one.value, one.label, numbers.get(one, 0)) for one in shown)]
