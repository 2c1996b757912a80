"""How far each verifier of a stage is: the numbers of sheets submitted, begun and untouched, no points."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from innovations.models import Stage
from innovations.proposals.statuses import IN_COMPETITION
from kipp.accounts.models import Notice, User
from verification.notifications import SHEETS_DUE
from verification.scoresheets.models import Scoresheet

from .models import Assignment


class _Workload(TypedDict):
    tasks: int
    sheets_in: int
    begun: int
    untouched: int
    last_in_at: datetime | None
    is_reminded: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    BusyVerifier = WithAnnotations[User, _Workload]

# Nobody is reminded twice within so many hours, for whichever stage.
AGAIN_AFTER_HOURS = 24


def of_stage(stage: Stage, *, at: datetime) -> "QuerySet[BusyVerifier]":
    """Return those who have a task in the stage, the ones furthest behind first: one query.

    Each has the number of `tasks`, and of these `sheets_in`, `begun` (a draft was saved) and `untouched`;
    `last_in_at`, when the last sheet was submitted; and `is_reminded`, whether they were reminded within
    AGAIN_AFTER_HOURS. Entries that are not assessed any more are not counted.
    """
    task = Q(
        assignments__stage=stage,
        assignments__state=Assignment.State.ACTIVE,
        assignments__innovation__status__in=IN_COMPETITION,
    )
    is_in = task & Q(assignments__scoresheet__status=Scoresheet.Status.SUBMITTED)
    is_draft = task & Q(assignments__scoresheet__status=Scoresheet.Status.DRAFT)
    lately = Notice.objects.filter(
        user=OuterRef("pk"), event=SHEETS_DUE, created_at__gt=at - timedelta(hours=AGAIN_AFTER_HOURS)
    )
    counted = User.objects.annotate(
        tasks=Count("assignments", filter=task),
        sheets_in=Count("assignments", filter=is_in),
        begun=Count("assignments", filter=is_draft & Q(assignments__scoresheet__save_number__gt=0)),
        untouched=Count("assignments", filter=is_draft & Q(assignments__scoresheet__save_number=0)),
        last_in_at=Max("assignments__scoresheet__submitted_at", filter=is_in),
        is_reminded=Exists(lately),
    )
    return counted.filter(tasks__gt=0).order_by("-untouched", "-begun", "name", "pk")


def to_remind(stage: Stage, *, at: datetime) -> "QuerySet[BusyVerifier]":
    """Return those of `of_stage` who owe a sheet, can sign in and were not reminded lately."""
    owing = Q(begun__gt=0) | Q(untouched__gt=0)
    return of_stage(stage, at=at).filter(owing & Q(is_reminded=False), is_active=True)
