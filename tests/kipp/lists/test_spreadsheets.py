"""Lists as files: what is read from an upload, and what a download holds."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from kipp.lists import spreadsheets
from kipp.lists.spreadsheets import Column

COLUMNS = [
    Column("government", "Kode pemerintah"),
    Column("name", "Nama"),
    Column("letter", "Surat", is_required=False),
]


def csv_file(text, encoding="utf-8"):
    return SimpleUploadedFile("daftar.csv", text if isinstance(text, bytes) else text.encode(encoding))


def workbook(*rows):
    """Return an upload with these rows; a text that begins with = is written as a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                else:
                    sheet.write(number, place, cell)
    return SimpleUploadedFile("daftar.xlsx", buffer.getvalue())


def packed(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return SimpleUploadedFile("daftar.xlsx", buffer.getvalue())


def values(file):
    return [(row.number, row.values) for row in spreadsheets.read(file, COLUMNS)]


# Reading


@pytest.mark.parametrize(
    "file",
    [
        csv_file("Kode pemerintah,Nama\n33.26,Puskesmas Bärön\n"),
        csv_file("\ufeffKode pemerintah;Nama\r\n33.26;Puskesmas Bärön\r\n"),
        csv_file("Kode pemerintah;Nama\n33.26;Puskesmas Bärön\n", "cp1252"),
        csv_file('Nama,Lain-lain,KODE PEMERINTAH\n"Puskesmas\n Bärön ",x,33.26'),
        csv_file("government,name\n33.26,Puskesmas Bärön\n,\n\n"),
        workbook(["Kode pemerintah", "Nama"], ["33.26", "Puskesmas  Bärön"]),
        workbook(["Kode pemerintah", "Nama"], [33.26, "Puskesmas Bärön"]),
    ],
    ids=["commas", "Excel's", "cp1252", "other columns", "codes and empty rows", "workbook", "number"],
)
def test_the_same_row_is_read_from_every_kind_of_file(file):
    assert values(file) == [(2, {"government": "33.26", "name": "Puskesmas Bärön"})]


def test_rows_keep_the_number_that_the_spreadsheet_shows():
    file = csv_file("\nKode pemerintah,Nama,Surat\n\n33,Dinas,\n\n33.26,Puskesmas,800/1\n")

    assert values(file) == [
        (4, {"government": "33", "name": "Dinas", "letter": ""}),
        (6, {"government": "33.26", "name": "Puskesmas", "letter": "800/1"}),
    ]


def test_formulas_stay_texts_and_numbers_and_days_become_texts():
    file = workbook(["Kode pemerintah", "Nama", "Surat"], [2019, '=HYPERLINK("http://x")', date(2026, 5, 4)])

    assert values(file) == [
        (2, {"government": "2019", "name": '=HYPERLINK("http://x")', "letter": "2026-05-04"})
    ]


def test_a_heading_is_understood_in_either_language():
    column = Column("name", gettext_lazy("Password"))  # "Kata sandi"

    for language in ("id", "en"):
        with translation.override(language):
            assert [column.is_called(text) for text in ("kata sandi", "PASSWORD", "name", "sandi")] == [
                True,
                True,
                True,
                False,
            ]


MANY = "Kode pemerintah,Nama\n" + "33,Dinas\n" * (spreadsheets.MOST_ROWS + 1)


@pytest.mark.parametrize(
    "file",
    [
        csv_file(""),
        csv_file("\n ,\n"),
        csv_file("Kode pemerintah,Nama\n"),
        csv_file("Kode pemerintah,Alamat\n33,Semarang\n"),
        csv_file(b"\x89PNG\r\n\x1a\n\x00\x00"),
        csv_file(MANY),
        csv_file("Kode pemerintah,Nama\n" + "\n" * 3 * spreadsheets.MOST_ROWS + "33,Dinas\n"),
        csv_file(f"Kode pemerintah,Nama\n33,{'x' * 1001}\n"),
        csv_file(f"Kode pemerintah,Nama\n33,{'x' * 200_000}\n"),
        csv_file("Kode pemerintah,Nama\n33,Dinas" + " " * spreadsheets.MOST_BYTES),
        SimpleUploadedFile("daftar.xlsx", b"PK\x03\x04 dan bukan arsip"),
        packed(**{"xl/workbook.xml": "<a>"}),
        packed(**{"xl/workbook.xml": "<a/>", "bom": b"0" * (spreadsheets.MOST_UNPACKED_BYTES + 1)}),
        packed(**{"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'}),
    ],
    ids=[
        "nothing",
        "blanks",
        "headings only",
        "no such column",
        "a picture",
        "too many rows",
        "a far row",
        "a long cell",
        "a very long cell",
        "too large",
        "a broken archive",
        "a broken workbook",
        "a zip bomb",
        "an entity",
    ],
)
def test_what_cannot_be_a_list_is_refused_with_a_sentence(file):
    with pytest.raises(ValidationError) as refusal:
        spreadsheets.read(file, COLUMNS)

    assert [len(sentence) > 10 for sentence in refusal.value.messages] == [True]


def test_a_cell_far_away_does_not_widen_every_row():
    book = openpyxl.Workbook()
    book.active.append(["Kode pemerintah", "Nama"])
    book.active.append(["33", "Dinas"])
    book.active["XFD2"] = "jauh"
    book.active["A1048576"] = "dalam"
    buffer = io.BytesIO()
    book.save(buffer)

    lines = list(spreadsheets._lines_of_workbook(buffer.getvalue()))
    found = values(SimpleUploadedFile("daftar.xlsx", buffer.getvalue()))

    assert max(map(len, lines)) <= spreadsheets.MOST_COLUMNS
    assert len(lines) <= 2 * spreadsheets.MOST_ROWS + 2
    assert found == [(2, {"government": "33", "name": "Dinas"})]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("bom", b"0" * (spreadsheets.MOST_UNPACKED_BYTES + 1)),
        ("xl/teks.xml", b'<!DoctYpe a [<!ENTITY b "b">]><a>&b;</a>'),
    ],
)
def test_a_sound_workbook_with_a_bomb_in_it_is_refused(part, content):
    file = workbook(["Kode pemerintah", "Nama"], ["33.26", "Puskesmas"])
    assert len(values(file)) == 1
    buffer = io.BytesIO(workbook(["Kode pemerintah", "Nama"], ["33.26", "Puskesmas"]).read())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as packed_too:
        packed_too.writestr(part, content)

    with pytest.raises(ValidationError):
        values(SimpleUploadedFile("daftar.xlsx", buffer.getvalue()))


@given(st.binary(max_size=400))
def test_whatever_bytes_come_it_is_a_sentence_or_rows(content):
    for start in (b"", b"PK\x03\x04", b"Nama;Kode pemerintah\n"):
        try:
            rows = spreadsheets.read(csv_file(start + content), COLUMNS)
        except ValidationError:
            continue
        assert all(set(row.values) <= {"government", "name", "letter"} for row in rows)


# Writing

DANGEROUS = ["=1+1", "+62 812", "-5", "@SUM(A1)", "\t=1", "biasa"]


def test_a_csv_carries_no_formula_out():
    answer = spreadsheets.response("daftar", "csv", ["Nama"], [[text] for text in DANGEROUS])

    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert lines == ["Nama", "'=1+1", "'+62 812", "'-5", "'@SUM(A1)", "'\t=1", "biasa", ""]
    assert answer["Content-Disposition"] == 'attachment; filename="daftar.csv"'


def test_a_workbook_holds_texts_and_no_formula():
    answer = spreadsheets.response(
        "daftar", "xlsx", ["Nama", "Kode"], [[text, "33.10"] for text in DANGEROUS]
    )

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [(row[0].value, row[0].data_type, row[1].value) for row in sheet.iter_rows(min_row=2)]
    assert cells == [(text, "s", "33.10") for text in DANGEROUS]


@pytest.mark.parametrize("form", spreadsheets.FORMATS)
def test_what_was_written_is_read_back(form):
    rows = [["33.10", "=Dinas", "-"], ["33", 'Puskesmas; "A", B', "800/1"]]
    answer = spreadsheets.response("daftar", form, ["Kode pemerintah", "Nama", "Surat"], rows)

    found = spreadsheets.read(SimpleUploadedFile("daftar", answer.content), COLUMNS)

    assert [[*row.values.values()] for row in found] == rows


def test_another_format_does_not_exist():
    with pytest.raises(Http404):
        spreadsheets.response("daftar", "pdf", ["Nama"], [])
