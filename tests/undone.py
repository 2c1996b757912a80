"""Let something happen of which nothing stays in the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Take back, at the end of the block, what it wrote into the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
