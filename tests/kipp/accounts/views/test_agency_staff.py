"""The coordinator's page of the staff of their agencies: invited, passed on by WhatsApp, handed over."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from kipp.accounts import post
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


def test_its_code_is_shown_once_and_is_not_the_one_of_the_mail(coordinator, cast):
    typed = {"agency": cast.agency.pk, "name": "Staf baru", "email": "baru@kipp.example"}

    posted = coordinator.post(INVITE, typed)
    first, second = coordinator.get(PEOPLE), coordinator.get(PEOPLE)

    invitation = Invitation.objects.get()
    (made,) = first.context["passing_on"]
    assert invitation.is_shown_code(made["code"])
    assert [made["code"] in page.text for page in (posted, first, second)] == [False, True, False]
    assert made["code"] not in made["whatsapp"]
    assert not any(invitation.code in page.text for page in (posted, first, second))
    assert "no-store" in first["Cache-Control"]
    assert not any(made["code"] in str(session.get_decoded()) for session in Session.objects.all())


def test_a_code_is_shown_to_nobody_else_who_uses_the_same_browser(client, cast):
    other = factories.member("coordinator", cast.agency.government)
    client.force_login(cast.coordinator)
    client.post(INVITE, {"agency": cast.agency.pk, "name": "Staf baru", "email": "baru@kipp.example"})

    client.force_login(other)

    assert client.get(PEOPLE).context["passing_on"] == []


def test_for_an_address_with_an_account_no_code_is_shown(coordinator, cast):
    typed = {"agency": cast.agency.pk, "name": "Orang", "email": cast.nobody.email}

    (made,) = coordinator.post(INVITE, typed, follow=True).context["passing_on"]

    assert (made["code"], Invitation.objects.get().shown_code) == ("", "")


def test_without_mail_nobody_is_invited_and_the_page_says_so_first(coordinator, cast, settings):
    settings.EMAIL_HOST = ""
    typed = {"agency": cast.agency.pk, "name": "Staf baru", "email": "baru@kipp.example", "letter": "800/1"}
    successor = {"name": "Pengganti", "email": "x@kipp.example"}

    opened = [coordinator.get(INVITE), coordinator.get(hand_over(cast.staff))]
    sent = [coordinator.post(INVITE, typed), coordinator.post(hand_over(cast.staff), successor)]
    ended = coordinator.post(hand_over(cast.colleague), {})

    assert [post.obstacle() in page.text for page in (*opened, *sent)] == [True] * 4
    assert 'name="email"' not in opened[0].text
    assert all(text in sent[0].text for text in ("Staf baru", "baru@kipp.example", "800/1"))
    assert all(text in sent[1].text for text in successor.values())
    assert (Invitation.objects.count(), ended.url) == (0, PEOPLE)
    assert [one.memberships.get().ends_on is None for one in (cast.staff, cast.colleague)] == [True, False]


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
