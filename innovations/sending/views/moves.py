"""What the views share that move an innovation from one status to the next by a button."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError

from innovations.proposals.models import Innovation
from kipp.accounts.requests import AuthenticatedRequest


def move(
    request: AuthenticatedRequest,
    innovation: Innovation,
    deed: Callable[..., object],
    *,
    to: str,
    at: datetime,
    done: str,
) -> None:
    """Take a deed and say so, or show why it can't be taken now.

    After a second click, or when the button is pressed again on the page before, the same sentence is shown,
    and not that the step is impossible.
    """
    try:
        deed(innovation, by=request.user, at=at)
    except ValidationError as refusal:
        innovation.refresh_from_db(fields=["status"])
        if innovation.status != to:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return
    messages.success(request, done)
