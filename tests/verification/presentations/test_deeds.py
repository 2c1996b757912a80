from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation

from innovations.desk.to_do import for_staff
from innovations.editions import deeds as editions
from innovations.models import Presentation, Stage
from innovations.presentations import deeds as material
from kipp.accounts.models import Notice
from kipp.files import uploads
from kipp.views.bureau_to_do import for_bureau
from tests import factories
from verification.assignments import deeds as assignments
from verification.desk.to_do import for_verifier
from verification.presentations import deeds as presentations
from verification.presentations.deeds import Break, Person, Record, Slot
from verification.results import deeds as publication
from verification.results import freezing
from verification.scoresheets import deeds as scoresheets
from verification.standings import deeds as standings

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TOMORROW = (NOW + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)  # 08.00 WIB
SLIDES = uploads.Document(factories.PDF, "a" * 64)
HELD = Record([Person("Ibu Kepala", "Kepala Puskesmas")], head_was_present=True)


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def stage(cast):
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 2), field_tiers=(1,))
    return factories.presentation_stage(edition)


def slot(minutes=0, **fields):
    return Slot(
        **{
            "starts_at": TOMORROW + timedelta(minutes=minutes),
            "material_due_at": TOMORROW - timedelta(hours=1),
            "room": "Ruang rapat",
            **fields,
        }
    )


def entry(stage, panel=(), **fields):
    made = factories.innovation("finalist", edition=stage.edition, **fields)
    for verifier in panel:
        factories.assignment(made, verifier, stage=stage)
    return made


def plan(stage, innovation, wanted, by):
    return presentations.plan(innovation, stage, wanted, by=by, at=NOW)


def refusal(deed):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        deed()
    return refused.value.messages


# The slots


def test_a_slot_takes_the_minutes_of_the_stage_and_agency_and_panel_are_told(cast, stage):
    innovation = entry(stage, [cast.verifier])

    planned = plan(stage, innovation, slot(link="https://rapat.example/1", chair=cast.verifier), cast.bureau)

    assert planned.ends_at - planned.starts_at == timedelta(minutes=20)
    told = Notice.objects.filter(event="presentation_planned")
    assert {notice.user for notice in told} == {cast.staff, cast.colleague, cast.verifier}
    assert "https://rapat.example/1" in told.first().body


def test_slots_are_filled_one_after_the_other_with_pauses_and_none_in_the_break(cast, stage):
    entries = [entry(stage) for _turn in range(3)]
    rest = Break(TOMORROW + timedelta(minutes=30), TOMORROW + timedelta(minutes=60))

    filled = presentations.fill(
        stage, entries[::-1], slot(), pause=timedelta(minutes=5), rest=rest, by=cast.bureau, at=NOW
    )

    assert [one.innovation for one in filled] == entries[::-1]
    assert [(one.starts_at - TOMORROW).seconds // 60 for one in filled] == [0, 60, 85]


def test_nobody_of_a_panel_and_no_room_or_meeting_has_two_presentations_at_once(cast, stage):
    first, second = entry(stage, [cast.verifier]), entry(stage, [cast.verifier])
    free = entry(stage, [cast.verifier2])
    meeting = "https://rapat.example/1"
    plan(stage, first, slot(link=meeting), cast.bureau)

    by_panel = refusal(lambda: plan(stage, second, slot(19, room="Lain"), cast.bureau))
    by_room = refusal(lambda: plan(stage, free, slot(19), cast.bureau))
    by_link = refusal(lambda: plan(stage, free, slot(19, room="", link=meeting), cast.bureau))

    assert [len(by_panel), len(by_room), len(by_link)] == [1, 1, 1]
    assert str(cast.verifier) in by_panel[0]
    assert "Ruang rapat" in by_room[0]
    assert plan(stage, second, slot(20), cast.bureau).is_planned


def test_nobody_is_assigned_to_two_presentations_at_once(cast, stage):
    first, second, third = entry(stage, [cast.verifier]), entry(stage), entry(stage)
    plan(stage, first, slot(), cast.bureau)
    plan(stage, second, slot(19, room="Lain"), cast.bureau)
    plan(stage, third, slot(20, room="Aula"), cast.bureau)

    (sentence,) = refusal(
        lambda: assignments.assign(second, stage, cast.verifier, by=cast.bureau, at=timezone.now())
    )

    assert str(cast.verifier) in sentence
    assert first.title in sentence
    assert assignments.assign(third, stage, cast.verifier, by=cast.bureau, at=timezone.now()).pk


def test_a_room_is_free_again_when_a_presentation_is_over(stage):
    planned = factories.presentation(entry(stage), room="Aula")

    assert factories.presentation(entry(stage), room="Aula", starts_at=planned.ends_at).is_planned


def test_a_room_that_was_given_away_at_the_same_moment_is_refused(cast, stage, monkeypatch):
    factories.presentation(entry(stage), room="Ruang rapat", starts_at=TOMORROW)
    # As if it had still been free when this was asked.
    monkeypatch.setattr(presentations, "_require_free", lambda *_found: None)

    assert len(refusal(lambda: plan(stage, entry(stage), slot(19), cast.bureau))) == 1


def test_all_slots_are_filled_or_none(cast, stage):
    entries = [entry(stage), entry(stage)]
    factories.presentation(entry(stage), room="Ruang rapat", starts_at=TOMORROW + timedelta(minutes=25))

    refusal(lambda: presentations.fill(stage, entries, slot(), by=cast.bureau, at=NOW))

    assert Presentation.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"room": ""}, "Name the room or the link to the online meeting."),
        ({"material_due_at": TOMORROW}, "The material is due before the presentation begins."),
    ],
)
def test_a_slot_that_says_too_little_is_refused(cast, stage, english, wanted, sentence):
    assert refusal(lambda: plan(stage, entry(stage), slot(**wanted), cast.bureau)) == [sentence]


