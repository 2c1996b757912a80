from .allocation import Allocation, AllocationGap, AllocationRow
from .approval import Approval
from .assignment import Assignment
from .calibration import CalibrationRound, CalibrationScore, CalibrationSheet
from .minutes import Minutes, MinutesSignature
from .paper_sheet import PaperScore, PaperSheet
from .ranking import Placing, PlacingCriterion, PlacingStage, Ranking
from .scoresheet import EarlierScore, Reopening, Score, Scoresheet
from .standing import Standing
from .visit import Visit, VisitLocation
from .visit_record import Attendance, DifferingNote, VisitFinding, VisitPhoto

__all__ = [
    "Allocation",
    "AllocationGap",
    "AllocationRow",
    "Approval",
    "Assignment",
    "Attendance",
    "CalibrationRound",
    "CalibrationScore",
    "CalibrationSheet",
    "DifferingNote",
    "EarlierScore",
    "Minutes",
    "MinutesSignature",
    "PaperScore",
    "PaperSheet",
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
    "VisitPhoto",
]
