"""What an assessor reads at each criterion: what the proposal says, and what the field team found."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery

from innovations.models import Answer, Criterion, Innovation, Revision, Section
from verification.visits.models import VisitFinding


@dataclass(frozen=True)
class ProposalText:
    """What the proposal says in a section that a criterion reads; empty where nothing is written."""

    section: Section
    text: str


@dataclass(frozen=True)
class Reading:
    """A criterion with what the proposal says in its sections, and the team's finding if there is a visit."""

    criterion: Criterion
    claims: list[ProposalText]
    finding: VisitFinding | None = None

    @property
    def bands(self) -> list[tuple[int, int, str]]:
        """What points mean, the best first: the lowest and the highest points of a band, and its words."""
        bands = list(self.criterion.bands.all())
        highest = [100, *(band.lowest - 1 for band in bands)]
        return [(band.lowest, top, band.local_label) for band, top in zip(bands, highest, strict=False)]


def last_sent(innovation: Innovation) -> QuerySet[Revision]:
    """Return the revision that assessors read: a query of one row, which other queries can stand on."""
    return Revision.objects.filter(innovation=innovation, sent_at__isnull=False).order_by("-number")[:1]


def by_criterion(
    criteria: Iterable[Criterion], revision: QuerySet[Revision]
) -> dict[int, list[ProposalText]]:
    """Return what the revision says in the sections of each criterion, by its number: one query."""
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
    """Return each criterion with what there is to read. Findings come with their criterion.

    They go by the criterion's code: a corrected rubric has new rows with the same codes.
    """
    found = {finding.criterion.code: finding for finding in findings}
    return [
        Reading(criterion, claims.get(criterion.pk, []), found.get(criterion.code)) for criterion in criteria
    ]
