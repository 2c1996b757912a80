"""Days, moments and numbers as people read them, in both languages and always in WIB."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from django.utils import translation

from innovations.proposals.forms import DegreesField
from innovations.proposals.models import LATITUDES

# Half past eleven at night in London is the next morning in Semarang.
START = datetime(2019, 8, 4, 23, 30, 7, tzinfo=UTC)


def written(language, text, **values):
    with translation.override(language):
        return engines["django"].from_string(text).render(values)


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("{{ it|wib }}", "5 Agustus 2019 pukul 06.30 WIB", "5 August 2019 at 06:30 WIB"),
        ("{{ it|wib_short }}", "5 Agu 2019 pukul 06.30 WIB", "5 Aug 2019 at 06:30 WIB"),
        ("{{ it|wib_seconds }}", "5 Agu 2019 06.30.07", "5 Aug 2019 06:30:07"),
        ("{{ it|day }}", "5 Agustus 2019", "5 August 2019"),
        ("{{ it|day_short }}", "5 Agu 2019", "5 Aug 2019"),
        # What Django writes by itself, too.
        ("{{ it }}", "5 Agustus 2019 06.30", "5 August 2019 06:30"),
        ("{{ it.date }}", "4 Agustus 2019", "4 August 2019"),
    ],
)
def test_a_moment_is_written_in_the_readers_language(text, indonesian, english):
    assert [written(language, text, it=START) for language in ("id", "en")] == [indonesian, english]


@pytest.mark.parametrize(
    ("end", "indonesian", "english"),
    [
        (
            datetime(2019, 9, 14, 16, 59, tzinfo=UTC),
            "5 Agu 2019 06.30 – 14 Sep 2019 23.59 WIB",
            "5 Aug 2019 06:30 – 14 Sep 2019 23:59 WIB",
        ),
        (
            datetime(2019, 8, 5, 9, 0, tzinfo=UTC),
            "5 Agu 2019 06.30 – 16.00 WIB",
            "5 Aug 2019 06:30 – 16:00 WIB",
        ),
    ],
)
def test_a_span_of_moments_says_wib_once_and_a_day_once(end, indonesian, english):
    texts = [written(language, "{{ it|wib_to:end }}", it=START, end=end) for language in ("id", "en")]

    assert texts == [indonesian, english]


@pytest.mark.parametrize(
    ("end", "indonesian", "english"),
    [
        (date(2019, 8, 5), "5 Agustus 2019", "5 August 2019"),
        (date(2019, 8, 7), "5–7 Agustus 2019", "5–7 August 2019"),
        (date(2019, 10, 2), "5 Agustus – 2 Oktober 2019", "5 August – 2 October 2019"),
        (date(2020, 1, 2), "5 Agustus 2019 – 2 Januari 2020", "5 August 2019 – 2 January 2020"),
    ],
)
def test_a_span_of_days_says_once_what_they_share(end, indonesian, english):
    start = date(2019, 8, 5)

    texts = [written(language, "{{ it|day_to:end }}", it=start, end=end) for language in ("id", "en")]

    assert texts == [indonesian, english]


def test_a_span_of_hours_is_said_in_wib_without_its_day():
    start, end = datetime(2019, 8, 5, 1, 30, tzinfo=UTC), datetime(2019, 8, 5, 5, tzinfo=UTC)

    texts = [written(language, "{{ it|hour_to:end }}", it=start, end=end) for language in ("id", "en")]

    assert texts == ["08.30 – 12.00 WIB", "08:30 – 12:00 WIB"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ it|wib }}",
        "{{ it|wib_short }}",
        "{{ it|wib_seconds }}",
        "{{ it|wib_to:it }}",
        "{{ it|day }}",
        "{{ it|day_short }}",
        "{{ it|day_to:it }}",
    ],
)
def test_no_moment_is_no_text(text):
    assert written("id", text, it=None) == ""


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("{{ score }}", "87,25", "87.25"),
        ("{{ score|floatformat:1 }}", "87,3", "87.3"),
        ("{{ year }}", "2019", "2019"),
        ("{{ size|filesizeformat }}", "1,2 MB", "1.2 MB"),
        ("{% load l10n %}{{ score|unlocalize }}", "87.25", "87.25"),
        ("{{ end|timeuntil:start }}", "3 jam", "3 hours"),
    ],
)
def test_a_number_is_written_in_the_readers_language(text, indonesian, english):
    values = {
        "score": Decimal("87.25"),
        "year": 2019,
        "size": 1_234_567,
        "start": START,
        "end": START.replace(hour=20),
    }
    values["start"] = START.replace(hour=17)

    texts = [written(language, text, **values).replace("\xa0", " ") for language in ("id", "en")]

    assert texts == [indonesian, english]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("typed", ["-6.912345", "-6,912345", " -6,912345 "])
def test_degrees_are_typed_with_a_point_or_a_comma_in_both_languages(language, typed):
    with translation.override(language):
        assert DegreesField(bounds=LATITUDES).clean(typed) == Decimal("-6.912345")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("typed", ["6°54", "-6.912,345", "enam", "-6,9,1"])
def test_what_is_no_number_is_refused_in_both_languages(language, typed):
    with translation.override(language), pytest.raises(ValidationError) as refusal:
        DegreesField(bounds=LATITUDES).clean(typed)

    assert refusal.value.code == "invalid"
