"""The agency checks its proposal and hands it on: to the coordinator, to the bureau, or out again."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from innovations.proposals import proposal_parts
from innovations.proposals.access import EDIT, actions_for, obstacle
from innovations.proposals.forms import PledgeForm, WithdrawForm
from innovations.proposals.models import Innovation
from innovations.proposals.reading import Proposal, own_revision, read
from innovations.proposals.required_documents import required_documents
from innovations.proposals.statuses import Status
from innovations.proposals.views.own import own_innovation
from innovations.requirements import completeness, eligibility
from innovations.sending import lifecycle
from innovations.sending.sending_step import sending_closes_at, sending_step
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving.deed_page import deed_page

from .moves import move


@require_safe
def submission_check(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what is missing, the whole proposal with Change links, the rules' verdicts, and the button."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    revision = own_revision(innovation)
    proposal = read(revision)
    actions = actions_for(request.user, innovation, at=at)
    gaps = []
    if EDIT in actions:
        gaps = completeness.gaps(
            innovation,
            proposal.sections,
            has_innovator=bool(proposal.innovators),
            has_location=bool(proposal.locations),
            evidence=[item.evidence for item in (*proposal.photos, *proposal.documents)],
            documents=required_documents(revision),
        )
    return render(
        request,
        "submissions/check.html",
        {
            "innovation": innovation,
            "proposal": proposal,
            "sending": sending_step(innovation, actions),
            "pledge_form": PledgeForm(),
            "can_edit": EDIT in actions,
            "change": _changeable(innovation, proposal) if EDIT in actions else set(),
            "gaps": gaps,
            "verdicts": eligibility.verdicts(revision, proposal.sections),
            "closes_at": sending_closes_at(innovation),
        },
    )


def _changeable(innovation: Innovation, proposal: Proposal) -> set[str]:
    """Return the parts that have a link to their page: a correction opens only some."""
    return proposal_parts.open_parts(innovation, [item.section for item in proposal.sections])


@require_POST
def record_innovation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep it as an innovation of the agency that does not compete."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    done = _("Recorded: it counts as an innovation of your agency and does not compete.")
    move(request, innovation, lifecycle.record, to=Status.RECORDED, at=at, done=done)
    return redirect(innovation)


@require_POST
def compete(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let a recorded innovation compete after all: it is a draft again."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    done = _("It is a draft again. Complete it and send it before registration closes.")
    move(request, innovation, lifecycle.compete, to=Status.DRAFT, at=at, done=done)
    return redirect(innovation)


@require_POST
def propose(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Hand the draft to the coordinator; an agency of the province makes it ready to be sent."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    if not _is_pledged(request):
        return redirect("submission_check", pk)
    done = (
        _("Ready to be sent. Send it before registration closes: it is not sent yet.")
        if innovation.agency.sends_by_itself
        else _("Proposed to the coordinator, who sends it to the bureau.")
    )
    move(request, innovation, lifecycle.propose, to=Status.PROPOSED, at=at, done=done)
    return redirect(innovation)


@require_POST
def resend(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Send a corrected innovation back to the bureau."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    if not _is_pledged(request):
        return redirect("submission_check", pk)
    done = _("The correction is sent to the bureau.")
    move(request, innovation, lifecycle.resend, to=Status.SUBMITTED, at=at, done=done)
    return redirect(innovation)


def _is_pledged(request: AuthenticatedRequest) -> bool:
    """Return whether the truth statement is ticked; where it is not, the next page says so."""
    form = PledgeForm(request.POST)
    for sentence in form.errors.get("pledge", []):
        messages.error(request, str(sentence))
    return form.is_valid()


@require_POST
def submit_own(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Send a proposed innovation of an agency of the province, which has no coordinator above it."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    done = _("Sent to the bureau.")
    move(request, innovation, lifecycle.submit, to=Status.SUBMITTED, at=at, done=done)
    return redirect(innovation)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Withdraw the innovation, once a page has asked to confirm it: it does not come back."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    reason = obstacle(innovation, "withdraw", at=at)
    if request.method != "POST" and reason:
        messages.error(request, reason)
        return redirect(innovation)
    form = WithdrawForm(request.POST or None)
    return deed_page(
        request,
        "submissions/withdraw.html",
        form,
        partial(lifecycle.withdraw, innovation, by=request.user, at=at),
        done=_("Withdrawn. It does not take part any more."),
        then=redirect(innovation),
        context={"innovation": innovation},
    )
