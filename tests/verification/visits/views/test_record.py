"""The record of a visit: read by the team, the bureau and auditors, written by its lead until it is held."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.models import Edition
from kipp.accounts.models import Role
from kipp.audit.models import TrailEntry
from tests import factories
from verification.models import Attendance, DifferingNote, Scoresheet, Visit

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
AUTOSAVE = {"X-Autosave": "1"}


def said(finding="confirmed", text="", number=0):
    """What a browser sends of one criterion."""
    return {"finding": finding, "text": text, "save_number": number}


def midwife(**changes):
    """What a browser sends of somebody who was present."""
    return {"uuid": uuid4(), "role": "Bidan desa", "institution": "Puskesmas", **changes}


def hour(moment=None):
    """A moment of today as a browser sends it, five minutes ago unless said."""
    return timezone.localtime(moment or timezone.now() - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M")


def record(client, visit, piece, /, *args, device=False, **data):
    """Send one piece, as a browser or as a device does."""
    return client.post(url(piece, visit, *args), data, headers=AUTOSAVE if device else {})


def posts(visit):
    """Every verb of the lead's record, with what a browser would send."""
    return [
        (url("record_attendance", visit), midwife()),
        (url("remove_attendance", visit, uuid4()), {}),
        (url("record_finding", visit, "novelty"), said()),
        (url("record_facts", visit), {"arrived_at": hour()}),
        (url("hold_visit", visit), {}),
    ]


# Reading


def test_the_lead_finds_facts_what_the_proposal_says_and_fields_for_each_criterion(client, cast, visit):
    response = page(client, cast.verifier, visit)

    parts = response.context["parts"]
    assert [part.reading.criterion.code for part in parts] == CODES
    assert [claim.text for claim in parts[0].reading.claims][1:] == ["Jawaban tentang novelty"]
    assert all(part.form and part.note_form for part in parts)
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

    assert (response.status_code, response.context["writes"]) == (200, False)
    assert not any(part.form for part in response.context["parts"])
    assert not any(f'"{address}"' in response.text for address, _data in posts(visit))
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
    factories.post(cast.verifier, Role.STAFF, cast.agency, **factories.FORMERLY)

    response = page(client, cast.verifier, visit)

    assert (response.status_code, response.context["writes"]) == (200, False)
    assert [client.post(address, data).status_code for address, data in posts(visit)] == [403] * 5


@pytest.mark.parametrize("state", ["held", "held_online", "postponed", "not_held"])
def test_a_closed_record_is_only_read(client, cast, stage, state):
    visit = factories.visit(factories.innovation("finalist"), state=state)
    before = (found(visit), visit.attendances.count())

    response = page(client, cast.verifier, visit)
    for address, data in posts(visit):
        client.post(address, data)

    assert not response.context["writes"]
    assert not any(part.form or part.note_form for part in response.context["parts"])
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

    for address, _data in posts(visit)[:4]:
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

    with django_assert_num_queries(11):
        client.get(visit.get_absolute_url())
    with django_assert_num_queries(13):
        record(client, visit, "record_finding", "benefit", **said("partly"))
    with django_assert_num_queries(8):
        client.get(url("hold_visit", visit))
    client.force_login(cast.bureau)
    with django_assert_num_queries(11):
        client.get(visit.get_absolute_url())


# Who was present


def test_the_lead_records_who_was_present(client, cast, visit):
    client.force_login(cast.verifier)
    bidan = midwife(name="Bidan A", signature="on_paper")

    response = record(client, visit, "record_attendance", **bidan)
    again = record(client, visit, "record_attendance", **bidan)  # a double click

    assert response.url == again.url == f"{visit.get_absolute_url()}#attendance"
    row = Attendance.objects.get()
    assert (row.visit, row.uuid, row.role, row.institution) == (
        visit,
        bidan["uuid"],
        "Bidan desa",
        "Puskesmas",
    )
    assert (row.name, row.signature, row.drawing) == ("Bidan A", "on_paper", "")


def test_a_device_sends_somebody_until_it_hears_that_he_is_on_the_list(client, cast, visit):
    client.force_login(cast.verifier)
    bidan = midwife(signature="drawn", drawing="M 10,20 L 11,21")

    answers = [record(client, visit, "record_attendance", device=True, **bidan) for _attempt in range(2)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (200, {"uuid": str(bidan["uuid"])})
    ] * 2
    assert Attendance.objects.get().drawing == "M10 20L11 21"
    assert 'd="M10 20L11 21"' in page(client, cast.verifier, visit).text


