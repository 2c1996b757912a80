"""The rules of an edition that an innovation is held against: shown to the agency and to the bureau.

Only the quota refuses by itself, when an innovation is sent. The others are for the bureau to decide.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, FilteredRelation, Q, When
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kipp.accounts.models import Agency

from .models import Award, EarlierAward, Edition, Innovation, Override, OwnerKind, Quota, Status
from .models.bilingual import bilingual_value
from .models.innovation import number_of


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    LOOK = "look"  # people have to look: the portal can't tell


@dataclass(frozen=True)
class Verdict:
    """What a rule of the edition says of an innovation, and why, as a sentence."""

    rule: str
    outcome: Outcome
    reason: str
    # By which the bureau sets the rule aside, and finds it again.
    code: str = ""
    # Why the bureau does not hold it against the innovation; empty where it does.
    set_aside: str = ""


@dataclass(frozen=True)
class Others:
    """What the other innovations of the edition leave: places in the quota of this owner, and the title."""

    # None where the edition sets no limit for this kind of owner.
    limit: int | None
    places_taken: int
    has_same_title: bool
    # The rules that the bureau has set aside: the code of each as "rule", and the "reason".
    overrides: list[dict[str, str]]
    # What the same government won before with such a title, in this portal and before it: "title", "tier"
    # and "year" of each.
    won_here: list[dict[str, str]]
    won_elsewhere: list[dict[str, str]]

    @property
    def quota_is_full(self) -> bool:
        return self.limit is not None and self.places_taken >= self.limit


def verdicts(innovation: Innovation) -> list[Verdict]:
    """Return the verdict of each rule, with its reason as a sentence: one query and the edition's stages."""
    others = others_of(innovation)
    found = [_age(innovation), _quota(others), _title(others), _awards(others)]
    reasons = {override["rule"]: override["reason"] for override in others.overrides}
    return [replace(verdict, set_aside=reasons.get(verdict.code, "")) for verdict in found]


def full_months(start: date, end: date) -> int:
    """Return how many whole months lie between two days: 31 January to 28 February is none."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day else months - 1


def age_in_months(innovation: Innovation) -> int | None:
    """Return the age in whole months, or None while the start or the registration is not known.

    Counted as the national competition does: from the closing of registration back to the start of
    implementation, not to a trial or the launch. An edition may name another day; an extension keeps the one
    announced before.
    """
    day = _age_counts_to(innovation.edition)
    if innovation.started_on is None or day is None:
        return None
    return full_months(innovation.started_on, day)


def _age_counts_to(edition):
    if edition.age_counts_to:
        return edition.age_counts_to
    registration = edition.registration
    return timezone.localdate(registration.closes_at) if registration else None


def quota_is_full(innovation: Innovation) -> bool:
    """Whether no place is left for this innovation, not counting the one it may hold already."""
    return others_of(innovation).quota_is_full


def others_of(innovation: Innovation) -> Others:
    """Hold an innovation against the others of its edition: one query."""
    agency, owner_kind = innovation.agency, OwnerKind.of(innovation.agency)
    others = Innovation.objects.in_edition(innovation.edition_id).exclude(pk=innovation.pk)
    same_title = others.filter(title__iexact=innovation.title).exclude(status=Status.WITHDRAWN)
    held = _of_owner_kind(others.holding_a_quota_place(), owner_kind)
    per_agency = number_of(held.filter(agency=agency))
    per_government = number_of(held.filter(agency__government=agency.government_id))
    quota = FilteredRelation("quotas", condition=Q(quotas__owner_kind=owner_kind))
    editions = Edition.objects.filter(pk=innovation.edition_id).annotate(quota=quota)
    found = editions.values(
        limit=F("quota__limit"),
        places_taken=Case(When(quota__per=Quota.Per.AGENCY, then=per_agency), default=per_government),
        has_same_title=Exists(same_title),
        overrides=ArraySubquery(
            Override.objects.filter(innovation=innovation.pk).values(
                row=JSONObject(rule="rule", reason="reason")
            )
        ),
        won_here=ArraySubquery(_won_here(innovation)),
        won_elsewhere=ArraySubquery(_won_elsewhere(innovation)),
    )
    return Others(**found.get())


def _won_here(innovation):
    """Awards of this portal for the innovation it was copied from, or one so called of the government."""
    same = Q(innovation__title__trigram_similar=innovation.title) & Q(
        innovation__agency__government=innovation.agency.government_id
    )
    if innovation.copied_from_id:
        same |= Q(innovation=innovation.copied_from_id)
    won = Award.objects.unrevoked().filter(same).exclude(innovation=innovation.pk)
    facts = {"title": "innovation__title", "tier": bilingual_value("tier__name"), "year": "edition__year"}
    return won.values(row=JSONObject(**facts))


def _won_elsewhere(innovation):
    """Imported awards for an innovation so called: a successor of the agency may enter it again."""
    won = EarlierAward.objects.filter(
        agency__government=innovation.agency.government_id, title__trigram_similar=innovation.title
    )
    return won.values(row=JSONObject(title="title", tier="tier", year="year"))


def _of_owner_kind(innovations, owner_kind):
    if owner_kind == OwnerKind.BUMD:
        return innovations.filter(agency__kind=Agency.Kind.BUMD)
    return innovations.exclude(agency__kind=Agency.Kind.BUMD)


def _age(innovation):
    rule = _("Age of the innovation")
    minimum = innovation.edition.minimum_age_months
    age = age_in_months(innovation)
    if age is None:
        return Verdict(
            rule, Outcome.FAIL, _("It is not known since when the innovation is implemented."), "age"
        )
    reason = ngettext(
        "Implemented for %(age)d whole month when registration closes; at least %(minimum)d are needed.",
        "Implemented for %(age)d whole months when registration closes; at least %(minimum)d are needed.",
        max(age, 0),
    ) % {"age": max(age, 0), "minimum": minimum}
    return Verdict(rule, Outcome.PASS if age >= minimum else Outcome.FAIL, reason, "age")


def _quota(others):
    rule = _("Quota")
    if others.limit is None:
        return Verdict(rule, Outcome.PASS, _("This edition sets no limit for this kind of owner."), "quota")
    reason = _("%(taken)d of %(limit)d places are taken by other innovations.") % {
        "taken": others.places_taken,
        "limit": others.limit,
    }
    return Verdict(rule, Outcome.FAIL if others.quota_is_full else Outcome.PASS, reason, "quota")


def _title(others):
    rule = _("Title")
    if others.has_same_title:
        return Verdict(
            rule, Outcome.FAIL, _("Another innovation of this edition has the same title."), "title"
        )
    return Verdict(rule, Outcome.PASS, _("No other innovation of this edition has this title."), "title")


def _awards(others):
    rule = _("Earlier awards")
    awards = [*others.won_here, *others.won_elsewhere]
    if not awards:
        return Verdict(
            rule, Outcome.PASS, _("No earlier award for an innovation with such a title is known."), "awards"
        )
    won = "; ".join("“{title}” ({tier}, {year})".format(**award) for award in awards)
    reason = _("Awarded before: %(awards)s. The bureau looks whether it may enter again.") % {"awards": won}
    return Verdict(rule, Outcome.LOOK, reason, "awards")
