"""Two versions of a proposal side by side: what was taken out and what came in, by whole words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from innovations.rulebook.models import Section

from .models import Answer, Revision

# A word with the white space behind it: put together, these are the text, letter by letter.
_WORDS = re.compile(r"\S+\s*|\s+")


class Kind(StrEnum):
    """Whether words stand in both versions, only in the older, or only in the newer."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Piece:
    """Words in a row that are all of one kind."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class SectionChange:
    """A section as it stands in both versions."""

    section: Section
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != Kind.SAME for piece in self.pieces)


def compare(older: str, newer: str) -> list[Piece]:
    """Return the pieces of both texts in order.

    Those that are not IN make up the older text, those that are not OUT the newer one.
    """
    old, new = _WORDS.findall(older), _WORDS.findall(newer)
    return list(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matched = SequenceMatcher(None, old, new, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matched.get_opcodes():
        if tag == "equal":
            yield Piece(Kind.SAME, "".join(old[from_old:to_old]))
            continue
        if to_old > from_old:
            yield Piece(Kind.OUT, "".join(old[from_old:to_old]))
        if to_new > from_new:
            yield Piece(Kind.IN, "".join(new[from_new:to_new]))


def compare_revisions(older: Revision, newer: Revision) -> list[SectionChange]:
    """Return each section of the edition with its pieces: two queries."""
    answers = Answer.objects.filter(revision__in=[older, newer])
    texts = {(answer.revision_id, answer.section_id): answer.text for answer in answers}
    sections = Section.objects.filter(edition=older.innovation.edition_id)
    return [
        SectionChange(
            section, compare(texts.get((older.pk, section.pk), ""), texts.get((newer.pk, section.pk), ""))
        )
        for section in sections
    ]
