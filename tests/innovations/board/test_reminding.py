"""The bureau's own reminders: of agencies that sent nothing, of coordinators who have something to send."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from post_office.models import Email

from innovations.board import reminding
from innovations.models import Edition
from kipp.accounts.models import Notice
from tests import factories
from tests.at_once import at_once
from tests.expectations import recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(2026)


def noon(days=0):
    """Return noon in WIB of today or a day after, when the edition of these tests still registers."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)


def told(event=reminding.AGENCY_EVENT):
    return sorted(Notice.objects.filter(event=event).values_list("user__email", flat=True))


def test_the_staff_of_agencies_without_a_sent_innovation_are_told(cast, edition):
    factories.innovation("draft", edition=edition)
    factories.innovation("submitted", edition=edition, agency=cast.provincial_agency)
    factories.agency("Puskesmas tanpa staf")
    at = noon()

    came = reminding.remind_agencies(edition, by=cast.bureau, at=at)

    assert came == reminding.Reminded(told=2, left=0, without_people=1)
    assert told() == ["colleague@kipp.example", "staff@kipp.example", "stranger@kipp.example"]
    assert sorted(mail.to[0] for mail in Email.objects.all()) == told()
    assert recorded(edition)[-1] == ("remind_agencies", cast.bureau.pk, at, {"agencies": 2})


@pytest.mark.parametrize(
    ("status", "fields", "is_told"),
    [
        ("recorded", {}, True),
        ("proposed", {}, True),
        ("returned", {"sent": False}, True),
        ("withdrawn", {}, True),
        ("returned", {}, False),
        ("ineligible", {}, False),
        ("eligible", {}, False),
    ],
)
def test_what_was_sent_and_not_withdrawn_is_enough(cast, edition, status, fields, is_told):
    factories.innovation(status, edition=edition, **fields)

    reminding.remind_agencies(edition, by=cast.bureau, at=noon())

    assert ("staff@kipp.example" in told()) == is_told


def test_an_agency_is_told_once_in_24_hours(cast, edition):
    first = reminding.remind_agencies(edition, by=cast.bureau, at=noon())
    again = reminding.remind_agencies(edition, by=cast.bureau2, at=noon() + timedelta(hours=23, minutes=59))
    assert (first.told, again.told, len(told())) == (3, 0, 4)

    assert reminding.remind_agencies(edition, by=cast.bureau, at=noon(days=1)).told == 3


def test_one_government_can_be_reminded_alone(cast, edition):
    came = reminding.remind_agencies(
        edition, government=cast.other_agency.government, by=cast.bureau, at=noon()
    )

    assert (came.told, told()) == (1, ["stranger@kipp.example"])


def test_one_agency_can_be_reminded_alone(cast, edition):
    came = reminding.remind_agencies(edition, agency=cast.agency, by=cast.bureau, at=noon())
    rest = reminding.remind_agencies(edition, by=cast.bureau, at=noon())

    assert (came.told, rest.told) == (1, 2)
    assert told() == [
        "colleague@kipp.example",
        "provincial-staff@kipp.example",
        "staff@kipp.example",
        "stranger@kipp.example",
    ]


# Coordinators


def test_coordinators_are_told_how_much_waits_for_them(cast, edition):
    for _one in range(2):
        factories.innovation("proposed", edition=edition)
    factories.innovation("proposed", edition=edition, agency=cast.provincial_agency)
    factories.innovation("draft", edition=edition, agency=cast.other_agency)
    at = noon()

    came = reminding.remind_coordinators(edition, by=cast.bureau, at=at)

    assert came == reminding.Reminded(told=1, left=0, without_people=0)
    notice = Notice.objects.get(event=reminding.COORDINATOR_EVENT)
    assert (notice.user, notice.subject.split(": ")[0]) == (cast.coordinator, "Kabupaten Pekalongan")
    assert notice.subject.split(": ")[1].startswith("2 ")
    assert recorded(edition)[-1] == ("remind_coordinators", cast.bureau.pk, at, {"governments": 1})


def test_coordinators_are_told_once_in_24_hours_and_one_government_alone(cast, edition):
    factories.innovation("proposed", edition=edition)
    factories.innovation("proposed", edition=edition, agency=cast.other_agency)

    def press(at, government=None):
        return reminding.remind_coordinators(edition, government=government, by=cast.bureau, at=at).told

    assert press(noon(), cast.other_agency.government) == 1
    assert told(reminding.COORDINATOR_EVENT) == ["other-coordinator@kipp.example"]
    assert press(noon() + timedelta(hours=1)) == 1
    assert press(noon() + timedelta(hours=23)) == 0
    assert press(noon(days=1)) == 1


def test_a_government_without_coordinators_is_counted(cast, edition):
    factories.innovation("proposed", edition=edition)
    cast.coordinator.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))

    came = reminding.remind_coordinators(edition, by=cast.bureau, at=noon())

    assert came == reminding.Reminded(told=0, left=0, without_people=1)
    assert recorded(edition)[-1][0] != "remind_coordinators"


def test_many_are_told_press_by_press(cast, edition, monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 2)

    presses = [reminding.remind_agencies(edition, by=cast.bureau, at=noon()) for _press in range(3)]

    assert [(came.told, came.left) for came in presses] == [(2, 1), (1, 0), (0, 0)]


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_tell_nobody_twice():
    cast, edition, at = factories.cast(), factories.edition(2026), noon()

    one, two = at_once(
        lambda: reminding.remind_agencies(edition, by=cast.bureau, at=at),
        lambda: reminding.remind_agencies(edition, by=cast.bureau2, at=at),
    )

    assert (one.told, two.told, len(told())) == (3, 0, 4)


@pytest.mark.parametrize("case", ["closed", "suspended"])
def test_nobody_is_reminded_of_what_cannot_be_done(cast, edition, case):
    at = noon()
    if case == "closed":
        at = datetime.combine(edition.registration.closes_at + timedelta(days=1), at.timetz())
    else:
        Edition.objects.update(state=Edition.State.SUSPENDED)

    for deed in (reminding.remind_agencies, reminding.remind_coordinators):
        with refused(ValidationError):
            deed(edition, by=cast.bureau, at=at)


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_but_the_bureau_reminds(cast, edition, who):
    for deed in (reminding.remind_agencies, reminding.remind_coordinators):
        with refused(PermissionDenied):
            deed(edition, by=getattr(cast, who), at=noon())
