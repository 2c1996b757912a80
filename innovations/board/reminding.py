"""The reminders that the bureau sends by a button, to agencies and to coordinators.

Agencies are reminded when they have sent nothing, coordinators when they have something to send. Nobody is
reminded of the same twice within AGAIN_AFTER_HOURS, however often the button is pressed. The daily digests
are another matter: reminders.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from innovations.editions.models import Edition, Stage
from innovations.proposals.models import Innovation
from innovations.proposals.statuses import Status
from kipp.accounts import post
from kipp.accounts.access import require_role
from kipp.accounts.models import Agency, Government, Membership, Notice, Role, User
from kipp.audit import trail

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

AGAIN_AFTER_HOURS = 24
# How many agencies one press of the button reminds; the next press goes on with the rest.
AT_ONCE = 200
AGENCY_EVENT = "agency_has_sent_nothing"
COORDINATOR_EVENT = "proposed_but_not_sent"


@dataclass(frozen=True)
class Reminded:
    """How many offices were told, how many wait for another press, and how many have nobody to tell."""

    told: int
    left: int
    without_people: int


@transaction.atomic
def remind_agencies(
    edition: Edition,
    *,
    government: Government | None = None,
    agency: Agency | None = None,
    by: User,
    at: datetime,
) -> Reminded:
    """Tell the staff of agencies that have sent nothing yet, while registration is open.

    With `government` only the agencies of that one are told, with `agency` only that one. Raises
    PermissionDenied for anyone but the bureau, and ValidationError while registration is not open.
    """
    edition, registration = _registering(edition, by=by, at=at)
    waiting = _without_a_sent_one(edition, at)
    if government:
        waiting = waiting.filter(government=government)
    if agency:
        waiting = waiting.filter(pk=agency.pk)
    chosen = list(waiting.filter(has_staff=True)[:AT_ONCE])
    for one in chosen:
        post.send(
            AGENCY_EVENT,
            post.holders(Role.STAFF, at=at, agency=one),
            at=at,
            url=_page("submissions", edition, agency=one.pk),
            agency=one,
            edition=edition,
            closes_at=registration.agencies_close_at or registration.closes_at,
        )
    if chosen:
        trail.record("remind_agencies", edition, by=by, at=at, agencies=len(chosen))
    left = waiting.filter(has_staff=True).exclude(pk__in=[one.pk for one in chosen]).count()
    return Reminded(len(chosen), left, waiting.filter(has_staff=False).count())


@transaction.atomic
def remind_coordinators(
    edition: Edition, *, government: Government | None = None, by: User, at: datetime
) -> Reminded:
    """Tell coordinators of what was proposed to them and not sent yet, while registration is open.

    With `government` only its coordinators are told. Agencies of the province send by themselves: remind them
    instead. Raises PermissionDenied for anyone but the bureau, and ValidationError while registration is not
    open.
    """
    edition, registration = _registering(edition, by=by, at=at)
    proposed = _proposed_by_government(edition)
    waiting = Government.objects.filter(pk__in=proposed).exclude(
        pk__in=_told(COORDINATOR_EVENT, _page("coordination", edition, government=""), at)
    )
    if government:
        waiting = waiting.filter(pk=government.pk)
    staffed = 0
    for one in (found := list(waiting)):
        coordinators = list(post.holders(Role.COORDINATOR, at=at, government=one))
        staffed += bool(coordinators)
        post.send(
            COORDINATOR_EVENT,
            coordinators,
            at=at,
            url=_page("coordination", edition, government=one.pk),
            government=one,
            edition=edition,
            number=proposed[one.pk],
            closes_at=registration.closes_at,
        )
    if staffed:
        trail.record("remind_coordinators", edition, by=by, at=at, governments=staffed)
    return Reminded(staffed, 0, len(found) - staffed)


def _proposed_by_government(edition: Edition) -> dict[int, int]:
    waiting = Innovation.objects.in_edition(edition).filter(status=Status.PROPOSED)
    by_coordinators = waiting.exclude(agency__government__kind=Government.Kind.PROVINCE)
    counted = by_coordinators.order_by().values_list("agency__government").annotate(number=Count("pk"))
    return dict(counted)


def _registering(edition: Edition, *, by: User, at: datetime) -> tuple[Edition, Stage]:
    require_role(by, Role.BUREAU, at=at)
    # The row of the edition makes two members of the bureau wait for each other: nobody is told twice.
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    registration = edition.open_registration(at)
    if registration is None:
        raise ValidationError(_("Registration is not open, so there is nothing to remind of."))
    return edition, registration


class _Staffed(TypedDict):
    has_staff: bool


def _without_a_sent_one(edition: Edition, at: datetime) -> "QuerySet[WithAnnotations[Agency, _Staffed]]":
    """Return the agencies that hold no place and were not told lately, each with whether it `has_staff`."""
    today = timezone.localtime(at).date()
    holding = Innovation.objects.in_edition(edition).holding_a_quota_place()
    staff = Membership.objects.held_on(today).filter(
        role=Role.STAFF, agency=OuterRef("pk"), user__is_active=True
    )
    return (
        Agency.objects.existing_on(today)
        .exclude(pk__in=holding.values("agency"))
        .exclude(pk__in=_told(AGENCY_EVENT, _page("submissions", edition, agency=""), at))
        .annotate(has_staff=Exists(staff))
        .select_related("government")
    )


def _told(event: str, page: str, at: datetime) -> Iterable[int]:
    """Return the numbers of the offices that were told lately, from the addresses in their notices."""
    lately = at - timedelta(hours=AGAIN_AFTER_HOURS)
    notices = Notice.objects.filter(event=event, created_at__gt=lately, url__startswith=page)
    return {int(url.removeprefix(page)) for url in notices.values_list("url", flat=True)}


def _page(name: str, edition: Edition, **office: object) -> str:
    """Return the page where those who are reminded go on. By it a notice tells which office it was about."""
    return reverse(name, query={"edition": edition.year, **office})
