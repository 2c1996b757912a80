"""The parts of a proposal as its agency works through them, each with its state and its page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from .completeness import Gap, SectionProgress, SectionState, missing, progress
from .models import Innovation


@dataclass(frozen=True)
class Part:
    title: str
    url: str
    state: SectionState
    # The state in a word.
    label: str
    # Of sections only.
    words: int | None = None
    limit: int | None = None


@dataclass(frozen=True)
class TaskList:
    parts: list[Part]
    gaps: list[Gap]

    @property
    def done(self) -> int:
        return sum(part.state == SectionState.DONE for part in self.parts)


def task_list(innovation: Innovation) -> TaskList:
    """Return the parts of the working copy, and what is missing before it can be sent: two queries."""
    revision = innovation.working_copy
    sections = progress(revision)
    gaps = missing(innovation, revision, sections)
    with_gaps = {gap.url for gap in gaps}
    parts = [
        _part(_("Title, category and start"), "submission_basics", innovation, with_gaps),
        *(_section(item, innovation) for item in sections),
        _part(_("Locations"), "submission_locations", innovation, with_gaps),
        _part(_("Photos and documents"), "submission_evidence", innovation, with_gaps),
    ]
    return TaskList(parts, gaps)


def _part(title, page, innovation, with_gaps):
    url = reverse(page, args=[innovation.pk])
    state = SectionState.EMPTY if url in with_gaps else SectionState.DONE
    return Part(title, url, state, _("Incomplete") if url in with_gaps else _("Complete"))


def _section(item: SectionProgress, innovation):
    labels = {
        SectionState.EMPTY: _("Not filled in"),
        SectionState.TOO_LONG: _("Too long"),
        SectionState.DONE: _("Complete"),
    }
    url = reverse("submission_section", args=[innovation.pk, item.section.code])
    limit = item.section.max_words
    return Part(str(item.section), url, item.state, labels[item.state], item.words, limit)
