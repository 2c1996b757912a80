"""The deeds about a draft of assignments: it is asked for, changed by hand, and applied or discarded.

After it was asked for, the worker works it out (worker.py). Each deed raises PermissionDenied for anyone but
the bureau, and for a member who is in conflict with an entry that it changes; and ValidationError with
sentences when it is not possible now.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from innovations.integrity.conflicts import innovations_in_conflict
from innovations.models import Innovation, Stage
from kipp.accounts.models import User
from kipp.audit import trail
from verification import access, notifications
from verification.assignments import deeds as assignments
from verification.assignments import eligible_verifiers, panels
from verification.assignments.deeds import obstacle_to_propose
from verification.assignments.models import Assignment
from verification.results.models import Ranking
from verification.standings import deeds as standings

from .models import Allocation, AllocationRow

Change, Reason = AllocationRow.Change, AllocationRow.Reason
# How many of the sentences about what has changed are shown at once.
MOST_NAMED = 10


@transaction.atomic
def propose(
    stage: Stage, *, verifiers: Collection[User], moves_tasks: bool = False, by: User, at: datetime
) -> Allocation:
    """Ask the worker for a draft that assigns the stage's entries to these verifiers; return it, still empty.

    With `moves_tasks`, tasks on which nothing was begun may go to somebody else. A stage has one open draft.
    """
    stage = assignments.locked_stage(stage)
    access.require_bureau(by, at=at)
    if reason := obstacle_to_propose(stage):
        raise ValidationError(reason)
    if not verifiers:
        raise ValidationError(_("Choose at least one verifier."))
    if Allocation.objects.open().filter(stage=stage).exists():
        raise ValidationError(_("There is a draft for this stage already. Apply or discard it first."))
    allocation = Allocation.objects.create(stage=stage, moves_tasks=moves_tasks, asked_by=by, asked_at=at)
    allocation.verifiers.set(verifiers)
    trail.record("propose_allocation", allocation, by=by, at=at, stage=stage.pk, verifiers=len(verifiers))
    return allocation


@transaction.atomic
def put_in(allocation: Allocation, innovation: Innovation, verifier: User, *, by: User, at: datetime) -> None:
    """Give an entry to a verifier in a draft, by hand; or put back a verifier who was taken out."""
    allocation = _ready(allocation, innovation, by=by, at=at)
    rows = {row.verifier_id: row for row in allocation.rows.filter(innovation=innovation)}
    if sum(row.stays for row in rows.values()) >= allocation.stage.assessors:
        raise ValidationError(_("This innovation has all its assessors. Take one of them out first."))
    row = rows.get(verifier.pk)
    if row and row.stays:
        raise ValidationError(
            _("%(name)s is, or was, assigned to this innovation already.") % {"name": verifier}
        )
    if row and row.change == Change.REMOVE:
        if not row.can_be_kept:
            raise ValidationError(row.get_reason_display())
        _change(row, Change.KEEP, Reason.STAYS)
    else:
        free, _touched = access.verifiers_for(innovation, allocation.stage, at=at)
        if verifier not in free:
            raise ValidationError(_("%(name)s can't be given this innovation.") % {"name": verifier})
        row = row or AllocationRow(allocation=allocation, innovation=innovation, verifier=verifier)
        _change(row, Change.ADD, Reason.CHOSEN)
    _record_change(allocation, row, by=by, at=at)


@transaction.atomic
def take_out(row: AllocationRow, *, by: User, at: datetime) -> None:
    """Take a verifier off an entry in a draft, by hand; not where work has begun or the sheet is excused."""
    allocation = _ready(row.allocation, row.innovation, by=by, at=at)
    row = allocation.rows.select_related("innovation", "verifier").get(pk=row.pk)
    if not row.stays:
        raise ValidationError(_("%(name)s is taken out already.") % {"name": row.verifier})
    if row.is_fixed:
        raise ValidationError(row.get_reason_display())
    _change(row, Change.REMOVE if row.change == Change.KEEP else Change.DROP, Reason.TAKEN_OUT)
    _record_change(allocation, row, by=by, at=at)


@transaction.atomic
def apply(allocation: Allocation, *, by: User, at: datetime) -> Allocation:
    """Make the tasks that a draft adds and end those that it removes: all of them, or none.

    Each verifier gets one notice. Raises ValidationError, which names what has changed since the draft was
    made, if a row is not possible any more.
    """
    stage = assignments.locked_stage(allocation.stage)
    allocation = _ready(allocation, by=by, at=at)
    rows = list(allocation.rows.select_related("innovation", "verifier").order_by("innovation__title", "pk"))
    adding = [row for row in rows if row.change == Change.ADD]
    removing = [row for row in rows if row.change == Change.REMOVE]
    if innovations_in_conflict(by, [row.innovation for row in (*adding, *removing)]):
        raise PermissionDenied
    if reason := obstacle_to_propose(stage):
        raise ValidationError(reason)
    found = eligible_verifiers.in_stage(stage, at=at)
    _require_none(_changed(found, rows))
    given = _give(stage, adding, by=by, at=at)
    taken = _take_back(found, removing)
    if stage.has_slots:
        _require_none(panels.sentences_of_two_at_once({row.verifier_id for row in adding}))
    standings.refresh_all({row.innovation_id for row in (*adding, *removing)}, stage)
    _settle(allocation, Allocation.State.APPLIED, by=by, at=at)
    notifications.tell_allocated(
        stage,
        given=Counter(row.verifier for row in adding),
        taken=Counter(row.verifier for row in removing),
        at=at,
    )
    for assignment in given:
        trail.record("assign", assignment, by=by, at=at, **_facts(assignment))
    for assignment in taken:
        trail.record("end_assignment", assignment, by=by, at=at, **_facts(assignment))
    trail.record(
        "apply_allocation", allocation, by=by, at=at, stage=stage.pk, added=len(given), removed=len(taken)
    )
    return allocation


@transaction.atomic
def discard(allocation: Allocation, *, by: User, at: datetime) -> Allocation:
    """Discard a draft, also one that still waits for the worker; no task changes."""
    access.require_bureau(by, at=at)
    allocation = _locked(allocation)
    if not allocation.is_open:
        raise ValidationError(_("This draft is %(state)s.") % {"state": allocation.get_state_display()})
    _settle(allocation, Allocation.State.DISCARDED, by=by, at=at)
    trail.record("discard_allocation", allocation, by=by, at=at, stage=allocation.stage_id)
    return allocation


def _locked(allocation: Allocation) -> Allocation:
    locked = Allocation.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("stage__edition").get(pk=allocation.pk)


def _ready(
    allocation: Allocation, innovation: Innovation | None = None, *, by: User, at: datetime
) -> Allocation:
    """Lock a draft that can be changed or applied, and return it.

    Raises PermissionDenied for anyone who is not of the bureau or in conflict with the innovation, if one is
    given, and ValidationError for a draft that is not ready.
    """
    access.require_bureau(by, innovation, at=at)
    allocation = _locked(allocation)
    if not allocation.is_ready:
        raise ValidationError(_("This draft is %(state)s.") % {"state": allocation.get_state_display()})
    return allocation


def _change(row: AllocationRow, change: AllocationRow.Change, reason: AllocationRow.Reason) -> None:
    row.change, row.reason, row.by_hand = change, reason, True
    row.save()


def _record_change(allocation: Allocation, row: AllocationRow, *, by: User, at: datetime) -> None:
    trail.record(
        "change_allocation",
        allocation,
        by=by,
        at=at,
        innovation=row.innovation_id,
        verifier=row.verifier_id,
        change=row.change,
    )


def _settle(allocation: Allocation, state: Allocation.State, *, by: User, at: datetime) -> None:
    allocation.state, allocation.settled_by, allocation.settled_at = state, by, at
    allocation.save(update_fields=["state", "settled_by", "settled_at"])


def _changed(found: eligible_verifiers.EligibleVerifiers, rows: Sequence[AllocationRow]) -> list[str]:
    """Return a sentence for everything that speaks against a row now; none when all can be applied."""
    said = []
    frozen = set(Ranking.objects.standing().filter(stage=found.stage).values_list("group", flat=True))
    assessors = Counter(found.assessors())
    for row in rows:
        entry, task = row.innovation, found.tasks.get((row.innovation_id, row.verifier_id))
        names = {"name": row.verifier, "innovation": entry}
        if row.change in (Change.ADD, Change.REMOVE):
            assessors[entry.pk] += 1 if row.change == Change.ADD else -1
            if entry.group_id in frozen:
                said.append(_("The result that holds “%(innovation)s” is frozen.") % names)
        if row.change == Change.ADD:
            said.append(found.obstacle(entry, row.verifier))
        elif row.change == Change.KEEP and not (task and task.counts):
            said.append(_("%(name)s does not assess “%(innovation)s” any more.") % names)
        elif row.change == Change.REMOVE and not (task and eligible_verifiers.is_untouched(task)):
            said.append(_("%(name)s has begun with “%(innovation)s”, or has it no more.") % names)
    entries = {row.innovation_id: row.innovation for row in rows}
    said += [
        _("“%(innovation)s” would have more assessors than this stage asks for.") % {"innovation": entry}
        for pk, entry in entries.items()
        if assessors[pk] > found.stage.assessors
    ]
    return [sentence for sentence in said if sentence]


def _require_none(sentences: Sequence[str]) -> None:
    """Raise ValidationError with the first of these sentences and what to do, if there are any."""
    if sentences:
        raise ValidationError([*sentences[:MOST_NAMED], _what_to_do(len(sentences) - MOST_NAMED)])


def _what_to_do(unnamed: int) -> str:
    sentence = _("Nothing was applied. Change the draft by hand, or discard it and ask for a new one.")
    if unnamed > 0:
        return f"{_('And %(number)d more.') % {'number': unnamed}} {sentence}"
    return sentence


def _give(stage: Stage, rows: Sequence[AllocationRow], *, by: User, at: datetime) -> list[Assignment]:
    """Make the tasks with their empty sheets, as `assignments.assign` does for one; return them."""
    given = Assignment.objects.bulk_create(
        Assignment(
            innovation=row.innovation, stage=stage, verifier=row.verifier, assigned_by=by, assigned_at=at
        )
        for row in rows
    )
    assignments.create_sheets(stage, given)
    return given


def _take_back(
    found: eligible_verifiers.EligibleVerifiers, rows: Sequence[AllocationRow]
) -> list[Assignment]:
    """End the tasks, as `assignments.end` does for one; return them."""
    taken = []
    # The reason is stored in the portal's language, as the reasons that people write.
    with translation.override(settings.LANGUAGE_CODE):
        for row in rows:
            task = found.tasks[row.innovation_id, row.verifier_id]
            task.state, task.reason = Assignment.State.ENDED, str(row.get_reason_display())
            taken.append(task)
    Assignment.objects.bulk_update(taken, ["state", "reason"])
    return taken


def _facts(assignment: Assignment) -> dict[str, int]:
    """Return what the trail keeps of a task, the same as for one task in `assignments`."""
    return {
        "innovation": assignment.innovation_id,
        "stage": assignment.stage_id,
        "verifier": assignment.verifier_id,
    }
