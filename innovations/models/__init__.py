from .award import Award
from .conflict import Conflict
from .correction import Correction
from .decision import Decision
from .edition import Category, Cluster, Edition, Group, Quota, Stage, Tier
from .evidence import Evidence
from .innovation import TRANSITIONS, Innovation, Status, Who
from .location import Location
from .revision import Answer, Revision
from .rubric import Band, Criterion, Rubric
from .section import Section

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
    "Quota",
    "Revision",
    "Rubric",
    "Section",
    "Stage",
    "Status",
    "Tier",
    "Who",
]
