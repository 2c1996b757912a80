"""What an assessor reads at each criterion: what the proposal says, and what the field team found."""

from collections.abc import Iterable
from dataclasses import dataclass

from innovations.completeness import SectionProgress
from innovations.models import Criterion

from .models import VisitFinding


@dataclass(frozen=True)
class Reading:
    """A criterion with what the proposal says in its sections, and the team's finding if there is a visit."""

    criterion: Criterion
    claims: list[SectionProgress]
    finding: VisitFinding | None = None


def readings(
    criteria: Iterable[Criterion],
    sections: Iterable[SectionProgress],
    findings: Iterable[VisitFinding] = (),
) -> list[Reading]:
    """Return each criterion with what there is to read; its sections are prefetched.

    `sections` is what a revision says in all of them. Findings go by the criterion's code: a corrected
    rubric has new rows with the same codes.
    """
    written = {item.section.pk: item for item in sections}
    found = {finding.criterion.code: finding for finding in findings}
    return [
        Reading(
            criterion,
            [written[section.pk] for section in criterion.sections.all() if section.pk in written],
            found.get(criterion.code),
        )
        for criterion in criteria
    ]
