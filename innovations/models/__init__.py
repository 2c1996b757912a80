from .award import Award
from .conflict import Conflict
from .correction import Correction, CorrectionItem
from .covering_letter import CoveringLetter
from .decision import Decision
from .earlier_award import EarlierAward
from .edition import Edition
from .evidence import Evidence
from .extension import Extension
from .holiday import Holiday
from .innovation import TRANSITIONS, Innovation, Status, Who
from .innovator import Innovator
from .location import Location
from .owner import Cluster, OwnerKind
from .presentation import Presentation, Presenter
from .regulation import Regulation, Rule
from .reminder import Reminder
from .required_document import RequiredDocument
from .revision import Answer, Revision
from .rubric import Band, Criterion, Rubric
from .rules import Category, Group, Quota, Tier
from .screening import ItemVerdict, Override, Peek
from .section import Section
from .stage import Stage
from .statement import Statement

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
