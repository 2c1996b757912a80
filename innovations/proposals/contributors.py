"""The deeds that say who made an innovation: innovators by name and role, and partner agencies.

A partner is no owner: it neither writes nor sends. It counts for conflicts of interest, and it is named
wherever the owner is.

Each raises PermissionDenied for anyone but staff of the owner agency, and ValidationError when the part can't
be edited now.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kipp.accounts.models import Agency, User

from . import proposal_parts
from .models import Innovation, Innovator
from .working_copy import editable

MOST_INNOVATORS = 20


@transaction.atomic
def add_innovator(innovation: Innovation, name: str, role: str, *, by: User, at: datetime) -> Innovator:
    """Add somebody who made it. Raises ValidationError for a name twice, or for more than MOST_INNOVATORS."""
    innovation, _revision = editable(innovation, proposal_parts.MAKERS, by=by, at=at)
    if innovation.innovators.filter(name__iexact=name).exists():
        raise ValidationError(_("This name is on the list already."))
    if innovation.innovators.count() >= MOST_INNOVATORS:
        raise ValidationError(_("At most %(number)d innovators are named.") % {"number": MOST_INNOVATORS})
    last = innovation.innovators.aggregate(last=Max("order"))["last"] or 0
    return innovation.innovators.create(name=name, role=role, order=last + 1)


@transaction.atomic
def remove_innovator(innovator: Innovator, *, by: User, at: datetime) -> None:
    """Take a name off the list."""
    editable(innovator.innovation, proposal_parts.MAKERS, by=by, at=at)
    innovator.delete()


@transaction.atomic
def add_partner(innovation: Innovation, agency: Agency, *, by: User, at: datetime) -> None:
    """Add an agency that made it together with the owner; adding it again changes nothing.

    Raises ValidationError for the owner itself.
    """
    innovation, _revision = editable(innovation, proposal_parts.MAKERS, by=by, at=at)
    if agency.pk == innovation.agency_id:
        raise ValidationError(_("Your own agency is the owner, not a partner."))
    innovation.partners.add(agency)


@transaction.atomic
def remove_partner(innovation: Innovation, agency: Agency, *, by: User, at: datetime) -> None:
    """Take a partner off the list."""
    innovation, _revision = editable(innovation, proposal_parts.MAKERS, by=by, at=at)
    innovation.partners.remove(agency)
