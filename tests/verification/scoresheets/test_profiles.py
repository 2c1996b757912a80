"""The criterion profile of a sheet, as it is printed."""

import pytest
from django.utils import translation

from tests import factories
from verification.scoresheets import profiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast):
    factories.edition(at_stage="proposal")
    return factories.innovation("eligible")


def profile_of(sheet, **options):
    return profiles.of_sheet(list(sheet.scores.select_related("criterion")), **options)


def test_the_criteria_stand_in_the_order_of_the_rubric_and_their_contributions_make_the_total(entry):
    sheet = factories.submitted_sheet(entry, points=[91, 83, 77, 88, 94])

    with translation.override("id"):
        profile = profile_of(sheet, url="/lembar/")

    assert [(line.name, line.points, line.weight, str(line.contribution)) for line in profile.lines] == [
        ("Kebaruan", 91, 20, "18.20"),
        ("Efektivitas", 83, 20, "16.60"),
        ("Kemanfaatan", 77, 20, "15.40"),
        ("Dapat direplikasi", 88, 20, "17.60"),
        ("Keberlanjutan", 94, 20, "18.80"),
    ]
    assert (profile.weight_sum, str(profile.total), profile.given) == (100, "86.60", 5)
    assert sum(line.contribution for line in profile.lines) == profile.total == sheet.total
    assert {line.note for line in profile.lines} == {""}
    assert profile.lines[0].url == "/lembar/#criterion-novelty"


def test_what_could_not_be_checked_has_a_note_and_what_is_not_given_has_none(entry):
    sheet = factories.sheet(entry, points=[91, None, 77, 88, 94])
    sheet.scores.filter(criterion__code="benefit").update(points=None)

    profile = profile_of(sheet)

    assert [(line.points, line.contribution is None, bool(line.note)) for line in profile.lines] == [
        (91, False, False),
        (None, True, True),
        (None, True, False),
        (88, False, False),
        (94, False, False),
    ]
    assert (profile.total, profile.given) == (None, 4)
