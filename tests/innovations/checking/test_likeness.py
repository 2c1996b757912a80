"""Innovations that are alike: found by titles and summaries, shown to whom they may be, and only a hint."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from innovations.checking.likeness import RUN, alike, passages
from innovations.models import Innovation
from innovations.proposals.comparison import Kind
from tests import factories

SUMMARY = "Bidan dan kader mendatangi desa untuk deteksi dini kanker serviks dengan metode IVA secara gratis."
TEXTS = st.lists(st.sampled_from(["kanker", "serviks,", "IVA", "desa", "di"]), max_size=40).map(" ".join)


def entry(title, summary="Lain sama sekali.", **fields):
    return factories.innovation("submitted", title=title, public_summary=summary, **fields)


def titles(found):
    return [one.innovation.title for one in found]


@pytest.mark.django_db
def test_alike_titles_and_alike_summaries_are_found_the_likest_first(cast):
    factories.edition()
    asked = entry("Kampung IVA", SUMMARY)
    entry("Kampung IVA Sehat")
    entry("Deteksi dini di kampung", SUMMARY.replace("secara gratis", "tanpa biaya"))
    entry("Bank Sampah")

    found = alike(asked, Innovation.objects.sent())

    assert titles(found) == ["Deteksi dini di kampung", "Kampung IVA Sehat"]
    assert (found[0].summary, found[1].title) == (87, 67)


@pytest.mark.django_db
def test_a_copy_is_the_same_innovation_and_not_like_it(cast):
    factories.edition()
    first = entry("Kampung IVA", SUMMARY)
    copy = entry("Kampung IVA", SUMMARY, copied_from=first)

    assert alike(first, Innovation.objects.all()) == alike(copy, Innovation.objects.all()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["", "di", "a & b | c", "'; drop", "IVA:*", "!!!"])
def test_any_title_can_be_asked_for(cast, title):
    factories.edition()
    entry("Kampung IVA")

    alike(Innovation(pk=0, title=title, public_summary=""), Innovation.objects.all())


@given(TEXTS, TEXTS)
def test_no_letter_is_lost_and_what_is_marked_stands_in_both(text, other):
    pieces = passages(text, other)

    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        if piece.kind == Kind.SAME:
            assert len(piece.text.split()) >= RUN


@given(TEXTS)
def test_a_text_of_enough_words_is_all_in_itself(text):
    kinds = {piece.kind for piece in passages(text, text)}

    assert kinds == (set() if not text else {Kind.SAME} if len(text.split()) >= RUN else {Kind.OUT})


# The page


def others(client, person, innovation):
    client.force_login(person)
    response = client.get(reverse("likeness", args=[innovation.pk]))
    return titles(response.context["others"]) if response.status_code == 200 else response.status_code


@pytest.fixture
def asked(cast):
    edition = factories.edition(at_stage="screening")
    entry("Kampung IVA dua", agency=cast.other_agency)
    entry("Kampung IVA tiga", agency=factories.agency("Puskesmas Wiradesa"))
    factories.innovation("draft", title="Kampung IVA empat", edition=edition)
    return entry("Kampung IVA satu")


@pytest.mark.django_db
def test_the_bureau_holds_it_against_all_that_was_sent(client, cast, asked):
    for who in (cast.bureau, cast.auditor):
        assert sorted(others(client, who, asked)) == ["Kampung IVA dua", "Kampung IVA tiga"]


@pytest.mark.django_db
def test_a_coordinator_holds_it_against_their_own_and_the_public_ones(client, cast, asked):
    assert others(client, cast.coordinator, asked) == ["Kampung IVA tiga"]
    assert others(client, cast.other_coordinator, asked) == 404


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["staff", "verifier", "nobody"])
def test_nobody_else_is_shown_it(client, cast, asked, who):
    assert others(client, getattr(cast, who), asked) == 403


@pytest.mark.django_db
def test_the_passages_of_both_are_marked(client, cast):
    factories.edition(at_stage="screening")
    asked = entry("Kampung IVA", SUMMARY)
    entry("Kampung IVA lain", f"Di kota: {SUMMARY}")
    client.force_login(cast.bureau)

    assert client.get(reverse("likeness", args=[asked.pk])).text.count(f"<mark>{SUMMARY}</mark>") == 2


@pytest.mark.django_db
@pytest.mark.parametrize("more", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, cast, asked, more, django_assert_num_queries):
    for number in range(more):
        entry(f"Kampung IVA {number}")
    client.force_login(cast.bureau)

    with django_assert_num_queries(5):
        client.get(reverse("likeness", args=[asked.pk]))
