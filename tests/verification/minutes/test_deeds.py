"""The minutes of a visit: fixed, signed by their hash, numbered, issued, replaced and added to."""

import hashlib
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from innovations.models import Edition
from kipp.accounts.models import Notice
from kipp.audit import trail
from kipp.files.uploads import Document
from tests import factories
from tests.expectations import actions, recorded, refused
from tests.verification import by_two
from verification.minutes import deeds
from verification.minutes import text as minutes_text
from verification.minutes.text import MinutesDraft, Signer
from verification.models import Minutes, MinutesSignature, Visit, VisitFinding
from verification.results import freezing

pytestmark = pytest.mark.django_db

NOW = timezone.now()
HEAD = Signer("Siti Aminah", "Kepala puskesmas")
DRAFT = MinutesDraft(HEAD, response="Kami akan melengkapi register.")
PAPER = Document(factories.PDF, hashlib.sha256(factories.PDF).hexdigest())
STROKES = "M12 40L14 41L20 60"
NOT_THE_LEAD = ["verifier2", "verifier3", "bureau", "staff", "coordinator", "auditor", "nobody"]
NOT_THE_BUREAU = ["verifier", "verifier2", "staff", "coordinator", "auditor", "nobody"]


@pytest.fixture
def stage(cast):
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 2), field_tiers=(1,))
    return edition.stage_of_kind("field")


@pytest.fixture
def entry(cast, stage):
    return factories.scored_entry(
        stage, 80, 84, verifiers=[cast.verifier, cast.verifier2], title="Kampung IVA"
    )


@pytest.fixture
def visit(entry, stage):
    return factories.visit(entry, stage=stage, state="held")


@pytest.fixture
def minutes(cast, visit):
    return drawn_up(cast, visit)


def drawn_up(cast, visit, draft=DRAFT, **details):
    return deeds.draw_up(visit, draft, by=cast.verifier, at=NOW, **details)


def sign(minutes, place, by, **details):
    details = {"text_hash": minutes.text_hash, "by": by, "at": NOW, **details}
    return deeds.sign(minutes, place, **details)


def signed_by_all(cast, minutes):
    sign(minutes, f"verifier-{cast.verifier.pk}", cast.verifier, drawing=STROKES)
    sign(minutes, f"verifier-{cast.verifier2.pk}", cast.verifier2)
    sign(minutes, "agency", cast.verifier, drawing=STROKES)
    return Minutes.objects.get(pk=minutes.pk)


def issued(cast, minutes, number="000.8/17"):
    deeds.give_number(signed_by_all(cast, minutes), number, by=cast.bureau, at=NOW)
    return deeds.issue(minutes, PAPER, by=cast.bureau, at=NOW)


def parts(minutes):
    return {part["heading"]: part for part in minutes.content["parts"]}


# The text


