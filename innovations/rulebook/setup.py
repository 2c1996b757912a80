"""The deeds that change the rules of an edition, part by part, as long as nobody uses them yet.

What agencies write by (sections, documents, quotas and the like) can't be changed once registration has
begun. What assessors use (a stage's weight, its tiers and rubric) can't be changed once that stage has begun,
or a sheet is in. The rubrics of an edition that was opened were announced: a change writes a new version,
with its reason.

Each deed raises PermissionDenied for anyone but the bureau, and ValidationError with the sentence of the
obstacle, or when a colleague has removed one of the rows.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovations.editions.models import Edition, Stage
from kipp.accounts.access import require_role
from kipp.accounts.models import Role, User
from kipp.audit import trail

from . import copying, presets, writing
from .models import (
    Band,
    Category,
    Criterion,
    Group,
    Quota,
    Regulation,
    RequiredDocument,
    Rubric,
    Section,
    Tier,
)

# The parts of an edition and those of a scored stage, and what they are called.
EDITION_PARTS = {
    "general": gettext_lazy("Name, ages and limits"),
    "stages": gettext_lazy("Stages"),
    "sections": gettext_lazy("Sections of the proposal"),
    "categories": gettext_lazy("Categories"),
    "groups": gettext_lazy("Groups"),
    "documents": gettext_lazy("Required documents"),
    "quotas": gettext_lazy("Quotas"),
    "regulations": gettext_lazy("Regulations"),
}
STAGE_PARTS = {
    "tiers": gettext_lazy("Tiers"),
    "rubric": gettext_lazy("Criteria"),
    "bands": gettext_lazy("Bands of points"),
}
PARTS = EDITION_PARTS | STAGE_PARTS

# The lists that hold their rows in an order; each row is known by a code of its own.
LISTS: dict[str, type[Section | Category | Group | RequiredDocument]] = {
    "sections": Section,
    "categories": Category,
    "groups": Group,
    "documents": RequiredDocument,
}
# No list is so long: added to all orders, it makes room for new numbers.
_OUT_OF_THE_WAY = 1000


def obstacle(edition: Edition) -> str:
    """Return why what agencies write by can't be changed now, as a sentence; empty when it can."""
    if edition.state in (Edition.State.CLOSED, Edition.State.CANCELLED):
        return _("This edition is over, so its rules stay as they are.")
    registration = edition.registration
    if registration and registration.begun_at:
        return _("Registration has begun: agencies write by these rules, so they stay as they are.")
    return ""


def obstacle_of_stage(stage: Stage) -> str:
    """Return why a stage, its tiers and its rubric can't be changed now, as a sentence; else ""."""
    if stage.edition.state in (Edition.State.CLOSED, Edition.State.CANCELLED):
        return _("This edition is over, so its rules stay as they are.")
    if stage.begun_at:
        return _("This stage has begun, so its rules stay as they are. Its closing can be put off.")
    return ""


def obstacle_of_rubric(rubric: Rubric) -> str:
    """Return why the criteria of a rubric can't be changed now, as a sentence; empty when they can."""
    if rubric.locked_at and rubric.stage.rubrics.filter(version__gt=rubric.version).exists():
        return _("A newer version has replaced this rubric. Load the page again and repeat your changes.")
    if rubric.locked_at:
        return _("Sheets were submitted by this rubric: it is locked, so that all are scored by the same.")
    return obstacle_of_stage(rubric.stage)


@transaction.atomic
def change_general(edition: Edition, fields: dict, *, by: User, at: datetime) -> Edition:
    """Change the facts of the edition itself by the names of its fields: its name, its ages and limits."""
    edition = _open_to_change(edition, by=by, at=at)
    for name, value in fields.items():
        setattr(edition, name, value)
    edition.save(update_fields=list(fields))
    return _noted(edition, "general", by=by, at=at)


@transaction.atomic
def change_list(
    edition: Edition, part: str, rows: Iterable[dict], removed: set[int], *, by: User, at: datetime
) -> Edition:
    """Write the rows of one of LISTS in this order; a row without `pk` is new.

    Rows that are neither named nor removed follow at the end.
    """
    edition = _open_to_change(edition, by=by, at=at)
    model = LISTS[part]
    known = {row.pk: row for row in model.objects.filter(edition=edition)}
    kept = _written(rows, known, removed, make=lambda: model(edition=edition))
    of_edition = model.objects.filter(edition=edition)
    of_edition.filter(pk__in=removed).delete()
    of_edition.update(order=F("order") + _OUT_OF_THE_WAY)
    _number(kept)
    return _noted(edition, part, by=by, at=at)


@transaction.atomic
def change_quotas(
    edition: Edition, limits: dict[str, tuple[int | None, str]], *, by: User, at: datetime
) -> Edition:
    """Set the limit of each kind of owner, and whether it counts per government or agency; None: no limit."""
    edition = _open_to_change(edition, by=by, at=at)
    edition.quotas.filter(owner_kind__in=limits).delete()
    Quota.objects.bulk_create(
        Quota(edition=edition, owner_kind=kind, limit=limit, per=per)
        for kind, (limit, per) in limits.items()
        if limit is not None
    )
    return _noted(edition, "quotas", by=by, at=at)


