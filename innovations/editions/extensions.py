"""The deed that puts off the closing of a stage, and tells everyone with the reason."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kipp.accounts.access import require_role
from kipp.accounts.models import Role, User
from kipp.audit import trail

from . import notifications
from .models import Edition, Extension, Stage


@transaction.atomic
def extend(
    stage: Stage,
    *,
    closes_at: datetime,
    agencies_close_at: datetime | None = None,
    age_moves: bool = False,
    reason: str,
    by: User,
    at: datetime,
) -> Extension:
    """Put off the closing of a stage, and of a registration also the closing for agencies, if it has one.

    The minimum age is still counted to the day that was announced before, unless `age_moves`: otherwise an
    extension would let in what was too young when everybody else sent. Raises PermissionDenied for anyone but
    the bureau, and ValidationError when the stage can't be extended or a time is not later than before.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=stage.edition_id)
    require_role(by, Role.BUREAU, at=at)
    stage = edition.stages.get(pk=stage.pk)
    if sentence := obstacle(stage, edition):
        raise ValidationError(sentence)
    _require_later(stage, edition, closes_at, agencies_close_at, at)
    if stage.takes_entries:
        _keep_age(edition, stage.closes_at, age_moves=age_moves)
    extension = Extension.objects.create(
        stage=stage,
        closed_at=stage.closes_at,
        closes_at=closes_at,
        reason=reason,
        extended_by=by,
        extended_at=at,
    )
    stage.closes_at = closes_at
    stage.agencies_close_at = agencies_close_at or stage.agencies_close_at
    stage.save(update_fields=["closes_at", "agencies_close_at"])
    if stage.takes_entries:
        notifications.tell_entrants(edition, "registration_extended", at=at, extension=extension)
    trail.record("extend", stage, by=by, at=at, edition=edition.year, kind=stage.kind, closes_at=closes_at)
    return extension


def obstacle(stage: Stage, edition: Edition) -> str:
    """Return why the closing of the stage can't be put off now, as a sentence; empty when it can."""
    if edition.state != Edition.State.OPEN:
        return _("Only the closing of an edition that runs can be put off.")
    if stage.ended_at:
        return _("This stage has ended, so its closing can't be put off any more.")
    return ""


def _require_later(
    stage: Stage, edition: Edition, closes_at: datetime, agencies_close_at: datetime | None, at: datetime
) -> None:
    if closes_at <= max(stage.closes_at, at):
        raise ValidationError(
            _("Choose a time that is later than the closing announced now, and lies ahead.")
        )
    following = next((other for other in edition.stages.all() if other.order > stage.order), None)
    if following and closes_at > following.opens_at:
        raise ValidationError(
            _("%(stage)s is announced to open before that. Change its times first.")
            % {"stage": following.get_kind_display()}
        )
    if agencies_close_at is None:
        return
    if not stage.takes_entries:
        raise ValidationError(_("Only the registration has a closing for agencies."))
    if not (stage.agencies_close_at or stage.opens_at) <= agencies_close_at <= closes_at:
        raise ValidationError(
            _("The closing for agencies is no earlier than before and no later than for all.")
        )


def _keep_age(edition: Edition, closed_at: datetime, *, age_moves: bool) -> None:
    if age_moves:
        edition.age_counts_to = None
    elif edition.age_counts_to is None:
        edition.age_counts_to = timezone.localdate(closed_at)
    edition.save(update_fields=["age_counts_to"])
