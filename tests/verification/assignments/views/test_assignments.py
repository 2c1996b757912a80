"""The bureau's pages about assignments: the list of a stage, an entry's page, ending and excusing."""

import pytest
from django.urls import reverse

from innovations.models import Conflict
from kipp.accounts.models import Notice, Role
from kipp.audit.models import TrailEntry
from tests import factories
from tests.verification import by_two
from verification.models import Approval, Assignment, Scoresheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


def titles(response):
    return [entry.innovation.title for entry in response.context["page_obj"]]


def states():
    return list(Assignment.objects.order_by("pk").values_list("state", "reason"))


# The list of a stage


def test_the_bureau_and_auditors_see_the_entries_by_title_with_what_is_missing(client, cast, stage):
    factories.scored_entry(stage, 90, 70, title="C lengkap")
    half = factories.innovation("eligible", title="B separuh")
    factories.sheet(half, cast.verifier)
    factories.innovation("eligible", title="A kosong")

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        response = client.get(reverse("assignments", args=[stage.pk]))

        assert titles(response) == ["A kosong", "B separuh", "C lengkap"]
        counted = ("entries", "complete", "missing_assessors", "missing_sheets")
        assert [response.context[name] for name in counted] == [3, 1, 3, 1]


def test_the_load_of_each_verifier_stands_beside_the_busiest_first(client, cast, stage):
    factories.submitted_sheet(factories.innovation("eligible"), cast.verifier2)
    factories.sheet(factories.innovation("eligible"), cast.verifier2)
    former = factories.member(Role.VERIFIER, **factories.FORMERLY)
    factories.sheet(factories.innovation("eligible"), former)
    factories.assignment(factories.innovation("eligible"), cast.verifier3, state="ended")
    client.force_login(cast.bureau)

    response = client.get(reverse("assignments", args=[stage.pk]))

    assert [(person, person.load, person.sheets_in) for person in response.context["loads"]] == [
        (cast.verifier2, 2, 1),
        (former, 1, 0),
        (cast.verifier, 0, 0),
        (cast.verifier3, 0, 0),
        (cast.verifier4, 0, 0),
    ]


def test_only_incomplete_entries_are_shown_on_request(client, cast, stage):
    factories.scored_entry(stage, 90, 70, title="Lengkap")
    factories.innovation("eligible", title="Kosong")
    client.force_login(cast.bureau)

    response = client.get(reverse("assignments", args=[stage.pk]), {"incomplete": "1"})

    assert titles(response) == ["Kosong"]


def test_the_list_shows_50_entries_a_page(client, cast, stage):
    for number in range(51):
        factories.innovation("eligible", title=f"Inovasi {number:02}", complete=False)
    client.force_login(cast.bureau)

    first = client.get(reverse("assignments", args=[stage.pk]))
    second = client.get(reverse("assignments", args=[stage.pk]), {"page": "2"})

    assert (len(titles(first)), titles(second)) == (50, ["Inovasi 50"])


@pytest.mark.parametrize("reader", ["verifier", "staff", "coordinator", "nobody"])
def test_the_list_is_not_for_others(client, cast, stage, reader):
    client.force_login(getattr(cast, reader))

    assert client.get(reverse("assignments", args=[stage.pk])).status_code == 403


def test_a_stage_that_is_not_scored_has_no_list(client, cast, stage):
    client.force_login(cast.bureau)
    screening = stage.edition.stage_of_kind("screening")

    assert client.get(reverse("assignments", args=[screening.pk])).status_code == 404
    assert client.get(reverse("assignments", args=[0])).status_code == 404


def test_the_list_only_reads(client, cast, stage):
    client.force_login(cast.bureau)

    assert client.post(reverse("assignments", args=[stage.pk])).status_code == 405


