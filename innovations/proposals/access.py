"""Who may do what with an innovation, and whether it can be done now.

Pages ask `actions_for` for their buttons, deeds call `require`: a view may forget, a deed may not. A wrong
person gets PermissionDenied; at a wrong moment a ValidationError says in a sentence what to do. Conflict of
interest beats every role.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from innovations.editions.entering import obstacle_of_edition
from innovations.editions.models import Stage
from innovations.integrity.conflicts import in_conflict
from innovations.integrity.statements import has_signed, require_signed
from kipp.accounts import access
from kipp.accounts.models import User
from kipp.certain import certain
from kipp.moments import in_wib

from . import proposal_parts
from .models import Innovation
from .statuses import TRANSITIONS, Status, Who

# "edit" changes no status, so it is no transition, but access to it is decided here too.
EDIT = "edit"

# Who may take an action, whatever the status: this decides between 403 and a sentence.
_OWNERS = {action: who for moves in TRANSITIONS.values() for action, (_to, who) in moves.items()}
_OWNERS[EDIT] = Who.STAFF

# What the bureau decides in the administrative check: nobody can decide while another member checks.
CHECKING = ("accept", "return_for_correction", "reject")


def actions_for(user: User, innovation: Innovation, *, at: datetime) -> set[str]:
    """Return the actions that this person can take on the innovation at this moment, for the buttons."""
    possible = {*innovation.transitions, EDIT}
    owners = {_OWNERS[action] for action in possible}
    # Each owner is asked about once, since whether the bureau is in conflict takes a query.
    theirs = {who for who in owners if _acts_as(user, who, innovation, at=at)}
    found = {
        action
        for action in possible
        if _OWNERS[action] in theirs
        and not obstacle(innovation, action, at=at)
        and not (action in CHECKING and is_claimed_by_another(user, innovation))
    }
    checks = found & set(CHECKING)
    return found - checks if checks and not has_signed(user, innovation.edition) else found


def require(user: User, innovation: Innovation, action: str, *, at: datetime, part: str = "") -> None:
    """Raise PermissionDenied when it is not theirs to do, ValidationError when it can't be done now.

    `part` is the part of the proposal that is edited, where it is one.
    """
    if not may(user, innovation, action, at=at):
        raise PermissionDenied
    if reason := obstacle(innovation, action, at=at, part=part):
        raise ValidationError(reason)
    if action in CHECKING and is_claimed_by_another(user, innovation):
        raise ValidationError(claimed_by_another(innovation))
    if action in CHECKING:
        require_signed(user, innovation.edition)


def may(user: User, innovation: Innovation, action: str, *, at: datetime) -> bool:
    """Return whether this person may take the action at all, whatever the innovation's status."""
    return _acts_as(user, _OWNERS[action], innovation, at=at)


def is_sender(user: User, innovation: Innovation, *, at: datetime) -> bool:
    """Return whether this person sends for the agency.

    That is its coordinator, and for an agency of the province its own staff.
    """
    agency = innovation.agency
    if agency.sends_by_itself:
        return access.is_staff_of(user, agency, at=at)
    return access.is_coordinator_of(user, agency.government, at=at)


def is_claimed_by_another(user: User, innovation: Innovation) -> bool:
    """Return whether another member of the bureau checks it now."""
    return innovation.screened_by_id not in (None, user.pk)


def claimed_by_another(innovation: Innovation) -> str:
    """Return who checks it, and since when, as a sentence."""
    holder, since = innovation.screened_by, innovation.screened_since
    if holder is None or since is None:
        return ""
    return _("%(name)s has been checking this innovation since %(since)s.") % {
        "name": holder.name,
        "since": in_wib(since),
    }


def obstacle(innovation: Innovation, action: str, *, at: datetime, part: str = "") -> str:
    """Return why the action can't be taken now, as a sentence; empty when it can. `part` as in `require`."""
    if reason := obstacle_of_edition(innovation.edition):
        return reason
    if action == EDIT:
        reason = _obstacle_to_edit(innovation, at)
        return reason or (proposal_parts.obstacle(innovation, part) if part else "")
    if action not in innovation.transitions:
        return _("The status of this innovation is “%(status)s”, so that step is not possible now.") % {
            "status": innovation.status_in_words
        }
    rule = _OBSTACLES.get(action)
    return rule(innovation, at) if rule else ""


