"""The versions of a proposal: who reads which, and what changed between two."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Answer, Revision
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(cast):
    """Sent once and returned: one version that was sent, and the working copy with another summary."""
    made = factories.innovation("returned", edition=factories.edition(at_stage="screening"))
    Answer.objects.filter(revision__number=2, section__code="summary").update(text="Ringkasan baru")
    return made


def read(client, person, innovation, **query):
    client.force_login(person)
    return client.get(reverse("revisions", args=[innovation.pk]), query)


def numbers(response):
    return [revision.number for revision in response.context["versions"]]


def changed(response):
    return [change.section.code for change in response.context["changes"] if change.is_changed]


def test_the_agency_compares_what_it_sent_with_what_it_writes(client, cast, returned):
    response = read(client, cast.staff, returned)

    assert numbers(response) == [1, 2]
    assert changed(response) == ["summary"]
    assert "<ins>baru</ins>" in response.text


@pytest.mark.parametrize("who", ["coordinator", "bureau", "auditor"])
def test_others_read_only_what_was_sent(client, cast, returned, who):
    response = read(client, getattr(cast, who), returned)

    assert numbers(response) == [1]
    assert "Ringkasan baru" not in response.text


@pytest.mark.parametrize("who", ["stranger", "other_coordinator", "verifier", "nobody"])
def test_whoever_does_not_see_the_innovation_reads_no_version(client, cast, returned, who):
    assert read(client, getattr(cast, who), returned).status_code == 404


def test_any_two_are_compared_the_older_first(client, cast, returned):
    Revision.objects.filter(number=2).update(sent_at=timezone.now() - timedelta(hours=1))
    third = Revision.objects.create(innovation=returned, number=3)
    Answer.objects.create(
        revision=third, section=returned.edition.sections.get(code="summary"), text="Ketiga"
    )

    response = read(client, cast.staff, returned, older=3, newer=1)

    assert (response.context["older"].number, response.context["newer"].number) == (1, 3)
    assert read(client, cast.staff, returned, older="x", newer="99").context["newer"].number == 3


@pytest.mark.parametrize("more", [1, 3])
def test_it_costs_the_same_for_any_number_of_versions(
    client, cast, returned, more, django_assert_num_queries
):
    for number in range(more):
        Revision.objects.create(innovation=returned, number=3 + number, sent_at=timezone.now())
    client.force_login(cast.staff)

    with django_assert_num_queries(8):
        client.get(reverse("revisions", args=[returned.pk]))


@pytest.mark.parametrize(
    ("person", "room"),
    [("staff", "submission"), ("coordinator", "coordination_detail"), ("bureau", "screening_detail")],
)
def test_the_way_back_is_that_of_the_readers_room(client, cast, person, room):
    sent = factories.innovation("submitted", edition=factories.edition(at_stage="screening"))

    response = read(client, getattr(cast, person), sent)

    assert reverse(room, args=[sent.pk]) in response.text
