"""The rules that a new edition starts with, as its plan and the presets have them; then they are its own."""

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


def write(edition: Edition, plan: presets.EditionPlan) -> None:
    """Write the rules of a new edition into its own rows: called by the deed that makes it.

    Sections, criteria and whatever else a plan does not name are the presets'.
    """
    Quota.objects.bulk_create(
        Quota(edition=edition, owner_kind=kind, limit=limit, per=per) for kind, limit, per in presets.QUOTAS
    )
    Regulation.objects.bulk_create(
        Regulation(edition=edition, rule=rule, **name.fields("name")) for rule, name in presets.REGULATIONS
    )
    Category.objects.bulk_create(
        Category(edition=edition, order=order, code=code, **name.fields("name"))
        for order, (code, name) in enumerate(presets.CATEGORIES, start=1)
    )
    groups = Group.objects.bulk_create(
        Group(edition=edition, order=order, code=code, **name.fields("name"))
        for order, (code, name) in enumerate(presets.GROUPS, start=1)
    )
    sections = Section.objects.bulk_create(
        Section(
            edition=edition,
            order=order,
            code=code,
            **title.fields("title"),
            **guidance.fields("guidance"),
            max_words=max_words,
        )
        for order, (code, title, guidance, max_words) in enumerate(plan.form.sections, start=1)
    )
    RequiredDocument.objects.bulk_create(
        RequiredDocument(
            edition=edition,
            order=order,
            code=code,
            **name.fields("name"),
            **guidance.fields("guidance"),
        )
        for order, (code, name, guidance) in enumerate(presets.REQUIRED_DOCUMENTS, start=1)
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


def create_rubrics(stages: list[Stage], sections: dict[str, Section], criteria_plan: list) -> None:
    """Write the first rubric of scored stages; a criterion reads those of its sections that there are.

    A presentation is scored for other things than a proposal: it has criteria of its own.
    """
    presented = [stage for stage in stages if stage.has_slots]
    _create_rubrics(
        presented, {}, [(*fields, (), aspect) for *fields, aspect in presets.PRESENTATION_CRITERIA]
    )
    others = [stage for stage in stages if stage not in presented]
    _create_rubrics(others, sections, [(*fields, fields[0]) for fields in criteria_plan])


def _create_rubrics(stages, sections, criteria_plan):
    rubrics = Rubric.objects.bulk_create(Rubric(stage=stage) for stage in stages)
    criteria = Criterion.objects.bulk_create(
        Criterion(
            rubric=rubric,
            order=order,
            code=code,
            **name.fields("name"),
            **question.fields("question"),
            weight=weight,
            tie_order=tie_order,
            aspect=aspect,
        )
        for rubric in rubrics
        for order, (code, name, question, weight, tie_order, _reads, aspect) in enumerate(
            criteria_plan, start=1
        )
    )
    reads_of = {code: reads for code, *_rest, reads, _aspect in criteria_plan}
    reading = Criterion.sections.through
    reading.objects.bulk_create(
        reading(criterion=criterion, section=sections[section])
        for criterion in criteria
        for section in reads_of[criterion.code]
        if section in sections
    )
    Band.objects.bulk_create(
        Band(criterion=criterion, lowest=lowest, **label.fields("label"))
        for criterion in criteria
        for lowest, label in presets.BANDS
    )


def lock_rubric(rubric: Rubric, *, at: datetime) -> None:
    """Lock a rubric at its first submitted sheet: called in that deed's transaction."""
    Rubric.objects.filter(pk=rubric.pk, locked_at=None).update(locked_at=at)
