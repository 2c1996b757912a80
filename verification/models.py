from verification.allocations.models import Allocation, AllocationGap, AllocationRow
from verification.approvals.models import Approval
from verification.assignments.models import Assignment
from verification.calibration.models import CalibrationRound, CalibrationScore, CalibrationSheet
from verification.minutes.models import Minutes, MinutesSignature
from verification.results.models import Placing, PlacingCriterion, PlacingStage, Ranking
from verification.scoresheets.models import EarlierScore, PaperScore, PaperSheet, Reopening, Score, Scoresheet
from verification.standings.models import Standing
from verification.visits.models import (
    Attendance,
    DifferingNote,
    Visit,
    VisitFinding,
    VisitLocation,
    VisitPhoto,
)

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
