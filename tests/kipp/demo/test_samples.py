"""The demo's contents, without a database: regions, agencies, innovations, notes, pictures and papers."""

import csv
import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

import kipp
from kipp.demo.accounts import ACCOUNTS, PASSWORD
from kipp.demo.agencies import AGENCIES
from kipp.demo.notes import DESK_NOTES, FIELD_NOTES, FINDING_TEXTS
from kipp.demo.papers import document
from kipp.demo.pictures import picture
from kipp.demo.samples import (
    CATEGORIES,
    IDEAS,
    KAMPUNG_IVA,
    KURSUS_SAMARA,
    LAB_KEMISKINAN,
    WORD_LIMITS,
    assign,
    ideas_for,
    sample,
)

REGIONS = Path(kipp.__file__).parent / "accounts" / "regions"
REAL_CASES = [KAMPUNG_IVA, LAB_KEMISKINAN, KURSUS_SAMARA]


def rows(name):
    with (REGIONS / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def owners():
    names = {row["code"]: row["name"] for row in rows("governments.csv")}
    return [(names[code], agency) for code, _kind, agency in AGENCIES]


def too_long(innovation):
    return [box for box, text in innovation.answers.items() if len(text.split()) > WORD_LIMITS[box]]


def test_there_are_36_governments():
    governments = rows("governments.csv")

    assert Counter(row["kind"] for row in governments) == {"province": 1, "regency": 29, "city": 6}
    assert governments[0] == {"code": "33", "kind": "province", "name": "Provinsi Jawa Tengah"}
    assert [row["code"] for row in governments] == sorted({row["code"] for row in governments})


def test_there_are_8563_villages_each_within_a_government():
    villages = rows("villages.csv")

    assert len(villages) == 8563
    assert [row["code"] for row in villages] == sorted({row["code"] for row in villages})
    assert all(re.fullmatch(r"\d{2}\.\d{2}\.\d{2}\.\d{4}", row["code"]) for row in villages)
    assert {row["code"][:5] for row in villages} == {row["code"] for row in rows("governments.csv")} - {"33"}
    assert all(row["name"][0].isupper() and row["district"][0].isupper() for row in villages)


def test_villages_of_the_2019_case_have_their_codes():
    villages = {row["code"]: (row["name"], row["district"]) for row in rows("villages.csv")}

    assert villages["33.26.18.2001"] == ("Logandeng", "Karangdadap")
    assert villages["33.26.14.2009"] == ("Kertijayan", "Buaran")
    assert villages["33.26.15.2014"] == ("Mulyorejo", "Tirto")
    assert villages["33.26.02.2008"] == ("Botosari", "Paninggaran")


def test_every_government_has_two_or_three_agencies_and_the_province_about_ten():
    counts = Counter(code for code, _kind, _name in AGENCIES)

    assert set(counts) == {row["code"] for row in rows("governments.csv")}
    assert counts.pop("33") == 13
    assert set(counts.values()) == {2, 3}


def test_agencies_are_named_once_and_have_a_known_kind():
    assert len({(code, name) for code, _kind, name in AGENCIES}) == len(AGENCIES)
    assert {kind for _code, kind, _name in AGENCIES} == {"perangkat_daerah", "upp", "bumd"}


def test_owners_of_the_2019_case_are_there():
    assert {(kind, name) for code, kind, name in AGENCIES if code == "33.26"} == {
        ("perangkat_daerah", "Bappeda Litbang Kabupaten Pekalongan"),
        ("upp", "Puskesmas Karangdadap"),
        ("upp", "Puskesmas Wiradesa"),
    }


def test_health_centres_and_subdistricts_are_named_after_a_place_of_their_government():
    places = {
        (row["code"][:5], row[column]) for row in rows("villages.csv") for column in ("name", "district")
    }
    local = [(code, *name.split(" ", 1)) for code, _kind, name in AGENCIES]

    assert [
        (code, unit, area)
        for code, unit, area in local
        if unit in ("Puskesmas", "Kecamatan") and (code, area) not in places
    ] == []


def test_every_agency_could_have_had_an_idea():
    assert [name for _code, _kind, name in AGENCIES if not ideas_for(name)] == []


def test_an_idea_is_told_in_four_titles_within_a_known_category():
    titles = [title for idea in IDEAS for title in idea.titles]

    assert len(titles) == len(set(titles)) == 4 * len(IDEAS) >= 140
    assert {idea.category for idea in IDEAS} == set(CATEGORIES)


@pytest.mark.parametrize("number", range(len(IDEAS)))
def test_no_answer_exceeds_its_limit_even_with_the_longest_names(number):
    government = "Kabupaten Karanganyar"
    agency = f"Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu {government}"
    innovations = [sample(number, government, agency, variant) for variant in range(40)]

    assert [too_long(innovation) for innovation in innovations] == [[]] * 40


def test_every_box_is_filled_and_no_placeholder_is_left():
    for innovation in [*assign(owners()), *REAL_CASES]:
        assert list(innovation.answers) == list(WORD_LIMITS)
        assert all(len(text.split()) >= 8 for text in innovation.answers.values())
        assert not re.search(r"[{}]|  |\.\.", " ".join([innovation.title, *innovation.answers.values()]))


def test_titles_are_distinct_when_every_agency_enters_twice():
    innovations = [*assign(owners() * 2), *REAL_CASES]

    assert len({innovation.title.casefold() for innovation in innovations}) == len(innovations) == 231


def test_samples_are_the_same_every_time():
    assert assign(owners()) == assign(owners())


def test_a_city_speaks_of_kelurahan_and_its_mayor():
    told = " ".join(sample(0, "Kota Tegal", "Puskesmas Margadana", 0).answers.values())

    assert "wali kota" in told
    assert "kelurahan" in told
    assert not re.search(r"\b(bupati|desa)\b", told)


def test_real_cases_keep_their_titles_and_limits():
    assert [innovation.title for innovation in REAL_CASES] == [
        "Kampung IVA",
        "Laboratorium Kemiskinan",
        "Kursus Samara",
    ]
    assert [too_long(innovation) for innovation in REAL_CASES] == [[], [], []]


def test_notes_and_findings_cover_the_five_aspects():
    aspects = ["novelty", "effectiveness", "benefit", "replicability", "sustainability"]

    assert list(DESK_NOTES) == list(FIELD_NOTES) == list(FINDING_TEXTS) == aspects
    assert {len(notes) for notes in [*DESK_NOTES.values(), *FIELD_NOTES.values()]} == {5}


def test_accounts_cover_the_roles():
    assert Counter(account.role for account in ACCOUNTS) == {
        "staff": 2,
        "coordinator": 1,
        "verifier": 12,
        "bureau": 2,
        "auditor": 1,
    }
    assert len({account.email for account in ACCOUNTS}) == len(ACCOUNTS)
    assert PASSWORD == "kipp-demo-2019"


@pytest.mark.parametrize("number", range(8))
def test_a_picture_is_a_light_jpeg_that_comes_out_the_same(number):
    jpeg = picture(number, "Kampung IVA")
    with Image.open(BytesIO(jpeg)) as image:
        image.load()
        assert (image.format, image.size) == ("JPEG", (1600, 1067))

    assert len(jpeg) < 120_000
    assert jpeg == picture(number, "Kampung IVA")
    assert jpeg != picture(number, "Kursus Samara")


def test_a_paper_is_a_pdf_of_one_page_that_can_be_read():
    paper = PdfReader(
        BytesIO(document("Keputusan (contoh)", ["Menimbang: bahwa …", "", "kata " * 60])), strict=True
    )

    assert len(paper.pages) == 1
    assert paper.metadata.title == "Keputusan (contoh)"
    text = paper.pages[0].extract_text()
    assert text.startswith("Keputusan (contoh)")
    assert "Menimbang: bahwa …" in text
    assert text.count("kata") == 60


def test_a_paper_leaves_out_what_does_not_fit_the_page():
    paper = PdfReader(BytesIO(document("Daftar", [f"Baris {number}" for number in range(200)])))

    assert "Baris 0" in paper.pages[0].extract_text()
    assert "Baris 199" not in paper.pages[0].extract_text()