def test_what_stands_under_a_mark_already_is_told_by_field(client, cast, visit):
    client.force_login(cast.verifier)
    bidan = midwife()
    record(client, visit, "record_attendance", **bidan)

    answer = record(client, visit, "record_attendance", device=True, **{**bidan, "role": "Kader"})
    shown = record(client, visit, "record_attendance", **{**bidan, "role": "Kader"})

    assert answer.status_code == 409
    assert answer.json()["stored"] == {
        "role": "Bidan desa",
        "institution": "Puskesmas",
        "name": "",
        "signature": "",
    }
    assert shown.context["attendance_form"]["role"].value() == "Kader"
    assert Attendance.objects.get().role == "Bidan desa"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"role": ""}, ["role"]),
        ({"institution": " "}, ["institution"]),
        ({"uuid": "x"}, ["uuid"]),
        ({"signature": "drawn"}, ["signature"]),
        ({"signature": "drawn", "drawing": "M1 1<script>"}, ["drawing"]),
        ({"signature": "thumb"}, ["signature"]),
    ],
)
def test_a_refused_person_keeps_what_was_typed(client, cast, visit, changes, errors):
    client.force_login(cast.verifier)

    response = record(client, visit, "record_attendance", **midwife(name="Bidan A", **changes))
    answer = record(client, visit, "record_attendance", device=True, **midwife(**changes))

    form = response.context["form"]
    assert (response.status_code, list(form.errors), form["name"].value()) == (200, errors, "Bidan A")
    assert (answer.status_code, len(answer.json()["sentences"])) == (422, 1)
    assert Attendance.objects.count() == 0


def test_a_row_of_the_attendance_is_removed_once(client, cast, visit):
    row = Attendance.objects.create(visit=visit, role="Kader", institution="Posyandu")
    client.force_login(cast.verifier)

    removed = record(client, visit, "remove_attendance", row.uuid)
    again = record(client, visit, "remove_attendance", row.uuid)
    answer = record(client, visit, "remove_attendance", row.uuid, device=True)

    assert removed.url == again.url == f"{visit.get_absolute_url()}#attendance"
    assert (answer.status_code, Attendance.objects.count()) == (200, 0)


def test_a_row_of_another_visit_is_not_removed(client, cast, visit):
    other = factories.visit(factories.innovation("finalist"), team=[cast.verifier3, cast.verifier4])
    row = Attendance.objects.create(visit=other, role="Kader", institution="Posyandu")
    client.force_login(cast.verifier)

    record(client, visit, "remove_attendance", row.uuid)

    assert Attendance.objects.get() == row


# What was found


def test_the_lead_records_what_was_found_and_may_empty_it_again(client, cast, visit):
    client.force_login(cast.verifier)

    response = record(client, visit, "record_finding", "benefit", **said("partly", "Baru dua desa"))
    assert response.url == f"{visit.get_absolute_url()}#criterion-benefit"
    assert found(visit) == {**NOTHING_FOUND, "benefit": ("partly", "Baru dua desa")}
    assert page(client, cast.verifier, visit).context["found"] == 1

    record(client, visit, "record_finding", "benefit", **said("", "Tanya kader lagi", 1))
    assert found(visit)["benefit"] == ("", "Tanya kader lagi")

    record(client, visit, "record_finding", "benefit", **said("", "", 2))
    assert found(visit) == NOTHING_FOUND


def test_a_device_sends_a_finding_until_it_hears_its_number(client, cast, visit):
    client.force_login(cast.verifier)

    answers = [
        record(client, visit, "record_finding", "benefit", device=True, **said("partly", "Baru dua desa"))
        for _attempt in range(2)
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"save_number": 1})] * 2


