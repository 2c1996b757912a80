"""Scoresheets with their points, and what they add up to."""

from datetime import timedelta

from django.utils import timezone

from innovations.models import Innovation, Stage
from kipp.accounts.models import User
from verification.models import Assignment, Score, Scoresheet, Standing
from verification.scoring.totals import sheet_total, stage_score

from .innovations import innovation
from .standing_cast import bureau_member, verifiers


def sheet(
    innovation: Innovation,
    verifier: User | None = None,
    points=None,
    *,
    stage: Stage | None = None,
) -> Scoresheet:
    """Return a draft sheet, with its assignment. `points` as in `submitted_sheet`; None leaves gaps."""
    stage = stage or innovation.edition.current_stage
    made = give_sheets(innovation, stage, [(verifier or verifiers(1)[0], None)])[0]
    if points is not None:
        for code, given in marks(made.rubric, points).items():
            made.scores.filter(criterion__code=code).update(
                points=given,
                could_not_be_checked=given is None,
                note="Tidak dapat diperiksa" if given is None else "",
            )
    return made


def submitted_sheet(
    innovation: Innovation, verifier: User | None = None, points=80, *, stage: Stage | None = None
) -> Scoresheet:
    """Return a submitted sheet, with its assignment.

    `points` are one number for all criteria, five numbers in their order, or a dict by code (80 for the
    others); None for one criterion is "could not be checked", with a note, and leaves no total.
    """
    stage = stage or innovation.edition.current_stage
    return give_sheets(innovation, stage, [(verifier or verifiers(1)[0], points)])[0]


def score(
    innovation: Innovation, stage: Stage, *sheets, verifiers: list[User] | None = None
) -> list[Scoresheet]:
    """Give an entry its submitted sheets in a stage, one for each points given, and its standing."""
    people = verifiers or _verifiers(len(sheets))
    return give_sheets(innovation, stage, list(zip(people, sheets, strict=True)))


_verifiers = verifiers  # `verifiers` is an argument of score and scored_entry


def scored_entry(
    stage: Stage,
    *sheets,
    verifiers: list[User] | None = None,
    status: str = "",
    before: tuple = (),
    **fields,
) -> Innovation:
    """Return an entry of a stage with its submitted sheets and its standing: cheap, for dozens of them.

    Each of `sheets` are the points of one assessor, as in `submitted_sheet`: `scored_entry(stage, 80, 70)`.
    In a later stage the entry is a finalist, with the sheets `before` in the first one (80 each if not
    given). `fields` go to `innovation`.
    """
    first = stage.edition.earliest_scoring_stage
    status = status or ("eligible" if stage == first else "finalist")
    made = innovation(status, edition=stage.edition, **fields)
    if stage != first:
        score(made, first, *(before or [80] * len(sheets)), verifiers=verifiers)
    score(made, stage, *sheets, verifiers=verifiers)
    return made


def marks(rubric, points) -> dict[str, int | None]:
    """Return the points of a sheet by the criterion's code."""
    return marks_of_codes(list(rubric.criteria.values_list("code", flat=True)), points)


def marks_of_codes(codes, points):
    if isinstance(points, dict):
        return {code: points.get(code, 80) for code in codes}
    if isinstance(points, int):
        return dict.fromkeys(codes, points)
    return dict(zip(codes, points, strict=True))


def give_sheets(innovation, stage, given, state="active", reason=""):
    """Write assignments with their sheets, for (verifier, points or None for an empty draft)."""
    at, by = timezone.now() - timedelta(hours=1), bureau_member()
    rubric = stage.rubrics.latest("version")
    criteria = list(rubric.criteria.all())
    assignments = Assignment.objects.bulk_create(
        Assignment(
            innovation=innovation,
            stage=stage,
            verifier=verifier,
            state=state,
            reason=reason or ("" if state == "active" else "Alasan"),
            letter="800/1" if state == "replaced" else "",
            assigned_by=by,
            assigned_at=at,
        )
        for verifier, _points in given
    )
    read = innovation.last_sent_revision
    pairs = [
        (Scoresheet(assignment=task, rubric=rubric), points)
        for task, (_verifier, points) in zip(assignments, given, strict=True)
    ]
    sheets, scores = [], []
    for made, points in pairs:
        sheets.append(made)
        if points is None:
            scores += [Score(scoresheet=made, criterion=criterion) for criterion in criteria]
            continue
        by_code = marks_of_codes([criterion.code for criterion in criteria], points)
        made.status, made.submitted_at, made.read_revision = Scoresheet.Status.SUBMITTED, at, read
        made.total = sheet_total(by_code, {criterion.code: criterion.weight for criterion in criteria})
        scores += [_given(made, criterion, by_code[criterion.code]) for criterion in criteria]
    Scoresheet.objects.bulk_create(sheets)
    Score.objects.bulk_create(scores)
    if any(points is not None for _verifier, points in given):
        stage.rubrics.filter(pk=rubric.pk, locked_at=None).update(locked_at=at)
    _stand(innovation, stage, rubric)
    return sheets


def _given(sheet, criterion, points):
    """Return the row of a criterion that was marked: with points, or with a note why without."""
    return Score(
        scoresheet=sheet,
        criterion=criterion,
        points=points,
        could_not_be_checked=points is None,
        note="Tidak dapat diperiksa" if points is None else "",
    )


def _stand(innovation, stage, rubric):
    facts = list(
        Scoresheet.objects.due()
        .in_stage(stage)
        .filter(assignment__innovation=innovation)
        .values_list("status", "total")
    )
    totals = [total for status, total in facts if status == Scoresheet.Status.SUBMITTED]
    values = {
        "stage": stage,
        "sheets_in": len(totals),
        "sheets_due": len(facts),
        "score": stage_score(totals) if len(totals) == len(facts) else None,
    }
    if not Standing.objects.filter(innovation=innovation, rubric=rubric).update(**values):
        Standing.objects.create(innovation=innovation, rubric=rubric, **values)
