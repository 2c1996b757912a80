"""How far the editions that are not over have come, in numbers: the bureau's steps follow from them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, Count, Exists, Expression, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from innovations.models import Correction, Edition, Innovation, Presentation, Stage, Status
from innovations.proposals.models import number_of
from verification.minutes.missing import lacking
from verification.models import Assignment, Minutes, Ranking, Scoresheet, Visit
from verification.standings import deeds as standings


def standing_rankings() -> QuerySet[Ranking]:
    """Return the rankings of stages that are being assessed: each has to be confirmed, then published."""
    running = Q(stage__edition__state=Edition.State.OPEN, stage__ended_at=None)
    rankings = Ranking.objects.standing().filter(running).select_related("stage__edition", "group")
    return rankings.order_by("stage__closes_at", "group__order")


def stages_with_numbers(at: datetime) -> QuerySet[Stage]:
    """Return the stages of all editions that are not over, each with numbers of its edition's innovations.

    What an assessment still needs is counted only for a stage that is being assessed; for others it is 0.
    """
    of_edition = Innovation.objects.filter(edition=OuterRef("edition"))
    returned = of_edition.sent().filter(status=Status.RETURNED)
    overdue = Correction.objects.filter(answered_at=None, due_at__lt=at.replace(second=0, microsecond=0))
    assessed = _entries()
    slots = Presentation.objects.standing().filter(stage=OuterRef(OuterRef("pk")), innovation=OuterRef("pk"))
    over, presented = slots.planned().filter(ends_at__lte=at), [Stage.Kind.PRESENTATION]
    drafts = Scoresheet.objects.due().filter(
        status=Scoresheet.Status.DRAFT, assignment__stage=OuterRef(OuterRef("pk"))
    )
    without_minutes = lacking(Visit.objects.filter(stage=OuterRef(OuterRef("pk"))))

    def while_assessed(number: Expression | int, kinds: Sequence[str] = Stage.SCORED_KINDS) -> Case:
        running = Q(kind__in=kinds, begun_at__isnull=False, ended_at=None)
        return Case(When(running, then=number), default=0)

    return (
        Stage.objects.filter(edition__state__in=[Edition.State.DRAFT, Edition.State.OPEN])
        .select_related("edition")
        .annotate(
            to_check=number_of(of_edition.filter(status=Status.SUBMITTED)),
            returned=number_of(returned),
            overdue=number_of(returned.filter(pk__in=overdue.values("innovation"))),
            entered_groups=while_assessed(number_of(assessed, different="group")),
            unassigned=while_assessed(number_of(assessed.exclude(pk__in=_with_all_assessors()))),
            without_slot=while_assessed(number_of(assessed.filter(~Exists(slots))), presented),
            unrecorded=while_assessed(number_of(assessed.filter(Exists(over))), presented),
            lacks_calibration=while_assessed(
                Case(When(Q(has_calibration=True, calibration_round=None), then=1), default=0)
            ),
            unfinished=while_assessed(
                number_of(assessed.filter(pk__in=drafts.values("assignment__innovation")))
            ),
            groups_without_minutes=while_assessed(
                number_of(assessed.filter(pk__in=without_minutes.values("innovation")), different="group")
            ),
            minutes_to_issue=_minutes_to_issue(),
        )
        .order_by("edition__year", "order")
    )


def _entries() -> QuerySet[Innovation]:
    """Return the entries of a stage, as standings.entries.

    They are all eligible ones in the first scored stage, and the finalists after it.
    """
    scored_before = Stage.objects.filter(
        edition=OuterRef("edition"), kind__in=Stage.SCORED_KINDS, order__lt=OuterRef(OuterRef("order"))
    )
    entered = Q(status=Status.FINALIST) | Q(~Exists(scored_before), status=Status.ELIGIBLE)
    left_behind = standings.left_behind(OuterRef(OuterRef("order")))
    return Innovation.objects.filter(entered, ~left_behind, edition=OuterRef("edition"))


def _minutes_to_issue() -> Coalesce:
    """Return how many signed minutes of the stage still lack their number and the signed paper."""
    signed = Minutes.objects.filter(stage=OuterRef("pk"), state=Minutes.State.SIGNED)
    counted = signed.order_by().values("stage").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _with_all_assessors() -> QuerySet:
    """Return the numbers of the entries that have as many assessors as the stage wants."""
    tasks = Assignment.objects.counting().filter(stage=OuterRef(OuterRef("pk"))).order_by()
    assessors = tasks.values("innovation").annotate(number=Count("pk"))
    return assessors.filter(number__gte=OuterRef(OuterRef("assessors"))).values("innovation")
