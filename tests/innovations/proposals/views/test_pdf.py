"""The proposal as a PDF, for anyone who reads its page."""

import pytest
from django.urls import reverse

from innovations.models import Answer
from kipp.files.responses import FILE_POLICY
from tests import factories
from tests.pdfs import Pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="screening")


def address(name, innovation):
    return reverse(name, args=[innovation.pk])


@pytest.mark.parametrize(
    ("who", "page", "pdf"),
    [
        ("staff", "submission_check", "submission_pdf"),
        ("coordinator", "coordination_detail", "coordination_pdf"),
        ("bureau", "screening_detail", "screening_pdf"),
        ("auditor", "screening_detail", "screening_pdf"),
    ],
)
def test_the_page_leads_to_a_pdf_that_names_the_page(client, cast, edition, who, page, pdf):
    sent = factories.innovation("submitted", edition=edition)
    client.force_login(getattr(cast, who))

    shown = client.get(address(page, sent))
    response = client.get(address(pdf, sent))

    assert f'href="{address(pdf, sent)}"' in shown.text
    assert response.headers["Content-Type"] == "application/pdf"
    name = f"kipp-2019-{sent.slug}-v1.pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Content-Security-Policy"] == FILE_POLICY
    assert f"http://localhost:8000{address(page, sent)}" in Pdf(response.content).words


def test_a_browser_that_has_it_is_not_sent_it_again(client, cast, edition):
    sent = factories.innovation("submitted", edition=edition)
    client.force_login(cast.staff)
    has_it = {"if-none-match": client.get(address("submission_pdf", sent)).headers["ETag"]}

    again = client.get(address("submission_pdf", sent), headers=has_it)
    Answer.objects.filter(section__code="novelty").update(text="Teks baru")
    changed = client.get(address("submission_pdf", sent), headers=has_it)

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert "Teks baru" in Pdf(changed.content).words


def test_what_is_added_after_a_return_is_in_the_agency_s_pdf_alone(client, cast, edition):
    returned = factories.innovation("returned", edition=edition)
    factories.photo(returned, public=False, alternative_text="Ruang tunggu")
    read = {}

    for who, name in (
        ("staff", "submission_pdf"),
        ("coordinator", "coordination_pdf"),
        ("bureau", "screening_pdf"),
    ):
        client.force_login(getattr(cast, who))
        pdf = Pdf(client.get(address(name, returned)).content)
        read[who] = (pdf.pictures, "Draf: belum dikirim" in pdf.words)

    assert read == {"staff": (["Ruang tunggu"], True), "coordinator": ([], False), "bureau": ([], False)}


def test_what_can_not_be_made_leads_back_to_the_page_which_says_so(client, cast, edition):
    sent = factories.innovation("submitted", edition=edition)
    Answer.objects.update(text="a\n\n" * 10_000)
    client.force_login(cast.staff)

    response = client.get(address("submission_pdf", sent), follow=True)

    assert response.redirect_chain == [(address("submission_check", sent), 302)]
    assert "PDF tidak dapat dibuat" in response.text


@pytest.mark.parametrize("more", [1, 3])
@pytest.mark.parametrize(
    ("who", "name", "queries"),
    [
        ("staff", "submission_pdf", 11),
        ("coordinator", "coordination_pdf", 10),
        ("bureau", "screening_pdf", 9),
    ],
)
def test_it_asks_the_database_as_often_for_many_photos(
    client, cast, edition, who, name, queries, more, django_assert_num_queries
):
    sent = factories.innovation("submitted", edition=edition)
    for number in range(more):
        factories.photo(sent)
        factories.location(sent, place=f"Posyandu {number}")
    client.force_login(getattr(cast, who))

    with django_assert_num_queries(queries):
        response = client.get(address(name, sent))
    assert len(Pdf(response.content).pictures) == more
