"""Texts of an edition that people see stand in Indonesian with an English twin (`title`, `title_en`)."""

from django.utils.translation import get_language


def bilingual(name):
    """Return a property that reads `name` in the reader's language; an empty twin falls back."""

    def read(self):
        english = getattr(self, f"{name}_en") if (get_language() or "id").startswith("en") else ""
        return english or getattr(self, name)

    return property(read)