def test_a_finding_that_was_saved_elsewhere_is_told_by_field(client, cast, visit):
    client.force_login(cast.verifier)
    record(client, visit, "record_finding", "benefit", **said("partly", "Dari ponsel"))

    answer = record(
        client, visit, "record_finding", "benefit", device=True, **said("confirmed", "Dari laptop")
    )
    shown = record(client, visit, "record_finding", "benefit", **said("confirmed", "Dari laptop"))

    assert answer.status_code == 409
    assert {key: answer.json()[key] for key in ("save_number", "stored")} == {
        "save_number": 1,
        "stored": {"finding": "partly", "text": "Dari ponsel"},
    }
    form = shown.context["form"]
    assert (form["text"].value(), form["save_number"].value()) == ("Dari laptop", 1)
    assert "Dari ponsel" in shown.text
    assert found(visit)["benefit"] == ("partly", "Dari ponsel")
    # Anyone who has read it may replace it.
    record(client, visit, "record_finding", "benefit", **said("confirmed", "Dari laptop", 1))
    assert found(visit)["benefit"] == ("confirmed", "Dari laptop")


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (said("not_checked"), ["text"]),
        (said("partly", " "), ["text"]),
        (said("hebat", "Baru dua desa"), ["finding"]),
    ],
)
def test_a_refused_finding_keeps_what_was_typed(client, cast, visit, data, errors):
    client.force_login(cast.verifier)

    response = record(client, visit, "record_finding", "benefit", **data)
    answer = record(client, visit, "record_finding", "benefit", device=True, **data)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, errors)
    assert {name: form[name].value() for name in ("finding", "text")} == {
        name: data[name] for name in ("finding", "text")
    }
    assert (answer.status_code, found(visit)) == (422, NOTHING_FOUND)


def test_what_is_no_criterion_of_the_visit_is_a_404(client, cast, visit):
    client.force_login(cast.verifier)

    assert record(client, visit, "record_finding", "beauty", **said()).status_code == 404
    assert record(client, visit, "write_differing_note", "beauty", text="Lain").status_code == 404


# When, and who was heard


def test_the_lead_records_when_the_team_was_there_and_who_was_heard(client, cast, visit):
    client.force_login(cast.verifier)
    data = {"arrived_at": hour(), "heard_users": "Dua belas warga", "save_number": 0}

    response = record(client, visit, "record_facts", **data)
    answer = record(client, visit, "record_facts", device=True, **data)

    visit.refresh_from_db()
    assert response.url == f"{visit.get_absolute_url()}#facts"
    assert (answer.status_code, answer.json()) == (200, {"save_number": 1})
    assert (hour(visit.arrived_at), visit.departed_at) == (data["arrived_at"], None)
    assert visit.heard_users == "Dua belas warga"


def test_facts_that_were_saved_elsewhere_are_told_by_field(client, cast, visit):
    client.force_login(cast.verifier)
    first = {"arrived_at": hour(), "heard_users": "Dua belas warga"}
    record(client, visit, "record_facts", **first)

    answer = record(client, visit, "record_facts", device=True, heard_users="Sepuluh warga")
    shown = record(client, visit, "record_facts", heard_users="Sepuluh warga")

    assert answer.status_code == 409
    assert answer.json()["save_number"] == 1
    assert answer.json()["stored"] == {
        "arrived_at": first["arrived_at"],
        "departed_at": "",
        "heard_innovators": "",
        "heard_stakeholders": "",
        "heard_users": "Dua belas warga",
        "late_reason": "",
    }
    assert shown.context["facts_form"]["heard_users"].value() == "Sepuluh warga"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"arrived_at": "pagi"}, "arrived_at"),
        ({"arrived_at": "2999-01-01T09:00"}, "__all__"),
        ({"departed_at": "2019-08-07T09:00"}, "__all__"),
        ({"heard_users": "x" * 501}, "heard_users"),
    ],
)
def test_refused_facts_keep_what_was_typed(client, cast, visit, data, error):
    client.force_login(cast.verifier)

    response = record(client, visit, "record_facts", **{"heard_innovators": "Tim", **data})
    answer = record(client, visit, "record_facts", device=True, **data)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [error])
    assert form["heard_innovators"].value() == "Tim"
    assert answer.status_code == 422


# Who sees it differently


def test_a_member_writes_a_differing_note_that_all_read_with_their_name(client, cast, visit):
    client.force_login(cast.verifier2)

    response = record(client, visit, "write_differing_note", "benefit", text="Saya melihat lain")
    answer = record(client, visit, "write_differing_note", "benefit", device=True, text="Saya melihat lain")

    assert response.url == f"{visit.get_absolute_url()}#criterion-benefit"
    assert (answer.status_code, answer.json()) == (200, {"save_number": 1})
    own = page(client, cast.verifier2, visit).context["parts"][2]
    assert (own.note_form["text"].value(), own.notes) == ("Saya melihat lain", [])
    for reader in (cast.verifier, cast.bureau, cast.auditor):
        text = page(client, reader, visit).text
        assert "Saya melihat lain" in text
        assert cast.verifier2.name in text


