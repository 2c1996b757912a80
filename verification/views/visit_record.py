"""The record of a field visit: written on site by its lead, read by the team and the bureau."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kipp import refusals
from verification import access, claims
from verification import visits as deeds
from verification.forms.visits import HoldForm, RecordForm
from verification.models import Scoresheet, Visit


def visit_or_404(user, pk: int, *, at) -> Visit:
    """Fetch a visit that this person may read: the team's own, or any for the bureau and auditors.

    It carries `own_sheet`: the address part (uuid) of the reader's own active sheet, or None.
    """
    own = Scoresheet.objects.filter(
        assignment__in=access.visible_assignments(user),
        assignment__innovation=OuterRef("innovation"),
        assignment__stage=OuterRef("stage"),
    )
    visits = access.visible_visits(user, at=at).annotate(own_sheet=Subquery(own.values("uuid")))
    visits = visits.select_related("innovation__agency__government", "stage__edition", "lead")
    return get_object_or_404(visits, pk=pk)


def led_visit_or_404(user, pk: int, *, at) -> Visit:
    """Fetch a visit for its lead; whoever only reads it gets 403."""
    visit = visit_or_404(user, pk, at=at)
    access.require_lead(user, visit, at=at)
    return visit


@dataclass(frozen=True)
class Part:
    """One criterion on the page: what the proposal says, what was found, and the lead's fields."""

    reading: claims.Reading
    fields: dict | None = None


@require_safe
def visit(request, pk):
    """Facts, who was present, what was found. The lead writes here until the visit is held."""
    at = timezone.now()
    visit = visit_or_404(request.user, pk, at=at)
    findings = _findings(visit)
    writes = access.is_lead(request.user, visit, at=at) and not deeds.obstacle_to_record(visit)
    return _page(request, visit, findings, RecordForm(findings=findings) if writes else None)


def _findings(visit):
    return list(visit.findings.select_related("criterion"))


def _page(request, visit, findings, form):
    """Show a visit: with a form to whoever writes it, after a refusal with what was typed in it."""
    return render(
        request,
        "visits/visit.html",
        {
            "visit": visit,
            "innovation": visit.innovation,
            "members": visit.members.all(),
            "places": visit.visit_locations.select_related("location__village__government"),
            "attendances": visit.attendances.all(),
            "form": form,
            "parts": _parts(visit, findings, form),
            "found": sum(bool(finding.finding) for finding in findings),
        },
    )


def _parts(visit, findings, form):
    criteria = [finding.criterion for finding in findings]
    written = claims.by_criterion(criteria, claims.last_sent(visit.innovation))
    return [
        Part(reading, form.fields_of(reading.criterion.code) if form else None)
        for reading in claims.readings(criteria, written, findings)
    ]


@require_POST
def record_visit(request, pk):
    """Keep all that the page holds: somebody who was present, and what was found at the criteria."""
    at = timezone.now()
    visit = led_visit_or_404(request.user, pk, at=at)
    findings = _findings(visit)
    form = RecordForm(request.POST, findings=findings)
    if form.is_valid():
        with refusals.shown_in(form):
            _record(visit, form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The record is saved."))
            # Going on without saving would lose what was typed, so the way to the confirm page saves too.
            return redirect("hold_visit", visit.pk) if "check" in request.POST else redirect(visit)
    return _page(request, visit, findings, form)


@transaction.atomic
def _record(visit, record, *, by, at):
    if record["attendance"]:
        role, institution = record["attendance"]
        deeds.record_attendance(visit, role=role, institution=institution, by=by, at=at)
    if record["findings"]:
        deeds.record_findings(visit, record["findings"], by=by, at=at)


@require_POST
def remove_attendance(request, pk, attendance):
    """Take a row off the list; a second click finds it gone and changes nothing."""
    at = timezone.now()
    visit = led_visit_or_404(request.user, pk, at=at)
    if row := visit.attendances.filter(pk=attendance).first():
        with refusals.told(request):
            deeds.remove_attendance(row, by=request.user, at=at)
            messages.success(request, _("The row is removed."))
    return redirect(f"{visit.get_absolute_url()}#attendance")


@require_http_methods(["GET", "HEAD", "POST"])
def hold_visit(request, pk):
    """Confirm page: the record is complete and is closed."""
    at = timezone.now()
    visit = led_visit_or_404(request.user, pk, at=at)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals.told(request):
            deeds.hold(visit, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The visit is held and its record is closed."))
        return redirect(visit)
    return render(
        request,
        "visits/hold_visit.html",
        {
            "form": form,
            "visit": visit,
            "innovation": visit.innovation,
            "attendances": visit.attendances.all(),
            "findings": visit.findings.select_related("criterion"),
            "obstacles": deeds.obstacles_to_hold(visit),
        },
    )
