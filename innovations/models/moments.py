"""Announced times: "s.d. 23.59 WIB" includes that whole minute."""

from datetime import datetime, timedelta


def first_moment_after(announced: datetime) -> datetime:
    """Return the first moment that is too late for an announced time."""
    return announced.replace(second=0, microsecond=0) + timedelta(minutes=1)
