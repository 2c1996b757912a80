"""The bureau's list of the covering letters of an edition."""

import pytest
from django.urls import reverse

from innovations.models import Edition
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db

LETTERS = reverse("letters")


@pytest.fixture
def edition(cast):
    return factories.edition(2026)


@pytest.fixture
def letter(cast, edition):
    return factories.covering_letter(edition, cast.coordinator)


@pytest.mark.parametrize("who", ["bureau", "auditor"])
def test_a_letter_leads_to_its_scan_and_to_what_it_lists(client, cast, edition, letter, who):
    sent = factories.innovation("submitted", edition=edition, covering_letter=letter)
    factories.innovation("submitted", edition=edition)
    client.force_login(getattr(cast, who))

    links = Page(client.get(LETTERS).text).links

    assert reverse("covering_letter", args=[letter.pk]) in links
    assert reverse("letter_file", args=[letter.pk]) in links
    listed = [link for link in links if link.startswith(reverse("screening"))]
    assert listed == [reverse("screening_detail", args=[sent.pk])]


def test_they_are_held_to_an_edition_and_a_government(client, cast, edition, letter):
    other = factories.covering_letter(edition, cast.other_coordinator, "9/2026")
    earlier = factories.covering_letter(factories.edition(2025), cast.coordinator, "9/2025")
    client.force_login(cast.bureau)

    def found(**asked):
        return list(client.get(LETTERS, asked).context["page_obj"])

    assert found() == [letter, other]
    assert found(government="33.27") == [other]
    assert found(edition=2025) == [earlier]
    assert found(edition=2025, government="33.27") == []
    assert found(edition="x") == [letter, other]


def test_of_a_sealed_call_neither_the_scan_nor_the_titles_are_there(client, cast, edition, letter):
    sent = factories.innovation("submitted", edition=edition, covering_letter=letter)
    Edition.objects.update(is_sealed=True)
    client.force_login(cast.bureau)

    response = client.get(LETTERS)

    assert letter.number in response.text
    assert sent.title not in response.text
    assert reverse("letter_file", args=[letter.pk]) not in response.text


def test_without_an_edition_it_says_so(client, cast):
    client.force_login(cast.bureau)

    assert client.get(LETTERS).context["edition"] is None


@pytest.mark.parametrize("who", ["coordinator", "staff", "verifier", "nobody"])
def test_nobody_else_reads_the_list(client, cast, edition, who):
    client.force_login(getattr(cast, who))

    assert client.get(LETTERS).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_with_one_letter_and_with_three(
    client, cast, edition, number, django_assert_num_queries
):
    for one in range(number):
        letter = factories.covering_letter(edition, cast.coordinator, f"{one}/2026")
        factories.innovation("submitted", edition=edition, covering_letter=letter)
    client.force_login(cast.bureau)

    with django_assert_num_queries(7):
        client.get(LETTERS)
