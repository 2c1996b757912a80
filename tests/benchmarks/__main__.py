"""How much of the database each page takes with ten thousand innovations: `make bench`.

Builds them in a database of its own, opens every page of `pages.py` as its reader, and prints how many
queries it took, how many milliseconds the database and the whole page, and how heavy it is. Of several visits
the database has two numbers: with every statement at its quickest, which changes least with whatever else the
machine does, and the median. A page that is over the house's limit by the first is marked; nothing fails, as
the times are those of the machine.
"""

import argparse
import os
from contextlib import nullcontext
from statistics import median
from time import perf_counter

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.conf import settings  # noqa: E402 - Django has to be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from innovations.models import Innovation  # noqa: E402
from kipp import local_database  # noqa: E402
from tests.benchmarks import crowd  # noqa: E402
from tests.benchmarks.pages import Page, pages  # noqa: E402

# The limit of a page: milliseconds of the database.
MILLISECONDS = 30
VISITS = 15


class Stopwatch:
    """Notes each statement and its milliseconds: sent, planned, run and read."""

    def __init__(self):
        self.noted = []

    def __call__(self, execute, sql, params, many, context):
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            milliseconds = 1000 * (perf_counter() - began)
            cursor = context["cursor"].cursor
            self.noted.append((milliseconds, connection.ops.last_executed_query(cursor, sql, params)))


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--innovations", type=int, default=10_000, help="how many, of all editions")
    parser.add_argument("--only", default="", help="pages with this in their names, and their queries too")
    parser.add_argument("--keep", action="store_true", help="keep the database for the next run")
    asked = parser.parse_args()
    with nullcontext() if os.environ.get("DATABASE_URL") else local_database.running():
        name = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = f"benchmark_{name}"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=asked.keep)
        try:
            if not Innovation.objects.exists():
                crowd.build(asked.innovations)
            measure(asked.only)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0, keepdb=asked.keep)


def measure(only: str) -> None:
    """Print a line for each page, and what it asked the database where pages were chosen."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as a server does it by itself within minutes
    print(f"{Innovation.objects.count()} innovations")
    print(f"{'page':34} queries  database, ms  page, ms  KiB")
    middleware = [one for one in settings.MIDDLEWARE if not one.startswith("zeal.")]
    with override_settings(MIDDLEWARE=middleware, ALLOWED_HOSTS=["testserver"]):
        for page in pages():
            if only in page.name:
                _measure(page, shows_queries=bool(only))


def _measure(page, *, shows_queries):
    client = Client()
    if page.reader:
        client.force_login(page.reader)
    visit(client, page)  # what a process does once, such as compiling a template, is left out
    visits = [visit(client, page) for _visit in range(VISITS)]
    noted, _milliseconds, weight = visits[-1]
    in_database = [[milliseconds for milliseconds, _sql in noted] for noted, _page, _weight in visits]
    quickest = sum(map(min, zip(*in_database, strict=True)))
    altogether = median(milliseconds for _noted, milliseconds, _weight in visits)
    is_over = quickest > MILLISECONDS
    times = f"{quickest:6.1f} {median(map(sum, in_database)):6.1f} {altogether:9.0f}"
    print(
        f"{page.name:34} {len(noted):7} {times} {weight / 1024:4.0f}", "  over" if is_over else "", flush=True
    )
    for milliseconds, sql in noted if shows_queries else []:
        print(f"{milliseconds:8.1f} ms  {sql}")


def visit(client: Client, page: Page) -> tuple[list[tuple[float, str]], float, int]:
    """Open a page; return its statements with their milliseconds, its own milliseconds, and its bytes."""
    watch = Stopwatch()
    began = perf_counter()
    with connection.execute_wrapper(watch):
        response = client.get(page.path)
    milliseconds = 1000 * (perf_counter() - began)
    if response.status_code != 200:
        raise RuntimeError(f"{page.name}: {page.path} answered {response.status_code}.")
    return watch.noted, milliseconds, len(response.content)


if __name__ == "__main__":
    main()
