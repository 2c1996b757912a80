"""The memory of the portal: every deed leaves one line, and the lines are chained.

`record` is the only writer and the last statement of a deed. The lock of the chain is held until the
transaction commits, so a deed that wrote its line first would make all others wait for it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model, QuerySet

from .models import TrailEntry

# What stands before the first line. The trigger of the migration starts its chain with the same.
GENESIS = "0" * 64


def reference(thing: Model) -> str:
    """Return how the trail names a thing: its model and its number, such as innovation:12."""
    return f"{thing._meta.model_name}:{thing.pk}"


def record(action: str, subject: Model, *, by: AbstractBaseUser | None, at: datetime, **facts: Any) -> None:
    """Write one line about a deed, inside its transaction and as its last statement.

    `action` is a word (submit_sheet), `subject` the model instance, `by` the user or None for a command, `at`
    the deed's own time. Facts hold ids, statuses, numbers and points; never reasons, notes or names: these
    are kept in their own rows.
    """
    actor = by.pk if by else None
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_trailentry (at, actor, action, subject, facts) VALUES (%s, %s, %s, %s, %s)",
            [at, actor, action, reference(subject), json.dumps(facts, cls=DjangoJSONEncoder)],
        )


def of(action: str, subject: Model) -> QuerySet[TrailEntry]:
    """Return the lines about one kind of deed done to a thing."""
    return TrailEntry.objects.filter(action=action, subject=reference(subject))


@dataclass(frozen=True)
class Head:
    """The last line of the trail: its number and its hash."""

    number: int
    hash: str


def head() -> Head:
    """Return the last line as it is now. Kept outside, it shows when the end was cut off later."""
    last = TrailEntry.objects.order_by("-number").values_list("number", "hash").first()
    return Head(*last) if last else Head(0, GENESIS)


@dataclass(frozen=True)
class ChainCheck:
    """What `verify` found: how many lines are sound, the last sound hash, and the first broken line."""

    sound: int
    head: str
    broken: int | None = None
    reason: str = ""


def verify() -> ChainCheck:
    """Recompute the whole chain from its first line; stop at the first line that does not fit.

    The hash is computed here and not by the database's function, so that changing the function can't hide a
    change of the lines. A cut-off end shows only against a hash kept outside: the hash of the last line is
    printed in minutes and reports.
    """
    number, head = 0, GENESIS
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT number, at AT TIME ZONE 'UTC', recorded_at AT TIME ZONE 'UTC', actor, action, subject,
                   facts::text, previous_hash, hash
            FROM audit_trailentry ORDER BY number
            """
        )
        for row_number, at, recorded_at, actor, action, subject, facts, previous_hash, row_hash in cursor:
            if row_number != number + 1:
                return ChainCheck(number, head, number + 1, "missing")
            if previous_hash != head:
                return ChainCheck(number, head, row_number, "unchained")
            if row_hash != _hash(row_number, at, recorded_at, actor, action, subject, facts, previous_hash):
                return ChainCheck(number, head, row_number, "changed")
            number, head = row_number, row_hash
    return ChainCheck(number, head)


def _hash(  # noqa: PLR0917
    number: int,
    at: datetime,
    recorded_at: datetime,
    actor: int | None,
    action: str,
    subject: str,
    facts: str,
    previous_hash: str,
) -> str:
    # All columns of a line, in their order. The same text as in the trigger `audit_chain` (migration 0002).
    parts = (
        str(number),
        at.strftime("%Y-%m-%dT%H:%M:%S.%f"),
        recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%f"),
        "" if actor is None else str(actor),
        action,
        subject,
        facts,
        previous_hash,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