@pytest.mark.parametrize("entries", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_entries(
    client, cast, stage, entries, django_assert_num_queries
):
    for _entry in range(entries):
        factories.scored_entry(stage, 90, 70)
    client.force_login(cast.bureau)

    with django_assert_num_queries(8):
        client.get(reverse("assignments", args=[stage.pk]))


# An entry's page


def test_the_bureau_assigns_an_entry(client, cast, stage):
    entry = factories.innovation("eligible")
    client.force_login(cast.bureau)
    url = reverse("entry_assignments", args=[stage.pk, entry.pk])

    response = client.post(url, {"verifier": cast.verifier2.pk})

    assert (response.status_code, response.url) == (302, url)
    made = Assignment.objects.get()
    assert (made.innovation, made.stage, made.verifier, made.state) == (
        entry,
        stage,
        cast.verifier2,
        "active",
    )
    assert Scoresheet.objects.get().assignment == made
    assert list(Notice.objects.values_list("user", "event")) == [(cast.verifier2.pk, "verifier_assigned")]
    assert TrailEntry.objects.get(action="assign").actor == cast.bureau.pk


def test_an_auditor_reads_an_entry_and_assigns_nobody(client, cast, stage):
    entry = factories.innovation("eligible")
    factories.assignment(entry, cast.verifier)
    client.force_login(cast.auditor)
    url = reverse("entry_assignments", args=[stage.pk, entry.pk])

    page = client.get(url)
    refused = client.post(url, {"verifier": cast.verifier2.pk})

    assert (page.status_code, page.context["writes"], refused.status_code) == (200, False, 403)
    assert [row.actions for row in page.context["rows"]] == [set()]
    assert Assignment.objects.count() == 1


def test_an_assessor_who_came_into_conflict_since_is_named(client, cast, stage):
    entry = factories.innovation("eligible", agency=cast.agency)
    factories.assignment(entry, cast.verifier)
    factories.assignment(entry, cast.verifier2)
    factories.post(cast.verifier2, Role.STAFF, cast.agency, **factories.FORMERLY)
    client.force_login(cast.bureau)

    page = client.get(reverse("entry_assignments", args=[stage.pk, entry.pk]))

    assert [(row.assignment.verifier, row.assignment.in_conflict) for row in page.context["rows"]] == [
        (cast.verifier, False),
        (cast.verifier2, True),
    ]


@pytest.mark.parametrize("reader", ["verifier", "staff", "coordinator", "nobody"])
def test_an_entry_s_page_is_not_for_others(client, cast, stage, reader):
    entry = factories.innovation("eligible")
    client.force_login(getattr(cast, reader))
    url = reverse("entry_assignments", args=[stage.pk, entry.pk])

    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)


def test_what_was_never_sent_or_is_of_another_edition_has_no_page(client, cast, stage):
    draft = factories.innovation("draft")
    elsewhere = factories.innovation("eligible", edition=factories.edition(2018, at_stage="closed"))
    client.force_login(cast.bureau)

    pages = [client.get(reverse("entry_assignments", args=[stage.pk, one.pk])) for one in (draft, elsewhere)]

    assert [page.status_code for page in pages] == [404, 404]


def test_free_verifiers_are_offered_by_load_and_name_and_those_in_conflict_are_named(client, cast, stage):
    entry = factories.innovation("eligible")
    factories.assignment(factories.innovation("eligible"), cast.verifier)  # busy: comes last
    factories.assignment(entry, cast.verifier2, state="ended")  # was assigned: not offered again
    declared = factories.member(Role.VERIFIER)
    Conflict.objects.create(
        user=declared,
        innovation=entry,
        kind="kin",
        reason="Kerabat",
        declared_by=declared,
        declared_at=stage.begun_at,
    )
    employed = factories.member(Role.VERIFIER, cast.agency)
    former = factories.member(Role.VERIFIER)
    factories.post(former, Role.STAFF, cast.agency, **factories.FORMERLY)
    factories.member(Role.VERIFIER, **factories.FORMERLY)  # holds no post now: not offered
    client.force_login(cast.bureau)

    response = client.get(reverse("entry_assignments", args=[stage.pk, entry.pk]))

    offered = response.context["form"].verifiers.values()
    assert [(person, person.load) for person in offered] == [
        (cast.verifier3, 0),
        (cast.verifier4, 0),
        (cast.verifier, 1),
    ]
    assert set(response.context["in_conflict"]) == {declared, employed, former}


