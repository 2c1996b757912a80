"""The sections of a proposal, and how far each is written, counted in words."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, FilteredRelation, Q

from innovations.rulebook.models import Section

from .models import Revision


def count_words(text: str) -> int:
    """Return the number of words: pieces between white space that have a letter or a digit."""
    return sum(any(character.isalnum() for character in part) for part in text.split())


class SectionState(StrEnum):
    """How far a part of the proposal is written."""

    EMPTY = "empty"
    PARTLY = "partly"  # Only a part with several fields; a section is empty or written.
    TOO_LONG = "too_long"
    DONE = "done"


@dataclass(frozen=True)
class SectionProgress:
    """A section and what a revision says in it, counted in words."""

    section: Section
    text: str
    # Of the text; 0 where nothing was ever written.
    save_number: int = 0

    @property
    def words(self) -> int:
        return count_words(self.text)

    @property
    def state(self) -> SectionState:
        if not self.words:
            return SectionState.EMPTY
        return SectionState.TOO_LONG if self.words > self.section.max_words else SectionState.DONE


def progress(revision: Revision) -> list[SectionProgress]:
    """Return each section of the edition with what the revision says in it: one query."""
    written = FilteredRelation("answers", condition=Q(answers__revision=revision))
    sections = Section.objects.filter(edition=revision.innovation.edition_id)
    sections = sections.annotate(written=written).annotate(
        text=F("written__text"), save_number=F("written__save_number")
    )
    return [SectionProgress(section, section.text or "", section.save_number or 0) for section in sections]
