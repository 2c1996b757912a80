"""The deeds about people and their posts: invite one or a whole list, accept, revoke, end a post."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kipp.audit import trail
from kipp.importing import passed
from kipp.spreadsheets import Row

from . import people_lists, post
from .access import is_coordinator_of, require_role
from .models import Invitation, Membership, Role, User

# How long the link of an invitation works, and how many wrong codes it bears.
INVITATION_DAYS = 14
MOST_WRONG_CODES = 10


@transaction.atomic
def invite(
    email: str,
    name: str,
    role: str,
    *,
    government=None,
    agency=None,
    letter: str = "",
    by: User | None,
    at: datetime,
) -> Invitation:
    """Invite somebody to a post. `by` is the bureau, or None from the command line for its first member.

    A coordinator invites the staff of agencies of their own government.
    """
    if by is not None:
        _require_may_appoint(by, role, agency, at=at)
    if agency is not None and not agency.exists_on(timezone.localtime(at).date()):
        raise ValidationError(_("Another agency has taken over from this one. Invite its staff there."))
    invitation = _write_invitation(
        email=email.strip().lower(),
        name=name,
        role=role,
        government=government,
        agency=agency,
        letter=letter,
        by=by,
        at=at,
    )
    trail.record("invite", invitation, by=by, at=at, role=role)
    return invitation


@transaction.atomic
def import_all(rows: Sequence[Row], *, by: User, at: datetime) -> int:
    """Invite all people of a list who are not known yet, or nobody; return how many."""
    require_role(by, Role.BUREAU, at=at)
    # Who imports the same list at the same moment waits here, and finds everybody known.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    new = passed(people_lists.judge(rows, at=at))
    made = [_write_invitation(**verdict.fields, by=by, at=at) for verdict in new]
    for invitation in made:
        trail.record("invite", invitation, by=by, at=at, role=invitation.role)
    return len(made)


def _write_invitation(*, by, at, **fields):
    invitation = Invitation.objects.create(
        **fields, invited_by=by, invited_at=at, expires_at=at + timedelta(days=INVITATION_DAYS)
    )
    subject, body = post.render("invitation", invitation=invitation)
    post.send_mail(invitation.email, subject, body, invitation.get_absolute_url())
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, password: str | None, by: User | None, at: datetime) -> User:
    """Use up an invitation: make the account, or use the one that is signed in, and give it the post.

    `by` is the signed-in owner of the address, for whom no password is needed.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_waiting(at):
        raise ValidationError(_("This invitation has been used, revoked, or is too old. Ask for a new one."))
    user = _account_for(invitation, password, by)
    _give_post(invitation, user, at)
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    trail.record("accept_invitation", invitation, by=user, at=at, role=invitation.role, user=user.pk)
    return user


@transaction.atomic
def count_wrong_code(invitation: Invitation, *, at: datetime) -> Invitation:
    """Remember that whoever holds the link typed another code. Ten of them revoke the invitation."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.is_waiting(at):
        invitation.wrong_codes += 1
        if invitation.wrong_codes >= MOST_WRONG_CODES:
            invitation.revoked_at = at
            trail.record("revoke_invitation", invitation, by=None, at=at)
        invitation.save(update_fields=["wrong_codes", "revoked_at"])
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Make an invitation's link worthless before it is used."""
    _require_may_appoint(by, invitation.role, invitation.agency, at=at)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_waiting(at):
        raise ValidationError(_("This invitation is not waiting any more."))
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    trail.record("revoke_invitation", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def end_post(membership: Membership, *, by: User, at: datetime) -> Membership:
    """End a post with today as its last day; what was done in it keeps its name and office."""
    _require_may_appoint(by, membership.role, membership.agency, at=at)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    today = timezone.localtime(at).date()
    if not membership.is_held_on(today):
        raise ValidationError(_("This post is not held now."))
    if membership.role == Role.BUREAU and membership.user_id == by.pk:
        raise ValidationError(_("Nobody ends their own post in the bureau. Ask a colleague."))
    membership.ends_on = today
    membership.save(update_fields=["ends_on"])
    trail.record("end_post", membership, by=by, at=at, user=membership.user_id, role=membership.role)
    return membership


@transaction.atomic
def hand_over(membership: Membership, *, email: str, name: str, by: User, at: datetime) -> Invitation:
    """End a post and invite the successor to the same one; drafts and duties are the office's and stay."""
    invitation = invite(
        email,
        name,
        membership.role,
        government=membership.government,
        agency=membership.agency,
        by=by,
        at=at,
    )
    end_post(membership, by=by, at=at)
    return invitation


def _require_may_appoint(by, role, agency, *, at):
    """The bureau appoints everybody, a coordinator the staff of agencies of their own government."""
    if role == Role.STAFF and agency and is_coordinator_of(by, agency.government, at=at):
        return
    require_role(by, Role.BUREAU, at=at)


def _account_for(invitation, password, by):
    known = User.objects.filter(email=invitation.email).first()
    if known is None:
        user = User.objects.create_user(invitation.email, invitation.name, password)
        # Without a verified primary address allauth sends no new password and allows no second factor.
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user
    if by is None or by.pk != known.pk:
        raise ValidationError(
            _("This address has an account already. Sign in with it and open the link again.")
        )
    return known


def _give_post(invitation, user, at):
    today = timezone.localtime(at).date()
    held = Membership.objects.held_on(today).filter(
        user=user, role=invitation.role, government=invitation.government, agency=invitation.agency
    )
    if held.exists():
        raise ValidationError(_("You hold this post already."))
    Membership.objects.create(
        user=user,
        role=invitation.role,
        government=invitation.government,
        agency=invitation.agency,
        letter=invitation.letter,
        starts_on=today,
    )
