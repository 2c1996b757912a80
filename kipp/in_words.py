"""Numbers and days in Indonesian words, as official letters write them, whatever the reader's language."""

from datetime import date

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def number(value: int) -> str:
    """Return a whole number in words: 2019 is "dua ribu sembilan belas".

    Raises ValueError outside of 0 to 999,999.
    """
    if not 0 <= value < 1_000_000:
        raise ValueError(value)
    if value < 10:
        return _DIGITS[value]
    if value < 20:
        return "sepuluh" if value == 10 else _led(value - 10, "belas")
    if value < 100:
        return _with_rest(_led(value // 10, "puluh"), value % 10)
    if value < 1000:
        return _with_rest(_led(value // 100, "ratus"), value % 100)
    thousands = value // 1000
    return _with_rest("seribu" if thousands == 1 else f"{number(thousands)} ribu", value % 1000)


def day(when: date) -> str:
    """Return "Kamis tanggal delapan bulan Agustus tahun dua ribu sembilan belas"."""
    return (
        f"{_DAYS[when.weekday()]} tanggal {number(when.day)} bulan {_MONTHS[when.month - 1]} "
        f"tahun {number(when.year)}"
    )


def _led(digit: int, unit: str) -> str:
    """Return the digit with its unit; one is joined to it: sebelas, seratus."""
    return f"se{unit}" if digit == 1 else f"{_DIGITS[digit]} {unit}"


def _with_rest(words: str, rest: int) -> str:
    return f"{words} {number(rest)}" if rest else words
