"""The rules that a new edition starts with, from its plan and the presets; then they are its own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from innovations.editions.models import Edition, Stage

from . import presets
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
from .presets import CriterionPlan


def write(edition: Edition, plan: presets.EditionPlan) -> None:
    """Write the rules of a new edition into its own rows. Called by the deed that makes it.

    Whatever the plan does not name comes from the presets.
    """
    Quota.objects.bulk_create(
        Quota(edition=edition, owner_kind=quota.owner_kind, limit=quota.limit, per=quota.per)
        for quota in presets.QUOTAS
    )
    Regulation.objects.bulk_create(
        Regulation(edition=edition, rule=regulation.rule, **regulation.name.fields("name"))
        for regulation in presets.REGULATIONS
    )
    Category.objects.bulk_create(
        Category(edition=edition, order=order, code=category.code, **category.name.fields("name"))
        for order, category in enumerate(presets.CATEGORIES, start=1)
    )
    groups = Group.objects.bulk_create(
        Group(edition=edition, order=order, code=group.code, **group.name.fields("name"))
        for order, group in enumerate(presets.GROUPS, start=1)
    )
    sections = Section.objects.bulk_create(
        Section(
            edition=edition,
            order=order,
            code=section.code,
            **section.title.fields("title"),
            **section.guidance.fields("guidance"),
            max_words=section.max_words,
        )
        for order, section in enumerate(plan.form.sections, start=1)
    )
    RequiredDocument.objects.bulk_create(
        RequiredDocument(
            edition=edition,
            order=order,
            code=document.code,
            **document.name.fields("name"),
            **document.guidance.fields("guidance"),
        )
        for order, document in enumerate(presets.REQUIRED_DOCUMENTS, start=1)
    )
    stages = Stage.objects.bulk_create(
        Stage(
            edition=edition,
            order=order,
            kind=stage.kind,
            opens_at=stage.opens_at,
            closes_at=stage.closes_at,
            weight=stage.weight,
            assessors=stage.assessors,
        )
        for order, stage in enumerate(plan.stages, start=1)
    )
    Tier.objects.bulk_create(
        Tier(
            stage=stage,
            group=group,
            **tier.name.fields("name"),
            size=tier.size,
            advances=tier.advances,
            split=tier.split,
        )
        for stage, stage_plan in zip(stages, plan.stages, strict=True)
        for group in groups
        for tier in stage_plan.tiers
    )
    scored = [stage for stage in stages if stage.is_scored]
    create_rubrics(scored, {section.code: section for section in sections}, plan.form.criteria)


def create_rubrics(
    stages: list[Stage], sections: dict[str, Section], criteria: list[presets.CriterionPlan]
) -> None:
    """Write the first rubric of scored stages: its criteria and their bands.

    `sections` are those of the edition by their codes; a criterion reads only those of its sections that are
    among them. Presentations are scored for other things than proposals, so a stage with slots gets criteria
    of its own.
    """
    presented = [stage for stage in stages if stage.has_slots]
    others = [stage for stage in stages if not stage.has_slots]
    _create_rubrics(presented, {}, presets.PRESENTATION_CRITERIA)
    _create_rubrics(others, sections, criteria)


def _create_rubrics(
    stages: Iterable[Stage], sections: Mapping[str, Section], plans: Sequence[CriterionPlan]
) -> None:
    rubrics = Rubric.objects.bulk_create(Rubric(stage=stage) for stage in stages)
    criteria = Criterion.objects.bulk_create(
        Criterion(
            rubric=rubric,
            order=order,
            code=plan.code,
            **plan.name.fields("name"),
            **plan.question.fields("question"),
            weight=plan.weight,
            tie_order=plan.tie_order,
            aspect=plan.aspect or plan.code,
        )
        for rubric in rubrics
        for order, plan in enumerate(plans, start=1)
    )
    reads_of = {plan.code: plan.reads for plan in plans}
    reading = Criterion.sections.through
    reading.objects.bulk_create(
        reading(criterion=criterion, section=sections[section])
        for criterion in criteria
        for section in reads_of[criterion.code]
        if section in sections
    )
    Band.objects.bulk_create(
        Band(criterion=criterion, lowest=band.lowest, **band.label.fields("label"))
        for criterion in criteria
        for band in presets.BANDS
    )


def lock_rubric(rubric: Rubric, *, at: datetime) -> None:
    """Lock a rubric at its first submitted sheet. Called in that deed's transaction."""
    Rubric.objects.filter(pk=rubric.pk, locked_at=None).update(locked_at=at)
