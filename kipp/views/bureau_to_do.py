"""The bureau's next steps: check, confirm, publish, move the stages on. It mixes both apps, so it is here.

What is listed can be done at that moment: the same rules hold as in the deeds of editions, of proposals
(`access`) and of results, asked of all running editions at once.
"""

from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from post_office.models import STATUS, Email

from innovations.editions import deeds as editions
from innovations.editions.models import Stage
from innovations.models import Edition, Status
from kipp.accounts import independence
from kipp.accounts.access import is_bureau
from kipp.accounts.models import Invitation, User
from kipp.to_do import Step
from verification import access
from verification.models import Approval, Ranking

from .bureau_numbers import stages_with_numbers, standing_rankings


def for_bureau(user: User, *, at: datetime) -> list[Step]:
    """Return what this member of the bureau can do now, results first: three queries for any number.

    Nothing for anybody else: an auditor only reads.
    """
    if not is_bureau(user, at=at):
        return []
    stages = list(stages_with_numbers(at).annotate(to_approve=_first_to_approve(user)))
    # What these people have frozen, others confirm.
    not_theirs = Q(prepared_by=user) | independence.is_dependent(user, "prepared_by")
    for_another = ExpressionWrapper(not_theirs, BooleanField())
    rankings = list(standing_rankings().annotate(is_for_another=for_another))
    failed, inviting = _outside_of_editions(user, at)
    steps = [_step_of_ranking(ranking) for ranking in rankings]
    steps.append(_inviting(*inviting))
    for edition, own in groupby(stages, key=lambda stage: stage.edition):
        steps += _steps_of_edition(edition, list(own), rankings, at)
    steps.append(_failed_mails(*failed))
    return [step for step in steps if step]


def _first_to_approve(user: User) -> Subquery:
    """Return, for each stage, the oldest request of a colleague that this person can decide as the second."""
    of_stage = Q(assignment__stage=OuterRef("pk")) | Q(visit__stage=OuterRef("pk"))
    asked = Approval.objects.waiting().filter(of_stage).exclude(asked_by=user)
    asked = asked.exclude(independence.is_dependent(user, "asked_by"))
    theirs = asked.exclude(access.is_in_conflict(user, "assignment__innovation"))
    theirs = theirs.exclude(access.is_in_conflict(user, "visit__innovation"))
    return Subquery(theirs.order_by("asked_at", "pk").values("pk")[:1])


def _outside_of_editions(user: User, at: datetime) -> tuple[tuple[int, int | None], tuple[int, int | None]]:
    """Return the mails that failed, and the invitations that this person may approve: one query.

    Of both it returns how many there are, and the first one.
    """
    to_approve = Invitation.objects.to_approve(at).exclude(invited_by=user).exclude(email=user.email)
    to_approve = to_approve.exclude(independence.is_dependent(user, "invited_by"))
    both = (Email.objects.filter(status=STATUS.failed), to_approve)
    counted = [
        queryset.order_by().values(kind=Value(kind)).annotate(number=Count("pk"), first=Min("pk"))
        for kind, queryset in enumerate(both)
    ]
    found = {row["kind"]: (row["number"], row["first"]) for row in counted[0].union(counted[1])}
    return found.get(0, (0, None)), found.get(1, (0, None))


def _inviting(number: int, first: int | None) -> Step | None:
    """Return the step for invitations to posts that take two, which this person can decide as the second."""
    if not number:
        return None
    text = ngettext(
        "Approve or refuse %(number)d invitation to the bureau or to the audit",
        "Approve or refuse %(number)d invitations to the bureau or to the audit",
        number,
    ) % {"number": number}
    page = reverse("invitation", args=[first]) if number == 1 else reverse("people")
    return Step(text, page, icon="shield-check")


