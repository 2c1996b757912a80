"""The bureau's standings of a stage: progress without points, then the provisional table; open and freeze."""

from decimal import Decimal

import pytest
from django.urls import reverse

from innovations.models import Group, Innovation, Stage
from kipp.accounts.models import Notice, Role
from kipp.audit.models import TrailEntry
from tests import factories
from verification.models import Ranking, Scoresheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


def page_of(stage, **query):
    return reverse("standings", args=[stage.pk], query=query)


def freeze_page(stage, code="umum"):
    return reverse("freeze_standings", args=[stage.pk], query={"group": code})


def numbers(text):
    """Both ways to write a number with two places."""
    return {text, text.replace(".", ",")}


def rows(response):
    """Return (place, title, scores of the stages before, stage score, final score) of each row."""
    return [
        (row.place, row.innovation.title, row.earlier, row.score, row.final)
        for row in response.context["page_obj"]
    ]


# Progress, while points are hidden


def test_before_the_opening_readers_see_how_far_the_stage_is_and_what_is_missing(client, cast, stage):
    factories.scored_entry(stage, 91, 83, title="A lengkap")
    half = factories.innovation("eligible", title="C separuh")
    factories.submitted_sheet(half, cast.verifier, 95)
    factories.sheet(half, cast.verifier2, 90)
    factories.innovation("eligible", title="B kosong")

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        response = client.get(page_of(stage))

        assert (response.context["complete"], response.context["entries"]) == (1, 3)
        assert [
            (
                entry.innovation.title,
                [sheet.verifier for sheet in entry.missing_sheets],
                entry.missing_assessors,
            )
            for entry in response.context["page_obj"]
        ] == [("B kosong", [], 2), ("C separuh", [cast.verifier2], 0)]
        assert response.context["late"] == [(cast.verifier2, 1)]
        assert response.context["missing_assessors"] == 2
        assert response.context["may_open"] is False
        assert reverse("open_standings", args=[stage.pk]) not in response.text


def test_before_the_opening_no_points_stand_anywhere_not_even_as_an_order(client, cast, stage):
    factories.scored_entry(stage, [91, 83, 77, 88, 94], [91, 83, 77, 88, 94], title="B terbaik")
    best = Innovation.objects.get()
    factories.scored_entry(stage, 13, 13, title="A terburuk")
    waiting = factories.innovation("eligible", title="D menunggu")
    factories.submitted_sheet(waiting, cast.verifier, [91, 83, 77, 88, 94])
    unchecked = factories.innovation("eligible", title="C tidak diperiksa")
    factories.submitted_sheet(unchecked, cast.verifier, {"benefit": None})
    assert best.standings.get().score == Decimal("86.60")
    client.force_login(cast.bureau)

    page = client.get(page_of(stage, group="umum"))

    assert [entry.innovation.title for entry in page.context["page_obj"]] == [
        "C tidak diperiksa",
        "D menunggu",
    ]
    assert not any(number in page.text for number in [*numbers("86.60"), *numbers("13.00"), ">13<", ">94<"])
    assert "table" not in page.context
    assert client.get(reverse("open_standings", args=[stage.pk])).status_code == 200
    assert Scoresheet.objects.filter(total=Decimal("86.60")).count() == 3


def test_the_bureau_may_open_once_nothing_is_missing_and_an_auditor_never(client, cast, stage):
    factories.scored_entry(stage, 91, 83)
    link = reverse("open_standings", args=[stage.pk])

    client.force_login(cast.bureau)
    assert link in client.get(page_of(stage)).text
    client.force_login(cast.auditor)
    assert link not in client.get(page_of(stage)).text


def test_a_stage_without_entries_can_t_be_opened(client, cast, stage):
    client.force_login(cast.bureau)

    response = client.get(page_of(stage))

    assert (response.context["entries"], response.context["may_open"]) == (0, False)
    assert response.context["obstacle"]


def test_what_is_missing_is_shown_50_a_page(client, cast, stage):
    for number in range(51):
        factories.innovation("eligible", title=f"Inovasi {number:02}", complete=False)
    client.force_login(cast.bureau)

    second = client.get(page_of(stage, page=2))

    assert [entry.innovation.title for entry in second.context["page_obj"]] == ["Inovasi 50"]


