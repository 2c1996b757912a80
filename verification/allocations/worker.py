"""What the worker does with the drafts of assignments that wait for it: it works them out, one by one.

While it works one out, it holds an advisory lock on it, which ends with its connection. So no other worker
has the same draft, and one that was left by a killed worker is taken over. If it held a lock on the row and
a transaction instead, nobody would see the progress.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import Error, connection, transaction
from django.db.models import QuerySet

from innovations.models import Innovation, Stage
from kipp.accounts.access import posts_at
from kipp.accounts.models import Role, User
from verification.assignments import eligible_verifiers
from verification.assignments.eligible_verifiers import EligibleVerifiers, Pair
from verification.assignments.models import Assignment
from verification.visits.models import Visit

from . import balancing, nearness
from .models import Allocation, AllocationGap, AllocationRow

# A draft with which a worker has begun so often without an end is given up.
MOST_ATTEMPTS = 3

Change, Reason = AllocationRow.Change, AllocationRow.Reason
logger = logging.getLogger(__name__)


def work_off(at: datetime) -> int:
    """Work out every draft that waits and that no other worker has; return how many were begun."""
    begun = 0
    due = Allocation.objects.filter(state__in=Allocation.DUE).order_by("pk")
    for pk in list(due.values_list("pk", flat=True)):
        with _alone_with(pk) as is_mine:
            if is_mine and (allocation := _begin(pk)):
                begun += 1
                _work_out(allocation, at)
    return begun


@contextmanager
def _alone_with(pk: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('kipp.allocation'), %s)", [pk])
        (is_mine,) = cursor.fetchone()
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('kipp.allocation'), %s)", [pk])


@transaction.atomic
def _begin(pk: int) -> Allocation | None:
    """Mark the draft as being worked out and return it.

    None if it is not due any more, or if it was tried so often that it is given up.
    """
    due = Allocation.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    allocation = due.filter(pk=pk, state__in=Allocation.DUE).select_related("stage__edition").first()
    if allocation is None:
        return None
    given_up = allocation.attempts >= MOST_ATTEMPTS
    allocation.state = Allocation.State.FAILED if given_up else Allocation.State.RUNNING
    allocation.attempts += not given_up
    allocation.progress = 0
    allocation.save(update_fields=["state", "attempts", "progress"])
    return None if given_up else allocation


def _work_out(allocation: Allocation, at: datetime) -> None:
    try:
        found = eligible_verifiers.in_stage(allocation.stage, at=at)
        _write(allocation, *propose(allocation, found, progress=_progress_of(allocation)))
    except Error:
        # An error of the database may pass, so the draft is tried again.
        raise
    except Exception:
        logger.exception("The draft %s of assignments cannot be worked out.", allocation.pk)
        _running(allocation).update(state=Allocation.State.FAILED)


def _progress_of(allocation: Allocation) -> Callable[[int], object]:
    # Reading before and writing after take a tenth each.
    return lambda percent: _running(allocation).update(progress=10 + percent * 8 // 10)


def _running(allocation: Allocation) -> QuerySet[Allocation]:
    return Allocation.objects.filter(pk=allocation.pk, state=Allocation.State.RUNNING)


@transaction.atomic
def _write(allocation: Allocation, rows: Sequence[AllocationRow], gaps: Sequence[AllocationGap]) -> None:
    """Save the rows and gaps that were found, unless the draft was discarded while it was worked out."""
    if not _running(allocation).select_for_update(no_key=True).exists():
        return
    AllocationRow.objects.bulk_create(rows)
    AllocationGap.objects.bulk_create(gaps)
    _running(allocation).update(state=Allocation.State.READY, progress=100)


def propose(
    allocation: Allocation, found: EligibleVerifiers, *, progress: Callable[[int], object]
) -> tuple[list[AllocationRow], list[AllocationGap]]:
    """Return the rows and the gaps of a draft, not saved yet.

    `progress` is called with how much is done, in per cent.
    """
    stage, pool = allocation.stage, set(allocation.verifiers.values_list("pk", flat=True))
    pool &= found.verifiers
    standing = _standing(allocation, found, pool)
    kept = {pair for pair, (change, _why) in standing.items() if change == Change.KEEP}
    movable = {pair for pair, (_change, why) in standing.items() if why == Reason.EVENED}
    has = Counter(entry for entry, _verifier in kept)
    balance = balancing.balance(
        entries=[
            balancing.Entry(pk, max(stage.assessors - has[pk], 0), _place(stage, entry))
            for pk, entry in found.entries.items()
        ],
        verifiers=[balancing.Verifier(pk, _base(found.people[pk], at=allocation.asked_at)) for pk in pool],
        kept={pair for pair in kept if standing[pair][1] != Reason.EXCUSED},
        movable=movable,
        forbidden=found.in_conflict | found.elsewhere | (set(found.tasks) - movable),
        is_near=nearness.are_near,
        progress=progress,
    )
    for pair in balance.pairs:
        stays = pair.reason == balancing.Reason.STAYS
        standing[pair.entry, pair.verifier] = (Change.KEEP if stays else Change.ADD, Reason(pair.reason))
    rows = [
        AllocationRow(
            allocation=allocation, innovation_id=entry, verifier_id=verifier, change=change, reason=reason
        )
        for (entry, verifier), (change, reason) in standing.items()
    ]
    return rows, [_gap(allocation, found, pool, entry, lacking) for entry, lacking in balance.lacking.items()]


def _standing(
    allocation: Allocation, found: EligibleVerifiers, pool: set[int]
) -> dict[Pair, tuple[AllocationRow.Change, AllocationRow.Reason]]:
    """Return for each task that counts now what becomes of it, and why.

    Tasks that may go to others are removed here; those that stay after all are put back by `propose`.
    """
    travelling = _travelling(allocation.stage)
    counting = {pair: task for pair, task in found.tasks.items() if task.counts}
    said = {}
    for pair, task in counting.items():
        # The first rule that holds decides.
        rules = (
            (task.state == Assignment.State.EXCUSED, Change.KEEP, Reason.EXCUSED),
            (not eligible_verifiers.is_untouched(task), Change.KEEP, Reason.BEGUN),
            (pair in found.in_conflict, Change.REMOVE, Reason.CONFLICT),
            (pair in found.elsewhere, Change.REMOVE, Reason.TWICE),
            (task.verifier_id not in found.verifiers, Change.REMOVE, Reason.NO_POST),
            (pair in travelling, Change.KEEP, Reason.VISIT),
            (not allocation.moves_tasks, Change.KEEP, Reason.STAYS),
            (task.verifier_id not in pool, Change.REMOVE, Reason.NO_POST),
            (True, Change.REMOVE, Reason.EVENED),
        )
        said[pair] = next((change, reason) for holds, change, reason in rules if holds)
    return said


def _travelling(stage: Stage) -> set[Pair]:
    """Return the members of the teams of visits that were not called off, as (entry, verifier)."""
    visits = Visit.objects.standing().filter(stage=stage)
    return set(visits.order_by().values_list("innovation", "members"))


def _place(stage: Stage, entry: Innovation) -> str:
    """Return the code of the government where the entry is visited; empty in a stage without visits."""
    return entry.agency.government.code if stage.needs_visits else ""


def _base(verifier: User, *, at: datetime) -> str:
    """Return the code of the government of a verifier's office, from where they travel; empty without one."""
    governments = [one.office_government for one in posts_at(verifier, at) if one.role == Role.VERIFIER]
    return next((government.code for government in governments if government), "")


def _gap(
    allocation: Allocation, found: EligibleVerifiers, pool: set[int], entry: int, lacking: int
) -> AllocationGap:
    kept_out = {verifier for verifier in pool if (entry, verifier) in found.in_conflict}
    elsewhere = {verifier for verifier in pool if (entry, verifier) in found.elsewhere} - kept_out
    formerly = {
        verifier
        for verifier in pool - kept_out - elsewhere
        if (task := found.tasks.get((entry, verifier))) and not task.counts
    }
    return AllocationGap(
        allocation=allocation,
        innovation_id=entry,
        lacking=lacking,
        in_conflict=len(kept_out),
        elsewhere=len(elsewhere),
        formerly=len(formerly),
    )
