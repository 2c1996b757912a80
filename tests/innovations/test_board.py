"""One Agency, One Innovation: how far each agency is, and the reminder of those that sent nothing."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from post_office.models import Email

from innovations import board
from innovations.board import Board, State
from innovations.models import Edition, Status
from kipp.accounts.models import Agency, Government, Notice
from tests import factories
from tests.at_once import at_once
from tests.expectations import recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(2026)


def states(edition, governments=None):
    shown = Board(edition, governments)
    return {line.agency.name: line.state for line in shown.lines(shown.found(), [])}


# How far they are


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ([], State.NONE),
        (["withdrawn"], State.NONE),
        (["recorded"], State.RECORDED),
        (["draft", "recorded"], State.DRAFT),
        (["returned", "draft"], State.RETURNED),
        (["proposed", "draft"], State.PROPOSED),
        (["submitted", "proposed", "returned"], State.SENT),
        (["ineligible"], State.SENT),
        (["disqualified"], State.SENT),
        (["eligible", "ineligible"], State.ELIGIBLE),
        (["finalist", "draft"], State.ELIGIBLE),
    ],
)
def test_an_agency_is_as_far_as_its_best_innovation(cast, edition, statuses, state):
    for status in statuses:
        factories.innovation(status, edition=edition)
    factories.innovation("eligible", edition=factories.edition(2025))

    assert states(edition)["Puskesmas Karangdadap"] == state


def test_every_status_has_its_place_on_the_board():
    assert {*board._STATES, Status.WITHDRAWN} == set(Status)


def test_every_agency_is_counted_by_state_and_by_government(cast, edition):
    factories.innovation("eligible", edition=edition)
    factories.innovation("draft", edition=edition, agency=cast.provincial_agency)
    factories.agency("Puskesmas Wiradesa")
    shown = Board(edition)

    counts = {state: number for state, number in shown.counts().items() if number}
    by_government = [
        (one.government.code, one.sent, one.agencies) for one in shown.by_government(Government.objects.all())
    ]

    assert counts == {State.NONE: 2, State.DRAFT: 1, State.ELIGIBLE: 1}
    assert shown.counts(cast.agency.government)[State.NONE] == 1
    assert by_government == [("33", 0, 1), ("33.26", 1, 2), ("33.27", 0, 1)]
    assert shown.found(government=cast.agency.government, state=State.ELIGIBLE) == [cast.agency.pk]


def test_a_board_is_held_to_governments(cast, edition):
    assert states(edition, [cast.other_agency.government]) == {"Puskesmas Banyumudal": State.NONE}
    assert states(edition, []) == {}


def test_the_years_before_stand_beside_the_latest_first(cast):
    editions = [factories.edition(year) for year in (2026, 2025, 2024, 2023, 2022)]
    factories.innovation("eligible", edition=editions[1])
    factories.innovation("draft", edition=editions[3])
    factories.innovation("finalist", edition=editions[4])

    before = board.editions_before(editions[0], editions)
    (line,) = Board(editions[0]).lines([cast.agency.pk], before)

    assert [one.year for one in before] == [2025, 2024, 2023]
    assert line.before == [State.ELIGIBLE, State.NONE, State.DRAFT]


def test_an_agency_that_is_gone_stays_where_it_entered_something(cast, edition):
    old, older = factories.agency("Puskesmas Lama"), factories.agency("Puskesmas Terdahulu")
    Agency.objects.filter(pk__in=[old.pk, older.pk]).update(
        successor=cast.agency, succeeded_on=timezone.localdate()
    )
    factories.innovation("eligible", edition=edition, agency=old)

    assert {"Puskesmas Lama", "Puskesmas Terdahulu"} & set(states(edition)) == {"Puskesmas Lama"}


# Reminding


def noon(days=0):
    """Return noon in WIB of today or a day after, when the edition of these tests still registers."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)


def told():
    return sorted(Notice.objects.filter(event=board.EVENT).values_list("user__email", flat=True))


def test_the_staff_of_agencies_without_a_sent_innovation_are_told(cast, edition):
    factories.innovation("draft", edition=edition)
    factories.innovation("submitted", edition=edition, agency=cast.provincial_agency)
    factories.agency("Puskesmas tanpa staf")
    at = noon()

    came = board.remind_agencies(edition, by=cast.bureau, at=at)

    assert came == board.Reminded(told=2, left=0, without_staff=1)
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

    board.remind_agencies(edition, by=cast.bureau, at=noon())

    assert ("staff@kipp.example" in told()) == is_told


def test_an_agency_is_told_once_a_day(cast, edition):
    first = board.remind_agencies(edition, by=cast.bureau, at=noon())
    again = board.remind_agencies(edition, by=cast.bureau2, at=noon() + timedelta(hours=11, minutes=59))
    assert (first.told, again.told, len(told())) == (3, 0, 4)

    assert board.remind_agencies(edition, by=cast.bureau, at=noon(days=1)).told == 3


def test_one_government_can_be_reminded_alone(cast, edition):
    came = board.remind_agencies(edition, government=cast.other_agency.government, by=cast.bureau, at=noon())

    assert (came.told, told()) == (1, ["stranger@kipp.example"])


def test_many_are_told_press_by_press(cast, edition, monkeypatch):
    monkeypatch.setattr(board, "AT_ONCE", 2)

    presses = [board.remind_agencies(edition, by=cast.bureau, at=noon()) for _press in range(3)]

    assert [(came.told, came.left) for came in presses] == [(2, 1), (1, 0), (0, 0)]


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_tell_nobody_twice():
    cast, edition, at = factories.cast(), factories.edition(2026), noon()

    one, two = at_once(
        lambda: board.remind_agencies(edition, by=cast.bureau, at=at),
        lambda: board.remind_agencies(edition, by=cast.bureau2, at=at),
    )

    assert (one.told, two.told, len(told())) == (3, 0, 4)


@pytest.mark.parametrize("case", ["closed", "suspended"])
def test_nobody_is_reminded_of_what_cannot_be_done(cast, edition, case):
    at = noon()
    if case == "closed":
        at = datetime.combine(edition.registration.closes_at + timedelta(days=1), at.timetz())
    else:
        Edition.objects.update(state=Edition.State.SUSPENDED)

    with refused(ValidationError):
        board.remind_agencies(edition, by=cast.bureau, at=at)


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_but_the_bureau_reminds(cast, edition, who):
    with refused(PermissionDenied):
        board.remind_agencies(edition, by=getattr(cast, who), at=noon())
