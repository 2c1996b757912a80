"""Notices: into the inbox and the outbox, in the deed's transaction."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import translation
from post_office.models import STATUS, Email

from kipp.accounts import invitations, post
from kipp.accounts.models import Notice, Role
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2019, 8, 7, 5, 0, tzinfo=UTC)


def test_each_receiver_gets_a_notice_and_a_mail_with_the_address_of_the_page(cast, settings):
    entry = factories.innovation("proposed", title="Kampung IVA")
    settings.PORTAL_URL = "https://kipp.example"

    post.send(
        "innovation_proposed",
        [cast.staff, cast.colleague],
        at=AT,
        url="/coordination/7/",
        innovation=entry,
    )

    assert list(
        Notice.objects.values_list("user", "event", "url", "created_at", "read_at").order_by("pk")
    ) == [
        (cast.staff.pk, "innovation_proposed", "/coordination/7/", AT, None),
        (cast.colleague.pk, "innovation_proposed", "/coordination/7/", AT, None),
    ]
    mails = list(Email.objects.order_by("pk"))
    assert [mail.to for mail in mails] == [[cast.staff.email], [cast.colleague.email]]
    assert [mail.headers for mail in mails] == [
        {"X-KIPP-Notice": "yes", "X-KIPP-Page": "/coordination/7/"}
    ] * 2
    assert all(mail.message.endswith("\n\nhttps://kipp.example/coordination/7/\n") for mail in mails)
    notice = Notice.objects.first()
    assert mails[0].subject == notice.subject
    assert "Kampung IVA" in notice.subject + notice.body
    assert mails[0].message.startswith(notice.body)


def test_a_mail_waits_in_the_outbox_and_is_not_sent_in_the_request(cast, mailoutbox):
    post.send_mail(cast.staff.email, "Perihal", "Isi")

    assert mailoutbox == []
    assert list(Email.objects.values_list("to", "status", "message")) == [
        ([cast.staff.email], STATUS.queued, "Isi\n")
    ]


def test_whoever_has_no_active_account_gets_nothing(cast):
    cast.colleague.is_active = False
    cast.colleague.save()

    post.send("innovation_proposed", [cast.colleague], at=AT, innovation=factories.innovation("proposed"))

    assert (Notice.objects.count(), Email.objects.count()) == (0, 0)


@pytest.mark.parametrize("causes_language", ["id", "en"])
def test_each_receiver_is_written_to_in_their_own_language_whatever_its_cause_reads(cast, causes_language):
    entry = factories.innovation("returned")
    cast.colleague.language = "en"
    cast.colleague.save()

    with translation.override(causes_language):
        post.send(
            "innovation_returned", [cast.staff, cast.colleague], at=AT, innovation=entry, note="", due_at=AT
        )

    texts = dict(Notice.objects.values_list("user", "body"))
    assert "7 Agustus 2019 pukul 12.00 WIB" in texts[cast.staff.pk]
    assert "7 August 2019 at 12:00 WIB" in texts[cast.colleague.pk]
    mails = {mail.to[0]: mail.message for mail in Email.objects.all()}
    assert mails[cast.staff.email].startswith(texts[cast.staff.pk])
    assert mails[cast.colleague.email].startswith(texts[cast.colleague.pk])


def test_whoever_is_invited_is_written_to_in_indonesian(cast):
    with translation.override("en"):
        invitations.invite("baru@kipp.example", "Orang baru", Role.VERIFIER, by=cast.bureau, at=AT)

    assert "21 Agustus 2019 pukul 12.00 WIB" in Email.objects.get().message


def test_a_notice_stays_as_it_was_written_when_its_receiver_changes_the_language(client, cast):
    entry = factories.innovation("proposed")
    post.send("innovation_proposed", [cast.coordinator], at=AT, innovation=entry)
    written = Notice.objects.get().subject
    cast.coordinator.language = "en"
    cast.coordinator.save()
    client.force_login(cast.coordinator)

    page = client.get(reverse("notices"))

    assert page.headers["Content-Language"] == "en"
    assert [notice.subject for notice in page.context["page_obj"]] == [written]


def test_titles_are_not_escaped_in_plain_text(cast):
    entry = factories.innovation("proposed", title="Ibu & Anak <1000 HPK>")

    subject, body = post.render("innovation_proposed", innovation=entry)

    assert "Ibu & Anak <1000 HPK>" in subject + body


def test_a_subject_is_one_line_of_at_most_200_signs(cast):
    entry = factories.innovation("proposed", title="x" * 150)

    for event in ("innovation_proposed", "innovation_submitted", "innovation_accepted"):
        subject, body = post.render(event, innovation=entry)
        assert 0 < len(subject) <= 200
        assert "\n" not in subject
        assert body


def test_holders_are_the_active_people_who_hold_the_post_on_that_day():
    agency, sister = factories.agency(), factories.agency()
    now = factories.member("staff", agency)
    factories.member("staff", agency, ends_on=date(2019, 8, 6))
    factories.member("staff", agency, starts_on=date(2019, 8, 8))
    factories.member("staff", sister)
    factories.member("verifier", agency)
    gone = factories.member("staff", agency)
    gone.is_active = False
    gone.save()

    assert list(post.holders(Role.STAFF, at=AT, agency=agency)) == [now]
