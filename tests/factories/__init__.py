"""The people and things that tests stand on: plain functions that write consistent rows.

Rows are written directly, not through deeds: fast, in any state, and without lines in the trail, mails or
notices (only `edition` goes through innovations.editions.deeds.create, and `ranking` through the real deeds).
Every argument has a default that makes sense; what a test is about, it says itself.

    cast = factories.cast()                          # or the fixture `cast`
    edition = factories.edition(at_stage="proposal")
    entry = factories.scored_entry(edition.stage_of_kind("proposal"), 80, 70)
    assert factories.innovation("draft", agency=cast.agency).is_editable

Everybody is named after their post: no invented persons. Times are told from the present moment, so that
pages, which read the clock, and deeds, which get `at`, see the same.

Each subject has a module, named after it. This façade is the one place where all of them are taken from,
since a test tells a story of several subjects; the modules import from each other, not from here.
"""

from .allocations import allocation, allocation_row
from .assignments import assignment
from .calibration import calibration_round, calibration_sheet, paper_sheet
from .editions import edition, extension, rubric
from .evidence import document, photo
from .files import PDF, pdf, webp
from .innovations import SENT, STARTED_ON, covering_letter, innovation, location
from .people import (
    FORMERLY,
    GOVERNMENTS,
    PASSWORD,
    SINCE,
    VILLAGES,
    agency,
    brought_in,
    government,
    member,
    move,
    post,
    sign_statements,
    unsigned,
    user,
    village,
)
from .presentations import presentation, presentation_stage
from .results import open_standings, ranking
from .scoresheets import marks, score, scored_entry, sheet, submitted_sheet
from .standing_cast import Cast, bureau_member, cast, verifiers
from .visits import minutes, visit, visit_photo

__all__ = [
    "FORMERLY",
    "GOVERNMENTS",
    "PASSWORD",
    "PDF",
    "SENT",
    "SINCE",
    "STARTED_ON",
    "VILLAGES",
    "Cast",
    "agency",
    "allocation",
    "allocation_row",
    "assignment",
    "brought_in",
    "bureau_member",
    "calibration_round",
    "calibration_sheet",
    "cast",
    "covering_letter",
    "document",
    "edition",
    "extension",
    "government",
    "innovation",
    "location",
    "marks",
    "member",
    "minutes",
    "move",
    "open_standings",
    "paper_sheet",
    "pdf",
    "photo",
    "post",
    "presentation",
    "presentation_stage",
    "ranking",
    "rubric",
    "score",
    "scored_entry",
    "sheet",
    "sign_statements",
    "submitted_sheet",
    "unsigned",
    "user",
    "verifiers",
    "village",
    "visit",
    "visit_photo",
    "webp",
]
