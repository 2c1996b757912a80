"""The worker and drafts of assignments: what it makes of a stage, that none is done twice or left undone."""

from contextlib import closing
from datetime import timedelta

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from innovations.models import Conflict
from tests import factories
from verification.allocations import balancing
from verification.allocations import worker as allocating
from verification.models import Allocation, AllocationGap, Assignment, Scoresheet

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def field(cast):
    return factories.edition(at_stage="field").stage_of_kind("field")


def entry(stage, title="Inovasi", **fields):
    status = "finalist" if stage.kind == "field" else "eligible"
    return factories.innovation(status, edition=stage.edition, title=title, **fields)


def worked_out(stage, verifiers=None, **fields):
    draft = factories.allocation(stage, "waiting", **fields)
    if verifiers is not None:
        draft.verifiers.set(verifiers)
    allocating.work_off(NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.progress) == ("ready", 100)
    return draft


def rows(draft):
    found = draft.rows.order_by("innovation__title", "verifier")
    return list(found.values_list("innovation__title", "verifier", "change", "reason"))


def test_every_entry_gets_the_stage_s_number_of_assessors_and_the_loads_are_even(cast, stage):
    for title in ("A", "B", "C", "D"):
        entry(stage, title)

    draft = worked_out(stage)

    assert {(change, reason) for _title, _who, change, reason in rows(draft)} == {("add", "even")}
    assert sorted(title for title, *_row in rows(draft)) == list("AABBCCDD")
    people = [who for _title, who, *_row in rows(draft)]
    assert sorted(people.count(who) for who in set(people)) == [2, 2, 2, 2]


def test_what_is_begun_or_excused_is_kept_and_counts(cast, stage):
    one = entry(stage)
    Scoresheet.objects.filter(pk=factories.sheet(one, cast.verifier).pk).update(save_number=1)
    factories.assignment(one, cast.verifier2, state="excused")

    draft = worked_out(stage, moves_tasks=True)

    assert rows(draft) == [
        ("Inovasi", cast.verifier.pk, "keep", "begun"),
        ("Inovasi", cast.verifier2.pk, "keep", "excused"),
    ]


def test_a_submitted_sheet_is_kept_whatever_speaks_against_it(cast, stage):
    one = entry(stage)
    factories.submitted_sheet(one, cast.verifier)
    factories.post(cast.verifier, "staff", cast.agency, **factories.FORMERLY)

    draft = worked_out(stage, [cast.verifier2, cast.verifier3])

    assert rows(draft)[0] == ("Inovasi", cast.verifier.pk, "keep", "begun")


@pytest.mark.parametrize("moves", [False, True])
def test_what_is_not_begun_moves_only_if_it_may(cast, stage, moves):
    for title in ("A", "B"):
        one = entry(stage, title)
        for verifier in (cast.verifier, cast.verifier2):
            factories.assignment(one, verifier)

    draft = worked_out(stage, moves_tasks=moves)

    changes = sorted((change, reason) for _title, _who, change, reason in rows(draft))
    stays = [("keep", "stays")]
    assert changes == ([("add", "even")] * 2 + stays * 2 + [("remove", "evened")] * 2 if moves else stays * 4)


def test_conflicts_are_never_given_and_what_is_not_begun_is_taken_from_them(cast, stage):
    one = entry(stage)
    factories.assignment(one, cast.verifier)
    for verifier in (cast.verifier, cast.verifier2):
        Conflict.objects.create(
            user=verifier, innovation=one, kind="kin", reason="X", declared_by=verifier, declared_at=NOW
        )

    draft = worked_out(stage)

    assert rows(draft) == [
        ("Inovasi", cast.verifier.pk, "remove", "conflict"),
        ("Inovasi", cast.verifier3.pk, "add", "even"),
        ("Inovasi", cast.verifier4.pk, "add", "even"),
    ]


def test_an_entry_for_which_too_few_are_left_is_told_with_what_keeps_the_others(cast, stage):
    one = entry(stage)
    factories.post(cast.verifier, "staff", cast.agency, **factories.FORMERLY)
    factories.assignment(one, cast.verifier2, state="ended")
    factories.assignment(one, cast.verifier3, stage=stage.edition.stage_of_kind("field"))

    draft = worked_out(stage)

    assert rows(draft) == [("Inovasi", cast.verifier4.pk, "add", "even")]
    assert AllocationGap.objects.values(
        "innovation", "lacking", "in_conflict", "elsewhere", "formerly"
    ).get() == {
        "innovation": one.pk,
        "lacking": 1,
        "in_conflict": 1,
        "elsewhere": 1,
        "formerly": 1,
    }


def test_only_those_who_take_part_and_are_verifiers_now_get_anything(cast, stage):
    entry(stage)
    former = factories.member("verifier", ends_on=timezone.localdate(NOW) - timedelta(days=1))

    draft = worked_out(stage, [cast.verifier3, former, cast.nobody])

    assert rows(draft) == [("Inovasi", cast.verifier3.pk, "add", "even")]
    assert draft.gaps.get().lacking == 1


