"""One innovation in the bureau's administrative check: its items, its rules, and what can be decided."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from innovations.checking import deeds
from innovations.checking.findings import Item, items, looked_at_as_rules, number_checked
from innovations.checking.forms import FindingsForm
from innovations.editions.models import Edition
from innovations.integrity import signing
from innovations.integrity.conflicts import conflict_of
from innovations.integrity.statements import has_signed_for
from innovations.proposals.access import CHECKING, is_claimed_by_another, may, obstacle
from innovations.proposals.models import Innovation, Revision
from innovations.proposals.reading import Proposal, read, readable_revision
from innovations.proposals.responses import pdf_response
from innovations.proposals.statuses import Status
from innovations.proposals.views.own import visible_innovations
from innovations.requirements import eligibility
from innovations.requirements.eligibility import Verdict
from innovations.sending.timeline import timeline
from kipp.accounts.access import for_bureau_readers, is_bureau
from kipp.accounts.models import User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import autosave, refusals

# In the order in which the buttons stand; each is offered only when it is possible.
DECISIONS = ("accept", "return_for_correction", "reject", "reconsider")


@dataclass(frozen=True)
class Checked:
    """What is looked at in the check of one innovation."""

    revision: Revision
    proposal: Proposal
    # Of the rules that no other item looks at.
    verdicts: list[Verdict]
    items: list[Item]

    @property
    def innovation(self) -> Innovation:
        return self.proposal.innovation


@require_safe
@for_bureau_readers
def screening_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the proposal as it was sent, item by item, what happened, and what can be decided."""
    at = timezone.now()
    try:
        return _page(request, _checked_or_404(request.user, pk, at=at), at=at)
    except Http404:
        innovation = _sealed_or_404(pk, at=at)
        context = {"innovation": innovation, "may_peek": may(request.user, innovation, "accept", at=at)}
        return render(request, "screening/sealed.html", context)


