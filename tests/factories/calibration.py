"""Sheets of a calibration round, and those on paper."""

from django.core.files.base import ContentFile
from django.utils import timezone

from innovations.models import Innovation, Stage
from kipp.accounts.models import User
from verification.models import CalibrationRound, CalibrationSheet, PaperScore, PaperSheet, Scoresheet

from .files import PDF
from .scoresheets import marks, marks_of_codes
from .standing_cast import bureau_member


def calibration_round(stage: Stage, specimens: list[Innovation]) -> CalibrationRound:
    """Return an open calibration round of a stage, whose rules want one from then on."""
    Stage.objects.filter(pk=stage.pk).update(has_calibration=True)
    stage.has_calibration = True
    made = CalibrationRound.objects.create(
        stage=stage,
        rubric=stage.rubrics.latest("version"),
        opened_by=bureau_member(),
        opened_at=timezone.now(),
    )
    made.specimens.set(specimens)
    return made


def calibration_sheet(
    of_round: CalibrationRound, specimen: Innovation, verifier: User, points=80
) -> CalibrationSheet:
    """Return what a verifier handed in for a specimen; `points` as in `submitted_sheet`."""
    made = CalibrationSheet.objects.create(
        round=of_round, specimen=specimen, verifier=verifier, handed_in_at=timezone.now()
    )
    by_code = marks(of_round.rubric, points)
    for criterion in of_round.rubric.criteria.all():
        made.scores.create(criterion=criterion, points=by_code[criterion.code])
    return made


def paper_sheet(sheet: Scoresheet, points=80, **fields) -> PaperSheet:
    """Return a paper sheet that the cast's first member of the bureau typed in, with a scan."""
    made = PaperSheet(
        **{"scoresheet": sheet, "typed_by": bureau_member(), "typed_at": timezone.now(), **fields}
    )
    made.scan.save("paper.pdf", ContentFile(PDF), save=False)
    made.save()
    criteria = list(sheet.rubric.criteria.all())
    by_code = marks_of_codes([criterion.code for criterion in criteria], points)
    PaperScore.objects.bulk_create(
        PaperScore(paper_sheet=made, criterion=criterion, points=by_code[criterion.code])
        for criterion in criteria
    )
    return made
