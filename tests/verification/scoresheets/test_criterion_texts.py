import pytest

from tests import factories
from verification.scoresheets import criterion_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return factories.edition(at_stage="field").stage_of_kind("field")


def test_each_criterion_comes_with_the_sections_that_it_reads(stage):
    entry = factories.innovation("finalist")
    criteria = list(stage.rubrics.get().criteria.all())

    readings = criterion_texts.readings(
        criteria, criterion_texts.by_criterion(criteria, criterion_texts.last_sent(entry))
    )

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

    (reading,) = criterion_texts.readings(
        corrected.criteria.all(), {}, visit.findings.select_related("criterion")
    )

    assert (reading.criterion.rubric, reading.claims, reading.finding.finding) == (corrected, [], "partly")


def test_the_last_sent_words_are_read_and_an_empty_section_is_shown_as_empty(stage):
    entry = factories.innovation("returned", edition=stage.edition)
    sent = entry.last_sent_revision
    entry.working_copy.answers.update(text="Belum dikirim")
    sent.answers.filter(section__code="novelty").delete()
    criteria = list(stage.rubrics.get().criteria.filter(code="novelty"))

    written = criterion_texts.by_criterion(criteria, criterion_texts.last_sent(entry))

    assert [(claim.section.code, claim.text) for claim in written[criteria[0].pk]] == [
        ("summary", sent.answers.get(section__code="summary").text),
        ("novelty", ""),
    ]


def test_each_band_of_points_ends_where_the_better_one_begins(stage):
    criterion = stage.rubrics.get().criteria.get(code="novelty")
    criterion.bands.all().delete()
    for lowest, label in ((0, "Kurang"), (60, "Cukup"), (90, "Baik")):
        criterion.bands.create(lowest=lowest, label=label)

    assert criterion_texts.Reading(criterion, []).bands == [
        (90, 100, "Baik"),
        (60, 89, "Cukup"),
        (0, 59, "Kurang"),
    ]
