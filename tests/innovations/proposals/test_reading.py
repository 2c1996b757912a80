"""The whole proposal as it is read."""

import pytest

from innovations.models import Answer, Innovation
from innovations.proposals import reading as proposals
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(cast):
    """Sent once, and being corrected: a photo and a place came, the document and a text went."""
    innovation = factories.innovation("returned", edition=factories.edition(at_stage="screening"))
    copy = innovation.working_copy
    innovation.evidence.update(removed_in=copy)
    factories.photo(innovation, copy, caption="Foto baru")
    factories.location(innovation, copy, place="Polindes baru")
    Answer.objects.filter(revision=copy, section__code="novelty").delete()
    return innovation


def readable_revision(innovation):
    """What others than the agency read of an innovation."""
    return proposals.readable_revision(Innovation.objects.filter(pk=innovation.pk)).get()


def said(proposal):
    return {
        "novelty": {item.section.code: item.text for item in proposal.sections}["novelty"],
        "sections": len(proposal.sections),
        "places": [location.place for location in proposal.locations],
        "photos": [item.evidence.caption for item in proposal.photos],
        "documents": len(proposal.documents),
    }


def test_others_read_what_was_sent_and_the_agency_what_it_writes(returned):
    assert said(proposals.read(readable_revision(returned))) == {
        "novelty": "Jawaban tentang novelty",
        "sections": 13,
        "places": [""],
        "photos": [],
        "documents": 1,
    }
    assert said(proposals.read(proposals.own_revision(returned))) == {
        "novelty": "",
        "sections": 13,
        "places": ["", "Polindes baru"],
        "photos": ["Foto baru"],
        "documents": 0,
    }


def test_before_the_first_sending_everybody_reads_the_working_copy(cast):
    proposed = factories.innovation("proposed")

    assert readable_revision(proposed) == proposed.working_copy
    assert proposals.own_revision(proposed) == proposed.working_copy


def test_after_sending_everybody_reads_what_was_sent(cast):
    sent = factories.innovation("submitted")

    assert readable_revision(sent) == sent.last_sent_revision
    assert proposals.own_revision(sent) == sent.last_sent_revision


def test_each_reader_has_addresses_of_his_own(returned):
    paper = returned.evidence.get(kind="document")
    photo = returned.evidence.get(kind="photo")

    staff = proposals.attachments(returned.working_copy)
    assessor = proposals.attachments(
        returned.last_sent_revision, file_url=lambda evidence, size: f"/sheet/{evidence.pk}/{size}"
    )

    assert [(item.url, item.thumbnail_url) for item in staff] == [
        (f"/files/{photo.pk}/file/", f"/files/{photo.pk}/thumbnail/")
    ]
    assert [(item.url, item.thumbnail_url) for item in assessor] == [(f"/sheet/{paper.pk}/file", "")]


@pytest.mark.parametrize("more", [0, 3])
def test_reading_costs_five_queries(cast, more, django_assert_num_queries):
    innovation = factories.innovation("submitted")
    for number in range(more):
        factories.photo(innovation)
        factories.location(innovation, place=f"Posyandu {number}")
    revision = innovation.last_sent_revision

    with django_assert_num_queries(5):
        assert len(proposals.read(revision).photos) == more


def test_what_others_read_is_found_with_two_queries(cast, django_assert_num_queries):
    innovation = factories.innovation("returned", edition=factories.edition(at_stage="screening"))

    with django_assert_num_queries(2):
        found = readable_revision(innovation).innovation
        seen = (found.edition.registration.kind, found.agency.government.code, found.group, found.category)

    assert seen == ("registration", "33.26", innovation.group, innovation.category)
