"""The coordinator's page of the staff of their agencies: invited, passed on by WhatsApp, handed over."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from kipp.accounts.models import Invitation, Membership
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE, INVITE = reverse("coordination_people"), reverse("invite_staff")


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast.coordinator)
    return client


def hand_over(person):
    return reverse("hand_over", args=[person.memberships.get().pk])


def test_the_staff_of_one_s_own_agencies_are_listed(coordinator, cast):
    response = coordinator.get(PEOPLE)

    assert {post.user for post in response.context["page_obj"]} == {cast.staff, cast.colleague}
    assert [one.name for one in response.context["short_of_coordinators"]] == [cast.agency.government.name]


def test_an_invitation_s_link_is_shown_once_with_a_way_to_whatsapp(coordinator, cast):
    typed = {"agency": cast.agency.pk, "name": "Staf baru", "email": "baru@kipp.example", "letter": ""}

    first = coordinator.post(INVITE, typed, follow=True)
    second = coordinator.get(PEOPLE)

    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.agency, invitation.invited_by) == (
        "staff",
        cast.agency,
        cast.coordinator,
    )
    (made,) = first.context["passing_on"]
    assert made["link"] == f"http://testserver{invitation.get_absolute_url()}"
    address = urlsplit(made["whatsapp"])
    assert (address.scheme, address.netloc) == ("https", "wa.me")
    assert made["link"] in parse_qs(address.query)["text"][0]
    assert (second.context["passing_on"], list(second.context["invitations"])) == ([], [invitation])
    assert invitation.get_absolute_url() not in second.text


def test_only_agencies_of_one_s_own_government_can_be_chosen(coordinator, cast):
    typed = {"agency": cast.other_agency.pk, "name": "Staf baru", "email": "baru@kipp.example"}

    response = coordinator.post(INVITE, typed)

    assert (list(response.context["form"].errors), Invitation.objects.count()) == (["agency"], 0)


def test_a_post_is_handed_over_to_a_successor_or_just_ended(coordinator, cast):
    half = coordinator.post(hand_over(cast.staff), {"name": "Pengganti", "email": ""})
    whole = coordinator.post(
        hand_over(cast.staff), {"name": "Pengganti", "email": "x@kipp.example"}, follow=True
    )
    ended = coordinator.post(hand_over(cast.colleague), {}, follow=True)

    assert list(half.context["form"].errors) == ["email"]
    assert len(whole.context["passing_on"]) == 1
    assert ended.context["passing_on"] == []
    assert Membership.objects.filter(agency=cast.agency, ends_on=None).count() == 0
    assert Invitation.objects.get().email == "x@kipp.example"


def test_others_hand_nothing_over(client, cast):
    for who, status_code in (("other_coordinator", 404), ("staff", 403), ("bureau", 403), ("nobody", 403)):
        client.force_login(getattr(cast, who))
        assert client.post(hand_over(cast.staff), {}).status_code == status_code
    client.force_login(cast.coordinator)
    assert client.post(hand_over(cast.coordinator), {}).status_code == 404
    assert client.post(hand_over(cast.bureau), {}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_with_one_row_and_with_three(coordinator, rows, django_assert_num_queries):
    for number in range(rows):
        factories.member("staff", factories.agency(f"Puskesmas {number}"))

    with django_assert_num_queries(6):
        coordinator.get(PEOPLE)
