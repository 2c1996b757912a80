"""The text of the minutes of a visit (Berita Acara): written once, then fixed by its hash.

    content = minutes_text.of_visit(visit, draft, version=1, at=at)
    text = minutes_text.canonical(content)
    minutes_text.hash_of(text)

It is an official paper, so it is Indonesian whatever language the reader has chosen, and it stays as it was
drawn up: nothing that is renamed or excused later changes it. The page and the PDF show it part by part.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

from django.db.models import Prefetch
from django.db.models.fields.files import FieldFile
from django.utils import timezone, translation

from innovations.models import Location
from kipp import in_words
from kipp.accounts.models import Government, Membership, Role
from kipp.audit import trail
from kipp.files.pdf import plain
from kipp.moments import as_day, in_wib
from verification.approvals.models import Approval
from verification.assignments.models import Assignment
from verification.visits.models import Visit, VisitFinding

from .models import Minutes

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class _ByTwo(TypedDict):
    by_two: list[Approval]


# The codes of the places where people without an account sign; a verifier's is verifier-<number>.
AGENCY, ORGANISER = "agency", "organiser"

RESPONSE, NO_RESPONSE = "Tanggapan instansi", "Instansi tidak memberikan tanggapan."


@dataclass(frozen=True)
class Signer:
    """Somebody who signs on the lead's device: name and office as the lead typed them in."""

    name: str = ""
    office: str = ""


@dataclass(frozen=True)
class MinutesDraft:
    """What the lead adds to the record of a visit; `photos` are the keys of those that may be shown."""

    agency: Signer
    organiser: Signer = Signer()
    response: str = ""
    photos: Sequence[UUID] = ()


def of_visit(
    visit: Visit,
    draft: MinutesDraft,
    *,
    version: int,
    replaces: Minutes | None = None,
    reason: str = "",
    at: datetime,
) -> dict:
    """Return the minutes of a visit that is over, as they are drawn up at that moment.

    With `replaces`, they say that they replace that version, and the `reason`.
    """
    with translation.override("id"):
        officers = _officers(visit, at)
        parts = [
            _part("Petugas", paragraphs=[_letter(visit)], table=_table_of_officers(officers)),
            _part("Yang hadir", table=_table_of_the_present(visit)),
            _part("Yang didengar", facts=_heard(visit)),
            _part("Hasil verifikasi", facts=_findings(visit)),
            _part(RESPONSE, [draft.response or NO_RESPONSE]),
            _part("Lembar penilaian yang dikecualikan", _excused(visit)),
        ]
        if replaces:
            parts.append(_part("Keterangan", [_replaced(replaces, version, reason)]))
        photos, others = _photos(visit, draft.photos)
        if others:
            parts.append(_part("Foto lain", [f"{others} foto lain disimpan dalam catatan kunjungan."]))
        return _document(
            visit,
            version=version,
            title="Berita Acara Verifikasi Lapangan",
            opening=[_opening(visit, at)],
            facts=_about(visit),
            parts=parts,
            photos=photos,
            closing=(
                "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
            ),
            places=_places(officers, draft),
        )


def of_addendum(
    visit: Visit, minutes: Minutes, words: str, draft: MinutesDraft, *, version: int, at: datetime
) -> dict:
    """Return an addendum with these words to issued minutes; the draft says who signs."""
    with translation.override("id"):
        officers = _officers(visit, at)
        today = timezone.localdate(at)
        opening = (
            f"Pada hari ini, {in_words.day(today)} ({as_day(today)}), kami yang bertanda tangan di bawah ini "
            f"menambahkan hal-hal berikut pada Berita Acara Verifikasi Lapangan nomor {minutes.number}, "
            f"versi {minutes.version}, yang disusun pada {in_wib(minutes.drawn_up_at)}, atas inovasi "
            "pelayanan publik:"
        )
        return _document(
            visit,
            version=version,
            title=f"Adendum {version} Berita Acara Verifikasi Lapangan",
            opening=[opening],
            facts=_about(visit)[:3],
            parts=[
                _part("Tambahan", [words]),
                _part("Lembar penilaian yang dikecualikan", _excused(visit)),
            ],
            photos=[],
            closing="Adendum ini merupakan bagian yang tidak terpisahkan dari berita acara tersebut di atas.",
            places=_places(officers, draft),
        )


def draft_of(minutes: Minutes) -> MinutesDraft:
    """Return what the lead added to minutes, for the form of the next version."""
    content = minutes.content
    signers = {place["code"]: Signer(place["name"], place["office"]) for place in content["places"]}
    said = [part["paragraphs"][0] for part in content["parts"] if part["heading"] == RESPONSE]
    return MinutesDraft(
        agency=signers[AGENCY],
        organiser=signers.get(ORGANISER, Signer()),
        response="".join(one for one in said if one != NO_RESPONSE),
        photos=[UUID(photo["uuid"]) for photo in content["photos"]["rows"]],
    )


