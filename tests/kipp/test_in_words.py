"""Numbers and days in Indonesian words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kipp import in_words

DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (8, "delapan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (2019, "dua ribu sembilan belas"),
        (11_000, "sebelas ribu"),
        (101_001, "seratus satu ribu satu"),
    ],
)
def test_a_number_is_said_as_letters_write_it(number, words):
    assert in_words.number(number) == words


def understood(words):
    """Read a number back from its words, word by word."""
    thousands, rest, last = 0, 0, 0
    for word in words.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split():
        if word in DIGITS:
            last = DIGITS.index(word)
        elif word in ("sepuluh", "sebelas"):
            rest, last = rest + (10 if word == "sepuluh" else 11), 0
        elif word == "ribu":
            thousands, rest, last = rest + last, 0, 0
        else:
            value = {"belas": last + 10, "puluh": last * 10, "ratus": last * 100}[word]
            rest, last = rest + value, 0
    return thousands * 1000 + rest + last


@given(st.integers(0, 999_999))
def test_every_number_can_be_read_back_from_its_words(number):
    assert understood(in_words.number(number)) == number


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_what_no_date_has_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        in_words.number(number)


def test_a_day_is_said_with_its_weekday_month_and_year():
    day = in_words.day(date(2019, 8, 8))

    assert day == "Kamis tanggal delapan bulan Agustus tahun dua ribu sembilan belas"


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_every_day_can_be_read_back_from_its_words(day):
    weekday, _tanggal, rest = in_words.day(day).partition(" tanggal ")
    number, _bulan, rest = rest.partition(" bulan ")
    month, _tahun, year = rest.partition(" tahun ")

    months = [in_words.day(date(2019, one, 1)).split(" bulan ")[1].split()[0] for one in range(1, 13)]
    assert (understood(number), months.index(month) + 1, understood(year)) == (day.day, day.month, day.year)
    assert weekday == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"][day.weekday()]
