"""The deeds about invitations: invite one or a whole list, approve, refuse, revoke, accept.

The code of an invitation goes to the mailbox, so the one who accepts reads that mailbox. A post in the bureau
or of an auditor takes two: nothing is mailed before a second member of the bureau has approved it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kipp.audit import trail
from kipp.certain import certain
from kipp.lists.importing import passed
from kipp.lists.spreadsheets import SheetRow

from . import independence, people_lists, post, posts_together
from .access import is_coordinator_of, require_may_appoint, require_role
from .models import Agency, Government, Invitation, Membership, Role, User

# For how many days the link of an invitation works, and how many wrong codes revoke it.
INVITATION_DAYS = 14
MOST_WRONG_CODES = 10


@transaction.atomic
def invite(
    email: str,
    name: str,
    role: str,
    *,
    government: Government | None = None,
    agency: Agency | None = None,
    letter: str = "",
    by: User,
    at: datetime,
) -> Invitation:
    """Invite somebody to a post: the bureau to any, a coordinator the staff of their own agencies.

    A post that takes two waits for the approval of a second member of the bureau. Raises PermissionDenied for
    anyone who may not appoint to it, and ValidationError when no mail can be sent, when another agency has
    taken over, for one's own address, or when the person holds a post that does not go together with it.
    """
    require_may_appoint(by, role, agency, at=at)
    _require_mail()
    if agency is not None and not agency.exists_on(timezone.localtime(at).date()):
        raise ValidationError(_("Another agency has taken over from this one. Invite its staff there."))
    fields: dict[str, Any] = {"role": role, "government": government, "agency": agency}
    email = _fit_address(email, by=by)
    _require_together(email, **fields, at=at)
    invitation = _write(**fields, email=email, name=name, letter=letter, by=by, at=at)
    trail.record("invite", invitation, by=by, at=at, role=role)
    return invitation


@transaction.atomic
def invite_first(email: str, name: str, *, instead_of: str = "", at: datetime) -> Invitation:
    """Invite one of the first two members of the bureau: the operator's deed, from the command line.

    Raises ValidationError as soon as two members can decide together what takes two. An invitation from the
    command line that nobody has accepted yet counts as a member. It does not count when it went to the same
    address or to `instead_of`, a mistyped one: then it is revoked.
    """
    waiting = Invitation.objects.waiting(at).filter(role=Role.BUREAU, invited_by=None)
    # Waits for those who accept one of them at this moment: they count as members.
    others = list(waiting.select_for_update().order_by("pk"))
    email = email.strip().lower()
    replaced = [one for one in others if one.email in (email, instead_of.strip().lower())]
    if instead_of and not replaced:
        raise ValidationError(_("No invitation from the command line waits for that address."))
    if len(others) - len(replaced) + _deciders(at) > 1:
        raise ValidationError(
            _(
                "Two members of the bureau can decide together, or will when they have accepted. They invite "
                "all others in the browser, where a second one approves."
            )
        )
    _require_together(email, role=Role.BUREAU, government=None, agency=None, at=at)
    for one in replaced:
        _revoke(one, at)
    invitation = _write(
        email=email, name=name, role=Role.BUREAU, government=None, agency=None, letter="", by=None, at=at
    )
    for one in replaced:
        trail.record("revoke_invitation", one, by=None, at=at)
    trail.record("invite", invitation, by=None, at=at, role=Role.BUREAU)
    return invitation


def _deciders(at: datetime) -> int:
    """Return 2 where two members of the bureau can decide together, else 1, or 0 without any member."""
    members = post.holders(Role.BUREAU, at=at).values_list("pk", flat=True)
    dependent = independence.dependent_pairs()
    if any(frozenset(pair) not in dependent for pair in combinations(members, 2)):
        return 2
    return min(len(members), 1)


@transaction.atomic
def import_all(rows: Sequence[SheetRow], *, by: User, at: datetime) -> int:
    """Invite all people of a list who are not known yet; return how many.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when no mail can be sent or a
    single row is wrong: then nobody is invited.
    """
    require_role(by, Role.BUREAU, at=at)
    _require_mail()
    # Anyone who imports the same list at the same moment waits here, and finds everybody known.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    new = passed(people_lists.judge(rows, by=by, at=at))
    made = [_write(**verdict.fields, by=by, at=at) for verdict in new]
    for invitation in made:
        trail.record("invite", invitation, by=by, at=at, role=invitation.role)
    return len(made)


@transaction.atomic
def approve(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Approve what a colleague began: only now the invitation is mailed, and it works from today on.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when it does not wait any more,
    with the sentence of `obstacle_to_approve`, or for posts that do not go together.
    """
    invitation = _to_approve(invitation, by=by, at=at)
    if sentence := obstacle_to_approve(invitation, by, at=at):
        raise ValidationError(sentence)
    _require_together(
        invitation.email,
        role=invitation.role,
        government=invitation.government,
        agency=invitation.agency,
        at=at,
    )
    invitation.approved_by, invitation.approved_at = by, at
    invitation.expires_at = at + timedelta(days=INVITATION_DAYS)
    invitation.save(update_fields=["approved_by", "approved_at", "expires_at"])
    _mail(invitation)
    trail.record(
        "approve_invitation",
        invitation,
        by=by,
        at=at,
        role=invitation.role,
        asked_by=invitation.invited_by_id,
    )
    return invitation


