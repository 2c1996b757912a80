"""The language of a page: profile, cookie, Indonesian; and the switch in the header."""

import pytest
from allauth.account.models import EmailAddress
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from post_office.models import Email

from kipp.accounts.models import User
from tests import factories
from tests.expectations import everything

pytestmark = pytest.mark.django_db

ENGLISH_BROWSER = {"accept-language": "en-GB,en;q=0.9"}


def choose(client, code, **fields):
    return client.post(reverse("choose_language"), {"language": code, **fields})


def spoken(response):
    """Return the language that a page says it is in, in the header and in <html lang>."""
    page = response.content.decode()
    code = response.headers["Content-Language"]
    return code if f'<html lang="{code}"' in page else "two languages"


def language_of(person):
    return User.objects.values_list("language", flat=True).get(pk=person.pk)


# Which language


def test_a_visitor_reads_indonesian_whatever_the_browser_asks_for(client, cast):
    assert spoken(client.get("/", headers=ENGLISH_BROWSER)) == "id"

    client.force_login(cast.staff)
    assert spoken(client.get("/", headers=ENGLISH_BROWSER)) == "id"


def test_a_visitor_who_chose_english_reads_english_until_they_choose_again(client, db):
    choose(client, "en")
    assert spoken(client.get("/")) == "en"

    choose(client, "id")
    assert spoken(client.get("/")) == "id"


@pytest.mark.parametrize("cookie", ["", "fr", "en-GB", "EN", "'; --", "id\x00"])
def test_a_cookie_with_no_language_of_ours_counts_as_no_choice(client, db, cookie):
    client.cookies["language"] = cookie

    assert spoken(client.get("/")) == "id"


@pytest.mark.parametrize(
    ("profile", "cookie", "read"),
    [
        ("", None, "id"),
        ("", "en", "en"),
        ("en", None, "en"),
        ("en", "id", "en"),
        ("id", "en", "id"),
    ],
)
def test_the_profile_goes_before_the_cookie(client, cast, profile, cookie, read):
    User.objects.filter(pk=cast.staff.pk).update(language=profile)
    if cookie:
        client.cookies["language"] = cookie
    client.force_login(cast.staff)

    assert spoken(client.get("/")) == read


@pytest.mark.parametrize(("wish", "read"), [("", "en"), ("id", "id")])
def test_signing_in_keeps_the_cookie_unless_the_profile_has_a_wish(client, cast, wish, read):
    User.objects.filter(pk=cast.staff.pk).update(language=wish)
    choose(client, "en")

    client.post(reverse("account_login"), {"login": cast.staff.email, "password": factories.PASSWORD})

    assert spoken(client.get(reverse("submissions"))) == read
    assert language_of(cast.staff) == wish
    assert client.cookies["language"].value == "en"


def test_no_language_is_left_for_the_next_request(client, db):
    choose(client, "en")
    client.get("/")

    assert translation.get_language() == "id"
    assert spoken(Client().get("/")) == "id"


@pytest.mark.parametrize("status", [400, 403, 404])
def test_an_error_page_is_in_the_readers_language(client, cast, status):
    User.objects.filter(pk=cast.staff.pk).update(language="en")
    client.force_login(cast.staff)

    if status == 400:
        response = choose(client, "fr")
    else:
        response = client.get({403: reverse("bureau"), 404: "/tidak/ada/"}[status])

    assert (response.status_code, spoken(response)) == (status, "en")


def test_a_refused_form_is_answered_in_the_readers_language(cast):
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = "en"

    response = client.post(reverse("account_login"))

    assert (response.status_code, spoken(response)) == (403, "en")


def test_a_page_says_its_language_and_that_it_differs_by_cookie(client, cast):
    client.cookies["language"] = "en"

    page, words = client.get(reverse("catalogue")), client.get(reverse("healthz"))

    assert page.headers["Content-Language"] == "en"
    assert "Cookie" in page.headers["Vary"]
    assert "Content-Language" not in words.headers


@pytest.mark.parametrize("language", ["", "en"])
def test_the_language_costs_no_query(client, cast, language, django_assert_num_queries):
    User.objects.filter(pk=cast.staff.pk).update(language=language)
    client.cookies["language"] = "en"
    with django_assert_num_queries(0):
        client.get(reverse("healthz"))
    client.force_login(cast.staff)

    # session; the account with its posts; count of the notices
    with django_assert_num_queries(3):
        client.get(reverse("notices"))


@pytest.mark.parametrize(
    ("wish", "cookie", "read"), [("", "id", "id"), ("", "en", "en"), ("en", "id", "en"), ("id", "en", "id")]
)
def test_the_mail_for_a_new_password_is_in_the_language_of_the_account(
    client, cast, settings, wish, cookie, read
):
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    EmailAddress.objects.create(user=cast.staff, email=cast.staff.email, verified=True, primary=True)
    User.objects.filter(pk=cast.staff.pk).update(language=wish)
    client.cookies["language"] = cookie

    client.post(reverse("account_reset_password"), {"email": cast.staff.email})

    with translation.override(read):
        subject = render_to_string("account/email/password_reset_key_subject.txt").strip()
    mail = Email.objects.get()
    assert (mail.to, mail.subject) == ([cast.staff.email], subject)
    assert "/accounts/password/reset/key/" in mail.message


