"""A device is prepared for the field, and what it sends later is answered for a machine."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Conflict
from tests import factories
from verification.models import Assignment, Score

FIELD = "/verification/field/"
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def sheet(cast):
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("finalist", edition=edition)
    return factories.sheet(entry, cast.verifier, stage=edition.stage_of_kind("field"))


def fields(sheet, **changes):
    return {"save_number": sheet.save_number, "points_novelty": "", "note_novelty": "", **changes}


def send(client, sheet, **changes):
    return client.post(sheet.get_absolute_url(), fields(sheet, **changes), headers=AUTOSAVE)


def novelty(sheet):
    return Score.objects.get(scoresheet=sheet, criterion__code="novelty").points


def test_the_list_has_each_due_sheet_with_all_its_pages(client, cast, sheet):
    visit = factories.visit(sheet.assignment.innovation, team=[cast.verifier, cast.verifier2])
    client.force_login(cast.verifier)

    page = client.get(FIELD).text

    proposal = reverse("sheet_proposal", args=[sheet.uuid])
    assert f'data-addresses="{sheet.get_absolute_url()} {proposal} {visit.get_absolute_url()}"' in page


def test_what_is_no_task_any_more_is_not_prepared(client, cast, sheet):
    other = factories.sheet(
        factories.innovation("finalist", edition=sheet.assignment.stage.edition), cast.verifier
    )
    Conflict.objects.create(
        user=cast.verifier,
        innovation=other.assignment.innovation,
        kind="kin",
        reason="Kerabat",
        declared_by=cast.verifier,
        declared_at=timezone.now(),
    )
    Assignment.objects.filter(scoresheet=sheet).update(state="ended", reason="Sakit")
    client.force_login(cast.verifier)

    assert client.get(FIELD).context["rows"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client, cast, sheet, number, django_assert_num_queries
):
    for _more in range(number - 1):
        entry = factories.innovation("finalist", edition=sheet.assignment.stage.edition)
        factories.sheet(entry, cast.verifier, stage=sheet.assignment.stage)
    client.force_login(cast.verifier)

    with django_assert_num_queries(4):
        client.get(FIELD)


def test_anyone_who_prepares_stays_signed_in_for_the_trip(client, cast, settings):
    settings.TRIP_DAYS = 3
    client.force_login(cast.verifier)

    response = client.post(reverse("prepare"))

    assert "WIB" in response.json()["until"]
    left = client.session.get_expiry_date() - timezone.now()
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)


def test_a_device_asks_whose_session_it_is(client, cast):
    assert client.get("/verification/sync/").status_code == 401
    client.force_login(cast.verifier)

    told = client.get("/verification/sync/").json()

    assert told["user"] == cast.verifier.pk
    assert told["token"]


def test_a_device_that_saves_is_told_the_next_number(client, cast, sheet):
    client.force_login(cast.verifier)

    response = send(client, sheet, points_novelty="0")

    assert (response.status_code, response.json()) == (200, {"save_number": 1})
    assert novelty(sheet) == 0


def test_the_same_words_again_are_the_same_save(client, cast, sheet):
    client.force_login(cast.verifier)

    answers = [send(client, sheet, points_novelty="80", note_novelty="Baik") for _again in range(2)]

    assert [answer.json() for answer in answers] == [{"save_number": 1}] * 2
    sheet.refresh_from_db()
    assert sheet.save_number == 1


def test_other_words_meanwhile_are_told_by_field(client, cast, sheet):
    client.force_login(cast.verifier)
    send(client, sheet, points_novelty="1", unchecked_benefit="on", note_benefit="Tutup")

    response = send(client, sheet, points_novelty="2")

    told = response.json()
    assert (response.status_code, told["save_number"]) == (409, 1)
    names = ("points_novelty", "unchecked_benefit", "note_benefit", "unchecked_novelty", "points_benefit")
    assert [told["stored"][name] for name in names] == ["1", "on", "Tutup", "", ""]
    assert novelty(sheet) == 1


def test_what_can_not_be_is_refused_in_a_sentence(client, cast, sheet):
    client.force_login(cast.verifier)

    response = send(client, sheet, points_novelty="101")

    assert response.status_code == 422
    assert response.json()["sentences"] == ["Beri nilai 0 sampai dengan 100, tanpa pecahan."]


@pytest.mark.parametrize(
    "change", [{"state": "ended", "reason": "Sakit"}, {"state": "excused", "reason": "Sakit"}]
)
def test_a_task_that_was_taken_back_is_gone(client, cast, sheet, change):
    Assignment.objects.filter(scoresheet=sheet).update(**change)
    client.force_login(cast.verifier)

    response = send(client, sheet, points_novelty="80")

    assert response.status_code == 410
    assert response.json()["sentences"] == ["Inovasi ini bukan tugas Anda lagi."]
    assert novelty(sheet) is None