def test_the_text_says_day_place_officers_those_present_findings_and_the_response(cast, visit):
    at = datetime(2019, 8, 8, 9, 30, tzinfo=timezone.get_default_timezone())
    Visit.objects.filter(pk=visit.pk).update(
        starts_on=at.date(),
        ends_on=at.date(),
        arrived_at=at,
        departed_at=at + timedelta(hours=4),
        written_at=at,
        heard_users="Enam warga",
        letter_number="800.1.11.1/001/2019",
        letter_dated_on=at.date(),
        letter_signer="Kepala Biro",
        letter_signer_office="Biro Organisasi",
    )
    finding = visit.findings.get(criterion__code="benefit")
    VisitFinding.objects.filter(pk=finding.pk).update(finding="partly", text="Register berisi 300 nama.")
    finding.differing_notes.create(member=cast.verifier2, text="Menurut saya sesuai.")
    before = trail.head()

    with translation.override("en"):
        minutes = deeds.draw_up(visit, DRAFT, by=cast.verifier, at=at)

    content, said = minutes.content, parts(minutes)
    assert content["title"] == "Berita Acara Verifikasi Lapangan"
    assert content["letterhead"][-1] == "Biro Organisasi Setda Provinsi Jawa Tengah"
    assert content["opening"] == [
        "Pada hari ini, Kamis tanggal delapan bulan Agustus tahun dua ribu sembilan belas (8 Agustus 2019), "
        "bertempat di Desa Logandeng, Kecamatan Karangdadap, Kabupaten Pekalongan, kami yang bertanda tangan "
        "di bawah ini telah melaksanakan verifikasi lapangan atas inovasi pelayanan publik:"
    ]
    assert [(fact["label"], fact["text"]) for fact in content["facts"]] == [
        ("Inovasi", "Kampung IVA"),
        ("Instansi", "Puskesmas Karangdadap"),
        ("Pemerintah daerah", "Kabupaten Pekalongan"),
        ("Kedatangan", "8 Agustus 2019 pukul 09.30 WIB"),
        ("Kepulangan", "8 Agustus 2019 pukul 13.30 WIB"),
    ]
    assert said["Petugas"]["paragraphs"] == [
        "Surat tugas nomor 800.1.11.1/001/2019 tanggal 8 Agustus 2019, ditandatangani oleh Kepala Biro, "
        "Biro Organisasi."
    ]
    assert said["Petugas"]["table"]["rows"] == [
        ["1", cast.verifier.name, "Ketua tim verifikator", "Verifikator independen"],
        ["2", cast.verifier2.name, "Anggota tim verifikator", "Verifikator independen"],
    ]
    assert said["Yang hadir"]["table"]["rows"] == [["1", "Kepala puskesmas", "Puskesmas Karangdadap", "–"]]
    assert said["Yang didengar"]["facts"][2] == {"label": "Pengguna layanan", "text": "Enam warga"}
    benefit = finding.criterion.name
    assert {fact["label"]: fact["text"] for fact in said["Hasil verifikasi"]["facts"]}[benefit] == (
        "Sesuai sebagian.\nRegister berisi 300 nama.\n"
        f"Catatan berbeda dari {cast.verifier2.name}: Menurut saya sesuai."
    )
    assert said["Tanggapan instansi"]["paragraphs"] == ["Kami akan melengkapi register."]
    assert said["Lembar penilaian yang dikecualikan"]["paragraphs"] == ["Tidak ada."]
    assert content["trail"] == f"Jejak audit saat naskah ini disusun: baris {before.number}, {before.hash}"


def test_no_points_stand_in_the_text(cast, visit, minutes):
    assert "80" not in minutes.text.replace(minutes.content["trail"], "")
    assert "84" not in minutes.text.replace(minutes.content["trail"], "")


def test_those_present_stand_by_role_since_names_stay_inside(cast, visit):
    visit.attendances.update(name="Nyonya Rahasia", signature="on_paper")

    minutes = drawn_up(cast, visit)

    assert "Rahasia" not in minutes.text
    assert parts(minutes)["Yang hadir"]["table"]["rows"][0][3] == "tanda tangan di kertas"


def test_a_later_day_and_an_online_visit_are_said_as_they_are(cast, entry, stage):
    visit = factories.visit(
        entry, stage=stage, state="held_online", day=timezone.localdate() - timedelta(days=2)
    )

    [opening] = drawn_up(cast, visit).content["opening"]

    assert opening.startswith("Pada hari ")
    assert not opening.startswith("Pada hari ini")
    assert "secara daring" in opening


def test_an_excused_sheet_is_named_with_its_reason_and_the_two(cast, entry, stage):
    visit = factories.visit(entry, stage=stage, team=[cast.verifier, cast.verifier3], state="held")
    by_two.excuse(entry.assignments.get(verifier=cast.verifier3, stage=stage), reason="Sakit")

    minutes = drawn_up(cast, visit)

    assert parts(minutes)["Lembar penilaian yang dikecualikan"]["paragraphs"] == [
        f"Lembar {cast.verifier3.name} tidak ada dan tidak dihitung, karena: Sakit. "
        f"Diusulkan oleh {cast.bureau.name}, disetujui oleh {cast.bureau2.name}."
    ]


def test_only_the_photos_that_were_chosen_stand_in_it_by_the_hash_of_their_file(cast, visit):
    shown = factories.visit_photo(visit, caption="Register")
    factories.visit_photo(visit, caption="Pasien")

    minutes = drawn_up(cast, visit, MinutesDraft(HEAD, photos=[shown.uuid]))

    assert minutes.content["photos"]["rows"] == [
        {
            "uuid": str(shown.uuid),
            "caption": "Register",
            "taken": "",
            "hash": hashlib.sha256(factories.webp()).hexdigest(),
        }
    ]
    assert parts(minutes)["Foto lain"]["paragraphs"] == ["1 foto lain disimpan dalam catatan kunjungan."]
    assert "Pasien" not in minutes.text


