"""The rules of an edition, copied from an earlier one with its announced times moved by whole years."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, prefetch_related_objects
from django.utils import timezone

from innovations.editions.models import Edition, Stage
from kipp.certain import certain

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

# What a new edition takes over from the fields of the earlier one; the theme is new each year.
CARRIED = (
    "name",
    "name_en",
    "organiser",
    "organiser_en",
    "minimum_age_months",
    "objection_days",
    "is_sealed",
    "same_assessor_twice",
    "max_document_mb",
    "max_photo_mb",
    "conflict_years",
    "points_low",
    "points_high",
)


def moved(moment: datetime, years: int) -> datetime:
    """Return the same time of another year, by the calendar in WIB; 29 February becomes 28 February."""
    local = timezone.localtime(moment)
    try:
        return local.replace(year=local.year + years)
    except ValueError:
        return local.replace(year=local.year + years, day=28)


def copy_rules(earlier: Edition, edition: Edition) -> None:
    """Write the rules of an earlier edition into the rows of a new one. Called by the deed that makes it.

    Of each rubric the newest version is copied, as version 1 and not locked. The times are the ones that were
    announced last, extensions included.
    """
    years = edition.year - earlier.year
    groups = _copies(earlier.groups.all(), Group, edition=edition)
    sections = _copies(earlier.sections.all(), Section, edition=edition)
    for model, rows in (
        (Quota, earlier.quotas.all()),
        (Regulation, earlier.regulations.all()),
        (Category, earlier.categories.all()),
        (RequiredDocument, earlier.required_documents.all()),
    ):
        _copies(rows, model, edition=edition)
    parts = ("tiers", "rubrics__criteria__sections", "rubrics__criteria__bands")
    for stage in earlier.stages.prefetch_related(*parts):
        _copy_stage(stage, edition, years, groups, sections)


def _copy_stage(
    stage: Stage, edition: Edition, years: int, groups: Mapping[int, Group], sections: Mapping[int, Section]
) -> None:
    made = Stage.objects.create(
        edition=edition,
        order=stage.order,
        kind=stage.kind,
        opens_at=moved(stage.opens_at, years),
        closes_at=moved(stage.closes_at, years),
        agencies_close_at=moved(stage.agencies_close_at, years) if stage.agencies_close_at else None,
        weight=stage.weight,
        assessors=stage.assessors,
        has_calibration=stage.has_calibration,
        presentation_minutes=stage.presentation_minutes,
        interview_minutes=stage.interview_minutes,
        material_due_at=moved(stage.material_due_at, years) if stage.material_due_at else None,
    )
    for tier in stage.tiers.all():
        _copies([tier], Tier, stage=made, group=groups[tier.group_id])
    newest = max(stage.rubrics.all(), key=lambda rubric: rubric.version, default=None)
    if newest:
        _copy_rubric(newest, made, sections)


def new_version(rubric: Rubric, *, reason: str, at: datetime) -> tuple[Rubric, dict[int, Criterion]]:
    """Copy a rubric as the next version of its stage, and lock the old version so that it stays.

    Returns the new version, and its criteria by the numbers of those that they were copied from.
    """
    prefetch_related_objects([rubric], "criteria__sections", "criteria__bands")
    sections = {section.pk: section for section in rubric.stage.edition.sections.all()}
    made = _copy_rubric(rubric, rubric.stage, sections, version=rubric.version + 1, reason=reason)
    Rubric.objects.filter(pk=rubric.pk).update(locked_at=at)
    return made


def _copy_rubric(
    rubric: Rubric, stage: Stage, sections: Mapping[int, Section], **fields: Any
) -> tuple[Rubric, dict[int, Criterion]]:
    made = Rubric.objects.create(stage=stage, passing_grade=rubric.passing_grade, **fields)
    reading = Criterion.sections.through
    copies: dict[int, Criterion] = {}
    for criterion in rubric.criteria.all():
        copies |= _copies([criterion], Criterion, rubric=made)
        copy = copies[criterion.pk]
        reading.objects.bulk_create(
            reading(criterion=copy, section=sections[section.pk]) for section in criterion.sections.all()
        )
        _copies(criterion.bands.all(), Band, criterion=copy)
    return made, copies


_Row = TypeVar("_Row", bound=Model)


def _copies(rows: Iterable[_Row], model: type[_Row], **belongs: Model) -> dict[int, _Row]:
    """Write a copy of each row that belongs elsewhere, and return the copies by the numbers of the rows."""
    rows = list(rows)
    kept = [
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in belongs
    ]
    made = certain(model._meta.default_manager).bulk_create(
        model(**belongs, **{name: getattr(row, name) for name in kept}) for row in rows
    )
    return {row.pk: copy for row, copy in zip(rows, made, strict=True)}