@require_POST
@for_bureau_readers
def check_items(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep what was found so far. Tell those who have not claimed the innovation that they have to."""
    at = timezone.now()
    checked = _checked_or_404(request.user, pk, at=at)
    if not may(request.user, checked.innovation, "accept", at=at):
        raise PermissionDenied
    form = FindingsForm(request.POST, items=checked.items)
    is_valid = form.is_valid()
    with refusals.shown_in(form):
        deeds.check(checked.innovation, form.findings(), by=request.user, at=at)
    if autosave.is_asked(request):
        return autosave.refused(form) if form.errors else autosave.saved(0)
    if is_valid or form.non_field_errors():
        for refusal in form.non_field_errors():
            messages.error(request, str(refusal))
        if not form.errors:
            messages.success(request, _("Saved."))
        return redirect(f"{reverse('screening_detail', args=[pk])}#items")
    return _page(request, checked, form, at=at)


@require_safe
@for_bureau_readers
def next_waiting(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Go on to the next undecided innovation that no colleague checks; after the last, to the queue."""
    innovation = sent_or_404(request.user, pk, at=timezone.now())
    found = _next_waiting(innovation, request.user)
    if found:
        return redirect("screening_detail", found.pk)
    messages.success(request, _("No other innovation is waiting for a decision."))
    return redirect(f"{reverse('screening')}?{urlencode({'edition': innovation.edition.year})}")


def sent_or_404(user: User, pk: int, *, at: datetime) -> Innovation:
    """Return an innovation that was sent, or raise Http404.

    It is found also for somebody who holds another post in an agency. It has `has_signed`: whether this
    person signed the statement of its edition.
    """
    sent = visible_innovations(user, at=at).sent()
    return get_object_or_404(sent.annotate(has_signed=has_signed_for(user, "edition")), pk=pk)


def _checked_or_404(user: User, pk: int, *, at: datetime) -> Checked:
    """Return what is looked at in the check, as far as this person may read it, or raise Http404."""
    revision = _revision_or_404(user, pk, at=at)
    proposal = read(revision)
    verdicts = eligibility.verdicts(revision, proposal.sections)
    found = items(revision, verdicts, proposal.sections)
    return Checked(revision, proposal, looked_at_as_rules(verdicts), found)


def _revision_or_404(user: User, pk: int, *, at: datetime) -> Revision:
    """Return what was sent last, with `conflict` and `has_signed`: what stands between it and this person."""
    sent = Innovation.objects.visible_to(user, at=at).sent()
    conflicts = Innovation.objects.filter(conflict_of(user), pk=OuterRef("innovation"))
    revisions = readable_revision(sent.filter(pk=pk))
    return get_object_or_404(
        revisions.annotate(conflict=Exists(conflicts), has_signed=has_signed_for(user, "innovation__edition"))
    )


def _page(
    request: AuthenticatedRequest, checked: Checked, form: FindingsForm | None = None, *, at: datetime
) -> HttpResponse:
    innovation, user = checked.innovation, request.user
    obstacles = _obstacles(innovation, at=at) if is_bureau(user, at=at) else {}
    possible = {action for action, reason in obstacles.items() if not reason}
    conflict = bool(possible) and checked.revision.conflict
    claimed = is_claimed_by_another(user, innovation)
    must_sign = not conflict and not checked.revision.has_signed and bool(possible & set(CHECKING))
    actions = set() if conflict else possible - set(CHECKING if claimed or must_sign else ())
    checks = "accept" in actions and innovation.screened_by_id == user.pk
    return render(
        request,
        "screening/detail.html",
        {
            "innovation": innovation,
            "proposal": checked.proposal,
            "verdicts": checked.verdicts,
            "items": checked.items,
            "number_checked": number_checked(checked.items),
            "form": (form or FindingsForm(items=checked.items)) if checks else None,
            "events": timeline(innovation),
            "actions": actions,
            "may_claim": "accept" in actions and innovation.screened_by_id is None,
            "may_take_over": claimed and "accept" in possible and not conflict and not must_sign,
            "statement_url": signing.address(innovation.edition, request.path) if must_sign else "",
            "conflict": conflict,
            "why_not": "" if possible else next(iter(obstacles.values()), ""),
        },
    )


def _sealed_or_404(pk: int, *, at: datetime) -> Innovation:
    """Return what every member of the bureau may know of an innovation of a sealed call."""
    sealed = Innovation.objects.sent().filter(edition__in=Edition.objects.sealed(at=at))
    return get_object_or_404(sealed.select_related("edition", "agency__government"), pk=pk)


def _next_waiting(innovation: Innovation, user: User) -> Innovation | None:
    """Return the next undecided innovation in the queue after this one; after the last comes the first."""
    later = Q(submitted_at__gt=innovation.submitted_at) | Q(
        submitted_at=innovation.submitted_at, pk__gt=innovation.pk
    )
    later_first = Case(When(later, then=Value(0)), default=Value(1))
    free = Q(screened_by=None) | Q(screened_by=user)
    waiting = Innovation.objects.in_edition(innovation.edition).filter(free, status=Status.SUBMITTED)
    return waiting.exclude(pk=innovation.pk).order_by(later_first, "submitted_at", "pk").first()


def _obstacles(innovation: Innovation, *, at: datetime) -> dict[str, str]:
    """Return the decisions that can follow from here, each with why it is not possible now."""
    return {
        action: obstacle(innovation, action, at=at)
        for action in DECISIONS
        if action in innovation.transitions
    }


@require_safe
@for_bureau_readers
def screening_pdf(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Return the proposal that the bureau reads, as a PDF; in a sealed call nothing, as on its page."""
    at = timezone.now()
    revision = _revision_or_404(request.user, pk, at=at)
    page, status = reverse("screening_detail", args=[pk]), revision.innovation.get_status_display()
    return pdf_response(request, read(revision), page=page, status=status, at=at)
