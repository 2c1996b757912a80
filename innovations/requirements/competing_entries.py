"""What the other innovations of an edition leave to an innovation, and what was won before."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Exists, F, FilteredRelation, Q, QuerySet, When

from innovations.awards.models import Award, EarlierAward
from innovations.editions.models import Edition
from innovations.proposals.models import Innovation, number_of
from innovations.proposals.statuses import Status
from innovations.rulebook.models import OwnerKind, Quota
from kipp.accounts.models import Agency

# Titles that have so much in common are alike: the default limit of PostgreSQL's comparison of trigrams.
ALIKE = 0.3


@dataclass(frozen=True)
class CompetingEntries:
    """What the other innovations of the edition leave: the owner's places in the quota, and the title."""

    # None where the edition sets no limit for this kind of owner.
    limit: int | None
    places_taken: int
    has_same_title: bool

    @property
    def quota_is_full(self) -> bool:
        return self.limit is not None and self.places_taken >= self.limit


def quota_is_full(innovation: Innovation) -> bool:
    """Return whether no place is left for this innovation, apart from the one that it may hold already."""
    return competing_entries_of(innovation).quota_is_full


def competing_entries_of(innovation: Innovation) -> CompetingEntries:
    """Return what the others of its edition leave to an innovation: one query."""
    others = _competing_entries(innovation)
    quota = FilteredRelation("quotas", condition=Q(quotas__owner_kind=OwnerKind.of(innovation.agency)))
    editions = Edition.objects.filter(pk=innovation.edition_id).annotate(quota=quota)
    found: dict[str, Any] = dict(editions.values(**others).get())
    return CompetingEntries(**found)


def _competing_entries(innovation: Innovation) -> dict[str, Any]:
    """Return the fields of CompetingEntries as expressions of the edition."""
    agency = innovation.agency
    others = Innovation.objects.in_edition(innovation.edition_id).exclude(pk=innovation.pk)
    same_title = others.filter(title__iexact=innovation.title).exclude(status=Status.WITHDRAWN)
    held = _of_owner_kind(others.holding_a_quota_place(), OwnerKind.of(agency))
    per_agency = number_of(held.filter(agency=agency))
    per_government = number_of(held.filter(agency__government=agency.government_id))
    return {
        "limit": F("quota__limit"),
        "places_taken": Case(When(quota__per=Quota.Per.AGENCY, then=per_agency), default=per_government),
        "has_same_title": Exists(same_title),
    }


def won_before(innovation: Innovation) -> list[tuple[str, str, int]]:
    """Return what the same government won with a title like this: title, tier and year of each, two queries.

    First stands what was won in this portal, then what was before it.
    """
    here = _won_here(innovation).select_related("innovation", "edition", "tier")
    return [
        *((award.innovation.title, award.tier.local_name, award.edition.year) for award in here),
        *((award.title, award.tier, award.year) for award in _won_elsewhere(innovation)),
    ]


def _won_here(innovation: Innovation) -> QuerySet[Award]:
    """Return this portal's awards for the innovation it was copied from, or for a title like this."""
    same = Q(likeness__gte=ALIKE)
    if innovation.copied_from_id:
        same |= Q(innovation=innovation.copied_from_id)
    won = Award.objects.unrevoked().annotate(likeness=_likeness(innovation, "innovation__"))
    return won.filter(same).exclude(innovation=innovation.pk)


def _won_elsewhere(innovation: Innovation) -> QuerySet[EarlierAward]:
    """Return imported awards for a title like this: a successor of the agency may enter it again."""
    return EarlierAward.objects.annotate(likeness=_likeness(innovation)).filter(likeness__gte=ALIKE)


def _likeness(innovation: Innovation, prefix: str = "") -> Case:
    """Return how like the title is to one that the same government won; 0 for other governments."""
    own = Q(**{f"{prefix}agency__government": innovation.agency.government_id})
    return Case(When(own, then=TrigramSimilarity(f"{prefix}title", innovation.title)), default=0.0)


def _of_owner_kind(innovations: QuerySet[Innovation], owner_kind: str) -> QuerySet[Innovation]:
    if owner_kind == OwnerKind.BUMD:
        return innovations.filter(agency__kind=Agency.Kind.BUMD)
    return innovations.exclude(agency__kind=Agency.Kind.BUMD)
