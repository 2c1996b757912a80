from .allocation import Allocation, AllocationGap, AllocationRow
from .assignment import Assignment
from .ranking import Placing, PlacingCriterion, PlacingStage, Ranking
from .scoresheet import Reopening, Score, Scoresheet
from .standing import Standing
from .visit import Attendance, Visit, VisitFinding, VisitLocation

__all__ = [
    "Allocation",
    "AllocationGap",
    "AllocationRow",
    "Assignment",
    "Attendance",
    "Placing",
    "PlacingCriterion",
    "PlacingStage",
    "Ranking",
    "Reopening",
    "Score",
    "Scoresheet",
    "Standing",
    "Visit",
    "VisitFinding",
    "VisitLocation",
]
