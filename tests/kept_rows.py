"""Rows that are written once and brought back by one statement for each test that needs them.

They are copied into a schema of their own inside the test database, so that bringing them back is a matter of
milliseconds where writing them by the portal's deeds takes seconds.
"""

from django.core.management import call_command
from django.db import connection, transaction

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