def test_the_next_version_begins_with_what_was_said(cast, visit, minutes):
    assert minutes_text.draft_of(minutes) == MinutesDraft(HEAD, response=DRAFT.response, photos=[])


# Drawing up


def test_drawing_up_fixes_the_text_and_tells_the_others_of_the_team(cast, visit):
    minutes = drawn_up(cast, visit)

    assert (minutes.state, minutes.version, minutes.number) == ("drawn_up", 1, "")
    assert minutes.text_hash == hashlib.sha256(minutes.text.encode()).hexdigest()
    assert recorded(minutes) == [
        (
            "draw_up_minutes",
            cast.verifier.pk,
            NOW,
            {
                "visit": visit.pk,
                "innovation": visit.innovation_id,
                "kind": "minutes",
                "version": 1,
                "hash": minutes.text_hash,
            },
        )
    ]
    assert list(Notice.objects.values_list("user", "event", "url")) == [
        (cast.verifier2.pk, "minutes_to_sign", minutes.get_absolute_url())
    ]


@pytest.mark.parametrize("who", NOT_THE_LEAD)
def test_only_the_lead_draws_up(cast, visit, who):
    with refused(PermissionDenied):
        deeds.draw_up(visit, DRAFT, by=getattr(cast, who), at=NOW)


@pytest.mark.parametrize("state", ["planned", "postponed", "not_held"])
def test_only_a_visit_that_was_held_has_minutes(cast, visit, state):
    Visit.objects.filter(pk=visit.pk).update(state=state)

    with refused(ValidationError):
        drawn_up(cast, visit)


def test_nothing_is_drawn_up_in_an_edition_that_does_not_run(cast, visit, stage):
    Edition.objects.update(state="suspended")

    with refused(ValidationError):
        drawn_up(cast, visit)


# Signing


def test_a_signature_is_bound_to_the_hash_and_the_last_one_tells_the_bureau(cast, minutes):
    signature = sign(minutes, f"verifier-{cast.verifier.pk}", cast.verifier, drawing=STROKES)

    assert (signature.manner, signature.drawing, signature.text_hash) == (
        "drawn",
        STROKES,
        minutes.text_hash,
    )
    minutes.refresh_from_db()
    assert minutes.state == "drawn_up"
    assert recorded(minutes)[1:] == [
        (
            "sign_minutes",
            cast.verifier.pk,
            NOW,
            {
                "place": f"verifier-{cast.verifier.pk}",
                "manner": "drawn",
                "hash": minutes.text_hash,
            },
        )
    ]

    sign(minutes, "agency", cast.verifier)
    sign(minutes, f"verifier-{cast.verifier2.pk}", cast.verifier2)

    minutes.refresh_from_db()
    assert minutes.state == "signed"
    assert set(minutes.signatures.values_list("place", "manner", "given_by")) == {
        (f"verifier-{cast.verifier.pk}", "drawn", cast.verifier.pk),
        (f"verifier-{cast.verifier2.pk}", "on_paper", cast.verifier2.pk),
        ("agency", "on_paper", cast.verifier.pk),
    }
    told = Notice.objects.filter(event="minutes_signed").values_list("user", flat=True)
    assert set(told) == {cast.bureau.pk, cast.bureau2.pk}


def test_a_signature_on_another_text_is_refused(cast, minutes):
    with pytest.raises(ValidationError, match="naskah lain"):
        sign(minutes, "agency", cast.verifier, text_hash="0" * 64)

    assert not MinutesSignature.objects.exists()


def test_the_database_binds_a_signature_to_the_hash_of_its_text(cast, minutes):
    with pytest.raises(IntegrityError, match="minutes_signature_under_this_text"), transaction.atomic():
        MinutesSignature.objects.create(
            minutes=minutes,
            place="agency",
            manner="on_paper",
            text_hash="0" * 64,
            given_by=cast.verifier,
            given_at=NOW,
        )


def test_the_database_refuses_another_text_under_the_same_hash(minutes):
    with pytest.raises(IntegrityError, match="minutes_hash_is_that_of_its_text"), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(text="{}")