@pytest.mark.parametrize("entries", [1, 3])
def test_progress_costs_the_same_for_any_number_of_entries(
    client, cast, stage, entries, django_assert_num_queries
):
    for _entry in range(entries):
        factories.assignment(factories.innovation("eligible"))
    client.force_login(cast.bureau)

    with django_assert_num_queries(6):
        client.get(page_of(stage))


# The table


def test_the_table_shows_every_entry_by_its_provisional_place(client, cast, stage):
    factories.scored_entry(stage, 70, 71, title="C")
    factories.scored_entry(stage, 90, 85, title="B")
    factories.scored_entry(stage, 60, 60, title="A")
    factories.open_standings(stage)

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)

        assert rows(client.get(page_of(stage))) == [
            (1, "B", [], Decimal("87.50"), Decimal("87.50")),
            (2, "C", [], Decimal("70.50"), Decimal("70.50")),
            (3, "A", [], Decimal("60.00"), Decimal("60.00")),
        ]


def test_the_table_shows_each_sheet_with_its_link_and_the_spread_of_their_totals(client, cast, stage):
    stage.assessors = 3
    stage.save()
    entry = factories.scored_entry(stage, 91, 62)
    factories.assignment(entry, cast.verifier3, state="excused", reason="Sakit")
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    response = client.get(page_of(stage))

    (row,) = response.context["page_obj"]
    assert row.spread == (Decimal("62.00"), Decimal("91.00"))
    assert [(sheet.assignment.verifier, sheet.total) for sheet in row.sheets] == [
        (cast.verifier, Decimal("91.00")),
        (cast.verifier2, Decimal("62.00")),
        (cast.verifier3, None),
    ]
    links = [sheet.get_absolute_url() in response.text for sheet in row.sheets]
    assert links == [True, True, False]


def test_equal_scores_go_by_the_tie_chain_and_then_share_a_place(client, cast, stage):
    # Of novelty, effectiveness, benefit and the other two, the second is asked first, then the third.
    factories.scored_entry(stage, [80, 70, 90, 80, 80], [80, 70, 90, 80, 80], title="D kurang efektif")
    factories.scored_entry(stage, [80, 90, 70, 80, 80], [80, 90, 70, 80, 80], title="C efektif")
    factories.scored_entry(stage, [80, 70, 90, 90, 70], [80, 70, 90, 90, 70], title="B kurang efektif")
    factories.scored_entry(stage, 10, 10, title="A")
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    response = client.get(page_of(stage))

    assert [(row.place, row.innovation.title, row.is_shared) for row in response.context["page_obj"]] == [
        (1, "C efektif", False),
        (2, "B kurang efektif", True),
        (2, "D kurang efektif", True),
        (4, "A", False),
    ]
    ranking = factories.ranking(stage)
    assert list(ranking.placings.values_list("computed_place", flat=True)) == [1, 2, 2, 4]


def test_an_entry_without_a_score_stands_on_top_and_the_result_can_t_be_frozen(client, cast, stage):
    factories.scored_entry(stage, 90, 85, title="B")
    factories.scored_entry(stage, 80, {"benefit": None}, title="Z tidak diperiksa")
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    response = client.get(page_of(stage))

    assert rows(response) == [
        (None, "Z tidak diperiksa", [], None, None),
        (1, "B", [], Decimal("87.50"), Decimal("87.50")),
    ]
    assert [row.innovation.title for row in response.context["table"].unscored] == ["Z tidak diperiksa"]
    assert (response.context["may_freeze"], freeze_page(stage) in response.text) == (False, False)


