"""Texts of an edition that people see are kept in Indonesian with an English twin (`title`, `title_en`)."""

from django.db.models import F, Model, Value
from django.db.models.functions import Coalesce, NullIf

from kipp.accounts.language import reads_english


def bilingual(name: str) -> property:
    """Return a property that reads `name` in the reader's language; an empty twin gives the Indonesian."""

    def read(self: Model) -> str:
        english = getattr(self, f"{name}_en") if reads_english() else ""
        return english or getattr(self, name)

    return property(read)


def bilingual_value(path: str) -> F | Coalesce:
    """Return the expression that reads `path` in a query by the same rule, such as "tier__name"."""
    return Coalesce(NullIf(F(f"{path}_en"), Value("")), path) if reads_english() else F(path)
