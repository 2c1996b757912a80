"""The whole proposal as its agency, coordinators, the bureau and assessors read it.

    {% include "components/proposal.html" with proposal=proposal only %}

shows what `read` gathers: five queries for any number of sections, places, files and makers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.urls import reverse

from innovations.editions.models import stages_with_extensions
from innovations.evidence.models import Evidence
from kipp.accounts.models import Agency
from kipp.certain import certain

from .models import Innovation, Innovator, Location, Revision
from .sections import SectionProgress, progress


@dataclass(frozen=True)
class Attachment:
    """A photo or document with the addresses under which this reader gets it."""

    evidence: Evidence
    url: str
    # Empty for a document.
    thumbnail_url: str = ""
    # Where it is described, moved and taken out; empty for those who only read.
    edit_url: str = ""
    move_url: str = ""
    remove_url: str = ""
    # What must still be said of it before the proposal is sent, as a sentence.
    gap: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the same file supports another innovation of the edition, for readers who are told so."""
        return getattr(self.evidence, "is_elsewhere", False)


@dataclass(frozen=True)
class Proposal:
    """What a revision says, in the order in which it is read."""

    innovation: Innovation
    revision: Revision
    innovators: list[Innovator]
    partners: list[Agency]
    sections: list[SectionProgress]
    locations: list[Location]
    photos: list[Attachment]
    documents: list[Attachment]


def staff_file(evidence: Evidence, size: str) -> str:
    """Return the address of a file for agencies, coordinators and the bureau."""
    return reverse("evidence_file", args=[evidence.pk, size])


def read(revision: Revision, *, file_url: Callable[[Evidence, str], str] = staff_file) -> Proposal:
    """Gather the proposal of a revision; its innovation comes with agency, government, category and group.

    `file_url` tells where this reader gets a file, from the evidence and "file" or "thumbnail"; assessors
    have an address of their own:

        def file_url(evidence, size):
            return reverse("assessor_file", args=[sheet.uuid, evidence.pk, size])
    """
    innovation = revision.innovation
    places = Location.objects.in_revision(revision).select_related("village__government")
    attached = attachments(revision, file_url=file_url)
    return Proposal(
        innovation=innovation,
        revision=revision,
        innovators=list(innovation.innovators.all()),
        partners=list(innovation.partners.select_related("government")),
        sections=progress(revision),
        locations=list(places),
        photos=[item for item in attached if item.evidence.is_photo],
        documents=[item for item in attached if not item.evidence.is_photo],
    )


def attachments(
    revision: Revision, *, file_url: Callable[[Evidence, str], str] = staff_file
) -> list[Attachment]:
    """Return the photos and documents of a revision with their addresses: one query.

    Only the agency and the bureau are told, as a hint, that the same file stands elsewhere in the edition.
    Assessors are not: they judge the proposal alone.
    """
    listed = Evidence.objects.in_revision(revision).select_related("section", "required_document")
    if file_url is staff_file:
        listed = listed.told_if_elsewhere()
    return [
        Attachment(
            evidence=evidence,
            url=file_url(evidence, "file"),
            thumbnail_url=file_url(evidence, "thumbnail") if evidence.is_photo else "",
        )
        for evidence in listed
    ]


def readable_revision(innovations: QuerySet[Innovation]) -> QuerySet[Revision]:
    """Return, as a queryset of one, the revision that readers outside the agency read: two queries.

    `innovations` is a queryset of one too, and the revision brings its innovation. It is the last sent
    revision, or before the first sending the working copy: what an agency changes after a return stays its
    own until it sends again.
    """
    revisions = Revision.objects.filter(innovation__in=innovations).select_related(
        "innovation__edition",
        "innovation__agency__government",
        "innovation__category",
        "innovation__group",
        "innovation__screened_by",
        "innovation__covering_letter",
    )
    revisions = revisions.prefetch_related(stages_with_extensions("innovation__edition__stages"))
    return revisions.order_by(F("sent_at").desc(nulls_last=True))[:1]


def own_revision(innovation: Innovation) -> Revision:
    """Return the revision that the agency itself reads: its working copy, or else what it sent."""
    return innovation.working_copy or certain(innovation.last_sent_revision)
