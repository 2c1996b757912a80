"""The record of a visit: read by the team, the bureau and auditors, written by its lead until it is held."""

import pytest
from django.urls import reverse

from kipp.accounts.models import Role
from kipp.audit.models import TrailEntry
from tests import factories
from verification.models import Attendance, Scoresheet

pytestmark = pytest.mark.django_db

CODES = ["novelty", "effectiveness", "benefit", "replicability", "sustainability"]


@pytest.fixture
def stage():
    return factories.edition(at_stage="field").stage_of_kind("field")


@pytest.fixture
def visit(cast, stage):
    """A planned visit, led by the cast's first verifier; the second is in the team."""
    return factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2])


def url(name, visit, *args):
    return reverse(name, args=[visit.pk, *args])


def page(client, person, visit):
    client.force_login(person)
    return client.get(visit.get_absolute_url())


def found(visit):
    return {
        finding.criterion.code: (finding.finding, finding.text)
        for finding in visit.findings.select_related("criterion")
    }


NOTHING_FOUND = dict.fromkeys(CODES, ("", ""))


def posts(visit):
    """Every verb of the record, with what a browser would send."""
    return [
        (url("record_attendance", visit), {"role": "Kader", "institution": "Posyandu"}),
        (url("remove_attendance", visit, 0), {}),
        (url("record_finding", visit, "novelty"), {"novelty-finding": "confirmed", "novelty-text": ""}),
        (url("hold_visit", visit), {}),
    ]


# Reading


def test_the_lead_finds_facts_what_the_proposal_says_and_a_form_for_each_criterion(client, cast, visit):
    response = page(client, cast.verifier, visit)

    parts = response.context["parts"]
    assert [part.reading.criterion.code for part in parts] == CODES
    assert [claim.text for claim in parts[0].reading.claims][1:] == ["Jawaban tentang novelty"]
    assert all(part.form for part in parts)
    assert (response.context["writes"], bool(response.context["attendance_form"])) == (True, True)
    assert set(response.context["members"]) == {cast.verifier, cast.verifier2}
    assert [place.location for place in response.context["places"]] == [visit.innovation.locations.get()]
    assert (
        response.context["visit"].own_sheet == Scoresheet.objects.get(assignment__verifier=cast.verifier).uuid
    )


@pytest.mark.parametrize("person", ["verifier2", "bureau", "auditor"])
def test_the_team_and_the_bureau_read_and_do_not_write(client, cast, visit, person):
    reader = getattr(cast, person)

    response = page(client, reader, visit)

    assert (response.status_code, response.context["writes"]) == (200, False)
    assert (response.context["attendance_form"], response.context["parts"][0].form) == (None, None)
    assert url("hold_visit", visit) not in response.text
    for address, data in posts(visit):
        assert client.post(address, data).status_code == 403
    assert client.get(url("hold_visit", visit)).status_code == 403
    assert (found(visit), Attendance.objects.count()) == (NOTHING_FOUND, 0)


@pytest.mark.parametrize("person", ["verifier3", "staff", "coordinator", "stranger", "nobody"])
def test_others_do_not_know_of_a_visit(client, cast, visit, person):
    response = page(client, getattr(cast, person), visit)

    assert response.status_code == 404
    for address, data in posts(visit):
        assert client.post(address, data).status_code == 404
    assert client.get(url("hold_visit", visit)).status_code == 404


def test_a_lead_in_conflict_does_not_write(client, cast, visit):
    factories.post(cast.verifier, Role.STAFF, cast.agency, ends_on=factories.SINCE)

    response = page(client, cast.verifier, visit)

    assert (response.status_code, response.context["writes"]) == (200, False)
    assert [client.post(address, data).status_code for address, data in posts(visit)] == [403] * 4


