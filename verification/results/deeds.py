"""The deeds before and after freezing (freezing.py): open the standings, decide, confirm, publish, retract.

A second member of the bureau confirms. Retracting, with a reason, is the only way back; the frozen rows are
kept. Each deed raises PermissionDenied for anyone but the bureau, and ValidationError with a sentence when it
is not possible now.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.awards import deeds as awards
from innovations.editions import deeds as editions
from innovations.editions.entering import obstacle_of_edition
from innovations.integrity.statements import require_signed
from innovations.models import Innovation, Stage, Tier
from kipp.accounts import independence
from kipp.accounts.models import User
from kipp.audit import trail
from verification import access, notifications
from verification.assignments.deeds import locked_stage
from verification.standings import deeds as standings
from verification.standings import tiers

from . import freezing
from .models import Placing, Ranking


@transaction.atomic
def open_standings(stage: Stage, *, by: User, at: datetime) -> Stage:
    """Show the points of a stage to the bureau, once every sheet is submitted or excused.

    Raises ValidationError as `obstacle_to_open`.
    """
    stage = locked_stage(stage)
    access.require_bureau(by, at=at)
    progress = standings.progress(stage)
    if reason := obstacle_to_open(stage, progress):
        raise ValidationError(reason)
    editions.open_standings(stage, by=by, at=at)
    trail.record("open_standings", stage, by=by, at=at, entries=len(progress))
    return stage


@transaction.atomic
def decide_place(placing: Placing, place: int, *, by: User, at: datetime, reason: str) -> Placing:
    """Give an entry the place that the plenary decided, with its reason, before the ranking is confirmed.

    Raises PermissionDenied also for a member in conflict with the entry, and ValidationError for a place
    that is not of `places_to_decide`, or before `by` has signed the statement.
    """
    ranking = _locked(placing.ranking)
    access.require_bureau(by, placing.innovation, at=at)
    require_signed(by, ranking.stage.edition)
    _require_state(ranking, Ranking.State.FROZEN)
    placing = ranking.placings.select_related("innovation").get(pk=placing.pk)
    first, last = places_to_decide(ranking, placing)
    if not first <= place <= last:
        raise ValidationError(
            _("Choose a place from %(first)d to %(last)d.") % {"first": first, "last": last}
        )
    before = placing.decided_place
    placing.decided_place = place
    placing.reason = reason
    placing.save(update_fields=["decided_place", "reason"])
    freezing.seal(ranking)
    trail.record(
        "decide_place",
        ranking,
        by=by,
        at=at,
        innovation=placing.innovation_id,
        before=before,
        after=place,
        hash=ranking.hash,
    )
    return placing


@transaction.atomic
def confirm(ranking: Ranking, *, by: User, at: datetime) -> Ranking:
    """Confirm a frozen ranking, as a second member of the bureau.

    Raises ValidationError as `obstacle_of_preparer` and `obstacle_to_confirm`, if the frozen rows were
    changed, or before `by` has signed the statement.
    """
    ranking = _locked(ranking)
    access.require_bureau(by, at=at)
    require_signed(by, ranking.stage.edition)
    _require_state(ranking, Ranking.State.FROZEN)
    if reason := obstacle_of_preparer(ranking, by, at=at):
        raise ValidationError(reason)
    _require_intact(ranking)
    _require_decided(ranking)
    ranking.state = Ranking.State.CONFIRMED
    ranking.confirmed_by, ranking.confirmed_at = by, at
    ranking.save()
    trail.record("confirm", ranking, by=by, at=at, hash=ranking.hash)
    return ranking


@transaction.atomic
def publish(ranking: Ranking, *, by: User, at: datetime) -> Ranking:
    """Publish a confirmed ranking: give its awards, make finalists, and tell the agencies.

    With the last group of a stage the stage ends. Raises ValidationError if the frozen rows were changed.
    """
    ranking = _locked(ranking)
    access.require_bureau(by, at=at)
    _require_state(ranking, Ranking.State.CONFIRMED)
    _require_intact(ranking)
    reached = _assign_tiers(ranking)
    awards.give(ranking.stage, reached, at=at)
    awards.release(ranking.placings.values_list("innovation", flat=True))
    awards.advance(tiers.advancing(ranking, ranking.placings.all()))
    ranking.state = Ranking.State.PUBLISHED
    ranking.published_by, ranking.published_at = by, at
    ranking.save()
    if not _groups_to_publish(ranking.stage):
        editions.end_by_publication(ranking.stage, at=at)
    notifications.tell_published(ranking, at=at)
    trail.record(
        "publish", ranking, by=by, at=at, stage=ranking.stage_id, awards=len(reached), hash=ranking.hash
    )
    return ranking


@transaction.atomic
def retract(ranking: Ranking, *, by: User, at: datetime, reason: str) -> Ranking:
    """Take a ranking back, with the reason.

    If it was published, its awards are revoked, the stage goes on, and in the first scored stage finalists
    are eligible again. Raises ValidationError as `obstacle_to_retract`.
    """
    ranking = _locked(ranking)
    access.require_bureau(by, at=at)
    if reason_why_not := obstacle_to_retract(ranking):
        raise ValidationError(reason_why_not)
    if ranking.state == Ranking.State.PUBLISHED:
        awards.revoke(
            ranking.stage,
            ranking.placings.values_list("innovation", flat=True),
            at=at,
            reason=reason,
        )
        if ranking.stage == ranking.stage.edition.earliest_scoring_stage:
            awards.fall_back(tiers.advancing(ranking, ranking.placings.all()))
        editions.resume_by_retraction(ranking.stage)
    else:
        awards.release(ranking.placings.values_list("innovation", flat=True))
    ranking.state = Ranking.State.RETRACTED
    ranking.retracted_by, ranking.retracted_at, ranking.retract_reason = by, at, reason
    ranking.save()
    trail.record("retract", ranking, by=by, at=at, stage=ranking.stage_id, hash=ranking.hash)
    return ranking


def obstacle_to_open(stage: Stage, progress: Sequence[standings.EntryProgress]) -> str:
    """Return why the standings can't be opened now, as a sentence; empty when they can.

    `progress` is that of the stage's entries.
    """
    if reason := obstacle_of_edition(stage.edition):
        return reason
    if not stage.is_running or not stage.is_scored:
        return _("This stage is not being assessed now.")
    if stage.standings_opened_at:
        return _("The standings of this stage are open already.")
    if not progress:
        return _("No innovation is assessed in this stage.")
    if missing := [entry.innovation.title for entry in progress if not entry.is_complete]:
        return _("Sheets or assessors are still missing for: %(titles)s.") % {"titles": "; ".join(missing)}
    return ""


def places_to_decide(ranking: Ranking, placing: Placing) -> tuple[int, int]:
    """Return the first and the last place that the plenary may give a placing.

    Where there is a passing grade, entries below it stay behind all that reached it.
    """
    placings = list(ranking.placings.all())
    under = tiers.under_grade(ranking, placings)
    passed = len(placings) - len(under)
    return (passed + 1, len(placings)) if placing.pk in under else (1, passed)


def obstacle_by_state(ranking: Ranking, state: str) -> str:
    """Return why a step that needs this state can't be taken now, as a sentence; empty when it can."""
    if ranking.state == state:
        return ""
    return _("This ranking is %(state)s; that step is not possible now.") % {
        "state": ranking.get_state_display()
    }


