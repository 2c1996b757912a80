"""The deeds of the administrative check before a decision: claim, check items, set a rule aside, peek.

Findings leave no line in the trail, as typing leaves none. The decision that follows from them does.

Each raises PermissionDenied for anyone who may not decide on the innovation, and ValidationError, with a
sentence, when it can't be done now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from innovations.integrity import statements
from innovations.proposals import access
from innovations.proposals.models import Innovation
from innovations.proposals.sections import progress
from innovations.proposals.working_copy import locked
from innovations.requirements import eligibility
from innovations.requirements.eligibility import Verdict
from kipp.accounts import post
from kipp.accounts.models import User
from kipp.audit import trail
from kipp.certain import certain

from .models import ItemVerdict, Override, Peek

# How long the member who checks may save nothing before a colleague can take over without a reason.
PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True)
class Finding:
    """What is found of an item; the note of one that is not fulfilled says why."""

    outcome: str
    note: str = ""


@transaction.atomic
def claim(innovation: Innovation, *, by: User, at: datetime, reason: str = "") -> Innovation:
    """Begin to check a submitted innovation, so that nobody else does; return it.

    A colleague's check can be taken over when they have saved nothing for half an hour. Before that it takes
    a reason, which the colleague is told. Also raises ValidationError while the statement of the edition is
    not signed.
    """
    innovation = locked(innovation)
    _require_checkable(innovation, by=by, at=at)
    if innovation.screened_by_id == by.pk:
        return innovation
    holder = innovation.screened_by
    if holder and not reason and not is_idle(innovation, at=at):
        raise ValidationError(access.claimed_by_another(innovation))
    innovation.screened_by, innovation.screened_since = by, at
    innovation.save(update_fields=["screened_by", "screened_since"])
    if holder:
        page = reverse("screening_detail", args=[innovation.pk])
        words = {"innovation": innovation, "by": by, "reason": reason}
        post.send("screening_taken_over", [holder], at=at, url=page, **words)
    # The colleague from whom it was taken over, where there is one.
    trail.record("claim", innovation, by=by, at=at, user=holder.pk if holder else None)
    return innovation


@transaction.atomic
def release(innovation: Innovation, *, by: User, at: datetime) -> Innovation:
    """Leave an innovation that one checks to the colleagues; what was found so far stays.

    Raises ValidationError when somebody else checks it, or nobody.
    """
    innovation = locked(innovation)
    _require_claimed(innovation, by=by, at=at)
    innovation.screened_by = innovation.screened_since = None
    innovation.save(update_fields=["screened_by", "screened_since"])
    trail.record("release", innovation, by=by, at=at)
    return innovation


@transaction.atomic
def check(innovation: Innovation, findings: Mapping[str, Finding], *, by: User, at: datetime) -> None:
    """Keep what was found of items of the last sent revision, by the items' codes (checking.findings).

    Raises ValidationError when somebody else checks it, or nobody.
    """
    innovation = locked(innovation)
    _require_claimed(innovation, by=by, at=at)
    revision = certain(innovation.last_sent_revision)
    stored = {one.item: Finding(one.outcome, one.note) for one in revision.item_verdicts.all()}
    ItemVerdict.objects.bulk_create(
        [
            ItemVerdict(
                revision=revision,
                item=item,
                outcome=finding.outcome,
                note=finding.note,
                checked_by=by,
                checked_at=at,
            )
            for item, finding in findings.items()
            if finding != stored.get(item)
        ],
        update_conflicts=True,
        unique_fields=["revision", "item"],
        update_fields=["outcome", "note", "checked_by", "checked_at"],
    )


@transaction.atomic
def set_aside(innovation: Innovation, rule: str, *, reason: str, by: User, at: datetime) -> Override:
    """Decide, with the reason, not to hold a rule against an innovation.

    `rule` is one that the bureau decides about (eligibility.DECIDED_BY_THE_BUREAU), and that is not met or
    has to be looked at; ValidationError for any other.
    """
    innovation = locked(innovation)
    access.require(by, innovation, "accept", at=at)
    if rule not in eligibility.DECIDED_BY_THE_BUREAU:
        raise ValidationError(_("This rule is kept when an innovation is sent, so it is not set aside."))
    verdict = verdict_of(innovation, rule)
    if verdict.set_aside:
        raise ValidationError(_("This rule is set aside already."))
    if not verdict.can_be_set_aside:
        raise ValidationError(_("The innovation meets this rule, so there is nothing to set aside."))
    override = Override.objects.create(
        innovation=innovation, rule=rule, reason=reason, decided_by=by, decided_at=at
    )
    trail.record("set_aside", innovation, by=by, at=at, rule=rule)
    return override


def verdict_of(innovation: Innovation, rule: str) -> Verdict:
    """Return what one of the rules says of the last sent revision.

    The edition must have the rule.
    """
    revision = certain(innovation.last_sent_revision)
    found = eligibility.verdicts(revision, progress(revision))
    return next(verdict for verdict in found if verdict.rule == rule)


@transaction.atomic
def peek(innovation: Innovation, *, reason: str, by: User, at: datetime) -> Peek:
    """Look into an innovation of a sealed call before registration has closed, with the reason.

    Raises ValidationError for an innovation that is not sealed.
    """
    innovation = locked(innovation)
    if not access.may(by, innovation, "accept", at=at):
        raise PermissionDenied
    if not innovation.is_sent or not innovation.edition.is_sealed_at(at):
        raise ValidationError(_("This innovation is not sealed, so there is nothing to peek at."))
    look = Peek.objects.create(innovation=innovation, reason=reason, looked_by=by, looked_at=at)
    trail.record("peek", innovation, by=by, at=at)
    return look


def is_idle(innovation: Innovation, *, at: datetime) -> bool:
    """Return whether the member who checks it has saved nothing for half an hour: one query."""
    found = ItemVerdict.objects.filter(
        revision__innovation=innovation, checked_by=innovation.screened_by_id
    ).aggregate(last=Max("checked_at"))
    last = max(filter(None, [innovation.screened_since, found["last"]]))
    return at - last >= PATIENCE


def _require_checkable(innovation: Innovation, *, by: User, at: datetime) -> None:
    """Raise PermissionDenied or ValidationError unless this person can decide on it now."""
    if not access.may(by, innovation, "accept", at=at):
        raise PermissionDenied
    if reason := access.obstacle(innovation, "accept", at=at):
        raise ValidationError(reason)
    statements.require_signed(by, innovation.edition)


def _require_claimed(innovation: Innovation, *, by: User, at: datetime) -> None:
    _require_checkable(innovation, by=by, at=at)
    if access.is_claimed_by_another(by, innovation):
        raise ValidationError(access.claimed_by_another(innovation))
    if innovation.screened_by_id is None:
        raise ValidationError(_("Start checking this innovation first."))
