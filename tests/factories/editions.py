"""An edition at any of its stages."""

from datetime import datetime, time, timedelta
from functools import cache

from django.db.models import F
from django.utils import timezone

from innovations.editions import deeds as editions
from innovations.models import Edition, Extension, Rubric, Stage
from innovations.rulebook import presets
from kipp.audit import trail
from tests.kept_rows import Rows, all_that_hangs_on, rows_of, write_again
from tests.undone import undone

from .people import sign_statements
from .standing_cast import bureau_member

_STAGES = ("registration", "screening", "proposal", "field", "announcement")


def edition(
    year: int = 2019,
    at_stage: str | None = "registration",
    *,
    begun: bool = True,
    now: datetime | None = None,
    assessors: int = 2,
    proposal_tiers: tuple[int, ...] = (40, 20),
    field_tiers: tuple[int, ...] = (10,),
    minimum_age_months: int = 12,
    quota: int | None = None,
    required_documents: bool = False,
) -> Edition:
    """Return an edition made from a plan and moved to a stage.

    `at_stage` is the kind of the stage that runs at `now` (the present): it was announced to open 15 days
    ago and closes in 14, and the stages before have ended. None: a draft whose registration lies ahead.
    "closed": over. `begun=False` leaves the stage itself still to be begun.
    The last of `proposal_tiers` advances to the field. `quota` sets the limit of every kind of owner.
    `required_documents` are left out unless asked for: then a complete entry has one file for each.
    """
    now = now or timezone.now()
    rows = _rows(
        year,
        timezone.localdate(now),
        at_stage=at_stage,
        begun=begun,
        assessors=assessors,
        proposal_tiers=proposal_tiers,
        field_tiers=field_tiers,
        minimum_age_months=minimum_age_months,
        quota=quota,
        required_documents=required_documents,
    )
    write_again(rows)
    made = Edition.objects.get(year=year)
    trail.record("create_edition", made, by=bureau_member(), at=now, year=year)
    sign_statements(editions=[made])
    return made


@cache
def _rows(year, day, *, at_stage, begun, quota, required_documents, **plan) -> Rows:
    """Return the rows of such an edition on that day: written by the deed once a process, and undone."""
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    here = -1 if at_stage is None else [*_STAGES, "closed"].index(at_stage)
    with undone():
        made = editions.create(_plan(year, noon, here, **plan), by=bureau_member(), at=noon)
        if not required_documents:
            made.required_documents.all().delete()
        if quota is not None:
            made.quotas.update(limit=quota)
        if at_stage is not None:
            _move_to(made, here, begun, closed=at_stage == "closed")
        return rows_of(*all_that_hangs_on(made))


def _plan(year, now, here, *, assessors, proposal_tiers, field_tiers, minimum_age_months):
    times = {kind: _window(now, order - here) for order, kind in enumerate(_STAGES)}
    return presets.EditionPlan(
        year=year,
        theme=presets.Text("Tema", "Theme"),
        minimum_age_months=minimum_age_months,
        stages=(
            presets.StagePlan("registration", *times["registration"]),
            presets.StagePlan("screening", *times["screening"]),
            presets.StagePlan(
                "proposal",
                *times["proposal"],
                weight=40,
                assessors=assessors,
                tiers=_tier_plans(proposal_tiers, advancing=proposal_tiers[-1:]),
            ),
            presets.StagePlan(
                "field", *times["field"], weight=60, assessors=assessors, tiers=_tier_plans(field_tiers)
            ),
            presets.StagePlan("announcement", *times["announcement"]),
        ),
    )


def _window(now, distance):
    """Return the announced times of a stage so many stages away: 30 days each, from 08.00 to 23.59 WIB."""
    day = timezone.localtime(now) + timedelta(days=30 * distance)
    opens = (day - timedelta(days=15)).replace(hour=8, minute=0, second=0, microsecond=0)
    closes = (day + timedelta(days=14)).replace(hour=23, minute=59, second=0, microsecond=0)
    return opens, closes


def _tier_plans(sizes, advancing=()):
    return tuple(
        presets.TierPlan(presets.Text(f"{size} Besar (Top {size})", f"Top {size}"), size, size in advancing)
        for size in sizes
    )


def _move_to(edition, here, begun, closed):
    edition.state = Edition.State.CLOSED if closed else Edition.State.OPEN
    edition.save(update_fields=["state"])
    over, running = edition.stages.filter(order__lte=here), edition.stages.filter(order=here + 1)
    # The minute that was announced is still in time: see Stage.closing_moment.
    over.update(begun_at=F("opens_at"), ended_at=F("closes_at") + timedelta(minutes=1))
    if begun:
        running.update(begun_at=F("opens_at"))


def extension(stage: Stage, *, days: int = 7, reason: str = "Gangguan jaringan") -> Extension:
    """Return the extension that led to the closing of the stage as it is now: so many days before it was."""
    return Extension.objects.create(
        stage=stage,
        closed_at=stage.closes_at - timedelta(days=days),
        closes_at=stage.closes_at,
        reason=reason,
        extended_by=bureau_member(),
        extended_at=timezone.now(),
    )


def rubric(stage: Stage, version: int = 2, reason: str = "Salah ketik") -> Rubric:
    """Return a further version of a stage's rubric, with the same criteria."""
    before = stage.rubrics.latest("version")
    made = Rubric.objects.create(stage=stage, version=version, reason=reason)
    for criterion in before.criteria.all():
        sections = list(criterion.sections.all())
        criterion.pk, criterion.rubric = None, made
        criterion._state.adding = True
        criterion.save()
        criterion.sections.set(sections)
    return made
