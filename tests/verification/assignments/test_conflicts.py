"""Conflicts of interest that are declared at any time, and for how long they bar."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.integrity.conflicts import in_conflict, innovations_in_conflict, people_in_conflict
from innovations.models import Conflict, Edition
from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import recorded, refused
from verification import access
from verification.assignments import conflicts
from verification.assignments import deeds as assignments

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def edition(cast):
    return factories.edition(2019, at_stage="proposal")


@pytest.fixture
def entry(edition):
    return factories.innovation("eligible", edition=edition)


def declare(thing, by, **fields):
    given = {"kind": "contract", "reason": "Kontrak pendampingan", "by": by, "at": NOW, **fields}
    return conflicts.declare(thing, **given)


def agree(person, entry):
    """What both sides of the rule say, which is the same."""
    one = in_conflict(person, entry)
    assert people_in_conflict(entry).filter(pk=person.pk).exists() == one
    assert innovations_in_conflict(person, [entry]) == ({entry.pk} if one else set())
    return one


@pytest.mark.parametrize("field", ["government", "agency", "innovation"])
@pytest.mark.parametrize("who", ["verifier", "bureau"])
def test_anyone_who_judges_declares_at_any_time_and_the_bureau_is_told(cast, entry, field, who):
    person = getattr(cast, who)
    thing = {"government": entry.agency.government, "agency": entry.agency, "innovation": entry}[field]
    assert not agree(person, entry)

    made = declare(thing, person, ended_year=2018)

    assert (getattr(made, field), made.user, made.declared_by, made.ended_year) == (
        thing,
        person,
        person,
        2018,
    )
    assert agree(person, entry)
    nothing = {"government": None, "agency": None, "innovation": None}
    assert recorded(made) == [
        ("declare_conflict", person.pk, NOW, {**nothing, field: thing.pk, "kind": "contract"})
    ]
    told = {cast.bureau.pk, cast.bureau2.pk} - {person.pk}
    assert set(Notice.objects.values_list("user", "event")) == {(one, "conflict_declared") for one in told}


def test_nobody_else_declares(cast, entry):
    for who in ["staff", "coordinator", "auditor", "nobody"]:
        with refused(PermissionDenied):
            declare(entry, getattr(cast, who))


def test_the_same_is_declared_once_and_no_year_lies_ahead(cast, entry):
    declare(entry, cast.verifier)

    with refused(ValidationError):
        declare(entry, cast.verifier)
    with refused(ValidationError):
        declare(entry.agency, cast.verifier, ended_year=timezone.localdate(NOW).year + 1)


@pytest.mark.parametrize(
    ("ended_year", "years", "bars"),
    [(None, 3, True), (2019, 3, True), (2016, 3, True), (2015, 3, False), (2015, 4, True), (2018, 0, False)],
)
@pytest.mark.parametrize("field", ["government", "agency", "innovation"])
def test_a_relation_that_ended_bars_for_the_edition_s_years(cast, entry, field, ended_year, years, bars):
    Edition.objects.update(conflict_years=years)
    entry.refresh_from_db()
    thing = {"government": entry.agency.government, "agency": entry.agency, "innovation": entry}[field]

    made = declare(thing, cast.verifier, ended_year=ended_year)

    assert agree(cast.verifier, entry) == made.bars_in(entry.edition) == bars


def test_what_ended_with_a_partner_bars_too(cast, edition):
    entry = factories.innovation("eligible", edition=edition, partners=(cast.other_agency,))
    declare(cast.other_agency, cast.verifier, ended_year=2018)
    declare(cast.other_agency, cast.verifier2, ended_year=2010)

    assert (agree(cast.verifier, entry), agree(cast.verifier2, entry)) == (True, False)


def test_an_old_relation_hides_no_later_one(cast, entry):
    declare(entry.agency, cast.verifier, ended_year=2010)
    assert not agree(cast.verifier, entry)

    declare(entry, cast.verifier, kind="kin")

    assert agree(cast.verifier, entry)


def test_the_same_relation_bars_in_one_edition_and_no_more_in_a_later_one(cast, entry):
    later = factories.innovation("eligible", edition=factories.edition(2021, at_stage="proposal"))
    declare(entry.agency, cast.verifier, ended_year=2017)

    assert (agree(cast.verifier, entry), agree(cast.verifier, later)) == (True, False)


def test_who_declared_is_offered_no_more_for_the_entry(cast, entry, edition):
    stage = edition.stage_of_kind("proposal")
    declare(entry.agency, cast.verifier)
    declare(entry.agency, cast.verifier2, ended_year=2010)

    free, touched = access.verifiers_for(entry, stage, at=NOW)

    assert (cast.verifier2 in free, touched) == (True, [cast.verifier])
    with refused(ValidationError):
        assignments.assign(entry, stage, cast.verifier, by=cast.bureau, at=NOW)


def test_the_bureau_s_list_has_what_can_touch_the_edition(cast, entry):
    elsewhere = factories.innovation("eligible", edition=factories.edition(2020, at_stage="proposal"))
    here = [declare(entry, cast.verifier), declare(cast.other_agency, cast.verifier2)]
    declare(elsewhere, cast.verifier)

    assert list(conflicts.of_edition(entry.edition)) == here


def test_an_innovation_is_found_by_who_has_it_as_a_task_and_by_the_bureau(cast, entry, edition):
    draft = factories.innovation("draft", edition=edition)
    factories.assignment(entry, cast.verifier)

    def found(who):
        return set(conflicts.things_to_declare(getattr(cast, who), at=NOW)["innovation"])

    assert (found("verifier"), found("verifier2"), found("bureau")) == ({entry}, set(), {entry})
    assert draft not in found("bureau")
    assert Conflict.objects.count() == 0
