from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from kipp.accounts.models.user import DEMO_DOMAIN

from .models import User


@register(Tags.security, deploy=True)
def no_demo_accounts(**_options: Any) -> list[CheckMessage]:
    """Report accounts of the demo in a portal that is not one: their password is public."""
    if settings.DEMO:
        return []
    try:
        count = User.objects.filter(email__iendswith=DEMO_DOMAIN, is_active=True).count()
    except DatabaseError:
        return []
    if not count:
        return []
    return [
        Error(
            f"{count} active accounts end in {DEMO_DOMAIN}: the demo's, whose password is public.",
            hint="Use a new database for the real portal. The sign-in refuses these accounts meanwhile.",
            id="accounts.E001",
        )
    ]
