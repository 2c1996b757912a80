"""Signing in, out, and a new password: allauth's pages as this portal has them."""

import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY, get_user
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from post_office.models import Email

from kipp.accounts.models import User
from tests import factories
from tests.expectations import everything

pytestmark = pytest.mark.django_db

NEW = "lereng-gunung-slamet"


def sign_in(client, email, password=factories.PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def codes(response):
    """Return why a sign-in was refused."""
    return [error.code for error in response.context["form"].errors.as_data()["__all__"]]


# Signing in


@pytest.mark.parametrize("write", [str, str.upper, str.title, lambda email: f" {email} "])
def test_a_person_signs_in_by_e_mail_however_it_is_written(client, cast, write):
    response = sign_in(client, write(cast.staff.email))

    assert response.url == reverse("home")
    assert get_user(client) == cast.staff


def test_somebody_who_was_sent_to_the_sign_in_gets_back_to_the_page(client, cast):
    asked = client.get(reverse("people")).url
    assert asked == f"{reverse('account_login')}?next={reverse('people')}"
    assert f'value="{reverse("people")}"' in client.get(asked).content.decode()

    assert sign_in(client, cast.bureau.email, next=reverse("people")).url == reverse("people")


def test_nobody_is_led_to_another_site_after_the_sign_in(client, cast):
    assert sign_in(client, cast.staff.email, next="https://palsu.example/").url == reverse("home")


@pytest.mark.parametrize("email", ["staff@kipp.example", "tidak-ada@kipp.example", "tutup@kipp.example"])
def test_a_wrong_password_an_unknown_address_and_a_closed_account_look_alike(client, cast, email):
    factories.user(email="tutup@kipp.example", is_active=False)

    response = sign_in(client, email, "salah")

    assert (response.status_code, codes(response)) == (200, ["email_password_mismatch"])
    assert response.context["form"]["login"].value() == email
    assert get_user(client).is_anonymous


def test_whoever_knows_the_password_of_a_closed_account_is_told_so(client):
    person = factories.user(is_active=False)

    assert sign_in(client, person.email).url == reverse("account_inactive")
    assert get_user(client).is_anonymous


def test_after_five_failures_even_the_right_password_is_refused_for_a_while(client, cast):
    for _ in range(5):
        sign_in(client, cast.staff.email, "salah")

    response = sign_in(client, cast.staff.email)

    assert codes(response) == ["too_many_login_attempts"]
    assert get_user(client).is_anonymous
    # The limit is kept in the database, so it holds for every process.
    assert any(key.startswith(":1:allauth:rl:") for key in _cached_keys())
    cache.clear()
    assert sign_in(client, cast.staff.email).url == reverse("home")


def test_a_crowd_of_other_addresses_does_not_lift_the_limit(client, cast):
    for _ in range(5):
        sign_in(client, cast.staff.email, "salah")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cache SELECT ':1:allauth:rl:~' || turn, '', now() + interval '5 minutes'"
            " FROM generate_series(1, 5000) AS turn"
        )

    sign_in(client, cast.colleague.email, "salah")

    assert codes(sign_in(client, cast.staff.email)) == ["too_many_login_attempts"]


def test_failures_at_one_account_do_not_lock_another(client, cast):
    for _ in range(5):
        sign_in(client, cast.staff.email, "salah")

    assert sign_in(client, cast.colleague.email).url == reverse("home")


def test_behind_the_proxy_everybody_has_limits_of_their_own(cast):
    """With HTTPS a proxy stands in front; without the addresses that it names, all would share one limit."""
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        one, other = (Client(headers={"x-forwarded-for": f"10.9.8.7, 192.0.2.{end}"}) for end in (1, 2))
        for number in range(10):
            sign_in(one, f"tidak-ada-{number}@kipp.example", "salah")

        answers = [codes(sign_in(who, "tidak-ada@kipp.example")) for who in (one, other)]

    assert answers == [["too_many_login_attempts"], ["email_password_mismatch"]]