def obstacle_to_retract(ranking: Ranking) -> str:
    """Return why the ranking can't be taken back, as a sentence; empty when it can."""
    if ranking.state == Ranking.State.RETRACTED:
        return _("This ranking is retracted already.")
    if ranking.state == Ranking.State.PUBLISHED and _later_stage_has_begun(ranking.stage):
        return _("The next stage has begun, so this result can't be retracted any more.")
    return ""


def obstacle_of_preparer(ranking: Ranking, user: User, *, at: datetime) -> str:
    """Return why the user can't be the one who confirms, as a sentence; empty when they can."""
    if ranking.prepared_by_id == user.pk:
        return _("You prepared this ranking, so another member of the bureau confirms it.")
    return independence.obstacle_of_second(ranking.prepared_by, user, at=at)


def obstacle_to_confirm(ranking: Ranking) -> str:
    """Return why the places can't be confirmed yet, as a sentence; empty when they can."""
    placings = list(ranking.placings.all())
    places = sorted(placing.decided_place for placing in placings)
    for place in places:
        if place != 1 + sum(other < place for other in places):
            return _(
                "The places do not follow each other: after the decided ones, place %(place)d does not fit."
            ) % {"place": place}
    if tier := tiers.crossed(ranking, placings):
        return _("A shared place crosses the edge of Top %(size)d. The plenary decides it first.") % {
            "size": tier.size
        }
    return ""


def _locked(ranking: Ranking) -> Ranking:
    stage = freezing.locked_edition_and_stage(ranking.stage)
    ranking = (
        Ranking.objects.select_for_update(of=("self",), no_key=True)
        .select_related("group")
        .get(pk=ranking.pk)
    )
    ranking.stage = stage
    return ranking


def _require_state(ranking: Ranking, state: Ranking.State) -> None:
    if reason := obstacle_by_state(ranking, state):
        raise ValidationError(reason)


def _require_intact(ranking: Ranking) -> None:
    if freezing.checksum(ranking) != ranking.hash:
        raise ValidationError(
            _("The frozen rows were changed after the freezing. Retract this ranking and freeze anew.")
        )


def _require_decided(ranking: Ranking) -> None:
    if reason := obstacle_to_confirm(ranking):
        raise ValidationError(reason)


def _assign_tiers(ranking: Ranking) -> dict[int, Tier]:
    """Store the smallest tier that each placing reached; return these tiers by the innovation's number."""
    placings = list(ranking.placings.all())
    reached = tiers.reached(ranking, placings)
    for placing in placings:
        placing.tier = reached[placing.pk]
    Placing.objects.bulk_update(placings, ["tier"])
    return {placing.innovation_id: placing.tier for placing in placings if placing.tier}


def _groups_to_publish(stage: Stage) -> bool:
    """Return whether the stage has entries of a group whose ranking is not published yet."""
    published = Ranking.objects.published().filter(stage=stage).values("group")
    in_stage = Innovation.objects.filter(pk__in=standings.entries(stage)).exclude(group__in=published)
    return in_stage.exists()


def _later_stage_has_begun(stage: Stage) -> bool:
    return stage.edition.stages.filter(order__gt=stage.order, begun_at__isnull=False).exists()
