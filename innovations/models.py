from innovations.awards.models import Award, EarlierAward
from innovations.board.models import Reminder
from innovations.checking.models import ItemVerdict, Override, Peek
from innovations.editions.models import Edition, Extension, Holiday, Stage
from innovations.evidence.models import Evidence
from innovations.integrity.models import Conflict, Statement
from innovations.presentations.models import Presentation, Presenter
from innovations.proposals.models import Answer, Innovation, Innovator, Location, Revision
from innovations.proposals.statuses import TRANSITIONS, Status, Who
from innovations.rulebook.models import (
    Band,
    Category,
    Cluster,
    Criterion,
    Group,
    OwnerKind,
    Quota,
    Regulation,
    RequiredDocument,
    Rubric,
    Rule,
    Section,
    Tier,
)
from innovations.sending.models import Correction, CorrectionItem, CoveringLetter, Decision

__all__ = [
    "TRANSITIONS",
    "Answer",
    "Award",
    "Band",
    "Category",
    "Cluster",
    "Conflict",
    "Correction",
    "CorrectionItem",
    "CoveringLetter",
    "Criterion",
    "Decision",
    "EarlierAward",
    "Edition",
    "Evidence",
    "Extension",
    "Group",
    "Holiday",
    "Innovation",
    "Innovator",
    "ItemVerdict",
    "Location",
    "Override",
    "OwnerKind",
    "Peek",
    "Presentation",
    "Presenter",
    "Quota",
    "Regulation",
    "Reminder",
    "RequiredDocument",
    "Revision",
    "Rubric",
    "Rule",
    "Section",
    "Stage",
    "Statement",
    "Status",
    "Tier",
    "Who",
]