def test_anyone_in_conflict_can_t_be_chosen_by_hand(client, cast, stage):
    entry = factories.innovation("eligible")
    employed = factories.member(Role.VERIFIER, cast.agency)
    client.force_login(cast.bureau)

    response = client.post(reverse("entry_assignments", args=[stage.pk, entry.pk]), {"verifier": employed.pk})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["verifier"])
    assert Assignment.objects.count() == 0


def test_a_choice_is_needed(client, cast, stage):
    entry = factories.innovation("eligible")
    client.force_login(cast.bureau)

    response = client.post(reverse("entry_assignments", args=[stage.pk, entry.pk]), {"verifier": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["verifier"])


def test_an_entry_with_all_its_assessors_takes_no_more(client, cast, stage):
    entry = factories.scored_entry(stage, 80, 70)
    client.force_login(cast.bureau)
    url = reverse("entry_assignments", args=[stage.pk, entry.pk])

    assert client.get(url).context["obstacle"]
    response = client.post(url, {"verifier": cast.verifier4.pk})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["__all__"])
    assert Assignment.objects.count() == 2


def test_a_member_of_the_bureau_in_conflict_assigns_nobody(client, cast, stage):
    entry = factories.innovation("eligible")
    factories.post(cast.bureau, Role.STAFF, cast.agency, **factories.FORMERLY)
    client.force_login(cast.bureau)
    url = reverse("entry_assignments", args=[stage.pk, entry.pk])

    assert client.get(url).context["writes"] is False
    assert client.post(url, {"verifier": cast.verifier.pk}).status_code == 403
    assert Assignment.objects.count() == 0


def test_each_assignment_offers_what_can_be_done_with_it(client, cast, stage):
    stage.assessors = 4
    stage.save()
    entry = factories.scored_entry(stage, 80)  # the first verifier's
    factories.assignment(entry, cast.verifier2)
    factories.assignment(entry, cast.verifier3, state="excused", reason="Sakit")
    client.force_login(cast.bureau)
    url = reverse("entry_assignments", args=[stage.pk, entry.pk])

    closed = client.get(url)
    factories.open_standings(stage)
    opened = client.get(url)

    assert [(row.assignment.verifier, row.actions) for row in closed.context["rows"]] == [
        (cast.verifier, {"reopen", "end", "void"}),
        (cast.verifier2, {"end", "replace", "excuse"}),
        (cast.verifier3, set()),
    ]
    assert [row.actions for row in opened.context["rows"]] == [
        {"read", "reopen", "end", "void"},
        {"end", "replace", "excuse"},
        set(),
    ]


def test_nothing_can_be_done_once_the_result_is_frozen(client, cast, stage):
    entry = factories.scored_entry(stage, 80, 70)
    factories.ranking(stage)
    client.force_login(cast.bureau)

    response = client.get(reverse("entry_assignments", args=[stage.pk, entry.pk]))

    assert [row.actions for row in response.context["rows"]] == [{"read"}, {"read"}]
    assert response.context["obstacle"]


@pytest.mark.parametrize("assessors", [1, 3])
def test_an_entry_s_page_costs_the_same_for_any_number_of_assessors(
    client, cast, stage, assessors, django_assert_num_queries
):
    entry = factories.scored_entry(stage, *[80] * assessors)
    for _verifier in range(assessors):
        factories.member(Role.VERIFIER, cast.agency)
    url = reverse("entry_assignments", args=[stage.pk, entry.pk])

    client.force_login(cast.bureau)
    with django_assert_num_queries(9):
        client.get(url)
    with django_assert_num_queries(9):
        client.post(url, {"verifier": ""})
    client.force_login(cast.auditor)
    with django_assert_num_queries(8):
        client.get(url)


@pytest.mark.parametrize("visits", [1, 3])
def test_an_entry_s_page_in_the_field_costs_the_same_for_any_number_of_visits(
    client, cast, visits, django_assert_num_queries
):
    stage = factories.edition(at_stage="field").stage_of_kind("field")
    entry = factories.innovation("finalist")
    for _visit in range(visits):
        factories.visit(entry, state="postponed")
    url = reverse("entry_assignments", args=[stage.pk, entry.pk])
    client.force_login(cast.bureau)

    with django_assert_num_queries(9):
        client.get(url)
    with django_assert_num_queries(9):
        client.post(url, {"verifier": ""})


