"""Lists as files: an uploaded workbook or CSV is distrusted, and a written one can't run anything.

A list has columns. A file may name them in either language, in any order, with others between them.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import openpyxl
import xlsxwriter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
# To how many bytes a workbook may unpack: five thousand rows need half of it, a zip bomb a hundred times as
# much.
MOST_UNPACKED_BYTES = 8 * 1024 * 1024
MOST_COLUMNS = 50
LONGEST_CELL = 1000

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A column of a list: the word by which the code knows it, and its heading."""

    code: str
    heading: str | Promise
    is_required: bool = True

    def is_called(self, text: str) -> bool:
        """Return whether a file's heading means this column: in one of our languages, in any case."""
        return text.casefold() in {self.code, *in_all_languages(self.heading)}


@dataclass(frozen=True)
class SheetRow:
    """A row of a file: its number as the spreadsheet shows it, and its texts by code of column."""

    number: int
    values: dict[str, str]

    def __getitem__(self, code: str) -> str:
        return self.values.get(code, "")


def in_all_languages(text: str | Promise) -> set[str]:
    """Return a text in each of our languages, in lower case."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(str(text).casefold())
    return found


def read(file: File, columns: Sequence[Column]) -> list[SheetRow]:
    """Return the rows of an uploaded XLSX or CSV file, without the empty ones.

    Raises ValidationError with a sentence that says what is wrong with the file as a whole. Numbers and days
    become texts, and a formula stays the text that it is.
    """
    if file.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 5 MB. Divide it into several."))
    content = file.read(MOST_BYTES + 1)
    lines = _lines_of_workbook(content) if content.startswith(b"PK") else _lines_of_csv(content)
    numbered = ((number, [_text(cell) for cell in cells]) for number, cells in enumerate(lines, start=1))
    filled = ((number, cells) for number, cells in numbered if any(cells))
    first = next(filled, None)
    if first is None:
        raise ValidationError(_("The file is empty."))
    places = _places(first[1], columns)
    rows: list[SheetRow] = []
    for number, cells in filled:
        if len(rows) == MOST_ROWS or number > 2 * MOST_ROWS:
            raise ValidationError(
                _("The file has more than %(number)d rows. Divide it into several.") % {"number": MOST_ROWS}
            )
        values = {code: cells[place] for code, place in places.items() if place < len(cells)}
        if any(values.values()):
            rows.append(SheetRow(number, values))
    if not rows:
        raise ValidationError(_("The file has headings and no rows below them."))
    return rows


def _places(headings: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Return where each column stands in the file. Raises ValidationError when one is missing."""
    places, missing = {}, []
    for column in columns:
        found = [place for place, heading in enumerate(headings) if heading and column.is_called(heading)]
        if found:
            places[column.code] = found[0]
        elif column.is_required:
            missing.append(str(column.heading))
    if missing:
        raise ValidationError(
            _("The first row has to name the columns. Missing: %(columns)s.")
            % {"columns": ", ".join(missing)}
        )
    return places


def _lines_of_workbook(content: bytes) -> Iterator[Sequence]:
    try:
        _refuse_bomb(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # The size that a sheet names is not trusted: a cell in column XFD would widen every row.
        lines = list(sheet.iter_rows(max_row=2 * MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True))
    except ValidationError:
        raise
    except Exception as error:  # A broken file can break the library anywhere.
        raise ValidationError(
            _("The file can't be read. Save it as an Excel workbook (.xlsx) again.")
        ) from error
    return iter(lines)


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        # zipfile never unpacks more of a part than the size that the part names.
        if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
            raise ValidationError(_("The file is too large when it is unpacked. Keep the list in it only."))
        for part in parts:
            # No real workbook has one; entities that name entities would fill the memory.
            if b"<!DOCTYPE" in packed.read(part).upper():
                raise ValidationError(_("The file holds what no list needs. Save it as .xlsx again."))


def _lines_of_csv(content: bytes) -> Iterator[Sequence]:
    if b"\x00" in content:
        raise ValidationError(_("Choose an Excel workbook (.xlsx) or a CSV file."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # As Excel writes it where UTF-8 is not chosen.
    headings = text.lstrip().partition("\n")[0]
    delimiter = ";" if headings.count(";") > headings.count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise ValidationError(_("The file can't be read. Save it as a CSV file again.")) from error


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):  # A datetime is a date too.
        cell = cell.isoformat()[:10]
    # Line breaks and tabs become spaces; invisible signs are dropped.
    text = " ".join("".join(sign for sign in str(cell) if sign.isprintable() or sign.isspace()).split())
    if len(text) > LONGEST_CELL:
        raise ValidationError(
            _("A cell holds more than %(number)d characters. No column of this list needs that.")
            % {"number": LONGEST_CELL}
        )
    return text[1:] if re.match(r"'[=+\-@]", text) else text  # our own guard, see below


def response(name: str, form: str, headings: Sequence, rows: Iterable[Sequence]) -> HttpResponse:
    """Return a list as a file to download.

    `form` is a key of FORMATS; Http404 is raised for any other.
    """
    if form not in FORMATS:
        raise Http404
    content = (_workbook if form == "xlsx" else _csv)([str(heading) for heading in headings], rows)
    answer = HttpResponse(content, content_type=FORMATS[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _workbook(headings: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet()
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        # As texts, so that a code such as 33.10 stays as it is when somebody edits it.
        sheet.set_column(0, len(headings) - 1, 28, text)
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, place, cell)
                else:
                    sheet.write_string(number, place, str(cell), text)
    return buffer.getvalue()


def _csv(headings: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    buffer = io.StringIO(newline="")
    # Indonesian Excel separates columns by semicolons, and knows UTF-8 by its mark.
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(headings)
    writer.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
