"""The timeline of an edition: its stages in a row, and a sentence that says what can be done now.

Shown by {% include "components/stage_timeline.html" with stage_timeline=stage_timeline only %}.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from kipp.accounts.models import User
from kipp.certain import certain
from kipp.moments import first_moment_after, in_wib

from . import entering
from .models import Edition, Extension, Stage


def timeline_stages() -> Prefetch:
    """Return the prefetch that a timeline reads: the stages with their last extensions, in one query."""
    last = Extension.objects.filter(stage=OuterRef("pk")).order_by("-pk")
    return Prefetch(
        "stages",
        Stage.objects.annotate(
            put_off_from=Subquery(last.values("closed_at")[:1]),
            put_off_for=Subquery(last.values("reason")[:1]),
        ),
    )


@dataclass(frozen=True)
class StageTimeline:
    """What the timeline shows to its reader."""

    edition: Edition
    stages: list[Stage]
    # What can be done now, in a sentence.
    now: str
    # Where it is done, and the text of the button; empty where the reader has nothing to do.
    url: str = ""
    button: str = ""
    # The stages that have not ended and whose closing was put off.
    put_off: tuple[Stage, ...] = ()


def stage_timeline(edition: Edition, user: User | AnonymousUser, *, at: datetime) -> StageTimeline:
    """Return the timeline of an edition for any reader.

    No query after `timeline_stages`.
    """
    stages = list(edition.stages.all())
    put_off = _put_off(stages)
    if agencies := entering.agencies_that_enter(user, edition, at=at):
        registration = certain(edition.registration)
        closing = in_wib(max(registration.closes_for(agency) for agency in agencies))
        sentence = _("Your agency can enter innovations until %(closing)s.") % {"closing": closing}
        url = f"{reverse('submission_new')}?edition={edition.year}"
        return StageTimeline(edition, stages, sentence, url, _("Enter an innovation"), put_off)
    return StageTimeline(edition, stages, _sentence(edition, at), put_off=put_off)


def _put_off(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    return tuple(stage for stage in stages if not stage.ended_at and getattr(stage, "put_off_from", None))


def _sentence(edition: Edition, at: datetime) -> str:
    if edition.state != Edition.State.OPEN:
        sentence = _("This edition is %(state)s.") % {"state": edition.get_state_display()}
        return f"{sentence} {edition.state_reason}".strip()
    running = edition.current_stage
    if running is None:
        return _before_or_between(edition)
    if running.takes_entries:
        return _while_registering(running, at)
    return _WHILE_RUNNING[Stage.Kind(running.kind)]()


def _while_registering(registration: Stage, at: datetime) -> str:
    if at < registration.opens_at:
        return _("Registration opens on %(opening)s.") % {"opening": in_wib(registration.opens_at)}
    if not registration.accepts_at(at):
        return _("Registration is closed. The bureau prepares the administrative check.")
    last = {"closing": in_wib(registration.closes_at)}
    for_agencies = registration.agencies_close_at
    if for_agencies is None:
        return _("Agencies can enter innovations until %(closing)s.") % last
    if at < first_moment_after(for_agencies):
        return _(
            "Agencies can enter innovations until %(agencies)s, coordinators send them until %(closing)s."
        ) % {"agencies": in_wib(for_agencies), **last}
    return _("Coordinators can send what was proposed until %(closing)s.") % last


def _before_or_between(edition: Edition) -> str:
    following = next((stage for stage in edition.stages.all() if stage.begun_at is None), None)
    if following is None:
        return _("All stages have ended.")
    return _("Next: %(stage)s, announced for %(opening)s.") % {
        "stage": following.get_kind_display(),
        "opening": in_wib(following.opens_at),
    }


_WHILE_RUNNING = {
    Stage.Kind.SCREENING: lambda: _("The bureau checks whether the entries meet the rules."),
    Stage.Kind.PROPOSAL: lambda: _("Independent verifiers assess the proposals."),
    Stage.Kind.PRESENTATION: lambda: _("The finalists present their innovations."),
    Stage.Kind.FIELD: lambda: _("Teams of verifiers visit the finalists on site."),
    Stage.Kind.ANNOUNCEMENT: lambda: _("The results are being announced."),
}
