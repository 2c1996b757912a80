"""The pages of a calibration round: the bureau opens and closes it, verifiers score its specimens."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.evidence.files import file_response
from innovations.integrity import signing
from innovations.integrity.statements import has_signed
from innovations.models import Evidence, Innovation
from innovations.proposals import reading as proposals
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from verification import access
from verification.scoresheets import criterion_texts
from verification.stages import scored_stage_or_404

from . import deeds
from .forms import OpenForm, SpecimenForm
from .models import CalibrationRound

# Others are found by words in their title.
MOST_SHOWN = 30


@require_safe
@for_bureau_readers
def bureau_calibration(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Show how far each verifier is with the round; once it is closed, the spread with names."""
    at = timezone.now()
    stage = scored_stage_or_404(stage_pk)
    found = CalibrationRound.objects.filter(stage=stage).select_related("rubric").first()
    obstacle = "" if found else deeds.obstacle_to_open(stage)
    page: dict[str, Any] = {"stage": stage, "round": found, "obstacle": obstacle}
    page["writes"] = is_bureau(request.user, at=at)
    if found:
        found.stage = stage
        page["specimens"] = list(found.specimens.select_related("edition", "agency").order_by("title"))
        page["progress"] = deeds.progress(found, at=at)
        if not found.is_open:
            page["spreads"] = deeds.spreads(found, request.user, with_names=True)
    return render(request, "calibration/bureau_calibration.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def open_calibration(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Choose the specimens, which can be searched by title, and open the round."""
    stage = scored_stage_or_404(stage_pk)
    candidates = deeds.candidates(stage)
    words = request.GET.get("words", "").strip()
    shown = candidates.filter(title__icontains=words) if words else candidates
    form = OpenForm(
        request.POST if request.method == "POST" else None,
        candidates=candidates,
        shown=list(shown[:MOST_SHOWN]),
    )
    return deed_page(
        request,
        "calibration/open_calibration.html",
        form,
        partial(deeds.open_round, stage, by=request.user, at=timezone.now()),
        done=_("The calibration round is open. All verifiers are told."),
        then=redirect("bureau_calibration", stage.pk),
        context={"stage": stage, "words": words, "most": MOST_SHOWN},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def close_calibration(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Close the round: then the spread is shown, and all verifiers can score."""
    stage = scored_stage_or_404(stage_pk)
    if request.method == "POST":
        with refusals.told(request):
            deeds.close_round(stage, by=request.user, at=timezone.now())
            messages.success(request, _("The calibration round is closed."))
        return redirect("bureau_calibration", stage.pk)
    return render(request, "calibration/close_calibration.html", {"stage": stage})


def _round_or_404(stage: int) -> CalibrationRound:
    rounds = CalibrationRound.objects.select_related("stage__edition", "rubric")
    return get_object_or_404(rounds, stage=stage)


@require_safe
@for_roles(Role.VERIFIER)
def calibration(request: AuthenticatedRequest, stage: int) -> HttpResponse:
    """Show a verifier's specimens, and the spread without names once their own sheets are handed in."""
    at = timezone.now()
    found = _round_or_404(stage)
    own = set(found.sheets.filter(verifier=request.user).values_list("specimen", flat=True))
    specimens = found.specimens.select_related("edition", "agency__government").order_by("title", "pk")
    owed = set(deeds.specimens_owed(found, request.user).values_list("pk", flat=True))
    reads = deeds.reads_spread(found, request.user, at=at)
    return render(
        request,
        "calibration/calibration.html",
        {
            "round": found,
            "stage": found.stage,
            # The reader is in conflict with a specimen that is neither handed in nor owed.
            "specimens": [(one, one.pk in own, one.pk not in own | owed) for one in specimens],
            "spreads": deeds.spreads(found, request.user, with_names=False) if reads else [],
            "reads_spread": reads,
        },
    )


def _specimen_or_403(request: AuthenticatedRequest, stage: int, pk: int) -> Innovation:
    """Fetch a specimen of a stage's round; anyone in conflict with it gets 403."""
    chosen = CalibrationRound.specimens.through.objects.filter(calibrationround__stage=stage)
    specimens = Innovation.objects.filter(pk__in=chosen.values("innovation"))
    specimens = specimens.annotate(in_conflict=access.is_in_conflict(request.user, "pk"))
    specimen = get_object_or_404(specimens.select_related("agency__government", "edition"), pk=pk)
    if specimen.in_conflict:
        raise PermissionDenied
    return specimen


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.VERIFIER)
def calibration_sheet(request: AuthenticatedRequest, stage: int, specimen_pk: int) -> HttpResponse:
    """Show the sheet of one specimen, and hand it in."""
    specimen, found = _specimen_or_403(request, stage, specimen_pk), _round_or_404(stage)
    edition = found.stage.edition
    if request.method != "POST" and not has_signed(request.user, edition):
        return signing.first(request, edition)
    sheet = found.sheets.filter(specimen=specimen, verifier=request.user).first()
    criteria = list(found.rubric.criteria.prefetch_related("bands"))
    form = SpecimenForm(request.POST if request.method == "POST" else None, criteria=criteria)
    return deed_page(
        request,
        "calibration/calibration_sheet.html",
        form,
        partial(deeds.hand_in, found, specimen, by=request.user, at=timezone.now()),
        done=_("The sheet of the specimen is handed in."),
        then=redirect(found),
        context={
            "round": found,
            "stage": found.stage,
            "innovation": specimen,
            "sheet": sheet,
            "scores": sheet.scores.select_related("criterion") if sheet else [],
            "obstacle": deeds.obstacle_to_hand_in(found, found.stage),
            "parts": [(one, form.fields_of(one.criterion)) for one in criterion_texts.readings(criteria, {})],
        },
    )


@require_safe
@for_roles(Role.VERIFIER)
def specimen_proposal(request: AuthenticatedRequest, stage: int, specimen_pk: int) -> HttpResponse:
    """Show the last sent proposal of a specimen."""
    specimen = _specimen_or_403(request, stage, specimen_pk)
    revision = get_object_or_404(criterion_texts.last_sent(specimen))
    revision.innovation = specimen

    def file_url(evidence: Evidence, size: str) -> str:
        return reverse("specimen_file", args=[stage, specimen.pk, evidence.pk, size])

    proposal = proposals.read(revision, file_url=file_url)
    page = {"stage": stage, "innovation": specimen, "proposal": proposal}
    return render(request, "calibration/specimen_proposal.html", page)


@require_safe
@for_roles(Role.VERIFIER)
def specimen_file(
    request: AuthenticatedRequest, stage: int, specimen_pk: int, evidence: int, size: str
) -> HttpResponseBase:
    """Return a photo or document of a specimen."""
    specimen = _specimen_or_403(request, stage, specimen_pk)
    revision = criterion_texts.last_sent(specimen).first()
    if revision is None:
        raise Http404
    return file_response(
        request, get_object_or_404(Evidence.objects.in_revision(revision), pk=evidence), size
    )
