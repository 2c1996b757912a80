"""Search by words in the bureau's registers. A part of a word is enough: "karang" finds Karangdadap."""

from django.db.models import Q


def each_word_in(words: str, *fields: str) -> Q:
    """Return the condition that every word is in one of the fields, in any case; without words: all rows."""
    condition = Q()
    for word in words.split():
        condition &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
    return condition
