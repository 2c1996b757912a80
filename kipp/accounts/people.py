"""The deeds about posts that are held: end one, or hand it over."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kipp.audit import trail

from . import invitations
from .access import require_may_appoint
from .models import Invitation, Membership, Role, User


@transaction.atomic
def end_post(membership: Membership, *, by: User, at: datetime) -> Membership:
    """End a post with today as its last day; what was done in it keeps its name and office.

    Raises PermissionDenied for anyone who may not appoint to it, and ValidationError when it is not held
    today, or for one's own post in the bureau.
    """
    require_may_appoint(by, membership.role, membership.agency, at=at)
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
    """End a post and invite the successor to the same one; return the invitation.

    Drafts and duties stay with the office. Raises what `invitations.invite` and `end_post` raise.
    """
    invitation = invitations.invite(
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
