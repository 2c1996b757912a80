"""The tabs above a list that is read in parts, each with the number of rows in its part.

Shown by {% include "components/tabs.html" with tabs=tabs label=label only %}.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Tab:
    """A part of a list, with the number of rows in it."""

    label: str
    number: int
    # The parameters of the part's address, urlencoded.
    query: str
    is_current: bool


def tab(label: str, number: int, parameters: Mapping, *, is_current: bool) -> Tab:
    """Return a tab of the current page; parameters without a value are left out."""
    return Tab(label, number, query(parameters), is_current)


def query(parameters: Mapping) -> str:
    """Return the parameters that have a value, urlencoded."""
    return urlencode({name: value for name, value in parameters.items() if value})
