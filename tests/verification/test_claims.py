import pytest

from innovations.completeness import progress
from tests import factories
from verification import claims

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return factories.edition(at_stage="field").stage_of_kind("field")


def test_each_criterion_comes_with_the_sections_that_it_reads(stage):
    entry = factories.innovation("finalist")
    criteria = stage.rubrics.get().criteria.prefetch_related("sections")

    readings = claims.readings(criteria, progress(entry.last_sent_revision))

    assert [
        (reading.criterion.code, [claim.section.code for claim in reading.claims]) for reading in readings
    ] == [
        ("novelty", ["summary", "novelty"]),
        ("effectiveness", ["objectives", "evaluation", "indicators", "results"]),
        ("benefit", ["alignment", "significance", "stakeholders"]),
        ("replicability", ["transferability", "lessons"]),
        ("sustainability", ["resources", "sustainability"]),
    ]
    assert {reading.finding for reading in readings} == {None}


def test_findings_go_by_code_so_that_a_corrected_rubric_keeps_them(stage):
    visit = factories.visit(factories.innovation("finalist"))
    visit.findings.filter(criterion__code="benefit").update(finding="partly", text="Baru dua desa")
    corrected = stage.rubrics.create(version=2, reason="Bobot keliru")
    corrected.criteria.create(order=1, code="benefit", name="Kemanfaatan", weight=100, aspect="benefit")

    (reading,) = claims.readings(
        corrected.criteria.prefetch_related("sections"), [], visit.findings.select_related("criterion")
    )

    assert (reading.criterion.rubric, reading.claims, reading.finding.finding) == (corrected, [], "partly")
