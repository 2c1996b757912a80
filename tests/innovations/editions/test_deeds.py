"""The deeds that make an edition and move it from stage to stage."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from innovations.editions import deeds as editions
from innovations.models import Edition, Innovation, Stage
from innovations.rulebook import presets
from kipp.audit.models import TrailEntry
from tests import factories
from tests.expectations import recorded, refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()
AT = datetime(2019, 4, 1, 3, 0, tzinfo=UTC)
WRONG_PEOPLE = ["staff", "coordinator", "verifier", "auditor", "nobody"]
KINDS = ["registration", "screening", "proposal", "field", "announcement"]


def day(number):
    return AT + timedelta(days=number)


def plan(**changes):
    times = {kind: (day(30 * order), day(30 * order + 20)) for order, kind in enumerate(KINDS)}
    return presets.EditionPlan(
        **{
            "year": 2019,
            "theme": presets.Text("Melayani dengan inovasi", "Serving by innovation"),
            "stages": presets.usual_stages(times),
            **changes,
        }
    )


# Create


def test_the_bureau_makes_a_draft_with_all_its_rules_from_a_plan(cast):
    made = editions.create(plan(minimum_age_months=24), by=cast.bureau, at=AT)

    assert Edition.objects.values().get() == {
        "id": made.pk,
        "year": 2019,
        "name": "KIPP Jawa Tengah",
        "name_en": "KIPP Jawa Tengah",
        "organiser": "Biro Organisasi Setda Provinsi Jawa Tengah",
        "organiser_en": "Organisation Bureau of Central Java Province",
        "theme": "Melayani dengan inovasi",
        "theme_en": "Serving by innovation",
        "state": "draft",
        "minimum_age_months": 24,
        "age_counts_to": None,
        "is_sealed": False,
        "same_assessor_twice": False,
        "max_document_mb": 2,
        "max_photo_mb": 10,
        "conflict_years": 3,
        "points_low": 40,
        "points_high": 95,
        "state_reason": "",
        "objection_days": 5,
    }
    assert list(made.quotas.values_list("owner_kind", "limit", "per")) == [
        ("bumd", 3, "agency"),
        ("city", 3, "government"),
        ("provincial_agency", 3, "agency"),
        ("regency", 3, "government"),
    ]
    assert list(made.groups.values_list("order", "code", "name", "name_en")) == [
        (1, "umum", "Umum", "General")
    ]
    assert list(made.categories.values_list("order", "code")) == [
        (order, category.code) for order, category in enumerate(presets.CATEGORIES, start=1)
    ]
    assert list(made.sections.values_list("order", "code", "max_words")) == [
        (order, section.code, section.max_words) for order, section in enumerate(presets.SECTIONS, start=1)
    ]
    assert recorded(made) == [("create_edition", cast.bureau.pk, AT, {"year": 2019})]


def test_its_stages_are_announced_and_none_has_begun(cast):
    made = editions.create(plan(), by=cast.bureau, at=AT)

    assert list(
        made.stages.values_list("order", "kind", "opens_at", "closes_at", "begun_at", "weight", "assessors")
    ) == [
        (1, "registration", day(0), day(20), None, 0, 0),
        (2, "screening", day(30), day(50), None, 0, 0),
        (3, "proposal", day(60), day(80), None, 40, 2),
        (4, "field", day(90), day(110), None, 60, 2),
        (5, "announcement", day(120), day(140), None, 0, 0),
    ]
    assert list(
        made.stages.filter(tiers__isnull=False).values_list("kind", "tiers__size", "tiers__advances")
    ) == [("proposal", 40, False), ("proposal", 20, True), ("field", 10, False)]


def test_each_scored_stage_has_a_rubric_of_the_five_criteria(cast):
    made = editions.create(plan(), by=cast.bureau, at=AT)

    for stage in made.stages.filter(kind__in=["proposal", "field"]):
        rubric = stage.rubrics.get()
        assert (rubric.version, rubric.locked_at, rubric.reason) == (1, None, "")
        assert list(rubric.criteria.values_list("order", "code", "aspect", "weight", "tie_order")) == [
            (1, "novelty", "novelty", 20, None),
            (2, "effectiveness", "effectiveness", 20, 1),
            (3, "benefit", "benefit", 20, 2),
            (4, "replicability", "replicability", 20, None),
            (5, "sustainability", "sustainability", 20, None),
        ]
        assert {
            criterion.code: set(criterion.sections.values_list("code", flat=True))
            for criterion in rubric.criteria.all()
        } == {criterion.code: set(criterion.reads) for criterion in presets.CRITERIA}
        assert [
            list(criterion.bands.values_list("lowest", flat=True)) for criterion in rubric.criteria.all()
        ] == [[90, 75, 60, 40, 0]] * 5
    assert not made.stages.exclude(kind__in=["proposal", "field"]).filter(rubrics__isnull=False).exists()


def test_nobody_but_the_bureau_makes_an_edition(cast):
    for who in WRONG_PEOPLE:
        with refused(PermissionDenied):
            editions.create(plan(), by=getattr(cast, who), at=AT)


def test_texts_are_read_in_the_reader_s_language_and_fall_back_to_indonesian(cast):
    made = editions.create(plan(), by=cast.bureau, at=AT)
    section = made.sections.get(code="summary")
    made.sections.filter(code="novelty").update(title_en="")
    without_twin = made.sections.get(code="novelty")

    with translation.override("en"):
        english = (section.local_title, without_twin.local_title, made.local_theme)
    with translation.override("id"):
        indonesian = (section.local_title, without_twin.local_title, made.local_theme)

    assert english == ("Summary", "Inovatif, kebaruan, atau keunikan", "Serving by innovation")
    assert indonesian == ("Ringkasan", "Inovatif, kebaruan, atau keunikan", "Melayani dengan inovasi")


# Open and close


def test_the_bureau_opens_an_edition(cast):
    edition = factories.edition(at_stage=None)

    editions.open_edition(edition, by=cast.bureau, at=NOW)

    edition.refresh_from_db()
    assert (edition.state, edition.current_stage) == ("open", None)
    assert recorded(edition)[1:] == [("open_edition", cast.bureau.pk, NOW, {"state": "open"})]


@pytest.mark.parametrize("state", ["open", "suspended", "cancelled", "closed"])
def test_only_an_edition_that_is_being_prepared_is_opened(cast, state):
    edition = factories.edition(at_stage=None)
    Edition.objects.update(state=state)

    with refused(ValidationError):
        editions.open_edition(edition, by=cast.bureau, at=NOW)


def test_the_bureau_closes_an_edition_whose_stages_have_ended(cast):
    edition = factories.edition(at_stage="announcement")

    with refused(ValidationError):
        editions.close_edition(edition, by=cast.bureau, at=NOW)
    edition.stages.filter(kind="announcement").update(ended_at=NOW)
    editions.close_edition(edition, by=cast.bureau, at=NOW)

    edition.refresh_from_db()
    assert edition.state == "closed"
    assert recorded(edition)[1:] == [("close_edition", cast.bureau.pk, NOW, {"state": "closed"})]
    with refused(ValidationError):
        editions.close_edition(edition, by=cast.bureau, at=NOW)


def test_nobody_but_the_bureau_opens_closes_begins_or_ends(cast):
    draft = factories.edition(2019, at_stage=None)
    running = factories.edition(2020, at_stage="screening")
    over = factories.edition(2021, at_stage="closed")
    Edition.objects.filter(pk=over.pk).update(state="open")

    for by in (getattr(cast, who) for who in WRONG_PEOPLE):
        with refused(PermissionDenied):
            editions.open_edition(draft, by=by, at=NOW)
        with refused(PermissionDenied):
            editions.close_edition(over, by=by, at=NOW)
        with refused(PermissionDenied):
            editions.end_stage(running.stage_of_kind("screening"), by=by, at=NOW)
        with refused(PermissionDenied):
            editions.begin_stage(running.stage_of_kind("proposal"), by=by, at=NOW)


# Begin


@pytest.mark.parametrize("kind", KINDS)
def test_the_bureau_begins_a_stage_whose_predecessor_has_ended(cast, kind):
    edition = factories.edition(at_stage=kind, begun=False)
    stage = edition.stage_of_kind(kind)

    editions.begin_stage(stage, by=cast.bureau, at=NOW)

    stage.refresh_from_db()
    assert (stage.begun_at, stage.ended_at) == (NOW, None)
    assert Edition.objects.get().current_stage == stage
    assert recorded(stage) == [("begin_stage", cast.bureau.pk, NOW, {"edition": 2019, "kind": kind})]


def test_a_stage_begins_by_a_deed_and_not_by_the_clock(cast):
    edition = factories.edition(at_stage="registration", begun=False)
    stage = edition.registration

    assert not stage.accepts_at(NOW)
    before_its_time = stage.opens_at - timedelta(days=3)
    stage = editions.begin_stage(stage, by=cast.bureau, at=before_its_time)
    assert (stage.accepts_at(before_its_time), stage.accepts_at(stage.opens_at)) == (False, True)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_no_stage_begins_before_the_one_before_has_ended(cast, kind):
    previous = KINDS[KINDS.index(kind) - 1]
    edition = factories.edition(at_stage=previous)

    with refused(ValidationError):
        editions.begin_stage(edition.stage_of_kind(kind), by=cast.bureau, at=NOW)


def test_no_stage_is_skipped(cast):
    edition = factories.edition(at_stage="screening", begun=False)

    with refused(ValidationError):
        editions.begin_stage(edition.stage_of_kind("proposal"), by=cast.bureau, at=NOW)


def test_a_stage_begins_once(cast):
    edition = factories.edition(at_stage="screening")

    for stage in (edition.registration, edition.stage_of_kind("screening")):
        with refused(ValidationError):
            editions.begin_stage(stage, by=cast.bureau, at=NOW)


@pytest.mark.parametrize("state", ["draft", "suspended", "cancelled", "closed"])
def test_no_stage_begins_in_an_edition_that_is_not_running(cast, state):
    edition = factories.edition(at_stage="registration", begun=False)
    Edition.objects.update(state=state)

    with refused(ValidationError):
        editions.begin_stage(edition.registration, by=cast.bureau, at=NOW)


@pytest.mark.parametrize("left", ["submitted", "returned"])
def test_the_assessment_does_not_begin_while_something_sent_is_undecided(cast, left):
    edition = factories.edition(at_stage="proposal", begun=False)
    undecided = factories.innovation(left, edition=edition)

    with refused(ValidationError):
        editions.begin_stage(edition.stage_of_kind("proposal"), by=cast.bureau, at=NOW)

    Innovation.objects.filter(pk=undecided.pk).update(status="ineligible")
    assert editions.begin_stage(edition.stage_of_kind("proposal"), by=cast.bureau, at=NOW).begun_at == NOW


def test_what_was_never_sent_does_not_keep_the_assessment_from_beginning(cast):
    edition = factories.edition(at_stage="proposal", begun=False)
    for status in ("draft", "proposed", "eligible", "ineligible", "withdrawn", "disqualified"):
        factories.innovation(status, edition=edition)
    factories.innovation("returned", edition=edition, sent=False)
    factories.innovation("submitted", edition=factories.edition(2020, at_stage="screening"))

    assert editions.begin_stage(edition.stage_of_kind("proposal"), by=cast.bureau, at=NOW).begun_at == NOW


# End


@pytest.mark.parametrize("kind", ["screening", "announcement"])
def test_the_bureau_ends_a_stage_that_is_not_scored(cast, kind):
    edition = factories.edition(at_stage=kind)
    stage = edition.stage_of_kind(kind)

    editions.end_stage(stage, by=cast.bureau2, at=NOW)

    stage.refresh_from_db()
    assert stage.ended_at == NOW
    assert recorded(stage) == [("end_stage", cast.bureau2.pk, NOW, {"edition": 2019, "kind": kind})]


def test_registration_ends_only_after_the_announced_minute(cast):
    stage = factories.edition(at_stage="registration").registration
    closing = stage.closing_moment

    with refused(ValidationError):
        editions.end_stage(stage, by=cast.bureau, at=closing - timedelta(microseconds=1))
    assert editions.end_stage(stage, by=cast.bureau, at=closing).ended_at == closing


@pytest.mark.parametrize("kind", ["proposal", "field"])
def test_a_scored_stage_is_not_ended_by_hand(cast, kind):
    with_entries = factories.edition(at_stage=kind)

    with refused(ValidationError):
        editions.end_stage(with_entries.stage_of_kind(kind), by=cast.bureau, at=NOW)


def test_a_stage_that_is_not_running_is_not_ended(cast):
    edition = factories.edition(at_stage="screening")

    for kind in ("registration", "announcement"):
        with refused(ValidationError):
            editions.end_stage(edition.stage_of_kind(kind), by=cast.bureau, at=NOW)


def test_the_closing_minute_is_included(db):
    closes_at = datetime(2019, 5, 31, 16, 59, 30, tzinfo=UTC)  # 23.59 WIB, with stray seconds
    stage = Stage(opens_at=AT, closes_at=closes_at, begun_at=AT)

    assert stage.closing_moment == datetime(2019, 5, 31, 17, 0, tzinfo=UTC)
    assert stage.accepts_at(datetime(2019, 5, 31, 16, 59, 59, 999999, tzinfo=UTC))
    assert not stage.accepts_at(stage.closing_moment)


def test_no_refused_deed_leaves_a_line(cast):
    edition = factories.edition(at_stage="screening")
    before = TrailEntry.objects.count()

    with pytest.raises(ValidationError):
        editions.begin_stage(edition.stage_of_kind("field"), by=cast.bureau, at=NOW)

    assert TrailEntry.objects.count() == before
