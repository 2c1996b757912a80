"""Signed paper sheets: typed in by the secretariat, nothing until their verifier has confirmed them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kipp.accounts.models import Notice
from kipp.files import uploads
from tests import factories
from tests.expectations import actions, recorded, refused
from verification.models import Assignment, PaperSheet, Scoresheet, Standing, Visit
from verification.scoresheets import paper_sheets
from verification.scoresheets.deeds import Mark

pytestmark = pytest.mark.django_db

NOW = timezone.now()
CODES = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")
MARKS = {code: Mark(80 + number) for number, code in enumerate(CODES)}


@pytest.fixture
def sheet(cast):
    """An empty sheet of the first verifier, whose visit was held."""
    factories.edition(at_stage="field")
    entry = factories.innovation("finalist")
    made = factories.sheet(entry, cast.verifier)
    factories.visit(entry, team=[cast.verifier, cast.verifier2], state="held")
    return made


def type_in(cast, sheet, marks=MARKS, by="bureau", **more):
    return paper_sheets.type_in(sheet, marks, by=getattr(cast, by), at=NOW, **more)


def test_what_is_typed_in_counts_for_nothing_and_its_verifier_is_asked(cast, sheet):
    paper = type_in(cast, sheet)

    sheet.refresh_from_db()
    assert (paper.state, paper.typed_by, paper.typed_at) == ("waiting", cast.bureau, NOW)
    assert list(paper.scores.values_list("criterion__code", "points")) == [
        (code, mark.points) for code, mark in MARKS.items()
    ]
    assert (sheet.status, set(sheet.scores.values_list("points", flat=True))) == ("draft", {None})
    notice = Notice.objects.get(event="paper_sheet_typed_in")
    assert (notice.user, notice.url) == (cast.verifier, paper.get_absolute_url())
    facts = {"innovation": sheet.assignment.innovation_id, "stage": sheet.assignment.stage_id}
    assert recorded(sheet) == [("type_in_sheet", cast.bureau.pk, NOW, facts)]


def test_once_its_verifier_has_confirmed_it_the_sheet_is_submitted(cast, sheet):
    paper = type_in(cast, sheet)

    paper_sheets.confirm(paper, by=cast.verifier, at=NOW)

    sheet.refresh_from_db()
    paper.refresh_from_db()
    assert (paper.state, paper.answered_at) == ("confirmed", NOW)
    assert (sheet.status, sheet.total) == (Scoresheet.Status.SUBMITTED, 82)
    assert list(sheet.scores.values_list("points", flat=True)) == [80, 81, 82, 83, 84]
    assert (
        Standing.objects.get(innovation=sheet.assignment.innovation, stage=sheet.assignment.stage).sheets_in
        == 1
    )
    assert actions(sheet) == ["type_in_sheet", "submit_sheet", "confirm_paper_sheet"]


def test_a_criterion_that_could_not_be_checked_is_taken_over_with_its_note(cast, sheet):
    marks = {**MARKS, "benefit": Mark(could_not_be_checked=True, note="Banjir")}

    paper_sheets.confirm(type_in(cast, sheet, marks), by=cast.verifier, at=NOW)

    sheet.refresh_from_db()
    score = sheet.scores.get(criterion__code="benefit")
    assert (score.points, score.could_not_be_checked, score.note) == (None, True, "Banjir")
    assert sheet.total is None


def test_what_its_verifier_refuses_never_counts_and_can_be_typed_in_again(cast, sheet):
    paper = type_in(cast, sheet)

    paper_sheets.refuse(paper, reason="Nilai tertukar", by=cast.verifier, at=NOW)

    sheet.refresh_from_db()
    paper.refresh_from_db()
    assert (paper.state, paper.reason, sheet.status) == ("refused", "Nilai tertukar", "draft")
    notice = Notice.objects.get(event="paper_sheet_refused")
    assert (notice.user, "Nilai tertukar" in notice.body) == (cast.bureau, True)
    for answer in (
        lambda: paper_sheets.confirm(paper, by=cast.verifier, at=NOW),
        lambda: paper_sheets.refuse(paper, reason="Lagi", by=cast.verifier, at=NOW),
    ):
        with refused(ValidationError):
            answer()
    assert type_in(cast, sheet).state == "waiting"


def test_a_refusal_needs_a_reason(cast, sheet):
    paper = type_in(cast, sheet)

    with refused(ValidationError):
        paper_sheets.refuse(paper, reason="", by=cast.verifier, at=NOW)


def test_a_paper_sheet_has_no_gap(cast, sheet):
    for gap in (Mark(), None):
        marks = {code: mark for code, mark in {**MARKS, "benefit": gap}.items() if mark is not None}
        with refused(ValidationError):
            type_in(cast, sheet, marks)


def test_one_paper_sheet_waits_at_a_time(cast, sheet):
    type_in(cast, sheet)

    with refused(ValidationError):
        type_in(cast, sheet)


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda: Scoresheet.objects.update(status="submitted", submitted_at=NOW),
        lambda: Assignment.objects.update(state="ended", reason="Sakit"),
    ],
)
def test_nothing_is_typed_in_for_a_sheet_that_is_in_or_is_nobody_s_task(cast, sheet, meanwhile):
    revision = sheet.assignment.innovation.last_sent_revision
    Scoresheet.objects.update(read_revision=revision)
    meanwhile()

    with refused(ValidationError):
        type_in(cast, sheet)


def test_a_field_sheet_is_confirmed_after_the_visit(cast, sheet):
    """By the same rules as any sheet."""
    paper = type_in(cast, sheet)
    Visit.objects.update(state="planned")

    with refused(ValidationError):
        paper_sheets.confirm(paper, by=cast.verifier, at=NOW)


def test_nobody_but_the_bureau_types_in_and_nobody_but_the_verifier_answers(cast, sheet):
    for who in ("verifier", "verifier2", "staff", "coordinator", "auditor", "nobody"):
        with refused(PermissionDenied):
            type_in(cast, sheet, by=who)
    paper = type_in(cast, sheet)
    for who in ("verifier2", "bureau", "bureau2", "staff", "auditor", "nobody"):
        with refused(PermissionDenied):
            paper_sheets.confirm(paper, by=getattr(cast, who), at=NOW)
        with refused(PermissionDenied):
            paper_sheets.refuse(paper, reason="Lain", by=getattr(cast, who), at=NOW)


@pytest.mark.parametrize(
    ("scan", "is_photo"),
    [
        (uploads.Document(factories.PDF, "0" * 64), False),
        (uploads.Photo(factories.webp(), factories.webp(), "0" * 64), True),
    ],
)
def test_the_scan_is_kept_with_it(cast, sheet, scan, is_photo):
    paper = PaperSheet.objects.get(pk=type_in(cast, sheet, scan=scan).pk)

    assert paper.is_photo == is_photo
    with paper.scan.open() as file:
        assert file.read() == (scan.display if is_photo else scan.content)
