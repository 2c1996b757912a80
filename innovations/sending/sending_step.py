"""How an agency hands a proposal on: until when, what happens then, and by which button."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from innovations.proposals.models import Innovation
from innovations.proposals.statuses import Status


@dataclass(frozen=True)
class SendingStep:
    """The step that hands a proposal on, as its page shows it."""

    heading: str
    what: str
    button: str
    # It takes a POST.
    url: str
    # The text of the button that leads to the check before it.
    check: str
    # Whether it asks for the truth statement (pakta integritas).
    asks_pledge: bool = True


def sending_closes_at(innovation: Innovation) -> datetime | None:
    """Return until when the agency can send it; None when it was sent or can't be sent any more."""
    if innovation.status == Status.RETURNED and innovation.is_sent:
        correction = innovation.open_correction
        return correction.due_at if correction else None
    registration = innovation.edition.registration
    if registration is None:
        return None
    if innovation.status in (Status.DRAFT, Status.RETURNED):
        return registration.closes_for(innovation.agency)
    return registration.closes_at if innovation.status == Status.PROPOSED else None


def sending_step(innovation: Innovation, actions: set[str]) -> SendingStep | None:
    """Return the step for somebody who can take these actions (access.actions_for), or None."""
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
            asks_pledge=False,  # It was given when the proposal was closed.
        )
    return None
