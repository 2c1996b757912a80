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


def said(code, finding="confirmed", text="", *, shown=("", "")):
    """What a browser sends of one criterion: what the page showed first, and what it holds now."""
    return {
        f"finding_{code}": finding,
        f"text_{code}": text,
        f"initial-finding_{code}": shown[0],
        f"initial-text_{code}": shown[1],
    }


def record(client, visit, **data):
    return client.post(url("record_visit", visit), data)


def posts(visit):
    """Every verb of the record, with what a browser would send."""
    return [
        (url("record_visit", visit), {"role": "Kader", "institution": "Posyandu", **said("novelty")}),
        (url("remove_attendance", visit, 0), {}),
        (url("hold_visit", visit), {}),
    ]


# Reading


def test_the_lead_finds_facts_what_the_proposal_says_and_fields_for_each_criterion(client, cast, visit):
    response = page(client, cast.verifier, visit)

    parts = response.context["parts"]
    assert [part.reading.criterion.code for part in parts] == CODES
    assert [claim.text for claim in parts[0].reading.claims][1:] == ["Jawaban tentang novelty"]
    assert all(part.fields for part in parts)
    assert response.context["found"] == 0
    assert set(response.context["members"]) == {cast.verifier, cast.verifier2}
    assert [place.location for place in response.context["places"]] == [visit.innovation.locations.get()]
    assert (
        response.context["visit"].own_sheet == Scoresheet.objects.get(assignment__verifier=cast.verifier).uuid
    )


@pytest.mark.parametrize("person", ["verifier2", "bureau", "auditor"])
def test_the_team_and_the_bureau_read_and_do_not_write(client, cast, visit, person):
    reader = getattr(cast, person)

    response = page(client, reader, visit)

    assert (response.status_code, response.context["form"]) == (200, None)
    assert response.context["parts"][0].fields is None
    assert not any(address in response.text for address, _data in posts(visit))
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

    assert (response.status_code, response.context["form"]) == (200, None)
    assert [client.post(address, data).status_code for address, data in posts(visit)] == [403] * 3


@pytest.mark.parametrize("state", ["held", "held_online", "postponed", "not_held"])
def test_a_closed_record_is_only_read(client, cast, stage, state):
    visit = factories.visit(factories.innovation("finalist"), state=state)
    before = (found(visit), visit.attendances.count())

    response = page(client, cast.verifier, visit)
    for address, data in posts(visit):
        client.post(address, data)

    assert (response.context["form"], response.context["parts"][0].fields) == (None, None)
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

    for address, _data in posts(visit)[:2]:
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
        record(client, visit, **said("benefit", "partly"))
    with django_assert_num_queries(8):
        client.get(url("hold_visit", visit))
    client.force_login(cast.bureau)
    with django_assert_num_queries(8):
        client.get(visit.get_absolute_url())


# The record


def test_the_lead_records_who_was_present_and_what_was_found_at_once(client, cast, visit):
    client.force_login(cast.verifier)
    person = {"role": "Bidan desa", "institution": "Puskesmas Karangdadap"}

    response = record(
        client, visit, **person, **said("benefit", "partly", "Baru dua desa"), **said("novelty")
    )
    record(client, visit, **person)  # a double click

    assert response.url == visit.get_absolute_url()
    row = Attendance.objects.get()
    assert (row.visit, row.role, row.institution) == (visit, "Bidan desa", "Puskesmas Karangdadap")
    assert found(visit) == {
        **NOTHING_FOUND,
        "novelty": ("confirmed", ""),
        "benefit": ("partly", "Baru dua desa"),
    }
    assert page(client, cast.verifier, visit).context["found"] == 2


def test_what_this_page_did_not_change_is_left_as_another_page_saved_it(client, cast, visit):
    client.force_login(cast.verifier)
    record(client, visit, **said("benefit", "partly", "Dari ponsel"))

    record(client, visit, **said("benefit", "", ""), **said("novelty", "not_confirmed", "Dari laptop"))

    assert found(visit) == {
        **NOTHING_FOUND,
        "novelty": ("not_confirmed", "Dari laptop"),
        "benefit": ("partly", "Dari ponsel"),
    }


def test_a_finding_can_be_emptied_again(client, cast, visit):
    client.force_login(cast.verifier)
    record(client, visit, **said("benefit", "partly", "Baru dua desa"))

    record(client, visit, **said("benefit", "partly", "Tiga desa", shown=("partly", "Baru dua desa")))
    assert found(visit)["benefit"] == ("partly", "Tiga desa")

    record(client, visit, **said("benefit", "", "", shown=("partly", "Tiga desa")))
    assert found(visit) == NOTHING_FOUND


def test_words_without_a_finding_are_kept_for_later(client, cast, visit):
    client.force_login(cast.verifier)

    record(client, visit, **said("benefit", "", "Tanya kader lagi"))

    assert found(visit)["benefit"] == ("", "Tanya kader lagi")


def test_the_way_to_the_end_of_the_visit_saves_what_was_typed(client, cast, visit):
    client.force_login(cast.verifier)

    response = record(client, visit, check="1", **said("benefit"))

    assert response.url == url("hold_visit", visit)
    assert found(visit)["benefit"] == ("confirmed", "")


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"role": "Bidan desa"}, ["institution"]),
        ({"institution": "Puskesmas"}, ["role"]),
        (said("benefit", "not_checked"), ["text_benefit"]),
        (said("benefit", "partly", " "), ["text_benefit"]),
        (said("benefit", "hebat", "Baru dua desa"), ["finding_benefit"]),
    ],
)
def test_a_refused_record_keeps_all_that_was_typed_and_saves_nothing(client, cast, visit, data, errors):
    client.force_login(cast.verifier)
    fine = said("novelty", "partly", "Sebagian")

    response = record(client, visit, **fine, **data)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, errors)
    typed = {name: value for name, value in {**fine, **data}.items() if not name.startswith("initial")}
    assert {name: form[name].value() for name in typed} == typed
    assert (found(visit), Attendance.objects.count()) == (NOTHING_FOUND, 0)


def test_a_record_after_the_visit_was_closed_keeps_what_was_typed(client, cast, stage):
    visit = factories.visit(factories.innovation("finalist"), state="held")
    client.force_login(cast.verifier)

    response = record(client, visit, **said("benefit", "partly", "Baru dua desa", shown=("confirmed", "")))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, ["__all__"])
    assert form["text_benefit"].value() == "Baru dua desa"
    assert found(visit)["benefit"] == ("confirmed", "")


def test_what_is_not_of_this_visit_is_not_recorded(client, cast, visit):
    client.force_login(cast.verifier)

    response = record(client, visit, **said("beauty"))

    assert (response.status_code, found(visit)) == (302, NOTHING_FOUND)


def test_a_row_of_the_attendance_is_removed_once(client, cast, visit):
    row = Attendance.objects.create(visit=visit, role="Kader", institution="Posyandu")
    client.force_login(cast.verifier)

    removed = client.post(url("remove_attendance", visit, row.pk))
    again = client.post(url("remove_attendance", visit, row.pk))

    assert removed.url == again.url == f"{visit.get_absolute_url()}#attendance"
    assert Attendance.objects.count() == 0


def test_a_row_of_another_visit_is_not_removed(client, cast, visit):
    other = factories.visit(factories.innovation("finalist"), team=[cast.verifier3, cast.verifier4])
    row = Attendance.objects.create(visit=other, role="Kader", institution="Posyandu")
    client.force_login(cast.verifier)

    client.post(url("remove_attendance", visit, row.pk))

    assert Attendance.objects.get() == row


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
