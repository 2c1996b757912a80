"""Who is told when an innovation moves. The deeds call it inside their transaction."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from innovations.proposals.models import Innovation
from kipp.accounts import post
from kipp.accounts.models import Role


def tell_agency(innovation: Innovation, event: str, *, at: datetime, **context: Any) -> None:
    """Tell the staff of the owner agency."""
    post.send(
        event,
        post.holders(Role.STAFF, at=at, agency=innovation.agency_id),
        at=at,
        url=innovation.get_absolute_url(),
        innovation=innovation,
        **context,
    )


def tell_coordinators(innovation: Innovation, event: str, *, at: datetime, **context: Any) -> None:
    """Tell the coordinators of the agency's government; agencies of the province have none."""
    if innovation.agency.sends_by_itself:
        return
    post.send(
        event,
        post.holders(Role.COORDINATOR, at=at, government=innovation.agency.government_id),
        at=at,
        url=reverse("coordination_detail", args=[innovation.pk]),
        innovation=innovation,
        **context,
    )
