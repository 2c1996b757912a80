"""Freezing a result: it is recomputed from the raw points and kept with names, numbers and a checksum.

A result can't be frozen if anything differs from what is stored. From then on only the frozen rows are read.
"""

import hashlib
import json
from collections.abc import Sequence, Sized
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from innovations.awards import deeds as awards
from innovations.editions.entering import obstacle_of_edition
from innovations.models import Cluster, Edition, Group, Innovation, Stage, Tier
from kipp.accounts.models import User
from kipp.audit import trail
from verification import access, notifications
from verification.assignments.deeds import locked_stage
from verification.minutes import missing as missing_minutes
from verification.scoring.ranking import Entry, passes, rank
from verification.scoring.totals import final_score
from verification.standings import deeds as standings
from verification.standings.models import Standing

from .models import Placing, PlacingCriterion, PlacingStage, Ranking


@dataclass(frozen=True)
class _Score:
    """The score of an entry in a stage and the mean of each criterion, by its code; none is missing."""

    score: Decimal
    means: dict[str, Decimal]


@transaction.atomic
def freeze(stage: Stage, group: Group, *, by: User, at: datetime) -> Ranking:
    """Freeze the order of a group: recompute it from the raw points and keep it with names and numbers.

    The other members of the bureau are told that it has to be confirmed. Raises PermissionDenied for anyone
    but the bureau and for a member who may not read the points; and ValidationError as `obstacle_to_freeze`,
    if minutes are lacking, or if a score is missing or differs from the stored one.
    """
    stage = locked_edition_and_stage(stage)
    access.require_bureau(by, at=at)
    entries = list(standings.entries(stage, group).select_related("agency__government"))
    is_frozen = Ranking.objects.standing().filter(stage=stage, group=group).exists()
    if reason := obstacle_to_freeze(stage, entries, is_frozen=is_frozen):
        raise ValidationError(reason)
    if reason := missing_minutes.obstacle_to_freeze(stage, group):
        raise ValidationError(reason)
    # The member who freezes sees every place, so they may owe no sheet themselves.
    if not access.may_read_points(by, stage, at=at):
        raise PermissionDenied
    stages = standings.assessed_stages(stage)
    recomputed = _recompute(stages, entries)
    rules = _rules(stage, group, stages)
    ranking = Ranking.objects.create(
        stage=stage,
        group=group,
        version=Ranking.objects.filter(stage=stage, group=group).count() + 1,
        rules=_canonical(rules),
        prepared_by=by,
        prepared_at=at,
    )
    _place(ranking, entries, stages, recomputed, rules)
    seal(ranking)
    awards.hold([entry.pk for entry in entries], at=at)
    notifications.tell_to_confirm(ranking, at=at)
    trail.record("freeze", ranking, by=by, at=at, stage=stage.pk, entries=len(entries), hash=ranking.hash)
    return ranking


def obstacle_to_freeze(stage: Stage, entries: Sized, *, is_frozen: bool) -> str:
    """Return why a group can't be frozen now, as a sentence; empty when it can.

    `entries` are the group's, `is_frozen` is whether a ranking of it holds. Whether each entry has its score
    is not checked here, but by the freezing itself, and the minutes by `missing_minutes`.
    """
    if reason := obstacle_of_edition(stage.edition):
        return reason
    if not stage.is_running:
        return _("This stage is not being assessed now.")
    if not stage.standings_opened_at:
        return _("Open the standings first: a result is not frozen unseen.")
    if is_frozen:
        return _("The result of this group is frozen already.")
    if not entries:
        return _("No innovation of this group is assessed in this stage.")
    return ""


def checksum(ranking: Ranking) -> str:
    """Return the SHA-256 over a ranking's rules and all its placings, as they are in the database now."""
    placings = ranking.placings.order_by("innovation").prefetch_related("stage_scores", "criterion_means")
    content = {
        "rules": json.loads(ranking.rules),
        "placings": [
            {
                "innovation": placing.innovation_id,
                "title": placing.title,
                "agency": placing.agency_name,
                "government": placing.government_name,
                "cluster": placing.cluster,
                "score": str(placing.score),
                "stages": [
                    [part.stage_id, part.weight, str(part.score)] for part in placing.stage_scores.all()
                ],
                "criteria": [[part.code, str(part.mean)] for part in placing.criterion_means.all()],
                "computed_place": placing.computed_place,
                "decided_place": placing.decided_place,
                "reason": placing.reason,
            }
            for placing in placings
        ],
    }
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def seal(ranking: Ranking) -> None:
    """Store the checksum of the rows as they are now: after freezing and after each decided place."""
    ranking.hash = checksum(ranking)
    ranking.save(update_fields=["hash"])


