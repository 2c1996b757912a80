from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from kipp.accounts.models import Notice
from kipp.views.bureau_to_do import for_bureau
from tests import factories
from verification import access
from verification.calibration import deeds as calibration
from verification.desk.to_do import for_verifier
from verification.models import CalibrationSheet, Scoresheet, Standing
from verification.results import deeds as publication
from verification.scoresheets import deeds as scoresheets
from verification.scoresheets.marks import Mark

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def past(cast):
    """Three entries of an edition that is over."""
    edition = factories.edition(2017, at_stage="closed", now=NOW - timedelta(days=730))
    return [factories.innovation("eligible", edition=edition, title=f"Lama {turn}") for turn in "ABC"]


@pytest.fixture
def stage(cast, past):
    found = factories.edition(2019, at_stage="proposal").stage_of_kind("proposal")
    found.has_calibration = True
    found.save(update_fields=["has_calibration"])
    return found


def marks(of_round, points=80):
    return {code: Mark(points) for code in of_round.rubric.criteria.values_list("code", flat=True)}


def refusal(deed):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        deed()
    return refused.value.messages


def in_conflict(person, innovation):
    told = {"kind": "kin", "reason": "Kerabat", "declared_by": person, "declared_at": NOW}
    innovation.conflicts.create(user=person, **told)


def test_the_bureau_opens_a_round_and_all_verifiers_are_told(cast, stage, past):
    opened = calibration.open_round(stage, past, by=cast.bureau, at=NOW)

    assert set(opened.specimens.all()) == set(past)
    told = Notice.objects.filter(event="calibration_opened").values_list("user", flat=True)
    assert set(told) == {cast.verifier.pk, cast.verifier2.pk, cast.verifier3.pk, cast.verifier4.pk}


@pytest.mark.parametrize("number", [0, 1, 4])
def test_specimens_are_two_or_three(cast, stage, past, number, english):
    chosen = [*past, factories.innovation("eligible", edition=past[0].edition)][:number]

    assert refusal(lambda: calibration.open_round(stage, chosen, by=cast.bureau, at=NOW)) == [
        "Choose from 2 to 3 specimens."
    ]


def test_an_entry_of_the_edition_itself_is_no_specimen(cast, stage, past, english):
    own = factories.innovation("eligible", edition=stage.edition)

    assert refusal(lambda: calibration.open_round(stage, [past[0], own], by=cast.bureau, at=NOW)) == [
        "A specimen is an innovation of an earlier edition that is over."
    ]


def test_a_stage_without_the_switch_has_no_round_and_asks_for_none(cast, stage, past, english):
    stage.has_calibration = False
    stage.save()
    sheet = factories.sheet(factories.innovation("eligible", edition=stage.edition), cast.verifier)

    assert refusal(lambda: calibration.open_round(stage, past, by=cast.bureau, at=NOW)) == [
        "The rules of this stage want no calibration round."
    ]
    assert scoresheets.obstacle_to_write(sheet) == ""


def test_a_verifier_s_sheets_open_when_their_specimens_are_in_or_the_round_is_closed(
    cast, stage, past, english
):
    first, second = (
        factories.sheet(factories.innovation("eligible", edition=stage.edition), verifier)
        for verifier in (cast.verifier, cast.verifier2)
    )

    def save(sheet):
        verifier = sheet.assignment.verifier
        return scoresheets.save(sheet, {"novelty": Mark(80)}, save_number=0, by=verifier, at=NOW)

    before = refusal(lambda: save(first))
    opened = calibration.open_round(stage, past[:2], by=cast.bureau, at=NOW)
    while_open = refusal(lambda: save(first))
    for specimen in past[:2]:
        calibration.hand_in(opened, specimen, marks(opened), by=cast.verifier, at=NOW)

    assert before == ["The bureau has not opened the calibration round yet. Scoring begins after it."]
    assert while_open == ["Score the specimens of the calibration round first: then your sheets open."]
    assert save(first).save_number == 1
    assert refusal(lambda: save(second)) == while_open
    calibration.close_round(stage, by=cast.bureau, at=NOW)
    assert save(second).save_number == 1


