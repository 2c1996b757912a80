"""Pages of paper sheets: forms to print, typed in by the secretariat and confirmed by their verifier."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kipp.accounts.access import for_roles, has_role
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.files.responses import stored_file_response
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from verification import access
from verification.assignments.models import Assignment
from verification.scoresheets import criterion_texts, profiles
from verification.scoresheets import paper_sheets as deeds
from verification.scoresheets.forms import PaperSheetForm, RefuseForm
from verification.scoresheets.models import PaperSheet, Scoresheet

_READ_ALONG = (
    "assignment__innovation__agency__government",
    "assignment__stage__edition",
    "assignment__verifier",
    "rubric",
)


@require_safe
def sheet_form(request: AuthenticatedRequest, uuid: UUID) -> HttpResponse:
    """Show a scoresheet as an empty form to print, for its verifier, the bureau and auditors."""
    sheet = _sheet_or_404(request, uuid, Role.BUREAU, Role.AUDITOR)
    criteria = list(sheet.rubric.criteria.prefetch_related("bands"))
    page = {
        "sheet": sheet,
        "assignment": sheet.assignment,
        "readings": criterion_texts.readings(criteria, {}),
    }
    return render(request, "paper/sheet_form.html", page)


def _sheet_or_404(request: AuthenticatedRequest, uuid: UUID, *roles: Role) -> Scoresheet:
    """Fetch a sheet without its scores, for its verifier and for these roles."""
    sheets = Scoresheet.objects.select_related(*_READ_ALONG)
    if not has_role(request.user, *roles, at=timezone.now()):
        active = Assignment.State.ACTIVE
        sheets = sheets.filter(assignment__verifier=request.user, assignment__state=active)
    return get_object_or_404(sheets, uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def type_in_sheet(request: AuthenticatedRequest, uuid: UUID) -> HttpResponse:
    """Type in a signed paper sheet for its verifier."""
    at = timezone.now()
    sheet = _sheet_or_404(request, uuid, Role.BUREAU)
    assignment = sheet.assignment
    access.require_bureau(request.user, assignment.innovation, at=at)
    criteria = list(sheet.rubric.criteria.prefetch_related("bands"))
    edition = assignment.stage.edition
    form = PaperSheetForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        criteria=criteria,
        limit_mb=edition.max_document_mb,
        photo_limit_mb=edition.max_photo_mb,
    )
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.type_in(sheet, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The sheet is typed in. Its verifier is asked to confirm it."))
            return redirect("entry_assignments", assignment.stage_id, assignment.innovation_id)
    return render(
        request,
        "paper/type_in_sheet.html",
        {
            "form": form,
            "assignment": assignment,
            "innovation": assignment.innovation,
            "obstacle": deeds.obstacle_to_type_in(sheet),
            "parts": [
                (reading, form.fields_of(reading.criterion))
                for reading in criterion_texts.readings(criteria, {})
            ],
        },
    )


def _paper_or_404(request: AuthenticatedRequest, pk: int) -> PaperSheet:
    """Fetch a paper sheet for its verifier and the person who typed it in; nobody else reads its points."""
    user = request.user
    papers = PaperSheet.objects.select_related(
        "typed_by", *(f"scoresheet__{name}" for name in _READ_ALONG)
    ).filter(Q(scoresheet__assignment__verifier=user) | Q(typed_by=user))
    return get_object_or_404(papers, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_sheet(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what was typed in; its verifier compares it with the paper and confirms it here."""
    at = timezone.now()
    paper = _paper_or_404(request, pk)
    is_own = paper.scoresheet.assignment.verifier_id == request.user.pk
    if request.method == "POST":
        access.require_own(request.user, paper.scoresheet, at=at)
        with refusals.told(request):
            sheet = deeds.confirm(paper, by=request.user, at=at)
            messages.success(request, _("The sheet is confirmed and submitted."))
            return redirect(sheet)
        return redirect(paper)
    scores = list(paper.scores.select_related("criterion"))
    return render(
        request,
        "paper/paper_sheet.html",
        {
            "paper": paper,
            "assignment": paper.scoresheet.assignment,
            "innovation": paper.scoresheet.assignment.innovation,
            "scores": scores,
            "profile": profiles.of_sheet(scores),
            "may_answer": is_own and paper.is_waiting,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def refuse_paper_sheet(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask how what was typed in differs from the paper, and refuse it."""
    at = timezone.now()
    paper = _paper_or_404(request, pk)
    access.require_own(request.user, paper.scoresheet, at=at)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    return deed_page(
        request,
        "paper/refuse_paper_sheet.html",
        form,
        partial(deeds.refuse, paper, by=request.user, at=at),
        done=_("The paper sheet is refused. Whoever typed it in is told."),
        then=redirect("verification_home"),
        context={"paper": paper},
    )


@require_safe
def paper_scan(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Return the scan of a signed sheet to anyone who may read what was typed in."""
    paper = _paper_or_404(request, pk)
    return stored_file_response(
        request, paper.scan, name=f"kipp-sheet-{paper.pk}", is_photo=bool(paper.scan) and paper.is_photo
    )
