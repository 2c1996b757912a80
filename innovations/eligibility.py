"""The rules of an edition that an innovation is held against: shown to the agency and to the bureau.

Only the quota refuses by itself, when an innovation is sent. The others are for the bureau to decide.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Edition, Innovation, Quota
from .models.edition import OwnerKind


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"


@dataclass(frozen=True)
class Verdict:
    rule: str
    outcome: Outcome
    reason: str


def verdicts(innovation: Innovation) -> list[Verdict]:
    """Return the verdict of each rule, with its reason as a sentence."""
    return [_age(innovation), _quota(innovation), _title(innovation)]


def full_months(start: date, end: date) -> int:
    """Return how many whole months lie between two days: 31 January to 28 February is none."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day else months - 1


def age_in_months(innovation: Innovation) -> int | None:
    """Return the age counted back from the closing of registration to the start of implementation."""
    registration = innovation.edition.registration
    if innovation.started_on is None or registration is None:
        return None
    return full_months(innovation.started_on, timezone.localdate(registration.closes_at))


def places_taken(edition: Edition, quota: Quota, agency, *, besides: Innovation | None = None) -> int:
    """Return how many places of a quota are held, leaving one innovation out of the count."""
    held = Innovation.objects.in_edition(edition).holding_a_quota_place()
    if quota.per == Quota.Per.AGENCY:
        held = held.filter(agency=agency)
    else:
        held = held.filter(agency__government=agency.government_id)
    held = _of_owner_kind(held, quota.owner_kind)
    return held.exclude(pk=besides.pk).count() if besides else held.count()


def quota_for(edition: Edition, agency) -> Quota | None:
    return Quota.objects.filter(edition=edition, owner_kind=OwnerKind.of(agency)).first()


def quota_is_full(innovation: Innovation) -> bool:
    """Whether no place is left for this innovation, not counting the one it may hold already."""
    quota = quota_for(innovation.edition, innovation.agency)
    if quota is None:
        return False
    return places_taken(innovation.edition, quota, innovation.agency, besides=innovation) >= quota.limit


def _of_owner_kind(innovations, owner_kind):
    if owner_kind == OwnerKind.BUMD:
        return innovations.filter(agency__kind="bumd")
    return innovations.exclude(agency__kind="bumd")


def _age(innovation):
    rule = _("Age of the innovation")
    minimum = innovation.edition.minimum_age_months
    age = age_in_months(innovation)
    if age is None:
        return Verdict(rule, Outcome.FAIL, _("It is not known since when the innovation is implemented."))
    reason = ngettext(
        "Implemented for %(age)d whole month when registration closes; at least %(minimum)d are needed.",
        "Implemented for %(age)d whole months when registration closes; at least %(minimum)d are needed.",
        max(age, 0),
    ) % {"age": max(age, 0), "minimum": minimum}
    return Verdict(rule, Outcome.PASS if age >= minimum else Outcome.FAIL, reason)


def _quota(innovation):
    rule = _("Quota")
    quota = quota_for(innovation.edition, innovation.agency)
    if quota is None:
        return Verdict(rule, Outcome.PASS, _("This edition sets no limit for this kind of owner."))
    taken = places_taken(innovation.edition, quota, innovation.agency, besides=innovation)
    reason = _("%(taken)d of %(limit)d places are taken by other innovations.") % {
        "taken": taken,
        "limit": quota.limit,
    }
    return Verdict(rule, Outcome.PASS if taken < quota.limit else Outcome.FAIL, reason)


def _title(innovation):
    rule = _("Title")
    same = (
        Innovation.objects.in_edition(innovation.edition)
        .filter(title__iexact=innovation.title)
        .exclude(pk=innovation.pk)
        .exclude(status="withdrawn")
    )
    if same.exists():
        return Verdict(rule, Outcome.FAIL, _("Another innovation of this edition has the same title."))
    return Verdict(rule, Outcome.PASS, _("No other innovation of this edition has this title."))
