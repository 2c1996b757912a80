"""The parts of a proposal in the order in which its agency writes them, each with its state and page."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innovations.proposals import proposal_parts as codes
from innovations.proposals.models import Innovation
from innovations.proposals.sections import SectionProgress, SectionState, progress
from innovations.requirements.completeness import Gap, missing
from innovations.requirements.eligibility import Verdict, verdicts
from kipp.certain import certain

_LABELS = {
    SectionState.EMPTY: gettext_lazy("Not filled in"),
    SectionState.PARTLY: gettext_lazy("Partly filled in"),
    SectionState.TOO_LONG: gettext_lazy("Too long"),
    SectionState.DONE: gettext_lazy("Complete"),
}


@dataclass(frozen=True)
class TaskListItem:
    """A part of the proposal with the page where it is written."""

    title: str
    url: str
    state: SectionState
    # What it lacks, where the title does not say that.
    missing: str = ""
    # The return that asks for a correction does not name it: it stays as it was sent.
    is_closed: bool = False
    # Of sections only.
    words: int | None = None
    limit: int | None = None

    @property
    def label(self) -> str:
        """The state in a word."""
        if self.is_closed:
            return _("Closed")
        return str(_LABELS[self.state])


@dataclass(frozen=True)
class TaskList:
    """The parts in the order of the form, what is missing as sentences, and the rules' verdicts so far."""

    parts: list[TaskListItem]
    gaps: list[Gap]
    verdicts: list[Verdict]

    @property
    def done(self) -> int:
        return sum(part.state == SectionState.DONE for part in self.parts)

    @property
    def unfinished(self) -> int:
        return len(self.parts) - self.done


def task_list(innovation: Innovation) -> TaskList:
    """Return the parts of the working copy, what is missing before sending, and the rules' verdicts.

    Three queries, where the edition came with its stages and the innovation with group and category.
    """
    revision = certain(innovation.working_copy)
    sections = progress(revision)
    gaps = missing(innovation, revision, sections)
    parts = {
        # It has a title from the beginning.
        codes.BASICS: _part(
            _("Title, category and start"), "submission_basics", innovation, gaps, SectionState.PARTLY
        ),
        **{codes.of_section(item.section.code): _section(item, innovation) for item in sections},
        codes.MAKERS: _part(
            _("Innovators and partners"), "submission_makers", innovation, gaps, SectionState.EMPTY
        ),
        codes.LOCATIONS: _part(_("Locations"), "submission_locations", innovation, gaps, SectionState.EMPTY),
        codes.of_files(innovation): _part(
            _("Photos and documents"), "submission_evidence", innovation, gaps, SectionState.EMPTY
        ),
    }
    closed = {code: not codes.is_open(innovation, code) for code in parts}
    return TaskList(
        parts=[replace(part, is_closed=closed[code]) for code, part in parts.items()],
        gaps=gaps,
        verdicts=verdicts(revision, sections),
    )


def _part(
    title: str, page: str, innovation: Innovation, gaps: list[Gap], unfinished: SectionState
) -> TaskListItem:
    url = reverse(page, args=[innovation.pk])
    # A part may have pages below its own, one for each file.
    of_this = [gap for gap in gaps if gap.url.startswith(url)]
    sentences = [gap.sentence for gap in of_this]
    state = unfinished if sentences else SectionState.DONE
    if sentences and url not in [gap.url for gap in of_this]:
        state = SectionState.PARTLY
    return TaskListItem(title, url, state, missing=" ".join(sentences))


def _section(item: SectionProgress, innovation: Innovation) -> TaskListItem:
    url = reverse("submission_section", args=[innovation.pk, item.section.code])
    return TaskListItem(str(item.section), url, item.state, words=item.words, limit=item.section.max_words)