def _step_of_ranking(ranking: Any) -> Step | None:
    words = {"stage": ranking.stage.get_kind_display(), "year": ranking.stage.edition.year}
    words["group"] = ranking.group.local_name
    if ranking.state == Ranking.State.CONFIRMED:
        text = _("Publish the ranking: %(stage)s %(year)s, %(group)s") % words
        return Step(text, ranking.get_absolute_url(), icon="trophy")
    if ranking.state == Ranking.State.FROZEN and not ranking.is_for_another:
        text = _("Confirm the ranking: %(stage)s %(year)s, %(group)s") % words
        return Step(text, ranking.get_absolute_url(), icon="shield-check")
    return None


def _steps_of_edition(edition: Edition, stages: list, rankings: list, at: datetime) -> list[Step | None]:
    if edition.state == Edition.State.DRAFT:
        text = _("Check the rules of KIPP %(year)s and open the edition") % {"year": edition.year}
        return [Step(text, edition.get_absolute_url(), icon="list-check")]
    running = next((stage for stage in stages if stage.is_running), None)
    if running is None:
        return [*_checking(edition, stages, at), _moving_on(edition, stages)]
    if running.is_scored:
        own = [ranking for ranking in rankings if ranking.stage_id == running.pk]
        return [_approving(running), _issuing(running), *_assessing(running, own)]
    return [*_checking(edition, stages, at), _ending(running, at)]


def _checking(edition: Edition, stages: list, at: datetime) -> list[Step]:
    """Return the steps of the administrative check, from the first sent innovation until the assessment."""
    numbers = stages[0]
    steps: list[Step] = []
    if any(stage.is_scored and stage.begun_at for stage in stages) or _is_sealed(edition, stages, at):
        return steps
    if numbers.overdue:
        text = ngettext(
            "Decide on %(number)d overdue correction of KIPP %(year)s",
            "Decide on %(number)d overdue corrections of KIPP %(year)s",
            numbers.overdue,
        ) % {"number": numbers.overdue, "year": edition.year}
        steps.append(Step(text, _queue(edition, Status.RETURNED), icon="exclamation-triangle"))
    if numbers.to_check:
        text = ngettext(
            "Check %(number)d submitted innovation of KIPP %(year)s",
            "Check %(number)d submitted innovations of KIPP %(year)s",
            numbers.to_check,
        ) % {"number": numbers.to_check, "year": edition.year}
        closes_at = next((stage.closes_at for stage in stages if stage.checks_entries), None)
        steps.append(Step(text, _queue(edition, Status.SUBMITTED), closes_at, "clipboard-check"))
    return steps


def _is_sealed(edition: Edition, stages: list, at: datetime) -> bool:
    """Return the same as Edition.is_sealed_at, from the stages that were read already."""
    registration = next((stage for stage in stages if stage.takes_entries), None)
    is_open = registration and registration.ended_at is None and at < registration.closing_moment
    return edition.is_sealed and bool(is_open)


def _queue(edition: Edition, status: str) -> str:
    return f"{reverse('screening')}?{urlencode({'edition': edition.year, 'status': status})}"


def _ending(stage: Any, at: datetime) -> Step | None:
    """Return the step that ends a stage that is not scored, or None.

    It comes after the announced time, when nothing is left undecided.
    """
    undecided = stage.checks_entries and (stage.to_check or stage.returned)
    if at < stage.closing_moment or undecided or editions.obstacle_to_end(stage, at=at):
        return None
    text = _("End the stage: %(stage)s %(year)s") % _words(stage)
    return Step(text, reverse("end_stage", args=[stage.pk]), icon="check-lg")


def _moving_on(edition: Edition, stages: list) -> Step | None:
    """Return the step between two stages: begin the next one, or close the edition after the last."""
    following = next((stage for stage in stages if stage.begun_at is None), None)
    if following is None:
        text = _("Close the edition: KIPP %(year)s") % {"year": edition.year}
        return Step(text, reverse("close_edition", args=[edition.year]), icon="lock")
    is_first_scored = following == next((stage for stage in stages if stage.is_scored), None)
    if is_first_scored and (following.to_check or following.returned):
        return None
    text = _("Begin the stage: %(stage)s %(year)s") % _words(following)
    return Step(text, reverse("begin_stage", args=[following.pk]), icon="calendar-event")


