"""Tasks of verifiers."""

from innovations.models import Innovation, Stage
from kipp.accounts.models import User
from verification.models import Assignment

from .scoresheets import give_sheets
from .standing_cast import verifiers


def assignment(
    innovation: Innovation,
    verifier: User | None = None,
    *,
    stage: Stage | None = None,
    state: str = "active",
    reason: str = "",
) -> Assignment:
    """Return a verifier's task with its empty sheet, and the entry's standing brought up to date.

    `stage` is the running one and `verifier` the cast's first unless said.
    """
    stage = stage or innovation.edition.current_stage
    return give_sheets(innovation, stage, [(verifier or verifiers(1)[0], None)], state, reason)[0].assignment
