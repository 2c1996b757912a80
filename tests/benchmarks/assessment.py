"""What the assessment leaves: assignments, sheets with their points, standings; and awards."""

from datetime import datetime

from innovations.models import Award, Edition, Stage
from tests import factories
from verification.models import Assignment, Score, Scoresheet, Standing
from verification.scoring.totals import sheet_total, stage_score

from .entries import Entry

VERIFIERS = 40


def assess(stage: Stage, entries: list[Entry], at: datetime) -> None:
    """Write two sheets for each entry of a stage, submitted but for the last twenty; and their standings."""
    rubric = stage.rubrics.get()
    criteria = list(rubric.criteria.all())
    weights = {criterion.code: criterion.weight for criterion in criteria}
    verifiers = factories.verifiers(VERIFIERS)
    assessed = [entry for entry in entries if entry.innovation.status == "eligible"]
    sheets, scores, standings = [], [], []
    for turn, entry in enumerate(assessed):
        is_in = turn < len(assessed) - 20
        totals = []
        for place in (0, 1):
            points = {code: 60 + (turn * 7 + place * 11 + 3 * n) % 40 for n, code in enumerate(weights)}
            task = Assignment(
                innovation=entry.innovation,
                stage=stage,
                verifier=verifiers[(turn + place * 7) % VERIFIERS],
                assigned_by=factories.bureau_member(),
                assigned_at=at,
            )
            sheet = Scoresheet(assignment=task, rubric=rubric)
            if is_in:
                sheet.status, sheet.submitted_at, sheet.read_revision = "submitted", at, entry.revision
                sheet.total = sheet_total(points, weights)
                totals.append(sheet.total)
            sheets.append(sheet)
            scores += [
                Score(scoresheet=sheet, criterion=one, points=points[one.code] if is_in else None)
                for one in criteria
            ]
        standings.append(
            Standing(
                innovation=entry.innovation,
                stage=stage,
                rubric=rubric,
                sheets_in=len(totals),
                sheets_due=2,
                score=stage_score(totals) if is_in else None,
            )
        )
    Assignment.objects.bulk_create(sheet.assignment for sheet in sheets)
    for sheet in sheets:
        sheet.assignment = sheet.assignment  # its number is known now
    Scoresheet.objects.bulk_create(sheets)
    Score.objects.bulk_create(scores, batch_size=5000)
    Standing.objects.bulk_create(standings)
    stage.rubrics.update(locked_at=at)


def award(edition: Edition, entries: list[Entry], at: datetime) -> None:
    """Give every finalist an award: it is public."""
    stage = edition.stage_of_kind("proposal")
    tier = stage.tiers.get(advances=True)
    winners = [entry.innovation for entry in entries if entry.innovation.status == "finalist"]
    Award.objects.bulk_create(
        Award(innovation=one, edition=edition, stage=stage, tier=tier, awarded_at=at) for one in winners
    )