def test_anyone_in_conflict_with_a_specimen_is_excused_from_it(cast, stage, past):
    opened = factories.calibration_round(stage, past[:2])
    in_conflict(cast.verifier, past[0])

    with pytest.raises(PermissionDenied):
        calibration.hand_in(opened, past[0], marks(opened), by=cast.verifier, at=NOW)
    calibration.hand_in(opened, past[1], marks(opened), by=cast.verifier, at=NOW)

    assert access.obstacle_of_calibration(stage, cast.verifier) == ""
    shown = calibration.spreads(opened, cast.verifier, with_names=False)
    assert [specimen for specimen, _lines in shown] == [past[1]]


def test_a_sheet_of_a_specimen_is_handed_in_once_whole_and_before_the_round_closes(
    cast, stage, past, english
):
    opened = factories.calibration_round(stage, past[:2])
    gap = marks(opened) | {"benefit": Mark()}

    def hand_in(given, specimen=past[0]):
        return calibration.hand_in(opened, specimen, given, by=cast.verifier, at=NOW)

    assert len(refusal(lambda: hand_in(gap))) == 1
    hand_in(marks(opened))
    assert refusal(lambda: hand_in(marks(opened))) == ["Your sheet for this specimen is handed in already."]
    calibration.close_round(stage, by=cast.bureau, at=NOW)
    assert refusal(lambda: hand_in(marks(opened), past[1])) == ["The calibration round is closed."]


def test_nothing_of_a_round_counts(cast, stage, past):
    entry = factories.scored_entry(stage, 80, 90)
    opened = factories.calibration_round(stage, past[:2])
    before = list(Standing.objects.values())

    for specimen in past[:2]:
        for verifier in (cast.verifier, cast.verifier2):
            calibration.hand_in(opened, specimen, marks(opened, 5), by=verifier, at=NOW)
    publication.open_standings(stage, by=cast.bureau, at=NOW)
    ranking = factories.ranking(stage)

    assert list(Standing.objects.values()) == before
    assert Scoresheet.objects.count() == 2
    assert [placing.innovation for placing in ranking.placings.all()] == [entry]


def test_points_of_others_are_seen_after_one_s_own_and_by_the_bureau_once_it_is_closed(cast, stage, past):
    opened = factories.calibration_round(stage, past[:2])
    for verifier, points in ((cast.verifier, 60), (cast.verifier2, 90)):
        for specimen in past[:2]:
            factories.calibration_sheet(opened, specimen, verifier, points)
    factories.calibration_sheet(opened, past[0], cast.verifier3)

    def reads(*people):
        return [calibration.reads_spread(opened, person, at=NOW) for person in people]

    assert reads(cast.verifier, cast.verifier3, cast.verifier4, cast.bureau, cast.auditor) == [
        True, False, False, False, False,
    ]  # fmt: skip
    opened = calibration.close_round(stage, by=cast.bureau, at=NOW)
    assert reads(cast.verifier, cast.verifier3, cast.verifier4, cast.bureau, cast.auditor) == [True] * 5
    assert reads(cast.staff, cast.coordinator) == [False, False]


def test_the_bureau_reads_names_and_the_verifiers_none(client, cast, stage, past):
    opened = factories.calibration_round(stage, past[:2])
    for verifier, points in ((cast.verifier, 60), (cast.verifier2, 90)):
        for specimen in past[:2]:
            factories.calibration_sheet(opened, specimen, verifier, points)
    bureau_page = reverse("bureau_calibration", args=[stage.pk])

    client.force_login(cast.bureau)
    while_open = client.get(bureau_page).context
    calibration.close_round(stage, by=cast.bureau, at=NOW)
    closed = client.get(bureau_page).context["spreads"]
    client.force_login(cast.verifier)
    own = client.get(reverse("calibration", args=[stage.pk])).context["spreads"]

    assert "spreads" not in while_open
    line = closed[0][1][0]
    assert [(one.points, one.name) for one in line.given] == [
        (60, cast.verifier.name),
        (90, cast.verifier2.name),
    ]
    assert (line.spread.lowest, str(line.spread.median), line.spread.range) == (60, "75.00", 30)
    assert {one.name for _specimen, lines in own for line in lines for one in line.given} == {""}


