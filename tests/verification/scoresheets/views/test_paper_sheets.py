"""Forms to print, and paper sheets as they are typed in and confirmed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from verification.models import PaperSheet, Scoresheet

pytestmark = pytest.mark.django_db

CODES = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")


@pytest.fixture
def sheet(cast):
    factories.edition(at_stage="field")
    entry = factories.innovation("finalist")
    made = factories.sheet(entry, cast.verifier)
    factories.visit(entry, team=[cast.verifier, cast.verifier2], state="held")
    return made


def typed(**changes):
    """What a browser sends: 80 to 84 points, with a scan."""
    points = {f"points_{code}": 80 + number for number, code in enumerate(CODES)}
    return {**points, "scan": SimpleUploadedFile("lembar.pdf", factories.PDF), **changes}


def type_in(client, sheet, **changes):
    return client.post(reverse("type_in_sheet", args=[sheet.uuid]), typed(**changes))


# Forms to print


@pytest.mark.parametrize(
    ("person", "visit", "own"),
    [
        ("verifier", 200, 200),
        ("verifier2", 200, 404),
        ("bureau", 200, 200),
        ("auditor", 200, 200),
        ("verifier3", 404, 404),
        ("staff", 404, 404),
    ],
)
def test_empty_forms_are_printed_by_the_team_and_the_bureau(client, cast, sheet, person, visit, own):
    client.force_login(getattr(cast, person))

    of_visit = client.get(reverse("visit_form", args=[sheet.assignment.innovation.visits.get().pk]))
    of_sheet = client.get(reverse("sheet_form", args=[sheet.uuid]))

    assert (of_visit.status_code, of_sheet.status_code) == (visit, own)


def test_nothing_of_a_filled_sheet_stands_on_its_empty_form(client, cast, sheet):
    sheet.scores.update(points=87, note="Rahasia")
    client.force_login(cast.bureau)

    response = client.get(reverse("sheet_form", args=[sheet.uuid]))

    assert "Rahasia" not in response.text
    assert ">87<" not in response.text
    assert cast.verifier.name in response.text


def test_forms_cost_the_same_whatever_they_show(client, cast, sheet, django_assert_num_queries):
    visit = sheet.assignment.innovation.visits.get()
    client.force_login(cast.verifier)

    with django_assert_num_queries(7):
        client.get(reverse("visit_form", args=[visit.pk]))
    with django_assert_num_queries(5):
        client.get(reverse("sheet_form", args=[sheet.uuid]))


# Typing in


def test_the_bureau_types_a_sheet_in_and_its_verifier_confirms_it(client, cast, sheet):
    client.force_login(cast.bureau)
    assert client.get(reverse("type_in_sheet", args=[sheet.uuid])).status_code == 200

    response = type_in(client, sheet, note_benefit="Register cocok")

    paper = PaperSheet.objects.get()
    entry = sheet.assignment.innovation
    assert response.url == reverse("entry_assignments", args=[sheet.assignment.stage_id, entry.pk])
    client.force_login(cast.verifier)
    text = client.get(paper.get_absolute_url()).text
    assert all(word in text for word in (cast.bureau.name, cast.verifier.name, "Register cocok", "84"))

    confirmed = client.post(paper.get_absolute_url())
    again = client.post(paper.get_absolute_url())

    sheet.refresh_from_db()
    assert (confirmed.url, again.url) == (sheet.get_absolute_url(), paper.get_absolute_url())
    assert (sheet.status, sheet.total) == (Scoresheet.Status.SUBMITTED, 82)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"points_benefit": ""}, ["points_benefit"]),
        ({"points_benefit": "101"}, ["points_benefit"]),
        ({"points_benefit": "", "unchecked_benefit": "on"}, ["note_benefit"]),
        ({"scan": SimpleUploadedFile("x.pdf", b"%PDF-x")}, ["scan"]),
        ({"scan": SimpleUploadedFile("x.jpg", b"<script>")}, ["scan"]),
    ],
)
def test_what_is_typed_in_wrongly_is_told_and_stays(client, cast, sheet, changes, errors):
    client.force_login(cast.bureau)

    response = type_in(client, sheet, **changes)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, errors)
    assert form["points_novelty"].value() == "80"
    assert not PaperSheet.objects.exists()


def test_a_second_one_is_not_typed_in_while_the_first_waits(client, cast, sheet):
    factories.paper_sheet(sheet)
    client.force_login(cast.bureau)

    shown = client.get(reverse("type_in_sheet", args=[sheet.uuid]))
    response = type_in(client, sheet)

    assert shown.context["obstacle"]
    assert list(response.context["form"].errors) == ["__all__"]
    assert PaperSheet.objects.count() == 1


def test_its_verifier_refuses_it_with_a_reason(client, cast, sheet):
    paper = factories.paper_sheet(sheet)
    client.force_login(cast.verifier)
    url = reverse("refuse_paper_sheet", args=[paper.pk])
    assert client.get(url).status_code == 200

    empty, response = client.post(url), client.post(url, {"reason": "Nilai tertukar"})

    paper.refresh_from_db()
    assert (list(empty.context["form"].errors), response.url) == (["reason"], reverse("verification_home"))
    assert (paper.state, paper.reason) == ("refused", "Nilai tertukar")
    client.force_login(cast.bureau)
    assert "Nilai tertukar" in client.get(paper.get_absolute_url()).text


@pytest.mark.parametrize("person", ["verifier2", "bureau2", "auditor", "staff"])
def test_nobody_else_reads_what_was_typed_in(client, cast, sheet, person):
    """A colleague on the same visit least of all: their own sheet is not in."""
    paper = factories.paper_sheet(sheet, 87)
    client.force_login(getattr(cast, person))

    for name in ("paper_sheet", "refuse_paper_sheet", "paper_scan"):
        assert client.get(reverse(name, args=[paper.pk])).status_code == 404
    assert client.post(paper.get_absolute_url()).status_code == 404


def test_the_person_who_typed_it_in_reads_and_does_not_answer(client, cast, sheet):
    paper = factories.paper_sheet(sheet)
    client.force_login(cast.bureau)

    assert client.get(paper.get_absolute_url()).context["may_answer"] is False
    assert client.post(paper.get_absolute_url()).status_code == 403
    assert client.post(reverse("refuse_paper_sheet", args=[paper.pk]), {"reason": "x"}).status_code == 403
    scan = client.get(reverse("paper_scan", args=[paper.pk]))
    assert (scan.headers["Content-Type"], scan.getvalue()) == ("application/pdf", factories.PDF)


def test_a_paper_sheet_without_a_scan_has_none_to_read(client, cast, sheet):
    paper = factories.paper_sheet(sheet)
    PaperSheet.objects.update(scan="")
    client.force_login(cast.verifier)

    assert client.get(reverse("paper_scan", args=[paper.pk])).status_code == 404