def test_too_many_sign_ins_get_the_page_that_says_so(client, cast):
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
        sign_in(client, cast.staff.email, "salah")
        response = sign_in(client, cast.staff.email)

    assert response.status_code == 429
    assert [template.name for template in response.templates][:2] == ["429.html", "base.html"]


def test_whoever_is_signed_in_already_goes_on_to_the_first_page(client, cast):
    client.force_login(cast.staff)

    assert client.get(reverse("account_login")).url == reverse("home")


def test_signing_out_is_a_button_and_not_a_link(client, cast):
    client.force_login(cast.staff)

    assert client.get(reverse("account_logout")).status_code == 200
    assert get_user(client) == cast.staff

    assert client.post(reverse("account_logout")).url == reverse("home")
    assert get_user(client).is_anonymous


# No way in but by invitation


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/email/", "/accounts/password/set/"])
def test_there_is_no_page_to_sign_up_or_to_change_the_address(client, cast, path):
    assert client.get(path).status_code == 404
    assert client.post(path, {"email": "baru@kipp.example"}).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_an_account_of_the_demo_is_refused_outside_it(client):
    person = factories.user(email="staf@kipp.test")

    with override_settings(DEMO=False):
        assert sign_in(client, person.email).url == reverse("account_inactive")
        assert SESSION_KEY not in client.session
    with override_settings(DEMO=True):
        assert sign_in(client, person.email).url == reverse("home")
        assert client.get(reverse("notices")).status_code == 200


def test_a_session_of_the_demo_is_worth_nothing_outside_it(client):
    with override_settings(DEMO=True):
        client.force_login(factories.user(email="staf@kipp.test"))
        assert client.get(reverse("notices")).status_code == 200

    with override_settings(DEMO=False):
        response = client.get(reverse("notices"))

    assert response.url == f"{reverse('account_login')}?next={reverse('notices')}"


def test_the_check_before_a_deployment_reports_accounts_of_the_demo(cast):
    with override_settings(DEMO=False):
        call_command("check", deploy=True, stderr=StringIO())
        factories.user(email="staf@kipp.test")
        with pytest.raises(SystemCheckError, match=r"accounts\.E001"):
            call_command("check", deploy=True, stderr=StringIO())


@pytest.mark.parametrize("demo", [True, False])
def test_every_page_of_the_demo_says_that_it_is_one(client, db, demo):
    with override_settings(DEMO=demo):
        page = client.get(reverse("account_login")).content.decode()

    assert ("demo-strip" in page) is demo


# A forgotten password


@pytest.fixture
def real_outbox(settings):
    """Mails go where they go in the portal, not into Django's mailbox for tests."""
    settings.EMAIL_BACKEND = "post_office.EmailBackend"


def ask_for_a_link(client, email):
    response = client.post(reverse("account_reset_password"), {"email": email})
    return response.status_code, response.url, client.get(response.url).content


def test_known_and_unknown_addresses_are_answered_alike(client, cast, real_outbox):
    addresses = (cast.staff.email, "tidak-ada@kipp.example", "juga-tidak@kipp.example")

    answers = [ask_for_a_link(client, address) for address in addresses]

    assert answers[0][:2] == (302, reverse("account_reset_password_done"))
    assert _without_tokens(answers[0]) == _without_tokens(answers[1]) == _without_tokens(answers[2])
    assert [mail.to for mail in Email.objects.all()] == [[cast.staff.email]]


def test_a_closed_account_gets_no_link(client, real_outbox):
    factories.user(email="tutup@kipp.example", is_active=False)

    assert ask_for_a_link(client, "tutup@kipp.example")[0] == 302
    assert Email.objects.count() == 0