@transaction.atomic
def change_regulations(
    edition: Edition, names: dict[str, tuple[str, str]], *, by: User, at: datetime
) -> Edition:
    """Set where each of these rules comes from, in Indonesian and in English; an empty name removes it."""
    edition = _open_to_change(edition, by=by, at=at)
    edition.regulations.filter(rule__in=names).delete()
    Regulation.objects.bulk_create(
        Regulation(edition=edition, rule=rule, name=name, name_en=name_en)
        for rule, (name, name_en) in names.items()
        if name
    )
    return _noted(edition, "regulations", by=by, at=at)


@transaction.atomic
def change_stages(
    edition: Edition, rows: Iterable[dict], removed: set[int], *, by: User, at: datetime
) -> Edition:
    """Write the stages that have not begun, in the order of Stage.Kind.

    A new scored stage gets the usual criteria, which can be changed on the page of its rubric. Raises
    ValidationError when all stages have begun.
    """
    edition = _locked(edition, by=by, at=at)
    known = {stage.pk: stage for stage in edition.stages.all() if not obstacle_of_stage(stage)}
    kept = _written(rows, known, removed, make=lambda: Stage(edition=edition))
    if not kept and not removed:
        raise ValidationError(_("All stages have begun, so their rules stay as they are."))
    edition.stages.filter(pk__in=removed & known.keys()).delete()
    edition.stages.update(order=F("order") + _OUT_OF_THE_WAY)
    begun = [stage for stage in edition.stages.all() if stage.pk not in {row.pk for row in kept}]
    sections = {section.code: section for section in edition.sections.all()}
    for order, stage in enumerate(sorted([*begun, *kept], key=_turn), start=1):
        is_new, stage.order = stage.pk is None, order
        stage.save()
        if is_new and stage.is_scored:
            writing.create_rubrics([stage], sections, presets.CRITERIA)
    return _noted(edition, "stages", by=by, at=at)


@transaction.atomic
def change_tiers(stage: Stage, rows: Iterable[dict], removed: set[int], *, by: User, at: datetime) -> Stage:
    """Write the cuts of a stage's ranking."""
    edition = _locked(stage.edition, by=by, at=at)
    stage = edition.stages.select_related("edition").get(pk=stage.pk)
    _require_none(obstacle_of_stage(stage))
    kept = _written(
        rows, {tier.pk: tier for tier in stage.tiers.all()}, removed, make=lambda: Tier(stage=stage)
    )
    # All at once: a size may move from one row to another, and only one of them advances.
    stage.tiers.all().delete()
    for tier in kept:
        tier.pk = None
    Tier.objects.bulk_create(kept)
    _noted(edition, "tiers", by=by, at=at)
    return stage


def replaces_rubrics(edition: Edition) -> bool:
    """Return whether a change makes a new version of a rubric: it does once the edition was opened."""
    return edition.state != Edition.State.DRAFT


@transaction.atomic
def change_rubric(
    rubric: Rubric,
    rows: Iterable[dict],
    removed: set[int],
    *,
    passing_grade: int | None,
    reason: str = "",
    by: User,
    at: datetime,
) -> Rubric:
    """Write the criteria of a rubric in this order; `sections` of a row are the codes that it reads.

    An entry with fewer points than `passing_grade` (1 to 100) reaches no tier; None: any score will do. Once
    the edition was opened, a change needs a reason, and the new version is returned. Raises ValidationError
    unless the weights sum to 100.
    """
    edition = _locked(rubric.stage.edition, by=by, at=at)
    rubric, known = _to_write(rubric, reason, at=at)
    bands = _bands(rubric)
    rows = [dict(row) for row in rows]
    reads = {position: row.pop("sections") for position, row in enumerate(rows)}
    kept = _written(rows, known, removed, make=lambda: Criterion(rubric=rubric))
    total = sum(criterion.weight for criterion in kept)
    if total != 100:
        raise ValidationError(
            _("The weights sum to %(total)d. Change them until they sum to 100.") % {"total": total}
        )
    rubric.passing_grade = passing_grade
    rubric.save(update_fields=["passing_grade"])
    rubric.criteria.filter(pk__in=[known[pk].pk for pk in removed & known.keys()]).delete()
    rubric.criteria.update(order=F("order") + _OUT_OF_THE_WAY, tie_order=None)
    new = [criterion for criterion in kept if criterion.pk is None]
    _number(kept)
    _write_bands(new, bands)
    _set_reading(kept, reads, {section.code: section for section in edition.sections.all()})
    return _noted_rubric(edition, rubric, "rubric", by=by, at=at)


