"""The deed that declares a conflict of interest at any time, and what pages show of the declared ones.

What touches a task at hand is declared by `assignments.declare_conflict`, which ends the task too.
"""

from datetime import datetime

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
    """Declare an own conflict of interest, of a kind of Conflict.Kind, with the year in which it ended.

    What ended longer ago than the edition says is kept and bars from nothing. A task that the conflict
    touches is closed to its verifier, who then ends it with their declaration.
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
    """What a person declared, or the bureau found, the newest first."""
    return Conflict.objects.filter(user=user).select_related(*KINDS_OF_THING).order_by("-declared_at", "-pk")


def of_edition(edition: Edition) -> QuerySet[Conflict]:
    """The declared conflicts that can touch an edition's entries: not those with another edition's entry."""
    touching = Q(innovation=None) | Q(innovation__edition=edition)
    declared = Conflict.objects.filter(touching).select_related("user", "declared_by", *KINDS_OF_THING)
    return declared.order_by("user__name", "declared_at", "pk")


def things_to_declare(user: User, *, at: datetime) -> dict:
    """What a person can declare a conflict with, as querysets by the name of the field.

    Every government and agency; of innovations those that they see, or have, or had, as a task.
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
