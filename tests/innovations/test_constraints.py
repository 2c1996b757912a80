"""What the database keeps about editions and what is entered into them: each rule is broken once.

A function below is named after the rule that it breaks.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import F
from django.utils import timezone

from innovations.models import (
    Answer,
    Award,
    Category,
    Conflict,
    Correction,
    CorrectionItem,
    CoveringLetter,
    Decision,
    EarlierAward,
    Edition,
    Evidence,
    Extension,
    Group,
    Innovation,
    Innovator,
    ItemVerdict,
    Location,
    Override,
    Peek,
    Presenter,
    Quota,
    Regulation,
    Reminder,
    RequiredDocument,
    Revision,
    Section,
    Stage,
    Statement,
    Status,
    Tier,
)
from tests import factories
from tests.expectations import refused_by

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def again(model, **changes):
    """Write the first row of a model once more, changed where said."""
    row = model.objects.order_by("pk").values().first()
    del row["id"]
    model.objects.create(**{**row, **changes})


def stage(kind):
    return Stage.objects.filter(kind=kind)


def draft(**changes):
    made = factories.innovation("draft")
    Innovation.objects.filter(pk=made.pk).update(**changes)


# The rules of an edition


def quota_once_a_kind_of_owner():
    again(Quota, limit=5)


def regulation_once_a_rule():
    again(Regulation, name="Keputusan lain")


def category_code_once_an_edition():
    again(Category, order=99)


def group_code_once_an_edition():
    again(Group, order=99)


def section_code_once_an_edition():
    again(Section, order=99)


def section_order_once_an_edition():
    again(Section, code="other")


def stage_order_once_an_edition():
    again(Stage, kind="presentation", weight=10, assessors=2, ended_at=NOW)


def stage_kind_once_an_edition():
    again(Stage, order=99, ended_at=NOW)


def stage_one_begun_at_a_time():
    stage("screening").update(begun_at=NOW)


def stage_ends_after_it_began():
    stage("registration").update(ended_at=F("begun_at") - timedelta(seconds=1))


def stage_closes_after_it_opens():
    stage("field").update(closes_at=F("opens_at"))


def stage_scored_has_weight_and_assessors():
    stage("field").update(weight=0)


def stage_standings_opened_by_someone():
    stage("proposal").update(standings_opened_at=NOW)


def tier_size_once_a_stage_and_group():
    again(Tier, name="Top lain", advances=False)


def tier_one_advances():
    Tier.objects.filter(stage__kind="proposal").update(advances=True)


def tier_has_places():
    Tier.objects.filter(stage__kind="field").update(size=0)


def rubric_version_once_a_stage():
    factories.rubric(stage("proposal").get(), version=1)


def rubric_later_version_has_a_reason():
    factories.rubric(stage("proposal").get(), version=2, reason="")


def criterion_code_once_a_rubric():
    rubric = stage("proposal").get().rubrics.get()
    rubric.criteria.filter(code="benefit").update(code="novelty")


def criterion_order_once_a_rubric():
    rubric = stage("proposal").get().rubrics.get()
    rubric.criteria.filter(code="benefit").update(order=1)


def criterion_tie_order_once_a_rubric():
    rubric = stage("proposal").get().rubrics.get()
    rubric.criteria.filter(code="benefit").update(tie_order=1)


def criterion_weight_1_to_100():
    rubric = stage("proposal").get().rubrics.get()
    rubric.criteria.filter(code="benefit").update(weight=0)


def band_lowest_once_a_criterion():
    criterion = stage("proposal").get().rubrics.get().criteria.first()
    criterion.bands.filter(lowest=90).update(lowest=75)


def band_lowest_0_to_100():
    criterion = stage("proposal").get().rubrics.get().criteria.first()
    criterion.bands.filter(lowest=90).update(lowest=101)


# What is entered


def innovation_status_and_its_facts():
    draft(status="submitted")


def innovation_frozen_only_in_competition():
    draft(frozen_at=NOW)


def revision_number_once_an_innovation():
    made = factories.innovation("draft")
    Revision.objects.create(innovation=made, number=1, sent_at=NOW)


def revision_one_working_copy():
    made = factories.innovation("draft")
    Revision.objects.create(innovation=made, number=2)


def answer_once_a_section():
    factories.innovation("draft")
    again(Answer, text="lain")


def location_once_an_innovation():
    factories.innovation("draft")
    again(Location)


def location_pin_has_both_numbers():
    factories.innovation("draft")
    Location.objects.update(latitude=-7)


def evidence_file_once_an_innovation():
    factories.innovation("draft")
    again(Evidence)


def evidence_photo_has_a_thumbnail():
    factories.photo(factories.innovation("draft"))
    Evidence.objects.filter(kind="photo").update(thumbnail="")


def evidence_required_is_a_document():
    photo = factories.photo(factories.innovation("draft"))
    paper = RequiredDocument.objects.create(edition=photo.innovation.edition, order=9, code="kertas")
    Evidence.objects.filter(pk=photo.pk).update(required_document=paper)


def required_document_code_once_an_edition():
    edition = Edition.objects.get()
    RequiredDocument.objects.create(edition=edition, order=98, code="kertas")
    RequiredDocument.objects.create(edition=edition, order=99, code="kertas")


def innovation_screened_by_someone_since():
    draft(screened_since=NOW)


def revision_pledged_by_someone():
    Revision.objects.filter(innovation=factories.innovation("draft")).update(pledged_at=NOW)


def innovator_once_an_innovation():
    made = factories.innovation("draft")
    for _twice in range(2):
        Innovator.objects.create(innovation=made, name="Inovator", role="Bidan")


def covering_letter_number_once():
    made = factories.innovation("proposed")
    for _twice in range(2):
        CoveringLetter.objects.create(
            edition=made.edition,
            government=made.agency.government,
            number="050/1",
            dated_on=NOW,
            uploaded_by=made.created_by,
            uploaded_at=NOW,
        )


def earlier_award_once():
    agency = factories.agency()
    for _twice in range(2):
        EarlierAward.objects.create(
            year=2018, competition="KIPP", tier="Top 40", title="Kampung IVA", agency=agency
        )


def stage_agencies_close_before_coordinators():
    stage("registration").update(agencies_close_at=F("closes_at") + timedelta(seconds=1))


def _extension(**changes):
    registration = stage("registration").get()
    Extension.objects.create(
        **{
            "stage": registration,
            "closed_at": registration.closes_at,
            "closes_at": registration.closes_at + timedelta(days=1),
            "reason": "Banjir",
            "extended_by": factories.bureau_member(),
            "extended_at": NOW,
            **changes,
        }
    )


def extension_is_later():
    _extension(closes_at=NOW - timedelta(days=99))


def extension_has_a_reason():
    _extension(reason="")


def correction_item_once():
    factories.innovation("returned")
    for _twice in range(2):
        CorrectionItem.objects.create(correction=Correction.objects.get(), part="basics")


def _verdict(**changes):
    made = factories.innovation("submitted")
    for _twice in range(2):
        ItemVerdict.objects.create(
            revision=made.last_sent_revision,
            item="age",
            checked_by=factories.bureau_member(),
            checked_at=NOW,
            **{"outcome": "fulfilled", **changes},
        )


def item_verdict_once_a_revision():
    _verdict()


def item_verdict_against_has_a_note():
    _verdict(outcome="not_fulfilled")


def _override(reason):
    made = factories.innovation("submitted")
    for _twice in range(2):
        Override.objects.create(
            innovation=made, rule="age", reason=reason, decided_by=factories.bureau_member(), decided_at=NOW
        )


def override_once_a_rule():
    _override("Karena pandemi")


def override_has_a_reason():
    _override("")


def peek_has_a_reason():
    Peek.objects.create(
        innovation=factories.innovation("submitted"), looked_by=factories.bureau_member(), looked_at=NOW
    )


def reminder_one_a_day():
    for _twice in range(2):
        Reminder.objects.create(user=factories.bureau_member(), day=NOW)


def correction_one_open():
    factories.innovation("returned")
    again(Correction)


def correction_has_a_note():
    factories.innovation("returned")
    Correction.objects.update(note="")


def decision_against_an_agency_has_a_reason():
    factories.innovation("ineligible")
    Decision.objects.update(reason="")


def conflict_with_one_thing():
    made = factories.innovation("draft")
    Conflict.objects.create(
        user=factories.user(),
        innovation=made,
        agency=made.agency,
        kind="kin",
        reason="Kerabat",
        declared_by=factories.bureau_member(),
        declared_at=NOW,
    )


def statement_once_a_person_and_edition():
    statement(user=factories.bureau_member())


def statement_has_a_text():
    statement(text="")


def statement(**changes):
    given = {"edition": Edition.objects.first(), "version": 1, "text": "Teks", "signed_at": NOW}
    Statement.objects.create(**{"user": changes.get("user") or factories.user(), **given, **changes})


def edition_bounds_of_points_in_order():
    Edition.objects.update(points_low=96)


def award():
    made = factories.innovation("eligible")
    tier = Tier.objects.filter(stage__kind="proposal").first()
    Award.objects.create(innovation=made, edition=made.edition, stage=tier.stage, tier=tier, awarded_at=NOW)


def award_one_an_innovation_and_stage():
    award()
    again(Award, tier_id=Tier.objects.filter(stage__kind="proposal").last().pk)


def award_revoked_for_a_reason():
    award()
    Award.objects.update(revoked_at=NOW)


def presentation(**fields):
    edition = Edition.objects.filter(year=2018).first() or factories.edition(2018, at_stage="field")
    if not edition.stages.filter(kind="presentation").exists():
        factories.presentation_stage(edition)
    return factories.presentation(factories.innovation("eligible", edition=edition), **fields)


def presentation_one_standing_an_entry_and_stage():
    factories.presentation(presentation().innovation)


def presentation_ends_after_it_starts():
    presentation(starts_at=NOW, ends_at=NOW)


def presentation_has_a_room_or_a_link():
    presentation(room="")


def presentation_not_held_for_a_reason():
    presentation(state="not_held", reason="")


def presentation_held_says_whether_the_head_was_there():
    presentation(state="held", head_was_present=None)


def presentation_material_by_somebody():
    presentation(material_at=NOW)


def presentation_room_has_one_at_a_time():
    presentation(starts_at=NOW, room="Ruang rapat")
    presentation(starts_at=NOW + timedelta(minutes=19), room="Ruang rapat")


def presentation_link_has_one_at_a_time():
    presentation(starts_at=NOW, link="https://rapat.example/1")
    presentation(starts_at=NOW + timedelta(minutes=19), link="https://rapat.example/1")


def presenter_order_once_a_presentation():
    presentation(state="held")
    again(Presenter)


RULES = [
    quota_once_a_kind_of_owner,
    regulation_once_a_rule,
    category_code_once_an_edition,
    group_code_once_an_edition,
    section_code_once_an_edition,
    section_order_once_an_edition,
    stage_order_once_an_edition,
    stage_kind_once_an_edition,
    stage_one_begun_at_a_time,
    stage_ends_after_it_began,
    stage_closes_after_it_opens,
    stage_scored_has_weight_and_assessors,
    stage_standings_opened_by_someone,
    tier_size_once_a_stage_and_group,
    tier_one_advances,
    tier_has_places,
    rubric_version_once_a_stage,
    rubric_later_version_has_a_reason,
    criterion_code_once_a_rubric,
    criterion_order_once_a_rubric,
    criterion_tie_order_once_a_rubric,
    criterion_weight_1_to_100,
    band_lowest_once_a_criterion,
    band_lowest_0_to_100,
    innovation_status_and_its_facts,
    innovation_frozen_only_in_competition,
    revision_number_once_an_innovation,
    revision_one_working_copy,
    answer_once_a_section,
    location_once_an_innovation,
    location_pin_has_both_numbers,
    evidence_file_once_an_innovation,
    evidence_photo_has_a_thumbnail,
    evidence_required_is_a_document,
    required_document_code_once_an_edition,
    innovation_screened_by_someone_since,
    revision_pledged_by_someone,
    innovator_once_an_innovation,
    covering_letter_number_once,
    earlier_award_once,
    stage_agencies_close_before_coordinators,
    extension_is_later,
    extension_has_a_reason,
    correction_item_once,
    item_verdict_once_a_revision,
    item_verdict_against_has_a_note,
    override_once_a_rule,
    override_has_a_reason,
    peek_has_a_reason,
    reminder_one_a_day,
    correction_one_open,
    correction_has_a_note,
    decision_against_an_agency_has_a_reason,
    conflict_with_one_thing,
    statement_once_a_person_and_edition,
    statement_has_a_text,
    edition_bounds_of_points_in_order,
    award_one_an_innovation_and_stage,
    award_revoked_for_a_reason,
    presentation_one_standing_an_entry_and_stage,
    presentation_ends_after_it_starts,
    presentation_has_a_room_or_a_link,
    presentation_not_held_for_a_reason,
    presentation_held_says_whether_the_head_was_there,
    presentation_material_by_somebody,
    presentation_room_has_one_at_a_time,
    presentation_link_has_one_at_a_time,
    presenter_order_once_a_presentation,
]


@pytest.mark.parametrize("breaking", RULES, ids=lambda rule: rule.__name__)
def test_the_database_keeps(breaking):
    factories.edition(at_stage="registration")

    with refused_by(breaking.__name__):
        breaking()


def test_every_constraint_of_this_app_is_broken_above():
    models = apps.get_app_config("innovations").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}

    assert names == {rule.__name__ for rule in RULES}


# The whole table of a status and its facts

SENT, UNSENT = True, False
FITS = {
    ("recorded", UNSENT),
    ("draft", UNSENT),
    ("proposed", UNSENT),
    ("returned", UNSENT),
    ("returned", SENT),
    ("submitted", SENT),
    ("eligible", SENT),
    ("ineligible", SENT),
    ("finalist", SENT),
    ("withdrawn", UNSENT),
    ("withdrawn", SENT),
    ("disqualified", SENT),
}


def test_each_status_has_its_facts():
    made = factories.innovation("draft")
    row = Innovation.objects.filter(pk=made.pk)
    for status in Status.values:
        for sent in (SENT, UNSENT):
            facts = {
                "status": status,
                "submitted_at": NOW if sent else None,
                "submitted_by": made.created_by if sent else None,
            }
            if (status, sent) in FITS:
                assert row.update(**facts) == 1
            else:
                with refused_by("innovation_status_and_its_facts"):
                    row.update(**facts)
            with refused_by("innovation_status_and_its_facts"):
                row.update(status=status, submitted_at=NOW, submitted_by=None)
            with refused_by("innovation_status_and_its_facts"):
                row.update(status=status, submitted_at=None, submitted_by=made.created_by)


def test_only_what_takes_part_can_be_frozen():
    made = factories.innovation("eligible")
    row = Innovation.objects.filter(pk=made.pk)
    for status in factories.SENT:
        if status in ("eligible", "finalist"):
            assert row.update(status=status, frozen_at=NOW) == 1
        else:
            with refused_by("innovation_frozen_only_in_competition"):
                row.update(status=status, frozen_at=NOW)


# What the rules leave free


def test_stages_of_two_editions_may_run_side_by_side():
    factories.edition(2019, at_stage="proposal")
    factories.edition(2020, at_stage="proposal")

    assert stage("proposal").filter(begun_at__isnull=False, ended_at=None).count() == 2


def test_a_year_has_one_edition():
    factories.edition(2019)

    with refused_by("innovations_edition_year_key"):
        Edition.objects.create(year=2019, name="KIPP", organiser="Biro")


def test_a_file_that_was_removed_can_be_added_again():
    made = factories.innovation("returned")
    first = made.evidence.get()
    first.removed_in = made.working_copy
    first.save()

    again(Evidence, removed_in_id=None, added_in_id=made.working_copy.pk)

    assert made.evidence.filter(removed_in=None).count() == 1


def test_a_correction_that_was_answered_makes_room_for_the_next():
    factories.innovation("returned")
    Correction.objects.update(answered_at=NOW)

    again(Correction, answered_at=None)

    assert Correction.objects.count() == 2


def test_an_award_that_was_revoked_makes_room_for_the_next():
    factories.edition()
    award()
    Award.objects.update(revoked_at=NOW, reason="Salah hitung")

    again(Award, revoked_at=None, reason="")

    assert (Award.objects.count(), Award.objects.unrevoked().count()) == (2, 1)
