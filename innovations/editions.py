"""The deeds that make an edition and move it from stage to stage: the bureau's, never the clock's."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kipp.accounts.access import require_role
from kipp.accounts.models import Role, User
from kipp.audit import trail
from kipp.moments import in_wib

from . import presets
from .models import (
    Band,
    Category,
    Criterion,
    Edition,
    Group,
    Innovation,
    Quota,
    Rubric,
    Section,
    Stage,
    Status,
    Tier,
)


@transaction.atomic
def create(plan: presets.EditionPlan, *, by: User, at: datetime) -> Edition:
    """Make a draft edition with all its rules from a plan."""
    require_role(by, Role.BUREAU, at=at)
    edition, is_new = Edition.objects.get_or_create(year=plan.year, defaults=_facts(plan))
    if not is_new:
        raise ValidationError(_("There is an edition of this year already."))
    _create_rules(edition, plan)
    trail.record("create_edition", edition, by=by, at=at, year=edition.year)
    return edition


def _facts(plan):
    return {
        "name": plan.name.id,
        "name_en": plan.name.en,
        "organiser": plan.organiser.id,
        "organiser_en": plan.organiser.en,
        "theme": plan.theme.id,
        "theme_en": plan.theme.en,
        "minimum_age_months": plan.minimum_age_months,
    }


def _create_rules(edition, plan):
    Quota.objects.bulk_create(
        Quota(edition=edition, owner_kind=kind, limit=limit, per=per) for kind, limit, per in presets.QUOTAS
    )
    Category.objects.bulk_create(
        Category(edition=edition, order=order, code=code, name=name.id, name_en=name.en)
        for order, (code, name) in enumerate(presets.CATEGORIES, start=1)
    )
    groups = Group.objects.bulk_create(
        Group(edition=edition, order=order, code=code, name=name.id, name_en=name.en)
        for order, (code, name) in enumerate(presets.GROUPS, start=1)
    )
    sections = Section.objects.bulk_create(
        Section(
            edition=edition,
            order=order,
            code=code,
            title=title.id,
            title_en=title.en,
            guidance=guidance.id,
            guidance_en=guidance.en,
            max_words=max_words,
        )
        for order, (code, title, guidance, max_words) in enumerate(presets.SECTIONS, start=1)
    )
    sections = {section.code: section for section in sections}
    for order, stage_plan in enumerate(plan.stages, start=1):
        _create_stage(edition, order, stage_plan, groups, sections)


def _create_stage(edition, order, plan, groups, sections):
    stage = Stage.objects.create(
        edition=edition,
        order=order,
        kind=plan.kind,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
        weight=plan.weight,
        assessors=plan.assessors,
    )
    Tier.objects.bulk_create(
        Tier(
            stage=stage,
            group=group,
            name=tier.name.id,
            name_en=tier.name.en,
            size=tier.size,
            advances=tier.advances,
            split=tier.split,
        )
        for group in groups
        for tier in plan.tiers
    )
    if stage.is_scored:
        _create_rubric(stage, sections)


def _create_rubric(stage, sections):
    rubric = Rubric.objects.create(stage=stage)
    criteria = Criterion.objects.bulk_create(
        Criterion(
            rubric=rubric,
            order=order,
            code=code,
            name=name.id,
            name_en=name.en,
            question=question.id,
            question_en=question.en,
            weight=weight,
            tie_order=tie_order,
            aspect=code,
        )
        for order, (code, name, question, weight, tie_order, _reads) in enumerate(presets.CRITERIA, start=1)
    )
    reading = Criterion.sections.through
    reading.objects.bulk_create(
        reading(criterion=criterion, section=sections[section])
        for criterion, (*_rest, reads) in zip(criteria, presets.CRITERIA, strict=True)
        for section in reads
    )
    Band.objects.bulk_create(
        Band(criterion=criterion, lowest=lowest, label=label.id, label_en=label.en)
        for criterion in criteria
        for lowest, label in presets.BANDS
    )


@transaction.atomic
def open_edition(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Let a prepared edition run. Its first stage is begun by a deed of its own."""
    edition = _locked(edition)
    require_role(by, Role.BUREAU, at=at)
    if reason := obstacle_to_open(edition):
        raise ValidationError(reason)
    edition.state = Edition.State.OPEN
    edition.save(update_fields=["state"])
    trail.record("open_edition", edition, by=by, at=at, state=edition.state)
    return edition


@transaction.atomic
def begin_stage(stage: Stage, *, by: User, at: datetime) -> Stage:
    """Begin a stage whose predecessor has ended."""
    edition = _locked(stage.edition)
    require_role(by, Role.BUREAU, at=at)
    stage = edition.stages.get(pk=stage.pk)
    if reason := obstacle_to_begin(stage, edition):
        raise ValidationError(reason)
    stage.begun_at = at
    stage.save(update_fields=["begun_at"])
    trail.record("begin_stage", stage, by=by, at=at, edition=edition.year, kind=stage.kind)
    return stage


