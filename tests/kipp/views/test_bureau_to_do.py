"""What the bureau does next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office import mail
from post_office.models import STATUS, Email

from innovations.models import Conflict, Edition
from kipp.accounts import invitations
from kipp.files.uploads import Document
from kipp.views.bureau_to_do import for_bureau
from tests import factories
from tests.verification import by_two
from verification.minutes import deeds
from verification.results import deeds as publication

NOW = timezone.now()


def steps(user, at=NOW):
    return [step.url for step in for_bureau(user, at=at)]


def queue(edition, status):
    return f"{reverse('screening')}?edition={edition.year}&status={status}"


def scored_stage(number=1, **fields):
    """Return a running proposal stage with complete entries, each with the two sheets that it needs."""
    stage = factories.edition(at_stage="proposal", **fields).stage_of_kind("proposal")
    for points in range(60, 60 + number):
        factories.scored_entry(stage, points, points)
    return stage


# Who


@pytest.mark.parametrize("who", ["auditor", "staff", "coordinator", "verifier", "nobody"])
def test_nobody_but_the_bureau_has_them(cast, who):
    stage = scored_stage()
    assert steps(cast.bureau) == [reverse("standings", args=[stage.pk])]

    assert steps(getattr(cast, who)) == []


# What takes two


def test_a_second_member_decides_about_the_invitation_of_a_colleague(cast):
    waiting = invitations.invite("a@kipp.example", "A", "auditor", by=cast.bureau, at=NOW)
    puppet = factories.brought_in(factories.member("bureau"), by=cast.bureau)
    step, people = reverse("invitation", args=[waiting.pk]), reverse("people")

    assert [steps(who) for who in (cast.bureau, cast.bureau2, puppet)] == [[], [step], []]
    invitations.invite("b@kipp.example", "B", "bureau", by=cast.bureau, at=NOW)
    assert steps(cast.bureau2) == [people]


def test_whom_a_colleague_brought_in_is_not_told_to_decide_what_that_colleague_began(cast):
    stage = scored_stage()
    ranking = factories.ranking(stage)
    entry = factories.innovation("eligible", edition=factories.edition(2018, at_stage="proposal"))
    asked = by_two.ask(factories.assignment(entry, cast.verifier), "excuse")
    theirs = {ranking.get_absolute_url(), reverse("approval", args=[asked.pk])}
    puppet = factories.brought_in(factories.member("bureau"), by=cast.bureau)

    assert theirs <= set(steps(cast.bureau2))
    assert not theirs & set(steps(puppet))


def test_a_second_member_decides_what_a_colleague_asked_for(cast):
    stage = factories.edition(at_stage="proposal").stage_of_kind("proposal")
    entry = factories.innovation("eligible", edition=stage.edition)
    asked = by_two.ask(factories.assignment(entry, cast.verifier, stage=stage), "excuse")
    step = reverse("approval", args=[asked.pk])

    assert step not in steps(cast.bureau)
    assert step in steps(cast.bureau2)
    Conflict.objects.create(
        user=cast.bureau2,
        innovation=entry,
        kind="kin",
        declared_by=cast.bureau2,
        declared_at=NOW,
        reason="Saudara",
    )
    assert step not in steps(cast.bureau2)


# The administrative check


def test_what_was_sent_is_checked_until_the_check_closes(cast):
    edition = factories.edition(at_stage="screening")
    factories.innovation("submitted")
    for status in ("returned", "eligible", "ineligible", "withdrawn", "draft"):
        factories.innovation(status)

    (step,) = for_bureau(cast.bureau, at=NOW)

    assert (step.url, step.due_at) == (
        queue(edition, "submitted"),
        edition.stage_of_kind("screening").closes_at,
    )
    assert "1" in step.text


@pytest.mark.parametrize(("minutes", "is_overdue"), [(0, False), (1, True)])
def test_a_correction_is_overdue_once_its_minute_is_over(cast, minutes, is_overdue):
    edition = factories.edition(at_stage="screening")
    due_at = (NOW - timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    entry = factories.innovation("returned", due_at=due_at)
    assert entry.open_correction.is_overdue(NOW) is is_overdue

    assert steps(cast.bureau) == ([queue(edition, "returned")] if is_overdue else [])


def test_a_coordinator_s_return_is_no_matter_of_the_bureau(cast):
    factories.edition(at_stage="screening")
    factories.innovation("returned", sent=False)

    assert steps(cast.bureau) == []


# From stage to stage


def test_a_prepared_edition_is_opened(cast):
    edition = factories.edition(at_stage=None)

    assert steps(cast.bureau) == [edition.get_absolute_url()]


@pytest.mark.parametrize("kind", ["registration", "screening", "announcement"])
def test_a_stage_that_is_not_scored_is_ended_after_its_announced_time(cast, kind):
    stage = factories.edition(at_stage=kind).stage_of_kind(kind)
    late = stage.closing_moment

    assert steps(cast.bureau, at=late - timedelta(seconds=1)) == []
    assert steps(cast.bureau, at=late) == [reverse("end_stage", args=[stage.pk])]


@pytest.mark.parametrize("status", ["submitted", "returned"])
def test_the_check_is_not_ended_while_something_is_undecided(cast, status):
    stage = factories.edition(at_stage="screening").stage_of_kind("screening")
    factories.innovation(status, due_at=stage.closing_moment + timedelta(days=1))

    assert reverse("end_stage", args=[stage.pk]) not in steps(cast.bureau, at=stage.closing_moment)


@pytest.mark.parametrize("kind", ["registration", "screening", "proposal", "field", "announcement"])
def test_the_stage_after_an_ended_one_is_begun(cast, kind):
    stage = factories.edition(at_stage=kind, begun=False).stage_of_kind(kind)

    assert steps(cast.bureau) == [reverse("begin_stage", args=[stage.pk])]


@pytest.mark.parametrize(("status", "step"), [("submitted", ["submitted"]), ("returned", [])])
def test_the_assessment_is_not_begun_while_something_is_undecided(cast, status, step):
    edition = factories.edition(at_stage="proposal", begun=False)
    factories.innovation(status)

    assert steps(cast.bureau) == [queue(edition, named) for named in step]


def test_an_edition_whose_stages_have_ended_is_closed(cast):
    edition = factories.edition(at_stage="closed")
    Edition.objects.update(state=Edition.State.OPEN)

    assert steps(cast.bureau) == [reverse("close_edition", args=[edition.year])]


@pytest.mark.parametrize("state", ["suspended", "cancelled", "closed"])
def test_nothing_is_done_in_an_edition_that_does_not_run(cast, state):
    scored_stage()
    Edition.objects.update(state=state)

    assert steps(cast.bureau) == []


# Results


def test_standings_are_opened_once_every_sheet_is_in(cast):
    stage = scored_stage()
    assigning, opening = reverse("assignments", args=[stage.pk]), reverse("standings", args=[stage.pk])
    assert steps(cast.bureau) == [opening]

    entry = factories.innovation("eligible")
    factories.submitted_sheet(entry, cast.verifier)
    assert steps(cast.bureau) == [assigning]

    sheet = factories.sheet(entry, cast.verifier2)
    assert steps(cast.bureau) == []

    type(sheet.assignment).objects.filter(pk=sheet.assignment_id).update(state="excused", reason="Sakit")
    assert steps(cast.bureau) == [opening]


def test_in_the_field_only_finalists_are_waited_for(cast):
    stage = factories.edition(at_stage="field").stage_of_kind("field")
    factories.innovation("eligible")
    assert steps(cast.bureau) == []

    factories.scored_entry(stage, 80, 70)

    assert steps(cast.bureau) == [reverse("standings", args=[stage.pk])]


def test_the_one_who_froze_a_ranking_does_not_confirm_it_and_anyone_publishes_it(cast):
    stage = scored_stage()
    factories.open_standings(stage)
    freezing = [reverse("standings", args=[stage.pk])]
    assert [steps(cast.bureau), steps(cast.bureau2)] == [freezing, freezing]

    ranking = factories.ranking(stage, "frozen")
    assert [steps(cast.bureau), steps(cast.bureau2)] == [[], [ranking.get_absolute_url()]]

    confirmed = publication.confirm(ranking, by=cast.bureau2, at=NOW)
    page = [confirmed.get_absolute_url()]
    assert [steps(cast.bureau), steps(cast.bureau2)] == [page, page]


def test_a_published_ranking_is_done(cast):
    stage = scored_stage()
    factories.ranking(stage, "published")

    assert steps(cast.bureau) == [
        reverse("begin_stage", args=[stage.edition.stage_of_kind("field").pk]),
    ]


def test_every_group_with_entries_is_frozen(cast):
    stage = scored_stage()
    ranking = factories.ranking(stage, "frozen")
    assert steps(cast.bureau) == []

    other = stage.edition.groups.create(order=2, code="lanjutan", name="Lanjutan")
    factories.scored_entry(stage, 80, 70, group=other)

    assert steps(cast.bureau2) == [ranking.get_absolute_url(), reverse("standings", args=[stage.pk])]


# Mails


def test_mails_that_could_not_be_sent_are_looked_at(cast):
    for status in (STATUS.failed, STATUS.sent, STATUS.queued):
        mail.send("a@kipp.example", subject=str(status), message="Isi")
        Email.objects.filter(subject=str(status)).update(status=status)

    (step,) = for_bureau(cast.bureau, at=NOW)

    assert step.url == f"{reverse('outbox')}?state=failed"
    assert "1" in step.text


# Queries


def test_signed_minutes_are_issued_before_the_result_of_a_field_stage_is_frozen(cast):
    stage = factories.edition(at_stage="field").stage_of_kind("field")
    team = [cast.verifier, cast.verifier2]
    entry = factories.scored_entry(stage, 80, 84, verifiers=team)
    visit = factories.visit(entry, stage=stage, state="held")
    factories.open_standings(stage)
    assert steps(cast.bureau) == []

    minutes = factories.minutes(visit, "signed")
    assert steps(cast.bureau) == [reverse("bureau_visits", args=[stage.pk])]

    deeds.give_number(minutes, "000.8/17", by=cast.bureau, at=NOW)
    deeds.issue(minutes, Document(factories.PDF, "d" * 64), by=cast.bureau, at=NOW)
    assert steps(cast.bureau) == [reverse("standings", args=[stage.pk])]


@pytest.mark.parametrize("number", [1, 3])
def test_three_queries_for_any_number(cast, number, django_assert_num_queries):
    for year in (2017, 2018, 2019)[:number]:
        scored_stage(number, year=year)
    assert cast.bureau.posts

    with django_assert_num_queries(3):
        found = for_bureau(cast.bureau, at=NOW)

    assert len(found) == number


def test_what_is_sent_to_a_sealed_call_is_checked_when_registration_has_closed(cast):
    edition = factories.edition(at_stage="registration")
    factories.innovation("submitted", edition=edition)
    closing = edition.registration.closing_moment
    assert steps(cast.bureau) == [queue(edition, "submitted")]

    Edition.objects.update(is_sealed=True)

    assert steps(cast.bureau) == []
    assert steps(cast.bureau, at=closing)[0] == queue(edition, "submitted")