# Before the standings are open no page of the bureau tells points


def test_the_bureau_sees_no_points_and_no_order_by_points_before_standings_are_open(client, cast, stage):
    best = factories.scored_entry(stage, [91, 83, 77, 88, 94], [91, 83, 77, 88, 94], title="B terbaik")
    factories.scored_entry(stage, 10, 10, title="A terburuk")
    client.force_login(cast.bureau)
    sheet = Scoresheet.objects.filter(assignment__innovation=best).first()
    assert str(sheet.total) == "86.60"

    pages = [
        client.get(reverse("assignments", args=[stage.pk])),
        client.get(reverse("entry_assignments", args=[stage.pk, best.pk])),
        client.get(reverse("reopen_scoresheet", args=[sheet.uuid])),
    ]

    assert titles(pages[0]) == ["A terburuk", "B terbaik"]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any(number in page.text for page in pages for number in ("86.60", "86,60"))
    assert client.get(reverse("scoresheet", args=[sheet.uuid])).status_code == 404


# Ending, replacing, voiding, excusing

STOPPING = {
    "end_assignment": {"reason": "Sakit dua minggu"},
    "replace_assignment": {"reason": "Sakit dua minggu", "letter": "800/12"},
    "void_sheet": {"reason": "Sakit dua minggu", "kind": "kin"},
    "excuse_assignment": {"reason": "Sakit dua minggu"},
}


def typed(page, cast):
    more = {"verifier": cast.verifier4.pk} if page == "replace_assignment" else {}
    return STOPPING[page] | more


@pytest.mark.parametrize(
    ("page", "expected", "action"),
    [
        ("end_assignment", [("ended", "Sakit dua minggu")], "end_assignment"),
        (
            "replace_assignment",
            [("active", ""), ("replaced", "Sakit dua minggu")],
            "replace_assignment",
        ),
        ("void_sheet", [("ended", "Sakit dua minggu")], "void_sheet"),
        ("excuse_assignment", [("active", "")], "ask_approval"),
    ],
)
def test_the_bureau_stops_an_assignment_with_a_reason(client, cast, stage, page, expected, action):
    task = factories.assignment(factories.innovation("eligible"), cast.verifier)
    client.force_login(cast.bureau)
    url = reverse(page, args=[task.pk])
    assert client.get(url).status_code == 200

    response = client.post(url, typed(page, cast))

    assert response.url == reverse("entry_assignments", args=[stage.pk, task.innovation_id])
    assert sorted(states()) == expected
    assert TrailEntry.objects.get(action=action).actor == cast.bureau.pk


def test_a_missing_sheet_is_excused_by_two_of_the_bureau(client, cast, stage):
    entry = factories.innovation("eligible")
    task = factories.assignment(entry, cast.verifier)
    page = reverse("entry_assignments", args=[stage.pk, entry.pk])
    client.force_login(cast.bureau)
    client.post(reverse("excuse_assignment", args=[task.pk]), {"reason": "Banjir"})
    asked = Approval.objects.get()
    assert (reverse("approval", args=[asked.pk]) in client.get(page).text, states()) == (
        True,
        [("active", "")],
    )
    client.post(asked.get_absolute_url(), {"approve": "1"})
    assert states() == [("active", "")]

    client.force_login(cast.bureau2)
    response = client.post(asked.get_absolute_url(), {"approve": "1"})

    assert (response.url, states()) == (page, [("excused", "Banjir")])
    assert reverse("approval", args=[asked.pk]) not in client.get(page).text
    assert "Banjir" in client.get(asked.get_absolute_url()).text


def test_what_was_asked_is_refused_and_can_be_asked_again(client, cast, stage):
    task = factories.assignment(factories.innovation("eligible"), cast.verifier)
    first = by_two.ask(task, "excuse")
    client.force_login(cast.bureau2)

    client.post(first.get_absolute_url(), {"refuse": "1"})
    client.post(first.get_absolute_url(), {"approve": "1"})

    first.refresh_from_db()
    assert (first.is_approved, first.decided_by, states()) == (False, cast.bureau2, [("active", "")])
    assert by_two.ask(task, "excuse").is_waiting


