"""The deeds that make an edition and move it from stage to stage: the bureau's, never the clock's."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innovations.proposals.models import Innovation
from innovations.proposals.statuses import Status
from innovations.rulebook import copying, presets, readiness, writing
from innovations.rulebook.presets import EditionPlan
from kipp.accounts.access import require_role
from kipp.accounts.models import Role, User
from kipp.audit import trail
from kipp.moments import in_wib

from .models import Edition, Stage


@transaction.atomic
def create(plan: presets.EditionPlan, *, by: User, at: datetime) -> Edition:
    """Make a draft edition with all its rules from a plan.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when the year has an edition
    already.
    """
    require_role(by, Role.BUREAU, at=at)
    edition, is_new = Edition.objects.get_or_create(year=plan.year, defaults=_facts(plan))
    if not is_new:
        raise ValidationError(_("There is an edition of this year already."))
    writing.write(edition, plan)
    trail.record("create_edition", edition, by=by, at=at, year=edition.year)
    return edition


@transaction.atomic
def repeat(
    earlier: Edition, *, year: int, theme: str = "", theme_en: str = "", by: User, at: datetime
) -> Edition:
    """Make a draft edition with the rules of an earlier one, its times moved by as many whole years.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when the year has an edition
    already.
    """
    require_role(by, Role.BUREAU, at=at)
    carried = {name: getattr(earlier, name) for name in copying.CARRIED}
    edition, is_new = Edition.objects.get_or_create(
        year=year, defaults={**carried, "theme": theme, "theme_en": theme_en}
    )
    if not is_new:
        raise ValidationError(_("There is an edition of this year already."))
    copying.copy_rules(earlier, edition)
    trail.record("create_edition", edition, by=by, at=at, year=edition.year, edition=earlier.year)
    return edition


@transaction.atomic
def open_edition(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Let a prepared edition run. Its first stage is begun by a deed of its own.

    Raises PermissionDenied for anyone but the bureau, and ValidationError with a sentence for each thing that
    is still missing (`readiness`).
    """
    edition = _locked(edition)
    require_role(by, Role.BUREAU, at=at)
    if reason := obstacle_to_open(edition):
        raise ValidationError(reason)
    if missing := readiness.open_points(edition):
        raise ValidationError([point.sentence for point in missing])
    edition.state = Edition.State.OPEN
    edition.save(update_fields=["state"])
    trail.record("open_edition", edition, by=by, at=at, state=edition.state)
    return edition


@transaction.atomic
def begin_stage(stage: Stage, *, by: User, at: datetime) -> Stage:
    """Begin a stage whose predecessor has ended.

    Raises PermissionDenied for anyone but the bureau, and ValidationError with the sentence of
    `obstacle_to_begin`.
    """
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
    """End a stage that is not scored; a scored one ends when its last ranking is published.

    Raises PermissionDenied for anyone but the bureau, and ValidationError with the sentence of
    `obstacle_to_end`.
    """
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
    """Close an edition all of whose stages have ended.

    Raises PermissionDenied for anyone but the bureau, and ValidationError with the sentence of
    `obstacle_to_close`.
    """
    edition = _locked(edition)
    require_role(by, Role.BUREAU, at=at)
    if reason := obstacle_to_close(edition):
        raise ValidationError(reason)
    edition.state = Edition.State.CLOSED
    edition.save(update_fields=["state"])
    trail.record("close_edition", edition, by=by, at=at, state=edition.state)
    return edition


def obstacle_to_open(edition: Edition) -> str:
    """Return why the edition can't be opened now, as a sentence; empty when it can."""
    if edition.state != Edition.State.DRAFT:
        return _("Only an edition that is being prepared can be opened.")
    return ""


def obstacle_to_close(edition: Edition) -> str:
    """Return why the edition can't be closed now, as a sentence; empty when it can."""
    if edition.state != Edition.State.OPEN or any(not stage.ended_at for stage in edition.stages.all()):
        return _("An edition can be closed once all its stages have ended.")
    return ""


def obstacle_to_begin(stage: Stage, edition: Edition) -> str:
    """Return why the stage can't be begun now, as a sentence; empty when it can."""
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


def obstacle_to_end(stage: Stage, *, at: datetime) -> str:
    """Return why the stage can't be ended by hand now, as a sentence; empty when it can."""
    if not stage.is_running:
        return _("This stage is not running.")
    if stage.is_scored:
        return _("This stage ends when its result is published.")
    if stage.takes_entries and at < stage.closing_moment:
        return _("Registration is open until %(closing)s, as announced.") % {
            "closing": in_wib(stage.closes_at)
        }
    return ""


def end_by_publication(stage: Stage, *, at: datetime) -> None:
    """End a scored stage. Called by the publication of its last ranking, in that deed's transaction."""
    stage.ended_at = at
    stage.save(update_fields=["ended_at"])


def resume_by_retraction(stage: Stage) -> None:
    """Let a scored stage run again. Called by the retraction of its published ranking."""
    stage.ended_at = None
    stage.save(update_fields=["ended_at"])


def open_standings(stage: Stage, *, by: User, at: datetime) -> None:
    """Note that the points of a stage are open to the bureau. Called by the deed of verification."""
    stage.standings_opened_at, stage.standings_opened_by = at, by
    stage.save(update_fields=["standings_opened_at", "standings_opened_by"])


def close_standings(stage: Stage) -> None:
    """Withhold the points again, since a sheet is being written again."""
    stage.standings_opened_at = stage.standings_opened_by = None
    stage.save(update_fields=["standings_opened_at", "standings_opened_by"])


def _facts(plan: EditionPlan) -> dict[str, Any]:
    return {
        **plan.name.fields("name"),
        **plan.organiser.fields("organiser"),
        **plan.theme.fields("theme"),
        "minimum_age_months": plan.minimum_age_months,
    }


def _obstacle_to_begin_scoring(edition: Edition) -> str:
    """Return how much is undecided when the assessment should begin, as a sentence; else ""."""
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


def _locked(edition: Edition) -> Edition:
    return Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
