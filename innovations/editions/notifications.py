"""Who is told when something happens to an edition. The deeds call it inside their transaction."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from innovations.proposals.models import Innovation
from innovations.proposals.statuses import Status
from kipp.accounts import post
from kipp.accounts.models import Role

from .models import Edition


def tell_entrants(edition: Edition, event: str, *, at: datetime, **context: Any) -> None:
    """Tell staff and coordinators of every agency that has something in an edition, each once."""
    entered = Innovation.objects.in_edition(edition).exclude(status=Status.WITHDRAWN).order_by()
    staff = post.holders(Role.STAFF, at=at, agency__in=entered.values("agency"))
    senders = post.holders(Role.COORDINATOR, at=at, government__in=entered.values("agency__government"))
    post.send(event, (staff | senders).distinct(), at=at, url=reverse("home"), edition=edition, **context)
