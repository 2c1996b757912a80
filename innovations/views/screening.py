"""The bureau's administrative check: the queue, and one innovation with what the rules say of it."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, Value, When
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from innovations import eligibility
from innovations.access import actions_for, in_conflict, obstacle
from innovations.forms.screening import SENT_STATUSES, QueueForm
from innovations.models import Edition, Innovation, Status
from innovations.proposals import read
from innovations.timeline import timeline
from kipp.accounts.access import for_bureau_readers, is_bureau

from .submissions import visible_innovations

# In the order in which the buttons stand; each is offered only when it is possible.
DECISIONS = ("accept", "return_for_correction", "reject", "reconsider")


@require_GET
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
    status = form.cleaned_data.get("status", "")
    sent = Innovation.objects.in_edition(edition).sent()
    queue = (sent.filter(status=status) if status else sent).order_by("submitted_at", "pk")
    queue = queue.select_related("agency__government").prefetch_related("corrections")
    return render(
        request,
        "screening/screening.html",
        {
            "edition": edition,
            "status": status,
            "form": form,
            "counts": _counts(sent),
            "page_obj": Paginator(queue, 50).get_page(request.GET.get("page")),
            "query": f"edition={edition.year}&status={status}",
            "now": now,
        },
    )


@require_GET
@for_bureau_readers
def screening_detail(request, pk):
    """The proposal as it was sent, what the rules say of it, what happened, and what can be decided."""
    now = timezone.now()
    innovation = sent_or_404(request.user, pk, at=now)
    decides = is_bureau(request.user, at=now)
    actions = actions_for(request.user, innovation, at=now) & set(DECISIONS)
    return render(
        request,
        "screening/detail.html",
        {
            "innovation": innovation,
            "proposal": read(innovation.last_sent_revision),
            "verdicts": eligibility.verdicts(innovation),
            "events": timeline(innovation),
            "actions": actions,
            "conflict": decides and not actions and in_conflict(request.user, innovation),
            "why_not": _why_nothing_can_be_decided(innovation, at=now) if decides else "",
            "next_waiting": _next_waiting(innovation),
        },
    )


def sent_or_404(user, pk, *, at) -> Innovation:
    """Fetch an innovation that was sent, also for somebody who holds a further post in an agency."""
    return get_object_or_404(visible_innovations(user, at=at).sent().prefetch_related("partners"), pk=pk)


def _counts(sent):
    """How many of the edition's sent innovations are in each status: one query."""
    rows = sent.order_by().values_list("status").annotate(innovations=Count("pk"))
    by_status = dict(rows)
    return [(status, by_status.get(status, 0)) for status in SENT_STATUSES]


def _next_waiting(innovation) -> Innovation | None:
    """The next undecided innovation in the queue after this one; after the last comes the first."""
    later = Q(submitted_at__gt=innovation.submitted_at) | Q(
        submitted_at=innovation.submitted_at, pk__gt=innovation.pk
    )
    later_first = Case(When(later, then=Value(0)), default=Value(1))
    waiting = Innovation.objects.in_edition(innovation.edition).filter(status=Status.SUBMITTED)
    return waiting.exclude(pk=innovation.pk).order_by(later_first, "submitted_at", "pk").first()


def _why_nothing_can_be_decided(innovation, *, at) -> str:
    """A sentence where no decision is possible now; empty where one is, or where none ever follows."""
    reasons = [
        obstacle(innovation, action, at=at) for action in DECISIONS if action in innovation.transitions
    ]
    return reasons[0] if reasons and all(reasons) else ""
