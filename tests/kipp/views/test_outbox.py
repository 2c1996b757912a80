"""The mail outbox: written in the deed's transaction, read by the bureau."""

import re

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from post_office import mail
from post_office.models import STATUS, Email

from kipp.accounts import invitations, post
from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import everything

pytestmark = pytest.mark.django_db


def invite(cast):
    return invitations.invite("baru@kipp.example", "Staf baru", "verifier", by=cast.bureau, at=timezone.now())


def in_every_state():
    """Write five mails, one after the other, each named after how it stands."""
    states = {"sent": STATUS.sent, "queued": STATUS.queued, "failed": STATUS.failed}
    for name, status in {**states, "requeued": STATUS.requeued, "never tried": None}.items():
        mail.send("a@kipp.example", subject=name, message="Isi")
        Email.objects.filter(subject=name).update(status=status)


# Written with the deed


def test_a_deed_that_fails_sends_nothing(cast):
    @transaction.atomic
    def fail():
        post.send("innovation_proposed", [cast.staff], at=timezone.now(), innovation=entry)
        assert (Notice.objects.count(), Email.objects.count()) == (1, 1)
        raise RuntimeError

    entry = factories.innovation("proposed")
    with pytest.raises(RuntimeError):
        fail()

    assert (Notice.objects.count(), Email.objects.count()) == (0, 0)


def test_a_notice_is_plain_text_in_the_mail_and_escaped_on_the_page(client, cast):
    entry = factories.innovation("proposed", title="Ibu & Anak <1000 HPK>")
    post.send("innovation_proposed", [cast.staff], at=timezone.now(), innovation=entry)
    written = Email.objects.get()
    client.force_login(cast.bureau)

    page = client.get(reverse("outbox_mail", args=[written.pk])).content.decode()

    assert "Ibu & Anak <1000 HPK>" in written.message
    assert "Ibu &amp; Anak &lt;1000 HPK&gt;" in page
    assert "<1000" not in page


@pytest.mark.parametrize("title", ["{{ subject }}", "{% now 'Y' %}", "{% tidak ada", "{# catatan #}"])
def test_nothing_that_people_typed_is_carried_out(cast, title):
    entry = factories.innovation("proposed", title=title)

    post.send("innovation_proposed", [cast.staff], at=timezone.now(), innovation=entry)

    written, notice = Email.objects.get(), Notice.objects.get()
    assert (written.subject, written.message) == (notice.subject, f"{notice.body}\n")
    assert title in written.subject
    assert title in written.message


# Reading


@pytest.mark.parametrize(
    ("who", "list_status", "mail_status"),
    [
        ("bureau", 200, 200),
        ("auditor", 200, 403),
        ("staff", 403, 403),
        ("coordinator", 403, 403),
        ("verifier", 403, 403),
        ("nobody", 403, 403),
    ],
)
def test_the_bureau_reads_mails_and_an_auditor_sees_which_there_are(
    client, cast, who, list_status, mail_status
):
    invite(cast)
    address = reverse("outbox_mail", args=[Email.objects.get().pk])
    client.force_login(getattr(cast, who))

    page = client.get(reverse("outbox"))

    assert (page.status_code, client.get(address).status_code) == (list_status, mail_status)
    assert (address in page.content.decode()) is (mail_status == 200)


@pytest.mark.parametrize("name", ["outbox", "outbox_mail"])
def test_a_visitor_is_sent_to_the_sign_in(client, cast, name):
    invite(cast)
    url = reverse(name, args=[Email.objects.get().pk] if name == "outbox_mail" else [])

    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def test_a_mail_that_does_not_exist_is_not_found(client, cast):
    client.force_login(cast.bureau)

    assert client.get(reverse("outbox_mail", args=[999_999])).status_code == 404


def test_it_is_only_read(client, cast):
    invite(cast)
    address = reverse("outbox_mail", args=[Email.objects.get().pk])
    client.force_login(cast.bureau)
    before = everything()

    assert [client.post(url).status_code for url in (reverse("outbox"), address)] == [405, 405]
    assert [client.get(url).status_code for url in (reverse("outbox"), address)] == [200, 200]
    assert everything() == before


def test_mails_are_listed_newest_first(client, cast):
    for number in range(3):
        mail.send(f"{number}@kipp.example", subject=f"Perihal {number}", message="Isi")
    Email.objects.filter(subject="Perihal 0").update(status=STATUS.sent)
    client.force_login(cast.bureau)

    shown = client.get(reverse("outbox")).context["page_obj"]

    assert [(row.subject, row.to) for row in shown] == [
        (f"Perihal {number}", [f"{number}@kipp.example"]) for number in (2, 1, 0)
    ]