def test_a_note_that_was_saved_elsewhere_is_told_and_one_can_be_taken_back(client, cast, visit):
    client.force_login(cast.verifier2)
    record(client, visit, "write_differing_note", "benefit", text="Dari ponsel")

    answer = record(client, visit, "write_differing_note", "benefit", device=True, text="Dari laptop")
    shown = record(client, visit, "write_differing_note", "benefit", text="Dari laptop")
    taken = record(client, visit, "write_differing_note", "benefit", device=True, text="", save_number=1)

    assert (answer.status_code, answer.json()["stored"]) == (409, {"text": "Dari ponsel"})
    assert shown.context["parts"][2].note_form["text"].value() == "Dari laptop"
    assert (taken.json(), DifferingNote.objects.count()) == ({"save_number": 0}, 0)


@pytest.mark.parametrize(("person", "status"), [("bureau", 403), ("auditor", 403), ("verifier3", 404)])
def test_notes_are_the_team_s(client, cast, visit, person, status):
    client.force_login(getattr(cast, person))

    assert record(client, visit, "write_differing_note", "benefit", text="Lain").status_code == status


# A device that comes too late


def pieces(visit):
    return [address for address, _data in posts(visit)[:4]]


@pytest.mark.parametrize("state", ["held", "held_online", "postponed", "not_held"])
def test_a_device_is_told_that_a_record_is_closed_for_good(client, cast, visit, state):
    Visit.objects.update(state=state)
    client.force_login(cast.verifier)

    answers = [client.post(address, headers=AUTOSAVE) for address in pieces(visit)]
    note = record(client, visit, "write_differing_note", "benefit", device=True, text="Lain")

    assert [answer.status_code for answer in [*answers, note]] == [410] * 5
    assert all(len(answer.json()["sentences"]) == 1 for answer in answers)


def test_a_device_is_told_that_another_one_leads_now(client, cast, visit):
    """Also when he who led before goes along no more."""
    Visit.objects.update(lead=cast.verifier2)
    client.force_login(cast.verifier)
    assert [client.post(address, headers=AUTOSAVE).status_code for address in pieces(visit)] == [410] * 4

    visit.members.remove(cast.verifier)
    assert [client.post(address, headers=AUTOSAVE).status_code for address in pieces(visit)] == [404] * 4

    visit.former_leads.add(cast.verifier)
    answers = [client.post(address, headers=AUTOSAVE) for address in pieces(visit)]
    assert [answer.status_code for answer in answers] == [410] * 4
    assert cast.verifier2.name in answers[0].json()["sentences"][0]


@pytest.mark.parametrize(("state", "status"), [("suspended", 422), ("cancelled", 410), ("closed", 410)])
def test_a_device_keeps_trying_while_an_edition_is_only_suspended(client, cast, visit, state, status):
    Edition.objects.update(state=state)
    client.force_login(cast.verifier)

    answer = record(client, visit, "record_finding", "benefit", device=True, **said())

    assert answer.status_code == status


def test_a_conflict_that_was_found_later_closes_the_record_to_its_lead(client, cast, visit):
    factories.post(cast.verifier, Role.STAFF, cast.agency, **factories.FORMERLY)
    client.force_login(cast.verifier)

    assert [client.post(address, headers=AUTOSAVE).status_code for address in pieces(visit)] == [410] * 4


@pytest.mark.parametrize(("person", "status"), [("bureau", 403), ("verifier3", 404), ("staff", 404)])
def test_others_are_not_told_by_a_device(client, cast, visit, person, status):
    Visit.objects.update(state="held")
    client.force_login(getattr(cast, person))

    assert [client.post(address, headers=AUTOSAVE).status_code for address in pieces(visit)] == [status] * 4


def test_a_piece_after_the_visit_was_closed_keeps_what_was_typed_on_the_page(client, cast, stage):
    visit = factories.visit(factories.innovation("finalist"), state="held")
    client.force_login(cast.verifier)

    response = record(client, visit, "record_finding", "benefit", **said("partly", "Baru dua desa"))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, ["__all__"])
    assert form["text"].value() == "Baru dua desa"
    assert found(visit)["benefit"] == ("confirmed", "")


# Held


def complete(visit):
    visit.findings.update(finding="confirmed")
    Visit.objects.update(arrived_at=timezone.now())
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
    assert (len(shown.context["obstacles"]), response.url) == (7, visit.get_absolute_url())
    assert visit.state == "planned"


def test_a_double_click_closes_once(client, cast, visit):
    complete(visit)
    client.force_login(cast.verifier)

    client.post(url("hold_visit", visit))
    again = client.post(url("hold_visit", visit), {"online": "on"})

    visit.refresh_from_db()
    assert (again.url, visit.state) == (visit.get_absolute_url(), "held")
    assert TrailEntry.objects.filter(action="close_visit").count() == 1
