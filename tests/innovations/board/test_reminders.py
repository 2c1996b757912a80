"""Reminders: what waits for whom on a day, and the one mail that says so."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from post_office.models import Email

from innovations.board import reminders
from innovations.models import Correction, Edition, Innovation, Reminder, Stage
from kipp.accounts.models import Notice, User
from kipp.audit import trail
from tests import factories
from tests.at_once import at_once

WIB = ZoneInfo("Asia/Jakarta")
CLOSES_AT = datetime(2026, 6, 30, 16, 0, tzinfo=WIB)


def registering():
    """Return an edition that takes innovations from May to the end of June."""
    edition = factories.edition(2026)
    edition.stages.filter(kind=Stage.Kind.REGISTRATION).update(
        opens_at=datetime(2026, 5, 1, 8, 0, tzinfo=WIB),
        closes_at=CLOSES_AT,
        begun_at=datetime(2026, 5, 1, 8, 0, tzinfo=WIB),
    )
    return Edition.objects.get(pk=edition.pk)


@pytest.fixture
def edition(cast):
    return registering()


def before_closing(days, hour=9):
    return (CLOSES_AT - timedelta(days=days)).replace(hour=hour)


def found(at):
    """Return what everybody is to be reminded of: (kind, days left) by e-mail."""
    names = dict(User.objects.values_list("pk", "email"))
    return {
        names[user].partition("@")[0]: [(one.kind, one.days_left) for one in things]
        for user, things in reminders.due(at).items()
    }


# What waits


@pytest.mark.django_db
@pytest.mark.parametrize("days", range(16))
def test_drafts_are_reminded_of_on_four_days(edition, days):
    factories.innovation("draft", edition=edition)

    expected = [("finish", days)]
    assert found(before_closing(days)) == (
        {"staff": expected, "colleague": expected} if days in (14, 7, 3, 1) else {}
    )


@pytest.mark.django_db
def test_the_agencies_closing_counts_where_it_comes_before_the_coordinators(edition):
    factories.innovation("draft", edition=edition)
    edition.stages.filter(kind="registration").update(agencies_close_at=CLOSES_AT - timedelta(days=5))

    assert found(before_closing(7)) == {}
    assert set(found(before_closing(8))) == {"staff", "colleague"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "fields", "kind"),
    [
        ("returned", {"sent": False}, "finish"),
        ("submitted", {}, None),
        ("recorded", {}, None),
        ("withdrawn", {}, None),
        ("eligible", {}, None),
    ],
)
def test_of_what_was_sent_or_given_up_nobody_is_reminded(edition, status, fields, kind):
    factories.innovation(status, edition=edition, **fields)

    things = [thing for things in found(before_closing(7)).values() for thing in things]
    assert things == ([(kind, 7)] * 2 if kind else [])


@pytest.mark.django_db
def test_an_agency_of_the_province_is_reminded_to_send(cast, edition):
    factories.innovation("proposed", edition=edition, agency=cast.provincial_agency)

    assert found(before_closing(3)) == {"provincial-staff": [("send", 3)]}


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-1, 0, 1, 2, 3, 4])
def test_corrections_are_reminded_of_three_days_and_one_day_before_they_are_due(edition, days):
    due_at = datetime(2026, 8, 20, 23, 59, tzinfo=WIB)
    factories.innovation("returned", edition=edition)
    Correction.objects.update(due_at=due_at)

    expected = [("correct", days)]
    assert found(due_at.replace(hour=8) - timedelta(days=days)) == (
        {"staff": expected, "colleague": expected} if days in (3, 1) else {}
    )


def proposed(edition, days_ago, at, **fields):
    innovation = factories.innovation("proposed", edition=edition, **fields)
    trail.record("propose", innovation, by=innovation.created_by, at=at - timedelta(days=days_ago))
    return innovation


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited", "left", "is_told"),
    [(0, 20, False), (2, 20, False), (3, 20, True), (9, 20, True), (0, 4, False), (0, 3, True), (0, 0, True)],
)
def test_a_coordinator_is_reminded_of_what_waits_long_or_has_little_time(edition, waited, left, is_told):
    at = before_closing(left)
    proposed(edition, waited, at)

    assert found(at) == ({"coordinator": [("coordinate", left)]} if is_told else {})


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["closed", "suspended", "not yet open", "not begun"])
def test_of_what_cannot_be_done_now_nobody_is_reminded(edition, case):
    at = before_closing(3)
    factories.innovation("draft", edition=edition)
    proposed(edition, 5, at)
    assert set(found(at)) == {"staff", "colleague", "coordinator"}

    registration = edition.stages.filter(kind="registration")
    if case == "closed":
        registration.update(ended_at=at)
    elif case == "suspended":
        Edition.objects.update(state=Edition.State.SUSPENDED)
    elif case == "not yet open":
        registration.update(opens_at=at + timedelta(days=1))
    else:
        registration.update(begun_at=None)

    assert found(at) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_however_much_waits(edition, number, django_assert_num_queries):
    at = before_closing(3)
    for _one in range(number):
        agency = factories.agency()
        factories.member("staff", agency)
        factories.innovation("draft", edition=edition, agency=agency)
        proposed(edition, 5, at, agency=agency)

    # registrations, drafts, corrections, proposed ones and since when, staff, coordinators
    with django_assert_num_queries(7):
        reminders.due(at)


# The mail


def mails():
    return {mail.to[0].partition("@")[0]: mail for mail in Email.objects.all()}


@pytest.mark.django_db
def test_everything_stands_in_one_mail_in_the_language_of_its_reader(cast, edition):
    at = before_closing(3)
    factories.post(cast.coordinator, "staff", cast.agency)
    User.objects.filter(pk=cast.colleague.pk).update(language="en")
    draft = factories.innovation("draft", edition=edition)
    other = proposed(edition, 1, at)

    assert reminders.send_due(at) == 3

    texts = {who: mail.message for who, mail in mails().items()}
    assert set(texts) == {"staff", "colleague", "coordinator"}
    assert [other.title in texts[who] for who in ("staff", "coordinator")] == [False, True]
    assert all(draft.title in text and "/account/" in text for text in texts.values())
    assert "16.00 WIB" in texts["staff"]
    assert "16:00 WIB" in texts["colleague"]
    assert Notice.objects.filter(event=reminders.EVENT).count() == 3


@pytest.mark.django_db
def test_everybody_is_reminded_once_a_day(edition):
    factories.innovation("draft", edition=edition)
    factories.innovation("returned", edition=edition)
    Correction.objects.update(due_at=CLOSES_AT)

    written = [reminders.send_due(before_closing(3, hour)) for hour in (7, 12, 19)]

    assert written == [2, 0, 0]
    assert reminders.send_due(before_closing(1)) == 2
    assert sorted(Reminder.objects.values_list("user__name", "day")) == [
        ("Staf Puskesmas Karangdadap", before_closing(3).date()),
        ("Staf Puskesmas Karangdadap", before_closing(1).date()),
        ("Staf kedua Puskesmas Karangdadap", before_closing(3).date()),
        ("Staf kedua Puskesmas Karangdadap", before_closing(1).date()),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hour", "minute", "is_told"), [(0, 0, 0), (6, 59, 0), (7, 0, 2), (19, 59, 2), (20, 0, 0), (23, 59, 0)]
)
def test_nobody_is_reminded_at_night(edition, hour, minute, is_told):
    factories.innovation("draft", edition=edition)

    assert reminders.send_due(before_closing(7).replace(hour=hour, minute=minute)) == is_told


@pytest.mark.django_db
@pytest.mark.parametrize("case", [{"wants_reminders": False}, {"is_active": False}])
def test_who_wants_none_or_has_a_closed_account_gets_none(cast, edition, case):
    factories.innovation("draft", edition=edition)
    User.objects.filter(pk=cast.staff.pk).update(**case)

    assert reminders.send_due(before_closing(7)) == 1
    assert set(mails()) == {"colleague"}


@pytest.mark.django_db
def test_staff_whose_post_is_over_are_not_reminded(cast, edition):
    factories.innovation("draft", edition=edition)
    cast.staff.memberships.update(ends_on=before_closing(8).date())

    assert set(found(before_closing(7))) == {"colleague"}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_mail():
    cast = factories.cast()
    factories.innovation("draft", edition=registering())
    User.objects.filter(pk=cast.colleague.pk).update(wants_reminders=False)
    at = before_closing(7)

    one, two = at_once(lambda: reminders.send_due(at), lambda: reminders.send_due(at))

    assert (one, two) == (1, 0)
    assert (Email.objects.count(), Reminder.objects.count()) == (1, 1)
    assert Innovation.objects.count() == 1