def test_a_later_stage_shows_the_scores_before_and_the_final_score(client, cast):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    factories.scored_entry(field, 90, 90, before=(60, 60), title="A")  # 0.4 * 60 + 0.6 * 90
    factories.scored_entry(field, 80, 81, before=(95, 95), title="B")  # 0.4 * 95 + 0.6 * 80.5
    factories.open_standings(field)
    client.force_login(cast.bureau)

    response = client.get(page_of(field))

    assert rows(response) == [
        (1, "B", [Decimal("95.00")], Decimal("80.50"), Decimal("86.30")),
        (2, "A", [Decimal("60.00")], Decimal("90.00"), Decimal("78.00")),
    ]
    assert [stage.kind for stage in response.context["table"].earlier_stages] == ["proposal"]


def test_the_edge_of_each_tier_is_drawn_where_somebody_is_left_below_it(client, cast):
    stage = factories.edition(at_stage="proposal", proposal_tiers=(4, 3, 2)).stage_of_kind("proposal")
    for points in (90, 80, 70, 60):
        factories.scored_entry(stage, points, points)
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    response = client.get(page_of(stage))

    edges = [row.edge and row.edge.size for row in response.context["page_obj"]]
    assert edges == [None, 2, 3, None]
    assert response.text.count('<tr class="cut-line">') == 2


def test_the_entries_near_a_cut_are_marked(client, cast):
    stage = factories.edition(at_stage="proposal", proposal_tiers=(3, 2)).stage_of_kind("proposal")
    for points in (90, 81, 80, 79, 78):
        factories.scored_entry(stage, points, points)
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    response = client.get(page_of(stage))

    # Top 2 ends at 81.00 and Top 3 at 80.00: at most one point away are 81, 80 and 79.
    assert [row.is_near_cut for row in response.context["page_obj"]] == [False, True, True, True, False]


def test_of_an_entry_in_conflict_the_place_stands_there_and_no_points(client, cast):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    points = [91, 83, 77, 88, 94]
    touched = factories.scored_entry(field, points, 80, before=(70, 72), title="B", agency=cast.agency)
    factories.scored_entry(field, 90, 90, title="A", agency=cast.other_agency)
    factories.open_standings(field)
    factories.post(cast.bureau2, Role.STAFF, cast.agency, **factories.FORMERLY)
    sheets = Scoresheet.objects.filter(assignment__innovation=touched, assignment__stage=field)
    hidden = [sheet.get_absolute_url() for sheet in sheets]
    for number in ("86.60", "83.30", "71.00", "78.38", "80.00"):
        hidden += numbers(number)
    client.force_login(cast.bureau)
    assert all(text in client.get(page_of(field)).text for text in ("83,30", "71,00", "78,38", *hidden[:2]))

    client.force_login(cast.bureau2)
    response = client.get(page_of(field))

    assert rows(response) == [
        (1, "A", [Decimal("80.00")], Decimal("90.00"), Decimal("86.00")),
        (2, "B", [None], None, None),
    ]
    assert [(row.is_withheld, row.spread) for row in response.context["page_obj"]][1] == (True, None)
    # The mean of the sheets of A before is 80.00: it stands there by right.
    assert [text for text in hidden if text in response.text] == ["80,00"]


def test_each_group_has_its_own_table(client, cast, stage):
    other = Group.objects.create(edition=stage.edition, order=2, code="replikasi", name="Replikasi")
    factories.scored_entry(stage, 70, 70, title="Umum")
    factories.scored_entry(stage, 90, 90, title="Replikasi", group=other)
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    pages = [client.get(page_of(stage, **query)) for query in ({}, {"group": "umum"}, {"group": "replikasi"})]

    assert [[title for _place, title, *_numbers in rows(page)] for page in pages] == [
        ["Umum"],
        ["Umum"],
        ["Replikasi"],
    ]
    assert freeze_page(stage, "replikasi") in pages[2].text
    assert client.get(page_of(stage, group="lain")).status_code == 404


def test_a_frozen_group_links_to_its_ranking_instead_of_freezing(client, cast, stage):
    factories.scored_entry(stage, 90, 85)
    factories.ranking(stage, "retracted")
    client.force_login(cast.bureau)
    assert freeze_page(stage) in client.get(page_of(stage)).text

    ranking = factories.ranking(stage)
    response = client.get(page_of(stage))

    assert ranking.get_absolute_url() in response.text
    assert freeze_page(stage) not in response.text


