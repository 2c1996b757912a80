"""The statuses of an innovation, and the one table that says which follows which and who may move it."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an innovation stands; TRANSITIONS says which status follows which."""

    RECORDED = "recorded", _("recorded, not competing")
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed to the coordinator")
    RETURNED = "returned", _("returned for correction")
    SUBMITTED = "submitted", _("submitted")
    ELIGIBLE = "eligible", _("passed the administrative check")
    INELIGIBLE = "ineligible", _("did not pass the administrative check")
    FINALIST = "finalist", _("finalist")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISQUALIFIED = "disqualified", _("disqualified")


class Who(StrEnum):
    """Who may take an action on an innovation; access.py says who that is."""

    STAFF = "staff"  # of the owner agency
    SENDER = "sender"  # the coordinator; for an agency of the province its own staff
    BUREAU = "bureau"
    RESULT = "result"  # Nobody by hand: the publication of a stage, or its retraction.


# The only place that says which status follows which: from -> {action: (to, who)}. Where a return leads back
# to depends on whether the innovation was sent: see Innovation.transitions.
TRANSITIONS = {
    Status.RECORDED: {
        "compete": (Status.DRAFT, Who.STAFF),
    },
    Status.DRAFT: {
        "record": (Status.RECORDED, Who.STAFF),
        "propose": (Status.PROPOSED, Who.STAFF),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
    },
    Status.PROPOSED: {
        "submit": (Status.SUBMITTED, Who.SENDER),
        "return_to_agency": (Status.RETURNED, Who.SENDER),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
    },
    Status.RETURNED: {
        "propose": (Status.PROPOSED, Who.STAFF),
        "resend": (Status.SUBMITTED, Who.STAFF),
        "reject": (Status.INELIGIBLE, Who.BUREAU),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
    Status.SUBMITTED: {
        "recall": (Status.RETURNED, Who.SENDER),
        "return_for_correction": (Status.RETURNED, Who.BUREAU),
        "accept": (Status.ELIGIBLE, Who.BUREAU),
        "reject": (Status.INELIGIBLE, Who.BUREAU),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
    Status.ELIGIBLE: {
        "reconsider": (Status.SUBMITTED, Who.BUREAU),
        "advance": (Status.FINALIST, Who.RESULT),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
    Status.INELIGIBLE: {
        "reconsider": (Status.SUBMITTED, Who.BUREAU),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
    Status.FINALIST: {
        "fall_back": (Status.ELIGIBLE, Who.RESULT),
        "withdraw": (Status.WITHDRAWN, Who.STAFF),
        "disqualify": (Status.DISQUALIFIED, Who.BUREAU),
    },
}


# From "returned", an innovation that was never sent goes to the coordinator again, a sent one to the bureau.
RETURNED_UNSENT = {"propose", "withdraw"}


RETURNED_SENT = {"resend", "reject", "withdraw", "disqualify"}


# The statuses that take part in a scored stage, and those that a sent innovation can have.
IN_COMPETITION = (Status.ELIGIBLE, Status.FINALIST)


ALWAYS_SENT = (Status.SUBMITTED, Status.ELIGIBLE, Status.INELIGIBLE, Status.FINALIST, Status.DISQUALIFIED)


NEVER_SENT = (Status.RECORDED, Status.DRAFT, Status.PROPOSED)
