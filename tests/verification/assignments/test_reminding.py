"""The bureau's reminders of verifiers who still owe sheets, and what is known of how far each of them is."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.models import Edition, Innovation
from kipp.accounts.models import Notice, User
from tests import factories
from tests.at_once import at_once
from tests.expectations import recorded, refused
from verification.assignments import reminding, workloads
from verification.models import Scoresheet

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


def begun(verifier):
    sheet = factories.sheet(factories.innovation("eligible"), verifier)
    Scoresheet.objects.filter(pk=sheet.pk).update(save_number=1)


def untouched(verifier):
    return factories.sheet(factories.innovation("eligible"), verifier)


def told():
    return list(Notice.objects.order_by("user").values_list("user", "event"))


def test_how_far_each_verifier_is_and_who_is_furthest_behind_first(cast, stage):
    factories.submitted_sheet(factories.innovation("eligible"), cast.verifier)
    begun(cast.verifier)
    untouched(cast.verifier2)
    untouched(cast.verifier2)
    factories.assignment(factories.innovation("eligible"), cast.verifier3, state="ended")
    withdrawn = untouched(cast.verifier4).assignment.innovation
    Innovation.objects.filter(pk=withdrawn.pk).update(status="withdrawn")

    found = workloads.of_stage(stage, at=NOW)

    last = Scoresheet.objects.get(status="submitted").submitted_at
    counted = ("pk", "tasks", "sheets_in", "begun", "untouched", "last_in_at", "is_reminded")
    assert list(found.values_list(*counted)) == [
        (cast.verifier2.pk, 2, 0, 0, 2, None, False),
        (cast.verifier.pk, 2, 1, 1, 0, last, False),
    ]


def test_anyone_who_owes_sheets_gets_one_notice_with_their_number(cast, stage):
    factories.submitted_sheet(factories.innovation("eligible"), cast.verifier)
    begun(cast.verifier2)
    untouched(cast.verifier2)
    untouched(cast.verifier3)

    assert reminding.remind_verifiers(stage, by=cast.bureau, at=NOW) == 2

    assert told() == [(cast.verifier2.pk, "sheets_due"), (cast.verifier3.pk, "sheets_due")]
    assert [notice.subject.split()[0] for notice in Notice.objects.order_by("user")] == ["2", "1"]
    assert recorded(stage) == [("remind_verifiers", cast.bureau.pk, NOW, {"verifiers": 2})]


def test_one_can_be_reminded_alone_and_nobody_twice_in_24_hours(cast, stage):
    untouched(cast.verifier)
    untouched(cast.verifier2)

    def press(hours, verifier=None):
        at = NOW + timedelta(hours=hours)
        return reminding.remind_verifiers(stage, verifier=verifier, by=cast.bureau, at=at)

    assert press(0, cast.verifier2) == 1
    assert told() == [(cast.verifier2.pk, "sheets_due")]
    assert press(1) == 1
    assert press(23.9, cast.verifier2) == 0
    assert press(24, cast.verifier2) == 1


def test_where_nobody_is_behind_nothing_is_told_or_recorded(cast, stage):
    factories.submitted_sheet(factories.innovation("eligible"), cast.verifier)
    gone = factories.member("verifier")
    untouched(gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert reminding.remind_verifiers(stage, by=cast.bureau, at=NOW) == 0

    assert (told(), recorded(stage)) == ([], [])


@pytest.mark.parametrize("case", ["not running", "suspended"])
def test_nobody_is_reminded_of_what_cannot_be_done(cast, stage, case):
    untouched(cast.verifier)
    if case == "suspended":
        Edition.objects.update(state="suspended")
    else:
        stage = stage.edition.stage_of_kind("field")

    with refused(ValidationError):
        reminding.remind_verifiers(stage, by=cast.bureau, at=NOW)


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_but_the_bureau_reminds(cast, stage, who):
    untouched(cast.verifier)

    with refused(PermissionDenied):
        reminding.remind_verifiers(stage, by=getattr(cast, who), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_tell_nobody_twice():
    cast = factories.cast()
    stage = factories.edition(at_stage="proposal").stage_of_kind("proposal")
    untouched(cast.verifier)

    assert at_once(
        lambda: reminding.remind_verifiers(stage, by=cast.bureau, at=NOW),
        lambda: reminding.remind_verifiers(stage, by=cast.bureau2, at=NOW),
    ) == (1, 0)