@transaction.atomic
def refuse(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Refuse what a colleague began: nobody is invited, and the colleague is told.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when it does not wait any more, or
    for one's own invitation.
    """
    invitation = _to_approve(invitation, by=by, at=at)
    if invitation.invited_by_id == by.pk:
        raise ValidationError(_("You invited this person yourself: revoke the invitation."))
    _revoke(invitation, at)
    post.send(
        "invitation_refused",
        [certain(invitation.invited_by)],
        at=at,
        url=reverse("invitation", args=[invitation.pk]),
        invitation=invitation,
        by=by,
    )
    trail.record(
        "refuse_invitation", invitation, by=by, at=at, role=invitation.role, asked_by=invitation.invited_by_id
    )
    return invitation


def obstacle_to_approve(invitation: Invitation, user: User, *, at: datetime) -> str:
    """Return why this person can't be the one who approves, as a sentence; empty when they can."""
    if invitation.invited_by_id == user.pk:
        return _("You invited this person, so another member of the bureau approves it.")
    if invitation.email == user.email:
        return _("This invitation is for you: nobody appoints themselves. Another member decides.")
    inviter = invitation.invited_by
    return independence.obstacle_of_second(inviter, user, at=at) if inviter else ""


def _to_approve(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    require_role(by, Role.BUREAU, at=at)
    invitation = _locked(invitation)
    if not invitation.is_waiting(at):
        raise ValidationError(_("This invitation is not waiting any more."))
    if not invitation.is_to_be_approved:
        raise ValidationError(_("This was decided meanwhile."))
    return invitation


@transaction.atomic
def show_code(invitation: Invitation, *, by: User, at: datetime) -> str:
    """Return a code for a coordinator to pass on, once; empty where the address has an account.

    With it, staff of the coordinator's own government can make an account; it opens no existing one. Raises
    PermissionDenied for anyone but the coordinator who invited, and ValidationError when the invitation does
    not work any more or the code was shown before.
    """
    agency = invitation.agency
    is_theirs = agency is not None and is_coordinator_of(by, agency.government, at=at)
    invitation = _locked(invitation)
    if not is_theirs or invitation.role != Role.STAFF or invitation.invited_by_id != by.pk:
        raise PermissionDenied
    if not invitation.works(at):
        raise ValidationError(_("This invitation is not waiting any more."))
    if invitation.shown_code:
        raise ValidationError(_("A code is shown once. Invite the person again for another one."))
    if User.objects.filter(email=invitation.email).exists():
        return ""
    code = invitation.make_shown_code()
    invitation.save(update_fields=["shown_code"])
    trail.record("show_code", invitation, by=by, at=at)
    return code


@transaction.atomic
def accept(invitation: Invitation, *, code: str, password: str | None, by: User | None, at: datetime) -> User:
    """Use up an invitation: make the account, or use the one that is signed in, and give it the post.

    Everybody is asked for the code. `by` is the signed-in owner of the address, who needs no password.
    Returns the account. Raises ValidationError when the invitation does not work any more, the code is wrong,
    the address has an account that is not signed in, or that person can't hold the post.
    """
    invitation = _locked_with_its_address(invitation)
    if not invitation.works(at):
        raise ValidationError(_("This invitation has been used, revoked, or is too old. Ask for a new one."))
    if sentence := obstacle_of_code(invitation, code, at=at):
        raise ValidationError(sentence)
    is_proven = invitation.is_mailed_code(code)
    user = _account_for(invitation, password, by, is_proven=is_proven)
    _give_post(invitation, user, at)
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if not is_proven:
        post.send("account_made", [user], at=at, url=reverse("account_reset_password"), invitation=invitation)
    trail.record(
        "accept_invitation",
        invitation,
        by=user,
        at=at,
        role=invitation.role,
        user=user.pk,
        code="mailed" if is_proven else "shown",
    )
    return user


def obstacle_of_code(invitation: Invitation, code: str, *, at: datetime) -> str:
    """Return why this code does not open the invitation, as a sentence; empty when it does.

    The code in the e-mail always opens it. The code that a coordinator was shown opens it as long as they are
    the coordinator and only to make an account: for an existing account it proves nothing.
    """
    if invitation.is_mailed_code(code):
        return ""
    agency = invitation.agency
    if (
        agency is not None
        and invitation.is_shown_code(code)
        and is_coordinator_of(certain(invitation.invited_by), agency.government, at=at)
        and not User.objects.filter(email=invitation.email).exists()
    ):
        return ""
    return _("This is not the code of this invitation. Type the six digits that stand in the e-mail.")


@transaction.atomic
def count_wrong_code(invitation: Invitation, *, at: datetime) -> Invitation:
    """Count a wrong code, typed by somebody who holds the link. Ten of them revoke the invitation."""
    invitation = _locked(invitation)
    if invitation.is_waiting(at):
        invitation.wrong_codes += 1
        if invitation.wrong_codes >= MOST_WRONG_CODES:
            invitation.revoked_at = at
        invitation.save(update_fields=["wrong_codes", "revoked_at"])
        if invitation.revoked_at:
            trail.record("revoke_invitation", invitation, by=None, at=at)
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Make an invitation's link worthless before it is used.

    Raises PermissionDenied for anyone who may not appoint to its post, and ValidationError when it does not
    wait any more.
    """
    require_may_appoint(by, invitation.role, invitation.agency, at=at)
    invitation = _locked(invitation)
    if not invitation.is_waiting(at):
        raise ValidationError(_("This invitation is not waiting any more."))
    _revoke(invitation, at)
    trail.record("revoke_invitation", invitation, by=by, at=at)
    return invitation


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)


def _locked_with_its_address(invitation: Invitation) -> Invitation:
    """Lock all invitations of the address, since two accepted at once look at each other's post."""
    of_address = Invitation.objects.select_for_update(of=("self",)).filter(email=invitation.email)
    return {one.pk: one for one in of_address.order_by("pk")}[invitation.pk]


def _revoke(invitation: Invitation, at: datetime) -> None:
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])