def _approving(stage: Any) -> Step | None:
    """Return the step for what takes two and waits for this person; they come one after the other."""
    if not stage.to_approve:
        return None
    text = _("Approve or refuse what a colleague asked for: %(stage)s %(year)s") % _words(stage)
    return Step(text, reverse("approval", args=[stage.to_approve]), icon="people")


def _issuing(stage: Any) -> Step | None:
    """Return the step for minutes that the team and the agency have signed."""
    if not stage.minutes_to_issue:
        return None
    text = ngettext(
        "Number and issue %(number)d signed text: %(stage)s %(year)s",
        "Number and issue %(number)d signed texts: %(stage)s %(year)s",
        stage.minutes_to_issue,
    ) % {"number": stage.minutes_to_issue, **_words(stage)}
    return Step(text, reverse("bureau_visits", args=[stage.pk]), icon="file-earmark-text")


def _assessing(stage: Any, rankings: list) -> list[Step]:
    """Return the steps of a scored stage.

    They are: give out all tasks, open the standings when every sheet is in, and freeze each group. A group
    with a visit that lacks its minutes is not frozen.
    """
    if stage.lacks_calibration:
        text = _("Open the calibration round: %(stage)s %(year)s") % _words(stage)
        return [Step(text, reverse("bureau_calibration", args=[stage.pk]), icon="people")]
    if stage.unassigned:
        text = ngettext(
            "Assign assessors to %(number)d innovation: %(stage)s %(year)s",
            "Assign assessors to %(number)d innovations: %(stage)s %(year)s",
            stage.unassigned,
        ) % {"number": stage.unassigned, **_words(stage)}
        return [Step(text, reverse("assignments", args=[stage.pk]), stage.closes_at, "people")]
    if stage.without_slot or stage.unrecorded:
        return _presenting(stage)
    page = reverse("standings", args=[stage.pk])
    if not stage.standings_opened_at and stage.entered_groups and not stage.unfinished:
        return [Step(_("Open the standings: %(stage)s %(year)s") % _words(stage), page, icon="unlock")]
    if stage.standings_opened_at and stage.entered_groups - stage.groups_without_minutes > len(rankings):
        return [Step(_("Freeze the result: %(stage)s %(year)s") % _words(stage), page, icon="lock")]
    return []


def _presenting(stage: Any) -> list[Step]:
    """Return the steps of a presentation stage.

    Every entry gets its slot, and for each slot that is over it is recorded who presented.
    """
    page, steps = reverse("bureau_presentations", args=[stage.pk]), []
    if stage.without_slot:
        text = ngettext(
            "Set the slot of %(number)d innovation: %(stage)s %(year)s",
            "Set the slots of %(number)d innovations: %(stage)s %(year)s",
            stage.without_slot,
        ) % {"number": stage.without_slot, **_words(stage)}
        steps.append(Step(text, page, stage.closes_at, "calendar-event"))
    if stage.unrecorded:
        text = ngettext(
            "Record who presented %(number)d innovation: %(stage)s %(year)s",
            "Record who presented %(number)d innovations: %(stage)s %(year)s",
            stage.unrecorded,
        ) % {"number": stage.unrecorded, **_words(stage)}
        steps.append(Step(text, page, icon="pencil"))
    return steps


def _words(stage: Stage) -> dict[str, Any]:
    return {"stage": stage.get_kind_display(), "year": stage.edition.year}


def _failed_mails(failed: int, _first: int | None) -> Step | None:
    if not failed:
        return None
    text = ngettext(
        "Look into %(number)d mail that could not be sent",
        "Look into %(number)d mails that could not be sent",
        failed,
    ) % {"number": failed}
    return Step(text, f"{reverse('outbox')}?{urlencode({'state': 'failed'})}", icon="envelope")
