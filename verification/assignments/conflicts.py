"""The deed that declares a conflict of interest at any time, and the queries for pages about conflicts.

A conflict with the entry of an own task is declared by `deeds.declare_conflict`, which also ends the task.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from innovations.models import Conflict, Edition, Innovation
from kipp.accounts.access import require_role
from kipp.accounts.models import Agency, Government, Role, User
from kipp.audit import trail
from verification import notifications

from .models import Assignment

# What a conflict can be with, by the name of the field.
KINDS_OF_THING = {"government": Government, "agency": Agency, "innovation": Innovation}


@transaction.atomic
def declare(
    thing: Government | Agency | Innovation,
    *,
    kind: str,
    reason: str,
    ended_year: int | None = None,
    by: User,
    at: datetime,
) -> Conflict:
    """Declare a conflict of interest of one's own with `thing`; return it.

    `kind` is one of Conflict.Kind, `ended_year` the year in which the relation ended, None while it lasts.
    A relation that ended longer ago than the edition says has no effect. Tasks that the conflict touches are
    closed to their verifier, but end only by `deeds.declare_conflict`. Raises PermissionDenied for anyone
    but verifiers and the bureau, and ValidationError for a year ahead or for what was declared already.
    """
    require_role(by, Role.VERIFIER, Role.BUREAU, at=at)
    field = next(name for name, model in KINDS_OF_THING.items() if isinstance(thing, model))
    if ended_year is not None and ended_year > timezone.localdate(at).year:
        raise ValidationError(_("The year in which it ended lies ahead. Leave it empty while it lasts."))
    known = Conflict.objects.filter(**{field: thing}, user=by, kind=kind, ended_year=ended_year)
    if known.exists():
        raise ValidationError(_("You have declared this already."))
    conflict = Conflict.objects.create(
        user=by,
        **{field: thing},
        kind=kind,
        reason=reason,
        ended_year=ended_year,
        declared_by=by,
        declared_at=at,
    )
    notifications.tell_conflict_declared(conflict, at=at)
    trail.record(
        "declare_conflict",
        conflict,
        by=by,
        at=at,
        government=conflict.government_id,
        agency=conflict.agency_id,
        innovation=conflict.innovation_id,
        kind=kind,
    )
    return conflict


def own(user: User) -> QuerySet[Conflict]:
    """Return a person's conflicts, declared by themselves or found by the bureau, newest first."""
    return Conflict.objects.filter(user=user).select_related(*KINDS_OF_THING).order_by("-declared_at", "-pk")


def of_edition(edition: Edition) -> QuerySet[Conflict]:
    """Return all conflicts except those with an innovation of another edition, ordered by person."""
    touching = Q(innovation=None) | Q(innovation__edition=edition)
    declared = Conflict.objects.filter(touching).select_related("user", "declared_by", *KINDS_OF_THING)
    return declared.order_by("user__name", "declared_at", "pk")


def things_to_declare(user: User, *, at: datetime) -> dict[str, QuerySet[Any]]:
    """Return what a person can declare a conflict with: a queryset for each field of Conflict.

    These are all governments and agencies, and the innovations that they may see or that are, or were, a
    task of theirs.
    """
    tasks = Assignment.objects.filter(verifier=user).values("innovation")
    seen = Innovation.objects.visible_to(user, at=at).sent().order_by().values("pk")
    return {
        "government": Government.objects.all(),
        "agency": Agency.objects.select_related("government"),
        "innovation": Innovation.objects.filter(Q(pk__in=tasks) | Q(pk__in=seen)).select_related(
            "agency", "edition"
        ),
    }
