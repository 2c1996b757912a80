"""How far the editions that are not over have come, in numbers: the bureau's steps are told from them."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from innovations.models import Correction, Edition, Stage, Status
from verification.models import Assignment, Ranking, Scoresheet


def standing_rankings():
    """The rankings of the stages that are being assessed: each is confirmed, then published."""
    running = Q(stage__edition__state=Edition.State.OPEN, stage__ended_at=None)
    rankings = Ranking.objects.standing().filter(running).select_related("stage__edition", "group")
    return rankings.order_by("stage__closes_at", "group__order")


def stages_with_numbers(at: datetime):
    """The stages of all editions that are not over, each with numbers of innovations of its edition."""
    innovation = "edition__innovations"

    def number(condition):
        return Count(innovation, filter=condition)

    def in_status(status):
        return Q(**{f"{innovation}__status": status, f"{innovation}__submitted_at__isnull": False})

    # The same as standings.entries: all eligible ones in the first scored stage, finalists after it.
    scored_before = Stage.objects.filter(
        edition=OuterRef("edition"), kind__in=Stage.SCORED_KINDS, order__lt=OuterRef("order")
    )
    entry = in_status(Status.FINALIST) | in_status(Status.ELIGIBLE) & ~Exists(scored_before)
    tasks = Assignment.objects.filter(stage=OuterRef("pk"), innovation=OuterRef(innovation))
    assessors = tasks.counting().order_by().values("stage").annotate(number=Count("pk")).values("number")
    drafts = Scoresheet.objects.due().filter(
        status=Scoresheet.Status.DRAFT,
        assignment__stage=OuterRef("pk"),
        assignment__innovation=OuterRef(innovation),
    )
    overdue = Correction.objects.filter(
        innovation=OuterRef(innovation), answered_at=None, due_at__lt=at.replace(second=0, microsecond=0)
    )
    return (
        Stage.objects.filter(edition__state__in=[Edition.State.DRAFT, Edition.State.OPEN])
        .select_related("edition")
        .annotate(
            to_check=number(in_status(Status.SUBMITTED)),
            returned=number(in_status(Status.RETURNED)),
            overdue=number(in_status(Status.RETURNED) & Exists(overdue)),
            entered_groups=Count(f"{innovation}__group", filter=entry, distinct=True),
            unassigned=number(entry & Q(assessors__gt=Coalesce(Subquery(assessors), 0))),
            unfinished=number(entry & Exists(drafts)),
        )
        .order_by("edition__year", "order")
    )
