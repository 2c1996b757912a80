"""Rules that are said twice, as a sentence and as a query: on random rows both say the same."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from innovations.models import Conflict, Edition, Status
from tests import factories
from tests.undone import undone
from verification import access
from verification.assignments import deeds as assignments
from verification.assignments import eligible_verifiers
from verification.models import Assignment

# The rows are made once and written over for every example.
on_random_rows = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
on_fewer = settings(on_random_rows, max_examples=25)

SENT = [
    Status.SUBMITTED,
    Status.RETURNED,
    Status.ELIGIBLE,
    Status.INELIGIBLE,
    Status.FINALIST,
    Status.WITHDRAWN,
]


@pytest.fixture
def task(cast):
    """A verifier's task in a field stage that runs."""
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("finalist", edition=edition)
    return factories.assignment(entry, cast.verifier, stage=edition.stage_of_kind("field"))


@on_random_rows
@given(
    state=st.sampled_from([Edition.State.OPEN] * 8 + Edition.State.values),
    begun=st.sampled_from([(False, False), (True, False), (True, False), (True, True)]),
    status=st.sampled_from([Status.ELIGIBLE, Status.FINALIST, *SENT]),
)
def test_what_can_be_scored_is_found_by_the_query_too(task, state, begun, status):
    at = timezone.now()
    stage, innovation = task.stage, task.innovation
    begun_at, ended_at = (at - timedelta(days=1) if is_so else None for is_so in begun)
    Edition.objects.filter(pk=stage.edition_id).update(state=state)
    type(stage).objects.filter(pk=stage.pk).update(begun_at=begun_at, ended_at=ended_at)
    type(innovation).objects.filter(pk=innovation.pk).update(status=status)
    task = Assignment.objects.select_related("stage__edition", "innovation").get(pk=task.pk)

    can_be_scored = not access.obstacle_to_score(task.stage, task.innovation)
    assert Assignment.objects.filter(access.CAN_BE_SCORED, pk=task.pk).exists() == can_be_scored


@on_fewer
@example(holds_the_post=True, conflict=None, before=None, elsewhere=None, same_assessor_twice=False)
@example(holds_the_post=False, conflict=None, before=None, elsewhere=None, same_assessor_twice=False)
@example(holds_the_post=True, conflict="innovation", before=None, elsewhere=None, same_assessor_twice=False)
@example(holds_the_post=True, conflict="agency", before=None, elsewhere=None, same_assessor_twice=False)
@example(holds_the_post=True, conflict="government", before=None, elsewhere=None, same_assessor_twice=False)
@example(holds_the_post=True, conflict=None, before="ended", elsewhere=None, same_assessor_twice=True)
@example(holds_the_post=True, conflict=None, before=None, elsewhere="active", same_assessor_twice=False)
@example(holds_the_post=True, conflict=None, before=None, elsewhere="excused", same_assessor_twice=False)
@example(holds_the_post=True, conflict=None, before=None, elsewhere="ended", same_assessor_twice=False)
@example(holds_the_post=True, conflict=None, before=None, elsewhere="active", same_assessor_twice=True)
@given(
    holds_the_post=st.booleans(),
    conflict=st.sampled_from([None, "innovation", "agency", "government"]),
    before=st.sampled_from([None, *Assignment.State.values]),
    elsewhere=st.sampled_from([None, *Assignment.State.values]),
    same_assessor_twice=st.booleans(),
)
def test_who_can_be_given_an_entry_is_the_same_for_one_and_for_all(
    cast, holds_the_post, conflict, before, elsewhere, same_assessor_twice
):
    """The deed for one pair, the draft for a whole stage, and the list to choose from."""
    at = timezone.now()
    with undone():
        edition = factories.edition(at_stage="field", assessors=9)
        edition.same_assessor_twice = same_assessor_twice
        edition.save()
        stage = edition.stage_of_kind("field")
        entry = factories.innovation("finalist", edition=edition)
        verifier = factories.verifiers(1)[0]
        for of_stage, state in ((stage, before), (edition.stage_of_kind("proposal"), elsewhere)):
            if state is not None:
                task = factories.assignment(entry, verifier, stage=of_stage)
                reason = "" if state == Assignment.State.ACTIVE else "Sakit."
                Assignment.objects.filter(pk=task.pk).update(state=state, reason=reason, letter="1/2019")
        if not holds_the_post:
            verifier.memberships.update(ends_on=at.date() - timedelta(days=1))
        if conflict is not None:
            thing = {"innovation": entry, "agency": entry.agency, "government": entry.agency.government}
            Conflict.objects.create(
                user=verifier,
                **{conflict: thing[conflict]},
                kind=Conflict.Kind.KIN,
                reason="Saudara.",
                declared_by=verifier,
                declared_at=at,
            )
        verifier = type(verifier).objects.get(pk=verifier.pk)
        entry = type(entry).objects.select_related("agency__government", "edition").get(pk=entry.pk)
        for_all = eligible_verifiers.in_stage(stage, at=at).obstacle(entry, verifier)
        offered, _in_conflict = access.verifiers_for(entry, stage, at=at)
        try:
            with transaction.atomic():
                assignments.assign(entry, stage, verifier, by=cast.bureau, at=at)
            for_one = ""
        except ValidationError as refused:
            (for_one,) = refused.messages

    assert for_one == for_all
    assert (verifier in offered) == (not for_all)
