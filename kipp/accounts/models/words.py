"""Search by words in the bureau's registers, where a part of a word is enough: "karang" finds Karangdadap."""

from django.db.models import Q


def each_word_in(words: str, *fields: str) -> Q:
    """Return the condition that every word stands in one of the fields, in capitals or not; no words: all."""
    condition = Q()
    for word in words.split():
        condition &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
    return condition