def test_the_chair_is_one_of_the_panel(cast, stage, english):
    innovation = entry(stage, [cast.verifier])

    wanted = slot(chair=cast.verifier2)

    assert refusal(lambda: plan(stage, innovation, wanted, cast.bureau)) == [
        "The chair is one of those who are assigned to this innovation."
    ]


def test_an_entry_has_one_slot_until_it_is_called_off(cast, stage, english):
    innovation = entry(stage)
    planned = plan(stage, innovation, slot(), cast.bureau)

    again = refusal(lambda: plan(stage, innovation, slot(60), cast.bureau))
    presentations.call_off(planned, reason="Banjir", by=cast.bureau, at=NOW)

    assert again == [f"{innovation.title} has its slot already."]
    assert plan(stage, innovation, slot(60), cast.bureau).is_planned
    assert Notice.objects.filter(event="presentation_called_off", user=cast.staff).count() == 1


def test_a_moved_slot_is_told_with_what_holds_now(cast, stage):
    planned = plan(stage, entry(stage, [cast.verifier]), slot(), cast.bureau)

    moved = presentations.change(planned, slot(120, room="Aula"), by=cast.bureau, at=NOW)

    assert (moved.starts_at, moved.room) == (TOMORROW + timedelta(hours=2), "Aula")
    told = Notice.objects.filter(event="presentation_moved")
    assert {notice.user for notice in told} == {cast.staff, cast.colleague, cast.verifier}


def test_slots_are_the_bureau_s_and_not_of_somebody_in_conflict(cast, stage):
    innovation = entry(stage)
    conflicted = factories.member("bureau")
    told = {"kind": "kin", "reason": "Kerabat", "declared_by": conflicted, "declared_at": NOW}
    innovation.conflicts.create(user=conflicted, **told)

    for person in (cast.verifier, cast.auditor, conflicted):
        with pytest.raises(PermissionDenied):
            plan(stage, innovation, slot(), person)


# The material


def test_the_agency_brings_its_material_until_the_minute_in_which_it_is_due(cast, stage, english):
    planned = factories.presentation(entry(stage))
    due = planned.material_due_at

    brought = material.bring(planned, SLIDES, "https://video.example/1", by=cast.staff, at=due)
    late = refusal(lambda: material.bring(planned, SLIDES, "", by=cast.staff, at=due + timedelta(minutes=1)))

    assert (brought.slides.size, brought.video_url) == (len(factories.PDF), "https://video.example/1")
    assert late[0].startswith("The material was due by ")


def test_the_material_is_the_agency_s_own_and_closed_once_it_was_presented(cast, stage, english):
    planned, held = factories.presentation(entry(stage)), factories.presentation(entry(stage), state="held")

    for person in (cast.stranger, cast.bureau, cast.verifier):
        with pytest.raises(PermissionDenied):
            material.bring(planned, SLIDES, "", by=person, at=NOW)

    assert refusal(lambda: material.bring(held, SLIDES, "", by=cast.staff, at=NOW)) == [
        "This presentation is held, so its material stays as it is."
    ]


def test_without_new_slides_those_that_are_there_stay(cast, stage):
    planned = material.bring(factories.presentation(entry(stage)), SLIDES, "", by=cast.staff, at=NOW)

    again = material.bring(planned, None, "https://video.example/2", by=cast.staff, at=NOW)

    assert (again.slides.name, again.video_url) == (planned.slides.name, "https://video.example/2")


# Who presented, and the sheets


def test_the_bureau_or_the_chair_records_who_presented_and_nobody_else(cast, stage):
    innovation = entry(stage, [cast.verifier, cast.verifier2])
    planned = factories.presentation(innovation, starts_at=NOW - timedelta(hours=1), chair=cast.verifier)

    for person in (cast.verifier2, cast.staff, cast.auditor):
        with pytest.raises(PermissionDenied):
            presentations.hold(planned, HELD, by=person, at=NOW)
    held = presentations.hold(planned, HELD, by=cast.verifier, at=NOW)
    secretary = Person("Bapak Sekretaris", "Sekretaris")
    absent = Record([secretary], head_was_present=False, head_note="Kepala dinas luar")
    corrected = presentations.hold(held, absent, by=cast.bureau, at=NOW)

    assert [str(person) for person in corrected.presenters.all()] == ["Bapak Sekretaris, Sekretaris"]
    assert (corrected.head_was_present, corrected.head_note) == (False, "Kepala dinas luar")


