"""The bureau's pages about people: their posts, and the invitations to one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from kipp.accounts import invitations, post
from kipp.accounts.models import Invitation, Membership
from tests import factories
from tests.expectations import everything
from tests.pages import Page

pytestmark = pytest.mark.django_db

# Who may open each page.
BUREAU, READERS = {"bureau"}, {"bureau", "auditor"}
PAGES = {
    "people": READERS,
    "invite": BUREAU,
    "invitation": BUREAU,
    "end_post": BUREAU,
}
EVERYBODY = ["bureau", "auditor", "staff", "coordinator", "verifier", "nobody"]


def invited(cast, email="baru@kipp.example", at=None):
    return invitations.invite(
        email, "Staf baru", "staff", agency=cast.agency, by=cast.bureau, at=at or timezone.now()
    )


def address(name, cast):
    rows = {"invitation": lambda: invited(cast), "end_post": cast.colleague.memberships.get}
    return reverse(name, args=[rows[name]().pk] if name in rows else [])


def new_post(cast, **fields):
    return {
        "email": "baru@kipp.example",
        "name": "Staf baru",
        "role": "staff",
        "agency": cast.agency.pk,
        "government": "",
        "letter": "SK 821/7/2019",
        **fields,
    }


# Who may open what


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_shown_to_its_readers_and_refused_to_all_others(client, cast, name, who):
    url = address(name, cast)
    client.force_login(getattr(cast, who))

    assert client.get(url).status_code == (200 if who in PAGES[name] else 403)


@pytest.mark.parametrize("name", [*PAGES, "revoke_invitation"])
def test_a_visitor_is_sent_to_the_sign_in(client, cast, name):
    url = reverse(name, args=[invited(cast).pk]) if name == "revoke_invitation" else address(name, cast)
    method = client.post if name == "revoke_invitation" else client.get

    asked = method(url, headers={"referer": f"http://testserver{url}"})
    assert asked.url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "bureau"])
@pytest.mark.parametrize("name", ["invite", "end_post", "revoke_invitation"])
def test_nobody_but_the_bureau_changes_anything(client, cast, name, who):
    rows = {"end_post": cast.colleague.memberships.get(), "revoke_invitation": invited(cast)}
    sent = {"invite": new_post(cast, email="lain@kipp.example")}
    client.force_login(getattr(cast, who))
    before = everything()

    response = client.post(reverse(name, args=[rows[name].pk] if name in rows else []), sent.get(name))

    assert response.status_code == 403
    assert everything() == before


@pytest.mark.parametrize("name", ["invitation", "end_post", "revoke_invitation"])
def test_what_does_not_exist_is_not_found(client, cast, name):
    client.force_login(cast.bureau)
    method = client.post if name == "revoke_invitation" else client.get

    assert method(reverse(name, args=[999_999])).status_code == 404


def test_a_verb_is_not_done_by_opening_its_address(client, cast):
    waiting = invited(cast)
    client.force_login(cast.bureau)
    before = everything()

    assert client.get(reverse("revoke_invitation", args=[waiting.pk])).status_code == 405
    assert everything() == before


@pytest.mark.parametrize("name", ["people", "invitation"])
def test_a_page_that_only_shows_takes_no_post(client, cast, name):
    url = address(name, cast)
    client.force_login(cast.bureau)

    assert client.post(url).status_code == 405


# The lists


def test_people_are_listed_with_the_posts_they_hold_now(client, cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    held = cast.colleague.memberships.get()
    held.ends_on = yesterday
    held.save()
    client.force_login(cast.auditor)

    shown = client.get(reverse("people")).context["rows"]

    assert {row.post.pk for row in shown} == set(
        Membership.objects.exclude(pk=held.pk).values_list("pk", flat=True)
    )


def test_only_waiting_invitations_are_listed_and_only_the_bureau_gets_their_addresses(client, cast):
    waiting, revoked = invited(cast), invited(cast, "lain@kipp.example")
    invitations.revoke(revoked, by=cast.bureau, at=timezone.now())
    invited(cast, "lama@kipp.example", at=timezone.now() - timedelta(days=14))

    pages = {}
    for who in (cast.bureau, cast.auditor):
        client.force_login(who)
        pages[who] = client.get(reverse("people"))

    assert [list(page.context["invitations"]) for page in pages.values()] == [[waiting], [waiting]]
    link = reverse("invitation", args=[waiting.pk])
    assert [link in page.content.decode() for page in pages.values()] == [True, False]


@pytest.mark.parametrize("number", [1, 3])
def test_people_take_the_same_queries_however_many_there_are(client, cast, number, django_assert_num_queries):
    for email in "abc"[:number]:
        factories.member("staff", factories.agency())
        factories.member("coordinator", factories.government(f"33.0{number}"))
        invited(cast, f"{email}@kipp.example")
    client.force_login(cast.bureau)

    with django_assert_num_queries(6):
        client.get(reverse("people"))


def found(response):
    return [(row.post.user.name, row.is_held, row.may_be_ended) for row in response.context["rows"]]


def test_posts_are_found_by_every_word_of_a_name_an_address_or_an_office(client, cast):
    client.force_login(cast.bureau)

    def names(words):
        return [name for name, *_rest in found(client.get(reverse("people"), {"words": words}))]

    assert names("verifikator 3") == ["Verifikator 3"]
    assert names("other-coordinator@") == [cast.other_coordinator.name]
    assert names("banyumudal") == [cast.stranger.name]
    assert names("kabupaten pemalang") == [cast.other_coordinator.name, cast.stranger.name]
    assert names("tidak ada") == []


def test_posts_are_listed_by_role(client, cast):
    client.force_login(cast.auditor)

    response = client.get(reverse("people"), {"role": "coordinator"})

    assert [row.post.user for row in response.context["rows"]] == [cast.coordinator, cast.other_coordinator]


def test_posts_that_are_not_held_now_are_shown_when_asked_and_say_so(client, cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.colleague.memberships.update(ends_on=yesterday)
    client.force_login(cast.bureau)
    asked = {"role": "staff", "words": "karangdadap"}

    assert found(client.get(reverse("people"), asked)) == [(cast.staff.name, True, True)]
    assert found(client.get(reverse("people"), {**asked, "all_times": "on"})) == [
        (cast.staff.name, True, True),
        (cast.colleague.name, False, False),
    ]


def test_nobody_is_offered_to_end_their_own_post_in_the_bureau_and_an_auditor_none(client, cast):
    offered = {}
    for who in (cast.bureau, cast.auditor):
        client.force_login(who)
        offered[who] = found(client.get(reverse("people"), {"role": "bureau"}))

    assert offered == {
        cast.bureau: [(cast.bureau.name, True, False), (cast.bureau2.name, True, True)],
        cast.auditor: [(cast.bureau.name, True, False), (cast.bureau2.name, True, False)],
    }


def test_a_role_that_does_not_exist_is_told_and_left_out(client, cast):
    client.force_login(cast.bureau)

    response = client.get(reverse("people"), {"role": "king"})

    assert list(response.context["form"].errors) == ["role"]
    assert len(response.context["rows"]) == Membership.objects.count()


def test_people_are_shown_fifty_at_a_time_and_the_filter_is_kept(client, cast):
    for _ in range(51):
        factories.member("verifier")
    client.force_login(cast.auditor)

    pages = [client.get(reverse("people"), {"role": "verifier", "page": page}) for page in (1, 2)]

    assert [len(page.context["rows"]) for page in pages] == [50, 5]
    assert "?role=verifier&amp;page=2" in pages[0].text


# Invite


def test_the_bureau_invites_somebody_and_gets_the_link_to_pass_on(client, cast):
    client.force_login(cast.bureau)

    response = client.post(reverse("invite"), new_post(cast))

    made = Invitation.objects.get()
    assert (made.email, made.name, made.role, made.agency, made.government, made.letter, made.invited_by) == (
        "baru@kipp.example",
        "Staf baru",
        "staff",
        cast.agency,
        None,
        "SK 821/7/2019",
        cast.bureau,
    )
    assert response.url == reverse("invitation", args=[made.pk])
    assert client.get(response.url).context["link"] == f"http://testserver{made.get_absolute_url()}"
    assert Email.objects.get().to == ["baru@kipp.example"]


WRONG = {
    "no address": ({"email": "baru"}, {"email"}),
    "no name": ({"name": " "}, {"name"}),
    "no role": ({"role": ""}, {"role", "agency"}),
    "staff of nothing": ({"agency": ""}, {"agency"}),
    "staff of a government": ({"government": "own"}, {"government"}),
    "a coordinator of nothing": ({"role": "coordinator", "agency": ""}, {"government"}),
    "a coordinator of an agency": ({"role": "coordinator", "government": "own"}, {"agency"}),
    "a verifier with two employers": ({"role": "verifier", "government": "own"}, {"agency"}),
    "the bureau with an office": ({"role": "bureau"}, {"agency"}),
    "an auditor with an office": ({"role": "auditor", "agency": "", "government": "own"}, {"government"}),
    "an agency that does not exist": ({"agency": 999_999}, {"agency"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_invitation_that_does_not_fit_is_shown_again_with_what_was_typed(client, cast, case):
    change, fields = WRONG[case]
    if change.get("government"):
        change = {**change, "government": cast.agency.government.pk}
    client.force_login(cast.bureau)
    before = everything()

    response = client.post(reverse("invite"), new_post(cast, **change))

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (200, fields)
    assert form["letter"].value() == "SK 821/7/2019"
    assert "SK 821/7/2019" in response.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("staff", "agency"),
        ("coordinator", "government"),
        ("verifier", "agency"),
        ("verifier", "government"),
        ("verifier", None),
        ("bureau", None),
        ("auditor", None),
    ],
)
def test_every_role_is_invited_with_its_kind_of_office(client, cast, role, office):
    offices = {"agency": cast.agency, "government": cast.agency.government}
    chosen = {name: row.pk if name == office else "" for name, row in offices.items()}
    client.force_login(cast.bureau)

    client.post(reverse("invite"), new_post(cast, role=role, **chosen))

    made = Invitation.objects.get()
    assert (made.role, made.office) == (role, offices.get(office))


# An invitation's page


def test_an_invitation_says_how_it_stands(client, cast):
    now = timezone.now()
    waiting, revoked = invited(cast), invited(cast, "dua@kipp.example")
    past = invited(cast, "tiga@kipp.example", at=now - timedelta(days=14))
    used = invited(cast, cast.nobody.email)
    invitations.revoke(revoked, by=cast.bureau, at=now)
    invitations.accept(used, code=used.code, password=None, by=cast.nobody, at=now)
    client.force_login(cast.bureau)

    pages = [client.get(reverse("invitation", args=[one.pk])) for one in (waiting, revoked, past, used)]

    assert [page.context["state"] for page in pages] == ["waiting", "revoked", "past", "used"]
    assert ["readonly" in page.text for page in pages] == [True, False, False, False]


def test_the_link_is_shown_while_the_invitation_waits_and_not_afterwards(client, cast):
    waiting = invited(cast)
    token = waiting.get_absolute_url()
    client.force_login(cast.bureau)
    url = reverse("invitation", args=[waiting.pk])

    assert token in client.get(url).content.decode()
    invitations.revoke(waiting, by=cast.bureau, at=timezone.now())

    page = client.get(url).content.decode()
    assert token not in page
    assert reverse("revoke_invitation", args=[waiting.pk]) not in page


def test_the_bureau_revokes_an_invitation(client, cast):
    waiting = invited(cast)
    client.force_login(cast.bureau2)

    response = client.post(reverse("revoke_invitation", args=[waiting.pk]))

    waiting.refresh_from_db()
    assert response.url == reverse("people")
    assert waiting.revoked_at is not None
    assert _levels(client.get(response.url)) == ["success"]


def test_an_invitation_that_was_revoked_already_is_answered_with_a_sentence(client, cast):
    waiting = invited(cast)
    client.force_login(cast.bureau)
    client.post(reverse("revoke_invitation", args=[waiting.pk]))
    client.get(reverse("people"))
    before = everything()

    response = client.post(reverse("revoke_invitation", args=[waiting.pk]), follow=True)

    assert _levels(response) == ["error"]
    assert everything()["accounts_invitation"] == before["accounts_invitation"]


# The code


def pages_about(client, invitation):
    """Every page of the bureau that tells of an invitation, and its mails there."""
    addresses = [reverse("people"), reverse("invitation", args=[invitation.pk]), reverse("outbox")]
    addresses += [reverse("outbox_mail", args=[mail.pk]) for mail in Email.objects.all()]
    return [client.get(address).text for address in addresses]


def test_no_page_of_the_bureau_shows_the_code(client, cast):
    waiting = invited(cast)
    client.force_login(cast.bureau)

    assert not any(waiting.code in page for page in pages_about(client, waiting))
    assert waiting.code in Email.objects.get().message


@pytest.mark.parametrize(
    ("demo", "host", "is_shown"), [(True, "", True), (True, "mail.invalid", False), (False, "", False)]
)
def test_only_a_demo_that_sends_no_mail_shows_it_and_says_so(client, cast, settings, demo, host, is_shown):
    waiting = invited(cast)
    settings.DEMO, settings.EMAIL_HOST = demo, host
    client.force_login(cast.bureau)

    page = client.get(reverse("invitation", args=[waiting.pk]))

    assert page.context["code"] == (waiting.code if is_shown else "")
    assert (waiting.code in page.text, "demo yang tidak mengirim" in page.text) == (is_shown, is_shown)


def test_without_mail_nobody_is_invited_and_the_page_says_so_first(client, cast, settings):
    settings.EMAIL_HOST = ""
    client.force_login(cast.bureau)

    opened, sent = client.get(reverse("invite")), client.post(reverse("invite"), new_post(cast))

    assert [post.obstacle() in page.text for page in (opened, sent)] == [True, True]
    assert 'name="email"' not in opened.text
    assert all(text in sent.text for text in ("baru@kipp.example", "SK 821/7/2019"))
    assert Invitation.objects.count() == 0


# By two


@pytest.fixture
def to_approve(cast):
    return invitations.invite(
        "baru@kipp.example", "Calon auditor", "auditor", by=cast.bureau, at=timezone.now()
    )


def test_a_post_that_takes_two_waits_for_the_second(client, cast, to_approve):
    url, link = reverse("invitation", args=[to_approve.pk]), to_approve.get_absolute_url()
    approve = reverse("approve_invitation", args=[to_approve.pk])
    pages = {}
    for who in (cast.bureau, cast.bureau2):
        client.force_login(who)
        pages[who] = client.get(url)

    assert {page.context["state"] for page in pages.values()} == {"to_approve"}
    assert [approve in page.text for page in pages.values()] == [False, True]
    assert [bool(page.context["obstacle"]) for page in pages.values()] == [True, False]
    assert not any(secret in page.text for secret in (link, to_approve.code) for page in pages.values())
    assert "menunggu persetujuan" in client.get(reverse("people")).text


def test_a_second_member_approves_or_refuses(client, cast, to_approve):
    other = invitations.invite("lain@kipp.example", "Lain", "bureau", by=cast.bureau, at=timezone.now())
    client.force_login(cast.bureau2)

    approved = client.post(reverse("approve_invitation", args=[to_approve.pk]), follow=True)
    refused = client.post(reverse("refuse_invitation", args=[other.pk]), follow=True)

    assert [_levels(page) for page in (approved, refused)] == [["success"], ["success"]]
    assert (approved.context["state"], to_approve.get_absolute_url() in approved.text) == ("waiting", True)
    other.refresh_from_db()
    assert other.revoked_at
    again = client.post(reverse("approve_invitation", args=[to_approve.pk]), follow=True)
    assert _levels(again) == ["error"]


def test_whoever_invited_gets_a_sentence_and_takes_it_back(client, cast, to_approve):
    client.force_login(cast.bureau)

    own = client.post(reverse("approve_invitation", args=[to_approve.pk]), follow=True)
    back = client.post(reverse("revoke_invitation", args=[to_approve.pk]), follow=True)

    assert [_levels(page) for page in (own, back)] == [["error"], ["success"]]


@pytest.mark.parametrize("name", ["approve_invitation", "refuse_invitation"])
def test_nobody_else_decides_and_opening_the_address_decides_nothing(client, cast, to_approve, name):
    url = reverse(name, args=[to_approve.pk])
    before = everything()["accounts_invitation"]

    for who in EVERYBODY[1:]:
        client.force_login(getattr(cast, who))
        assert client.post(url).status_code == 403
    client.force_login(cast.bureau2)

    assert client.get(url).status_code == 405
    assert client.post(reverse(name, args=[999_999])).status_code == 404
    assert everything()["accounts_invitation"] == before


def test_whom_the_inviter_brought_into_the_bureau_reads_whom_to_ask(client, cast, to_approve):
    made = factories.brought_in(factories.member("bureau"), by=cast.bureau)
    client.force_login(made)

    page = client.get(reverse("invitation", args=[to_approve.pk]))

    assert cast.bureau2.name in page.context["obstacle"]
    assert page.context["obstacle"] in page.text
    assert reverse("approve_invitation", args=[to_approve.pk]) not in page.text


# End a post


def test_a_post_is_ended_on_a_page_of_its_own(client, cast):
    held = cast.colleague.memberships.get()
    url = reverse("end_post", args=[held.pk])
    client.force_login(cast.bureau)
    before = everything()

    page = client.get(url)
    assert cast.colleague.name in page.content.decode()
    assert everything() == before

    response = client.post(url)
    held.refresh_from_db()
    assert (response.url, held.ends_on) == (reverse("people"), timezone.localdate())
    assert _levels(client.get(response.url)) == ["success"]


def test_nobody_ends_their_own_post_in_the_bureau(client, cast):
    own = cast.bureau.memberships.get()
    client.force_login(cast.bureau)

    response = client.post(reverse("end_post", args=[own.pk]), follow=True)

    own.refresh_from_db()
    assert (own.ends_on, _levels(response)) == (None, ["error"])


def _levels(response):
    return [message.level_tag for message in response.context["messages"]]


def test_a_government_with_too_few_coordinators_leads_to_their_invitation(client, cast):
    client.force_login(cast.bureau)
    short = cast.agency.government
    link = f"{reverse('invite')}?role=coordinator&government={short.pk}"

    assert link in Page(client.get(reverse("people")).text).links
    form = client.get(link).context["form"]
    assert (form["role"].value(), form["government"].value()) == (
        "coordinator",
        str(cast.agency.government.pk),
    )

    client.force_login(cast.auditor)
    assert reverse("invite") not in client.get(reverse("people")).text
