"""What tests expect: of the trail, of a refused deed, of a rule that the database keeps."""

from contextlib import contextmanager
from functools import cache

import pytest
from django.db import IntegrityError, connection, transaction

from kipp.audit import trail
from kipp.audit.models import TrailEntry


def recorded(thing) -> list[tuple]:
    """Return the trail of a thing, oldest first: (action, number of who did it, at, facts) a line."""
    lines = TrailEntry.objects.filter(subject=trail.reference(thing))
    return list(lines.values_list("action", "actor", "at", "facts"))


def actions(thing) -> list[str]:
    """Return what was done to a thing, oldest first, in the words of the trail."""
    return [action for action, _actor, _at, _facts in recorded(thing)]


@contextmanager
def refused(error):
    """Expect that a deed raises this error, and that not a single row of the database is different then.

    with refused(PermissionDenied):
        lifecycle.accept(innovation, by=cast.staff, at=now)
    """
    before = everything()
    with pytest.raises(error) as caught:
        yield caught
    after = everything()
    assert {table for table in after if after[table] != before[table]} == set()


@contextmanager
def refused_by(constraint: str):
    """Expect that the database refuses what is written, because of the rule of that name."""
    with pytest.raises(IntegrityError, match=f'"{constraint}"'), transaction.atomic():
        yield


def everything() -> dict[str, str]:
    """Return for each table the checksum of all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(_checksums())
        return dict(cursor.fetchall())


@cache
def _checksums() -> str:
    return " UNION ALL ".join(
        f"SELECT '{table}', md5(string_agg(row::text, '|' ORDER BY row::text)) FROM \"{table}\" AS row"  # noqa: S608
        for table in connection.introspection.table_names()
    )
