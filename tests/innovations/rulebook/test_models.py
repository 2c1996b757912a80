"""A rubric: its weights sum to 100 at commit, and once locked nothing of it can be changed."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from innovations.models import Band, Criterion, Rubric
from tests import factories
from tests.expectations import everything
from tests.undone import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return factories.edition(at_stage="proposal")


@pytest.fixture
def rubric(edition):
    return edition.stage_of_kind("proposal").rubrics.get()


@pytest.fixture
def locked(rubric):
    Rubric.objects.filter(pk=rubric.pk).update(locked_at=timezone.now())
    return rubric


def commit():
    """Fire what is checked at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refused(change, sentence):
    @transaction.atomic
    def attempt():
        change()
        commit()

    with pytest.raises(IntegrityError, match=sentence):
        attempt()


# Weights


def change_one(rubric):
    rubric.criteria.filter(code="benefit").update(weight=21)


def drop_one(rubric):
    criterion = rubric.criteria.get(code="benefit")
    criterion.sections.clear()
    criterion.delete()


def add_one(rubric):
    Criterion.objects.create(rubric=rubric, order=9, code="more", name="Lagi", weight=1, aspect="benefit")


def move_one_away(rubric):
    other = rubric.stage.edition.stage_of_kind("field").rubrics.get()
    rubric.criteria.filter(code="benefit").update(rubric=other, order=9, code="more", tie_order=None)


@pytest.mark.parametrize("change", [change_one, drop_one, add_one, move_one_away])
def test_weights_that_do_not_sum_to_100_are_refused_at_commit(rubric, change):
    commit()

    refused(lambda: change(rubric), "and not to 100")


def test_a_rubric_without_criteria_is_refused_at_commit(rubric):
    refused(
        lambda: Rubric.objects.create(stage=rubric.stage, version=2, reason="Salah ketik"),
        "sum to 0 and not to 100",
    )


def test_weights_may_be_wrong_until_the_rubric_is_whole(rubric):
    rubric.criteria.filter(code="benefit").update(weight=10)
    rubric.criteria.filter(code="novelty").update(weight=30)
    commit()

    assert sum(rubric.criteria.values_list("weight", flat=True)) == 100


def test_the_weights_are_checked_at_a_real_commit(transactional_db):
    rubric = factories.edition().stage_of_kind("proposal").rubrics.get()

    with pytest.raises(IntegrityError, match="sum to 101 and not to 100"), transaction.atomic():
        change_one(rubric)

    assert set(rubric.criteria.values_list("weight", flat=True)) == {20}


def test_a_rubric_may_be_deleted_with_its_criteria(rubric):
    rubric.delete()
    commit()

    assert not Criterion.objects.filter(rubric=rubric.pk).exists()


# The lock

CHANGES = {
    "its reason": lambda rubric: Rubric.objects.filter(pk=rubric.pk).update(reason="Lain"),
    "its passing grade": lambda rubric: Rubric.objects.filter(pk=rubric.pk).update(passing_grade=70),
    "its lock": lambda rubric: Rubric.objects.filter(pk=rubric.pk).update(locked_at=None),
    "itself, deleted": lambda rubric: Rubric.objects.filter(pk=rubric.pk).delete(),
    "a criterion's name": lambda rubric: rubric.criteria.filter(order=1).update(name="Lain"),
    "a criterion's weight": change_one,
    "a criterion's turn among ties": lambda rubric: rubric.criteria.filter(order=1).update(tie_order=7),
    "a criterion, deleted": lambda rubric: rubric.criteria.filter(order=1).delete(),
    "a criterion, added": add_one,
    "a criterion, moved away": move_one_away,
    "a band's label": lambda rubric: Band.objects.filter(criterion__rubric=rubric).update(label="Lain"),
    "a band, deleted": lambda rubric: Band.objects.filter(criterion__rubric=rubric).delete(),
    "a band, added": lambda rubric: Band.objects.create(
        criterion=rubric.criteria.first(), lowest=95, label="Istimewa"
    ),
    "what a criterion reads, less": lambda rubric: rubric.criteria.first().sections.clear(),
    "what a criterion reads, more": lambda rubric: rubric.criteria.first().sections.add(
        rubric.stage.edition.sections.get(code="lessons")
    ),
}


@pytest.mark.parametrize("change", sorted(CHANGES.keys() - {"its lock"}))  # it has none yet
def test_an_unlocked_rubric_takes_a_change_of(rubric, change):
    before = everything()

    with undone():  # before its weights are summed
        CHANGES[change](rubric)
        after = everything()

    assert after != before


@pytest.mark.parametrize("change", CHANGES)
def test_a_locked_rubric_refuses_a_change_of(locked, change):
    refused(lambda: CHANGES[change](locked), "is locked: sheets were submitted by it")


def test_nothing_is_moved_into_a_locked_rubric(locked):
    other = locked.stage.edition.stage_of_kind("field").rubrics.get()

    refused(
        lambda: other.criteria.filter(code="benefit").update(
            rubric=locked, order=9, code="more", tie_order=None
        ),
        "is locked",
    )
    refused(
        lambda: Band.objects.filter(criterion=other.criteria.first(), lowest=90).update(
            criterion=locked.criteria.first(), lowest=95
        ),
        "is locked",
    )


def test_the_rubric_of_another_stage_stays_free(locked):
    other = locked.stage.edition.stage_of_kind("field").rubrics.get()

    other.criteria.filter(code="benefit").update(name="Manfaat")

    assert other.criteria.get(code="benefit").name == "Manfaat"


def test_a_correction_is_a_new_version_with_a_reason(locked):
    newer = factories.rubric(locked.stage, version=2, reason="Salah ketik")
    commit()

    assert list(newer.criteria.values_list("code", flat=True)) == list(
        locked.criteria.values_list("code", flat=True)
    )
    assert newer.locked_at is None
