"""What a proposal lacks."""

import pytest

from innovations.models import Evidence, Innovation, Location
from innovations.proposals import required_documents, sections
from innovations.proposals.sections import SectionState
from innovations.requirements import completeness
from tests import factories


@pytest.fixture
def draft(db):
    return factories.innovation("draft", edition=factories.edition())


def missing(innovation):
    innovation = Innovation.objects.get(pk=innovation.pk)
    revision = innovation.revisions.latest("number")
    return completeness.missing(innovation, revision, sections.progress(revision))


def url(innovation, page):
    return f"/submissions/{innovation.pk}/{page}/"


def test_a_complete_draft_lacks_nothing(draft):
    assert missing(draft) == []


def test_an_empty_draft_lacks_everything_and_each_gap_leads_to_its_page(db):
    empty = factories.innovation("draft", edition=factories.edition(), complete=False)
    codes = list(empty.edition.sections.values_list("code", flat=True))

    assert [gap.url for gap in missing(empty)] == [
        url(empty, "basics"),
        url(empty, "basics"),
        *[url(empty, f"sections/{code}") for code in codes],
        url(empty, "makers"),
        url(empty, "locations"),
        url(empty, "evidence"),
    ]
    assert all(gap.sentence for gap in missing(empty))


def test_a_section_is_empty_done_or_too_long(draft):
    section = draft.edition.sections.get(code="novelty")
    answer = draft.working_copy.answers.filter(section=section)
    states = {}
    for name, text in {
        "white space": " \n",
        "signs without letters": "- … -",
        "one word": "baru",
        "the limit": "kata " * section.max_words,
        "one more": "kata " * (section.max_words + 1),
    }.items():
        answer.update(text=text)
        progress = {item.section.code: item for item in sections.progress(draft.working_copy)}
        states[name] = (progress["novelty"].words, progress["novelty"].state, len(missing(draft)))

    assert states == {
        "white space": (0, SectionState.EMPTY, 1),
        "signs without letters": (0, SectionState.EMPTY, 1),
        "one word": (1, SectionState.DONE, 0),
        "the limit": (100, SectionState.DONE, 0),
        "one more": (101, SectionState.TOO_LONG, 1),
    }


def test_progress_has_every_section_in_order_whatever_was_written(draft):
    draft.working_copy.answers.exclude(section__code="results").delete()

    progress = sections.progress(draft.working_copy)

    assert [item.section.code for item in progress] == list(
        draft.edition.sections.order_by("order").values_list("code", flat=True)
    )
    assert [item.section.code for item in progress if item.state == SectionState.DONE] == ["results"]


def test_progress_costs_the_same_whatever_was_written(draft, django_assert_num_queries):
    revision = draft.working_copy
    with django_assert_num_queries(1):
        sections.progress(revision)
    revision.answers.all().delete()
    with django_assert_num_queries(1):
        sections.progress(revision)


def test_a_page_that_has_read_the_proposal_finds_the_same_without_a_query(draft, django_assert_num_queries):
    draft.evidence.all().delete()
    written = sections.progress(draft.working_copy)

    with django_assert_num_queries(0):
        found = completeness.gaps(
            draft, written, has_innovator=True, has_location=True, evidence=[], documents=[]
        )

    assert found == missing(draft)
    assert [gap.url for gap in found] == [url(draft, "evidence")]


def test_what_a_correction_took_away_is_missing_in_it_and_not_in_what_was_sent(db):
    returned = factories.innovation("returned", edition=factories.edition(at_stage="screening"))
    first, copy = returned.revisions.order_by("number")
    Location.objects.update(removed_in=copy)
    Evidence.objects.update(removed_in=copy)

    def gaps(revision):
        return [gap.url for gap in completeness.missing(returned, revision, sections.progress(revision))]

    assert gaps(first) == []
    assert gaps(copy) == [url(returned, "locations"), url(returned, "evidence")]


@pytest.fixture
def asked(db):
    """A complete draft of an edition that asks for its five documents."""
    return factories.innovation("draft", edition=factories.edition(required_documents=True))


def test_each_required_document_that_is_not_there_is_a_gap_that_leads_to_its_line(asked):
    assert missing(asked) == []

    Evidence.objects.filter(required_document__code__in=["start_proof", "agency_letter"]).delete()

    assert [gap.url for gap in missing(asked)] == [
        f"/submissions/{asked.pk}/evidence/#document-agency_letter",
        f"/submissions/{asked.pk}/evidence/#document-start_proof",
    ]
    assert "Surat pengantar instansi" in missing(asked)[0].sentence


def test_the_page_of_its_agency_lacks_the_same_documents(asked):
    Evidence.objects.filter(required_document__code="start_proof").delete()

    documents = required_documents.required_documents(asked.working_copy)

    assert len(documents) == 5
    assert [document.code for document in completeness.lacking(documents)] == ["start_proof"]


@pytest.mark.parametrize(
    ("words", "number_of_gaps"),
    [
        ({"caption": "Alat", "alternative_text": "Alat di meja"}, 0),
        ({"caption": "", "alternative_text": "Alat di meja"}, 1),
        ({"caption": "Alat", "alternative_text": ""}, 1),
        ({"caption": "", "alternative_text": ""}, 1),
    ],
)
def test_a_photo_needs_a_caption_and_an_alternative_text(draft, words, number_of_gaps):
    photo = factories.photo(draft, **words)

    assert [gap.url for gap in missing(draft)] == [f"/submissions/{draft.pk}/evidence/{photo.pk}/"] * (
        number_of_gaps
    )


def test_a_document_says_what_it_is_by_its_caption_or_as_a_required_one(asked):
    Evidence.objects.update(caption="")
    assert missing(asked) == []

    other = factories.document(asked, caption="")

    assert [gap.url for gap in missing(asked)] == [f"/submissions/{asked.pk}/evidence/{other.pk}/"]


def test_what_is_missing_costs_as_much_for_any_number(asked, django_assert_num_queries):
    innovation = Innovation.objects.select_related("group", "category").get(pk=asked.pk)
    revision = innovation.revisions.select_related("innovation").latest("number")
    written = sections.progress(revision)

    with django_assert_num_queries(4):
        completeness.missing(innovation, revision, written)
