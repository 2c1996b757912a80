"""What somebody can do next, as a list of steps: the first thing on the home page of every role.

Shown by {% include "components/next_steps.html" with steps=steps only %}.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext


@dataclass(frozen=True)
class Step:
    """A sentence that says what to do, with the page where it is done."""

    text: str
    url: str
    # Until when, where there is a time.
    due_at: datetime | None = None
    # An icon of the portal.
    icon: str = "arrow-right"


def most_urgent(steps: Iterable[Step], *, all_at: str, at_most: int = 5) -> list[Step]:
    """Return the steps `shortened`, the earliest due first and those without a time last."""
    ordered = sorted(steps, key=lambda step: step.due_at.timestamp() if step.due_at else math.inf)
    return shortened(ordered, all_at=all_at, at_most=at_most)


def shortened(steps: Sequence[Step], *, all_at: str, at_most: int = 5) -> list[Step]:
    """Return the steps in their order, at most `at_most` of them.

    When there are more, one more step says how many and leads to the page that lists all.
    """
    others = len(steps) - at_most
    if others <= 0:
        return [*steps]
    text = ngettext("and %(number)d more", "and %(number)d more", others) % {"number": others}
    return [*steps[:at_most], Step(text, all_at)]