@pytest.mark.parametrize("state", ["held", "held_online", "postponed", "not_held"])
def test_a_closed_record_is_only_read(client, cast, stage, state):
    visit = factories.visit(factories.innovation("finalist"), state=state)
    before = (found(visit), visit.attendances.count())

    response = page(client, cast.verifier, visit)
    for address, data in posts(visit):
        client.post(address, data)

    assert (response.context["writes"], response.context["parts"][0].form) == (False, None)
    assert (found(visit), visit.attendances.count()) == before
    visit.refresh_from_db()
    assert visit.state == state


def test_no_points_stand_on_a_visit(client, cast, visit):
    factories.score(
        visit.innovation,
        visit.stage.edition.stage_of_kind("proposal"),
        [91, 83, 77, 88, 94],
        verifiers=[cast.verifier3],
    )

    for reader in (cast.verifier, cast.verifier2, cast.bureau, cast.auditor):
        response = page(client, reader, visit)
        assert not any(number in response.text for number in ("86,60", "86.60"))


def test_verbs_are_posted(client, cast, visit):
    client.force_login(cast.verifier)

    for address, _data in posts(visit)[:3]:
        assert client.get(address).status_code == 405
    assert client.post(visit.get_absolute_url()).status_code == 405
    assert client.put(url("hold_visit", visit)).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_a_visit_costs_the_same_for_any_number_of_places_and_people(
    client, cast, visit, number, django_assert_num_queries
):
    for person in range(number):
        Attendance.objects.create(visit=visit, role=f"Kader {person}", institution="Posyandu")
        place = factories.location(visit.innovation, place=f"Posyandu {person}")
        visit.visit_locations.create(location=place, on_day=visit.starts_on)
    client.force_login(cast.verifier)

    with django_assert_num_queries(9):
        client.get(visit.get_absolute_url())
    with django_assert_num_queries(9):
        client.post(url("record_attendance", visit), {"role": "", "institution": ""})
    with django_assert_num_queries(9):
        client.post(
            url("record_finding", visit, "benefit"), {"benefit-finding": "partly", "benefit-text": ""}
        )
    with django_assert_num_queries(8):
        client.get(url("hold_visit", visit))
    client.force_login(cast.bureau)
    with django_assert_num_queries(8):
        client.get(visit.get_absolute_url())


# Attendance


def test_the_lead_records_and_removes_who_was_present(client, cast, visit):
    client.force_login(cast.verifier)
    person = {"role": "Bidan desa", "institution": "Puskesmas Karangdadap"}

    added = client.post(url("record_attendance", visit), person)
    client.post(url("record_attendance", visit), person)  # a double click

    assert added.url == f"{visit.get_absolute_url()}#attendance"
    row = Attendance.objects.get()
    assert (row.visit, row.role, row.institution) == (visit, "Bidan desa", "Puskesmas Karangdadap")

    removed = client.post(url("remove_attendance", visit, row.pk))
    again = client.post(url("remove_attendance", visit, row.pk))

    assert (removed.url, again.url) == (added.url, added.url)
    assert Attendance.objects.count() == 0


def test_a_row_of_another_visit_is_not_removed(client, cast, visit):
    other = factories.visit(factories.innovation("finalist"), team=[cast.verifier3, cast.verifier4])
    row = Attendance.objects.create(visit=other, role="Kader", institution="Posyandu")
    client.force_login(cast.verifier)

    client.post(url("remove_attendance", visit, row.pk))

    assert Attendance.objects.get() == row


def test_a_refused_attendance_keeps_what_was_typed(client, cast, visit):
    client.force_login(cast.verifier)

    response = client.post(url("record_attendance", visit), {"role": "Bidan desa", "institution": ""})

    form = response.context["attendance_form"]
    assert (response.status_code, list(form.errors)) == (200, ["institution"])
    assert form["role"].value() == "Bidan desa"
    assert Attendance.objects.count() == 0


# Findings


