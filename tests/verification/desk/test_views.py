"""A verifier's own room: their tasks and visits, and the declaration of a conflict."""

import pytest
from django.urls import reverse

from innovations.models import Conflict
from kipp.accounts.models import Role
from kipp.audit.models import TrailEntry
from tests import factories
from verification.models import Assignment

pytestmark = pytest.mark.django_db

HOME = "/verification/"


@pytest.fixture
def stage():
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


def tasks(response):
    """What the room shows: each stage with the titles and the states of its sheets."""
    return [
        (
            stage.kind,
            [
                (
                    task.assignment.innovation.title,
                    task.assignment.scoresheet.status,
                    task.assignment.in_conflict,
                )
                for task in tasks
            ],
        )
        for stage, tasks in [*response.context["running"], *response.context["ended"]]
    ]


# The room


def test_a_verifier_finds_their_own_active_tasks_and_nothing_of_others(client, cast, stage):
    mine = factories.innovation("eligible", title="A milik saya")
    factories.sheet(mine, cast.verifier)
    factories.submitted_sheet(mine, cast.verifier2, points=[91, 83, 77, 88, 94])
    factories.submitted_sheet(factories.innovation("eligible", title="B terkirim"), cast.verifier)
    factories.assignment(factories.innovation("eligible", title="C berakhir"), cast.verifier, state="ended")
    factories.assignment(factories.innovation("eligible", title="D milik lain"), cast.verifier2)
    client.force_login(cast.verifier)

    response = client.get(HOME)

    assert tasks(response) == [
        ("proposal", [("A milik saya", "draft", False), ("B terkirim", "submitted", False)])
    ]
    others = Assignment.objects.exclude(verifier=cast.verifier, state="active")
    assert not any(str(task.scoresheet.uuid) in response.text for task in others)
    assert cast.verifier2.name not in response.text
    assert "86,60" not in response.text


def test_the_running_stage_comes_first(client, cast):
    edition = factories.edition(at_stage="field")
    entry = factories.scored_entry(edition.stage_of_kind("field"), 80, 70, title="Finalis")
    factories.scored_entry(edition.stage_of_kind("proposal"), 80, 70, title="A awal")
    client.force_login(cast.verifier)

    response = client.get(HOME)

    assert tasks(response) == [
        ("field", [("Finalis", "submitted", False)]),
        ("proposal", [("A awal", "submitted", False), (entry.title, "submitted", False)]),
    ]


def test_a_task_tells_how_many_criteria_are_settled_and_drafts_come_first(client, cast, stage):
    factories.submitted_sheet(factories.innovation("eligible", title="A"), cast.verifier)
    begun = factories.sheet(
        factories.innovation("eligible", title="B"), cast.verifier, [80, None, 70, 60, 50]
    )
    begun.scores.filter(criterion__order=3).update(points=None)
    client.force_login(cast.verifier)

    ((_stage, own),) = client.get(HOME).context["running"]

    assert [
        (task.assignment.innovation.title, task.assignment.given, task.assignment.criteria) for task in own
    ] == [("B", 4, 5), ("A", 5, 5)]


def test_what_to_do_next_comes_first(client, cast, stage):
    sheet = factories.sheet(factories.innovation("eligible"), cast.verifier)
    client.force_login(cast.verifier)

    response = client.get(HOME)

    assert [step.url for step in response.context["steps"]] == [sheet.get_absolute_url()]
    assert response.text.index('id="next-steps"') < response.text.index(f'id="stage-{stage.pk}"')


def test_own_visits_are_listed_and_stand_beside_their_tasks(client, cast):
    edition = factories.edition(at_stage="field")
    mine = factories.innovation("finalist", title="Saya kunjungi")
    postponed = factories.visit(mine, team=[cast.verifier, cast.verifier2], state="postponed")
    visit = factories.visit(mine, team=[cast.verifier, cast.verifier2])
    other = factories.visit(factories.innovation("finalist"), team=[cast.verifier3, cast.verifier4])
    client.force_login(cast.verifier)

    response = client.get(HOME)

    assert response.context["visits"] == [postponed, visit]
    ((stage, own),) = response.context["running"]
    assert (stage, [task.visit for task in own]) == (edition.stage_of_kind("field"), [visit])
    assert other.get_absolute_url() not in response.text


def test_a_task_in_conflict_is_named_and_its_sheet_is_not_linked(client, cast, stage):
    sheet = factories.sheet(factories.innovation("eligible", title="Milik kantor"), cast.verifier)
    factories.post(cast.verifier, Role.STAFF, cast.agency, **factories.FORMERLY)
    client.force_login(cast.verifier)

    response = client.get(HOME)

    assert tasks(response) == [("proposal", [("Milik kantor", "draft", True)])]
    assert f'"{sheet.get_absolute_url()}"' not in response.text
    assert reverse("declare_conflict", args=[sheet.uuid]) in response.text


