"""The page of a scoresheet, written by its verifier and read by others once they may.

Verifiers can't open their sheets before they have signed the edition's statement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.evidence.files import file_response
from innovations.integrity import signing
from innovations.integrity.statements import has_signed_for
from innovations.models import Evidence, Presentation, Revision
from innovations.proposals import reading as proposals
from innovations.proposals.responses import pdf_response
from kipp.accounts.models import User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import autosave, refusals
from verification import access
from verification.assignments import deeds as assignments
from verification.assignments.models import Assignment
from verification.scoresheets import criterion_texts, deeds, earlier_values, profiles
from verification.scoresheets.forms import SheetForm
from verification.scoresheets.models import Reopening, Score, Scoresheet
from verification.visits.models import Visit, VisitFinding


def sheet_or_404(user: User, uuid: UUID, *, at: datetime) -> Scoresheet:
    """Fetch a sheet that the user may read now; anyone in conflict with its entry gets 403.

    It has `owes_a_sheet`, whether the user still owes a sheet for the entry; `has_signed`, whether the user
    signed the statement of the edition; and `was_reopened`.
    """
    sheets = access.readable_sheets(user, at=at).annotate(
        owes_a_sheet=access.owes_a_sheet(user),
        has_signed=has_signed_for(user, "assignment__stage__edition"),
        was_reopened=Exists(Reopening.objects.filter(scoresheet=OuterRef("pk"))),
        in_conflict=access.is_in_conflict(user, "assignment__innovation"),
    )
    sheets = sheets.select_related(
        "assignment__innovation__agency__government",
        "assignment__innovation__category",
        "assignment__innovation__group",
        "assignment__stage__edition",
        "assignment__verifier",
        "rubric",
    )
    sheet = get_object_or_404(sheets, uuid=uuid)
    if sheet.in_conflict:
        raise PermissionDenied
    return sheet


def must_sign(user: User, sheet: Scoresheet) -> bool:
    """Return whether the sheet is the user's own draft and they have not signed the statement yet."""
    has_signed: bool = sheet.has_signed
    return sheet.assignment.verifier_id == user.pk and not sheet.is_submitted and not has_signed


