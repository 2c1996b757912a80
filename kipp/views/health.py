"""What machines ask: whether the process runs, and whether it can do its work."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process runs."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, its migrations are applied and the storage is there.

    Otherwise answer 503 and what is missing.
    """
    lacking = [name for name, check in CHECKS.items() if not check()]
    status = 503 if lacking else 200
    return HttpResponse(", ".join(lacking) or "ok", content_type="text/plain", status=status)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return False
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _storage() -> bool:
    try:
        default_storage.listdir("")
    except FileNotFoundError:
        # Nothing was uploaded yet: the first upload makes the folder.
        return True
    except OSError:
        return False
    return True


CHECKS = {"database": _database, "migrations": _migrations, "storage": _storage}