def test_who_presented_is_not_recorded_before_the_presentation_begins(cast, stage, english):
    planned = factories.presentation(entry(stage))

    assert refusal(lambda: presentations.hold(planned, HELD, by=cast.bureau, at=NOW))[0].startswith(
        "The presentation begins on "
    )


def test_a_sheet_is_handed_in_after_the_presentation_only(cast, stage, english):
    innovation = entry(stage)
    sheet = factories.sheet(innovation, cast.verifier, 80, stage=stage)
    planned = factories.presentation(innovation, starts_at=NOW - timedelta(hours=1))

    def submit():
        return scoresheets.submit(sheet, save_number=0, by=cast.verifier, at=NOW)

    before = refusal(submit)
    presentations.hold(planned, HELD, by=cast.bureau, at=NOW)

    assert before == [
        "The presentation has not been held yet. The bureau or the chair records who presented."
    ]
    assert submit().is_submitted


# In the standings


def test_the_presentation_counts_by_its_weight_and_its_tier_decides_who_goes_on(cast):
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 3), field_tiers=(1,))
    stage = factories.presentation_stage(edition, weight=60, tiers=(2,))
    first, second, third = (
        factories.scored_entry(stage, points, points, before=(70, 70)) for points in (90, 80, 60)
    )

    ranking = factories.ranking(stage, "published")
    field = Stage.objects.get(edition=edition, kind="field")

    assert [str(placing.score) for placing in ranking.placings.order_by("decided_place")] == [
        "82.00", "76.00", "64.00",
    ]  # fmt: skip
    assert set(standings.entries(field)) == {first, second}
    assert [standings.is_entry(one, field) for one in (first, second, third)] == [True, True, False]


def test_a_retracted_presentation_leaves_its_finalists_finalists(cast):
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 3), field_tiers=(1,))
    stage = factories.presentation_stage(edition, tiers=(2,))
    entries = [factories.scored_entry(stage, points, points) for points in (90, 80, 60)]
    ranking = factories.ranking(stage, "published")

    publication.retract(ranking, reason="Salah hitung", by=cast.bureau, at=NOW)

    assert set(standings.entries(stage)) == set(entries)


def test_the_field_begins_with_those_who_went_on_from_the_presentation(cast):
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 3), field_tiers=(1,))
    stage = factories.presentation_stage(edition, tiers=(2,))
    for points in (90, 80, 60):
        factories.scored_entry(stage, points, points)
    factories.ranking(stage, "published")

    field = editions.begin_stage(edition.stages.get(kind="field"), by=cast.bureau, at=NOW)

    steps = [step.text for step in for_bureau(cast.bureau, at=NOW)]
    assert any(step.startswith("Tugaskan") and " 2 " in step for step in steps), steps
    assert freezing.obstacle_to_freeze(field, [], is_frozen=False)


# What to do next


def test_everybody_is_told_what_to_do_for_a_presentation(cast, stage, english):
    innovation = entry(stage, [cast.verifier, cast.verifier2], title="Kelas Ibu")
    at = TOMORROW - timedelta(hours=12)

    def texts():
        people = ((for_staff, cast.staff), (for_verifier, cast.verifier), (for_bureau, cast.bureau))
        return [[step.text for step in steps_for(person, at=at)] for steps_for, person in people]

    without = texts()
    planned = plan(stage, innovation, slot(), cast.bureau)
    with_slot = texts()
    material.bring(planned, SLIDES, "", by=cast.staff, at=at)

    assert without == [[], [], ["Set the slot of 1 innovation: Presentation and interview 2019"]]
    assert with_slot[0] == ["Upload the material for the presentation of “Kelas Ibu”"]
    assert with_slot[1][0].startswith("Presentation of Kelas Ibu on ")
    assert with_slot[2] == []
    assert texts()[0] == ["Present “Kelas Ibu”"]


def test_when_it_is_over_the_bureau_and_the_chair_are_asked_who_presented(cast, stage, english):
    innovation = entry(stage, [cast.verifier, cast.verifier2], title="Kelas Ibu")
    factories.presentation(innovation, starts_at=NOW - timedelta(hours=1), chair=cast.verifier)

    assert [step.text for step in for_verifier(cast.verifier, at=NOW)] == ["Record who presented Kelas Ibu"]
    assert [step.text for step in for_bureau(cast.bureau, at=NOW)] == [
        "Record who presented 1 innovation: Presentation and interview 2019"
    ]
