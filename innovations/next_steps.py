"""What an agency does next with an innovation, as a sentence that follows from its status."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kipp.moments import in_wib

from . import access
from .models import Edition, Innovation, Status

_WAITING = {
    Status.SUBMITTED: gettext_lazy("The bureau checks it. There is nothing to do now."),
    Status.ELIGIBLE: gettext_lazy("It takes part in the assessment. There is nothing to do now."),
    Status.INELIGIBLE: gettext_lazy("It takes no part in the assessment; the reasons stand on its page."),
    Status.FINALIST: gettext_lazy("It goes on to the field verification. Prepare the places that it names."),
    Status.WITHDRAWN: gettext_lazy("Your agency has withdrawn it."),
    Status.DISQUALIFIED: gettext_lazy("It was disqualified; the reason stands on its page."),
}


def next_step(innovation: Innovation, *, at) -> str:
    """Return what comes next, or why nothing can. Reads the edition's stages and the corrections."""
    if innovation.edition.state == Edition.State.CLOSED:
        return _("This edition is over.")
    if innovation.status == Status.DRAFT:
        return access.obstacle(innovation, "propose", at=at) or _("Fill in all parts and propose it.")
    if innovation.status == Status.PROPOSED:
        return access.obstacle(innovation, "submit", at=at) or _while_proposed(innovation)
    if innovation.status == Status.RETURNED:
        return _while_returned(innovation, at)
    return str(_WAITING[Status(innovation.status)])


def _while_proposed(innovation):
    if innovation.agency.sends_by_itself:
        return _("Send it to the bureau before registration closes.")
    return _("The coordinator checks it and sends it to the bureau. There is nothing to do now.")


def _while_returned(innovation, at):
    if not innovation.is_sent:
        return access.obstacle(innovation, "propose", at=at) or _("Correct it and propose it again.")
    if reason := access.obstacle(innovation, "resend", at=at):
        return reason
    return _("Correct it and send it again by %(due)s.") % {"due": in_wib(innovation.open_correction.due_at)}


def sending_closes_at(innovation: Innovation):
    """Return until when the agency can send it, or None when it was sent or can't be sent any more."""
    if innovation.status == Status.RETURNED and innovation.is_sent:
        correction = innovation.open_correction
        return correction.due_at if correction else None
    if innovation.status in (Status.DRAFT, Status.PROPOSED, Status.RETURNED):
        registration = innovation.edition.registration
        return registration.closes_at if registration else None
    return None
