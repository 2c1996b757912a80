"""One Agency, One Innovation: how far each agency is, and the reminder of those that sent nothing."""

import pytest
from django.utils import timezone

from innovations.board import reading as board
from innovations.board.reading import Board, State
from innovations.models import Status
from kipp.accounts.models import Agency, Government
from tests import factories

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
