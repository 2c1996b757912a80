"""Reminders: who is told on a day what waits for them, in one mail at most.

Nobody is reminded of what has no closing yet, or of what can't be done any more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from innovations.editions.models import Edition, Stage
from innovations.proposals.models import Innovation
from innovations.proposals.statuses import Status
from innovations.sending.models import Correction
from kipp.accounts import post
from kipp.accounts.models import Membership, Role, User
from kipp.audit import trail
from kipp.audit.models import TrailEntry
from kipp.moments import first_moment_after

from .models import Reminder

# How many days before the agencies' closing, and before a correction is due.
DAYS_BEFORE_CLOSING = (14, 7, 3, 1)
DAYS_BEFORE_DUE = (3, 1)
# A coordinator is told of what has waited for so many days, or when so many days are left.
WAITING_DAYS = 3
# In WIB: nobody's telephone rings at night.
FIRST_HOUR, LAST_HOUR = time(7), time(20)

EVENT = "reminders"


@dataclass(frozen=True)
class Due:
    """What waits for somebody: an innovation, what is to be done with it, and until when."""

    kind: str  # finish, send, correct or coordinate
    innovation: Innovation
    due_at: datetime
    days_left: int


def due(at: datetime) -> dict[int, list[Due]]:
    """Return what each account is to be reminded of on that day, by the number of the account.

    Six queries, however much there is.
    """
    registrations = _open_registrations(at)
    drafts = list(_unsent(registrations, at))
    corrections = list(_corrections(at))
    proposed = list(_proposed(registrations, at))
    staff = _holders(Role.STAFF, "agency", (one.innovation.agency_id for one in drafts + corrections), at)
    coordinators = _holders(
        Role.COORDINATOR, "government", (one.innovation.agency.government_id for one in proposed), at
    )
    found: dict[int, list[Due]] = defaultdict(list)
    for one in drafts + corrections:
        for user in staff[one.innovation.agency_id]:
            found[user].append(one)
    for one in proposed:
        for user in coordinators[one.innovation.agency.government_id]:
            found[user].append(one)
    return {user: sorted(things, key=lambda one: one.due_at) for user, things in found.items()}


def send_due(at: datetime) -> int:
    """Write today's digests of those who have none yet and want one; return how many were written.

    Does nothing at night. Several workers may look at once: the one that notes the day first writes the mail.
    """
    local = timezone.localtime(at)
    if not FIRST_HOUR <= local.time() < LAST_HOUR:
        return 0
    things = due(at)
    receivers = User.objects.filter(pk__in=things, is_active=True, wants_reminders=True)
    receivers = receivers.exclude(reminders__day=local.date())
    return sum(_send(user, things[user.pk], at) for user in receivers)


@transaction.atomic
def _send(user: User, things: list[Due], at: datetime) -> bool:
    _reminder, is_first = Reminder.objects.get_or_create(user=user, day=timezone.localtime(at).date())
    if is_first:
        post.send(
            EVENT,
            [user],
            at=at,
            url=reverse("home"),
            things=things,
            number=len(things),
            switch=f"{settings.PORTAL_URL}{reverse('account')}",
        )
    return is_first


def _open_registrations(at: datetime) -> dict[int, Stage]:
    """Return the registrations that run at that moment, by edition."""
    stages = Stage.objects.filter(kind=Stage.Kind.REGISTRATION, edition__state=Edition.State.OPEN)
    return {stage.edition_id: stage for stage in stages if stage.accepts_at(at)}


def _unsent(registrations: Mapping[int, Stage], at: datetime) -> Iterable[Due]:
    """Return drafts, and what agencies send by themselves, on the days before the agencies' closing."""
    closing = {pk: stage.agencies_close_at or stage.closes_at for pk, stage in registrations.items()}
    today = [
        pk
        for pk, closes_at in closing.items()
        if _days_until(closes_at, at) in DAYS_BEFORE_CLOSING and at < first_moment_after(closes_at)
    ]
    unsent = (
        Innovation.objects.filter(edition__in=today, submitted_at=None)
        .filter(status__in=[Status.DRAFT, Status.RETURNED, Status.PROPOSED])
        .select_related("agency__government")
        .order_by("title", "pk")
    )
    for innovation in unsent:
        closes_at = closing[innovation.edition_id]
        if innovation.status != Status.PROPOSED:
            yield Due("finish", innovation, closes_at, _days_until(closes_at, at))
        elif innovation.agency.sends_by_itself:
            yield Due("send", innovation, closes_at, _days_until(closes_at, at))


def _corrections(at: datetime) -> Iterable[Due]:
    asked = Correction.objects.filter(
        answered_at=None,
        due_at__gte=at,
        innovation__status=Status.RETURNED,
        innovation__edition__state=Edition.State.OPEN,
    ).select_related("innovation__agency__government")
    for correction in asked:
        due_at = correction.due_at
        if due_at and (days_left := _days_until(due_at, at)) in DAYS_BEFORE_DUE:
            yield Due("correct", correction.innovation, due_at, days_left)


def _proposed(registrations: Mapping[int, Stage], at: datetime) -> Iterable[Due]:
    """Return what has waited for a coordinator for some days, and in the last days all that waits."""
    waiting = list(
        Innovation.objects.filter(edition__in=registrations, status=Status.PROPOSED)
        .select_related("agency__government")
        .order_by("title", "pk")
    )
    waiting = [innovation for innovation in waiting if not innovation.agency.sends_by_itself]
    # When it began to wait: only the trail keeps that.
    lines = TrailEntry.objects.filter(
        action="propose", subject__in=[trail.reference(innovation) for innovation in waiting]
    )
    since = dict(lines.order_by().values_list("subject").annotate(since=Max("at")))
    for innovation in waiting:
        closes_at = registrations[innovation.edition_id].closes_at
        days_left = _days_until(closes_at, at)
        proposed_at = since.get(trail.reference(innovation))
        waited = -_days_until(proposed_at, at) if proposed_at else 0
        if waited >= WAITING_DAYS or days_left <= WAITING_DAYS:
            yield Due("coordinate", innovation, closes_at, days_left)


def _days_until(moment: datetime, at: datetime) -> int:
    """Return how many midnights of western Indonesia lie between two moments; negative for what is past."""
    return (timezone.localtime(moment).date() - timezone.localtime(at).date()).days


def _holders(role: str, office: str, offices: Iterable[int], at: datetime) -> dict[int, list[int]]:
    """Return the accounts that hold the role in each of these offices, by office."""
    posts = Membership.objects.held_on(timezone.localtime(at).date()).filter(
        role=role, **{f"{office}__in": set(offices)}
    )
    found: dict[int, list[int]] = defaultdict(list)
    for number, user in posts.values_list(office, "user"):
        found[number].append(user)
    return found
