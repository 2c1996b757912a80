"""What the bureau decides in the administrative check: accept, return, reject, open again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from innovations.checking.findings import Item, as_reasons, items, parts_to_open
from innovations.checking.forms import RejectForm, ReturnForCorrectionForm
from innovations.integrity.statements import not_signed
from innovations.proposals import proposal_parts
from innovations.proposals.access import CHECKING, claimed_by_another, is_claimed_by_another, may, obstacle
from innovations.proposals.models import Innovation
from innovations.proposals.sections import progress
from innovations.proposals.statuses import Status
from innovations.requirements import eligibility
from innovations.sending import lifecycle
from innovations.sending.corrections import due_time_to_propose
from innovations.sending.views.moves import move
from kipp.accounts.access import for_bureau_readers
from kipp.accounts.models import User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.certain import certain
from kipp.saving.deed_page import deed_page
from kipp.saving.forms import ReasonForm

from .screening import sent_or_404


@require_POST
@for_bureau_readers
def accept_innovation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let it pass. A second click tells the same again."""
    at = timezone.now()
    innovation = sent_or_404(request.user, pk, at=at)
    done = _("Passed the administrative check. The agency has been told.")
    move(request, innovation, lifecycle.accept, to=Status.ELIGIBLE, at=at, done=done)
    return redirect("screening_detail", innovation.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def return_for_correction(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Give it back to the agency with a note, the parts that can be changed, and the time until when."""

    def form(innovation: Innovation, found: "SentItems") -> ReturnForCorrectionForm:
        initial = {
            "note": as_reasons(found.items),
            "opens": parts_to_open(found.items),
            "due_at": due_time_to_propose(innovation.edition, at=at),
        }
        return ReturnForCorrectionForm(request.POST or None, at=at, parts=found.parts, initial=initial)

    at = timezone.now()
    return _decided_by_form(
        request,
        pk,
        "return_for_correction",
        lifecycle.return_for_correction,
        form,
        at=at,
        done=_("Returned for correction. The agency has been told."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def reject_innovation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Decide that it does not pass, with the reasons; also when a correction is overdue."""
    return _decided_by_form(
        request,
        pk,
        "reject",
        lifecycle.reject,
        lambda _innovation, found: RejectForm(
            request.POST or None, initial={"reason": as_reasons(found.items)}
        ),
        at=timezone.now(),
        done=_("Did not pass the administrative check. The agency has been told."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_bureau_readers
def reconsider_innovation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Open the check of a decided innovation again, with the reason."""
    return _decided_by_form(
        request,
        pk,
        "reconsider",
        lifecycle.reconsider,
        lambda _innovation, _found: ReasonForm(request.POST or None, readers=_("The agency reads it.")),
        at=timezone.now(),
        done=_("The administrative check is open again. The agency has been told."),
    )


def _decided_by_form(
    request: AuthenticatedRequest,
    pk: int,
    action: str,
    deed: Callable[..., object],
    form_for: Callable[[Innovation, "SentItems"], BaseForm],
    *,
    at: datetime,
    done: str,
) -> HttpResponse:
    """Show a decision's form, or take what it gives out.

    The page has the name of the action. `form_for` makes the form from the innovation and what was found of
    its items.
    """
    innovation = sent_or_404(request.user, pk, at=at)
    if not may(request.user, innovation, action, at=at):
        raise PermissionDenied
    back = redirect("screening_detail", innovation.pk)
    if request.method != "POST" and (reason := _why_not(request.user, innovation, action, at=at)):
        messages.error(request, reason)
        return back
    form = form_for(innovation, _sent_items(innovation))
    decide = partial(deed, innovation, by=request.user, at=at)
    context = {"innovation": innovation}
    return deed_page(request, f"screening/{action}.html", form, decide, done=done, then=back, context=context)


def _why_not(user: User, innovation: Innovation, action: str, *, at: datetime) -> str:
    if reason := obstacle(innovation, action, at=at):
        return reason
    if action not in CHECKING:
        return ""
    if is_claimed_by_another(user, innovation):
        return claimed_by_another(innovation)
    return "" if innovation.has_signed else not_signed()


@dataclass(frozen=True)
class SentItems:
    """The items of what was sent last, each with what was found, and the parts of the form by their codes."""

    items: list[Item]
    parts: dict[str, str]


def _sent_items(innovation: Innovation) -> SentItems:
    revision = certain(innovation.last_sent_revision)
    revision.innovation = innovation
    sections = progress(revision)
    verdicts = eligibility.verdicts(revision, sections)
    documents = innovation.edition.required_documents.all()
    named = proposal_parts.titles([item.section for item in sections], documents)
    return SentItems(items(revision, verdicts, sections), named)
