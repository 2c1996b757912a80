"""The page of a scoresheet: its verifier writes it, others read it once they may."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from innovations import proposals
from innovations.access import in_conflict
from innovations.models import Evidence, Revision
from innovations.views.files import file_response
from kipp import refusals
from kipp.accounts.access import is_bureau
from verification import access, claims
from verification import scoresheets as deeds
from verification.forms.scoresheets import SheetForm
from verification.models import Assignment, Score, Scoresheet, Visit


def sheet_or_404(user, uuid, *, at) -> Scoresheet:
    """Fetch a sheet that this person may read now; in conflict nobody does, whatever their role."""
    sheets = access.readable_sheets(user, at=at).select_related(
        "assignment__innovation__agency__government",
        "assignment__innovation__category",
        "assignment__innovation__group",
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
    """One criterion on the page: what there is to read, what is stored, and its fields on a draft."""

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
    """Show the sheet with its fields; after a refused save with what was typed, beside what is stored."""
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
    proposal = _proposal(sheet, read_revision(request.user, sheet))
    visit = Visit.objects.standing().filter(innovation=assignment.innovation, stage=assignment.stage).first()
    findings = visit.findings.select_related("criterion") if visit else []
    criteria = sheet.rubric.criteria.prefetch_related("sections", "bands")
    by_criterion = {score.criterion_id: score for score in scores}
    parts = [
        Part(
            reading,
            by_criterion[reading.criterion.pk],
            form.fields_of(reading.criterion) if form else None,
        )
        for reading in claims.readings(criteria, proposal.sections if proposal else [], findings)
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
        "proposal": proposal,
    }


def _proposal(sheet, revision):
    """Return the whole proposal of a revision with its files under this sheet's addresses, or None."""
    if revision is None:
        return None

    def file_url(evidence, size):
        return reverse("assessor_file", args=[sheet.uuid, evidence.pk, size])

    revision.innovation = sheet.assignment.innovation
    return proposals.read(revision, file_url=file_url)


@require_GET
def assessor_file(request, uuid, evidence, size):
    """A photo or document of the revision that is read beside a sheet."""
    sheet = sheet_or_404(request.user, uuid, at=timezone.now())
    revision = read_revision(request.user, sheet)
    carried = Evidence.objects.in_revision(revision) if revision else Evidence.objects.none()
    return file_response(get_object_or_404(carried, pk=evidence), size)
