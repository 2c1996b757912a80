"""Innovations that are alike: a hint for anyone who checks an entry, and never a verdict.

The database finds candidates in two ways: by the letters of their titles (trigrams), and by words of the
title that stand in the other's title or summary. What both texts say in the same words is then found here, by
runs of words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypedDict

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db.models import F, QuerySet

from innovations.proposals.comparison import Kind, Piece
from innovations.proposals.models import Innovation

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# So many words in a row that stand in both texts are a passage; shorter runs are turns of phrase.
RUN = 5
# How many candidates the database hands over by each of its two ways.
MOST = 8
# A word that more innovations than this have distinguishes none: only the newest of them are weighed.
MOST_WEIGHED = 200
# Shorter words are in every title.
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_WORD = re.compile(r"\S+\s*|\s+")
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Alike:
    """An innovation that is like another, and how like it is, in per cent."""

    innovation: Innovation
    # Of the titles' trigrams, as PostgreSQL's similarity() counts them.
    title: int
    # Of the words of the summary: those that stand in a passage that the other summary has too.
    summary: int

    @property
    def degree(self) -> int:
        return max(self.title, self.summary)


def alike(innovation: Innovation, among: QuerySet[Innovation], *, most: int = 5) -> list[Alike]:
    """Return those of `among` that are most like this one, the most alike first: two queries.

    What it was copied from, and its own copies, are the same innovation and are left out.
    """
    others = among.exclude(pk__in=[innovation.pk, innovation.copied_from_id or innovation.pk])
    others = others.exclude(copied_from=innovation.pk).select_related("agency__government", "edition")
    others = others.annotate(title_likeness=TrigramSimilarity("title", innovation.title))
    by_title = others.filter(title__trigram_similar=innovation.title).order_by("-title_likeness", "pk")[:MOST]
    found = {other.pk: other for other in [*by_title, *_by_words(innovation, others)]}
    measured = [_measured(innovation, other) for other in found.values()]
    return sorted(measured, key=lambda one: (-one.degree, one.innovation.pk))[:most]


class _Likeness(TypedDict):
    title_likeness: float


def _by_words(
    innovation: Innovation, others: "QuerySet[WithAnnotations[Innovation, _Likeness]]"
) -> "Iterable[WithAnnotations[Innovation, _Likeness]]":
    """Return those that have two of the title's long words in title or summary.

    A title with only one long word is compared by that one.
    """
    words = sorted({word.lower() for word in _LONG_WORD.findall(innovation.title)})
    if not words:
        return []
    pairs = [f"({one} & {two})" for one, two in combinations(words, 2)] or words
    asked = SearchQuery(" | ".join(pairs), config="kipp", search_type="raw")
    # By their numbers alone, so that no summary is read that will not be weighed.
    weighed = Innovation.objects.filter(words=asked).order_by("-pk").values("pk")[:MOST_WEIGHED]
    return others.filter(pk__in=weighed).order_by(SearchRank(F("words"), asked).desc(), "pk")[:MOST]


def _measured(innovation: Innovation, other: "WithAnnotations[Innovation, _Likeness]") -> Alike:
    said = passages(other.public_summary, innovation.public_summary)
    words = sum(len(piece.text.split()) for piece in said)
    shared = sum(len(piece.text.split()) for piece in said if piece.kind == Kind.SAME)
    return Alike(
        other, title=round(100 * other.title_likeness), summary=round(100 * shared / words) if words else 0
    )


def passages(text: str, other: str) -> list[Piece]:
    """Return the pieces of a text: SAME for words that the other text has too, else OUT.

    A piece is SAME where at least RUN words in a row stand in the other text. Capitals and signs make no
    difference. Put together, the pieces are the text, letter by letter.
    """
    words = _WORD.findall(text)
    keys = [_key(word) for word in words]
    runs = set(_runs([_key(word) for word in _WORD.findall(other)]))
    shared = [False] * len(words)
    for start, run in enumerate(_runs(keys)):
        if run in runs:
            shared[start : start + RUN] = [True] * RUN
    return _joined(zip(words, shared, strict=True))


def _key(word: str) -> str:
    return _LETTERS.sub("", word).lower()


def _runs(keys: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(keys[start:] for start in range(RUN)), strict=False)


def _joined(words: Iterable[tuple[str, bool]]) -> list[Piece]:
    pieces: list[Piece] = []
    for word, is_shared in words:
        kind = Kind.SAME if is_shared else Kind.OUT
        if pieces and pieces[-1].kind == kind:
            pieces[-1] = Piece(kind, pieces[-1].text + word)
        else:
            pieces.append(Piece(kind, word))
    return pieces
