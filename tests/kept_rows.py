"""Rows that are written once and brought back by one statement for each test that needs them.

Those of a whole world are copied into a schema of their own inside the test database, those of a few things
are kept by this process. To bring them back takes milliseconds where the portal's deeds take many times as
long.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin.utils import NestedObjects
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model, QuerySet

_SCHEMA = "kept"
# `migrate` wrote these, and no test empties them.
_ALWAYS_THERE = ("django_migrations", "django_content_type", "auth_permission")
_COLUMNS_OF_TABLES = """
    SELECT relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT attisdropped AND attgenerated = ''
        AND relname <> ALL(%s)
    GROUP BY relname ORDER BY relname
"""


def keep() -> str:
    """Move all rows of the test database into the schema; return the statement that brings them back.

    Numbers go on after those of the rows, since a sequence is never set back.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS_OF_TABLES, [list(_ALWAYS_THERE)])
        columns_of = dict(cursor.fetchall())
        cursor.execute(f"CREATE SCHEMA {_SCHEMA}")
        for table, columns in list(columns_of.items()):
            cursor.execute(f"CREATE TABLE {_SCHEMA}.{table} AS SELECT {columns} FROM {table}")  # noqa: S608
            if not cursor.rowcount:
                del columns_of[table]
    call_command("flush", interactive=False, verbosity=0)
    return "".join(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {_SCHEMA}.{table} ON CONFLICT DO NOTHING;"  # noqa: S608
        for table, columns in columns_of.items()
    )


def bring_back(statement: str) -> None:
    """Write the kept rows as they were. No trigger looks at them again, so their order does not matter."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


@dataclass(frozen=True)
class Rows:
    """Rows of some tables, with the statement that writes them again: same keys, nothing else."""

    statement: str
    values: list[str]


def all_that_hangs_on(thing: Model) -> Iterator[QuerySet]:
    """Return the rows that would go with a thing, and itself, each before those that name it."""
    found = NestedObjects(using=connection.alias)
    found.collect([thing])
    found.sort()
    for model, rows in reversed(found.data.items()):
        yield model._default_manager.filter(pk__in=[row.pk for row in rows])


def rows_of(*querysets: QuerySet) -> Rows:
    """Read the rows of each query, to be written again in this order once they were undone."""
    statements, values = [], []
    with connection.cursor() as cursor:
        for queryset in querysets:
            table = queryset.model._meta.db_table
            columns = ", ".join(f'"{field.column}"' for field in queryset.model._meta.concrete_fields)
            keys = list(queryset.values_list("pk", flat=True))
            cursor.execute(f"SELECT jsonb_agg(row)::text FROM {table} row WHERE id = ANY(%s)", [keys])  # noqa: S608
            if keys:
                statements.append(
                    f"INSERT INTO {table} ({columns})"  # noqa: S608
                    f" SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s);"
                )
                values.append(cursor.fetchone()[0])
    return Rows("".join(statements), values)


def write_again(rows: Rows) -> None:
    """Write rows that are there no more; a sequence is never set back, so their keys are still free."""
    with connection.cursor() as cursor:
        cursor.execute(rows.statement, rows.values)
