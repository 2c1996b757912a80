"""Signed paper sheets: typed in by the secretariat, and counted once their verifier has confirmed them.

Only the person who typed a sheet in and its verifier may read what was typed, then and later.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from kipp.accounts.models import User
from kipp.audit import trail
from kipp.files import uploads
from verification import access, notifications
from verification.assignments.deeds import locked_stage
from verification.assignments.models import Assignment

from . import deeds
from .marks import Mark
from .models import PaperScore, PaperSheet, Scoresheet

Scan = uploads.Document | uploads.Photo


@transaction.atomic
def type_in(
    sheet: Scoresheet, marks: Mapping[str, Mark], *, scan: Scan | None = None, by: User, at: datetime
) -> PaperSheet:
    """Type in a signed paper sheet, and ask its verifier to confirm it; `marks` are by the criterion's code.

    Raises PermissionDenied for anyone but the bureau and a member in conflict with the entry; ValidationError
    as `obstacle_to_type_in`, or for a gap.
    """
    sheet = _locked(sheet)
    access.require_bureau(by, sheet.assignment.innovation, at=at)
    if reason := obstacle_to_type_in(sheet):
        raise ValidationError(reason)
    criteria = list(sheet.rubric.criteria.all())
    for criterion in criteria:
        if marks.get(criterion.code, Mark()).is_gap:
            raise ValidationError(
                _("Type in the points for “%(criterion)s”, or that it could not be checked.")
                % {"criterion": criterion}
            )
    paper = PaperSheet(scoresheet=sheet, typed_by=by, typed_at=at)
    if isinstance(scan, uploads.Photo):
        paper.scan.save(uploads.new_name("webp"), ContentFile(scan.display), save=False)
    elif scan is not None:
        paper.scan.save(uploads.new_name("pdf"), ContentFile(scan.content), save=False)
    paper.save()
    PaperScore.objects.bulk_create(
        PaperScore(paper_sheet=paper, criterion=criterion, **vars(marks[criterion.code]))
        for criterion in criteria
    )
    notifications.tell_typed_in(paper, at=at)
    trail.record("type_in_sheet", sheet, by=by, at=at, **_facts(sheet))
    return paper


@transaction.atomic
def confirm(paper: PaperSheet, *, by: User, at: datetime) -> Scoresheet:
    """Confirm what was typed in: it is saved and submitted as the verifier's sheet; return the sheet.

    Raises PermissionDenied for anyone but the verifier, also if in conflict with the entry; ValidationError
    when it was answered already, or as `deeds.save` and `deeds.submit`.
    """
    paper, sheet = _waiting(paper, by=by, at=at)
    marks = {score.criterion.code: Mark.of(score) for score in paper.scores.select_related("criterion")}
    saved = deeds.save(sheet, marks, save_number=sheet.save_number, by=by, at=at)
    submitted = deeds.submit(saved, save_number=saved.save_number, by=by, at=at)
    _answer(paper, PaperSheet.State.CONFIRMED, at)
    trail.record("confirm_paper_sheet", sheet, by=by, at=at, typed_by=paper.typed_by_id, **_facts(sheet))
    return submitted


@transaction.atomic
def refuse(paper: PaperSheet, *, reason: str, by: User, at: datetime) -> PaperSheet:
    """Refuse what was typed in since it differs from the paper, and tell the person who typed it.

    It never counts. Raises as `confirm`, and ValidationError without a reason.
    """
    paper, sheet = _waiting(paper, by=by, at=at)
    if not reason:
        raise ValidationError(_("Write the reason."))
    paper.reason = reason
    _answer(paper, PaperSheet.State.REFUSED, at)
    notifications.tell_paper_refused(paper, at=at)
    trail.record("refuse_paper_sheet", sheet, by=by, at=at, typed_by=paper.typed_by_id, **_facts(sheet))
    return paper


def obstacle_to_type_in(sheet: Scoresheet) -> str:
    """Return why no paper can be typed in for a sheet now, as a sentence; empty when it can."""
    if sheet.is_submitted:
        return _("This sheet is submitted already.")
    if sheet.assignment.state != Assignment.State.ACTIVE:
        return _("This assignment is not active any more.")
    if sheet.paper_sheets.filter(state=PaperSheet.State.WAITING).exists():
        return _("A paper sheet was typed in already and waits for its verifier.")
    return access.obstacle_to_score(sheet.assignment.stage, sheet.assignment.innovation)


def _locked(sheet: Scoresheet) -> Scoresheet:
    stage = locked_stage(sheet.assignment.stage)
    sheet = (
        Scoresheet.objects.select_for_update(of=("self",), no_key=True)
        .select_related("assignment__innovation__agency", "assignment__verifier", "rubric")
        .get(pk=sheet.pk)
    )
    sheet.assignment.stage = stage
    return sheet


def _waiting(paper: PaperSheet, *, by: User, at: datetime) -> tuple[PaperSheet, Scoresheet]:
    """Lock a paper sheet that waits for this verifier and return it with its sheet, which is not locked."""
    paper = (
        PaperSheet.objects.select_for_update(of=("self",), no_key=True)
        .select_related("typed_by", "scoresheet__assignment__innovation__agency")
        .select_related("scoresheet__assignment__verifier", "scoresheet__assignment__stage")
        .get(pk=paper.pk)
    )
    access.require_writer(by, paper.scoresheet, at=at)
    if not paper.is_waiting:
        raise ValidationError(_("This paper sheet is answered already."))
    return paper, paper.scoresheet


def _answer(paper: PaperSheet, state: PaperSheet.State, at: datetime) -> None:
    paper.state, paper.answered_at = state, at
    paper.save(update_fields=["state", "answered_at", "reason"])


def _facts(sheet: Scoresheet) -> dict[str, int]:
    return {"innovation": sheet.assignment.innovation_id, "stage": sheet.assignment.stage_id}
