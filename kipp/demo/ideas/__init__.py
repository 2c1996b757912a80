"""Some forty ideas for sample innovations: what an agency could have thought of, without a place yet."""

from .administration import ADMINISTRATION
from .health import HEALTH
from .idea import Idea, Measure
from .livelihood import LIVELIHOOD
from .surroundings import SURROUNDINGS
from .welfare import WELFARE

IDEAS = HEALTH + WELFARE + LIVELIHOOD + SURROUNDINGS + ADMINISTRATION

__all__ = ["IDEAS", "Idea", "Measure"]