def test_an_auditor_reads_the_table_and_freezes_nothing(client, cast, stage):
    factories.scored_entry(stage, 90, 85)
    factories.open_standings(stage)
    client.force_login(cast.auditor)

    response = client.get(page_of(stage))

    assert (len(rows(response)), freeze_page(stage) in response.text) == (1, False)


def test_anyone_who_owes_a_sheet_in_a_later_stage_sees_no_points_of_the_stage_before(client, cast):
    edition = factories.edition(at_stage="field")
    proposal, field = edition.stage_of_kind("proposal"), edition.stage_of_kind("field")
    entry = factories.innovation("finalist")
    factories.score(entry, proposal, 91, 86, verifiers=[cast.verifier3, cast.verifier4])
    factories.open_standings(proposal)
    factories.move(cast.verifier, Role.BUREAU)
    client.force_login(cast.verifier)
    assert len(rows(client.get(page_of(proposal)))) == 1

    factories.sheet(entry, cast.verifier, stage=field)
    withheld = client.get(page_of(proposal))

    assert ("table" in withheld.context, "entries" in withheld.context) == (False, True)
    assert not any(number in withheld.text for number in [*numbers("91.00"), *numbers("88.50")])


def test_the_table_shows_50_entries_a_page(client, cast, stage):
    for number in range(51):
        factories.scored_entry(stage, 90 - number, title=f"Inovasi {number:02}", complete=False)
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    second = client.get(page_of(stage, page=2))

    assert [(place, title) for place, title, *_numbers in rows(second)] == [(51, "Inovasi 50")]
    assert "group=umum&amp;page=1" in second.text


@pytest.mark.parametrize("entries", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("proposal", 9), ("field", 10)])
def test_the_table_costs_the_same_for_any_number_of_entries(
    client, cast, kind, entries, queries, django_assert_num_queries
):
    stage = factories.edition(at_stage=kind).stage_of_kind(kind)
    for number in range(entries):
        factories.scored_entry(stage, 90 - number, 70)
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    with django_assert_num_queries(queries):
        client.get(page_of(stage))


@pytest.mark.parametrize("entries", [2, 4])
def test_equal_scores_cost_the_same_for_any_number_of_entries(
    client, cast, stage, entries, django_assert_num_queries
):
    for _number in range(entries):
        factories.scored_entry(stage, 90, 70)
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    with django_assert_num_queries(15):
        client.get(page_of(stage))


# Who reads it


@pytest.mark.parametrize("reader", ["verifier", "staff", "coordinator", "nobody"])
def test_standings_are_not_for_others(client, cast, stage, reader):
    factories.scored_entry(stage, 90, 85)
    factories.open_standings(stage)
    client.force_login(getattr(cast, reader))

    assert client.get(page_of(stage)).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, stage):
    response = client.get(page_of(stage))

    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


def test_a_stage_that_is_not_scored_has_no_standings(client, cast, stage):
    client.force_login(cast.bureau)
    screening = stage.edition.stage_of_kind("screening")

    for name in ("standings", "open_standings", "freeze_standings"):
        assert client.get(reverse(name, args=[screening.pk])).status_code == 404
        assert client.get(reverse(name, args=[0])).status_code == 404


def test_standings_only_read(client, cast, stage):
    client.force_login(cast.bureau)

    assert client.post(page_of(stage)).status_code == 405


# Opening


def test_the_bureau_opens_the_standings_on_a_confirm_page(client, cast, stage):
    factories.scored_entry(stage, 91, 83)
    client.force_login(cast.bureau)
    url = reverse("open_standings", args=[stage.pk])

    page = client.get(url)
    assert (page.status_code, page.context["entries"], page.context["obstacle"]) == (200, 1, "")
    assert Stage.objects.get(pk=stage.pk).standings_opened_at is None
    response = client.post(url)

    assert response.url == page_of(stage)
    assert Stage.objects.get(pk=stage.pk).standings_opened_by == cast.bureau
    assert TrailEntry.objects.get(action="open_standings").actor == cast.bureau.pk