def _acts_as(user: User, who: Who, innovation: Innovation, *, at: datetime) -> bool:
    if who == Who.STAFF:
        return access.is_staff_of(user, innovation.agency, at=at)
    if who == Who.SENDER:
        return is_sender(user, innovation, at=at)
    if who == Who.BUREAU:
        return access.is_bureau(user, at=at) and not in_conflict(user, innovation)
    return False


def _obstacle_to_edit(innovation: Innovation, at: datetime) -> str:
    if not innovation.is_editable:
        return _("The status of this innovation is “%(status)s”, so it can't be edited now.") % {
            "status": innovation.status_in_words
        }
    if innovation.is_sent:
        return _overdue(innovation, at)
    return _agencies_closed(innovation, at)


def _agencies_closed(innovation: Innovation, at: datetime) -> str:
    registration = innovation.edition.registration
    if reason := _closed(registration, at):
        return reason
    if certain(registration).accepts_from(innovation.agency, at):
        return ""
    return _(
        "Agencies could write and propose until %(closing)s. Coordinators can still send what was proposed."
    ) % {"closing": in_wib(certain(registration).closes_for(innovation.agency))}


def _registration_closed(innovation: Innovation, at: datetime) -> str:
    return _closed(innovation.edition.registration, at)


def _closed(registration: Stage | None, at: datetime) -> str:
    if registration and registration.accepts_at(at):
        return ""
    if registration and registration.is_running and at < registration.opens_at:
        return _("Registration has not opened yet.")
    return _("Registration is closed. What you have written is kept, but it can no longer be sent.")


def _obstacle_to_recall(innovation: Innovation, at: datetime) -> str:
    """Return why what was sent can't be taken back now, as a sentence; empty when it can.

    It stays sent, except when registration goes on after its announced end: then everybody may improve
    theirs. The agency must be left enough time to propose it again.
    """
    if reason := _agencies_closed(innovation, at):
        return reason
    if not certain(innovation.edition.registration).was_extended:
        return _("What was sent can be taken back only after registration was extended.")
    return ""


def _overdue(innovation: Innovation, at: datetime) -> str:
    correction = innovation.open_correction
    if correction and correction.is_overdue(at):
        return _("The time for this correction ended on %(due)s. Please contact the bureau.") % {
            "due": in_wib(certain(correction.due_at))
        }
    return ""


def _screening_over(innovation: Innovation, _at: datetime) -> str:
    scoring = innovation.edition.earliest_scoring_stage
    if scoring and scoring.begun_at:
        return _("The assessment has begun, so the administrative check is over.")
    return ""


def _obstacle_to_check(innovation: Innovation, at: datetime) -> str:
    if innovation.edition.is_sealed_at(at):
        return _("This call is sealed: nothing is decided until registration has closed.")
    return _screening_over(innovation, at)


def _obstacle_to_reject(innovation: Innovation, at: datetime) -> str:
    if innovation.status == Status.RETURNED and not _overdue(innovation, at):
        return _("The agency still has time to correct this innovation.")
    return _obstacle_to_check(innovation, at)


def _obstacle_to_withdraw(innovation: Innovation, _at: datetime) -> str:
    if innovation.frozen_at:
        return _("The results are being decided, so nobody can withdraw now. Please contact the bureau.")
    if all(stage.ended_at for stage in innovation.edition.stages.all() if stage.is_scored):
        return _("The assessment has ended, so an innovation can no longer be withdrawn.")
    return ""


def _obstacle_to_disqualify(innovation: Innovation, _at: datetime) -> str:
    if innovation.frozen_at:
        return _("The ranking that holds this innovation is frozen. Retract it first, with the reason.")
    return ""


_OBSTACLES = {
    "compete": _agencies_closed,
    "propose": _agencies_closed,
    "submit": _registration_closed,
    # Those who get something back need time to propose it again.
    "return_to_agency": _agencies_closed,
    "recall": _obstacle_to_recall,
    "resend": _overdue,
    "return_for_correction": _obstacle_to_check,
    "accept": _obstacle_to_check,
    "reject": _obstacle_to_reject,
    "reconsider": _screening_over,
    "withdraw": _obstacle_to_withdraw,
    "disqualify": _obstacle_to_disqualify,
}