def opens_a_sheet(view: Callable) -> Callable:
    """Return a view that fetches its sheet by the uuid of the address, and passes it to `view` instead.

    A verifier who has not signed the statement yet is led there first.
    """

    @wraps(view)
    def opened(request: AuthenticatedRequest, uuid: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sheet = sheet_or_404(request.user, uuid, at=timezone.now())
        if request.method != "POST" and must_sign(request.user, sheet):
            return signing.first(request, sheet.assignment.stage.edition)
        return view(request, sheet, *args, **kwargs)

    return opened


def may_read_proposal(user: User, sheet: Scoresheet) -> bool:
    """Return whether the user may read the proposal beside a sheet.

    Its verifier may not before they have signed the statement, or once the task is over.
    """
    assignment = sheet.assignment
    if must_sign(user, sheet):
        return False
    return assignment.verifier_id != user.pk or assignment.state == Assignment.State.ACTIVE


def read_revision(sheet: Scoresheet) -> QuerySet[Revision]:
    """Return the revision that is read beside a sheet, as a queryset of one row.

    For a draft it is the last sent one; for a submitted sheet, the one that its verifier had read.
    """
    if sheet.is_submitted:
        return Revision.objects.filter(pk=sheet.read_revision_id)[:1]  # type: ignore[misc]  # set when submitted
    return criterion_texts.last_sent(sheet.assignment.innovation)


@dataclass(frozen=True)
class SheetPart:
    """One criterion on the page: its texts, its stored score, and its fields if the sheet is written."""

    reading: criterion_texts.Reading
    score: Score
    fields: dict | None = None
    differs: bool = False  # the sheet was saved elsewhere, and what was typed differs from what is stored now


@require_http_methods(["GET", "HEAD", "POST"])
@opens_a_sheet
def scoresheet(request: AuthenticatedRequest, sheet: Scoresheet) -> HttpResponse:
    """Show a sheet beside the proposal's texts; its verifier writes it here, and a POST saves the draft."""
    at = timezone.now()
    if request.method == "POST":
        access.require_own(request.user, sheet, at=at)
        return _save(request, sheet, at)
    is_own = sheet.assignment.verifier_id == request.user.pk
    obstacle = deeds.obstacle_to_write(sheet) if is_own else ""
    if is_own and not obstacle:
        return _write_page(request, sheet, form=None)
    return _read_page(request, sheet, obstacle, at)


def _save(request: AuthenticatedRequest, sheet: Scoresheet, at: datetime) -> HttpResponse:
    if autosave.is_asked(request) and (obstacle := deeds.obstacle_to_write(sheet)):
        return autosave.gone(obstacle)
    form = SheetForm(request.POST, criteria=list(sheet.rubric.criteria.all()))
    if form.is_valid():
        with refusals.shown_in(form):
            saved = deeds.save(sheet, **form.cleaned_data, by=request.user, at=at)
            if autosave.is_asked(request):
                return autosave.saved(saved.save_number)
            messages.success(request, _("The draft is saved."))
            # The button that leads to submitting saves too, so that nothing typed is lost.
            return redirect("submit_scoresheet", sheet.uuid) if "check" in request.POST else redirect(sheet)
    return _told(sheet, form) if autosave.is_asked(request) else _write_page(request, sheet, form)


def _told(sheet: Scoresheet, form: SheetForm) -> HttpResponse:
    """Return why the browser's own save failed: it was refused, or the sheet was saved elsewhere."""
    scores = _scores(sheet)
    stored = scores[0].scoresheet
    typed_on = form.cleaned_data.get("save_number")
    if typed_on is None or typed_on == stored.save_number:
        return autosave.refused(form)
    values = SheetForm.as_typed(stored, scores)
    return autosave.saved_elsewhere(
        stored.save_number, values, _("Saved in another window or on another device.")
    )


def _scores(sheet: Scoresheet) -> list[Score]:
    """Return the scores as they are now, each with the sheet as it was read in the same query."""
    return list(sheet.scores.select_related("criterion", "scoresheet"))


def _write_page(request: AuthenticatedRequest, sheet: Scoresheet, form: SheetForm | None) -> HttpResponse:
    """Show the sheet with its fields; after a refused save, with what was typed beside what is stored."""
    scores = _scores(sheet)
    stored = scores[0].scoresheet
    is_stale = False
    if form is None:
        form = SheetForm(
            criteria=[score.criterion for score in scores], initial=SheetForm.initial_of(stored, scores)
        )
    elif (typed_on := form.cleaned_data.get("save_number")) is not None and typed_on != stored.save_number:
        is_stale = True
        form.show_against(stored.save_number)
    context = _page(request, sheet, scores, form, is_stale=is_stale)
    return render(request, "scoresheets/scoresheet.html", {**context, "form": form, "is_stale": is_stale})


def _read_page(request: AuthenticatedRequest, sheet: Scoresheet, obstacle: str, at: datetime) -> HttpResponse:
    """Show the sheet as it is stored, with the other sheets of the entry that the user may read."""
    assignment = sheet.assignment
    context = {
        **_page(request, sheet, _scores(sheet)),
        "obstacle": obstacle,
        "others": [] if sheet.owes_a_sheet else _other_sheets(request.user, sheet, at),
        "may_reopen": "reopen" in assignments.ACTIONS.actions_for(request.user, assignment, at=at),
    }
    return render(request, "scoresheets/read_scoresheet.html", context)


def _other_sheets(user: User, sheet: Scoresheet, at: datetime) -> list[Scoresheet]:
    """Return other submitted sheets of the entry, in this stage and earlier ones, that the user may read."""
    assignment = sheet.assignment
    return list(
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


def _page(
    request: AuthenticatedRequest,
    sheet: Scoresheet,
    scores: Sequence[Score],
    form: SheetForm | None = None,
    *,
    is_stale: bool = False,
) -> dict[str, Any]:
    """Return the context that the pages for writing and for reading share."""
    assignment = sheet.assignment
    shows_proposal = may_read_proposal(request.user, sheet)
    criteria = [score.criterion for score in scores]
    prefetch_related_objects(criteria, "bands")
    written = criterion_texts.by_criterion(criteria, read_revision(sheet)) if shows_proposal else {}
    findings = _findings(assignment)
    readings = criterion_texts.readings(criteria, written, findings)
    return {
        "sheet": sheet,
        "assignment": assignment,
        "innovation": assignment.innovation,
        "edition": assignment.stage.edition,
        "parts": [
            SheetPart(
                reading,
                score,
                fields=form.fields_of(reading.criterion) if form else None,
                differs=is_stale and form is not None and form.differs_from(score),
            )
            for reading, score in zip(readings, scores, strict=True)
        ],
        "profile": profiles.of_sheet(scores),
        "earlier": earlier_values.of_sheet(sheet, scores) if sheet.was_reopened else [],
        "visit": findings[0].visit if findings else None,
        "presentation": _presentation(assignment),
        "shows_proposal": shows_proposal,
        "statement_url": signing.address(assignment.stage.edition, sheet.get_absolute_url())
        if must_sign(request.user, sheet)
        else "",
    }


def _findings(assignment: Assignment) -> list[VisitFinding]:
    """Return the findings of the entry's visit that was not called off; none in a stage without visits."""
    if not assignment.stage.needs_visits:
        return []
    visits = Visit.objects.standing().filter(innovation=assignment.innovation_id, stage=assignment.stage_id)
    return list(VisitFinding.objects.filter(visit__in=visits).select_related("visit", "criterion"))


def _presentation(assignment: Assignment) -> Presentation | None:
    """Return the entry's presentation that was not called off, or None."""
    if not assignment.stage.has_slots:
        return None
    presentations = Presentation.objects.standing().filter(innovation=assignment.innovation_id)
    return presentations.filter(stage=assignment.stage_id).first()


@require_safe
@opens_a_sheet
def sheet_proposal(request: AuthenticatedRequest, sheet: Scoresheet) -> HttpResponse:
    """Show the whole proposal that is read beside a sheet, with its files under this sheet's addresses."""
    proposal = _proposal_beside(request, sheet)
    return render(
        request,
        "scoresheets/proposal.html",
        {
            "sheet": sheet,
            "innovation": proposal.innovation,
            "stage": sheet.assignment.stage,
            "proposal": proposal,
        },
    )


@require_safe
@opens_a_sheet
def sheet_pdf(request: AuthenticatedRequest, sheet: Scoresheet) -> HttpResponseBase:
    """Return the same proposal as a PDF; like the page, it doesn't show the innovation's status."""
    proposal = _proposal_beside(request, sheet)
    proposal.innovation.edition = sheet.assignment.stage.edition
    page = reverse("sheet_proposal", args=[sheet.uuid])
    return pdf_response(request, proposal, page=page, at=timezone.now())


def _proposal_beside(request: AuthenticatedRequest, sheet: Scoresheet) -> proposals.Proposal:
    revision = _read_beside(request, sheet)

    def file_url(evidence: Evidence, size: str) -> str:
        return reverse("assessor_file", args=[sheet.uuid, evidence.pk, size])

    revision.innovation = sheet.assignment.innovation
    return proposals.read(revision, file_url=file_url)


@require_safe
@opens_a_sheet
def assessor_file(
    request: AuthenticatedRequest, sheet: Scoresheet, evidence: int, size: str
) -> HttpResponseBase:
    """Return a photo or document of the revision that is read beside a sheet."""
    revision = _read_beside(request, sheet)
    shown = get_object_or_404(Evidence.objects.in_revision(revision), pk=evidence)
    return file_response(request, shown, size)


def _read_beside(request: AuthenticatedRequest, sheet: Scoresheet) -> Revision:
    """Fetch the revision that is read beside a sheet; raise Http404 as `may_read_proposal` says."""
    if not may_read_proposal(request.user, sheet):
        raise Http404
    return get_object_or_404(read_revision(sheet))
