"""The page of a field visit's record: written on site by its lead, read by the team and the bureau.

Each piece of the record has its own address. A device sends it there with the header of kipp.saving.autosave,
and again if it got no answer; a browser without scripts sends it with the piece's button and gets the page.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kipp.accounts.models import User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import autosave, refusals
from kipp.saving.saved_elsewhere import Stored, stored_in
from verification import access
from verification.scoresheets import criterion_texts
from verification.scoresheets.models import Scoresheet
from verification.visits import record as deeds
from verification.visits.deeds import ACTIONS
from verification.visits.forms.record import (
    AttendanceForm,
    FactsForm,
    FindingForm,
    HoldForm,
    NoteForm,
    PhotoForm,
)
from verification.visits.models import Attendance, DifferingNote, Visit


def visit_or_404(user: User, pk: int, *, at: datetime) -> Visit:
    """Fetch a visit that the user may read: of their own team, or any for the bureau and auditors.

    It has `own_sheet`, the uuid of the sheet of the user's own active task for the entry, or None.
    """
    own = Scoresheet.objects.filter(
        assignment__in=access.visible_assignments(user),
        assignment__innovation=OuterRef("innovation"),
        assignment__stage=OuterRef("stage"),
    )
    visits = access.visible_visits(user, at=at).annotate(own_sheet=Subquery(own.values("uuid")))
    return get_object_or_404(visits.select_related(*_READ_ALONG), pk=pk)


_READ_ALONG = ("innovation__agency__government", "stage__edition", "lead")


def led_visit_or_404(user: User, pk: int, *, at: datetime) -> Visit:
    """Fetch a visit for its lead; others who may read it get 403."""
    visit = visit_or_404(user, pk, at=at)
    access.require_lead(user, visit, at=at)
    return visit


def gone(request: AuthenticatedRequest, pk: int) -> HttpResponse | None:
    """Return an answer that tells a device that what it keeps for a visit will never be accepted, or None.

    None also if no device asks, and for users who are not in the team and never led it: to them the visit
    does not exist.
    """
    if not autosave.is_asked(request):
        return None
    user = request.user
    visits = Visit.objects.filter(Q(lead=user) | Q(members=user) | Q(former_leads=user)).distinct()
    visit = visits.select_related(*_READ_ALONG).filter(pk=pk).first()
    sentence = visit and deeds.closed_for_good(visit, user)
    return autosave.gone(sentence) if sentence else None


@dataclass
class RecordPart:
    """One criterion on the page: the proposal's texts, the finding, the notes and the forms."""

    reading: criterion_texts.Reading
    form: FindingForm | None = None
    note_form: NoteForm | None = None
    # Notes that are shown; one's own, while it can be written, is in the form instead.
    notes: list[DifferingNote] = field(default_factory=list)
    # What is stored now, if it was saved elsewhere after the form was shown.
    stored: Stored | None = None
    note_stored: Stored | None = None


