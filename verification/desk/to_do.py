"""A verifier's next steps: the visits of these days and the minutes, then the sheets, by their deadline."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from innovations.integrity.statements import has_signed_for
from innovations.models import Presentation, Stage
from kipp.accounts.access import has_role
from kipp.accounts.models import Role, User
from kipp.moments import in_wib
from kipp.to_do import Step, shortened
from verification import access
from verification.approvals.models import Approval
from verification.minutes.models import Minutes, MinutesSignature
from verification.minutes.text import AGENCY
from verification.scoresheets.models import Score, Scoresheet
from verification.visits.models import Visit


class _OfVisit(TypedDict):
    to_sign: int | None  # the number of the minutes


class _OfTask(TypedDict):
    in_conflict: bool
    has_gaps: bool
    has_signed: bool
    owes_specimens: bool
    presentation: int | None  # its number
    presented_at: datetime | None
    is_to_record: bool


if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import WithAnnotations

    from verification.assignments.models import Assignment

    DueTask = WithAnnotations[Assignment, _OfTask]
    ComingVisit = WithAnnotations[Visit, _OfVisit]


def for_verifier(user: User, *, at: datetime) -> list[Step]:
    """Return a verifier's next steps, the most urgent first; none for anybody else. Two queries.

    A visit is a step from the day before on. After its last day it is one for the lead only, who closes the
    record and draws up the minutes; then the team has to sign them. A presentation is a step from the day
    before on. The sheet of a visited or presented entry is a step only after that, since it can't be
    submitted before.
    """
    if not has_role(user, Role.VERIFIER, at=at):
        return []
    today = timezone.localdate(at)
    visits = list(_visits(user, today))
    steps = [_step_of_visit(visit, today) for visit in visits if visit.is_open]
    steps += [_step_of_minutes(visit) for visit in visits if visit.is_over]
    tasks = list(_tasks(user, at))
    steps += _presentations(tasks)
    steps += _statements(tasks)
    steps += _calibrations(tasks)
    steps += [_step_of_task(task) for task in tasks if task.in_conflict or _is_to_be_scored(task)]
    return shortened(steps, all_at=reverse("verification_home"))


def _visits(user: User, today: date) -> "QuerySet[ComingVisit]":
    """Return visits that are near or whose record is open, and those with minutes to draw up or sign."""
    ahead = Q(state__in=Visit.OPEN, starts_on__lte=today + timedelta(days=1))
    ahead &= Q(lead=user) | Q(ends_on__gte=today)
    excused = Approval.objects.filter(visit=OuterRef("pk"), is_approved=True)
    minutes = Minutes.objects.standing().of_visit().filter(visit=OuterRef("pk"))
    to_draw_up = Q(~Exists(minutes), ~Exists(excused), lead=user, state__in=Visit.OVER)
    return (
        Visit.objects.of_team_member(user)
        .annotate(to_sign=Subquery(_minutes_to_sign(user).values("pk")[:1]))
        .filter(access.CAN_BE_SCORED, ~access.is_in_conflict(user))
        .filter(ahead | to_draw_up | Q(to_sign__isnull=False))
        .select_related("innovation")
        .order_by("starts_on", "pk")
    )


def _minutes_to_sign(user: User) -> QuerySet[Minutes]:
    """Return, for a query of visits, texts in which the user, or as the lead the agency, has not signed."""
    signatures = MinutesSignature.objects.filter(minutes=OuterRef("pk"))
    own = ~Exists(signatures.filter(place=f"verifier-{user.pk}"))
    of_agency = Q(~Exists(signatures.filter(place=AGENCY)), visit__lead=user)
    texts = Minutes.objects.filter(Q(own) | of_agency, visit=OuterRef("pk"), state=Minutes.State.DRAWN_UP)
    return texts.order_by("drawn_up_at")


def _tasks(user: User, at: datetime) -> "QuerySet[DueTask]":
    """Return the user's tasks that can be worked on, each with its next presentation and its obstacles."""
    visited = Visit.objects.filter(
        innovation=OuterRef("innovation"), stage=OuterRef("stage"), state__in=Visit.OVER
    )
    presentations = Presentation.objects.filter(innovation=OuterRef("innovation"), stage=OuterRef("stage"))
    presented = presentations.filter(state=Presentation.State.HELD)
    soon = _soon(presentations.planned(), user, timezone.localdate(at))
    gaps = Score.objects.filter(
        scoresheet__assignment=OuterRef("pk"), points__isnull=True, could_not_be_checked=False
    )
    return (
        access.visible_assignments(user)
        .filter(access.CAN_BE_SCORED, scoresheet__status=Scoresheet.Status.DRAFT)
        .annotate(in_conflict=access.is_in_conflict(user), has_gaps=Exists(gaps))
        .annotate(has_signed=has_signed_for(user, "stage__edition"))
        .annotate(owes_specimens=access.owes_specimens(user))
        .annotate(
            presentation=Subquery(soon.values("pk")[:1]),
            presented_at=Subquery(soon.values("starts_at")[:1]),
            is_to_record=Exists(soon.filter(chair=user, ends_at__lte=at)),
        )
        .filter(
            Q(in_conflict=True)
            | Q(owes_specimens=True)
            | Q(presentation__isnull=False)
            | ~Q(stage__kind__in=[Stage.Kind.FIELD, Stage.Kind.PRESENTATION])
            | Q(Exists(visited), stage__kind=Stage.Kind.FIELD)
            | Q(Exists(presented), stage__kind=Stage.Kind.PRESENTATION)
        )
        .select_related("innovation", "stage__edition", "scoresheet")
        .order_by("-in_conflict", "stage__closes_at", "innovation__title", "pk")
    )


