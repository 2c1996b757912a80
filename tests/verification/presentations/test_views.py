"""The pages of a presentation stage: the bureau's slots, the material, who presented."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from innovations.models import Presentation
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.localtime()
DAY = (NOW + timedelta(days=2)).strftime("%Y-%m-%d")
MEETING = "https://rapat.example/kelas-ibu"


@pytest.fixture
def stage(cast):
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 2), field_tiers=(1,))
    return factories.presentation_stage(edition)


def finalist(stage, *panel, **fields):
    made = factories.innovation("finalist", edition=stage.edition, **fields)
    for verifier in panel:
        factories.assignment(made, verifier, stage=stage)
    return made


def typed(**changes):
    return {
        "starts_at": f"{DAY}T08:00",
        "material_due_at": f"{DAY}T07:00",
        "room": "Aula",
        "link": MEETING,
        **changes,
    }


def url(name, *args):
    return reverse(name, args=args)


def test_the_bureau_fills_the_slots_in_the_order_that_was_drawn(client, cast, stage):
    first, second, without = (finalist(stage, title=title) for title in ("A", "B", "C"))
    client.force_login(cast.bureau)
    turns = {f"turn_{first.pk}": 2, f"turn_{second.pk}": 1, f"turn_{without.pk}": ""}

    response = client.post(url("fill_slots", stage.pk), typed(pause_minutes=10, **turns))

    assert response.status_code == 302
    slots = [
        (one.innovation, f"{timezone.localtime(one.starts_at):%H:%M}") for one in stage.presentations.all()
    ]
    assert slots == [(second, "08:00"), (first, "08:30")]
    page = client.get(url("bureau_presentations", stage.pk))
    assert list(page.context["unplanned"]) == [without]


def test_a_slot_at_a_time_when_somebody_of_the_panel_presents_elsewhere_keeps_what_was_typed(
    client, cast, stage
):
    one, other = finalist(stage, cast.verifier), finalist(stage, cast.verifier)
    client.force_login(cast.bureau)
    client.post(url("plan_presentation", stage.pk, one.pk), typed())

    response = client.post(url("plan_presentation", stage.pk, other.pk), typed(room="Lain", link=""))

    assert [cast.verifier.name in error for error in response.context["form"].non_field_errors()] == [True]
    assert response.context["form"]["room"].value() == "Lain"
    assert Presentation.objects.count() == 1


@pytest.mark.parametrize("link", ["http://rapat.example/", "javascript:alert(1)", "rapat"])
def test_the_link_is_a_plain_https_address(client, cast, stage, link):
    client.force_login(cast.bureau)

    response = client.post(url("plan_presentation", stage.pk, finalist(stage).pk), typed(link=link))

    if link != "rapat":
        assert response.context["form"].errors["link"]
        assert not Presentation.objects.exists()


def test_who_was_assigned_later_and_is_in_two_presentations_at_once_is_shown(client, cast, stage):
    one, other = finalist(stage, cast.verifier), finalist(stage)
    start = timezone.now() + timedelta(days=1)
    for entry in (one, other):
        factories.presentation(entry, starts_at=start)
    factories.assignment(other, cast.verifier, stage=stage)
    client.force_login(cast.auditor)

    rows = client.get(url("bureau_presentations", stage.pk)).context["page_obj"]

    assert [row.at_once for row in rows] == [[cast.verifier], [cast.verifier]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_ask_the_database_as_often_for_three_slots_as_for_one(
    client, cast, stage, number, django_assert_num_queries
):
    for _turn in range(number):
        factories.presentation(finalist(stage, cast.verifier))
        finalist(stage)
    client.force_login(cast.bureau)

    with django_assert_num_queries(8):
        assert client.get(url("bureau_presentations", stage.pk)).status_code == 200
    with django_assert_num_queries(5):
        assert client.get(url("presentation_list", stage.pk)).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_panel_member_finds_the_slots_in_the_verifier_s_room(
    client, cast, stage, number, django_assert_num_queries
):
    for _turn in range(number):
        factories.presentation(finalist(stage, cast.verifier))
    client.force_login(cast.verifier)

    with django_assert_num_queries(8):
        page = client.get(url("verification_home")).content.decode()

    assert page.count('class="visually-hidden" lang="id"') >= number
    assert all(url("presentation", one.pk) in page for one in Presentation.objects.all())


def test_the_link_stands_on_the_pages_of_the_agency_the_panel_and_the_bureau_alone(client, cast, stage):
    entry = finalist(stage, cast.verifier)
    shown = factories.presentation(entry, link=MEETING)
    page = shown.get_absolute_url()

    for reader in (cast.staff, cast.verifier, cast.bureau, cast.auditor):
        client.force_login(reader)
        assert MEETING in client.get(page).content.decode()
    for stranger in (cast.stranger, cast.verifier2, cast.coordinator, cast.nobody):
        client.force_login(stranger)
        assert client.get(page).status_code == 404


def test_the_agency_is_not_told_who_sits_on_the_panel(client, cast, stage):
    shown = factories.presentation(finalist(stage, cast.verifier), chair=cast.verifier)

    client.force_login(cast.staff)
    of_agency = client.get(shown.get_absolute_url()).content.decode()
    client.force_login(cast.bureau)
    of_bureau = client.get(shown.get_absolute_url()).content.decode()

    assert cast.verifier.name not in of_agency
    assert cast.verifier.name in of_bureau


def test_the_agency_uploads_its_slides_which_the_panel_reads(client, cast, stage):
    shown = factories.presentation(finalist(stage, cast.verifier))
    file = SimpleUploadedFile("paparan.pdf", factories.PDF, "application/pdf")
    client.force_login(cast.staff)

    kept = client.post(url("bring_material", shown.pk), {"slides": file, "video_url": "https://v.example/1"})
    client.force_login(cast.verifier)
    read = client.get(url("presentation_slides", shown.pk))

    assert kept.status_code == 302
    assert read.getvalue() == factories.PDF
    assert read.headers["Content-Disposition"].startswith("attachment")
    assert "https://v.example/1" in client.get(shown.get_absolute_url()).content.decode()


@pytest.mark.parametrize("content", [b"", b"no PDF at all"])
def test_slides_that_are_no_pdf_are_refused_beside_the_field(client, cast, stage, content):
    shown = factories.presentation(finalist(stage))
    client.force_login(cast.staff)

    file = SimpleUploadedFile("paparan.pdf", content, "application/pdf")
    response = client.post(url("bring_material", shown.pk), {"slides": file})

    assert response.context["form"].errors["slides"]


def test_late_material_is_refused_with_a_sentence(client, cast, stage):
    late = factories.presentation(finalist(stage), material_due_at=timezone.now() - timedelta(minutes=2))
    client.force_login(cast.staff)

    file = SimpleUploadedFile("paparan.pdf", factories.PDF, "application/pdf")
    response = client.post(url("bring_material", late.pk), {"slides": file})

    assert "Batas unggah bahan adalah" in response.context["form"].non_field_errors()[0]
    assert "Batas unggah bahan adalah" in client.get(late.get_absolute_url()).content.decode()


def test_the_innovation_s_page_tells_its_agency_of_the_slot(client, cast, stage):
    entry = finalist(stage)
    shown = factories.presentation(entry, room="Aula Gubernuran")
    client.force_login(cast.staff)

    page = client.get(entry.get_absolute_url()).content.decode()

    assert "Aula Gubernuran" in page
    assert shown.get_absolute_url() in page


def test_the_chair_records_who_presented(client, cast, stage):
    an_hour_ago = timezone.now() - timedelta(hours=1)
    shown = factories.presentation(finalist(stage, cast.verifier), starts_at=an_hour_ago, chair=cast.verifier)
    client.force_login(cast.verifier)
    told = {
        "name_1": "Ibu Kepala",
        "office_1": "Kepala dinas",
        "head_was_present": "no",
        "head_note": "Dinas luar",
    }

    half = client.post(url("hold_presentation", shown.pk), {**told, "office_1": ""})
    response = client.post(url("hold_presentation", shown.pk), told)

    shown.refresh_from_db()
    assert half.context["form"].errors["office_1"]
    assert response.status_code == 302
    assert (shown.state, shown.head_was_present, shown.head_note) == ("held", False, "Dinas luar")
    assert "Ibu Kepala" in client.get(shown.get_absolute_url()).content.decode()


def test_the_sheet_of_a_presentation_leads_to_its_slot(client, cast, stage):
    entry = finalist(stage)
    sheet = factories.sheet(entry, cast.verifier, stage=stage)
    shown = factories.presentation(entry)
    client.force_login(cast.verifier)

    assert shown.get_absolute_url() in client.get(sheet.get_absolute_url()).content.decode()


def test_the_calendar_file_has_the_slot_and_the_place(client, cast, stage):
    shown = factories.presentation(finalist(stage, title="Kelas Ibu"), room="Aula", link=MEETING)
    client.force_login(cast.staff)

    file = client.get(url("presentation_ics", shown.pk)).content.decode()

    assert f"DTSTART:{shown.starts_at:%Y%m%dT%H%M}" in file
    assert f"LOCATION:Aula\\; {MEETING}" in file.replace("\r\n ", "")


def test_a_reader_in_conflict_reads_nothing_of_it(client, cast, stage):
    entry = finalist(stage, cast.verifier)
    shown = factories.presentation(entry)
    told = {"kind": "kin", "reason": "Kerabat", "declared_by": cast.verifier, "declared_at": timezone.now()}
    entry.conflicts.create(user=cast.verifier, **told)
    client.force_login(cast.verifier)

    for name in ("presentation", "presentation_slides", "presentation_ics", "hold_presentation"):
        assert client.get(url(name, shown.pk)).status_code == 403
