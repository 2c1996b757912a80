"""What an assessor reads at each criterion: what the proposal says, and what the field team found."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from innovations.models import Answer, Criterion, Revision, Section

from .models import Visit, VisitFinding


@dataclass(frozen=True)
class Claim:
    """What the proposal says in one section; empty when nothing was written."""

    section: Section
    text: str


@dataclass(frozen=True)
class Reading:
    """A criterion with the claims that it is judged by, and the team's finding if there is a visit."""

    criterion: Criterion
    claims: list[Claim] = field(default_factory=list)
    finding: VisitFinding | None = None


def readings(
    criteria: Iterable[Criterion], revision: Revision | None, visit: Visit | None = None
) -> list[Reading]:
    """Return each criterion with what there is to read: two queries if the sections are prefetched.

    Without a revision there are no claims, without a visit no findings. Findings go by the criterion's
    code: a corrected rubric has new rows with the same codes.
    """
    texts = dict(Answer.objects.filter(revision=revision).values_list("section", "text")) if revision else {}
    findings = {finding.criterion.code: finding for finding in _findings(visit)}
    return [
        Reading(
            criterion,
            [Claim(section, texts.get(section.pk, "")) for section in criterion.sections.all()]
            if revision
            else [],
            findings.get(criterion.code),
        )
        for criterion in criteria
    ]


def _findings(visit):
    return visit.findings.select_related("criterion") if visit else []
