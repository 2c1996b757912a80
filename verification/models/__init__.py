from .allocation import Allocation, AllocationGap, AllocationRow
from .approval import Approval
from .assignment import Assignment
from .ranking import Placing, PlacingCriterion, PlacingStage, Ranking
from .scoresheet import EarlierScore, Reopening, Score, Scoresheet
from .standing import Standing
from .visit import Attendance, Visit, VisitFinding, VisitLocation

__all__ = [
    "Allocation",
    "AllocationGap",
    "AllocationRow",
    "Approval",
    "Assignment",
    "Attendance",
    "EarlierScore",
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