def test_the_lead_records_a_finding_and_returns_to_its_place(client, cast, visit):
    client.force_login(cast.verifier)
    data = {"benefit-finding": "partly", "benefit-text": "Baru dua desa"}

    response = client.post(url("record_finding", visit, "benefit"), data)

    assert response.url == f"{visit.get_absolute_url()}#criterion-benefit"
    assert found(visit) == {**NOTHING_FOUND, "benefit": ("partly", "Baru dua desa")}


def test_words_without_a_finding_are_kept_for_later(client, cast, visit):
    client.force_login(cast.verifier)

    client.post(url("record_finding", visit, "benefit"), {"benefit-text": "Tanya kader lagi"})

    assert found(visit)["benefit"] == ("", "Tanya kader lagi")


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"benefit-finding": "not_checked", "benefit-text": ""}, ["text"]),
        ({"benefit-finding": "partly", "benefit-text": " "}, ["text"]),
        ({"benefit-finding": "hebat", "benefit-text": "Baru dua desa"}, ["finding"]),
    ],
)
def test_a_refused_finding_keeps_its_place_and_what_was_typed(client, cast, visit, data, errors):
    client.force_login(cast.verifier)

    response = client.post(url("record_finding", visit, "benefit"), data)

    forms = {part.reading.criterion.code: part.form for part in response.context["parts"]}
    assert (response.status_code, list(forms["benefit"].errors)) == (200, errors)
    assert forms["benefit"]["finding"].value() == data["benefit-finding"]
    assert forms["benefit"]["text"].value() == data["benefit-text"]
    assert not any(form.is_bound for code, form in forms.items() if code != "benefit")
    assert found(visit) == NOTHING_FOUND


def test_a_finding_after_the_record_was_closed_keeps_what_was_typed(client, cast, stage):
    visit = factories.visit(factories.innovation("finalist"), state="held")
    client.force_login(cast.verifier)

    response = client.post(
        url("record_finding", visit, "benefit"),
        {"benefit-finding": "partly", "benefit-text": "Baru dua desa"},
    )

    forms = {part.reading.criterion.code: part.form for part in response.context["parts"]}
    assert (response.status_code, list(forms["benefit"].errors)) == (200, ["__all__"])
    assert forms["benefit"]["text"].value() == "Baru dua desa"
    assert found(visit)["benefit"] == ("confirmed", "")


def test_a_criterion_that_the_visit_has_not_is_not_found(client, cast, visit):
    client.force_login(cast.verifier)

    response = client.post(url("record_finding", visit, "beauty"), {"beauty-finding": "confirmed"})

    assert response.status_code == 404


# Held


def complete(visit):
    visit.findings.update(finding="confirmed")
    Attendance.objects.create(visit=visit, role="Kader", institution="Posyandu")


@pytest.mark.parametrize(("data", "state"), [({}, "held"), ({"online": "on"}, "held_online")])
def test_the_lead_marks_a_complete_visit_as_held(client, cast, visit, data, state):
    complete(visit)
    client.force_login(cast.verifier)

    shown = client.get(url("hold_visit", visit))
    response = client.post(url("hold_visit", visit), data)

    visit.refresh_from_db()
    assert (shown.context["obstacles"], response.url) == ([], visit.get_absolute_url())
    assert visit.state == state
    assert TrailEntry.objects.get(action="close_visit").facts["state"] == state


def test_what_is_missing_is_named_and_the_visit_stays_open(client, cast, visit):
    client.force_login(cast.verifier)

    shown = client.get(url("hold_visit", visit))
    response = client.post(url("hold_visit", visit))

    visit.refresh_from_db()
    assert (len(shown.context["obstacles"]), response.url) == (6, visit.get_absolute_url())
    assert visit.state == "planned"


def test_a_double_click_closes_once(client, cast, visit):
    complete(visit)
    client.force_login(cast.verifier)

    client.post(url("hold_visit", visit))
    again = client.post(url("hold_visit", visit), {"online": "on"})

    visit.refresh_from_db()
    assert (again.url, visit.state) == (visit.get_absolute_url(), "held")
    assert TrailEntry.objects.filter(action="close_visit").count() == 1