@pytest.mark.parametrize(("wish", "read"), [("en", "en"), ("id", "id"), ("", "en")])
def test_the_welcome_after_signing_in_is_in_the_language_of_the_next_page(client, cast, wish, read):
    User.objects.filter(pk=cast.staff.pk).update(language=wish)
    choose(client, "en")

    page = client.post(
        reverse("account_login"), {"login": cast.staff.email, "password": factories.PASSWORD}, follow=True
    )

    with translation.override(read):
        welcome = render_to_string("account/messages/logged_in.txt", {"user": cast.staff}).strip()
    assert spoken(page) == read
    assert [str(message) for message in page.context["messages"]] == [welcome]


# The switch


def test_a_visitors_choice_stays_in_the_browser_for_a_year(client, db):
    before = everything()

    response = choose(client, "en", next="/innovations/?q=iva")

    assert (response.status_code, response.url) == (302, "/innovations/?q=iva")
    cookie = response.cookies["language"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"], cookie["path"]) == (
        "en",
        365 * 24 * 3600,
        "Lax",
        True,
        "/",
    )
    assert everything() == before


def test_the_cookie_is_kept_to_https_where_the_portal_is(client, db, settings):
    assert not choose(client, "en").cookies["language"]["secure"]

    settings.LANGUAGE_COOKIE_SECURE = True

    assert choose(client, "en").cookies["language"]["secure"]


def test_the_choice_of_somebody_signed_in_goes_into_their_profile_too_and_leaves_no_line(client, cast):
    client.force_login(cast.staff)
    before = everything()

    response = choose(client, "en")

    assert response.cookies["language"].value == "en"
    assert (language_of(cast.staff), language_of(cast.colleague)) == ("en", "")
    User.objects.filter(pk=cast.staff.pk).update(language="")
    assert everything() == before


@pytest.mark.parametrize("code", ["", "fr", "ID", "en-us", "en\x00"])
def test_another_language_is_a_bad_request(client, cast, code):
    client.force_login(cast.staff)

    response = choose(client, code)

    assert (response.status_code, "language" in response.cookies) == (400, False)
    assert language_of(cast.staff) == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://palsu.example/",
        "//palsu.example/",
        "///palsu.example",
        "/\\palsu.example",
        "\\\\palsu.example",
        "javascript:alert(1)",
        "http://testserver/catalogue/",
        "palsu",
        "http:palsu",
        "//[",
    ],
)
def test_it_leads_to_no_other_place_than_a_path_of_this_portal(client, db, address):
    response = choose(client, "en", next=address)

    assert (response.status_code, response.get("Location")) == (302, "/")


def test_an_address_that_is_no_text_is_a_bad_request(client, db):
    assert choose(client, "en", next="/\x00").status_code == 400


def test_it_is_a_verb(client, cast):
    assert client.get(reverse("choose_language")).status_code == 405


def test_it_takes_no_form_of_another_site(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.staff)

    assert choose(client, "en").status_code == 403
    assert language_of(cast.staff) == ""


# Where it leads back to


def back(response):
    return response.context["page_address"]


def test_the_switch_shows_the_same_page_again(client, cast):
    client.force_login(cast.staff)

    assert back(client.get(reverse("catalogue"), {"q": "iva", "page": 2})) == (
        f"{reverse('catalogue')}?q=iva&page=2"
    )
    assert back(client.get("/tidak/ada/?x=1")) == "/tidak/ada/?x=1"


def test_below_a_form_that_was_refused_it_shows_the_page_of_the_form(client, db):
    stood_on = f"{reverse('account_login')}?next=/notices/"

    def answer(**headers):
        return client.post(reverse("account_login"), {"login": "x"}, headers=headers)

    assert back(answer(referer=f"http://testserver{stood_on}")) == stood_on
    assert back(answer(referer="https://palsu.example/accounts/login/")) == "/"
    assert back(answer()) == "/"


def test_a_post_to_another_host_is_still_answered(client, settings, db):
    settings.ALLOWED_HOSTS = ["kipp.example"]

    assert client.post("/language/", headers={"host": "palsu.example"}).status_code == 400


@pytest.mark.parametrize(("code", "marks"), [("id", [True, False]), ("en", [False, True])])
def test_the_switch_names_each_language_in_itself_and_marks_the_one_being_read(client, db, code, marks):
    client.cookies["language"] = code

    choices = client.get("/").context["languages"]

    assert [(choice.code, choice.name) for choice in choices] == [
        ("id", "Bahasa Indonesia"),
        ("en", "English"),
    ]
    assert [choice.is_current for choice in choices] == marks
