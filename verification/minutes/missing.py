"""Which visits still lack their minutes: the result of a field stage can't be frozen while one does."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from innovations.models import Group, Stage
from innovations.proposals.statuses import IN_COMPETITION
from verification import access
from verification.approvals.models import Approval
from verification.assignments.models import Assignment
from verification.visits.models import Visit, VisitQuerySet

from .models import Minutes


def visits_lacking(stage: Stage, group: Group) -> list[Visit]:
    """Return the visits to a group's entries that lack their minutes, by title.

    One query; without visits in the stage there is none.
    """
    if not stage.needs_visits:
        return []
    of_group = Visit.objects.filter(stage=stage, innovation__group=group)
    visits = lacking(of_group.filter(innovation__status__in=IN_COMPETITION))
    return list(visits.select_related("innovation").order_by("innovation__title"))


def lacking(visits: VisitQuerySet) -> VisitQuerySet:
    """Return those of the visits that took place and lack their minutes.

    Minutes are lacking where none are issued and no approval does without them. They are lacking too where a
    sheet was excused after every issued text was drawn up, so that an addendum has to name it.
    """
    excused = Approval.objects.filter(visit=OuterRef("pk"), is_approved=True)
    minutes = Minutes.objects.issued().of_visit().filter(visit=OuterRef("pk"))
    printed = Minutes.objects.issued().filter(
        visit=OuterRef(OuterRef("pk")), drawn_up_at__gte=OuterRef("decided_at")
    )
    unprinted = Approval.objects.filter(
        ~Exists(printed),
        kind=Approval.Kind.EXCUSE,
        is_approved=True,
        assignment__state=Assignment.State.EXCUSED,
        assignment__innovation=OuterRef("innovation"),
        assignment__stage=OuterRef("stage"),
    )
    return visits.over().filter(~Exists(excused)).filter(~Exists(minutes) | Exists(unprinted))


def obstacle_to_freeze(stage: Stage, group: Group) -> str:
    """Return why a group can't be frozen since minutes are lacking, as a sentence; empty when it can."""
    titles = [visit.innovation.title for visit in visits_lacking(stage, group)]
    if not titles:
        return ""
    return _(
        "These visits have neither an approved excuse nor issued minutes that name every excused sheet: "
        "%(titles)s."
    ) % {"titles": "; ".join(titles)}


def _obstacle_to_excuse(visit: Visit) -> str:
    if not visit.is_over:
        return _("Only a visit that was held needs minutes.")
    if any(minutes.issued_at for minutes in visit.minutes.all()):
        return _("The minutes of this visit are issued already.")
    if any(approval.is_approved for approval in visit.approvals.all()):
        return _("This visit needs no minutes already.")
    return ""


# The bureau can do without the minutes of a visit, which takes two members (`approvals`).
ACTIONS = access.BureauActions({"no_minutes": _obstacle_to_excuse}, gate=access.gate_of_scoring)
