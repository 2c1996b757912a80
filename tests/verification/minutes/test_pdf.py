"""The minutes as a PDF: the text and no other, the paper's frame, and what may not be printed."""

import json
import re
import shutil
import subprocess

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone, translation

from tests import factories
from tests.pdfs import Pdf
from verification.minutes import deeds
from verification.minutes import pdf as minutes_pdf
from verification.minutes.text import MinutesDraft, Signer
from verification.models import Minutes

pytestmark = pytest.mark.django_db

NOW = timezone.now()
HEAD = Signer("Siti Aminah", "Kepala puskesmas")
STROKES = "M12 40L200 150L400 20"
MARKUP = '#panic("x") $x^2$ *tebal* <label> @acuan // komentar'


@pytest.fixture
def visit(cast):
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("finalist", edition=edition, title="Kampung IVA", slug="kampung-iva")
    return factories.visit(entry, state="held", heard_users=MARKUP)


@pytest.fixture
def minutes(cast, visit):
    photo = factories.visit_photo(visit, caption="Kader menunjukkan register")
    visit.findings.filter(criterion__code="benefit").update(finding="partly", text="Baris satu\nBaris dua")
    draft = MinutesDraft(
        HEAD, Signer("Joko", "Biro Organisasi"), response="Terima kasih.", photos=[photo.uuid]
    )
    return deeds.draw_up(visit, draft, by=cast.verifier, at=NOW)


def printed(minutes):
    minutes = Minutes.objects.select_related("visit__innovation", "stage__edition").get(pk=minutes.pk)
    return minutes_pdf.typeset(minutes, minutes_pdf.contents(minutes))


def said_in(content):
    """All texts of the data, in any order, but for what names files and places."""
    if isinstance(content, dict):
        return [
            text
            for key, value in content.items()
            if key not in ("uuid", "hash", "code")
            for text in said_in(value)
        ]
    if isinstance(content, list):
        return [text for value in content for text in said_in(value)]
    return [content]


def words_of(texts):
    # Where a long run of signs was broken, no space was written; headings stand in capital letters.
    return sorted(re.sub(r"\s", "", " ".join(texts)).casefold())


def test_it_prints_the_text_and_no_other(cast, minutes):
    deeds.give_number(minutes, "000.8/17", by=cast.bureau, at=NOW)

    pdf = Pdf(printed(minutes))

    frame = [
        "Nomor: 000.8/17",
        f"Sidik naskah (SHA-256): {minutes.text_hash}",
        f"http://localhost:8000/verify/{minutes.text_hash}/",
        "Pemeriksaan isi, bukan tanda tangan elektronik",
        *(
            f"Sidik naskah {minutes.short_hash} Halaman {page} dari {len(pdf.pages)}"
            for page in range(1, len(pdf.pages) + 1)
        ),
    ]
    assert words_of([pdf.words]) == words_of([*said_in(minutes.content), *frame])
    assert MARKUP in pdf.words


def test_its_order_is_that_of_the_text(minutes):
    words = Pdf(printed(minutes)).words
    headings = [part["heading"] for part in minutes.content["parts"]]
    told = [
        minutes.content["letterhead"][-1].upper(),
        "BERITA ACARA VERIFIKASI LAPANGAN",
        "Nomor: …",
        "Pada hari ini,",
        *headings,
        minutes.content["photos"]["heading"],
        "Demikian berita acara ini",
        "Siti Aminah",
        "Pemeriksaan isi",
    ]

    places = [words.index(text) for text in told]

    assert places == sorted(places)


def test_it_is_for_the_archive_and_for_screen_readers(cast, minutes):
    deeds.sign(minutes, "agency", text_hash=minutes.text_hash, drawing=STROKES, by=cast.verifier, at=NOW)

    pdf = Pdf(printed(minutes))

    metadata = pdf.reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert pdf.reader.root_object["/MarkInfo"]["/Marked"]
    assert pdf.reader.root_object["/Lang"] == "id-ID"
    assert {"/H1", "/Table", "/TH", "/TD", "/P", "/Figure"} <= pdf.kinds
    assert pdf.pictures == [
        "Kader menunjukkan register",
        "Tanda tangan Siti Aminah",
        f"Kode QR: http://localhost:8000/verify/{minutes.text_hash}/",
    ]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_its_structure_is_sound(minutes, tmp_path):
    made = tmp_path / "minutes.pdf"
    made.write_bytes(printed(minutes))

    checked = subprocess.run(["qpdf", "--check", made], capture_output=True, check=False)

    assert checked.returncode == 0, checked.stdout


def test_the_same_text_gives_the_same_bytes_in_whatever_language(minutes):
    with translation.override("en"):
        first = printed(minutes)

    assert printed(minutes) == first


def test_a_signature_or_a_number_makes_another_paper_of_the_same_text(cast, minutes):
    def mark():
        return minutes_pdf.fingerprint(minutes_pdf.contents(Minutes.objects.get(pk=minutes.pk)))

    marks = [mark()]
    deeds.sign(minutes, "agency", text_hash=minutes.text_hash, by=cast.verifier, at=NOW)
    marks.append(mark())
    assert "Ditandatangani di atas kertas" in Pdf(printed(minutes)).words
    deeds.give_number(minutes, "000.8/17", by=cast.bureau, at=NOW)
    marks.append(mark())

    assert len(set(marks)) == 3


def test_a_replaced_version_says_so_on_every_page(cast, visit, minutes):
    deeds.draw_up(visit, MinutesDraft(HEAD), reason="Salah nama", by=cast.verifier, at=NOW)

    pages = Pdf(printed(minutes)).pages

    assert all("Tidak berlaku: diganti versi berikutnya" in page for page in pages)


def test_another_photo_than_the_one_that_was_signed_for_is_never_printed(visit, minutes):
    photo = visit.photos.get()
    photo.file.save("other.webp", ContentFile(factories.webp((9, 9))))

    with pytest.raises(ValidationError, match="foto dalam naskah"):
        printed(minutes)

    photo.file.storage.delete(str(photo.file))
    with pytest.raises(ValidationError, match="foto dalam naskah"):
        printed(minutes)


def test_long_texts_and_many_people_are_set_within_the_limits(cast, visit):
    visit.findings.update(text="kata " * 700 + "a" * 400)
    for number in range(60):
        visit.attendances.create(role=f"Warga {number}", institution="x" * 150)

    minutes = deeds.draw_up(visit, MinutesDraft(HEAD, response="ꦲꦏ꧀ꦱꦫ 😀 " * 300), by=cast.verifier, at=NOW)

    assert len(Pdf(printed(minutes)).pages) > 5


def test_a_paper_is_named_after_its_kind_entry_and_version(minutes):
    assert minutes_pdf.file_name(minutes) == "kipp-2019-berita-acara-kampung-iva-v1.pdf"


def test_what_is_said_is_plain_data(minutes):
    assert json.loads(json.dumps(minutes_pdf.contents(minutes)))