@pytest.mark.parametrize("has_address_row", [True, False])
def test_the_link_leads_to_a_new_password(client, cast, real_outbox, has_address_row):
    person = cast.staff
    if has_address_row:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    ask_for_a_link(client, person.email.upper())
    link = urlsplit(re.search(r"http://testserver\S+", Email.objects.get().message)[0])

    form_page = client.get(link.path, follow=True)
    set_page = form_page.redirect_chain[-1][0]
    assert (form_page.status_code, "form" in form_page.context) == (200, True)
    refused = client.post(set_page, {"password1": "pendek", "password2": "pendek"})
    assert (refused.status_code, set(refused.context["form"].errors)) == (200, {"password1"})
    done = client.post(set_page, {"password1": NEW, "password2": NEW})

    assert done.url == reverse("account_reset_password_from_key_done")
    assert client.get(done.url).status_code == 200
    assert User.objects.get(pk=person.pk).check_password(NEW)
    assert sign_in(Client(), person.email, NEW).url == reverse("home")
    # Once used it is worth nothing.
    stranger = Client()
    used = stranger.get(link.path)
    assert (used.status_code, used.context["token_fail"]) == (200, True)


def test_a_link_that_somebody_made_up_opens_nothing(client, cast):
    path = reverse("account_reset_password_from_key", args=["1", "palsu-1234"])

    response = client.get(path)

    assert (response.status_code, response.context["token_fail"]) == (200, True)
    assert 'name="password1"' not in response.content.decode()


@pytest.mark.parametrize("email", ["", "bukan alamat", "staf@kipp"])
def test_what_is_no_address_is_asked_again(client, db, email):
    response = client.post(reverse("account_reset_password"), {"email": email})

    assert (response.status_code, set(response.context["form"].errors)) == (200, {"email"})


# Changing the password


def test_a_person_changes_their_password_and_stays_signed_in(client, cast):
    client.force_login(cast.staff)
    url = reverse("account_change_password")
    assert client.get(url).status_code == 200

    response = client.post(url, {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW})

    assert response.status_code == 302
    assert User.objects.get(pk=cast.staff.pk).check_password(NEW)
    assert client.get(response.url).status_code == 200
    assert get_user(client) == cast.staff


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"oldpassword": "salah"}, {"oldpassword"}),
        ({"password1": "pendek", "password2": "pendek"}, {"password1"}),
        ({"password2": NEW + "x"}, {"password2"}),
    ],
)
def test_a_password_that_does_not_fit_is_asked_again(client, cast, typed, fields):
    client.force_login(cast.staff)
    before = everything()["accounts_user"]

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW, **typed},
    )

    assert (response.status_code, set(response.context["form"].errors)) == (200, fields)
    assert everything()["accounts_user"] == before


def test_every_page_leads_to_ones_account_and_that_to_the_change_of_the_password(client, cast):
    client.force_login(cast.staff)

    assert f'href="{reverse("account")}"' in client.get(reverse("home")).text
    assert f'href="{reverse("account_change_password")}"' in client.get(reverse("account")).text


@pytest.mark.parametrize("name", ["account_change_password", "account_reauthenticate"])
def test_a_visitor_is_sent_to_the_sign_in(client, db, name):
    url = reverse(name)

    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def test_the_password_can_be_asked_again(client, cast):
    sign_in(client, cast.staff.email)

    assert client.get(reverse("account_reauthenticate")).status_code == 200
    response = client.post(
        reverse("account_reauthenticate"), {"password": factories.PASSWORD, "next": reverse("notices")}
    )
    assert response.url == reverse("notices")


@pytest.mark.parametrize(
    "name", ["account_inactive", "account_reset_password_done", "account_reset_password_from_key_done"]
)
def test_pages_that_only_say_something_are_open_to_visitors(client, db, name):
    assert client.get(reverse(name)).status_code == 200


def _cached_keys():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        return [key for (key,) in cursor.fetchall()]


def _without_tokens(answer):
    status, url, page = answer
    return status, url, re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


def test_whoever_sends_a_form_after_the_session_ended_comes_back_to_its_page(client, cast):
    sent_from = "http://testserver/notices/"

    response = client.post(reverse("mark_notices_read"), headers={"referer": sent_from})

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next=/notices/"


@pytest.mark.parametrize("sent_from", ["", "https://elsewhere.example/notices/"])
def test_a_form_of_unknown_origin_leads_to_the_first_page_after_signing_in(client, cast, sent_from):
    response = client.post(reverse("mark_notices_read"), headers={"referer": sent_from})

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next=/"