def test_opening_is_refused_while_a_sheet_is_missing(client, cast, stage):
    factories.sheet(factories.innovation("eligible"))
    client.force_login(cast.bureau)
    url = reverse("open_standings", args=[stage.pk])

    assert client.get(url).context["obstacle"]
    response = client.post(url, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Stage.objects.get(pk=stage.pk).standings_opened_at is None
    assert TrailEntry.objects.filter(action="open_standings").count() == 0


def test_opening_twice_changes_nothing(client, cast, stage):
    factories.scored_entry(stage, 91, 83)
    client.force_login(cast.bureau)
    url = reverse("open_standings", args=[stage.pk])
    client.post(url)
    first = Stage.objects.get(pk=stage.pk)

    client.force_login(cast.bureau2)
    response = client.post(url)

    assert response.url == page_of(stage)
    again = Stage.objects.get(pk=stage.pk)
    assert (again.standings_opened_at, again.standings_opened_by) == (
        first.standings_opened_at,
        cast.bureau,
    )


@pytest.mark.parametrize("name", ["open_standings", "freeze_standings"])
def test_opening_and_freezing_are_the_bureau_s(client, cast, stage, name):
    factories.scored_entry(stage, 91, 83)
    if name == "freeze_standings":
        factories.open_standings(stage)
    url = reverse(name, args=[stage.pk])

    for person in (cast.auditor, cast.verifier, cast.staff, cast.coordinator, cast.nobody):
        client.force_login(person)
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)

    client.force_login(cast.bureau)
    assert client.put(url).status_code == 405
    assert TrailEntry.objects.filter(action__in=["open_standings", "freeze"]).count() == 0


# Freezing


def test_the_bureau_freezes_a_group_on_a_confirm_page(client, cast, stage):
    entry = factories.scored_entry(stage, 91, 83)
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    page = client.get(freeze_page(stage))
    assert (page.status_code, page.context["entries"], page.context["obstacle"]) == (200, 1, "")
    assert Ranking.objects.count() == 0
    response = client.post(freeze_page(stage))

    ranking = Ranking.objects.get()
    assert response.url == ranking.get_absolute_url()
    assert (ranking.stage, ranking.group.code, ranking.prepared_by, ranking.state) == (
        stage,
        "umum",
        cast.bureau,
        "frozen",
    )
    assert list(ranking.placings.values_list("innovation", "score", "decided_place")) == [
        (entry.pk, Decimal("87.00"), 1)
    ]
    assert list(Notice.objects.values_list("user", "event")) == [(cast.bureau2.pk, "ranking_to_confirm")]


def test_freezing_is_refused_before_the_opening(client, cast, stage):
    factories.scored_entry(stage, 91, 83)
    client.force_login(cast.bureau)

    assert client.get(freeze_page(stage)).context["obstacle"]
    response = client.post(freeze_page(stage), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Ranking.objects.count() == 0


def test_freezing_is_refused_while_an_entry_has_no_score(client, cast, stage):
    factories.scored_entry(stage, 91, {"benefit": None}, title="Tanpa nilai")
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    response = client.post(freeze_page(stage), follow=True)

    assert response.redirect_chain == [(page_of(stage, group="umum"), 302)]
    messages = list(response.context["messages"])
    assert [message.level_tag for message in messages] == ["error"]
    assert "Tanpa nilai" in str(messages[0])
    assert Ranking.objects.count() == 0


def test_a_second_click_freezes_no_second_ranking(client, cast, stage):
    factories.scored_entry(stage, 91, 83)
    factories.open_standings(stage)
    client.force_login(cast.bureau)
    client.post(freeze_page(stage))

    assert client.get(freeze_page(stage)).context["obstacle"]
    response = client.post(freeze_page(stage))

    assert response.url == page_of(stage, group="umum")
    assert Ranking.objects.count() == 1


def test_an_unknown_group_can_t_be_frozen(client, cast, stage):
    factories.scored_entry(stage, 91, 83)
    factories.open_standings(stage)
    client.force_login(cast.bureau)

    assert client.post(freeze_page(stage, "lain")).status_code == 404
    assert Ranking.objects.count() == 0
