"""How much of its quotas each government has used: what a coordinator sees before sending."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from kipp.accounts.models import Agency, Government

from .models import Edition, Innovation, OwnerKind, Quota


@dataclass(frozen=True)
class QuotaUse:
    """How many places of a quota its owner has taken: a government, or an agency where these are counted."""

    edition: Edition
    owner: Government | Agency
    taken: int
    limit: int

    @property
    def is_full(self) -> bool:
        return self.taken >= self.limit


def quota_use(editions: Iterable[Edition], governments: Iterable[Government]) -> list[QuotaUse]:
    """Return the use of each quota that counts in these governments: two queries.

    Prefetch the editions' quotas. Of a quota per agency only agencies that hold a place are listed.
    """
    held = dict(_places_held(editions, governments))
    agencies = Agency.objects.select_related("government").in_bulk({agency for _edition, agency in held})
    uses = []
    for edition in editions:
        places = {agencies[pk]: count for (year, pk), count in held.items() if year == edition.pk}
        for government in governments:
            of_government = {
                agency: count for agency, count in places.items() if agency.government_id == government.pk
            }
            uses += _of_quotas(edition, government, of_government)
    return uses


def _places_held(editions, governments):
    rows = (
        Innovation.objects.filter(edition__in=editions, agency__government__in=governments)
        .holding_a_quota_place()
        .values_list("edition", "agency")
        .annotate(places=Count("pk"))
        .order_by("agency__name")
    )
    return [((edition, agency), places) for edition, agency, places in rows]


def _of_quotas(edition, government, places):
    for quota in edition.quotas.all():
        held = {agency: count for agency, count in places.items() if OwnerKind.of(agency) == quota.owner_kind}
        if quota.per == Quota.Per.AGENCY:
            for agency, count in held.items():
                yield QuotaUse(edition, agency, count, quota.limit)
        elif quota.owner_kind == government.kind:
            yield QuotaUse(edition, government, sum(held.values()), quota.limit)
