"""One innovation in the bureau's administrative check, with what the rules say of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innovations import eligibility
from innovations.access import conflict_of, obstacle
from innovations.models import Innovation, Status
from innovations.proposals import read, readable_revision
from innovations.timeline import timeline
from kipp.accounts.access import for_bureau_readers, is_bureau

from .submissions import visible_innovations

# In the order in which the buttons stand; each is offered only when it is possible.
DECISIONS = ("accept", "return_for_correction", "reject", "reconsider")


@require_safe
@for_bureau_readers
def screening_detail(request, pk):
    """The proposal as it was sent, what the rules say of it, what happened, and what can be decided."""
    now = timezone.now()
    sent = Innovation.objects.visible_to(request.user, at=now).sent()
    conflicts = Innovation.objects.filter(conflict_of(request.user), pk=OuterRef("innovation"))
    revision = get_object_or_404(readable_revision(sent.filter(pk=pk)).annotate(conflict=Exists(conflicts)))
    innovation = revision.innovation
    obstacles = _obstacles(innovation, at=now) if is_bureau(request.user, at=now) else {}
    possible = {action for action, reason in obstacles.items() if not reason}
    conflict = bool(possible) and revision.conflict
    return render(
        request,
        "screening/detail.html",
        {
            "innovation": innovation,
            "proposal": read(revision),
            "verdicts": eligibility.verdicts(innovation),
            "events": timeline(innovation),
            "actions": set() if conflict else possible,
            "conflict": conflict,
            "why_not": "" if possible else next(iter(obstacles.values()), ""),
        },
    )


@require_safe
@for_bureau_readers
def next_waiting(request, pk):
    """Go on to the next undecided innovation in the queue; where none is left, back to the queue."""
    innovation = sent_or_404(request.user, pk, at=timezone.now())
    found = _next_waiting(innovation)
    if found:
        return redirect("screening_detail", found.pk)
    messages.success(request, _("No other innovation is waiting for a decision."))
    return redirect(f"{reverse('screening')}?{urlencode({'edition': innovation.edition.year})}")


def sent_or_404(user, pk, *, at) -> Innovation:
    """Fetch an innovation that was sent, also for somebody who holds a further post in an agency."""
    return get_object_or_404(visible_innovations(user, at=at).sent(), pk=pk)


def _next_waiting(innovation) -> Innovation | None:
    """The next undecided innovation in the queue after this one; after the last comes the first."""
    later = Q(submitted_at__gt=innovation.submitted_at) | Q(
        submitted_at=innovation.submitted_at, pk__gt=innovation.pk
    )
    later_first = Case(When(later, then=Value(0)), default=Value(1))
    waiting = Innovation.objects.in_edition(innovation.edition).filter(status=Status.SUBMITTED)
    return waiting.exclude(pk=innovation.pk).order_by(later_first, "submitted_at", "pk").first()


def _obstacles(innovation, *, at) -> dict[str, str]:
    """The decisions that can follow from here, each with why it is not possible now."""
    return {
        action: obstacle(innovation, action, at=at)
        for action in DECISIONS
        if action in innovation.transitions
    }
