"""The deeds of a scoresheet: save and submit. Two members of the bureau reopen one (approvals/deeds.py).

Both raise PermissionDenied for anyone but the sheet's verifier, and for them if they are in conflict with the
entry; and ValidationError as `obstacle_to_write`, or before they have signed the edition's statement.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.integrity.statements import require_signed
from innovations.models import Edition, Presentation, Stage
from innovations.rulebook import writing
from kipp.accounts.models import User
from kipp.audit import trail
from kipp.saving.stale import require_not_stale
from verification import access
from verification.assignments.deeds import locked_stage
from verification.assignments.models import Assignment
from verification.scoring.totals import sheet_total
from verification.standings import deeds as standings
from verification.visits.models import Visit

from .marks import Mark
from .models import Score, Scoresheet


@transaction.atomic
def save(
    sheet: Scoresheet, marks: Mapping[str, Mark], *, save_number: int, by: User, at: datetime
) -> Scoresheet:
    """Save a draft; `marks` are by the criterion's code, `save_number` is the one that the form showed.

    Saving what is stored already changes nothing. Raises ValidationError when the sheet was saved elsewhere
    since the form was shown, so that nothing is overwritten unseen.
    """
    sheet = _writable(sheet, by=by, at=at)
    scores = {score.criterion.code: score for score in sheet.scores.select_related("criterion")}
    if all(Mark.of(scores[code]) == mark for code, mark in marks.items()):
        return sheet  # a second click, or a device that never heard that it was saved
    require_not_stale(sheet.save_number, save_number)
    for code, mark in marks.items():
        score = scores[code]
        score.points, score.could_not_be_checked, score.note = (
            mark.points,
            mark.could_not_be_checked,
            mark.note,
        )
    Score.objects.bulk_update(scores.values(), ["points", "could_not_be_checked", "note"])
    sheet.save_number += 1
    sheet.save(update_fields=["save_number"])
    return sheet


@transaction.atomic
def submit(sheet: Scoresheet, *, save_number: int, by: User, at: datetime) -> Scoresheet:
    """Submit a sheet: from now on it is locked and counts in the standing, and its rubric is locked.

    `save_number` is the one that the page showed. Raises ValidationError as `obstacles_to_submit`, and when
    the sheet was saved since, so that no points are submitted that the page did not show.
    """
    sheet = _writable(sheet, by=by, at=at)
    require_not_stale(sheet.save_number, save_number)
    assignment = sheet.assignment
    scores = list(sheet.scores.select_related("criterion"))
    if reasons := obstacles_to_submit(sheet, scores):
        raise ValidationError(reasons)
    sheet.total = _total(scores)
    sheet.status = Scoresheet.Status.SUBMITTED
    sheet.submitted_at = at
    sheet.read_revision = assignment.innovation.last_sent_revision
    sheet.save()
    writing.lock_rubric(sheet.rubric, at=at)
    standings.refresh(assignment.innovation, assignment.stage)
    trail.record("submit_sheet", sheet, by=by, at=at, **_facts(sheet, scores))
    return sheet


def obstacle_to_write(sheet: Scoresheet) -> str:
    """Return why its verifier can't change the sheet now, as a sentence; empty when they can."""
    if sheet.is_submitted:
        return _("This sheet is submitted. Only two of the bureau can reopen it, with a reason.")
    if sheet.assignment.state != Assignment.State.ACTIVE:
        return _("This innovation is not your task any more.")
    stage = sheet.assignment.stage
    return access.obstacle_to_score(stage, sheet.assignment.innovation) or access.obstacle_of_calibration(
        stage, sheet.assignment.verifier
    )


def obstacles_to_submit(sheet: Scoresheet, scores: Sequence[Score]) -> list[str]:
    """Return what is missing before a sheet can be submitted, as sentences; `scores` are all it has."""
    sentences = [
        _("Give points for “%(criterion)s”, or say why it could not be checked.")
        % {"criterion": score.criterion}
        for score in scores
        if Mark.of(score).is_gap
    ]
    sentences += _unexplained(sheet.assignment.stage.edition, scores)
    if not _visit_is_over(sheet.assignment):
        sentences.append(_("The visit has not been held yet. Its lead marks it as held."))
    if not _was_presented(sheet.assignment):
        sentences.append(
            _("The presentation has not been held yet. The bureau or the chair records who presented.")
        )
    return sentences


def _unexplained(edition: Edition, scores: Sequence[Score]) -> list[str]:
    """Return a sentence for all points outside the edition's bounds that have no note."""
    return [
        _("Points below %(low)d or above %(high)d need a note: write one for “%(criterion)s”.")
        % {"low": edition.points_low, "high": edition.points_high, "criterion": score.criterion}
        for score in scores
        if score.points is not None
        and not edition.points_low <= score.points <= edition.points_high
        and not score.note.strip()
    ]


def _locked(sheet: Scoresheet) -> tuple[Stage, Scoresheet]:
    stage = locked_stage(sheet.assignment.stage)
    sheet = (
        Scoresheet.objects.select_for_update(of=("self",), no_key=True)
        .select_related("assignment__innovation__agency", "rubric")
        .get(pk=sheet.pk)
    )
    sheet.assignment.stage = stage
    return stage, sheet


def _writable(sheet: Scoresheet, *, by: User, at: datetime) -> Scoresheet:
    _stage, sheet = _locked(sheet)
    access.require_writer(by, sheet, at=at)
    if reason := obstacle_to_write(sheet):
        raise ValidationError(reason)
    require_signed(by, sheet.assignment.stage.edition)
    return sheet


def _visit_is_over(assignment: Assignment) -> bool:
    """Return whether the entry was visited; always true in a stage without visits."""
    if not assignment.stage.needs_visits:
        return True
    visits = Visit.objects.filter(innovation=assignment.innovation_id, stage=assignment.stage_id)
    return any(visit.is_over for visit in visits)


def _was_presented(assignment: Assignment) -> bool:
    """Return whether the entry was presented; always true in a stage without presentations."""
    if not assignment.stage.has_slots:
        return True
    held = Presentation.objects.filter(state=Presentation.State.HELD)
    return held.filter(innovation=assignment.innovation_id, stage=assignment.stage_id).exists()


def _total(scores: Sequence[Score]) -> Decimal | None:
    return sheet_total(
        {score.criterion.code: score.points for score in scores},
        {score.criterion.code: score.criterion.weight for score in scores},
    )


def _facts(sheet: Scoresheet, scores: Sequence[Score]) -> dict[str, Any]:
    """Return what the trail keeps of a sheet: numbers and points, no notes."""
    return {
        "innovation": sheet.assignment.innovation_id,
        "stage": sheet.assignment.stage_id,
        "points": {score.criterion.code: score.points for score in scores},
        "total": sheet.total,
    }
