from .award import Award
from .conflict import Conflict
from .correction import Correction
from .decision import Decision
from .edition import Category, Edition, Group, Quota
from .evidence import Evidence
from .innovation import TRANSITIONS, Innovation, Status, Who
from .location import Location
from .owner import Cluster, OwnerKind
from .revision import Answer, Revision
from .rubric import Band, Criterion, Rubric
from .section import Section
from .stage import Stage, Tier

__all__ = [
    "TRANSITIONS",
    "Answer",
    "Award",
    "Band",
    "Category",
    "Cluster",
    "Conflict",
    "Correction",
    "Criterion",
    "Decision",
    "Edition",
    "Evidence",
    "Group",
    "Innovation",
    "Location",
    "OwnerKind",
    "Quota",
    "Revision",
    "Rubric",
    "Section",
    "Stage",
    "Status",
    "Tier",
    "Who",
]
