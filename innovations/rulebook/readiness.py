"""What an edition needs before it can be opened, point by point."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from innovations.editions.models import Edition, Stage

from .models import Group, OwnerKind, Rubric, Section


@dataclass(frozen=True)
class Point:
    """Something that an edition needs, in a sentence, and the page on which it is set."""

    sentence: str
    url: str
    is_met: bool
    # Advice only: an edition can be opened without it.
    is_advice: bool = False


def points(edition: Edition) -> list[Point]:
    """Return every point of the list, met or not: three queries, and the edition's stages and groups."""
    stages, groups = list(edition.stages.all()), list(edition.groups.all())
    scored = [stage for stage in stages if stage.is_scored]
    return [
        *_times(edition, stages),
        *_weights(edition, scored),
        *_rubrics(edition, scored),
        *_tiers(edition, scored, groups),
        *_lists(edition, groups),
    ]


def open_points(edition: Edition) -> list[Point]:
    """Return what is still missing before the edition can be opened."""
    return [point for point in points(edition) if not point.is_met and not point.is_advice]


# Of each stage and group, the tiers: their size, and whether their members go on.
_Tiers = Mapping[tuple[int, int], list[tuple[int, bool]]]


def _times(edition: Edition, stages: list[Stage]) -> Iterator[Point]:
    url = _page(edition, "stages")
    follow = all(before.closes_at <= after.opens_at for before, after in pairwise(stages))
    yield Point(_("There is a registration."), url, edition.registration is not None)
    yield Point(_("Each stage opens after the one before has closed."), url, follow)


def _weights(edition: Edition, scored: list[Stage]) -> Iterator[Point]:
    url = _page(edition, "stages")
    total = sum(stage.weight for stage in scored)
    yield Point(
        _("The weights of the scored stages sum to 100 (now %(total)d).") % {"total": total},
        url,
        total == 100,
    )


def _rubrics(edition: Edition, scored: list[Stage]) -> Iterator[Point]:
    sums = dict(
        Rubric.objects.filter(stage__edition=edition)
        .order_by("stage", "version")
        .values_list("stage")
        .annotate(total=Sum("criteria__weight"))
    )
    for stage in scored:
        yield Point(
            _("%(stage)s: the weights of the criteria sum to 100.") % {"stage": stage.get_kind_display()},
            reverse("stage_setup", args=[stage.pk, "rubric"]),
            sums.get(stage.pk) == 100,
        )


def _tiers(edition: Edition, scored: list[Stage], groups: list[Group]) -> Iterator[Point]:
    """Return the points about tiers: nested by size, and no more places than come from the stage before."""
    found: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    rows = edition.stages.values_list("pk", "tiers__group", "tiers__size", "tiers__advances")
    for number, group, size, advances in rows.order_by("pk"):
        found.setdefault((number, group), []).append((size, advances))
    for position, stage in enumerate(scored):
        is_last = position == len(scored) - 1
        yield Point(
            _("%(stage)s: each group has a tier, and none of more places than go on to this stage.")
            % {"stage": stage.get_kind_display()}
            if is_last
            else _("%(stage)s: each group has a tier that goes on, within the places of the stage before.")
            % {"stage": stage.get_kind_display()},
            reverse("stage_setup", args=[stage.pk, "tiers"]),
            all(_are_nested(found, scored[: position + 1], group, is_last=is_last) for group in groups),
        )


def _are_nested(found: _Tiers, stages: list[Stage], group: Group, *, is_last: bool) -> bool:
    tiers = found.get((stages[-1].pk, group.pk), [])
    going_on = [size for size, advances in tiers if advances]
    if not tiers or bool(going_on) == is_last:
        return False
    if len(stages) == 1:
        return True
    before = [size for size, advances in found.get((stages[-2].pk, group.pk), []) if advances]
    return bool(before) and max(size for size, _advances in tiers) <= before[0]


def _lists(edition: Edition, groups: list[Group]) -> Iterator[Point]:
    counted = Edition.objects.annotate(
        with_categories=Count("categories", distinct=True),
        with_summary=Count("sections", filter=Q(sections__code=Section.SUMMARY), distinct=True),
        with_documents=Count("required_documents", distinct=True),
        with_quotas=Count("quotas__owner_kind", distinct=True),
    ).get(pk=edition.pk)
    yield Point(
        _("There is a summary among the sections: the public page shows it."),
        _page(edition, "sections"),
        bool(counted.with_summary),
    )
    yield Point(_("There is a category."), _page(edition, "categories"), bool(counted.with_categories))
    yield Point(_("There is a group."), _page(edition, "groups"), bool(groups))
    yield Point(
        _("Each kind of owner has a quota."),
        _page(edition, "quotas"),
        counted.with_quotas == len(OwnerKind),
    )
    yield Point(
        _("The required documents are named."),
        _page(edition, "documents"),
        bool(counted.with_documents),
        is_advice=True,
    )


def _page(edition: Edition, part: str) -> str:
    return reverse("edition_setup", args=[edition.year, part])
