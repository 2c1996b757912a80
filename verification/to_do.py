"""What a verifier does next: the visits of these days, then the sheets, by their deadline."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from innovations.access import has_signed_for
from innovations.models import Stage
from kipp.accounts.access import has_role
from kipp.accounts.models import Role, User
from kipp.to_do import Step, shortened

from . import access
from .models import Score, Scoresheet, Visit


def for_verifier(user: User, *, at: datetime) -> list[Step]:
    """Return a verifier's next steps, the most urgent first, and nothing for anybody else: two queries.

    A visit is a step from the day before on; when its days are over, only for the lead, who closes the
    record. A sheet of the field stage is one after the visit: before it can't be submitted.
    """
    if not has_role(user, Role.VERIFIER, at=at):
        return []
    today = timezone.localdate(at)
    steps = [_step_of_visit(visit, today) for visit in _visits(user, today)]
    tasks = list(_tasks(user))
    steps += _statements(tasks)
    steps += [_step_of_task(task) for task in tasks if task.has_signed or task.in_conflict]
    return shortened(steps, all_at=reverse("verification_home"))


def _visits(user, today):
    return (
        Visit.objects.open()
        .of_team_member(user)
        .filter(access.CAN_BE_SCORED, starts_on__lte=today + timedelta(days=1))
        .filter(~access.is_in_conflict(user), Q(lead=user) | Q(ends_on__gte=today))
        .select_related("innovation")
        .order_by("starts_on", "pk")
    )


def _tasks(user):
    """Own sheets that are due, each with whether it is in conflict and whether a criterion is left."""
    visited = Visit.objects.filter(
        innovation=OuterRef("innovation"), stage=OuterRef("stage"), state__in=Visit.OVER
    )
    gaps = Score.objects.filter(
        scoresheet__assignment=OuterRef("pk"), points__isnull=True, could_not_be_checked=False
    )
    return (
        access.visible_assignments(user)
        .filter(access.CAN_BE_SCORED, scoresheet__status=Scoresheet.Status.DRAFT)
        .annotate(in_conflict=access.is_in_conflict(user), has_gaps=Exists(gaps))
        .annotate(has_signed=has_signed_for(user, "stage__edition"))
        .filter(~Q(stage__kind=Stage.Kind.FIELD) | Q(in_conflict=True) | Exists(visited))
        .select_related("innovation", "stage__edition", "scoresheet")
        .order_by("-in_conflict", "stage__closes_at", "innovation__title", "pk")
    )


def _statements(tasks):
    """The statement of each edition, before whose signing no sheet of it opens."""
    years = {task.stage.edition.year for task in tasks if not task.has_signed}
    text = _("Sign the statement of no conflict of interest for KIPP %(year)s")
    return [
        Step(text % {"year": year}, reverse("statement", args=[year]), icon="shield-check")
        for year in sorted(years)
    ]


def _step_of_visit(visit, today):
    title = {"title": visit.innovation.title}
    if visit.ends_on < today:
        text = _("Close the record of the visit to %(title)s") % title
    elif visit.starts_on <= today:
        text = _("Visit %(title)s today") % title
    else:
        text = _("Visit %(title)s tomorrow") % title
    return Step(text, visit.get_absolute_url(), icon="geo-alt")


def _step_of_task(task):
    title, uuid = {"title": task.innovation.title}, task.scoresheet.uuid
    if task.in_conflict:
        text = _("Declare your conflict of interest with %(title)s") % title
        return Step(text, reverse("declare_conflict", args=[uuid]), icon="exclamation-triangle")
    if task.has_gaps:
        text = _("Fill in the sheet for %(title)s") % title
        return Step(text, task.scoresheet.get_absolute_url(), task.stage.closes_at, "pencil")
    text = _("Check and submit the sheet for %(title)s") % title
    return Step(text, reverse("submit_scoresheet", args=[uuid]), task.stage.closes_at, "send")
