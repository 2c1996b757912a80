"""The pages of a scoresheet: writing, handing in, reading, reopening, and the files beside it."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Criterion
from kipp.accounts.models import Notice, Role
from kipp.audit.models import TrailEntry
from tests import factories
from tests.pdfs import Pdf
from tests.verification import by_two
from verification.assignments import deeds as assignments
from verification.models import Approval, Ranking, Reopening, Scoresheet
from verification.scoresheets import deeds as scoresheets

pytestmark = pytest.mark.django_db

CODES = ["novelty", "effectiveness", "benefit", "replicability", "sustainability"]


@pytest.fixture
def stage():
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def entry(stage):
    return factories.innovation("eligible", title="Kampung IVA")


@pytest.fixture
def sheet(cast, entry):
    return factories.sheet(entry, cast.verifier)


def typed(points=80, save_number=0, **changes):
    """What a browser sends: points for all criteria, and changes such as note_novelty."""
    data = {"save_number": save_number, **{f"points_{code}": points for code in CODES}, **changes}
    return {name: value for name, value in data.items() if value is not None}


def stored(sheet):
    return {
        score.criterion.code: (score.points, score.could_not_be_checked, score.note)
        for score in sheet.scores.select_related("criterion")
    }


GAPS = dict.fromkeys(CODES, (None, False, ""))


def page(client, person, sheet):
    client.force_login(person)
    return client.get(sheet.get_absolute_url())


# Writing


def test_a_verifier_reads_what_the_proposal_says_at_each_criterion(client, cast, sheet):
    response = page(client, cast.verifier, sheet)

    parts = {part.reading.criterion.code: part for part in response.context["parts"]}
    assert list(parts) == CODES
    assert [(claim.section.code, claim.text) for claim in parts["benefit"].reading.claims] == [
        ("alignment", "Jawaban tentang alignment"),
        ("significance", "Jawaban tentang significance"),
        ("stakeholders", "Jawaban tentang stakeholders"),
    ]
    assert all(part.fields for part in parts.values())
    assert (response.context["profile"].given, response.context["profile"].total) == (0, None)
    assert reverse("declare_conflict", args=[sheet.uuid]) in response.text


def test_the_last_sent_words_are_read_and_not_the_working_copy(client, cast, stage):
    entry = factories.innovation("returned", edition=stage.edition)
    copy = entry.working_copy
    copy.answers.update(text="Belum dikirim")
    sheet = factories.sheet(entry, cast.verifier)

    response = page(client, cast.verifier, sheet)

    assert "Jawaban tentang novelty" in response.text
    assert "Belum dikirim" not in response.text


def test_the_field_sheet_shows_the_visit_and_what_the_team_found(client, cast):
    factories.edition(at_stage="field")
    entry = factories.innovation("finalist")
    factories.visit(entry, team=[cast.verifier, cast.verifier2], state="postponed")
    visit = factories.visit(entry, team=[cast.verifier, cast.verifier2])
    visit.findings.filter(criterion__code="benefit").update(finding="partly", text="Baru dua desa")
    sheet = Scoresheet.objects.get(assignment__verifier=cast.verifier)

    response = page(client, cast.verifier, sheet)

    found = {part.reading.criterion.code: part.reading.finding for part in response.context["parts"]}
    assert response.context["visit"] == visit
    assert (found["benefit"].finding, found["benefit"].text, found["novelty"].finding) == (
        "partly",
        "Baru dua desa",
        "",
    )


def test_a_draft_is_saved_with_gaps(client, cast, sheet):
    client.force_login(cast.verifier)
    changes = {
        "points_novelty": "0",
        "points_effectiveness": "100",
        "points_benefit": "",
        "unchecked_benefit": "on",
        "note_benefit": "Data tidak ada",
        "points_replicability": "",
        "note_replicability": "Tanya lagi",
        "points_sustainability": None,
    }

    response = client.post(sheet.get_absolute_url(), typed(**changes))

    assert (response.status_code, response.url) == (302, sheet.get_absolute_url())
    assert stored(sheet) == {
        "novelty": (0, False, ""),
        "effectiveness": (100, False, ""),
        "benefit": (None, True, "Data tidak ada"),
        "replicability": (None, False, "Tanya lagi"),
        "sustainability": (None, False, ""),
    }
    sheet.refresh_from_db()
    assert (sheet.save_number, sheet.status, sheet.total) == (1, "draft", None)


def test_the_total_so_far_is_shown_once_all_points_are_there(client, cast, sheet):
    client.force_login(cast.verifier)
    points = dict(zip([f"points_{code}" for code in CODES], [91, 83, 77, 88, 94], strict=True))

    shown = client.post(sheet.get_absolute_url(), typed(**points), follow=True)

    assert (shown.context["profile"].given, str(shown.context["profile"].total)) == (5, "86.60")


def test_the_way_to_the_submission_saves_what_was_typed(client, cast, sheet):
    client.force_login(cast.verifier)

    response = client.post(sheet.get_absolute_url(), {**typed(70), "check": "1"})
    refused = client.post(sheet.get_absolute_url(), {**typed(101, save_number=1), "check": "1"})

    assert response.url == reverse("submit_scoresheet", args=[sheet.uuid])
    assert (refused.status_code, refused.context["form"]["points_novelty"].value()) == (200, "101")
    assert stored(sheet)["novelty"] == (70, False, "")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"points_novelty": "101"}, ["points_novelty"]),
        ({"points_novelty": "-1"}, ["points_novelty"]),
        ({"points_novelty": "79,5"}, ["points_novelty"]),
        ({"points_novelty": "delapan"}, ["points_novelty"]),
        ({"unchecked_benefit": "on", "note_benefit": "Tidak ada data"}, ["points_benefit"]),
        ({"unchecked_benefit": "on", "points_benefit": ""}, ["note_benefit"]),
        ({"save_number": ""}, ["save_number"]),
    ],
)
def test_a_refused_draft_keeps_what_was_typed(client, cast, sheet, changes, errors):
    client.force_login(cast.verifier)
    data = typed(note_sustainability="Catatan panjang", **changes)

    response = client.post(sheet.get_absolute_url(), data)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, errors)
    assert all(form[name].value() == str(value) for name, value in changes.items() if value != "on")
    assert form["note_sustainability"].value() == "Catatan panjang"
    assert stored(sheet) == GAPS


def test_a_stale_save_overwrites_nothing_and_shows_both(client, cast, sheet):
    client.force_login(cast.verifier)
    client.post(sheet.get_absolute_url(), typed(70, note_novelty="Dari meja"))

    stale = client.post(sheet.get_absolute_url(), typed(90, note_novelty="Dari ponsel"))

    form, parts = stale.context["form"], stale.context["parts"]
    assert (stale.status_code, list(form.errors), stale.context["is_stale"]) == (200, ["__all__"], True)
    assert (form["points_novelty"].value(), form["note_novelty"].value()) == ("90", "Dari ponsel")
    assert (parts[0].score.points, parts[0].score.note) == (70, "Dari meja")
    assert all(part.differs for part in parts)
    assert stored(sheet)["novelty"] == (70, False, "Dari meja")

    again = client.post(sheet.get_absolute_url(), typed(90, save_number=form["save_number"].value()))

    assert again.status_code == 302
    assert stored(sheet)["novelty"] == (90, False, "")


def test_a_save_after_the_task_ended_says_so_and_keeps_what_was_typed(client, cast, entry):
    sheet = factories.assignment(entry, cast.verifier, state="ended").scoresheet
    client.force_login(cast.verifier)

    response = client.post(sheet.get_absolute_url(), typed(note_novelty="Sudah ditulis"))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, ["__all__"])
    assert form["note_novelty"].value() == "Sudah ditulis"
    assert stored(sheet) == GAPS


def test_a_sheet_whose_task_ended_is_read_without_the_proposal(client, cast, entry):
    sheet = factories.assignment(entry, cast.verifier, state="ended").scoresheet

    response = page(client, cast.verifier, sheet)

    assert (response.status_code, bool(response.context["obstacle"])) == (200, True)
    assert (response.context["shows_proposal"], "Jawaban tentang" in response.text) == (False, False)
    assert client.get(reverse("sheet_proposal", args=[sheet.uuid])).status_code == 404


def test_a_sheet_of_a_stage_that_does_not_run_is_only_read(client, cast, entry, sheet, stage):
    stage.ended_at = stage.closes_at
    stage.save()

    response = page(client, cast.verifier, sheet)

    assert (response.status_code, bool(response.context["obstacle"])) == (200, True)
    assert response.context["parts"][0].fields is None


def test_a_verifier_in_conflict_neither_reads_nor_writes(client, cast, sheet):
    factories.post(cast.verifier, Role.STAFF, cast.agency, **factories.FORMERLY)
    client.force_login(cast.verifier)

    assert client.get(sheet.get_absolute_url()).status_code == 403
    assert client.post(sheet.get_absolute_url(), typed()).status_code == 403
    assert stored(sheet) == GAPS


def test_a_sheet_answers_get_and_post_only(client, cast, sheet):
    client.force_login(cast.verifier)

    assert client.put(sheet.get_absolute_url()).status_code == 405


def entry_of_size(number):
    """Return a finalist with a visit, and with so many places and files."""
    factories.edition(at_stage="field")
    entry = factories.innovation("finalist")
    for place in range(number):
        factories.location(entry, place=f"Posyandu {place}")
        factories.photo(entry)
    factories.visit(entry, state="held")
    return entry


@pytest.mark.parametrize("number", [1, 3])
def test_a_sheet_costs_the_same_for_any_number_of_places_and_files(
    client, cast, number, django_assert_num_queries
):
    entry_of_size(number)
    sheet = Scoresheet.objects.get(assignment__verifier=cast.verifier)
    client.force_login(cast.verifier)

    with django_assert_num_queries(8):
        client.get(sheet.get_absolute_url())
    with django_assert_num_queries(8):
        client.post(sheet.get_absolute_url(), typed(101))
    with django_assert_num_queries(9):
        client.get(reverse("sheet_proposal", args=[sheet.uuid]))
    with django_assert_num_queries(6):
        client.get(reverse("submit_scoresheet", args=[sheet.uuid]))


@pytest.mark.parametrize("others", [1, 3])
def test_a_submitted_sheet_costs_the_same_for_any_number_of_others(
    client, cast, others, django_assert_num_queries
):
    entry = entry_of_size(1)
    field = entry.edition.stage_of_kind("field")
    for verifier in factories.verifiers(others + 1):
        Scoresheet.objects.filter(assignment__verifier=verifier).delete()
        entry.assignments.filter(verifier=verifier).delete()
    own, *_others = factories.score(
        entry, field, *[80] * (others + 1), verifiers=factories.verifiers(others + 1)
    )
    factories.open_standings(field)

    for reader, queries in ((cast.verifier, 8), (cast.bureau, 10), (cast.auditor, 8)):
        client.force_login(reader)
        with django_assert_num_queries(queries):
            client.get(own.get_absolute_url())


def test_a_draft_beside_a_frozen_result_costs_no_more(client, cast, django_assert_num_queries):
    entry = entry_of_size(1)
    sheet = Scoresheet.objects.get(assignment__verifier=cast.verifier)
    factories.scored_entry(sheet.assignment.stage, 80, 70, verifiers=factories.verifiers(4)[2:])
    Ranking.objects.create(
        stage=sheet.assignment.stage,
        group=entry.group,
        version=1,
        rules="{}",
        hash="0" * 64,
        prepared_by=cast.bureau,
        prepared_at=sheet.assignment.assigned_at,
    )
    client.force_login(cast.verifier)

    with django_assert_num_queries(8):
        response = client.get(sheet.get_absolute_url())
    assert response.context["obstacle"]


# Independence


def test_nobody_sees_another_s_sheet_before_their_own_is_in(client, cast, entry, sheet):
    other = factories.submitted_sheet(entry, cast.verifier2, points=[91, 83, 77, 88, 94])

    own = page(client, cast.verifier, sheet)
    foreign = page(client, cast.verifier, other)

    assert (own.status_code, foreign.status_code) == (200, 404)
    assert not any(word in own.text for word in ("86,60", "86.60", str(other.uuid), cast.verifier2.name))


@pytest.mark.parametrize("person", ["verifier3", "staff", "coordinator", "bureau", "auditor", "nobody"])
def test_a_sheet_is_hidden_from_anyone_who_has_none_of_their_own(client, cast, entry, person):
    draft = factories.sheet(entry, cast.verifier)
    submitted = factories.submitted_sheet(entry, cast.verifier2)

    pages = [page(client, getattr(cast, person), one) for one in (draft, submitted)]

    assert [page.status_code for page in pages] == [404, 404]
    assert client.post(submitted.get_absolute_url(), typed()).status_code == 404


def test_others_are_read_once_one_s_own_is_in(client, cast, entry):
    own = factories.submitted_sheet(entry, cast.verifier, points=70)
    other = factories.submitted_sheet(entry, cast.verifier2, points=[91, 83, 77, 88, 94])
    draft = factories.sheet(entry, cast.verifier3, points=55)
    elsewhere = factories.submitted_sheet(factories.innovation("eligible"), cast.verifier2)

    response = page(client, cast.verifier, own)

    assert (list(response.context["others"]), response.context["sheet"].owes_a_sheet) == ([other], False)
    read = page(client, cast.verifier, other)
    assert [part.score.points for part in read.context["parts"]] == [91, 83, 77, 88, 94]
    assert all(part.fields is None for part in read.context["parts"])
    assert page(client, cast.verifier, draft).status_code == 404
    assert page(client, cast.verifier, elsewhere).status_code == 404
    assert client.post(other.get_absolute_url(), typed()).status_code == 403


def test_the_desk_s_points_stay_hidden_from_a_field_verifier_until_their_own_is_in(client, cast):
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("finalist")
    desk = factories.score(
        entry,
        edition.stage_of_kind("proposal"),
        [91, 83, 77, 88, 94],
        60,
        verifiers=[cast.verifier3, cast.verifier],
    )
    factories.visit(entry, team=[cast.verifier, cast.verifier2], state="held")
    field = Scoresheet.objects.get(assignment__stage__kind="field", assignment__verifier=cast.verifier)

    before = page(client, cast.verifier, field)
    assert page(client, cast.verifier, desk[0]).status_code == 404
    own_at_the_desk = page(client, cast.verifier, desk[1])

    assert not any(word in before.text for word in ("86,60", "86.60", str(desk[0].uuid)))
    assert (list(own_at_the_desk.context["others"]), own_at_the_desk.context["sheet"].owes_a_sheet) == (
        [],
        True,
    )

    client.post(field.get_absolute_url(), typed(65))
    client.post(reverse("submit_scoresheet", args=[field.uuid]), {"save_number": 1})
    after = page(client, cast.verifier, field)

    assert list(after.context["others"]) == desk
    assert page(client, cast.verifier, desk[0]).status_code == 200


def test_a_later_stage_is_not_listed_beside_an_earlier_sheet(client, cast):
    edition = factories.edition(at_stage="field")
    entry = factories.scored_entry(edition.stage_of_kind("field"), 90, 80, before=(70, 60))
    desk = Scoresheet.objects.get(assignment__stage__kind="proposal", assignment__verifier=cast.verifier)
    other = Scoresheet.objects.get(assignment__stage__kind="proposal", assignment__verifier=cast.verifier2)

    response = page(client, cast.verifier, desk)

    assert entry == desk.assignment.innovation
    assert list(response.context["others"]) == [other]


def test_the_bureau_reads_a_sheet_once_standings_are_open_and_a_draft_never(client, cast, entry, stage):
    submitted = factories.submitted_sheet(entry, cast.verifier)
    draft = factories.sheet(entry, cast.verifier2, points=55)
    assert page(client, cast.bureau, submitted).status_code == 404
    factories.open_standings(stage)

    for reader, may_reopen in ((cast.bureau, True), (cast.auditor, False)):
        response = page(client, reader, submitted)
        assert (response.status_code, response.context["may_reopen"]) == (200, may_reopen)
        assert client.post(submitted.get_absolute_url(), typed()).status_code == 403
        assert page(client, reader, draft).status_code == 404


def test_a_reader_in_conflict_reads_no_sheet(client, cast, entry, stage):
    sheet = factories.submitted_sheet(entry, cast.verifier)
    factories.open_standings(stage)
    factories.post(cast.bureau, Role.STAFF, cast.agency, **factories.FORMERLY)

    assert page(client, cast.bureau, sheet).status_code == 403


def test_an_unknown_sheet_is_not_found(client, cast, sheet):
    client.force_login(cast.verifier)

    for name in ("scoresheet", "submit_scoresheet", "declare_conflict"):
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404


# Handing in


def test_a_verifier_checks_and_submits_their_sheet(client, cast, entry):
    sheet = factories.sheet(entry, cast.verifier, points=[91, 83, 77, 88, 94])
    client.force_login(cast.verifier)
    url = reverse("submit_scoresheet", args=[sheet.uuid])

    shown = client.get(url)
    response = client.post(url, shown.context["form"].initial)

    profile = shown.context["profile"]
    assert ([line.points for line in profile.lines], str(profile.total)) == ([91, 83, 77, 88, 94], "86.60")
    assert (shown.context["obstacles"], response.url) == ([], sheet.get_absolute_url())
    sheet.refresh_from_db()
    assert (sheet.status, str(sheet.total), sheet.read_revision) == (
        "submitted",
        "86.60",
        entry.last_sent_revision,
    )
    assert Criterion.objects.filter(rubric=sheet.rubric, rubric__locked_at=None).count() == 0
    assert TrailEntry.objects.get(action="submit_sheet").facts["total"] == "86.60"


def test_a_double_click_submits_once_and_leads_to_the_sheet(client, cast, entry):
    sheet = factories.sheet(entry, cast.verifier, points=80)
    client.force_login(cast.verifier)
    url = reverse("submit_scoresheet", args=[sheet.uuid])

    client.post(url, {"save_number": 0})
    again = client.post(url, {"save_number": 0}, follow=True)

    assert (again.status_code, again.context["parts"][0].fields) == (200, None)
    assert TrailEntry.objects.filter(action="submit_sheet").count() == 1


def test_points_that_the_confirm_page_did_not_show_are_not_handed_in(client, cast, entry):
    sheet = factories.sheet(entry, cast.verifier, points=80)
    client.force_login(cast.verifier)
    url = reverse("submit_scoresheet", args=[sheet.uuid])
    shown = client.get(url)

    client.post(sheet.get_absolute_url(), typed(90))  # in another tab
    stale = client.post(url, shown.context["form"].initial)

    sheet.refresh_from_db()
    assert (stale.url, sheet.status, stored(sheet)["novelty"]) == (
        sheet.get_absolute_url(),
        "draft",
        (90, False, ""),
    )
    client.post(url, client.get(url).context["form"].initial)
    sheet.refresh_from_db()
    assert (sheet.status, str(sheet.total)) == ("submitted", "90.00")


@pytest.mark.parametrize("data", [{}, {"save_number": "x"}])
def test_without_the_number_that_was_shown_nothing_is_handed_in(client, cast, entry, data):
    sheet = factories.sheet(entry, cast.verifier, points=80)
    client.force_login(cast.verifier)
    url = reverse("submit_scoresheet", args=[sheet.uuid])

    response = client.post(url, data)

    sheet.refresh_from_db()
    assert (response.url, sheet.status) == (url, "draft")


def test_gaps_are_named_and_not_submitted(client, cast, sheet):
    client.force_login(cast.verifier)
    client.post(sheet.get_absolute_url(), typed(points_novelty="", points_benefit=""))
    url = reverse("submit_scoresheet", args=[sheet.uuid])

    shown = client.get(url)
    client.post(url, shown.context["form"].initial)

    sheet.refresh_from_db()
    assert (len(shown.context["obstacles"]), sheet.status) == (2, "draft")


def test_a_field_sheet_waits_for_the_visit(client, cast):
    factories.edition(at_stage="field")
    entry = factories.innovation("finalist")
    sheet = factories.sheet(entry, cast.verifier, points=80)
    factories.visit(entry, team=[cast.verifier, cast.verifier2])
    client.force_login(cast.verifier)
    url = reverse("submit_scoresheet", args=[sheet.uuid])

    shown = client.get(url)
    client.post(url, shown.context["form"].initial)

    sheet.refresh_from_db()
    assert (len(shown.context["obstacles"]), sheet.status) == (1, "draft")


def test_what_could_not_be_checked_is_submitted_without_a_total(client, cast, entry):
    sheet = factories.sheet(entry, cast.verifier, points=[80, 70, None, 60, 90])
    client.force_login(cast.verifier)

    client.post(reverse("submit_scoresheet", args=[sheet.uuid]), {"save_number": 0})

    sheet.refresh_from_db()
    assert (sheet.status, sheet.total) == ("submitted", None)
    assert page(client, cast.verifier, sheet).status_code == 200


def test_submitting_is_one_s_own(client, cast, entry):
    sheet = factories.sheet(entry, cast.verifier, points=80)
    factories.submitted_sheet(entry, cast.verifier2)
    url = reverse("submit_scoresheet", args=[sheet.uuid])
    expected = {"verifier2": 404, "verifier3": 404, "bureau": 403, "auditor": 403, "staff": 403}

    for person, status in expected.items():
        client.force_login(getattr(cast, person))
        assert (client.get(url).status_code, client.post(url).status_code) == (status, status)

    client.force_login(cast.verifier)
    assert client.put(url).status_code == 405
    sheet.refresh_from_db()
    assert sheet.status == "draft"


def test_a_readable_sheet_of_another_is_not_submitted_for_him(client, cast, entry):
    factories.submitted_sheet(entry, cast.verifier)
    other = factories.submitted_sheet(entry, cast.verifier2)
    client.force_login(cast.verifier)
    url = reverse("submit_scoresheet", args=[other.uuid])

    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)


# Reopening


def test_two_of_the_bureau_reopen_a_sheet_with_a_reason_and_see_no_points(client, cast, entry, stage):
    sheet = factories.submitted_sheet(entry, cast.verifier, points=[91, 83, 77, 88, 94])
    client.force_login(cast.bureau)
    url, back = reverse("reopen_scoresheet", args=[sheet.uuid]), ("entry_assignments", stage.pk, entry.pk)

    shown = client.get(url)
    response = client.post(url, {"reason": "Kriteria tertukar"})

    assert not any(number in shown.text for number in ("86,60", "86.60"))
    assert response.url == reverse(back[0], args=back[1:])
    sheet.refresh_from_db()
    assert (sheet.status, Reopening.objects.count()) == ("submitted", 0)

    asked = Approval.objects.get()
    own = client.get(asked.get_absolute_url())
    client.post(asked.get_absolute_url(), {"approve": "1"})
    assert ('name="approve"' in own.text, Reopening.objects.count()) == (False, 0)
    client.force_login(cast.bureau2)
    page_of_second = client.get(asked.get_absolute_url())
    response = client.post(asked.get_absolute_url(), {"approve": "1"})

    assert 'name="approve"' in page_of_second.text
    assert not any(number in page_of_second.text for number in ("86,60", "86.60"))
    assert response.url == reverse(back[0], args=back[1:])
    sheet.refresh_from_db()
    assert (sheet.status, sheet.total, stored(sheet)["novelty"]) == ("draft", None, (91, False, ""))
    assert list(Reopening.objects.values_list("scoresheet", "reason", "asked_by", "reopened_by")) == [
        (sheet.pk, "Kriteria tertukar", cast.bureau.pk, cast.bureau2.pk)
    ]
    assert set(Notice.objects.values_list("user", "event")) == {
        (cast.bureau2.pk, "approval_asked"),
        (cast.verifier.pk, "scoresheet_reopened"),
    }
    assert page(client, cast.verifier, sheet).context["parts"][0].fields


def test_what_was_reopened_shows_its_earlier_values_to_anyone_who_may_read_it(client, cast, entry, stage):
    sheet = factories.submitted_sheet(entry, cast.verifier, points=[91, 83, 77, 88, 94])
    sheet.scores.filter(criterion__code="novelty").update(note="Belum ada duanya")
    by_two.reopen(sheet, reason="Kriteria tertukar")
    client.force_login(cast.verifier)
    client.post(sheet.get_absolute_url(), typed(70, points_benefit="77", note_novelty="Sudah ada"))

    shown = page(client, cast.verifier, sheet)
    [earlier] = shown.context["earlier"]

    assert (str(earlier.reopening.total), earlier.reopening.reason) == ("86.60", "Kriteria tertukar")
    assert [(line.before.points, line.now.points, line.differs) for line in earlier.lines] == [
        (91, 70, True),
        (83, 70, True),
        (77, 77, False),
        (88, 70, True),
        (94, 70, True),
    ]
    assert all(text in shown.text for text in ("Belum ada duanya", "Sudah ada"))

    sheet.refresh_from_db()
    client.post(reverse("submit_scoresheet", args=[sheet.uuid]), {"save_number": sheet.save_number})
    assert page(client, cast.bureau, sheet).status_code == 404
    factories.open_standings(stage)
    assert "Belum ada duanya" in page(client, cast.bureau, sheet).text
    assert page(client, cast.verifier3, sheet).status_code == 404


@pytest.mark.parametrize("times", [1, 3])
def test_earlier_values_cost_one_query_for_any_number(client, cast, times, django_assert_num_queries):
    entry = entry_of_size(1)
    sheet = Scoresheet.objects.get(assignment__verifier=cast.verifier)
    for _ in range(times):
        sheet.refresh_from_db()
        sheet.scores.update(points=80)
        scoresheets.submit(sheet, save_number=0, by=cast.verifier, at=timezone.now())
        by_two.reopen(sheet)
    client.force_login(cast.verifier)
    with django_assert_num_queries(9):
        assert len(client.get(sheet.get_absolute_url()).context["earlier"]) == times

    scoresheets.submit(sheet, save_number=0, by=cast.verifier, at=timezone.now())
    factories.open_standings(entry.edition.stage_of_kind("field"))
    client.force_login(cast.bureau)
    with django_assert_num_queries(11):
        assert len(client.get(sheet.get_absolute_url()).context["earlier"]) == times


def test_a_void_sheet_says_so_to_the_bureau_and_is_closed_to_its_verifier(client, cast, entry, stage):
    sheet = factories.submitted_sheet(entry, cast.verifier)
    assignments.void(sheet.assignment, by=cast.bureau, at=sheet.submitted_at, kind="kin", reason="Kerabat")
    factories.open_standings(stage)

    assert "Kerabat" in page(client, cast.bureau, sheet).text
    assert page(client, cast.verifier, sheet).status_code == 403


# The statement


def test_no_sheet_opens_before_the_statement_is_signed(client, cast, entry, sheet):
    factories.unsigned(cast.verifier)
    photo = factories.photo(entry)
    client.force_login(cast.verifier)
    addresses = [
        sheet.get_absolute_url(),
        reverse("sheet_proposal", args=[sheet.uuid]),
        reverse("sheet_pdf", args=[sheet.uuid]),
        reverse("submit_scoresheet", args=[sheet.uuid]),
        reverse("assessor_file", args=[sheet.uuid, photo.pk, "file"]),
    ]

    answers = [client.get(address) for address in addresses]

    assert [answer.url for answer in answers] == [
        f"{reverse('statement', args=[2019])}?{urlencode({'next': address})}" for address in addresses
    ]
    factories.sign_statements()
    for address in addresses:
        opened = client.get(address)
        assert (opened.status_code, bool(opened.getvalue())) == (200, True)


def test_a_save_before_the_statement_is_signed_keeps_what_was_typed_and_shows_no_proposal(
    client, cast, sheet
):
    factories.unsigned(cast.verifier)
    client.force_login(cast.verifier)

    response = client.post(sheet.get_absolute_url(), typed(note_novelty="Sudah ditulis"))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, ["__all__"])
    assert form["note_novelty"].value() == "Sudah ditulis"
    assert reverse("statement", args=[2019]) in response.text
    assert "Jawaban tentang" not in response.text
    assert stored(sheet) == GAPS


def test_handing_in_before_the_statement_is_signed_is_refused(client, cast, entry):
    sheet = factories.sheet(entry, cast.verifier, 80)
    factories.unsigned(cast.verifier)
    client.force_login(cast.verifier)

    client.post(reverse("submit_scoresheet", args=[sheet.uuid]), {"save_number": 0})

    sheet.refresh_from_db()
    assert not sheet.is_submitted


def test_what_was_handed_in_stays_readable_without_a_statement(client, cast, entry):
    sheet = factories.submitted_sheet(entry, factories.unsigned(cast.verifier))

    assert page(client, cast.verifier, sheet).status_code == 200


# Asking to reopen


def test_reopening_needs_a_reason_and_a_submitted_sheet(client, cast, entry):
    submitted = factories.submitted_sheet(entry, cast.verifier)
    draft = factories.sheet(entry, cast.verifier2)
    client.force_login(cast.bureau)

    empty = client.post(reverse("reopen_scoresheet", args=[submitted.uuid]), {"reason": ""})
    early = client.post(reverse("reopen_scoresheet", args=[draft.uuid]), {"reason": "Tertukar"})

    assert (empty.status_code, list(empty.context["form"].errors)) == (200, ["reason"])
    assert (early.status_code, list(early.context["form"].errors)) == (200, ["__all__"])
    assert early.context["form"]["reason"].value() == "Tertukar"
    assert Reopening.objects.count() == 0


def test_reopening_is_the_bureau_s(client, cast, entry):
    sheet = factories.submitted_sheet(entry, cast.verifier)
    url = reverse("reopen_scoresheet", args=[sheet.uuid])

    for person in (cast.verifier, cast.auditor, cast.staff):
        client.force_login(person)
        assert (client.get(url).status_code, client.post(url, {"reason": "R"}).status_code) == (403, 403)

    client.force_login(cast.bureau)
    assert client.get(reverse("reopen_scoresheet", args=[uuid4()])).status_code == 404
    assert client.put(url).status_code == 405
    factories.post(cast.bureau, Role.STAFF, cast.agency, **factories.FORMERLY)
    assert client.post(url, {"reason": "R"}).status_code == 403
    assert Reopening.objects.count() == 0


# The proposal and files beside a sheet


def test_the_whole_proposal_is_read_on_a_page_of_its_own(client, cast, entry, sheet):
    photo = factories.photo(entry)
    client.force_login(cast.verifier)
    url = reverse("sheet_proposal", args=[sheet.uuid])

    response = client.get(url)

    assert url in page(client, cast.verifier, sheet).text
    assert (response.status_code, response.context["proposal"].revision) == (200, entry.last_sent_revision)
    assert reverse("assessor_file", args=[sheet.uuid, photo.pk, "thumbnail"]) in response.text
    assert client.post(url).status_code == 405


def test_the_proposal_beside_a_sheet_is_a_pdf_too_which_tells_no_status(
    client, cast, entry, sheet, django_assert_max_num_queries
):
    factories.photo(entry, alternative_text="Alat periksa")
    client.force_login(cast.verifier)
    shown, url = reverse("sheet_proposal", args=[sheet.uuid]), reverse("sheet_pdf", args=[sheet.uuid])

    linked = url in client.get(shown).text
    with django_assert_max_num_queries(10):
        pdf = Pdf(client.get(url).content)

    assert linked
    # A line may end in the midst of a long address.
    assert f"http://localhost:8000{shown}" in pdf.words.replace(" ", "")
    assert "Status" not in pdf.words
    assert pdf.pictures == ["Alat periksa"]
    assert client.post(url).status_code == 405


def test_a_submitted_sheet_stands_beside_what_its_verifier_had_read(client, cast, entry):
    sheet = factories.submitted_sheet(entry, cast.verifier)
    later = entry.revisions.create(number=2, sent_at=sheet.submitted_at)
    later.answers.create(section=entry.edition.sections.get(code="novelty"), text="Ditulis kemudian")
    client.force_login(cast.verifier)

    proposal = client.get(reverse("sheet_proposal", args=[sheet.uuid]))

    assert proposal.context["proposal"].revision == sheet.read_revision
    for shown in (proposal, page(client, cast.verifier, sheet)):
        assert ("Jawaban tentang novelty" in shown.text, "Ditulis kemudian" in shown.text) == (True, False)


@pytest.mark.parametrize("person", ["verifier2", "staff", "coordinator", "bureau", "auditor", "nobody"])
def test_the_proposal_beside_a_sheet_is_hidden_from_anyone_who_may_not_read_the_sheet(
    client, cast, sheet, person
):
    client.force_login(getattr(cast, person))

    assert client.get(reverse("sheet_proposal", args=[sheet.uuid])).status_code == 404


def test_a_verifier_in_conflict_reads_no_proposal(client, cast, sheet):
    factories.post(cast.verifier, Role.STAFF, cast.agency, **factories.FORMERLY)
    client.force_login(cast.verifier)

    assert client.get(reverse("sheet_proposal", args=[sheet.uuid])).status_code == 403


def file_status(client, person, sheet, evidence, size="file"):
    client.force_login(person)
    response = client.get(reverse("assessor_file", args=[sheet.uuid, evidence.pk, size]))
    if response.streaming:
        b"".join(response.streaming_content)  # read to the end, which closes the file
    return response.status_code


def test_a_verifier_opens_the_files_of_their_entry(client, cast, entry, sheet):
    photo = factories.photo(entry)
    client.force_login(cast.verifier)

    response = client.get(reverse("assessor_file", args=[sheet.uuid, photo.pk, "file"]))

    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert b"".join(response.streaming_content) == factories.webp()
    assert file_status(client, cast.verifier, sheet, photo, "thumbnail") == 200
    assert file_status(client, cast.verifier, sheet, photo, "original") == 404
    assert client.post(reverse("assessor_file", args=[sheet.uuid, photo.pk, "file"])).status_code == 405


def test_files_of_other_entries_and_of_the_working_copy_are_not_found(client, cast, stage, sheet):
    returned = factories.innovation("returned", edition=stage.edition)
    own = factories.sheet(returned, cast.verifier)
    unsent = factories.photo(returned)  # stands in the working copy
    other = factories.photo(factories.innovation("eligible"))

    assert file_status(client, cast.verifier, own, unsent) == 404
    assert file_status(client, cast.verifier, sheet, other) == 404


def test_files_are_closed_to_others_and_after_the_task_ended(client, cast, entry, sheet):
    photo = factories.photo(entry)
    ended = factories.assignment(entry, cast.verifier2, state="ended").scoresheet

    assert file_status(client, cast.verifier2, ended, photo) == 404
    for person in (cast.verifier3, cast.staff, cast.bureau):
        assert file_status(client, person, sheet, photo) == 404
    factories.post(cast.verifier, Role.STAFF, cast.agency, **factories.FORMERLY)
    assert file_status(client, cast.verifier, sheet, photo) == 403
