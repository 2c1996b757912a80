"""The texts that an assessor reads at each criterion: of the proposal, and what the visit's team found."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery

from innovations.models import Answer, Criterion, Innovation, Revision, Section
from verification.visits.models import VisitFinding


@dataclass(frozen=True)
class ProposalText:
    """The text of a proposal in a section that belongs to a criterion; empty if nothing is written."""

    section: Section
    text: str


@dataclass(frozen=True)
class Reading:
    """A criterion with the proposal's texts in its sections, and the finding if there was a visit."""

    criterion: Criterion
    claims: list[ProposalText]
    finding: VisitFinding | None = None

    @property
    def bands(self) -> list[tuple[int, int, str]]:
        """The bands of points, the best first: lowest points, highest points, and the label."""
        bands = list(self.criterion.bands.all())
        highest = [100, *(band.lowest - 1 for band in bands)]
        return [(band.lowest, top, band.local_label) for band, top in zip(bands, highest, strict=False)]


def last_sent(innovation: Innovation) -> QuerySet[Revision]:
    """Return the revision that assessors read, as a queryset of one row that can be part of other queries."""
    return Revision.objects.filter(innovation=innovation, sent_at__isnull=False).order_by("-number")[:1]


def by_criterion(
    criteria: Iterable[Criterion], revision: QuerySet[Revision]
) -> dict[int, list[ProposalText]]:
    """Return the revision's texts for each criterion, by the criterion's number: one query."""
    answers = Answer.objects.filter(section=OuterRef("pk"), revision=revision)
    sections = (
        Section.objects.filter(criteria__in=[criterion.pk for criterion in criteria])
        .annotate(criterion=F("criteria"), text=Subquery(answers.values("text")))
        .order_by("order")
    )
    claims = defaultdict(list)
    for section in sections:
        claims[section.criterion].append(ProposalText(section, section.text or ""))
    return claims


def readings(
    criteria: Iterable[Criterion],
    claims: dict[int, list[ProposalText]],
    findings: Iterable[VisitFinding] = (),
) -> list[Reading]:
    """Return each criterion with its texts and its finding.

    `claims` are as `by_criterion` returns them. Findings should have their criterion selected; they are
    found by its code, since a corrected rubric has new criteria with the same codes.
    """
    found = {finding.criterion.code: finding for finding in findings}
    return [
        Reading(criterion, claims.get(criterion.pk, []), found.get(criterion.code)) for criterion in criteria
    ]