def test_a_verifier_scores_a_specimen_on_its_page(client, cast, stage, past):
    opened = factories.calibration_round(stage, past[:2])
    page = reverse("calibration_sheet", args=[stage.pk, past[0].pk])
    client.force_login(cast.verifier)
    typed = {f"points_{code}": 70 for code in marks(opened)}

    half = client.post(page, {**typed, "points_novelty": ""})
    response = client.post(page, typed)

    assert half.context["form"].errors.keys() == {"points_novelty"}
    assert response.url == opened.get_absolute_url()
    sheet = CalibrationSheet.objects.get()
    assert (sheet.verifier, sheet.specimen) == (cast.verifier, past[0])
    assert set(sheet.scores.values_list("points", flat=True)) == {70}
    assert client.get(page).context["sheet"] == sheet


def test_an_entry_that_is_no_specimen_is_not_read_as_one(client, cast, stage, past):
    factories.calibration_round(stage, past[:2])
    client.force_login(cast.verifier)

    for name in ("calibration_sheet", "specimen_proposal"):
        assert client.get(reverse(name, args=[stage.pk, past[2].pk])).status_code == 404


def test_a_verifier_signs_first(client, cast, stage, past):
    factories.calibration_round(stage, past[:2])
    client.force_login(factories.unsigned(cast.verifier))

    response = client.get(reverse("calibration_sheet", args=[stage.pk, past[0].pk]))

    assert response.url.startswith(reverse("statement", args=[2019]))


def test_the_bureau_is_asked_to_open_it_and_the_verifier_to_score_first(cast, stage, past, english):
    factories.sheet(factories.innovation("eligible", edition=stage.edition), cast.verifier)
    asked = [step.text for step in for_bureau(cast.bureau, at=NOW)]

    opened = factories.calibration_round(stage, past[:2])

    assert asked == ["Open the calibration round: Proposal assessment 2019"]
    first = [step.text for step in for_verifier(cast.verifier, at=NOW)]
    assert first == [f"Score the specimens of the calibration round: {stage}"]
    for specimen in past[:2]:
        factories.calibration_sheet(opened, specimen, cast.verifier)
    assert [step.text[:17] for step in for_verifier(cast.verifier, at=NOW)] == ["Fill in the sheet"]


@pytest.mark.parametrize("number", [2, 3])
def test_the_pages_cost_the_same_for_three_specimens_as_for_two(
    client, cast, stage, past, number, django_assert_num_queries
):
    opened = factories.calibration_round(stage, past[:number])
    for specimen in past[:number]:
        for verifier in (cast.verifier, cast.verifier2):
            factories.calibration_sheet(opened, specimen, verifier)
    calibration.close_round(stage, by=cast.bureau, at=NOW)

    client.force_login(cast.verifier)
    with django_assert_num_queries(9):
        client.get(reverse("calibration", args=[stage.pk]))
    client.force_login(cast.bureau)
    with django_assert_num_queries(10):
        client.get(reverse("bureau_calibration", args=[stage.pk]))


def test_a_verifier_reads_the_whole_proposal_of_a_specimen_and_its_files(client, cast, stage, past):
    opened = factories.calibration_round(stage, past[:2])
    document = past[0].evidence.get()
    file = reverse("specimen_file", args=[stage.pk, past[0].pk, document.pk, "file"])
    client.force_login(cast.verifier)

    page = client.get(reverse("specimen_proposal", args=[opened.stage_id, past[0].pk]))

    assert file in page.content.decode()
    assert client.get(file).getvalue() == factories.PDF
    in_conflict(cast.verifier, past[0])
    assert client.get(file).status_code == 403
