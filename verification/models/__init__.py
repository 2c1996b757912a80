from .assignment import Assignment
from .paper_sheet import PaperScore, PaperSheet
from .ranking import Placing, PlacingCriterion, PlacingStage, Ranking
from .scoresheet import Reopening, Score, Scoresheet
from .standing import Standing
from .visit import Visit, VisitLocation
from .visit_record import Attendance, DifferingNote, VisitFinding, VisitPhoto

__all__ = [
    "Assignment",
    "Attendance",
    "DifferingNote",
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