@pytest.mark.parametrize(
    ("page", "missing"),
    [(page, field) for page, data in STOPPING.items() for field in data],
)
def test_stopping_needs_its_reason_letter_and_kind(client, cast, stage, page, missing):
    task = factories.assignment(factories.innovation("eligible"), cast.verifier)
    client.force_login(cast.bureau)

    response = client.post(reverse(page, args=[task.pk]), typed(page, cast) | {missing: "  "})

    assert (response.status_code, list(response.context["form"].errors)) == (200, [missing])
    assert states() == [("active", "")]


@pytest.mark.parametrize("page", ["replace_assignment", "excuse_assignment"])
def test_a_submitted_sheet_is_neither_replaced_nor_excused(client, cast, stage, page):
    task = factories.submitted_sheet(factories.innovation("eligible"), cast.verifier).assignment
    client.force_login(cast.bureau)

    response = client.post(reverse(page, args=[task.pk]), typed(page, cast))

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["__all__"])
    assert response.context["form"]["reason"].value() == "Sakit dua minggu"
    assert states() == [("active", "")]


@pytest.mark.parametrize(
    ("handed_in", "offered"),
    [
        (False, {"end_assignment", "replace_assignment", "excuse_assignment"}),
        (True, {"end_assignment", "void_sheet", "reopen_scoresheet"}),
    ],
)
def test_what_can_be_done_with_a_task_is_offered(client, cast, stage, handed_in, offered):
    entry = factories.innovation("eligible")
    made = factories.submitted_sheet if handed_in else factories.sheet
    sheet = made(entry, cast.verifier)
    client.force_login(cast.bureau)
    address = reverse("entry_assignments", args=[stage.pk, entry.pk])
    links = {page: reverse(page, args=[sheet.assignment_id]) for page in STOPPING}
    links["reopen_scoresheet"] = reverse("reopen_scoresheet", args=[sheet.uuid])

    shown = client.get(address).text
    assert {page for page, link in links.items() if f'"{link}"' in shown} == offered

    client.post(links["end_assignment"], {"reason": "Sakit"})
    shown = client.get(address).text
    assert {page for page, link in links.items() if f'"{link}"' in shown} == (
        {"void_sheet"} if handed_in else set()
    )


@pytest.mark.parametrize("page", STOPPING)
def test_stopping_is_the_bureau_s(client, cast, stage, page):
    task = factories.assignment(factories.innovation("eligible"), cast.verifier)
    url = reverse(page, args=[task.pk])

    for person in (cast.verifier, cast.auditor, cast.staff, cast.coordinator):
        client.force_login(person)
        assert (client.get(url).status_code, client.post(url, typed(page, cast)).status_code) == (403, 403)

    client.force_login(cast.bureau)
    assert client.get(reverse(page, args=[0])).status_code == 404
    assert client.put(url).status_code == 405
    assert states() == [("active", "")]


@pytest.mark.parametrize("page", STOPPING)
def test_a_member_of_the_bureau_in_conflict_stops_nothing(client, cast, stage, page):
    task = factories.assignment(factories.innovation("eligible"), cast.verifier)
    asked = by_two.ask(task, "excuse")
    factories.post(cast.bureau2, Role.STAFF, cast.agency, **factories.FORMERLY)
    client.force_login(cast.bureau2)

    assert client.post(reverse(page, args=[task.pk]), typed(page, cast)).status_code == 403
    assert client.post(asked.get_absolute_url(), {"approve": "1"}).status_code == 403
    assert states() == [("active", "")]


@pytest.mark.parametrize(
    ("state", "is_offered"), [(None, True), ("postponed", True), ("planned", False), ("held", False)]
)
def test_a_visit_is_planned_where_none_stands(client, cast, state, is_offered):
    stage = factories.edition(at_stage="field").stage_of_kind("field")
    entry = factories.innovation("finalist", edition=stage.edition)
    if state:
        factories.visit(entry, stage=stage, state=state)
    client.force_login(cast.bureau)

    page = client.get(reverse("entry_assignments", args=[stage.pk, entry.pk]))

    link = reverse("plan_visit", args=[stage.pk, entry.pk])
    assert (f'href="{link}"' in page.content.decode()) == is_offered