def canonical(content: dict) -> str:
    """Return a text as canonical JSON, the form that is stored and hashed."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text that `canonical` returned, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_file(stored: FieldFile) -> str:
    """Return the SHA-256 of a stored file, in hexadecimal."""
    with stored.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _document(
    visit: Visit,
    *,
    version: int,
    title: str,
    opening: list[str],
    facts: list[dict[str, str]],
    parts: list[dict[str, Any]],
    photos: list[dict[str, str]],
    closing: str,
    places: list[dict[str, str]],
) -> dict[str, Any]:
    edition, line = visit.stage.edition, trail.head()
    province = Government.objects.filter(kind=Government.Kind.PROVINCE).first()
    content = {
        "letterhead": [*([f"Pemerintah {province}"] if province else []), edition.organiser],
        "mark": "Data contoh" if visit.innovation.is_sample else "",
        "title": title,
        "subtitle": f"{edition.name} Tahun {edition.year}",
        "version": f"Versi {version}",
        "opening": opening,
        "facts": facts,
        "parts": parts,
        "photos": {"heading": "Foto" if photos else "", "rows": photos},
        "closing": [closing],
        "places": places,
        "trail": f"Jejak audit saat naskah ini disusun: baris {line.number}, {line.hash}",
    }
    return _settable(content)


def _settable(content: Any) -> Any:
    """Return the content without what can't be set in a PDF, so that nobody signs what is not printed."""
    if isinstance(content, dict):
        return {key: _settable(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_settable(value) for value in content]
    return plain(content)


def _part(
    heading: str,
    paragraphs: Sequence[str] = (),
    *,
    facts: Sequence[dict[str, str]] = (),
    table: dict[str, list] | None = None,
) -> dict[str, Any]:
    return {
        "heading": heading,
        "paragraphs": list(paragraphs),
        "facts": list(facts),
        "table": table or {"head": [], "rows": []},
    }


def _fact(label: str, text: str) -> dict[str, str]:
    return {"label": label, "text": text}


def _opening(visit: Visit, at: datetime) -> str:
    begun = timezone.localdate(visit.arrived_at) if visit.arrived_at else visit.starts_on
    ended = max(begun, timezone.localdate(visit.departed_at) if visit.departed_at else visit.ends_on)
    said = "Pada hari ini," if timezone.localdate(at) == ended else "Pada hari"
    days = f"{in_words.day(begun)} ({as_day(begun)})"
    if ended != begun:
        days += f" sampai dengan hari {in_words.day(ended)} ({as_day(ended)})"
    if visit.state == Visit.State.HELD_ONLINE:
        where = "secara daring"
    else:
        places = visit.visit_locations.select_related("location__village__government")
        where = f"bertempat di {'; '.join(_place(stop.location) for stop in places)}"
    return (
        f"{said} {days}, {where}, kami yang bertanda tangan di bawah ini telah melaksanakan verifikasi "
        "lapangan atas inovasi pelayanan publik:"
    )


def _place(location: Location) -> str:
    village = location.village
    # In the codes of the Ministry of Home Affairs the last part begins with 1 for a kelurahan, 2 for a desa.
    kind = "Kelurahan" if village.code.rpartition(".")[2].startswith("1") else "Desa"
    where = f"{kind} {village.name}, Kecamatan {village.district}, {village.government.name}"
    return f"{location.place}, {where}" if location.place else where


def _about(visit: Visit) -> list[dict[str, str]]:
    innovation = visit.innovation
    facts = [
        _fact("Inovasi", innovation.title),
        _fact("Instansi", innovation.agency.name),
        _fact("Pemerintah daerah", innovation.agency.government.name),
        _fact("Kedatangan", in_wib(visit.arrived_at) if visit.arrived_at else "–"),
        _fact("Kepulangan", in_wib(visit.departed_at) if visit.departed_at else "–"),
    ]
    if visit.written_at and visit.is_written_late:
        facts.append(_fact("Dicatat", f"{in_wib(visit.written_at)}, karena: {visit.late_reason}"))
    return facts


def _officers(visit: Visit, at: datetime) -> list[dict[str, str]]:
    """Return the places of the team, the lead first: each with code, role, name and office."""
    day = timezone.localdate(at)
    posts = Membership.objects.held_on(day).filter(role=Role.VERIFIER).with_offices()
    team = visit.members.all().prefetch_related(Prefetch("memberships", posts, to_attr="verifying"))
    return [
        {
            "code": f"verifier-{member.pk}",
            "role": "Ketua tim verifikator" if member.pk == visit.lead_id else "Anggota tim verifikator",
            "name": member.name,
            "office": next((str(post.office) for post in member.verifying if post.office), ""),
        }
        for member in sorted(team, key=lambda member: (member.pk != visit.lead_id, member.name, member.pk))
    ]


def _letter(visit: Visit) -> str:
    if visit.letter_dated_on is None or not visit.has_letter:
        return "Surat tugas: tidak tercatat."
    return (
        f"Surat tugas nomor {visit.letter_number} tanggal {as_day(visit.letter_dated_on)}, ditandatangani "
        f"oleh {visit.letter_signer}, {visit.letter_signer_office}."
    )


def _table_of_officers(officers: list[dict[str, str]]) -> dict[str, list]:
    return {
        "head": ["No.", "Nama", "Kedudukan", "Instansi"],
        "rows": [
            [str(number), one["name"], one["role"], one["office"] or "Verifikator independen"]
            for number, one in enumerate(officers, start=1)
        ],
    }


def _table_of_the_present(visit: Visit) -> dict[str, list]:
    """Return who was present, by role and institution.

    Names are only in the record, as the people who gave one were told.
    """
    return {
        "head": ["No.", "Peran", "Instansi", "Tanda tangan daftar hadir"],
        "rows": [
            [str(number), one.role, one.institution, str(one.get_signature_display()) or "–"]
            for number, one in enumerate(visit.attendances.all(), start=1)
        ],
    }


def _heard(visit: Visit) -> list[dict[str, str]]:
    return [
        _fact("Inovator", visit.heard_innovators or "–"),
        _fact("Pemangku kepentingan", visit.heard_stakeholders or "–"),
        _fact("Pengguna layanan", visit.heard_users or "–"),
    ]


def _findings(visit: Visit) -> list[dict[str, str]]:
    found = visit.findings.select_related("criterion").prefetch_related("differing_notes__member")
    return [_fact(finding.criterion.name, _finding(finding)) for finding in found]


def _finding(finding: VisitFinding) -> str:
    lines = [f"{str(finding.get_finding_display()).capitalize()}.", finding.text]
    lines += [f"Catatan berbeda dari {note.member}: {note.text}" for note in finding.differing_notes.all()]
    return "\n".join(line for line in lines if line)


def _excused(visit: Visit) -> list[str]:
    by_two = Approval.objects.filter(kind=Approval.Kind.EXCUSE, is_approved=True)
    excused = Assignment.objects.filter(
        innovation=visit.innovation_id, stage=visit.stage_id, state=Assignment.State.EXCUSED
    ).select_related("verifier")
    approved = Prefetch("approvals", by_two.select_related("asked_by", "decided_by"), to_attr="by_two")
    said = [_excuse(task) for task in excused.order_by("pk").prefetch_related(approved)]
    return said or ["Tidak ada."]


def _excuse(task: "WithAnnotations[Assignment, _ByTwo]") -> str:
    two = "".join(f" Diusulkan oleh {one.asked_by}, disetujui oleh {one.decided_by}." for one in task.by_two)
    return f"Lembar {task.verifier} tidak ada dan tidak dihitung, karena: {task.reason}.{two}"


def _replaced(before: Minutes, version: int, reason: str) -> str:
    number = f" nomor {before.number}" if before.number else ""
    return (
        f"Versi {version} ini menggantikan versi {before.version}{number} yang disusun pada "
        f"{in_wib(before.drawn_up_at)}, karena: {reason}"
    )


def _photos(visit: Visit, chosen: Sequence[UUID]) -> tuple[list[dict[str, str]], int]:
    """Return the chosen photos, each with the hash of its file, and how many others the record has."""
    stored = list(visit.photos.all())
    photos = [
        {
            "uuid": str(photo.uuid),
            "caption": photo.caption or "Foto tanpa keterangan",
            "taken": f"Diambil {in_wib(photo.taken_at)}" if photo.taken_at else "",
            "hash": hash_of_file(photo.file),
        }
        for photo in stored
        if photo.uuid in chosen
    ]
    return photos, len(stored) - len(photos)


def _places(officers: list[dict[str, str]], draft: MinutesDraft) -> list[dict[str, str]]:
    agency = {"code": AGENCY, "role": "Yang mewakili instansi", **vars(draft.agency)}
    organiser = {"code": ORGANISER, "role": "Yang mewakili penyelenggara", **vars(draft.organiser)}
    return [*officers, agency, *([organiser] if draft.organiser.name else [])]
