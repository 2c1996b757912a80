"""What a proposal still lacks before it can be sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from innovations.evidence.deeds import undescribed
from innovations.evidence.models import Evidence
from innovations.proposals.models import Innovation, Location, Revision
from innovations.proposals.required_documents import Listed, required_documents
from innovations.proposals.sections import SectionProgress, SectionState
from innovations.rulebook.models import RequiredDocument

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@dataclass(frozen=True)
class Gap:
    """Something that is missing: a sentence, and the address of the page where it is added."""

    sentence: str
    url: str


def missing(innovation: Innovation, revision: Revision, sections: list[SectionProgress]) -> list[Gap]:
    """Return what the revision lacks, given its progress: four queries, for what it carries."""
    return gaps(
        innovation,
        sections,
        has_location=Location.objects.in_revision(revision).exists(),
        has_innovator=innovation.innovators.exists(),
        evidence=list(Evidence.objects.in_revision(revision)),
        documents=required_documents(revision),
    )


def lacking(documents: "Iterable[WithAnnotations[RequiredDocument, Listed]]") -> list[RequiredDocument]:
    """Return those of the required documents that are not there."""
    return [one for one in documents if not one.is_there]


def is_placed(innovation: Innovation) -> bool:
    """Return whether the innovation is in a group and in a category of its own edition."""
    chosen = (innovation.group, innovation.category)
    return all(one is not None and one.edition_id == innovation.edition_id for one in chosen)


def gaps(
    innovation: Innovation,
    sections: list[SectionProgress],
    *,
    has_innovator: bool,
    has_location: bool,
    evidence: list[Evidence],
    documents: "Iterable[WithAnnotations[RequiredDocument, Listed]]",
) -> list[Gap]:
    """Return what is lacking, for a page that has read the proposal already: no query of its own.

    `documents` are the required ones, as `required_documents` finds them.
    """
    return [
        *_basics(innovation),
        *_sections(innovation, sections),
        *_innovators(innovation, has_innovator=has_innovator),
        *_locations(innovation, has_location=has_location),
        *_evidence(innovation, evidence, lacking(documents)),
    ]


def _basics(innovation: Innovation) -> Iterator[Gap]:
    url = reverse("submission_basics", args=[innovation.pk])
    if not is_placed(innovation):
        yield Gap(_("Choose a category."), url)
    if innovation.started_on is None:
        yield Gap(_("Say since when the innovation is implemented."), url)


def _sections(innovation: Innovation, sections: list[SectionProgress]) -> Iterator[Gap]:
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


def _innovators(innovation: Innovation, *, has_innovator: bool) -> Iterator[Gap]:
    if not has_innovator:
        yield Gap(_("Name at least one innovator."), reverse("submission_makers", args=[innovation.pk]))


def _locations(innovation: Innovation, *, has_location: bool) -> Iterator[Gap]:
    if not has_location:
        yield Gap(
            _("Name at least one village where the innovation can be seen."),
            reverse("submission_locations", args=[innovation.pk]),
        )


def _evidence(
    innovation: Innovation, evidence: list[Evidence], lacking_documents: list[RequiredDocument]
) -> Iterator[Gap]:
    url = reverse("submission_evidence", args=[innovation.pk])
    if not evidence and not lacking_documents:
        yield Gap(_("Add at least one photo or document as evidence."), url)
    for document in lacking_documents:
        yield Gap(
            _("Add the required document “%(document)s”.") % {"document": document},
            f"{url}#document-{document.code}",
        )
    for kind in Evidence.Kind:
        for number, item in enumerate((item for item in evidence if item.kind == kind), start=1):
            if sentence := undescribed(item, number):
                yield Gap(sentence, reverse("evidence", args=[innovation.pk, item.pk]))