def test_the_database_refuses_another_text_with_its_hash_once_it_is_signed(cast, minutes):
    sign(minutes, "agency", cast.verifier)

    with pytest.raises(IntegrityError, match="minutes_signature_under_this_text"), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(text="{}", text_hash=minutes_text.hash_of("{}"))


def test_nobody_signs_for_another(cast, minutes):
    for place, who in (
        (f"verifier-{cast.verifier2.pk}", "verifier"),
        (f"verifier-{cast.verifier.pk}", "verifier2"),
        ("agency", "verifier2"),
        ("agency", "staff"),
        ("agency", "bureau"),
        ("organiser", "verifier"),  # nobody signs for the organiser in this text
        (f"verifier-{cast.verifier3.pk}", "verifier3"),
    ):
        with refused(PermissionDenied):
            sign(minutes, place, getattr(cast, who))


def test_a_place_is_signed_once(cast, minutes):
    sign(minutes, "agency", cast.verifier)

    with refused(ValidationError):
        sign(minutes, "agency", cast.verifier)


def test_the_organisers_place_is_signed_where_the_text_has_one(cast, visit):
    minutes = drawn_up(cast, visit, MinutesDraft(HEAD, organiser=Signer("Joko", "Biro Organisasi")))

    sign(minutes, "organiser", cast.verifier)

    assert minutes.signatures.get().place == "organiser"


# Number and issue


def test_the_signed_paper_is_kept_byte_for_byte_and_team_and_agency_are_told(cast, minutes):
    deeds.give_number(signed_by_all(cast, minutes), "000.8/17", by=cast.bureau, at=NOW)

    deeds.issue(minutes, PAPER, by=cast.bureau2, at=NOW)

    made = Minutes.objects.get(pk=minutes.pk)
    assert (made.state, made.number, made.issued_by, made.issued_at) == (
        "issued",
        "000.8/17",
        cast.bureau2,
        NOW,
    )
    with made.signed_file.open("rb") as kept:
        assert kept.read() == factories.PDF
    assert made.signed_file_hash == PAPER.sha256
    assert made.text == minutes.text
    assert actions(made) == ["draw_up_minutes", *["sign_minutes"] * 3, "number_minutes", "issue_minutes"]
    assert recorded(made)[-1] == (
        "issue_minutes",
        cast.bureau2.pk,
        NOW,
        {"visit": made.visit_id, "hash": made.text_hash, "file": PAPER.sha256},
    )
    told = Notice.objects.filter(event="minutes_issued").values_list("user", flat=True)
    assert set(told) == {cast.verifier.pk, cast.verifier2.pk, cast.staff.pk, cast.colleague.pk}


def test_nothing_is_issued_unsigned_unnumbered_or_twice(cast, minutes):
    with pytest.raises(ValidationError, match="Belum semua kolom"):
        deeds.issue(minutes, PAPER, by=cast.bureau, at=NOW)
    signed_by_all(cast, minutes)
    with pytest.raises(ValidationError, match="nomor lebih dahulu"):
        deeds.issue(minutes, PAPER, by=cast.bureau, at=NOW)
    deeds.give_number(minutes, "000.8/17", by=cast.bureau, at=NOW)
    deeds.issue(minutes, PAPER, by=cast.bureau, at=NOW)
    with refused(ValidationError):
        deeds.issue(minutes, PAPER, by=cast.bureau, at=NOW)
    with refused(ValidationError):
        deeds.give_number(minutes, "000.8/18", by=cast.bureau, at=NOW)


@pytest.mark.parametrize("who", NOT_THE_BUREAU)
def test_only_the_bureau_numbers_and_issues(cast, minutes, who):
    signed_by_all(cast, minutes)
    with refused(PermissionDenied):
        deeds.give_number(minutes, "000.8/17", by=getattr(cast, who), at=NOW)
    deeds.give_number(minutes, "000.8/17", by=cast.bureau, at=NOW)
    with refused(PermissionDenied):
        deeds.issue(minutes, PAPER, by=getattr(cast, who), at=NOW)


def test_who_is_in_conflict_neither_numbers_nor_issues(cast, minutes):
    issuable = signed_by_all(cast, minutes)
    factories.post(cast.bureau2, "coordinator", cast.agency.government, **factories.FORMERLY)

    with refused(PermissionDenied):
        deeds.give_number(issuable, "000.8/17", by=cast.bureau2, at=NOW)
    deeds.give_number(issuable, "000.8/17", by=cast.bureau, at=NOW)
    with refused(PermissionDenied):
        deeds.issue(issuable, PAPER, by=cast.bureau2, at=NOW)