def locked_edition_and_stage(stage: Stage) -> Stage:
    """Lock the edition and then the stage, the order of all deeds; return the stage as it is now."""
    Edition.objects.select_for_update(no_key=True).get(pk=stage.edition_id)
    return locked_stage(stage)


def _canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _recompute(stages: Sequence[Stage], entries: Sequence[Innovation]) -> dict[int, dict[int, _Score]]:
    """Return what the raw points say: by the stage's number, and in it by the entry's.

    Raises ValidationError, which names the entries, if a score is missing or differs from the stored one.
    """
    keys = [entry.pk for entry in entries]
    recomputed = {stage.pk: standings.recompute(stage, keys) for stage in stages}
    stored = {
        (standing.stage_id, standing.innovation_id): standing.score
        for standing in Standing.objects.current().filter(stage__in=stages, innovation__in=keys)
    }
    unscored, different = [], []
    scores: dict[int, dict[int, _Score]] = {stage.pk: {} for stage in stages}
    for entry in entries:
        for stage in stages:
            found = recomputed[stage.pk][entry.pk]
            if found.score is None:
                unscored.append(entry.title)
                continue
            means = {code: mean for code, mean in found.means.items() if mean is not None}
            scores[stage.pk][entry.pk] = _Score(found.score, means)
            if stored.get((stage.pk, entry.pk)) != found.score or not found.sheets_agree:
                different.append(entry.title)
    if unscored:
        raise ValidationError(
            _("These innovations have no score yet: %(titles)s.")
            % {"titles": "; ".join(dict.fromkeys(unscored))}
        )
    if different:
        raise ValidationError(
            _("What is stored differs from the points of the sheets for: %(titles)s. Nothing was frozen.")
            % {"titles": "; ".join(dict.fromkeys(different))}
        )
    return scores


def _rules(stage: Stage, group: Group, stages: Sequence[Stage]) -> dict[str, Any]:
    rubric = standings.current_rubric(stage)
    criteria = list(rubric.criteria.all())
    tiers = list(Tier.objects.filter(stage=stage, group=group))
    return {
        "edition": stage.edition.year,
        "stage": stage.kind,
        "group": group.code,
        "stages": [
            {"stage": other.kind, "weight": other.weight, "rubric": standings.current_rubric(other).version}
            for other in stages
        ],
        "criteria": [{"code": criterion.code, "weight": criterion.weight} for criterion in criteria],
        "passing_grade": rubric.passing_grade,
        "ties": [criterion.code for criterion in standings.tie_chain(criteria)],
        "tiers": [tier.size for tier in tiers],
        "split_tiers": [tier.size for tier in tiers if tier.split],
        "rounding": "half up to two places at each level",
    }


def _place(
    ranking: Ranking,
    entries: Sequence[Innovation],
    stages: Sequence[Stage],
    recomputed: dict[int, dict[int, _Score]],
    rules: dict[str, Any],
) -> None:
    own, grade = recomputed[ranking.stage_id], rules["passing_grade"]
    scores = {
        # Where every stage has a score, there is a final one.
        entry.pk: cast(
            "Decimal",
            final_score([(recomputed[stage.pk][entry.pk].score, stage.weight) for stage in stages]),
        )
        for entry in entries
    }
    places = {
        place.key: place.place
        for place in rank(
            Entry(
                entry.pk,
                scores[entry.pk],
                tuple(own[entry.pk].means[code] for code in rules["ties"]),
                passes=passes(own[entry.pk].score, grade),
            )
            for entry in entries
        )
    }
    placings = Placing.objects.bulk_create(
        Placing(
            ranking=ranking,
            innovation=entry,
            title=entry.title,
            agency_name=entry.agency.name,
            government_name=entry.agency.government.name,
            cluster=Cluster.of(entry.agency),
            score=scores[entry.pk],
            computed_place=places[entry.pk],
            decided_place=places[entry.pk],
        )
        for entry in entries
    )
    PlacingStage.objects.bulk_create(
        PlacingStage(
            placing=placing,
            stage=stage,
            weight=stage.weight,
            score=recomputed[stage.pk][placing.innovation_id].score,
        )
        for placing in placings
        for stage in stages
    )
    PlacingCriterion.objects.bulk_create(
        PlacingCriterion(placing=placing, code=code, order=order, mean=mean)
        for placing in placings
        for order, (code, mean) in enumerate(own[placing.innovation_id].means.items(), start=1)
    )
