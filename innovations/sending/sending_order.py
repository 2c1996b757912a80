"""The coordinator's choice among what is proposed: the order of sending, and how far the quota goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from innovations.editions import entering
from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from innovations.proposals.statuses import Status
from innovations.rulebook.models import OwnerKind, Quota
from kipp.accounts.access import is_coordinator_of
from kipp.accounts.models import Government, User

from .quota_use import QuotaUse


@dataclass(frozen=True)
class Choice:
    """A proposed innovation at its place; `fits` says whether the quota goes so far."""

    innovation: Innovation
    fits: bool
    is_first: bool
    is_last: bool


def in_order(edition: Edition, governments: Iterable[Government]) -> QuerySet[Innovation]:
    """Return what waits for the coordinators of these governments, in the order of sending."""
    proposed = Innovation.objects.in_edition(edition).filter(
        status=Status.PROPOSED, agency__government__in=governments
    )
    return proposed.order_by("agency__government", F("priority").asc(nulls_last=True), "title", "pk")


def choices(innovations: list[Innovation], quotas: list[Quota], uses: list[QuotaUse]) -> list[Choice]:
    """Return what waits, given `in_order`, and how far the quota goes; `uses` are those of its edition."""
    taken = {use.owner: use.taken for use in uses}
    by_kind = {quota.owner_kind: quota for quota in quotas}
    found = []
    for place, innovation in enumerate(innovations):
        agency, quota = innovation.agency, by_kind.get(OwnerKind.of(innovation.agency))
        owner = agency if quota and quota.per == Quota.Per.AGENCY else agency.government
        taken[owner] = taken.get(owner, 0) + 1
        found.append(
            Choice(
                innovation,
                fits=quota is None or taken[owner] <= quota.limit,
                is_first=place == 0 or innovations[place - 1].agency.government != agency.government,
                is_last=place + 1 == len(innovations)
                or innovations[place + 1].agency.government != agency.government,
            )
        )
    return found


@transaction.atomic
def move(innovation: Innovation, steps: int, *, by: User, at: datetime) -> None:
    """Move a proposed innovation up (-1) or down (1) among those of its government.

    Raises PermissionDenied for anyone but a coordinator of the government, and ValidationError when the
    edition does not run or the innovation does not wait to be sent.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=innovation.edition_id)
    government = innovation.agency.government
    if not is_coordinator_of(by, government, at=at):
        raise PermissionDenied
    if reason := entering.obstacle_of_edition(edition):
        raise ValidationError(reason)
    waiting = list(in_order(edition, [government]))
    if innovation not in waiting:
        raise ValidationError(_("Only what is proposed and not sent yet has a place in the order."))
    place = waiting.index(innovation)
    waiting.insert(max(place + steps, 0), waiting.pop(place))
    for priority, one in enumerate(waiting, start=1):
        one.priority = priority
    Innovation.objects.bulk_update(waiting, ["priority"])