def test_a_number_is_given_once_a_stage(cast, stage, minutes):
    other = factories.visit(factories.scored_entry(stage, 70, 70), stage=stage, state="held")
    factories.minutes(other, number="000.8/17")

    with refused(ValidationError):
        deeds.give_number(minutes, "000.8/17", by=cast.bureau, at=NOW)


# Versions and addenda


def test_a_new_version_replaces_the_old_one_which_keeps_its_signatures(cast, visit, minutes):
    sign(minutes, "agency", cast.verifier, drawing=STROKES)
    deeds.give_number(minutes, "000.8/17", by=cast.bureau, at=NOW)

    later = drawn_up(cast, visit, reason="Nama kepala salah")

    minutes.refresh_from_db()
    assert (minutes.state, minutes.reason, minutes.superseded_at) == (
        "superseded",
        "Nama kepala salah",
        NOW,
    )
    assert minutes.signatures.count() == 1
    assert (later.version, later.state, later.number, later.signatures.count()) == (
        2,
        "drawn_up",
        "000.8/17",
        0,
    )
    [note] = parts(later)["Keterangan"]["paragraphs"]
    assert note.startswith("Versi 2 ini menggantikan versi 1 nomor 000.8/17 yang disusun pada ")
    assert note.endswith("karena: Nama kepala salah")
    with pytest.raises(ValidationError, match="diganti versi berikutnya"):
        sign(minutes, f"verifier-{cast.verifier.pk}", cast.verifier)


def test_a_new_version_needs_a_reason(cast, visit, minutes):
    with refused(ValidationError):
        drawn_up(cast, visit)


def test_an_issued_version_keeps_its_number_for_itself(cast, visit, minutes):
    issued(cast, minutes)

    later = drawn_up(cast, visit, reason="Salah tempat")

    assert later.number == ""
    with refused(ValidationError):
        deeds.give_number(later, "000.8/17", by=cast.bureau, at=NOW)


def test_an_addendum_is_signed_numbered_and_issued_beside_the_minutes(cast, visit, minutes):
    issued(cast, minutes)

    addendum = deeds.add_addendum(visit, "Register dikirim menyusul.", DRAFT, by=cast.verifier, at=NOW)

    assert (addendum.kind, addendum.version) == ("addendum", 1)
    assert "nomor 000.8/17, versi 1" in addendum.content["opening"][0]
    assert parts(addendum)["Tambahan"]["paragraphs"] == ["Register dikirim menyusul."]
    issued(cast, addendum, "000.8/18")
    assert list(visit.minutes.issued()) == [minutes, addendum]


def test_there_is_no_addendum_to_what_is_not_issued(cast, visit, minutes):
    with refused(ValidationError):
        deeds.add_addendum(visit, "Tambahan", DRAFT, by=cast.verifier, at=NOW)


def test_one_addendum_is_under_way_and_a_new_one_replaces_it_for_a_reason(cast, visit, minutes):
    issued(cast, minutes)
    first = deeds.add_addendum(visit, "Tambahan", DRAFT, by=cast.verifier, at=NOW)

    with refused(ValidationError):
        deeds.add_addendum(visit, "Tambahan lain", DRAFT, by=cast.verifier, at=NOW)
    second = deeds.add_addendum(visit, "Tambahan lain", DRAFT, reason="Salah tulis", by=cast.verifier, at=NOW)

    first.refresh_from_db()
    assert (first.state, second.version, second.state) == ("superseded", 2, "drawn_up")


# Before the result is frozen


def freeze(cast, stage):
    return freezing.freeze(stage, stage.edition.groups.get(), by=cast.bureau, at=timezone.now())


@pytest.fixture
def opened(cast, visit, stage):
    return factories.open_standings(stage)


def test_a_stage_is_not_frozen_before_the_minutes_of_each_visit_are_issued(cast, opened, minutes):
    for step in (
        lambda: None,
        lambda: signed_by_all(cast, minutes),
        lambda: deeds.give_number(minutes, "000.8/17", by=cast.bureau, at=NOW),
    ):
        step()
        with pytest.raises(ValidationError, match="Kampung IVA"):
            freeze(cast, opened)
    deeds.issue(minutes, PAPER, by=cast.bureau, at=NOW)

    assert freeze(cast, opened).placings.count() == 1


