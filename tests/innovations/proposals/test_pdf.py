"""The proposal as a PDF: what it says, that anything can be written in it, and what it may take."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from PIL import Image

from innovations.models import Answer, Innovation
from innovations.proposals import pdf as proposal_pdf
from innovations.proposals import reading as proposals
from kipp.files import pdf, typesetting
from tests import factories
from tests.pdfs import Pdf

pytestmark = pytest.mark.django_db

MARKUP = (
    '#read("/etc/passwd") $x^2$ \\ *tebal* _miring_ <label> @acuan #panic("x") // komentar /* dan */',
    "= bukan judul + bukan daftar `mentah` https://contoh.example #import",
)
SCRIPTS = (
    "emoji 😀 👨‍👩‍👧 🇮🇩, ꦲꦏ꧀ꦱꦫ ꦗꦮ, السلام عليكم, 中文, Ж Ω ✔ ➢",
    "dari Word \uf0b7, kendali \x0b\x1b, \u202e arah, \ufeff \ufffe \U000e0041 \u0378",
    "a" + "\u0301" * 200,
)


@pytest.fixture
def sent(cast):
    return factories.innovation(
        "submitted", edition=factories.edition(at_stage="screening"), title="Kampung IVA: periksa dini"
    )


def printed(innovation, **given):
    """The PDF of what the agency reads, as bytes."""
    proposal = proposals.read(proposals.own_revision(innovation))
    given = {"address": "/submissions/1/check/", "status": "terkirim", "at": timezone.now(), **given}
    said = proposal_pdf.contents(proposal, **given)
    return proposal_pdf.typeset(said, proposal_pdf.pictures_of(proposal))


def pdf_of(innovation, **given):
    return Pdf(printed(innovation, **given))


def write(innovation, text, code="novelty"):
    Answer.objects.filter(revision=proposals.own_revision(innovation), section__code=code).update(text=text)


def write_everywhere(innovation, text):
    write(innovation, text)
    Innovation.objects.filter(pk=innovation.pk).update(title=text[:150])
    innovation.refresh_from_db(fields=["title"])
    innovation.innovators.update(name=text[:150])
    factories.photo(innovation, caption=text[:200], alternative_text=text[:250])


def test_it_says_what_the_page_says(sent, cast):
    factories.photo(sent, caption="Alat di meja periksa")
    sent.partners.add(cast.other_agency)

    with translation.override("id"):
        words = pdf_of(sent).words

    for part in (
        "Kampung IVA: periksa dini",
        f"{sent.edition.local_name} 2019",
        "Puskesmas Karangdadap",
        "Kabupaten Pekalongan",
        "Puskesmas Banyumudal, Kabupaten Pemalang",
        "Kabupaten dan kota",
        sent.group.name,
        sent.category.name,
        "1 Januari 2017",
        "Terkirim",
        "Versi 1, dikirim",
        sent.innovators.get().name,
        "Jawaban tentang novelty",
        "3 dari paling banyak",
        "Logandeng",
        "Alat di meja periksa",
        sent.evidence.get(kind="document").caption,
        "http://localhost:8000/submissions/1/check/",
        "Halaman 1 dari",
    ):
        assert part in words
    assert "Draf: belum dikirim" not in words


def test_it_is_written_in_the_reader_s_language(sent):
    with translation.override("en"):
        pdf = pdf_of(sent)

    assert pdf.reader.root_object["/Lang"] == "en-ID"
    assert "Page 1 of" in pdf.words
    assert "Version 1, sent on" in pdf.words
    # What the agency wrote stays Indonesian, and says so to a screen reader.
    assert "Jawaban tentang novelty" in pdf.words
    assert pdf.languages == {"id-ID"}


def test_archives_and_screen_readers_can_keep_and_read_it(sent):
    factories.photo(sent, alternative_text="Alat periksa di atas meja")

    with translation.override("id"):
        pdf = pdf_of(sent)

    root, written = pdf.reader.root_object, pdf.reader.metadata
    description = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2<" in description
    assert "<pdfaid:conformance>A<" in description
    assert "<pdfuaid:part>1<" in description
    assert written.title == "Kampung IVA: periksa dini"
    assert written.author == "Puskesmas Karangdadap"
    assert written.creation_date == sent.last_sent_revision.sent_at.replace(microsecond=0)
    assert root["/Lang"] == "id-ID"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {"/H1", "/P", "/L", "/LI", "/Figure", "/Link"} <= pdf.kinds
    assert pdf.pictures == ["Alat periksa di atas meja"]


def test_the_same_version_gives_the_same_bytes(sent):
    assert printed(sent) == printed(sent)


@pytest.mark.parametrize("status", ["draft", "proposed", "returned"])
def test_what_was_not_sent_says_so_on_each_page(cast, status):
    unsent = factories.innovation(status)
    for section in unsent.edition.sections.all():
        write(unsent, "Kata demi kata. " * 100, section.code)

    with translation.override("id"):
        pdf = pdf_of(unsent)

    assert len(pdf.pages) > 1
    assert [page for page in pdf.pages if "Draf: belum dikirim" not in page] == []
    assert "belum dikirim, keadaan pada" in pdf.words


def test_what_does_not_compete_and_what_is_a_sample_say_so(cast):
    recorded = factories.innovation("recorded", is_sample=True)

    with translation.override("id"):
        words = pdf_of(recorded).words

    assert "Tercatat, tidak dilombakan" in words
    assert "Data contoh" in words
    assert "Draf: belum dikirim" not in words


@pytest.mark.parametrize("text", MARKUP)
def test_what_looks_like_markup_stays_what_was_written(sent, text):
    write_everywhere(sent, text)

    pdf = pdf_of(sent)

    # The title, the answer, the maker and the caption.
    assert pdf.words.replace(" ", "").count(text.replace(" ", "")) == 4
    assert pdf.reader.metadata.title == text
    assert pdf.pictures == [text]


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_sign_keeps_the_pdf_from_being_made(sent, text):
    write_everywhere(sent, text)

    assert len(pdf_of(sent).pages) > 1


def test_a_sign_that_no_font_draws_is_still_in_the_text(sent):
    write(sent, "Senang 😀 sekali, butir \uf0b7 dari Word")

    words = pdf_of(sent).words

    assert "Senang 😀 sekali" in words
    assert "butir □ dari Word" in words


def test_a_word_without_end_is_broken_at_the_margin_and_copied_whole(sent):
    word = "berkepanjangan" * 40
    write(sent, f"Awal {word} akhir")

    pdf = pdf_of(sent)

    assert f"Awal{word}akhir" in pdf.words.replace(" ", "")
    # A line holds some ninety letters.
    assert max(map(len, pdf.words.split())) < 100


def test_no_part_of_a_javanese_word_ends_with_a_pangkon():
    word = "ꦲꦏ꧀ꦱꦫꦗꦮ" * 9

    parts = pdf.lines(word)[0]

    assert "".join(parts) == word
    assert len(parts) > 3
    assert [part for part in parts if part.endswith("\ua9c0")] == []


def test_marks_without_end_are_divided_too():
    parts = pdf.lines("a" + "\u0301" * 5000)[0]

    assert max(map(len, parts)) == 64


def test_two_thousand_words_in_each_section_are_set(sent):
    for section in sent.edition.sections.all():
        write(sent, "Setiap warga desa terlayani. " * 500, section.code)

    assert len(pdf_of(sent).pages) > 20


def test_texts_made_to_burst_end_with_a_sentence(sent, caplog):
    for section in sent.edition.sections.all():
        write(sent, "a\n\n" * 10_000, section.code)

    with pytest.raises(ValidationError, match="teksnya terlalu panjang"):
        printed(sent)

    assert "No PDF was made" in caplog.text


def test_photos_have_their_words_and_flagged_ones_say_that_they_are_not_public(sent):
    factories.photo(sent, caption="Balai desa", alternative_text="Rumah joglo")
    factories.photo(sent, public=False, caption="Ruang tunggu", alternative_text="Bangku kosong")

    with translation.override("id"):
        pdf = pdf_of(sent)

    assert pdf.pictures == ["Rumah joglo", "Bangku kosong"]
    assert pdf.words.count("Tidak ditampilkan kepada publik.") == 1
    assert (
        pdf.words.index("Balai desa") < pdf.words.index("Ruang tunggu") < pdf.words.index("Tidak ditampilkan")
    )


def test_a_photo_that_is_missing_from_the_disk_leaves_its_words(sent):
    photo = factories.photo(sent, caption="Balai desa", alternative_text="Rumah beratap joglo")
    photo.thumbnail.storage.delete(photo.thumbnail.name)

    pdf = pdf_of(sent)

    assert pdf.pictures == []
    assert "Rumah beratap joglo" in pdf.words


def test_a_draft_of_which_nothing_is_written_has_a_pdf_too(cast):
    empty = factories.innovation("draft", complete=False)
    factories.photo(empty, caption="", alternative_text="")

    with translation.override("id"):
        words = pdf_of(empty).words

    assert "Belum diisi." in words
    assert "Belum ada yang disebutkan." in words


def test_ten_photos_weigh_little(sent):
    for number in range(10):
        picture = io.BytesIO()
        Image.effect_noise((320, 240), 60).convert("RGB").save(picture, "WEBP", quality=5)
        photo = factories.photo(sent, caption=f"Foto {number}")
        photo.thumbnail.storage.delete(photo.thumbnail.name)
        photo.thumbnail.storage.save(photo.thumbnail.name, picture)

    assert len(printed(sent)) < 800_000


def test_a_template_that_typst_warns_of_is_an_error(tmp_path):
    template = tmp_path / "wrong.typ"
    template.write_text('#set text(font: "No such typeface")\n#set document(title: "x")\nx')
    order = {"template": str(template), "fonts": [], "folder": str(tmp_path), "said": {}, "moment": 0}

    with pytest.raises(RuntimeError, match="unknown font family"):
        typesetting.typeset(order)


def test_files_are_named_after_the_entry_and_the_version(sent, cast):
    draft = factories.innovation("draft", edition=sent.edition, title="Gerak Cepat", slug="gerak-cepat")

    names = [proposal_pdf.file_name(proposals.read(proposals.own_revision(entry))) for entry in (sent, draft)]

    assert names == [f"kipp-2019-{sent.slug}-v1.pdf", "kipp-2019-gerak-cepat-draf.pdf"]
