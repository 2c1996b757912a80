"""The deeds around a frozen result: open the standings, decide, confirm, publish, retract."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from innovations.models import Award, Conflict, Edition, Group, Innovation, Tier
from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import everything, recorded, refused
from tests.verification.ranked import NOT_THE_BUREAU, NOW, entries, places, ranked, status_of
from verification.models import Assignment, Placing, PlacingCriterion, PlacingStage, Ranking
from verification.results import deeds as publication
from verification.results import freezing

pytestmark = pytest.mark.django_db


# Open the standings


def test_the_bureau_opens_the_standings_once_every_sheet_is_in_or_excused(cast, stage):
    entries(stage, 80)
    excused = factories.scored_entry(stage, 70)
    factories.assignment(excused, cast.verifier2, stage=stage, state="excused")

    publication.open_standings(stage, by=cast.bureau, at=NOW)

    stage.refresh_from_db()
    assert (stage.standings_opened_at, stage.standings_opened_by) == (NOW, cast.bureau)
    assert recorded(stage) == [("open_standings", cast.bureau.pk, NOW, {"entries": 2})]


def test_standings_stay_closed_while_a_sheet_or_an_assessor_is_missing(cast, stage):
    entries(stage, 80)
    late = factories.scored_entry(stage, 70)
    with refused(ValidationError):
        publication.open_standings(stage, by=cast.bureau, at=NOW)

    draft = factories.sheet(late, cast.verifier2, 70, stage=stage)
    with refused(ValidationError):
        publication.open_standings(stage, by=cast.bureau, at=NOW)

    Assignment.objects.filter(pk=draft.assignment_id).update(state="excused", reason="Sakit")
    publication.open_standings(stage, by=cast.bureau, at=NOW)


def test_standings_open_though_something_could_not_be_checked(cast, stage):
    factories.scored_entry(stage, 80, {"benefit": None})

    assert publication.open_standings(stage, by=cast.bureau, at=NOW).standings_opened_at == NOW


def test_standings_are_opened_once_and_only_of_a_stage_that_is_assessed(cast, stage):
    with refused(ValidationError):  # without any entry
        publication.open_standings(stage, by=cast.bureau, at=NOW)
    entries(stage, 80)
    for kind in ("screening", "field"):
        with refused(ValidationError):
            publication.open_standings(stage.edition.stage_of_kind(kind), by=cast.bureau, at=NOW)

    publication.open_standings(stage, by=cast.bureau, at=NOW)

    with refused(ValidationError):
        publication.open_standings(stage, by=cast.bureau2, at=NOW)


def test_nobody_but_the_bureau_opens_the_standings(cast, stage):
    entries(stage, 80)

    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            publication.open_standings(stage, by=getattr(cast, who), at=NOW)


# Decide a place


def decide(cast, ranking, title, place, by=None):
    placing = ranking.placings.get(title=title)
    return publication.decide_place(placing, place, by=by or cast.bureau, at=NOW, reason="Sidang pleno")


def test_the_plenary_departs_from_a_computed_place_with_its_reason(cast, stage):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage)
    frozen = ranking.hash

    moved = decide(cast, ranking, "A", 2)

    ranking.refresh_from_db()
    assert (moved.computed_place, moved.decided_place, moved.reason) == (1, 2, "Sidang pleno")
    assert ranking.hash == freezing.checksum(ranking) != frozen
    assert recorded(ranking)[1:] == [
        (
            "decide_place",
            cast.bureau.pk,
            NOW,
            {"innovation": moved.innovation_id, "before": 1, "after": 2, "hash": ranking.hash},
        )
    ]


@pytest.mark.parametrize("place", [0, 3, -1])
def test_a_place_lies_between_the_first_and_the_last(cast, stage, place):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage)

    with refused(ValidationError):
        decide(cast, ranking, "A", place)


@pytest.mark.parametrize("state", ["confirmed", "published", "retracted"])
def test_a_place_is_decided_before_the_confirmation(cast, stage, state):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage, state)

    with refused(ValidationError):
        decide(cast, ranking, "A", 2)


def test_nobody_but_the_bureau_decides_a_place(cast, stage):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage)

    for who in NOT_THE_BUREAU:
        with refused(PermissionDenied):
            decide(cast, ranking, "A", 2, by=getattr(cast, who))


def test_a_member_of_the_bureau_in_conflict_moves_no_entry_of_theirs(cast, stage):
    first, _second = entries(stage, 80, 70)
    ranking = ranked(cast, stage)
    Conflict.objects.create(
        user=cast.bureau,
        innovation=first,
        kind="kin",
        reason="Kerabat",
        declared_by=cast.bureau,
        declared_at=NOW,
    )

    with refused(PermissionDenied):
        decide(cast, ranking, "A", 2)
    assert decide(cast, ranking, "B", 1).decided_place == 1


# Confirm


def test_a_second_member_of_the_bureau_confirms(cast, stage):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage)

    confirmed = publication.confirm(ranking, by=cast.bureau2, at=NOW)

    ranking.refresh_from_db()
    assert (ranking.state, ranking.confirmed_by, ranking.confirmed_at) == ("confirmed", cast.bureau2, NOW)
    assert recorded(confirmed)[1:] == [("confirm", cast.bureau2.pk, NOW, {"hash": ranking.hash})]
    assert not Award.objects.exists()


@pytest.mark.parametrize("who", ["whom the preparer invited", "who invited the preparer"])
def test_of_two_of_whom_one_invited_the_other_none_confirms_for_the_other(cast, stage, who):
    entries(stage, 80)
    ranking = factories.ranking(stage)
    other = factories.member("bureau")
    if who == "whom the preparer invited":
        factories.brought_in(other, by=cast.bureau)
    else:
        factories.brought_in(cast.bureau, by=other)
    factories.sign_statements(people=[other])

    with refused(ValidationError) as caught:
        publication.confirm(ranking, by=other, at=NOW)

    assert cast.bureau2.name in caught.value.messages[0]
    assert publication.confirm(ranking, by=cast.bureau2, at=NOW).confirmed_by == cast.bureau2


def test_anyone_who_prepared_a_ranking_does_not_confirm_it(cast, stage):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage)

    with refused(ValidationError):
        publication.confirm(ranking, by=cast.bureau, at=NOW)


def test_nobody_but_the_bureau_confirms_publishes_or_retracts(cast, stage):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage)
    others = [getattr(cast, who) for who in NOT_THE_BUREAU]
    for by in others:
        with refused(PermissionDenied):
            publication.confirm(ranking, by=by, at=NOW)
        with refused(PermissionDenied):
            publication.retract(ranking, by=by, at=NOW, reason="Salah")

    publication.confirm(ranking, by=cast.bureau2, at=NOW)

    for by in others:
        with refused(PermissionDenied):
            publication.publish(ranking, by=by, at=NOW)


@pytest.mark.parametrize("state", ["confirmed", "published", "retracted"])
def test_a_ranking_is_confirmed_once(cast, stage, state):
    entries(stage, 80, 70)

    ranking = ranked(cast, stage, state)

    with refused(ValidationError):
        publication.confirm(ranking, by=cast.bureau2, at=NOW)


def test_a_shared_place_across_a_cut_is_the_plenary_s_before_anyone_confirms(cast, stage):
    entries(stage, 90, 80, 80, 70)  # Top 2 cuts between the two in place 2
    ranking = ranked(cast, stage)
    assert places(ranking) == [("A", 1, 1), ("B", 2, 2), ("C", 2, 2), ("D", 4, 4)]

    with refused(ValidationError):
        publication.confirm(ranking, by=cast.bureau2, at=NOW)
    decide(cast, ranking, "C", 3)

    assert publication.obstacle_to_confirm(ranking) == ""
    assert publication.confirm(ranking, by=cast.bureau2, at=NOW).state == "confirmed"


def test_a_shared_place_within_a_tier_is_no_obstacle(cast, stage):
    entries(stage, 90, 90, 80, 70, 60)

    assert ranked(cast, stage, "confirmed").state == "confirmed"


@pytest.mark.parametrize(
    ("moves", "fits"),
    [
        ({"A": 2}, False),  # nobody is first, two are second
        ({"A": 2, "B": 1}, True),
        ({"A": 3}, False),  # nobody is first
        ({"A": 2, "B": 2, "C": 1}, False),  # a shared second place crosses Top 2
        ({"D": 3}, True),  # two are third, within Top 4
        ({"C": 4}, False),  # nobody is third
    ],
)
def test_the_decided_places_follow_each_other(cast, stage, moves, fits):
    entries(stage, 90, 80, 70, 60)
    ranking = ranked(cast, stage)
    for title, place in moves.items():
        decide(cast, ranking, title, place)

    assert (publication.obstacle_to_confirm(ranking) == "") == fits
    if not fits:
        with refused(ValidationError):
            publication.confirm(ranking, by=cast.bureau2, at=NOW)


FORGED = {
    "a score": lambda ranking: Placing.objects.filter(title="A").update(score=1),
    "a place": lambda ranking: Placing.objects.filter(title="A").update(decided_place=2, reason="Diam-diam"),
    "a name": lambda ranking: Placing.objects.filter(title="A").update(agency_name="Lain"),
    "a criterion's mean": lambda ranking: PlacingCriterion.objects.filter(code="benefit").update(mean=1),
    "a stage's score": lambda ranking: PlacingStage.objects.update(score=1),
    "a stage's weight": lambda ranking: PlacingStage.objects.update(weight=1),
    "the rules": lambda ranking: Ranking.objects.update(
        rules=json.dumps({**json.loads(ranking.rules), "ties": []})
    ),
    "a row, deleted": lambda ranking: Placing.objects.get(title="A").delete(),
}


@pytest.mark.parametrize("what", FORGED)
@pytest.mark.parametrize("state", ["frozen", "confirmed"])
def test_frozen_rows_that_were_changed_are_neither_confirmed_nor_published(cast, stage, what, state):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage, state)

    FORGED[what](ranking)

    with refused(ValidationError):
        if state == "frozen":
            publication.confirm(ranking, by=cast.bureau2, at=NOW)
        else:
            publication.publish(ranking, by=cast.bureau, at=NOW)


# Publish


def test_publishing_makes_awards_of_the_smallest_tier_and_finalists_of_those_who_advance(cast, stage):
    a, b, c, d, e = entries(stage, 90, 80, 70, 60, 50)
    ranking = ranked(cast, stage, "confirmed")

    publication.publish(ranking, by=cast.bureau, at=NOW)

    assert list(
        Award.objects.order_by("innovation").values_list(
            "innovation", "stage", "edition", "tier__size", "awarded_at"
        )
    ) == [
        (a.pk, stage.pk, stage.edition_id, 2, NOW),
        (b.pk, stage.pk, stage.edition_id, 2, NOW),
        (c.pk, stage.pk, stage.edition_id, 4, NOW),
        (d.pk, stage.pk, stage.edition_id, 4, NOW),
    ]
    assert status_of(a, b, c, d, e) == ["finalist", "finalist", "eligible", "eligible", "eligible"]
    assert set(Innovation.objects.values_list("frozen_at", flat=True)) == {None}
    assert set(Innovation.objects.public()) == {a, b, c, d}
    assert list(ranking.placings.order_by("title").values_list("tier__size", flat=True)) == [2, 2, 4, 4, None]
    ranking.refresh_from_db()
    stage.refresh_from_db()
    assert (ranking.state, ranking.published_by, ranking.published_at) == ("published", cast.bureau, NOW)
    assert stage.ended_at == NOW
    assert recorded(ranking)[2:] == [
        ("publish", cast.bureau.pk, NOW, {"stage": stage.pk, "awards": 4, "hash": ranking.hash})
    ]


def test_every_agency_is_told_that_the_result_is_public_and_not_what_it_is(cast, stage):
    for title, score, agency in (("Entry A", 90, cast.agency), ("Entry B", 50, cast.other_agency)):
        factories.scored_entry(stage, score, title=title, agency=agency)
    ranked(cast, stage, "published")

    notices = Notice.objects.filter(event="result_published")
    assert sorted(notices.values_list("user__name", "url")) == [
        ("Staf Puskesmas Banyumudal", "/results/2019/"),
        ("Staf Puskesmas Karangdadap", "/results/2019/"),
        ("Staf kedua Puskesmas Karangdadap", "/results/2019/"),
    ]
    texts = {
        (notice.subject + notice.body)
        .replace(notice.user.name, "")
        .replace("Entry A", "")
        .replace("Entry B", "")
        for notice in notices
    }
    assert len(texts) == 1


def test_the_decided_places_count_and_not_the_computed_ones(cast, stage):
    a, b, c = entries(stage, 90, 80, 70)
    ranking = ranked(cast, stage)
    decide(cast, ranking, "A", 3)
    decide(cast, ranking, "C", 1)
    publication.confirm(ranking, by=cast.bureau2, at=NOW)

    publication.publish(ranking, by=cast.bureau, at=NOW)

    assert status_of(a, b, c) == ["eligible", "finalist", "finalist"]
    assert dict(Award.objects.values_list("innovation__title", "tier__size")) == {"A": 4, "B": 2, "C": 2}


def test_a_stage_without_an_advancing_tier_makes_awards_and_no_status(cast):
    field = factories.edition(at_stage="field", field_tiers=(1,)).stage_of_kind("field")
    first, second = entries(field, 90, 80)

    ranked(cast, field, "published")

    assert list(Award.objects.values_list("innovation", "tier__size")) == [(first.pk, 1)]
    assert status_of(first, second) == ["finalist", "finalist"]


@pytest.mark.parametrize("state", ["frozen", "published", "retracted"])
def test_only_a_confirmed_ranking_is_published(cast, stage, state):
    entries(stage, 80, 70)
    ranking = ranked(cast, stage, state)

    with refused(ValidationError):
        publication.publish(ranking, by=cast.bureau, at=NOW)


def test_the_stage_ends_when_the_last_group_s_ranking_is_published(cast, stage, group):
    replication = Group.objects.create(edition=stage.edition, order=2, code="replikasi", name="Replikasi")
    Group.objects.create(edition=stage.edition, order=3, code="khusus", name="Tanpa peserta")
    entries(stage, 80, 70)
    factories.scored_entry(stage, 60, 60, group=replication)

    factories.ranking(stage, "published", group=group)
    stage.refresh_from_db()
    assert stage.is_running

    factories.ranking(stage, "published", group=replication)
    stage.refresh_from_db()
    assert not stage.is_running


def test_who_may_publish_is_any_member_of_the_bureau(cast, stage):
    entries(stage, 80, 70)

    assert publication.publish(ranked(cast, stage, "confirmed"), by=cast.bureau2, at=NOW).state == "published"


# Retract


def snapshot():
    """What the world outside the rankings looks like, but for what only ever grows."""
    tables = everything()
    return {
        table: tables[table]
        for table in (
            "innovations_innovation",
            "innovations_stage",
            "verification_score",
            "verification_standing",
        )
    }


def test_retracting_brings_finalists_and_awards_back_and_the_frozen_rows_stay(cast, stage):
    a, b, c, d = entries(stage, 90, 80, 70, 60)
    factories.open_standings(stage)
    before = snapshot()
    ranking = ranked(cast, stage, "published")
    assert status_of(a, b, c, d) == ["finalist", "finalist", "eligible", "eligible"]
    rows = list(ranking.placings.values_list("title", "score", "decided_place", "tier__size"))
    later = NOW + timedelta(days=1)

    publication.retract(ranking, by=cast.bureau2, at=later, reason="Nilai tertukar")

    assert snapshot() == before
    assert set(Award.objects.values_list("revoked_at", "reason")) == {(later, "Nilai tertukar")}
    assert (Award.objects.count(), Award.objects.unrevoked().count()) == (4, 0)
    assert not Innovation.objects.public().exists()
    ranking.refresh_from_db()
    assert (ranking.state, ranking.retracted_by, ranking.retracted_at, ranking.retract_reason) == (
        "retracted",
        cast.bureau2,
        later,
        "Nilai tertukar",
    )
    assert list(ranking.placings.values_list("title", "score", "decided_place", "tier__size")) == rows
    assert freezing.checksum(ranking) == ranking.hash
    assert recorded(ranking)[3:] == [
        ("retract", cast.bureau2.pk, later, {"stage": stage.pk, "hash": ranking.hash})
    ]


@pytest.mark.parametrize("state", ["frozen", "confirmed"])
def test_retracting_before_publication_lets_the_entries_go(cast, stage, state):
    entries(stage, 90, 80)
    factories.open_standings(stage)
    before = snapshot()
    ranking = ranked(cast, stage, state)

    publication.retract(ranking, by=cast.bureau, at=NOW, reason="Salah")

    assert snapshot() == before
    assert set(Innovation.objects.values_list("frozen_at", flat=True)) == {None}


def test_a_ranking_that_was_retracted_is_frozen_again_as_the_next_version(cast, stage, group):
    entries(stage, 90, 80)
    ranked(cast, stage, "published")
    first = Ranking.objects.get()
    publication.retract(first, by=cast.bureau, at=NOW, reason="Salah")

    second = freezing.freeze(stage, group, by=cast.bureau2, at=NOW)
    second = publication.confirm(second, by=cast.bureau, at=NOW)
    publication.publish(second, by=cast.bureau2, at=NOW)

    assert list(Ranking.objects.values_list("version", "state")) == [(1, "retracted"), (2, "published")]
    assert Award.objects.unrevoked().count() == 2


def test_a_ranking_is_retracted_once(cast, stage):
    entries(stage, 90, 80)
    ranking = ranked(cast, stage, "retracted")

    with refused(ValidationError):
        publication.retract(ranking, by=cast.bureau, at=NOW, reason="Lagi")


def test_a_result_is_not_retracted_once_the_next_stage_has_begun(cast, stage):
    entries(stage, 90, 80)
    ranking = ranked(cast, stage, "published")
    field = stage.edition.stages.filter(kind="field")
    field.update(begun_at=NOW)

    with refused(ValidationError):
        publication.retract(ranking, by=cast.bureau, at=NOW, reason="Salah")
    field.update(begun_at=None)
    assert publication.retract(ranking, by=cast.bureau, at=NOW, reason="Salah").state == "retracted"


def test_awards_of_another_stage_are_not_revoked(cast):
    field = factories.edition(at_stage="field", field_tiers=(1,)).stage_of_kind("field")
    first, _second = entries(field, 90, 80)
    proposal = field.edition.stage_of_kind("proposal")
    Award.objects.create(
        innovation=first,
        edition=field.edition,
        stage=proposal,
        tier=Tier.objects.filter(stage=proposal).last(),
        awarded_at=NOW,
    )
    ranking = ranked(cast, field, "published")

    publication.retract(ranking, by=cast.bureau, at=NOW, reason="Salah")

    assert list(Award.objects.unrevoked().values_list("stage__kind", flat=True)) == ["proposal"]
    assert status_of(first) == ["finalist"]


def test_who_left_the_competition_while_it_was_published_does_not_come_back(cast, stage):
    a, b = entries(stage, 90, 80)
    ranking = ranked(cast, stage, "published")
    Innovation.objects.filter(pk=a.pk).update(status="withdrawn")

    publication.retract(ranking, by=cast.bureau, at=NOW, reason="Salah")

    assert status_of(a, b) == ["withdrawn", "eligible"]


def test_nothing_of_another_edition_is_touched(cast, stage):
    other = factories.edition(2020, at_stage="proposal", proposal_tiers=(4, 2)).stage_of_kind("proposal")
    bystander = factories.scored_entry(other, 99, 99, title="Lain")
    entries(stage, 90, 80)

    ranked(cast, stage, "published")

    bystander.refresh_from_db()
    other.refresh_from_db()
    assert (bystander.status, bystander.frozen_at, other.ended_at) == ("eligible", None, None)
    assert Edition.objects.count() == 2
