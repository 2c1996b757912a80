"""The draft of who is to assess what in a stage: asked for, read, changed by hand, applied or discarded."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from innovations.integrity.conflicts import innovations_in_conflict
from innovations.models import Innovation
from kipp.accounts import post
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.lists.tabs import Tab, tab
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from verification import access
from verification.assignments import deeds as assignments
from verification.assignments.forms import AssignForm
from verification.stages import scored_stage_or_404

from . import deeds
from .forms import ProposeForm
from .models import Allocation, AllocationRow
from .reading import AllocationDraft, DraftEntry, planned_loads


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def propose_assignments(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """Ask for a draft: who takes part, and whether it may move tasks. An open draft is shown instead."""
    at = timezone.now()
    stage = scored_stage_or_404(stage_pk)
    known = Allocation.objects.open().filter(stage=stage).first()
    if known and request.method != "POST":
        return redirect(known)
    verifiers = post.holders(Role.VERIFIER, at=at).order_by("name", "pk")
    form = ProposeForm(request.POST or None, verifiers=verifiers)
    if form.is_valid():
        with refusals.shown_in(form):
            return redirect(deeds.propose(stage, **form.cleaned_data, by=request.user, at=at))
    context = {"stage": stage, "form": form, "obstacle": assignments.obstacle_to_propose(stage)}
    return render(request, "allocations/propose.html", context)


@require_safe
@for_bureau_readers
def allocation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show how far the worker is with a draft; then each change with its reason, and the loads."""
    allocation = _allocation_or_404(pk)
    writes = is_bureau(request.user, at=timezone.now())
    if not allocation.is_worked_out:
        return render(request, "allocations/waiting.html", {"allocation": allocation, "writes": writes})
    draft = AllocationDraft(allocation)
    part, shown, tabs = _part(request, draft)
    touched = innovations_in_conflict(request.user, [entry.innovation for entry in draft.entries])
    return render(
        request,
        "allocations/allocation.html",
        {
            "allocation": allocation,
            "draft": draft,
            "tabs": tabs,
            "page_obj": Paginator(shown, 50).get_page(request.GET.get("page")),
            "query": f"part={part}" if part else "",
            "writes": writes and allocation.is_ready,
            "touched": touched,
            "may_apply": not any(entry.innovation.pk in touched for entry in draft.changing),
        },
    )


def _part(request: AuthenticatedRequest, draft: AllocationDraft) -> tuple[str, list[DraftEntry], list[Tab]]:
    """Return the part that the address asks for, its entries, and the tabs of all parts."""
    parts = {
        "changed": (_("Changed"), [entry for entry in draft.entries if entry.is_changed]),
        "lacking": (_("Lacking an assessor"), draft.lacking),
        "": (_("All"), draft.entries),
    }
    part = request.GET.get("part", "")
    part = part if part in parts else ""
    tabs = [
        tab(label, len(entries), {"part": code}, is_current=code == part)
        for code, (label, entries) in reversed(parts.items())
    ]
    return part, parts[part][1], tabs


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def allocation_entry(request: AuthenticatedRequest, pk: int, innovation_pk: int) -> HttpResponse:
    """Show who has one entry in a draft, and put in another verifier."""
    at = timezone.now()
    allocation = _allocation_or_404(pk)
    entries = Innovation.objects.select_related("agency__government").filter(
        edition=allocation.stage.edition_id, allocation_rows__allocation=allocation
    )
    innovation = get_object_or_404(entries.distinct(), pk=innovation_pk)
    access.require_bureau(request.user, innovation, at=at)
    rows = list(allocation.rows.filter(innovation=innovation).select_related("verifier"))
    free, touched = access.verifiers_for(innovation, allocation.stage, at=at)
    form = AssignForm(request.POST or None, verifiers=_choices(allocation, rows, free))
    put_in = partial(deeds.put_in, allocation, innovation, by=request.user, at=at)
    return deed_page(
        request,
        "allocations/entry.html",
        form,
        put_in,
        done=_("The draft is changed."),
        then=redirect("allocation_entry", allocation.pk, innovation.pk),
        context={
            "allocation": allocation,
            "innovation": innovation,
            "rows": rows,
            "lacking": allocation.stage.assessors - sum(row.stays for row in rows),
            "in_conflict": touched,
        },
    )


def _choices(allocation: Allocation, rows: Sequence[AllocationRow], free: Sequence[User]) -> list[User]:
    """Return who can be put in, each with `load`, the number of their tasks after the draft.

    These are the verifiers who could be assigned and are not in, and those taken out who could stay.
    """
    loads = planned_loads(allocation)
    inside = {row.verifier_id for row in rows if row.stays}
    chosen = [verifier for verifier in free if verifier.pk not in inside]
    chosen += [row.verifier for row in rows if row.can_be_kept]
    for verifier in chosen:
        verifier.load = loads[verifier.pk]
    return sorted(chosen, key=lambda verifier: (verifier.load, verifier.name, verifier.pk))


@require_POST
@for_roles(Role.BUREAU)
def take_out(request: AuthenticatedRequest, pk: int, row_pk: int) -> HttpResponse:
    """Take a verifier off an entry in a draft."""
    rows = AllocationRow.objects.select_related("allocation__stage", "innovation__agency", "verifier")
    row = get_object_or_404(rows, allocation=pk, pk=row_pk)
    with refusals.told(request):
        deeds.take_out(row, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is changed."))
    return redirect("allocation_entry", pk, row.innovation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def apply_allocation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what happens when a draft is applied, and apply it as a whole."""
    allocation = _allocation_or_404(pk)
    draft = AllocationDraft(allocation)
    changing = [entry.innovation for entry in draft.changing]
    if innovations_in_conflict(request.user, changing):
        raise PermissionDenied
    refusal = []
    if request.method == "POST":
        try:
            deeds.apply(allocation, by=request.user, at=timezone.now())
        except ValidationError as refused:
            refusal = refused.messages
        else:
            messages.success(request, _("The draft is applied. Each verifier gets one notice."))
            return redirect("assignments", allocation.stage_id)
    context = {"allocation": allocation, "draft": draft, "refusal": refusal}
    return render(request, "allocations/apply.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def discard_allocation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what happens when a draft is discarded, and discard it."""
    allocation = _allocation_or_404(pk)
    if request.method == "POST":
        with refusals.told(request):
            deeds.discard(allocation, by=request.user, at=timezone.now())
            messages.success(request, _("The draft is discarded."))
        return redirect("assignments", allocation.stage_id)
    return render(request, "allocations/discard.html", {"allocation": allocation})


def _allocation_or_404(pk: int) -> Allocation:
    people = Allocation.objects.select_related("stage__edition", "asked_by", "settled_by")
    return get_object_or_404(people, pk=pk)