def test_mails_that_failed_stand_first(client, cast):
    in_every_state()
    client.force_login(cast.auditor)

    rows = client.get(reverse("outbox")).context["rows"]

    assert [(row.mail.subject, row.state.code) for row in rows] == [
        ("failed", "failed"),
        ("never tried", "waiting"),
        ("requeued", "waiting"),
        ("queued", "waiting"),
        ("sent", "sent"),
    ]


@pytest.mark.parametrize(
    ("state", "shown"),
    [("failed", ["failed"]), ("waiting", ["never tried", "requeued", "queued"]), ("sent", ["sent"])],
)
def test_mails_are_listed_by_their_state(client, cast, state, shown):
    in_every_state()
    client.force_login(cast.bureau)

    response = client.get(reverse("outbox"), {"state": state})

    assert [row.mail.subject for row in response.context["rows"]] == shown
    assert [(tab.query, tab.number, tab.is_current) for tab in response.context["tabs"]] == [
        ("", 5, False),
        ("state=failed", 1, state == "failed"),
        ("state=waiting", 3, state == "waiting"),
        ("state=sent", 1, state == "sent"),
    ]


def test_a_state_that_does_not_exist_is_left_out(client, cast):
    in_every_state()
    client.force_login(cast.bureau)

    assert len(client.get(reverse("outbox"), {"state": "lost"}).context["rows"]) == 5


def test_the_page_of_a_mail_that_failed_says_why(client, cast):
    in_every_state()
    failed = Email.objects.get(subject="failed")
    for message in ("450 try again", "550 <no such mailbox>"):
        failed.logs.create(status=STATUS.failed, exception_type="SMTPError", message=message)
    client.force_login(cast.bureau)

    page = client.get(reverse("outbox_mail", args=[failed.pk])).text

    assert "550 &lt;no such mailbox&gt;" in page
    assert "450 try again" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_however_full_it_is(client, cast, number, django_assert_num_queries):
    for _ in range(number):
        mail.send("a@kipp.example", subject="Perihal", message="Isi")
    client.force_login(cast.bureau)

    # session, the account with its posts; tabs, number and page of the mails
    with django_assert_num_queries(6):
        client.get(reverse("outbox"))


def test_a_full_outbox_is_shown_fifty_at_a_time(client, cast):
    for _ in range(51):
        mail.send("a@kipp.example", subject="Perihal", message="Isi")
    client.force_login(cast.auditor)

    pages = [client.get(reverse("outbox"), {"page": page}).context["page_obj"] for page in (1, 2)]

    assert [len(page) for page in pages] == [50, 1]


# What stays closed


def test_the_link_to_a_new_password_is_read_by_its_owner_only(client, cast, settings):
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    client.post(reverse("account_reset_password"), {"email": cast.staff.email})
    written = Email.objects.get()
    link = re.search(r"/accounts/password/reset/key/\S+/", written.message)[0]
    client.force_login(cast.bureau)

    pages = [
        client.get(url).content.decode()
        for url in (reverse("outbox"), reverse("outbox_mail", args=[written.pk]))
    ]

    assert cast.staff.email in pages[1]
    assert [link in page for page in pages] == [False, False]
    sentences = [line for line in written.message.splitlines() if len(line) > 20]
    assert [line for line in sentences if line in pages[1]] == []


@pytest.mark.parametrize("headers", [None, {"X-KIPP-Notice": "yes"}], ids=["now", "as it was queued before"])
def test_an_invitation_is_read_by_its_receiver_only(client, cast, headers):
    invitation = invite(cast)
    if headers:
        Email.objects.update(headers=headers)
    client.force_login(cast.bureau)

    page = client.get(reverse("outbox_mail", args=[Email.objects.get().pk])).text

    assert "baru@kipp.example" in page
    assert not any(secret in page for secret in (invitation.code, invitation.get_absolute_url(), "Yth."))


def test_a_notice_of_the_portal_is_read_whole(client, cast):
    entry = factories.innovation("proposed")
    post.send("innovation_proposed", [cast.staff], at=timezone.now(), innovation=entry)
    client.force_login(cast.bureau)

    page = client.get(reverse("outbox_mail", args=[Email.objects.get().pk])).text

    assert Notice.objects.get().body.splitlines()[-1] in page
