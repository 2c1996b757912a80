"""What a proposal still lacks before it can be sent."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, F, FilteredRelation, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Evidence, Innovation, Innovator, Location, Revision, Section


def count_words(text: str) -> int:
    """Count the words of a text: whatever stands between white space and has a letter or a digit."""
    return sum(any(character.isalnum() for character in part) for part in text.split())


class SectionState(StrEnum):
    """How far a part of the proposal is written."""

    EMPTY = "empty"
    PARTLY = "partly"  # of a part with several fields; a section is empty or written
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


@dataclass(frozen=True)
class Gap:
    """Something that is missing: a sentence, and the address of the page that mends it."""

    sentence: str
    url: str


def progress(revision: Revision) -> list[SectionProgress]:
    """Return each section of the edition with what the revision says in it: one query."""
    written = FilteredRelation("answers", condition=Q(answers__revision=revision))
    sections = Section.objects.filter(edition=revision.innovation.edition_id)
    sections = sections.annotate(written=written).annotate(
        text=F("written__text"), save_number=F("written__save_number")
    )
    return [SectionProgress(section, section.text or "", section.save_number or 0) for section in sections]


def missing(innovation: Innovation, revision: Revision, sections: list[SectionProgress]) -> list[Gap]:
    """Return what the revision lacks, from its progress: one query, for whether it carries anything."""
    carried = Revision.objects.annotate(
        has_location=Exists(Location.objects.in_revision(revision)),
        has_evidence=Exists(Evidence.objects.in_revision(revision)),
        has_innovator=Exists(Innovator.objects.filter(innovation=innovation)),
    ).get(pk=revision.pk)
    return gaps(
        innovation,
        sections,
        has_location=carried.has_location,
        has_evidence=carried.has_evidence,
        has_innovator=carried.has_innovator,
    )


def gaps(
    innovation: Innovation,
    sections: list[SectionProgress],
    *,
    has_innovator: bool,
    has_location: bool,
    has_evidence: bool,
) -> list[Gap]:
    """Return what is lacking, for a page that has read the proposal already: no query."""
    return [
        *_basics(innovation),
        *_sections(innovation, sections),
        *_carried(innovation, has_innovator, has_location, has_evidence),
    ]


def _basics(innovation):
    url = reverse("submission_basics", args=[innovation.pk])
    if innovation.category_id is None:
        yield Gap(_("Choose a category."), url)
    if innovation.started_on is None:
        yield Gap(_("Say since when the innovation is implemented."), url)


def _sections(innovation, sections):
    for item in sections:
        url = reverse("submission_section", args=[innovation.pk, item.section.code])
        if item.state == SectionState.EMPTY:
            yield Gap(_("Fill in “%(section)s”.") % {"section": item.section}, url)
        elif item.state == SectionState.TOO_LONG:
            yield Gap(
                _("Shorten “%(section)s”: %(words)d words of at most %(limit)d.")
                % {"section": item.section, "words": item.words, "limit": item.section.max_words},
                url,
            )


def _carried(innovation, has_innovator, has_location, has_evidence):
    if not has_innovator:
        yield Gap(
            _("Name at least one innovator."),
            reverse("submission_makers", args=[innovation.pk]),
        )
    if not has_location:
        yield Gap(
            _("Name at least one village where the innovation can be seen."),
            reverse("submission_locations", args=[innovation.pk]),
        )
    if not has_evidence:
        yield Gap(
            _("Add at least one photo or document as evidence."),
            reverse("submission_evidence", args=[innovation.pk]),
        )
