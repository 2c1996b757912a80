"""Where the entries of a stage stand: stored while sheets come in, and recomputed from the raw points."""

from decimal import Decimal

import pytest
from django.utils import timezone

from innovations.models import Group
from tests import factories
from verification.models import Assignment, Score, Scoresheet, Standing
from verification.standings import deeds as standings

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


# Entries


def test_the_first_stage_assesses_what_passed_the_check_and_a_later_one_the_finalists(stage):
    edition = stage.edition
    made = {
        status: factories.innovation(status, edition=edition, complete=False)
        for status in ["draft", "proposed", *factories.SENT]
    }
    factories.innovation("eligible", edition=factories.edition(2020, at_stage="proposal"))

    assert set(standings.entries(stage)) == {made["eligible"], made["finalist"]}
    assert set(standings.entries(edition.stage_of_kind("field"))) == {made["finalist"]}


def test_entries_are_told_by_group(stage):
    umum = stage.edition.groups.get()
    replication = Group.objects.create(edition=stage.edition, order=2, code="replikasi", name="Replikasi")
    first = factories.innovation("eligible", edition=stage.edition)
    second = factories.innovation("eligible", edition=stage.edition, group=replication)

    assert list(standings.entries(stage, umum)) == [first]
    assert list(standings.entries(stage, replication)) == [second]
    assert list(standings.entries(stage)) == [first, second]


def test_the_current_rubric_is_the_newest_version(stage):
    assert standings.current_rubric(stage) == stage.rubrics.get()

    newer = factories.rubric(stage, version=2)

    assert standings.current_rubric(stage) == newer


# Refresh


def refresh(entry, stage):
    standing = standings.refresh(entry, stage)
    standing.refresh_from_db()
    return (standing.score, standing.sheets_in, standing.sheets_due)


def test_the_stored_score_waits_for_every_sheet_that_is_due(cast, stage):
    entry = factories.innovation("eligible", edition=stage.edition)
    found = [refresh(entry, stage)]
    factories.submitted_sheet(entry, cast.verifier, 81, stage=stage)
    found.append(refresh(entry, stage))
    draft = factories.sheet(entry, cast.verifier2, 90, stage=stage)
    found.append(refresh(entry, stage))
    Assignment.objects.filter(pk=draft.assignment_id).update(state="excused", reason="Banjir")
    found.append(refresh(entry, stage))

    assert found == [
        (None, 0, 0),
        (Decimal("81.00"), 1, 1),
        (None, 1, 2),
        (Decimal("81.00"), 1, 1),
    ]
    assert Standing.objects.count() == 1


def test_sheets_of_another_stage_or_entry_do_not_count(stage):
    entry = factories.scored_entry(stage, 81)
    factories.scored_entry(stage, 20)
    field = stage.edition.stage_of_kind("field")
    factories.score(entry, field, 40)

    assert refresh(entry, stage) == (Decimal("81.00"), 1, 1)
    assert refresh(entry, field) == (Decimal("40.00"), 1, 1)


def test_missing_is_never_zero(stage):
    entry = factories.scored_entry(stage, 90, {"benefit": None})

    assert refresh(entry, stage) == (None, 2, 2)


# Recompute


def test_the_raw_points_are_read_again_and_what_is_stored_is_not(stage):
    entry = factories.scored_entry(stage, (80, 75, 90, 61, 70), 60)
    other = factories.scored_entry(stage, 50, 51)
    Scoresheet.objects.update(total=1)
    Standing.objects.update(score=2)

    found = standings.recompute(stage, [entry.pk, other.pk])

    assert (found[entry.pk].score, found[other.pk].score) == (Decimal("67.60"), Decimal("50.50"))
    assert found[entry.pk].means == {
        "novelty": Decimal("70.00"),
        "effectiveness": Decimal("67.50"),
        "benefit": Decimal("75.00"),
        "replicability": Decimal("60.50"),
        "sustainability": Decimal("65.00"),
    }


def test_each_level_is_rounded_half_up_before_the_next(stage):
    entry = factories.scored_entry(
        stage, (80, 80, 80, 80, 81), (80, 80, 80, 81, 81), 80, verifiers=factories.verifiers(3)
    )

    # 80.20, 80.40 and 80.00: their mean is 80.2
    assert standings.recompute(stage, [entry.pk])[entry.pk].score == Decimal("80.20")
    thirds = factories.scored_entry(
        stage, (1, 0, 0, 0, 0), (0, 0, 0, 0, 0), 0, verifiers=factories.verifiers(3)
    )
    assert standings.recompute(stage, [thirds.pk])[thirds.pk].score == Decimal("0.07")