def _require_mail() -> None:
    if sentence := post.obstacle():
        raise ValidationError(sentence)


def _fit_address(email: str, *, by: User) -> str:
    """Return the address as it is kept. Raises ValidationError for one's own: nobody appoints themselves."""
    email = email.strip().lower()
    if email == by.email:
        raise ValidationError(_("This is your own address: nobody appoints themselves. Ask a colleague."))
    return email


def _require_together(
    email: str, *, role: str, government: Government | None, agency: Agency | None, at: datetime
) -> None:
    """Raise ValidationError if the person holds, from tomorrow on, a post that rules this one out."""
    user = User.objects.filter(email=email).first()
    tomorrow = timezone.localtime(at).date() + timedelta(days=1)
    if user and (
        sentence := posts_together.obstacle(user, role, government=government, agency=agency, on=tomorrow)
    ):
        raise ValidationError(sentence)


def _write(*, by: User | None, at: datetime, **fields: Any) -> Invitation:
    """Write the invitation, and mail it or tell those who may approve it."""
    invitation = Invitation.objects.create(
        **fields, invited_by=by, invited_at=at, expires_at=at + timedelta(days=INVITATION_DAYS)
    )
    if invitation.is_to_be_approved:
        others = post.holders(Role.BUREAU, at=at).exclude(pk=certain(by).pk).exclude(email=invitation.email)
        url = reverse("invitation", args=[invitation.pk])
        post.send("invitation_to_approve", others, at=at, url=url, invitation=invitation)
    else:
        _mail(invitation)
    return invitation


def _mail(invitation: Invitation) -> None:
    subject, body = post.render("invitation", invitation=invitation)
    post.send_mail(invitation.email, subject, body, invitation.get_absolute_url())


def _account_for(invitation: Invitation, password: str | None, by: User | None, *, is_proven: bool) -> User:
    known = User.objects.filter(email=invitation.email).first()
    if known is None:
        user = User.objects.create_user(invitation.email, invitation.name, password)
        # An address is verified once a code from its mailbox was typed. allauth sends a new password to any
        # primary address, verified or not.
        EmailAddress.objects.create(user=user, email=user.email, verified=is_proven, primary=True)
        return user
    if by is None or by.pk != known.pk:
        raise ValidationError(
            _("This address has an account already. Sign in with it and open the link again.")
        )
    EmailAddress.objects.filter(user=known, email=known.email, verified=False).update(verified=True)
    return known


def _give_post(invitation: Invitation, user: User, at: datetime) -> None:
    today = timezone.localtime(at).date()
    office: dict[str, Any] = {"government": invitation.government, "agency": invitation.agency}
    if user.pk in (invitation.invited_by_id, invitation.approved_by_id):
        raise ValidationError(_("Nobody appoints themselves. Ask a colleague for another invitation."))
    held = Membership.objects.held_on(today).filter(user=user, role=invitation.role, **office)
    if held.exists():
        raise ValidationError(_("You hold this post already."))
    if sentence := posts_together.obstacle(user, invitation.role, **office, on=today):
        raise ValidationError(sentence)
    Membership.objects.create(
        user=user, role=invitation.role, **office, letter=invitation.letter, starts_on=today
    )
