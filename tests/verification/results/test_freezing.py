"""Freezing a result: recomputed from the raw points, kept with names and numbers, refused on a difference."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from innovations.models import Award, Group, Innovation, Stage
from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import recorded, refused
from tests.verification.ranked import NOT_THE_BUREAU, NOW, entries, freeze, places, ranked, status_of
from verification.assignments import deeds as assignments
from verification.models import (
    Assignment,
    PlacingCriterion,
    PlacingStage,
    Ranking,
    Score,
    Scoresheet,
    Standing,
)
from verification.results import deeds as publication
from verification.results import freezing

pytestmark = pytest.mark.django_db


def test_freezing_keeps_names_and_numbers_as_they_are(cast, stage, group):
    best = factories.scored_entry(stage, (80, 75, 90, 61, 70), 60, title="Kampung IVA")
    other = factories.scored_entry(stage, 50, 51, title="Kursus Samara", agency=cast.other_agency)
    factories.open_standings(stage)

    ranking = freeze(cast, stage, group)

    assert (ranking.version, ranking.state, ranking.prepared_by, ranking.prepared_at) == (
        1,
        "frozen",
        cast.bureau,
        NOW,
    )
    assert list(
        ranking.placings.values_list(
            "innovation",
            "title",
            "agency_name",
            "government_name",
            "score",
            "computed_place",
            "decided_place",
            "reason",
            "tier",
        )
    ) == [
        (
            best.pk,
            "Kampung IVA",
            "Puskesmas Karangdadap",
            "Kabupaten Pekalongan",
            Decimal("67.60"),
            1,
            1,
            "",
            None,
        ),
        (
            other.pk,
            "Kursus Samara",
            "Puskesmas Banyumudal",
            "Kabupaten Pemalang",
            Decimal("50.50"),
            2,
            2,
            "",
            None,
        ),
    ]
    assert list(
        PlacingStage.objects.filter(placing__innovation=best).values_list("stage", "weight", "score")
    ) == [(stage.pk, 40, Decimal("67.60"))]
    assert list(
        PlacingCriterion.objects.filter(placing__innovation=best).values_list("order", "code", "mean")
    ) == [
        (1, "novelty", Decimal("70.00")),
        (2, "effectiveness", Decimal("67.50")),
        (3, "benefit", Decimal("75.00")),
        (4, "replicability", Decimal("60.50")),
        (5, "sustainability", Decimal("65.00")),
    ]
    assert json.loads(ranking.rules) == {
        "edition": 2019,
        "stage": "proposal",
        "group": "umum",
        "stages": [{"stage": "proposal", "weight": 40, "rubric": 1}],
        "criteria": [
            {"code": code, "weight": 20}
            for code in ("novelty", "effectiveness", "benefit", "replicability", "sustainability")
        ],
        "passing_grade": None,
        "ties": ["effectiveness", "benefit"],
        "tiers": [4, 2],
        "split_tiers": [],
        "rounding": "half up to two places at each level",
    }
    ranking.refresh_from_db()
    assert ranking.hash == freezing.checksum(ranking)
    assert recorded(ranking) == [
        ("freeze", cast.bureau.pk, NOW, {"stage": stage.pk, "entries": 2, "hash": ranking.hash})
    ]
    assert set(Innovation.objects.values_list("frozen_at", flat=True)) == {NOW}
    assert list(Notice.objects.values_list("user", "event", "url")) == [
        (cast.bureau2.pk, "ranking_to_confirm", ranking.get_absolute_url())
    ]


def test_freezing_publishes_nothing(cast, stage, group):
    first, second = entries(stage, 80, 70)
    ranked(cast, stage)

    assert status_of(first, second) == ["eligible", "eligible"]
    assert not Award.objects.exists()
    assert not Innovation.objects.public().exists()


def test_frozen_numbers_stay_whatever_is_renamed_later(cast, stage, group):
    [entry] = entries(stage, 80)
    ranking = ranked(cast, stage)

    Innovation.objects.update(title="Judul baru")
    type(entry.agency).objects.update(name="Nama baru")

    assert ranking.placings.get().title == "A"
    assert freezing.checksum(ranking) == ranking.hash


def test_equal_scores_are_told_apart_by_the_chain_and_then_share_a_place(cast, stage, group):
    for title, points in {
        "A": (80, 80, 80, 80, 80),
        "B": (90, 70, 80, 80, 80),  # less effective
        "C": (70, 90, 80, 80, 80),  # more effective
        "D": (80, 80, 80, 70, 90),  # as A in the chain
        "E": (60, 80, 90, 80, 90),  # as A in effectiveness, more beneficial
        "F": (10, 10, 10, 10, 10),
    }.items():
        factories.scored_entry(stage, points, points, title=title)
    factories.open_standings(stage)

    ranking = freeze(cast, stage, group)

    assert places(ranking) == [("A", 3, 3), ("B", 5, 5), ("C", 1, 1), ("D", 3, 3), ("E", 2, 2), ("F", 6, 6)]


def test_the_final_score_weighs_the_stages_by_their_printed_scores(cast):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    first = factories.scored_entry(field, 90, 91, before=(70, 71), title="A")
    second = factories.scored_entry(field, 80, 80, before=(95, 95), title="B")
    factories.open_standings(field)

    ranking = freeze(cast, field, field.edition.groups.get())

    # 0.4 x 95 + 0.6 x 80, and 0.4 x 70.50 + 0.6 x 90.50
    assert list(ranking.placings.values_list("innovation", "score", "computed_place")) == [
        (second.pk, Decimal("86.00"), 1),
        (first.pk, Decimal("82.50"), 2),
    ]
    assert list(
        PlacingStage.objects.filter(placing__innovation=first).values_list("stage__kind", "weight", "score")
    ) == [("proposal", 40, Decimal("70.50")), ("field", 60, Decimal("90.50"))]
    assert [stage["stage"] for stage in json.loads(ranking.rules)["stages"]] == ["proposal", "field"]


def test_an_excused_sheet_is_left_out(cast, stage, group):
    entry = factories.scored_entry(stage, 80)
    factories.assignment(entry, cast.verifier2, stage=stage, state="excused")
    factories.open_standings(stage)

    assert freeze(cast, stage, group).placings.get().score == Decimal("80.00")


TAMPERED = {
    "a stored stage score": lambda entry: Standing.objects.filter(innovation=entry).update(score="80.01"),
    "no stored stage score": lambda entry: Standing.objects.filter(innovation=entry).update(score=None),
    "no standing": lambda entry: Standing.objects.filter(innovation=entry).delete(),
    "a superseded standing": lambda entry: Standing.objects.filter(innovation=entry).update(
        superseded_at=NOW
    ),
    "the stored total of a sheet": lambda entry: Scoresheet.objects.filter(
        assignment__innovation=entry, assignment__verifier__email="verifier@kipp.example"
    ).update(total=1),
    "points behind the stored score": lambda entry: Score.objects.filter(
        scoresheet__assignment__innovation=entry, criterion__code="benefit"
    ).update(points=81),
    "a task behind the stored score": lambda entry: Assignment.objects.filter(
        innovation=entry, verifier__email="verifier2@kipp.example"
    ).update(state="excused", reason="Diam-diam"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_freezing_refuses_when_the_stored_score_differs_from_the_points(cast, stage, group, what):
    factories.scored_entry(stage, 90, 90, title="A")
    tampered = factories.scored_entry(stage, 80, 60, title="B")
    factories.open_standings(stage)

    TAMPERED[what](tampered)

    with refused(ValidationError) as caught:
        freeze(cast, stage, group)
    assert ("B" in caught.value.messages[0], " A" in caught.value.messages[0]) == (True, False)


def test_a_sheet_of_a_verifier_whose_task_ended_is_frozen_with_the_others_and_a_void_one_is_not(
    cast, stage, group
):
    ended = factories.scored_entry(stage, 90, 70, title="Berakhir")
    void = factories.scored_entry(stage, 90, 70, title="Batal")
    for entry in (ended, void):
        task = Assignment.objects.get(innovation=entry, verifier=cast.verifier)
        assignments.end(task, by=cast.bureau, at=NOW, reason="Pindah tugas")
    assignments.void(
        Assignment.objects.get(innovation=void, verifier=cast.verifier),
        by=cast.bureau,
        at=NOW,
        kind="kin",
        reason="Kerabat",
    )
    factories.submitted_sheet(void, cast.verifier3, 60, stage=stage)
    publication.open_standings(stage, by=cast.bureau, at=NOW)

    ranking = freeze(cast, stage, group)

    assert dict(ranking.placings.values_list("title", "score")) == {
        "Berakhir": Decimal("80.00"),
        "Batal": Decimal("65.00"),
    }


def test_freezing_refuses_a_changed_score_of_the_stage_before(cast):
    field = factories.edition(at_stage="field").stage_of_kind("field")
    factories.scored_entry(field, 90, 91, before=(70, 71))
    factories.open_standings(field)

    Standing.objects.filter(stage__kind="proposal").update(score=99)

    with refused(ValidationError):
        freeze(cast, field, field.edition.groups.get())


@pytest.mark.parametrize("lack", ["no sheet", "a draft", "not checked"])
def test_freezing_refuses_while_an_entry_has_no_score_and_names_it(cast, stage, group, lack):
    entries(stage, 80)
    entry = factories.innovation("eligible", edition=stage.edition, title="Tanpa nilai")
    if lack == "a draft":
        factories.sheet(entry, cast.verifier, 80, stage=stage)
    if lack == "not checked":
        factories.score(entry, stage, 80, {"benefit": None})
    factories.open_standings(stage)

    with refused(ValidationError) as caught:
        freeze(cast, stage, group)

    assert "Tanpa nilai" in caught.value.messages[0]


def test_freezing_refuses_while_the_standings_are_closed(cast, stage, group):
    entries(stage, 80)

    with refused(ValidationError):
        freeze(cast, stage, group)


def test_freezing_refuses_what_is_frozen_already_a_group_without_entries_and_a_stage_that_is_over(
    cast, stage, group
):
    entries(stage, 80)
    factories.open_standings(stage)
    empty = Group.objects.create(edition=stage.edition, order=2, code="replikasi", name="Replikasi")
    with refused(ValidationError):
        freeze(cast, stage, empty)

    freeze(cast, stage, group)
    with refused(ValidationError):
        freeze(cast, stage, group)

    Ranking.objects.all().delete()
    Stage.objects.filter(pk=stage.pk).update(ended_at=NOW)
    with refused(ValidationError):
        freeze(cast, stage, group)


def test_nobody_but_the_bureau_freezes(cast, stage, group):
    entries(stage, 80)
    factories.open_standings(stage)

    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            freeze(cast, stage, group, by=getattr(cast, who))


def test_a_member_of_the_bureau_who_owes_a_sheet_does_not_freeze(cast, stage, group):
    entries(stage, 80)
    replication = Group.objects.create(edition=stage.edition, order=2, code="replikasi", name="Replikasi")
    elsewhere = factories.innovation("eligible", edition=stage.edition, group=replication)
    factories.post(cast.bureau2, "verifier", **factories.FORMERLY)
    factories.sheet(elsewhere, cast.bureau2, stage=stage)
    factories.open_standings(stage)

    with refused(PermissionDenied):
        freeze(cast, stage, group, by=cast.bureau2)

    assert freeze(cast, stage, group).prepared_by == cast.bureau


def test_groups_are_frozen_each_by_itself(cast, stage, group):
    replication = Group.objects.create(edition=stage.edition, order=2, code="replikasi", name="Replikasi")
    entries(stage, 80, 70)
    other = factories.scored_entry(stage, 60, 60, title="H", group=replication)
    factories.open_standings(stage)

    first, second = freeze(cast, stage, group), freeze(cast, stage, replication)

    assert (places(first), places(second)) == ([("A", 1, 1), ("B", 2, 2)], [("H", 1, 1)])
    assert Innovation.objects.get(pk=other.pk).frozen_at == NOW