@pytest.mark.parametrize("lack", ["no sheet", "a draft", "not checked"])
def test_an_entry_with_a_gap_has_no_score(cast, stage, lack):
    entry = factories.innovation("eligible", edition=stage.edition)
    if lack != "no sheet":
        factories.submitted_sheet(entry, cast.verifier, 80, stage=stage)
    if lack == "a draft":
        factories.sheet(entry, cast.verifier2, 80, stage=stage)
    if lack == "not checked":
        factories.submitted_sheet(entry, cast.verifier2, {"benefit": None}, stage=stage)

    assert standings.recompute(stage, [entry.pk])[entry.pk].score is None


@pytest.mark.parametrize("state", ["active", "excused", "ended", "replaced"])
@pytest.mark.parametrize("status", ["submitted", "draft"])
@pytest.mark.parametrize("is_void", [False, True])
def test_what_counts_of_a_second_sheet_says_the_state_of_its_task(cast, stage, state, status, is_void):
    """Active ones are waited for; what was handed in before a task ended counts unless it is void."""
    if is_void and state in ("active", "excused"):
        return  # the database keeps that from happening
    entry = factories.scored_entry(stage, 80)
    if status == "submitted":
        factories.submitted_sheet(entry, cast.verifier2, 20, stage=stage)
    else:
        factories.sheet(entry, cast.verifier2, 20, stage=stage)
    Assignment.objects.filter(verifier=cast.verifier2).update(
        state=state,
        reason="Banjir",
        letter="800/1",
        voided_at=NOW if is_void else None,
        voided_by=cast.bureau if is_void else None,
        void_reason="Kerabat" if is_void else "",
    )

    counts = status == "submitted" and state != "excused" and not is_void
    expected = Decimal("50.00") if counts else Decimal("80.00")
    if (state, status) == ("active", "draft"):
        expected = None
    assert standings.recompute(stage, [entry.pk])[entry.pk].score == expected
    assert refresh(entry, stage)[0] == expected
    counted = {task.verifier for task in Assignment.objects.counting().filter(innovation=entry)}
    task = Assignment.objects.get(verifier=cast.verifier2)
    assert task.counts == (cast.verifier2 in counted) == (counts or state in ("active", "excused"))


def test_recomputing_costs_the_same_for_one_and_for_many(stage, django_assert_num_queries):
    keys = [factories.scored_entry(stage, 80, 70).pk for _ in range(3)]
    counts = []
    for some in (keys[:1], keys):
        with django_assert_num_queries(4):
            counts.append(len(standings.recompute(stage, some)))

    assert counts == [1, 3]


def test_the_stored_and_the_recomputed_score_agree(stage):
    for points in [(100, 0), (33, 34), ((1, 2, 3, 4, 5), (99, 98, 97, 96, 96)), (0, 0)]:
        entry = factories.scored_entry(stage, *points)
        stored = Standing.objects.get(innovation=entry).score
        assert standings.recompute(stage, [entry.pk])[entry.pk].score == stored == refresh(entry, stage)[0]


# Progress


def test_progress_names_missing_assessors_and_sheets_without_points(cast, stage):
    def entry(title):
        return factories.innovation("eligible", edition=stage.edition, title=title)

    _bare, half, complete, excused, replaced = (entry(title) for title in ("A", "B", "C", "D", "E"))
    draft = factories.sheet(half, cast.verifier, 80, stage=stage)
    factories.score(complete, stage, 80, 70)
    factories.score(excused, stage, 80)
    factories.assignment(excused, cast.verifier2, stage=stage, state="excused")
    factories.score(replaced, stage, 80)
    factories.assignment(replaced, cast.verifier2, stage=stage, state="ended")

    found = {item.innovation.title: item for item in standings.progress(stage)}

    assert {
        title: (item.missing_assessors, [task.pk for task in item.missing_sheets], item.is_complete)
        for title, item in found.items()
    } == {
        "A": (2, [], False),
        "B": (1, [draft.assignment_id], False),
        "C": (0, [], True),
        "D": (0, [], True),
        "E": (1, [], False),
    }
    assert list(found) == ["A", "B", "C", "D", "E"]


def test_progress_costs_the_same_for_one_and_for_many(stage, django_assert_num_queries):
    for _ in range(2):
        factories.scored_entry(stage, 80, 70)
        with django_assert_num_queries(3):
            for item in standings.progress(stage):
                assert item.is_complete
                assert item.innovation.agency.government.name
                assert [task.verifier.name for task in item.assessors]


def test_a_mark_without_points_is_a_gap_and_not_a_nought(stage):
    entry = factories.scored_entry(stage, 80)
    Score.objects.filter(criterion__code="benefit").update(points=None)

    assert standings.recompute(stage, [entry.pk])[entry.pk].score is None
