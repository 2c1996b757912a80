"""The pages of a scoresheet: its verifier writes and hands it in, others read it once they may."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from innovations import proposals
from innovations.access import in_conflict
from innovations.models import Evidence, Revision
from innovations.views.files import file_response
from kipp import refusals
from kipp.accounts.access import for_roles, is_bureau
from kipp.accounts.models import Role
from verification import access, claims
from verification import scoresheets as deeds
from verification.forms.scoresheets import ReopenForm, SheetForm
from verification.models import Assignment, Score, Scoresheet, Visit


def sheet_or_404(user, uuid, *, at) -> Scoresheet:
    """Fetch a sheet that this person may read now; in conflict nobody does, whatever their role."""
    sheets = access.readable_sheets(user, at=at).select_related(
        "assignment__innovation__agency__government",
        "assignment__innovation__edition",
        "assignment__stage__edition",
        "assignment__verifier",
        "rubric",
        "read_revision",
    )
    sheet = get_object_or_404(sheets, uuid=uuid)
    if in_conflict(user, sheet.assignment.innovation):
        raise PermissionDenied
    return sheet


def read_revision(user, sheet: Scoresheet) -> Revision | None:
    """What is read beside a sheet: what its verifier read. None for a verifier whose task has ended."""
    assignment = sheet.assignment
    if assignment.verifier_id == user.pk and assignment.state != Assignment.State.ACTIVE:
        return None
    return sheet.read_revision if sheet.is_submitted else assignment.innovation.last_sent_revision


@dataclass(frozen=True)
class Part:
    """One criterion on the page: what there is to read, what is stored, and the fields while it is written."""

    reading: claims.Reading
    score: Score
    fields: dict | None = None


@require_http_methods(["GET", "POST"])
def scoresheet(request, uuid):
    """A sheet with what the proposal says; its verifier writes here, and a POST keeps the draft."""
    at = timezone.now()
    sheet = sheet_or_404(request.user, uuid, at=at)
    if request.method == "POST":
        access.require_writer(request.user, sheet, at=at)
        return _save(request, sheet, at)
    is_own = sheet.assignment.verifier_id == request.user.pk
    obstacle = deeds.obstacle_to_write(sheet)
    if is_own and not obstacle:
        return _write_page(request, sheet, form=None)
    return _read_page(request, sheet, obstacle if is_own else "", at)


def _save(request, sheet, at):
    form = SheetForm(request.POST, criteria=list(sheet.rubric.criteria.all()))
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.save(sheet, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The draft is saved."))
            return redirect(sheet)
    return _write_page(request, sheet, form)


def _write_page(request, sheet, form):
    """Show the sheet with its fields; after a refused save with what was typed, and what is stored beside it."""
    scores = list(sheet.scores.select_related("criterion"))
    stored_number = Scoresheet.objects.values_list("save_number", flat=True).get(pk=sheet.pk)
    is_stale = False
    if form is None:
        form = SheetForm(
            criteria=[score.criterion for score in scores], initial=SheetForm.initial_of(sheet, scores)
        )
    elif (typed_on := form.cleaned_data.get("save_number")) is not None and typed_on != stored_number:
        is_stale = True
        form.show_against(stored_number)
    context = _page(request, sheet, scores, form)
    return render(request, "scoresheets/scoresheet.html", {**context, "form": form, "is_stale": is_stale})


def _read_page(request, sheet, obstacle, at):
    """Show the sheet as it stands, and the other sheets of the entry to whoever may read them."""
    user, assignment = request.user, sheet.assignment
    scores = list(sheet.scores.select_related("criterion"))
    others = (
        access.readable_sheets(user, at=at)
        .submitted()
        .filter(
            assignment__innovation=assignment.innovation_id,
            assignment__stage__order__lte=assignment.stage.order,
        )
        .exclude(pk=sheet.pk)
        .select_related("assignment__verifier", "assignment__stage")
        .order_by("assignment__stage__order", "pk")
    )
    may_reopen = (
        sheet.is_submitted
        and is_bureau(user, at=at)
        and not access.obstacle_to_score(assignment.stage, assignment.innovation)
    )
    return render(
        request,
        "scoresheets/read_scoresheet.html",
        {
            **_page(request, sheet, scores),
            "obstacle": obstacle,
            "others": others,
            "owes_a_sheet": access.owes_a_sheet(user, assignment.innovation),
            "may_reopen": may_reopen,
        },
    )


def _page(request, sheet, scores, form=None):
    """Return what the page of a sheet shows, written or read."""
    assignment = sheet.assignment
    revision = read_revision(request.user, sheet)
    visit = Visit.objects.standing().filter(innovation=assignment.innovation, stage=assignment.stage).first()
    criteria = sheet.rubric.criteria.prefetch_related("sections", "bands")
    by_criterion = {score.criterion_id: score for score in scores}
    parts = [
        Part(
            reading,
            by_criterion[reading.criterion.pk],
            form.fields_of(reading.criterion) if form else None,
        )
        for reading in claims.readings(criteria, revision, visit)
    ]
    return {
        "sheet": sheet,
        "assignment": assignment,
        "innovation": assignment.innovation,
        "is_own": assignment.verifier_id == request.user.pk,
        "parts": parts,
        "given": sum(not score.is_gap for score in scores),
        "total": deeds.total_of(scores),
        "visit": visit,
        "proposal": proposals.read(revision) if revision else None,
    }


@require_http_methods(["GET", "POST"])
@for_roles(Role.VERIFIER)
def submit_scoresheet(request, uuid):
    """Confirm page: all points and notes as they are handed in and locked."""
    at = timezone.now()
    sheet = sheet_or_404(request.user, uuid, at=at)
    access.require_writer(request.user, sheet, at=at)
    if request.method == "POST":
        with refusals.told(request):
            deeds.submit(sheet, by=request.user, at=at)
            messages.success(request, _("Your sheet is submitted and locked."))
        return redirect(sheet)
    scores = list(sheet.scores.select_related("criterion"))
    obstacle = deeds.obstacle_to_write(sheet)
    return render(
        request,
        "scoresheets/submit_scoresheet.html",
        {
            "sheet": sheet,
            "innovation": sheet.assignment.innovation,
            "stage": sheet.assignment.stage,
            "scores": scores,
            "total": deeds.total_of(scores),
            "obstacles": [obstacle] if obstacle else deeds.obstacles_to_submit(sheet, scores),
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(Role.BUREAU)
def reopen_scoresheet(request, uuid):
    """Give a submitted sheet back to its verifier, with the reason; no points stand on this page."""
    at = timezone.now()
    sheets = Scoresheet.objects.select_related(
        "assignment__innovation__agency", "assignment__stage__edition", "assignment__verifier"
    )
    sheet = get_object_or_404(sheets.defer("total"), uuid=uuid)
    assignment = sheet.assignment
    access.require_bureau(request.user, assignment.innovation, at=at)
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.reopen(sheet, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The sheet is open again and its verifier is told."))
            return redirect("entry_assignments", assignment.stage_id, assignment.innovation_id)
    return render(
        request,
        "scoresheets/reopen_scoresheet.html",
        {"form": form, "sheet": sheet, "assignment": assignment},
    )


@require_GET
def assessor_file(request, uuid, evidence, size):
    """A photo or document of the revision that is read beside a sheet."""
    sheet = sheet_or_404(request.user, uuid, at=timezone.now())
    revision = read_revision(request.user, sheet)
    carried = Evidence.objects.in_revision(revision) if revision else Evidence.objects.none()
    return file_response(get_object_or_404(carried, pk=evidence), size)