@transaction.atomic
def end_stage(stage: Stage, *, by: User, at: datetime) -> Stage:
    """End a stage that is not scored; a scored one ends when its last ranking is published."""
    edition = _locked(stage.edition)
    require_role(by, Role.BUREAU, at=at)
    stage = edition.stages.get(pk=stage.pk)
    if reason := obstacle_to_end(stage, at=at):
        raise ValidationError(reason)
    stage.ended_at = at
    stage.save(update_fields=["ended_at"])
    trail.record("end_stage", stage, by=by, at=at, edition=edition.year, kind=stage.kind)
    return stage


@transaction.atomic
def close_edition(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Close an edition all of whose stages have ended."""
    edition = _locked(edition)
    require_role(by, Role.BUREAU, at=at)
    if reason := obstacle_to_close(edition):
        raise ValidationError(reason)
    edition.state = Edition.State.CLOSED
    edition.save(update_fields=["state"])
    trail.record("close_edition", edition, by=by, at=at, state=edition.state)
    return edition


def obstacle_to_open(edition: Edition) -> str:
    """Why the edition can't be opened now, as a sentence; empty when it can."""
    if edition.state != Edition.State.DRAFT:
        return _("Only an edition that is being prepared can be opened.")
    return ""


def obstacle_to_close(edition: Edition) -> str:
    """Why the edition can't be closed now, as a sentence; empty when it can."""
    if edition.state != Edition.State.OPEN or any(not stage.ended_at for stage in edition.stages.all()):
        return _("An edition can be closed once all its stages have ended.")
    return ""


def obstacle_to_begin(stage: Stage, edition: Edition) -> str:
    """Why the stage can't be begun now, as a sentence; empty when it can."""
    if edition.state != Edition.State.OPEN:
        return _("Open the edition first.")
    if stage.begun_at:
        return _("This stage has begun already.")
    stages = list(edition.stages.all())
    before = [other for other in stages if other.order < stage.order]
    if any(other.ended_at is None for other in before):
        return _("The stage before has not ended yet.")
    if stage.is_scored and stage == edition.earliest_scoring_stage:
        return _obstacle_to_begin_scoring(edition)
    return ""


def _obstacle_to_begin_scoring(edition):
    """Nothing sent may be left undecided when the assessment begins."""
    open_count = (
        Innovation.objects.in_edition(edition)
        .sent()
        .filter(status__in=[Status.SUBMITTED, Status.RETURNED])
        .count()
    )
    if not open_count:
        return ""
    return ngettext(
        "%(count)d innovation is still in the administrative check. Decide on it first.",
        "%(count)d innovations are still in the administrative check. Decide on them first.",
        open_count,
    ) % {"count": open_count}


def obstacle_to_end(stage: Stage, *, at: datetime) -> str:
    """Why the stage can't be ended by hand now, as a sentence; empty when it can."""
    if not stage.is_running:
        return _("This stage is not running.")
    if stage.is_scored:
        return _("This stage ends when its result is published.")
    if stage.kind == Stage.Kind.REGISTRATION and at < stage.closing_moment:
        return _("Registration is open until %(closing)s, as announced.") % {
            "closing": in_wib(stage.closes_at)
        }
    return ""


def end_by_publication(stage: Stage, *, at: datetime) -> None:
    """End a scored stage: called by the publication of its last ranking, in that deed's transaction."""
    stage.ended_at = at
    stage.save(update_fields=["ended_at"])


def resume_by_retraction(stage: Stage) -> None:
    """Let a scored stage run again: called by the retraction of its published ranking."""
    stage.ended_at = None
    stage.save(update_fields=["ended_at"])


def lock_rubric(rubric: Rubric, *, at: datetime) -> None:
    """Lock a rubric at its first submitted sheet: called in that deed's transaction."""
    Rubric.objects.filter(pk=rubric.pk, locked_at=None).update(locked_at=at)


def open_standings(stage: Stage, *, by: User, at: datetime) -> None:
    """Note that the points of a stage are open to the bureau: called by verification's deed."""
    stage.standings_opened_at, stage.standings_opened_by = at, by
    stage.save(update_fields=["standings_opened_at", "standings_opened_by"])


def close_standings(stage: Stage) -> None:
    """Withhold the points again, since a sheet is being written once more."""
    stage.standings_opened_at = stage.standings_opened_by = None
    stage.save(update_fields=["standings_opened_at", "standings_opened_by"])


def _locked(edition):
    return Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
