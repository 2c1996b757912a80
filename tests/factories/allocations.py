"""Drafts of who assesses what."""

from django.utils import timezone

from innovations.models import Innovation, Stage
from kipp.accounts.models import User
from verification.models import Allocation, AllocationRow

from .standing_cast import bureau_member, verifiers


def allocation(stage: Stage, state: str = "ready", **fields) -> Allocation:
    """Return a draft of assignments for a stage, of no rows yet, in which the cast's verifiers take part."""
    settled = state in Allocation.SETTLED
    made = Allocation.objects.create(
        stage=stage,
        **{
            "state": state,
            "progress": 0 if state == "waiting" else 100,
            "asked_by": bureau_member(),
            "asked_at": timezone.now(),
            "settled_by": bureau_member() if settled else None,
            "settled_at": timezone.now() if settled else None,
            **fields,
        },
    )
    made.verifiers.set(verifiers(4))
    return made


def allocation_row(
    draft: Allocation, innovation: Innovation, verifier: User, change: str = "add", reason: str = "even"
) -> AllocationRow:
    """Return a new row of a draft."""
    return draft.rows.create(innovation=innovation, verifier=verifier, change=change, reason=reason)
