"""The pages of the board: the bureau's and the coordinator's."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.board.reading import State
from innovations.board.reminding import AGENCY_EVENT, COORDINATOR_EVENT
from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import everything
from tests.pages import Page

pytestmark = pytest.mark.django_db

BUREAU, COORDINATOR = reverse("board"), reverse("coordination_board")


@pytest.fixture
def edition(cast):
    factories.edition(2030, at_stage=None)
    return factories.edition(2026)


def names(response):
    return [line.agency.name for line in response.context["lines"]]


@pytest.mark.parametrize("who", ["bureau", "auditor"])
def test_the_bureau_sees_every_agency_of_the_running_edition(client, cast, edition, who):
    client.force_login(getattr(cast, who))

    response = client.get(BUREAU)

    assert response.context["edition"].year == 2026
    assert names(response) == [
        "Dinas Sosial Provinsi Jawa Tengah",
        "Puskesmas Karangdadap",
        "Puskesmas Banyumudal",
    ]
    assert (reverse("remind_agencies") in response.text) == (who == "bureau")


def test_a_coordinator_sees_the_agencies_of_the_own_government(client, cast, edition):
    client.force_login(cast.coordinator)

    shown = [names(client.get(COORDINATOR, {"government": code})) for code in ("", "33.26", "33.27")]

    # Another government is not among the choices, so the filter falls away.
    assert shown == [["Puskesmas Karangdadap"]] * 3
    assert reverse("remind_agencies") not in client.get(COORDINATOR).text


@pytest.mark.parametrize(
    ("url", "who"),
    [(BUREAU, "coordinator"), (BUREAU, "staff"), (COORDINATOR, "bureau"), (COORDINATOR, "nobody")],
)
def test_nobody_else_sees_a_board(client, cast, edition, url, who):
    client.force_login(getattr(cast, who))

    assert client.get(url).status_code == 403


def test_it_is_filtered_by_year_government_and_state(client, cast, edition):
    factories.innovation("submitted", edition=edition)
    factories.innovation("draft", edition=factories.edition(2025), agency=cast.other_agency)
    client.force_login(cast.bureau)

    def found(**asked):
        return names(client.get(BUREAU, asked))

    assert found(state=State.SENT.value) == ["Puskesmas Karangdadap"]
    assert found(government="33.27") == ["Puskesmas Banyumudal"]
    assert found(government="33.27", state=State.SENT.value) == []
    assert found(edition=2025, state=State.DRAFT.value) == ["Puskesmas Banyumudal"]
    assert len(found(edition=2030, state="x")) == 3  # one that is being prepared has no board


def test_no_title_stands_on_the_board(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.coordinator)

    assert draft.title not in client.get(COORDINATOR).text


def test_without_an_edition_it_says_so(client, cast):
    client.force_login(cast.bureau)
    assert client.get(BUREAU).context["edition"] is None
    assert client.get(reverse("board_export", args=["csv"])).status_code == 404

    client.force_login(cast.coordinator)
    assert client.get(COORDINATOR).context["edition"] is None


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("url", "who", "queries"),
    # session, account; governments; editions, the board's two, agencies of the page, the years before; for
    # the bureau, while registration is open, the stages and coordinators
    [
        (BUREAU, "bureau", 10),
        (COORDINATOR, "coordinator", 7),
        (reverse("board_export", args=["csv"]), "bureau", 8),
        (reverse("coordination_board_export", args=["csv"]), "coordinator", 7),
    ],
)
def test_it_takes_the_same_queries_however_many_there_are(
    client, cast, edition, number, url, who, queries, django_assert_num_queries
):
    factories.edition(2025)
    for _one in range(number):
        factories.innovation("submitted", edition=edition, agency=factories.agency())
    client.force_login(getattr(cast, who))

    with django_assert_num_queries(queries):
        client.get(url)


def test_a_long_board_is_shown_fifty_at_a_time_and_the_filter_is_kept(client, cast, edition):
    for _one in range(51):
        factories.agency()
    client.force_login(cast.bureau)

    pages = [client.get(BUREAU, {"government": "33.26", "state": "0", "page": page}) for page in (1, 2)]

    assert [len(names(page)) for page in pages] == [50, 2]
    assert "?edition=2026&amp;government=33.26&amp;state=0&amp;page=2" in pages[0].text


def test_it_is_exported_as_it_is_shown(client, cast, edition):
    factories.innovation("submitted", edition=edition)
    factories.innovation("draft", edition=factories.edition(2025))
    client.force_login(cast.bureau)
    client.cookies["language"] = "en"

    content = client.get(reverse("board_export", args=["xlsx"]), {"government": "33.26"}).content

    rows = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [[cell.value for cell in row][-2:] for row in rows] == [["2026", "2025"], ["sent", "draft"]]


# The button


def test_the_bureau_reminds_those_whom_the_board_shows(client, cast, edition):
    client.force_login(cast.bureau)

    response = client.post(reverse("remind_agencies"), {"edition": "2026", "government": "33.27"})

    assert response.url == f"{BUREAU}?edition=2026&government=33.27"
    assert [notice.user for notice in Notice.objects.filter(event=AGENCY_EVENT)] == [cast.stranger]
    assert [message.level_tag for message in client.get(BUREAU).context["messages"]] == ["success"]


def test_a_second_press_tells_nobody_twice_and_names_those_without_staff(client, cast, edition):
    factories.agency()
    client.force_login(cast.bureau)

    told = []
    for _press in range(2):
        client.post(reverse("remind_agencies"), {"edition": "2026"})
        told.append([message.level_tag for message in client.get(BUREAU).context["messages"]])

    assert told == [["success", "warning"], ["warning"]]
    assert Notice.objects.filter(event=AGENCY_EVENT).count() == 4


@pytest.mark.parametrize("sent", [{}, {"edition": "2030"}, {"edition": "2026", "government": "99"}])
def test_a_press_without_an_edition_does_nothing(client, cast, edition, sent):
    client.force_login(cast.bureau)
    before = everything()

    assert client.post(reverse("remind_agencies"), sent).url == BUREAU
    assert everything() == before


def test_the_button_takes_a_post_of_the_bureau_only(client, cast, edition):
    client.force_login(cast.auditor)
    assert client.post(reverse("remind_agencies"), {"edition": "2026"}).status_code == 403

    client.force_login(cast.bureau)
    assert client.get(reverse("remind_agencies")).status_code == 405


def test_the_button_beside_an_agency_reminds_it_alone_and_leads_back_to_the_list(client, cast, edition):
    client.force_login(cast.bureau)
    asked = {"edition": "2026", "state": "0", "agency": str(cast.other_agency.pk)}

    response = client.post(reverse("remind_agencies"), asked)
    client.post(reverse("remind_agencies"), asked)

    assert response.url == f"{BUREAU}?edition=2026&state=0"
    assert [notice.user for notice in Notice.objects.filter(event=AGENCY_EVENT)] == [cast.stranger]
    assert [message.level_tag for message in client.get(BUREAU).context["messages"]] == ["success", "info"]


def test_only_agencies_that_sent_nothing_have_a_button_while_registration_is_open(client, cast, edition):
    factories.innovation("submitted", edition=edition)
    client.force_login(cast.bureau)

    def buttons():
        return client.get(BUREAU, {"edition": 2026}).text.count('form="remind-agencies"')

    assert buttons() == 2
    now = timezone.now()
    registration = edition.stages.filter(kind="registration")
    registration.update(opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
    assert buttons() == 0


def test_the_bureau_reminds_the_coordinators_of_one_government(client, cast, edition):
    factories.innovation("proposed", edition=edition)
    factories.innovation("proposed", edition=edition, agency=cast.other_agency)
    client.force_login(cast.bureau)
    assert client.get(BUREAU).text.count('form="remind-coordinators"') == 2

    told = []
    for government in ("33.26", "", ""):
        client.post(reverse("remind_coordinators"), {"edition": "2026", "government": government})
        told.append([message.level_tag for message in client.get(BUREAU).context["messages"]])

    assert told == [["success"], ["success"], ["info"]]
    assert [one.user for one in Notice.objects.filter(event=COORDINATOR_EVENT).order_by("pk")] == [
        cast.coordinator,
        cast.other_coordinator,
    ]


def test_a_government_without_a_coordinator_is_named_when_it_can_not_be_reminded(client, cast, edition):
    factories.innovation("proposed", edition=edition)
    cast.coordinator.memberships.all().delete()
    client.force_login(cast.bureau)

    client.post(reverse("remind_coordinators"), {"edition": "2026"})

    assert [message.level_tag for message in client.get(BUREAU).context["messages"]] == ["warning"]


def test_the_board_says_where_coordinators_are_too_few_and_how_to_invite_one(client, cast, edition):
    factories.member("coordinator", cast.agency.government)
    short = cast.other_agency.government
    client.force_login(cast.bureau)

    response = client.get(BUREAU)

    rows = {row.count.government.code: row.coordinators for row in response.context["by_government"]}
    assert rows == {"33": None, "33.26": None, "33.27": 1}
    assert f"{reverse('invite')}?role=coordinator&government={short.pk}" in Page(response.text).links
    client.force_login(cast.auditor)
    assert reverse("invite") not in client.get(BUREAU).text
