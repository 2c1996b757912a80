"""What an agency does next with an innovation, and until when, as follows from its status."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kipp.moments import in_wib

from . import access
from .models import Edition, Innovation, Status

# Before the first sending: with a coordinator above the agency, and for one that sends by itself.
_UNSENT = {
    Status.DRAFT: (
        "propose",
        gettext_lazy("Fill in all parts and propose it by %(closing)s."),
        gettext_lazy("Fill in all parts and send it to the bureau by %(closing)s."),
    ),
    Status.PROPOSED: (
        "submit",
        gettext_lazy("The coordinator checks it and sends it to the bureau. There is nothing to do now."),
        gettext_lazy("Send it to the bureau by %(closing)s."),
    ),
    Status.RETURNED: (
        "propose",
        gettext_lazy("Correct it and propose it again by %(closing)s."),
        gettext_lazy("Correct it and send it to the bureau by %(closing)s."),
    ),
}

_WAITING = {
    Status.SUBMITTED: gettext_lazy("The bureau checks it. There is nothing to do now."),
    Status.ELIGIBLE: gettext_lazy("It takes part in the assessment. There is nothing to do now."),
    Status.INELIGIBLE: gettext_lazy("It takes no part in the assessment; the reasons stand on its page."),
    Status.FINALIST: gettext_lazy("It goes on to the field verification. Prepare the places that it names."),
    Status.WITHDRAWN: gettext_lazy("Your agency has withdrawn it."),
    Status.DISQUALIFIED: gettext_lazy("It was disqualified; the reason stands on its page."),
}


@dataclass(frozen=True)
class SendingStep:
    """How an agency hands a proposal on: what happens then, and the button that does it."""

    heading: str
    what: str
    button: str
    # Takes a POST.
    url: str
    # The button that leads to the check before it.
    check: str


def next_step(innovation: Innovation, *, at) -> str:
    """Return what comes next, or why nothing can. Reads the edition's stages and the corrections."""
    if innovation.edition.state == Edition.State.CLOSED:
        return _("This edition is over.")
    if innovation.status == Status.RETURNED and innovation.is_sent:
        return _while_the_bureau_waits(innovation, at)
    if innovation.status in _UNSENT:
        return _before_the_first_sending(innovation, at)
    return str(_WAITING[Status(innovation.status)])


def sending_closes_at(innovation: Innovation):
    """Return until when the agency can send it, or None when it was sent or can't be sent any more."""
    if innovation.status == Status.RETURNED and innovation.is_sent:
        correction = innovation.open_correction
        return correction.due_at if correction else None
    if innovation.status in _UNSENT:
        registration = innovation.edition.registration
        return registration.closes_at if registration else None
    return None


def _before_the_first_sending(innovation, at):
    action, with_coordinator, by_itself = _UNSENT[Status(innovation.status)]
    if reason := access.obstacle(innovation, action, at=at):
        return reason
    sentence = by_itself if innovation.agency.sends_by_itself else with_coordinator
    return sentence % {"closing": in_wib(sending_closes_at(innovation))}


def _while_the_bureau_waits(innovation, at):
    if reason := access.obstacle(innovation, "resend", at=at):
        return reason
    return _("Correct it and send it again by %(due)s.") % {"due": in_wib(innovation.open_correction.due_at)}


def sending_step(innovation: Innovation, actions: set[str]) -> SendingStep | None:
    """Return how it is handed on by whoever has these actions (access.actions_for), or None."""
    by_itself = innovation.agency.sends_by_itself
    if "resend" in actions:
        return SendingStep(
            heading=_("Send the correction"),
            what=_(
                "The bureau checks it again. It can't be edited after that, unless the bureau returns it."
            ),
            button=_("Send again to the bureau"),
            url=reverse("resend", args=[innovation.pk]),
            check=_("Check and send again"),
        )
    if "propose" in actions and by_itself:
        return SendingStep(
            heading=_("Close it for sending"),
            what=_("It is closed for editing, and your agency then sends it to the bureau in a second step."),
            button=_("Ready to be sent"),
            url=reverse("propose", args=[innovation.pk]),
            check=_("Check and send to the bureau"),
        )
    if "propose" in actions:
        return SendingStep(
            heading=_("Propose it to the coordinator"),
            what=_(
                "The coordinator of your government checks it and sends it to the bureau, or returns it with "
                "a note. It can't be edited meanwhile."
            ),
            button=_("Propose"),
            url=reverse("propose", args=[innovation.pk]),
            check=_("Check and propose"),
        )
    if "submit" in actions and by_itself:
        return SendingStep(
            heading=_("Send to the bureau"),
            what=_(
                "It takes one of your agency's places. It can't be edited after that, unless the bureau "
                "returns it."
            ),
            button=_("Send to the bureau"),
            url=reverse("submit_own", args=[innovation.pk]),
            check=_("Check and send to the bureau"),
        )
    return None