def test_the_room_shows_50_tasks_a_page(client, cast, stage):
    for number in range(51):
        factories.assignment(
            factories.innovation("eligible", title=f"Inovasi {number:02}", complete=False), cast.verifier
        )
    client.force_login(cast.verifier)

    response = client.get(HOME, {"page": "2"})

    assert tasks(response) == [("proposal", [("Inovasi 50", "draft", False)])]


@pytest.mark.parametrize("person", ["staff", "coordinator", "bureau", "auditor", "nobody"])
def test_the_room_is_for_verifiers(client, cast, person):
    client.force_login(getattr(cast, person))

    assert client.get(HOME).status_code == 403


def test_a_verifier_whose_post_has_ended_has_no_room(client, cast, stage):
    former = factories.member(Role.VERIFIER, **factories.FORMERLY)
    client.force_login(former)

    assert client.get(HOME).status_code == 403


def test_the_room_only_reads(client, cast):
    client.force_login(cast.verifier)

    assert client.post(HOME).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_the_room_costs_the_same_for_any_number_of_tasks(client, cast, number, django_assert_num_queries):
    factories.edition(at_stage="field")
    for _task in range(number):
        factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2])
    client.force_login(cast.verifier)

    with django_assert_num_queries(8):
        client.get(HOME)


# The declaration


def test_a_verifier_declares_a_conflict_and_the_task_ends(client, cast, stage):
    sheet = factories.sheet(factories.innovation("eligible"), cast.verifier)
    client.force_login(cast.verifier)
    url = reverse("declare_conflict", args=[sheet.uuid])
    assert client.get(url).status_code == 200

    response = client.post(url, {"kind": "coached", "reason": "Mendampingi penulisan proposal"})

    assert response.url == HOME
    assert Assignment.objects.values_list("state", "reason").get() == (
        "ended",
        "Mendampingi penulisan proposal",
    )
    made = Conflict.objects.get()
    assert (made.user, made.innovation, made.kind) == (cast.verifier, sheet.assignment.innovation, "coached")
    assert TrailEntry.objects.get(action="declare_conflict").facts["kind"] == "coached"
    assert client.get(sheet.get_absolute_url()).status_code == 403


def test_a_declaration_needs_its_kind_and_reason_and_keeps_what_was_typed(client, cast, stage):
    sheet = factories.sheet(factories.innovation("eligible"), cast.verifier)
    client.force_login(cast.verifier)
    url = reverse("declare_conflict", args=[sheet.uuid])

    without_kind = client.post(url, {"kind": "", "reason": "Kerabat dekat"})
    without_reason = client.post(url, {"kind": "kin", "reason": ""})

    assert list(without_kind.context["form"].errors) == ["kind"]
    assert without_kind.context["form"]["reason"].value() == "Kerabat dekat"
    assert list(without_reason.context["form"].errors) == ["reason"]
    assert (Conflict.objects.count(), Assignment.objects.get().state) == (0, "active")


def test_no_conflict_is_declared_after_the_sheet_is_submitted(client, cast, stage):
    sheet = factories.submitted_sheet(factories.innovation("eligible"), cast.verifier)
    client.force_login(cast.verifier)

    response = client.post(
        reverse("declare_conflict", args=[sheet.uuid]), {"kind": "kin", "reason": "Kerabat"}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["__all__"])
    assert (Conflict.objects.count(), Assignment.objects.get().state) == (0, "active")


def test_a_declaration_is_one_s_own(client, cast, stage):
    sheet = factories.sheet(factories.innovation("eligible"), cast.verifier)
    ended = factories.assignment(factories.innovation("eligible"), cast.verifier, state="ended").scoresheet
    typed = {"kind": "kin", "reason": "Kerabat"}
    expected = {"verifier2": 404, "bureau": 403, "staff": 403, "auditor": 403}

    for person, status in expected.items():
        client.force_login(getattr(cast, person))
        url = reverse("declare_conflict", args=[sheet.uuid])
        assert (client.get(url).status_code, client.post(url, typed).status_code) == (status, status)

    client.force_login(cast.verifier)
    assert client.post(reverse("declare_conflict", args=[ended.uuid]), typed).status_code == 404
    assert client.put(reverse("declare_conflict", args=[sheet.uuid])).status_code == 405
    assert Conflict.objects.count() == 0