def test_anyone_who_assesses_at_the_desk_is_sent_into_the_field_only_if_the_edition_says_so(cast, field):
    one = entry(field)
    desk = field.edition.stage_of_kind("proposal")
    factories.score(one, desk, 80, 70, verifiers=[cast.verifier, cast.verifier2])

    draft = worked_out(field, [cast.verifier, cast.verifier2, cast.verifier3])
    assert [who for _title, who, *_row in rows(draft)] == [cast.verifier3.pk]

    draft.delete()
    field.edition.same_assessor_twice = True
    field.edition.save()
    assert len(rows(worked_out(field, [cast.verifier, cast.verifier2]))) == 2


def test_the_innovations_of_one_government_get_one_team_in_the_field(cast, field):
    for title in ("A", "B"):
        entry(field, title)
        entry(field, f"{title} elsewhere", agency=cast.other_agency)

    draft = worked_out(field)

    team = {}
    for title, who, change, reason in rows(draft):
        team.setdefault(title, set()).add(who)
        assert (change, reason) == ("add", "together")
    assert team["A"] == team["B"] != team["A elsewhere"] == team["B elsewhere"]


def test_of_those_with_as_few_tasks_the_nearest_is_sent_into_the_field(cast, field):
    near = factories.member("verifier", factories.government("33.75"))
    far = factories.member("verifier", factories.government("33.01"))
    entry(field, "A")
    entry(field, "B", agency=factories.agency("Puskesmas Cilacap", "33.02"))
    field.assessors = 1
    field.save()

    draft = worked_out(field, [near, far])

    assert rows(draft) == [("A", near.pk, "add", "near"), ("B", far.pk, "add", "near")]


def test_the_team_of_a_planned_visit_stays_together(cast, field):
    factories.visit(entry(field), team=[cast.verifier, cast.verifier2])

    draft = worked_out(field, moves_tasks=True)

    assert {(change, reason) for _title, _who, change, reason in rows(draft)} == {("keep", "visit")}


# The worker


def test_the_worker_does_it_at_its_next_look(cast, stage):
    entry(stage)
    draft = factories.allocation(stage, "waiting")

    call_command("work", once=True)

    draft.refresh_from_db()
    assert (draft.state, draft.attempts, draft.rows.count()) == ("ready", 1, 2)
    assert not Assignment.objects.exists()


def test_a_draft_that_another_worker_has_in_hand_is_left_to_it(cast, stage):
    draft = factories.allocation(stage, "running", progress=30)
    with closing(psycopg2.connect(**connection.get_connection_params())) as other:
        cursor = other.cursor()
        cursor.execute("SELECT pg_advisory_lock(hashtext('kipp.allocation'), %s)", [draft.pk])
        assert allocating.work_off(NOW) == 0

    # Its connection has ended, as when it is killed: another one takes the draft over.
    assert allocating.work_off(NOW) == 1
    draft.refresh_from_db()
    assert draft.state == "ready"


def test_a_draft_that_ends_every_worker_is_given_up(cast, stage):
    draft = factories.allocation(stage, "running", attempts=allocating.MOST_ATTEMPTS)

    assert allocating.work_off(NOW) == 0

    draft.refresh_from_db()
    assert draft.state == "failed"


def test_a_draft_that_cannot_be_worked_out_has_failed_and_the_next_one_is_done(
    cast, stage, monkeypatch, caplog
):
    entry(stage)
    first = factories.allocation(stage, "waiting")
    balance = balancing.balance
    monkeypatch.setattr(balancing, "balance", None)

    assert allocating.work_off(NOW) == 1
    monkeypatch.setattr(balancing, "balance", balance)
    second = factories.allocation(stage, "waiting")

    assert allocating.work_off(NOW) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("failed", "ready")
    assert "cannot be worked out" in caplog.text


def test_how_far_it_is_can_be_read_while_it_works(cast, stage, monkeypatch):
    entry(stage)
    draft = factories.allocation(stage, "waiting")
    seen = []
    balance = balancing.balance

    def watched(*arguments, progress, **options):
        def tell(percent):
            progress(percent)
            seen.append(tuple(Allocation.objects.values_list("state", "progress").get()))

        return balance(*arguments, progress=tell, **options)

    monkeypatch.setattr(balancing, "balance", watched)
    allocating.work_off(NOW)

    assert seen[0] == ("running", 10)
    assert seen[-1] == ("running", 90)
    draft.refresh_from_db()
    assert (draft.state, draft.progress) == ("ready", 100)


def test_what_is_discarded_while_it_is_worked_out_stays_discarded(cast, stage, monkeypatch):
    entry(stage)
    draft = factories.allocation(stage, "waiting")
    balance = balancing.balance

    def discard_meanwhile(*arguments, **options):
        Allocation.objects.update(state="discarded", settled_by=cast.bureau, settled_at=NOW)
        return balance(*arguments, **options)

    monkeypatch.setattr(balancing, "balance", discard_meanwhile)
    allocating.work_off(NOW)

    draft.refresh_from_db()
    assert (draft.state, draft.rows.count()) == ("discarded", 0)