@transaction.atomic
def change_bands(
    rubric: Rubric, rows: Iterable[dict], removed: set[int], *, reason: str = "", by: User, at: datetime
) -> Rubric:
    """Write what points mean in words: one list of bands for all criteria of the rubric.

    Once the edition was opened, a change needs a reason, and the new version is returned. Raises
    ValidationError unless the lowest band begins at 0.
    """
    edition = _locked(rubric.stage.edition, by=by, at=at)
    known = {band.pk: band for band in _bands(rubric)}
    rubric, criteria = _to_write(rubric, reason, at=at)
    kept = _written(rows, known, removed, make=Band)
    if min((band.lowest for band in kept), default=None) != 0:
        raise ValidationError(_("Let the lowest band begin at 0: all points need a meaning."))
    Band.objects.filter(criterion__rubric=rubric).delete()
    _write_bands(criteria.values(), kept)
    return _noted_rubric(edition, rubric, "bands", by=by, at=at)


def _to_write(rubric: Rubric, reason: str, *, at: datetime) -> tuple[Rubric, dict[int, Criterion]]:
    """Return the rubric to change, and its criteria by the numbers that the page knows."""
    rubric = Rubric.objects.select_related("stage__edition").get(pk=rubric.pk)
    _require_none(obstacle_of_rubric(rubric))
    if not replaces_rubrics(rubric.stage.edition):
        return rubric, {criterion.pk: criterion for criterion in rubric.criteria.all()}
    if not reason:
        raise ValidationError(_("Write why this version replaces the one before."))
    return copying.new_version(rubric, reason=reason, at=at)


def _bands(rubric: Rubric) -> list[Band]:
    """Return the bands of the first criterion, which all criteria share, or else those of the presets."""
    first = rubric.criteria.first()
    bands = list(first.bands.all()) if first else []
    return bands or [Band(lowest=band.lowest, **band.label.fields("label")) for band in presets.BANDS]


def _write_bands(criteria: Iterable[Criterion], bands: Iterable[Band]) -> None:
    Band.objects.bulk_create(
        Band(criterion=criterion, lowest=band.lowest, label=band.label, label_en=band.label_en)
        for criterion in criteria
        for band in bands
    )


def _noted_rubric(edition: Edition, rubric: Rubric, part: str, *, by: User, at: datetime) -> Rubric:
    if replaces_rubrics(edition):
        version, stage = rubric.version, rubric.stage_id
        if rubric.says() == Rubric.objects.get(stage=stage, version=version - 1).says():
            raise ValidationError(_("Nothing was changed, so no new version is written."))
        trail.record("replace_rubric", rubric, by=by, at=at, stage=stage, version=version, part=part)
    else:
        _noted(edition, part, by=by, at=at)
    return rubric


def _set_reading(
    criteria: list[Criterion], reads: Mapping[int, Iterable[str]], sections: Mapping[str, Section]
) -> None:
    reading = Criterion.sections.through
    written = [criteria[position] for position in reads]
    reading.objects.filter(criterion__in=written).delete()
    reading.objects.bulk_create(
        reading(criterion=criteria[position], section=sections[code])
        for position, codes in reads.items()
        for code in codes
        if code in sections
    )


def _open_to_change(edition: Edition, *, by: User, at: datetime) -> Edition:
    edition = _locked(edition, by=by, at=at)
    _require_none(obstacle(edition))
    return edition


def _locked(edition: Edition, *, by: User, at: datetime) -> Edition:
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    require_role(by, Role.BUREAU, at=at)
    return edition


def _require_none(reason: str) -> None:
    if reason:
        raise ValidationError(reason)


_Row = TypeVar("_Row", bound=Model)


def _written(
    rows: Iterable[dict], known: Mapping[int, _Row], removed: Iterable[int], *, make: Callable[[], _Row]
) -> list[_Row]:
    """Return the rows as they will be, those named first in their order; none is saved yet.

    Raises ValidationError for a row that is not there any more: a colleague has removed it.
    """
    found: list[_Row] = []
    named: set[int | None] = set(removed)
    for fields in rows:
        pk = fields.get("pk")
        if pk and pk not in known:
            raise ValidationError(
                _("A row was removed meanwhile. Load the page again and repeat your changes.")
            )
        row = known[pk] if pk else make()
        named.add(pk)
        for name, value in fields.items():
            if name != "pk":
                setattr(row, name, value)
        found.append(row)
    return found + [row for pk, row in known.items() if pk not in named]


def _number(rows: Sequence[Section | Category | Group | RequiredDocument | Criterion]) -> None:
    """Save rows in their order; give new ones a code that no other row has."""
    taken = {row.code for row in rows}
    for order, row in enumerate(rows, start=1):
        row.order = order
        if not row.code:
            row.code = _free_code(str(row.title if isinstance(row, Section) else row.name), taken)
            taken.add(row.code)
        row.save()


def _free_code(name: str, taken: Collection[str]) -> str:
    base = slugify(name)[:36].strip("-") or "baru"
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(code for code in candidates if code not in taken)


def _turn(stage: Stage) -> int:
    return list(Stage.Kind).index(Stage.Kind(stage.kind))


def _noted(edition: Edition, part: str, *, by: User, at: datetime) -> Edition:
    trail.record("change_rules", edition, by=by, at=at, part=part)
    return edition
