"""The governments and villages of Central Java: an extract of open data (LICENCE.md), loaded by a command."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from kipp.accounts.models import Government, Village

FOLDER = Path(__file__).parent


@transaction.atomic
def load() -> tuple[int, int]:
    """Bring governments and villages up to date with the extract; return how many of each there are.

    Rows are found by their official code, so loading again changes names and doubles nothing.
    """
    governments = [Government(**row) for row in _rows("governments.csv")]
    Government.objects.bulk_create(
        governments, update_conflicts=True, unique_fields=["code"], update_fields=["kind", "name"]
    )
    by_code = dict(Government.objects.values_list("code", "pk"))
    villages = [Village(**row, government_id=by_code[row["code"][:5]]) for row in _rows("villages.csv")]
    Village.objects.bulk_create(
        villages,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "district", "government"],
    )
    return len(governments), len(villages)


def are_loaded() -> bool:
    """Return whether the extract has been loaded, so that a start need not load it again."""
    return Village.objects.exists()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