@require_safe
def visit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show a visit: facts, who was present and what was found. The lead writes here until it is held."""
    at = timezone.now()
    return page(request, visit_or_404(request.user, pk, at=at), at)


def page(
    request: AuthenticatedRequest,
    visit: Visit,
    at: datetime,
    sent: forms.Form | None = None,
    *,
    code: str = "",
    stored: Stored | None = None,
) -> HttpResponse:
    """Show a visit, to its lead with the forms.

    After a refusal, `sent` is the form with what was typed, `code` the criterion that it is about, if any,
    and `stored` what is stored now if it was saved elsewhere.
    """
    is_open = not deeds.obstacle_to_record(visit)
    writes = access.is_lead(request.user, visit, at=at) and (is_open or sent is not None)
    members = list(visit.members.all())
    notes = is_open and request.user in members
    parts = _parts(request.user, visit, writes=writes, notes=notes)
    context = {
        "visit": visit,
        "innovation": visit.innovation,
        "members": members,
        "places": visit.visit_locations.select_related("location__village__government"),
        "attendances": visit.attendances.all(),
        "photos": visit.photos.all(),
        "writes": writes,
        "actions": ACTIONS.actions_for(request.user, visit, at=at),
        "facts_form": FactsForm.of(visit) if writes else None,
        "attendance_form": AttendanceForm(auto_id="id_attendance_%s") if writes else None,
        "photo_form": PhotoForm(limit_mb=visit.stage.edition.max_photo_mb) if writes else None,
        "parts": parts,
        "found": sum(bool(part.reading.finding and part.reading.finding.finding) for part in parts),
        "form": sent,
    }
    for part in parts:
        if part.reading.criterion.code != code:
            continue
        if isinstance(sent, FindingForm):
            part.form, part.stored = sent, stored
        elif isinstance(sent, NoteForm):
            part.note_form, part.note_stored = sent, stored
    if isinstance(sent, FactsForm):
        context |= {"facts_form": sent, "facts_stored": stored}
    elif isinstance(sent, PhotoForm):
        context |= {"photo_form": sent}
    elif isinstance(sent, AttendanceForm):
        context |= {"attendance_form": sent, "attendance_stored": stored}
    return render(request, "visits/visit.html", context)


def _parts(user: User, visit: Visit, *, writes: bool, notes: bool) -> list[RecordPart]:
    differing = Prefetch("differing_notes", DifferingNote.objects.select_related("member"))
    findings = list(visit.findings.select_related("criterion").prefetch_related(differing))
    criteria = [finding.criterion for finding in findings]
    written = criterion_texts.by_criterion(criteria, criterion_texts.last_sent(visit.innovation))
    parts = []
    for reading in criterion_texts.readings(criteria, written, findings):
        differing_notes = reading.finding.differing_notes.all() if reading.finding else []
        own = next((note for note in differing_notes if note.member_id == user.pk), None)
        parts.append(
            RecordPart(
                reading,
                form=FindingForm.of(reading.finding) if writes and reading.finding else None,
                note_form=NoteForm.of(reading.criterion.code, own) if notes else None,
                notes=[note for note in differing_notes if not (notes and note is own)],
            )
        )
    return parts


def refused(
    request: AuthenticatedRequest,
    visit: Visit,
    at: datetime,
    form: forms.Form,
    stored: Stored | None = None,
    code: str = "",
) -> HttpResponse:
    """Say why a piece is not stored: to a device as JSON, to a browser on the page.

    The arguments are as in `page`.
    """
    if autosave.is_asked(request):
        if stored:
            values = {field.name: field.value for field in stored.fields}
            return autosave.saved_elsewhere(stored.save_number, values, stored.who)
        return autosave.refused(form)
    if stored and "save_number" in form.fields:
        form.show_against(stored.save_number)
    return page(request, visit, at, form, code=code, stored=stored)


def stored_now(form: forms.Form, save_number: int) -> Stored:
    """Return what is stored now of a piece that was saved elsewhere; `form` has it as initial values."""
    return stored_in(form, save_number, _("Saved in another window or on another device."))


@require_POST
def record_finding(request: AuthenticatedRequest, pk: int, code: str) -> HttpResponse:
    """Save what was found at one criterion."""
    at = timezone.now()
    if answer := gone(request, pk):
        return answer
    visit = led_visit_or_404(request.user, pk, at=at)
    finding = get_object_or_404(visit.findings.select_related("criterion"), criterion__code=code)
    form, stored = FindingForm.of(finding, request.POST), None
    if form.is_valid():
        number = form.cleaned_data["save_number"]
        with refusals.shown_in(form):
            saved = deeds.record_finding(
                visit, code, form.found(), save_number=number, by=request.user, at=at
            )
            if autosave.is_asked(request):
                return autosave.saved(saved.save_number)
            messages.success(request, _("What was found is saved."))
            return redirect(f"{visit.get_absolute_url()}#criterion-{code}")
        finding.refresh_from_db(fields=["finding", "text", "save_number"])
        if finding.save_number != number:
            stored = stored_now(FindingForm.of(finding), finding.save_number)
    return refused(request, visit, at, form, stored, code)


@require_POST
def record_facts(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Save arrival, departure and who was heard."""
    at = timezone.now()
    if answer := gone(request, pk):
        return answer
    visit = led_visit_or_404(request.user, pk, at=at)
    form, stored = FactsForm.of(visit, request.POST), None
    if form.is_valid():
        number = form.cleaned_data["save_number"]
        with refusals.shown_in(form):
            saved = deeds.record_facts(
                visit,
                form.facts(),
                save_number=number,
                written_at=form.cleaned_data["written_at"],
                by=request.user,
                at=at,
            )
            if autosave.is_asked(request):
                return autosave.saved(saved.facts_save_number)
            messages.success(request, _("Arrival, departure and who was heard are saved."))
            return redirect(f"{visit.get_absolute_url()}#facts")
        visit.refresh_from_db(fields=[*deeds.Facts.__dataclass_fields__, "facts_save_number"])
        if visit.facts_save_number != number:
            stored = stored_now(FactsForm.of(visit), visit.facts_save_number)
    return refused(request, visit, at, form, stored)


