"""The page behind an invitation's link."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from kipp.accounts import invitations
from kipp.accounts.models import Membership, User
from tests import factories
from tests.expectations import everything, recorded

pytestmark = pytest.mark.django_db

PASSWORD = "kain-jlamprang-baru"
TYPED = {"password": PASSWORD, "password_again": PASSWORD}


def typed(invitation, **other):
    """What a new person types: the code in groups of three, as it is read out."""
    return {"code": f"{invitation.code[:3]} {invitation.code[3:]}", **TYPED, **other}


@pytest.fixture
def invitation(cast):
    return invited(cast)


def invited(cast, email="baru@kipp.example", at=None):
    return invitations.invite(
        email,
        "Staf baru",
        "staff",
        agency=cast.agency,
        letter="SK 821/7/2019",
        by=cast.bureau,
        at=at or timezone.now(),
    )


def link(invitation):
    return invitation.get_absolute_url()


def posts_of(user):
    return list(
        Membership.objects.filter(user=user).values_list("role", "agency", "letter", "starts_on", "ends_on")
    )


# Opening the link


def test_opening_the_link_changes_nothing(client, cast, invitation):
    owner = factories.user(email="lain@kipp.example")
    for_owner = invited(cast, "lain@kipp.example")
    before = everything()

    answers = [client.get(link(invitation)).status_code, client.get(link(for_owner)).status_code]
    client.head(link(invitation))

    assert (answers, everything()) == ([200, 200], before)
    client.force_login(owner)
    before = everything()
    answers = [client.get(link(for_owner)).status_code, client.get(link(invitation)).status_code]
    assert (answers, everything()) == ([200, 403], before)


def test_the_page_names_the_person_and_the_post_and_is_kept_nowhere(client, cast, invitation):
    response = client.get(link(invitation))

    page = response.content.decode()
    assert all(text in page for text in ("Staf baru", "baru@kipp.example", cast.agency.name))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"


# Accepting as a new person


def test_a_new_person_gets_an_account_an_address_and_the_post_and_is_signed_in(client, cast, invitation):
    response = client.post(link(invitation), typed(invitation))

    made = User.objects.get(email="baru@kipp.example")
    assert response.url == reverse("home")
    assert (made.name, made.is_active, made.check_password(PASSWORD)) == ("Staf baru", True, True)
    assert posts_of(made) == [("staff", cast.agency.pk, "SK 821/7/2019", timezone.localdate(), None)]
    assert list(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == [
        (made.pk, "baru@kipp.example", True, True)
    ]
    assert get_user(client) == made
    invitation.refresh_from_db()
    assert invitation.accepted_by == made
    assert [(line[0], line[1]) for line in recorded(invitation)] == [
        ("invite", cast.bureau.pk),
        ("accept_invitation", made.pk),
    ]
    page = client.get(response.url)
    assert (page.status_code, page.context["roles"]) == (200, {"staff"})


def test_a_second_click_makes_no_second_account_and_no_second_post(client, invitation):
    client.post(link(invitation), typed(invitation))
    before = everything()

    assert client.post(link(invitation), typed(invitation)).status_code == 410
    assert everything() == before
    client.logout()
    before = everything()
    assert client.post(link(invitation), typed(invitation)).status_code == 410
    assert everything() == before
    assert User.objects.filter(email="baru@kipp.example").count() == 1


WRONG = {
    "nothing": ({"password": "", "password_again": ""}, {"password", "password_again"}),
    "too short": ({"password": "jlamprang", "password_again": "jlamprang"}, {"password"}),
    "too common": ({"password": "password123", "password_again": "password123"}, {"password"}),
    "only digits": ({"password": "90817263544", "password_again": "90817263544"}, {"password"}),
    "their address": ({"password": "baru@kipp.example", "password_again": "baru@kipp.example"}, {"password"}),
    "their name": ({"password": "Staf baru1", "password_again": "Staf baru1"}, {"password"}),
    "typed once": ({"password": PASSWORD}, {"password_again"}),
    "typed differently": ({"password": PASSWORD, "password_again": PASSWORD + "x"}, {"password_again"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_password_that_does_not_fit_is_asked_again(client, invitation, case):
    passwords, fields = WRONG[case]
    before = everything()

    response = client.post(link(invitation), {"code": invitation.code, **passwords})

    page = response.content.decode()
    assert (response.status_code, set(response.context["form"].errors)) == (200, fields)
    assert all(text in page for text in ("Staf baru", "baru@kipp.example"))
    assert PASSWORD not in page
    assert everything() == before


@pytest.mark.parametrize("code", ["", "000000", "12345"])
def test_without_the_code_the_link_opens_nothing(client, invitation, code):
    response = client.post(link(invitation), typed(invitation, code=code))

    assert (response.status_code, set(response.context["form"].errors)) == (200, {"code"})
    assert not User.objects.filter(email="baru@kipp.example").exists()
    invitation.refresh_from_db()
    assert invitation.wrong_codes == (1 if code else 0)


def test_ten_wrong_codes_revoke_the_invitation(client, invitation):
    answers = [client.post(link(invitation), typed(invitation, code="000000")) for _ in range(10)]

    assert [answer.status_code for answer in answers] == [200] * 9 + [410]
    assert client.post(link(invitation), typed(invitation)).status_code == 410
    invitation.refresh_from_db()
    assert recorded(invitation)[-1] == ("revoke_invitation", None, invitation.revoked_at, {})


def test_each_invitation_has_a_code_of_its_own(cast):
    codes = [invited(cast, f"baru{number}@kipp.example").code for number in range(3)]

    assert len(set(codes)) == 3
    assert all(len(code) == 6 and code.isdigit() for code in codes)


def test_the_rules_for_a_password_stand_at_its_field(client, invitation):
    form = client.get(link(invitation)).context["form"]

    assert "10" in form.fields["password"].help_text


def test_spaces_around_a_password_belong_to_it(client, invitation):
    spaced = f" {PASSWORD} "
    client.post(link(invitation), typed(invitation, password=spaced, password_again=spaced))

    assert User.objects.get(email="baru@kipp.example").check_password(f" {PASSWORD} ")


# Accepting with an account


def test_whoever_has_an_account_signs_in_and_accepts_with_the_code_only(client, cast):
    owner = factories.user("Nama lama", "baru@kipp.example")
    invitation = invited(cast)

    page = client.get(link(invitation)).content.decode()
    sign_in = f"{reverse('account_login')}?next={quote(link(invitation))}"
    assert sign_in in page
    assert 'name="password"' not in page

    response = client.post(sign_in, {"login": "baru@kipp.example", "password": factories.PASSWORD})
    assert response.url == link(invitation)
    page = client.get(response.url).content.decode()
    assert 'name="password"' not in page

    response = client.post(link(invitation))
    assert list(response.context["form"].errors) == ["code"]
    assert posts_of(owner) == []
    response = client.post(link(invitation), {"code": invitation.code})
    assert response.url == reverse("home")
    owner.refresh_from_db()
    assert (owner.name, owner.check_password(factories.PASSWORD)) == ("Nama lama", True)
    assert posts_of(owner) == [("staff", cast.agency.pk, "SK 821/7/2019", timezone.localdate(), None)]
    assert User.objects.filter(email="baru@kipp.example").count() == 1
    messages = client.get(response.url).context["messages"]
    assert [message.level_tag for message in messages] == ["success"]


def test_the_account_of_an_address_gets_nothing_from_a_visitor_who_holds_the_link(client, cast):
    factories.user(email="baru@kipp.example")
    invitation = invited(cast)
    before = everything()

    response = client.post(link(invitation), typed(invitation))

    assert response.status_code == 200
    assert reverse("account_login") in response.content.decode()
    assert everything() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_else_who_is_signed_in_is_refused(client, cast, invitation, method):
    client.force_login(cast.colleague)
    before = everything()

    response = getattr(client, method)(link(invitation))

    assert response.status_code == 403
    assert "baru@kipp.example" in response.content.decode()
    assert everything() == before


def test_somebody_else_can_sign_out_and_go_on_to_the_invitation(client, cast, invitation):
    client.force_login(cast.colleague)
    # The header's switch of the language has such a field, too.
    page = client.get(link(invitation)).content.decode().partition("<main")[2]

    response = client.post(reverse("account_logout"), {"next": link(invitation)}, follow=True)

    assert f'name="next" value="{link(invitation)}"' in page
    assert (response.redirect_chain, response.status_code) == ([(link(invitation), 302)], 200)
    assert get_user(client).is_anonymous


def test_a_post_that_is_held_already_is_answered_with_a_sentence(client, cast):
    owner = factories.user(email="baru@kipp.example")
    factories.post(owner, "staff", cast.agency)
    invitation = invited(cast)
    client.force_login(owner)

    response = client.post(link(invitation), {"code": invitation.code})

    assert len(response.context["form"].non_field_errors()) == 1
    assert len(posts_of(owner)) == 1
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_ten_wrong_codes_of_whoever_is_signed_in_revoke_it_too(client, cast):
    owner = factories.user("Nama lama", "baru@kipp.example")
    invitation = invited(cast)
    client.force_login(owner)

    answers = [client.post(link(invitation), {"code": "000000"}).status_code for _ in range(10)]

    assert answers == [200] * 9 + [410]
    assert client.post(link(invitation), {"code": invitation.code}).status_code == 410
    assert posts_of(owner) == []


# With the code that a coordinator told


def told_by_the_coordinator(cast):
    now = timezone.now()
    made = invitations.invite(
        "baru@kipp.example", "Staf baru", "staff", agency=cast.agency, by=cast.coordinator, at=now
    )
    return made, invitations.show_code(made, by=cast.coordinator, at=now)


def test_a_new_person_may_type_the_code_that_the_coordinator_told(client, cast):
    invitation, code = told_by_the_coordinator(cast)

    page = client.get(link(invitation)).text
    response = client.post(link(invitation), typed(invitation, code=f"{code[:4]} {code[4:]}"))

    assert code not in page
    assert response.url == reverse("home")
    assert [email.verified for email in EmailAddress.objects.all()] == [False]


def test_whose_mailbox_is_not_proven_gets_a_new_password_by_it(client, cast, settings):
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    invitation, code = told_by_the_coordinator(cast)
    client.post(link(invitation), typed(invitation, code=code))
    client.logout()

    client.post(reverse("account_reset_password"), {"email": "baru@kipp.example"})

    assert "/accounts/password/reset/key/" in Email.objects.latest("pk").message


def test_it_gives_no_further_post(client, cast):
    invitation, code = told_by_the_coordinator(cast)
    second, other = told_by_the_coordinator(cast)
    client.post(link(invitation), typed(invitation, code=code))
    owner = User.objects.get(email="baru@kipp.example")

    response = client.post(link(second), {"code": other})

    assert list(response.context["form"].errors) == ["code"]
    assert len(posts_of(owner)) == 1


# Before it is approved


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_waits_for_approval_opens_nothing_and_says_so(client, cast, method):
    waiting = invitations.invite("baru@kipp.example", "Auditor", "auditor", by=cast.bureau, at=timezone.now())
    before = everything()

    response = getattr(client, method)(link(waiting), typed(waiting) if method == "post" else None)

    assert (response.status_code, everything()) == (403, before)
    assert "baru@kipp.example" not in response.text
    invitations.approve(waiting, by=cast.bureau2, at=timezone.now())
    assert client.post(link(waiting), typed(waiting)).url == reverse("home")


# Links that are worth nothing


def used(cast):
    made = invited(cast)
    invitations.accept(made, code=made.code, password=PASSWORD, by=None, at=timezone.now())
    return link(made)


def revoked(cast):
    return link(invitations.revoke(invited(cast), by=cast.bureau, at=timezone.now()))


def too_old(cast):
    return link(invited(cast, at=timezone.now() - timedelta(days=14)))


def cut_off(cast):
    return link(invited(cast))[:-2] + "/"


def of_another_number(cast):
    made = invited(cast)
    return link(made).replace(f"/{made.pk}:", f"/{made.pk + 1}:")


def never_signed(cast):
    return reverse("accept_invitation", args=[str(invited(cast).pk)])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["visitor", "somebody"])
@pytest.mark.parametrize("url", [used, revoked, too_old, cut_off, of_another_number, never_signed])
def test_a_link_that_is_worth_nothing_is_gone(client, cast, url, who, method):
    address = url(cast)
    if who == "somebody":
        client.force_login(cast.nobody)
    before = everything()

    response = getattr(client, method)(address, TYPED if method == "post" else None)

    assert (response.status_code, everything()) == (410, before)
    assert 'name="password"' not in response.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_link_takes_no_other_verbs(client, invitation, method):
    assert getattr(client, method)(link(invitation)).status_code == 405


def test_the_page_takes_few_queries(client, invitation, django_assert_num_queries):
    # the invitation with its office, and whether the address has an account
    with django_assert_num_queries(2):
        client.get(link(invitation))