def test_a_new_version_that_is_not_issued_holds_the_result_up_again(cast, visit, opened, minutes):
    issued(cast, minutes)
    drawn_up(cast, visit, reason="Salah tempat")

    with refused(ValidationError):
        freeze(cast, opened)


def test_an_entry_that_was_not_visited_or_left_the_competition_holds_nothing_up(cast, opened, visit):
    factories.minutes(visit)
    factories.scored_entry(opened, 60, 60)
    gone = factories.scored_entry(opened, 50, 50)
    factories.visit(gone, stage=opened, state="held")
    type(gone).objects.filter(pk=gone.pk).update(status="withdrawn")

    assert freeze(cast, opened).placings.count() == 2


def test_a_sheet_excused_after_the_text_was_drawn_up_wants_an_addendum(cast, entry, stage, visit):
    late = factories.assignment(entry, cast.verifier3, stage=stage)
    minutes = drawn_up(cast, visit)
    issued(cast, minutes)
    by_two.excuse(late, reason="Sakit", at=NOW + timedelta(minutes=1))
    factories.open_standings(stage)
    with pytest.raises(ValidationError, match="Kampung IVA"):
        freeze(cast, stage)

    addendum = deeds.add_addendum(visit, "Menyusul", DRAFT, by=cast.verifier, at=NOW + timedelta(minutes=2))
    issued(cast, addendum, "000.8/18")

    assert "Sakit" in parts(addendum)["Lembar penilaian yang dikecualikan"]["paragraphs"][0]
    assert freeze(cast, stage).placings.count() == 1


def test_frozen_minutes_are_not_drawn_up_again_but_can_be_added_to(cast, visit, opened, minutes):
    issued(cast, minutes)
    freeze(cast, opened)

    with pytest.raises(ValidationError, match="adendum"):
        drawn_up(cast, visit, reason="Salah tempat")
    assert deeds.add_addendum(visit, "Tambahan", DRAFT, by=cast.verifier, at=NOW).pk


# Without minutes


def test_two_of_the_bureau_let_the_minutes_stay_missing(cast, visit, opened):
    asked = by_two.ask(visit, "no_minutes", reason="Naskah hilang karena banjir")
    with refused(ValidationError):
        freeze(cast, opened)

    by_two.approvals.approve(asked, by=cast.bureau2, at=NOW)

    assert actions(visit) == ["ask_approval", "excuse_minutes"]
    assert recorded(visit)[-1] == (
        "excuse_minutes",
        cast.bureau2.pk,
        NOW,
        {
            "innovation": visit.innovation_id,
            "stage": visit.stage_id,
            "verifier": None,
            "kind": "no_minutes",
            "asked_by": cast.bureau.pk,
        },
    )
    assert freeze(cast, opened).placings.count() == 1


def test_whom_the_one_who_asked_brought_into_the_bureau_does_not_approve(cast, visit, opened):
    puppet = factories.brought_in(factories.member("bureau"), by=cast.bureau)
    asked = by_two.ask(visit, "no_minutes")

    with refused(ValidationError):
        by_two.approvals.approve(asked, by=puppet, at=NOW)

    assert by_two.approvals.approve(asked, by=cast.bureau2, at=NOW).is_approved


def test_who_asked_does_not_approve_and_a_refusal_excuses_nothing(cast, visit, opened):
    asked = by_two.ask(visit, "no_minutes")
    with refused(ValidationError):
        by_two.approvals.approve(asked, by=cast.bureau, at=NOW)

    by_two.approvals.refuse(asked, by=cast.bureau2, at=NOW)

    with refused(ValidationError):
        freeze(cast, opened)


def test_minutes_are_excused_only_where_they_are_missing(cast, visit, opened):
    planned = factories.visit(factories.innovation("finalist"))
    with refused(ValidationError):
        by_two.ask(planned, "no_minutes")
    by_two.approvals.approve(by_two.ask(visit, "no_minutes"), by=cast.bureau2, at=NOW)
    with refused(ValidationError):
        by_two.ask(visit, "no_minutes")


def test_issued_minutes_are_not_excused(cast, visit, opened):
    factories.minutes(visit)

    with refused(ValidationError):
        by_two.ask(visit, "no_minutes")