def _soon(presentations: QuerySet[Presentation], user: User, today: date) -> QuerySet[Presentation]:
    """Return those of today and tomorrow, and for the chair also earlier ones that are not recorded."""
    planned = presentations.filter(starts_at__date__lte=today + timedelta(days=1))
    return planned.filter(Q(chair=user) | Q(starts_at__date__gte=today))


def _is_to_be_scored(task: "DueTask") -> bool:
    return task.has_signed and not task.owes_specimens and not task.presentation


def _presentations(tasks: "Sequence[DueTask]") -> list[Step]:
    soon = [(task, task.presented_at) for task in tasks if task.presented_at and not task.in_conflict]
    return [_step_of_presentation(*one) for one in sorted(soon, key=lambda one: one[1])]


def _statements(tasks: "Sequence[DueTask]") -> list[Step]:
    """Return a step for each edition whose statement is not signed: before that no sheet of it opens."""
    years = {task.stage.edition.year for task in tasks if not task.has_signed}
    text = _("Sign the statement of no conflict of interest for KIPP %(year)s")
    return [
        Step(text % {"year": year}, reverse("statement", args=[year]), icon="shield-check")
        for year in sorted(years)
    ]


def _calibrations(tasks: "Sequence[DueTask]") -> list[Step]:
    """Return a step for each stage whose specimens are not scored: before that no sheet of it opens."""
    stages = {task.stage_id: task.stage for task in tasks if task.owes_specimens and task.has_signed}
    text = _("Score the specimens of the calibration round: %(stage)s")
    return [
        Step(text % {"stage": stage}, reverse("calibration", args=[number]), stage.closes_at, "people")
        for number, stage in stages.items()
    ]


def _step_of_visit(visit: Visit, today: date) -> Step:
    title = {"title": visit.innovation.title}
    if visit.ends_on < today:
        text = _("Close the record of the visit to %(title)s") % title
    elif visit.starts_on <= today:
        text = _("Visit %(title)s today") % title
    else:
        text = _("Visit %(title)s tomorrow") % title
    return Step(text, visit.get_absolute_url(), icon="geo-alt")


def _step_of_minutes(visit: "ComingVisit") -> Step:
    title = {"title": visit.innovation.title}
    if visit.to_sign:
        text = _("Sign the minutes of the visit to %(title)s") % title
        return Step(text, reverse("minutes", args=[visit.to_sign]), icon="pencil")
    text = _("Draw up the minutes of the visit to %(title)s") % title
    return Step(text, reverse("draw_up_minutes", args=[visit.pk]), icon="file-earmark-text")


def _step_of_presentation(task: "DueTask", starts_at: datetime) -> Step:
    words = {"title": task.innovation.title, "start": in_wib(starts_at)}
    if task.is_to_record:
        text = _("Record who presented %(title)s") % words
        return Step(text, reverse("hold_presentation", args=[task.presentation]), icon="pencil")
    text = _("Presentation of %(title)s on %(start)s") % words
    return Step(text, reverse("presentation", args=[task.presentation]), icon="people")


def _step_of_task(task: "DueTask") -> Step:
    title, uuid = {"title": task.innovation.title}, task.scoresheet.uuid
    if task.in_conflict:
        text = _("Declare your conflict of interest with %(title)s") % title
        return Step(text, reverse("declare_conflict", args=[uuid]), icon="exclamation-triangle")
    if task.has_gaps:
        text = _("Fill in the sheet for %(title)s") % title
        return Step(text, task.scoresheet.get_absolute_url(), task.stage.closes_at, "pencil")
    text = _("Check and submit the sheet for %(title)s") % title
    return Step(text, reverse("submit_scoresheet", args=[uuid]), task.stage.closes_at, "send")
