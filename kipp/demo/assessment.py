"""How verifiers of the demo visit and score: points that follow from an entry's strength, always the same."""

import hashlib
from datetime import date, datetime, time, timedelta

from innovations.integrity.conflicts import innovations_in_conflict
from innovations.models import Innovation, Stage
from kipp.accounts.models import User
from kipp.files.uploads import Document
from verification.assignments import deeds as assignments
from verification.minutes import deeds as minutes
from verification.minutes.text import AGENCY, MinutesDraft, Signer
from verification.models import Minutes, Scoresheet, Visit
from verification.scoresheets import deeds as scoresheets
from verification.scoresheets.deeds import Mark
from verification.visits import deeds as visits
from verification.visits import photos as visit_photos
from verification.visits import record as visit_records

from .cast import Cast
from .entries import PICTURES, sample_photo
from .notes import DESK_NOTES, FIELD_NOTES, FINDING_TEXTS
from .papers import document

CRITERIA = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")

ATTENDANCE = [
    ("Kepala instansi", "Instansi pemilik inovasi"),
    ("Inovator", "Tim inovasi"),
    ("Pengguna layanan", "Warga setempat"),
    ("Perwakilan penyelenggara", "Biro Organisasi Setda Provinsi Jawa Tengah"),
]

ATTENDANCE_PEKALONGAN = [
    ("Sekretaris Daerah", "Pemerintah Kabupaten Pekalongan"),
    ("Perwakilan penyelenggara", "Biro Organisasi (penyelenggara)"),
    ("Ketua", "Forum CSR Kabupaten Pekalongan"),
    ("Perwakilan LSM", "LSM TIRAI"),
    ("Kepala perangkat daerah", "Perangkat daerah Kabupaten Pekalongan"),
    ("Kepala desa", "Pemerintah desa setempat"),
    ("Pengguna layanan", "Warga desa"),
]


PROGRAMME = """Pembukaan dan penjelasan tujuan kunjungan
Peninjauan layanan dan pemeriksaan dokumen
Wawancara dengan pengguna layanan dan mitra
Penutupan dan penandatanganan daftar hadir"""

# Innovators, stakeholders, service users.
HEARD = (
    "Tim inovasi dan petugas yang menjalankan layanan",
    "Perangkat desa dan mitra",
    "Enam warga yang memakai layanan, dua di antaranya lanjut usia",
)


def pairs(verifiers: list[User], innovations: list[Innovation]) -> dict[int, list[User]]:
    """Return two verifiers for each innovation in turn, never one in conflict with it."""
    conflicts = {user.pk: innovations_in_conflict(user, innovations) for user in verifiers}
    turn = list(verifiers)
    chosen = {}
    for innovation in innovations:
        free = [user for user in turn if innovation.pk not in conflicts[user.pk]][:2]
        chosen[innovation.pk] = free
        turn = [user for user in turn if user not in free] + free
    return chosen


def points(strength: int, turn: int) -> dict[str, int]:
    """Return points by criterion around a strength from 0 to 100: verifiers differ, and so do criteria.

    `turn` is the number of the sheet in its stage, so that the demo is the same wherever it is built.
    """
    leniency = turn * 5 % 7 - 3
    return {
        code: max(40, min(98, strength + leniency + (turn * 3 + order * 5) % 9 - 4))
        for order, code in enumerate(CRITERIA)
    }


def score(sheet: Scoresheet, strength: int, turn: int, *, field: bool, at: datetime) -> None:
    """Fill in a sheet and hand it in."""
    notes = FIELD_NOTES if field else DESK_NOTES
    marks = {
        code: Mark(points=given, note=notes[code][(turn + order) % len(notes[code])])
        for order, (code, given) in enumerate(points(strength, turn).items())
    }
    by = sheet.assignment.verifier
    sheet = scoresheets.save(sheet, marks, save_number=sheet.save_number, by=by, at=at)
    scoresheets.submit(sheet, save_number=sheet.save_number, by=by, at=at)