@require_POST
def record_attendance(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Add somebody who was present."""
    at = timezone.now()
    if answer := gone(request, pk):
        return answer
    visit = led_visit_or_404(request.user, pk, at=at)
    form, stored = AttendanceForm(request.POST, auto_id="id_attendance_%s"), None
    if form.is_valid():
        uuid = form.cleaned_data["uuid"]
        with refusals.shown_in(form):
            deeds.record_attendance(visit, form.present(), uuid=uuid, by=request.user, at=at)
            if autosave.is_asked(request):
                return autosave.kept(uuid)
            messages.success(request, _("The person is on the list."))
            return redirect(f"{visit.get_absolute_url()}#attendance")
        if row := Attendance.objects.filter(uuid=uuid, visit=visit).first():
            stored = stored_now(AttendanceForm(initial=deeds.PresentPerson.of(row).__dict__), 0)
    return refused(request, visit, at, form, stored)


@require_POST
def remove_attendance(request: AuthenticatedRequest, pk: int, uuid: UUID) -> HttpResponse:
    """Remove a row from the list; a second click changes nothing."""
    at = timezone.now()
    if answer := gone(request, pk):
        return answer
    visit = led_visit_or_404(request.user, pk, at=at)
    if row := visit.attendances.filter(uuid=uuid).first():
        with refusals.told(request):
            deeds.remove_attendance(row, by=request.user, at=at)
            messages.success(request, _("The row is removed."))
    if autosave.is_asked(request):
        return autosave.kept(uuid)
    return redirect(f"{visit.get_absolute_url()}#attendance")


@require_POST
def write_differing_note(request: AuthenticatedRequest, pk: int, code: str) -> HttpResponse:
    """Save a member's note that differs from the finding at one criterion."""
    at = timezone.now()
    visit = visit_or_404(request.user, pk, at=at)
    access.require_team_member(request.user, visit, at=at)
    if autosave.is_asked(request) and not visit.is_open:
        return autosave.gone(deeds.obstacle_to_record(visit))
    finding = get_object_or_404(visit.findings.select_related("visit__stage"), criterion__code=code)
    own = finding.differing_notes.filter(member=request.user)
    form, stored = NoteForm.of(code, None, request.POST), None
    if form.is_valid():
        number = form.cleaned_data["save_number"]
        with refusals.shown_in(form):
            note = deeds.write_differing_note(
                finding, form.cleaned_data["text"], save_number=number, by=request.user, at=at
            )
            if autosave.is_asked(request):
                return autosave.saved(note.save_number if note else 0)
            messages.success(request, _("Your note is saved.") if note else _("Your note is taken back."))
            return redirect(f"{visit.get_absolute_url()}#criterion-{code}")
        by_now = own.first()
        if (by_now.save_number if by_now else 0) != number:
            stored = stored_now(NoteForm.of(code, by_now), by_now.save_number if by_now else 0)
    return refused(request, visit, at, form, stored, code)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_visit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the record or what it lacks, and close it."""
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


# The numbers of the rows of the empty attendance list; with the heading they fill a page.
BLANK_ROWS = range(1, 13)


@require_safe
def visit_form(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the record as an empty form to print, to anyone who may read the visit."""
    visit = visit_or_404(request.user, pk, at=timezone.now())
    findings = list(visit.findings.select_related("criterion"))
    criteria = [finding.criterion for finding in findings]
    written = criterion_texts.by_criterion(criteria, criterion_texts.last_sent(visit.innovation))
    return render(
        request,
        "paper/visit_form.html",
        {
            "visit": visit,
            "innovation": visit.innovation,
            "members": visit.members.all(),
            "places": visit.visit_locations.select_related("location__village__government"),
            "readings": criterion_texts.readings(criteria, written),
            "blank_rows": BLANK_ROWS,
        },
    )
