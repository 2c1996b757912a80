"""How much of its quotas each government has used, which a coordinator sees before sending."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, F, QuerySet

from innovations.editions.models import Edition
from innovations.proposals.models import Innovation
from innovations.rulebook.models import OwnerKind, Quota
from kipp.accounts.models import Agency, Government

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@dataclass(frozen=True)
class QuotaUse:
    """How many places of a quota its owner has taken: a government, or an agency where those are counted."""

    edition: Edition
    owner: Government | Agency
    taken: int
    limit: int

    @property
    def is_full(self) -> bool:
        return self.taken >= self.limit


def quota_use(editions: Iterable[Edition], governments: Iterable[Government]) -> list[QuotaUse]:
    """Return the use of each quota that counts in these governments: one query.

    The editions come with their quotas prefetched. Of a quota per agency, only agencies that hold a place are
    listed.
    """
    holding = list(_holding_places(editions, governments))
    uses: list[QuotaUse] = []
    for edition in editions:
        for government in governments:
            of_government = {
                agency: agency.places
                for agency in holding
                if (agency.edition, agency.government_id) == (edition.pk, government.pk)
            }
            uses += _of_quotas(edition, government, of_government)
    return uses


class _Holding(TypedDict):
    edition: int
    places: int


def _holding_places(
    editions: Iterable[Edition], governments: Iterable[Government]
) -> "QuerySet[WithAnnotations[Agency, _Holding]]":
    """Return rows of agency and `edition`, each with how many `places` the agency holds there."""
    holding = Innovation.objects.filter(edition__in=editions).holding_a_quota_place()
    return (
        Agency.objects.filter(government__in=governments, innovations__in=holding)
        .select_related("government")
        .annotate(edition=F("innovations__edition"), places=Count("innovations"))
        .order_by("name", "pk")
    )


def _of_quotas(
    edition: Edition, government: Government, places: Mapping["WithAnnotations[Agency, _Holding]", int]
) -> Iterator[QuotaUse]:
    for quota in edition.quotas.all():
        held = {agency: count for agency, count in places.items() if OwnerKind.of(agency) == quota.owner_kind}
        if quota.per == Quota.Per.AGENCY:
            for agency, count in held.items():
                yield QuotaUse(edition, agency, count, quota.limit)
        elif quota.owner_kind == government.kind:
            yield QuotaUse(edition, government, sum(held.values()), quota.limit)
