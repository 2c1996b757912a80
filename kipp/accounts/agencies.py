"""The deeds about agencies."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kipp.audit import trail

from .access import require_role
from .models import Agency, Government, Role, User


@transaction.atomic
def register(government: Government, kind: str, name: str, *, by: User, at: datetime) -> Agency:
    """Put an agency on the register; its name is unique within the government."""
    require_role(by, Role.BUREAU, at=at)
    # The row of the government makes two people who register the same name wait for each other.
    Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    if Agency.objects.filter(government=government, name__iexact=name).exists():
        raise ValidationError(_("This government has an agency of that name already."))
    agency = Agency.objects.create(government=government, kind=kind, name=name)
    trail.record("register_agency", agency, by=by, at=at, government=government.code)
    return agency