def assign(
    cast: Cast, stage: Stage, innovation: Innovation, verifiers: list[User], *, at: datetime
) -> list[Scoresheet]:
    """Give an entry to its verifiers and return their empty sheets."""
    return [
        assignments.assign(innovation, stage, verifier, by=cast.bureau, at=at).scoresheet
        for verifier in verifiers
    ]


def plan_visit(
    cast: Cast,
    stage: Stage,
    innovation: Innovation,
    team: list[User],
    *,
    day: date,
    villages: list[str] | None = None,
    hours: tuple[time, time],
    at: datetime,
) -> Visit:
    """Plan a visit led by the first of the team, and confirm it a day later.

    `hours` are those of its day in WIB.
    """
    start, end = hours
    locations = innovation.locations.filter(village__in=villages) if villages else innovation.locations.all()
    plan = visits.Plan(
        lead=team[0],
        members=team,
        starts_on=day,
        ends_on=day,
        start_time=start,
        end_time=end,
        stops=[visits.Stop(location, day, start) for location in locations],
        programme=PROGRAMME,
        contact=visits.Contact(role="Penanggung jawab inovasi"),
    )
    planned = visits.plan(innovation, stage, plan, by=cast.bureau, at=at)
    return visits.confirm(planned, _letter(planned, day), by=cast.bureau, at=at + timedelta(days=1))


def hold_visit(planned: Visit, *, present: list[tuple[str, str]], at: datetime) -> Visit:
    """Record what was found on a visit, and who was present by role and institution, and hold the visit."""
    lead = planned.lead
    for role, institution in present:
        somebody = visit_records.PresentPerson(role, institution, signature="on_paper")
        visit_records.record_attendance(planned, somebody, by=lead, at=at)
    said = visit_photos.Description("Gambar contoh: kunjungan lapangan", planned.starts_at)
    picture = sample_photo(planned.pk % PICTURES)
    visit_photos.add(planned, picture, said, by=lead, at=at)
    facts = visit_records.Facts(planned.starts_at, planned.ends_at, *HEARD)
    visit_records.record_facts(planned, facts, save_number=0, by=lead, at=at)
    for finding in planned.findings.select_related("criterion"):
        is_partly = (planned.pk + finding.criterion.order) % 4 == 0
        # The first text of a criterion confirms what the proposal says, the second in part.
        text = FINDING_TEXTS[finding.criterion.code][is_partly]
        found = visit_records.FoundOnSite("partly" if is_partly else "confirmed", text)
        visit_records.record_finding(planned, finding.criterion.code, found, save_number=0, by=lead, at=at)
    return visit_records.hold(planned, by=lead, at=at)


def issue_minutes(visit: Visit, *, by: User, at: datetime) -> Minutes:
    """Draw up the minutes of a visit, let all sign on paper, and let the bureau issue them a day later."""
    draft = MinutesDraft(
        Signer("Kepala instansi (contoh)", visit.innovation.agency.name),
        response="Instansi menerima hasil verifikasi lapangan.",
        photos=[photo.uuid for photo in visit.photos.all()],
    )
    text = minutes.draw_up(visit, draft, by=visit.lead, at=at)
    signers = [(AGENCY, visit.lead), *((f"verifier-{one.pk}", one) for one in visit.members.all())]
    for place, signer in signers:
        minutes.sign(text, place, text_hash=text.text_hash, by=signer, at=at)
    later = at + timedelta(days=1)
    minutes.give_number(text, f"000.8.3.5/{visit.pk:03}/{at.year} (contoh)", by=by, at=later)
    scan = document("Berita Acara Verifikasi Lapangan (contoh)", [f"Sidik naskah: {text.text_hash}"])
    paper = Document(scan, hashlib.sha256(scan).hexdigest())
    return minutes.issue(text, paper, by=by, at=later)


def _letter(planned, day):
    return visits.Letter(
        f"800.1.11.1/{planned.pk:03}/{day.year} (contoh)",
        day - timedelta(days=3),
        "Kepala Biro Organisasi",
        "Sekretariat Daerah Provinsi Jawa Tengah",
    )
