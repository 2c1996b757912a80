"""Working days: properties that hold of every calendar, and days told by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovations.editions.working_days import add_working_days, counted, is_working_day
from innovations.models import Holiday

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.sets(st.dates(date(2019, 1, 1), date(2031, 12, 31)), max_size=40)
NUMBERS = st.integers(0, 60)


@given(DAYS, NUMBERS, HOLIDAYS)
def test_it_ends_on_a_working_day_not_before_it_began(day, number, holidays):
    end = counted(day, number, holidays)

    assert is_working_day(end, holidays)
    assert end >= day + timedelta(days=number)


@given(DAYS, st.integers(1, 60), HOLIDAYS)
def test_between_lie_exactly_so_many_working_days(day, number, holidays):
    end = counted(day, number, holidays)

    between = [day + timedelta(days=one) for one in range(1, (end - day).days + 1)]
    assert sum(is_working_day(one, holidays) for one in between) == number


@given(DAYS, st.integers(0, 30), st.integers(1, 30), HOLIDAYS)
def test_two_steps_lead_as_far_as_one(day, first, second, holidays):
    start = counted(day, 0, holidays)

    assert counted(counted(start, first, holidays), second, holidays) == counted(
        start, first + second, holidays
    )


@given(DAYS, NUMBERS, HOLIDAYS, DAYS)
def test_one_more_holiday_never_makes_it_earlier(day, number, holidays, one_more):
    assert counted(day, number, holidays | {one_more}) >= counted(day, number, holidays)


@pytest.mark.parametrize(
    ("number", "end"),
    [(0, date(2026, 12, 24)), (1, date(2026, 12, 28)), (4, date(2026, 12, 31)), (5, date(2027, 1, 4))],
)
def test_christmas_and_new_year_are_left_out(db, number, end):
    Holiday.objects.create(day=date(2026, 12, 25), name="Hari Natal")
    Holiday.objects.create(day=date(2027, 1, 1), name="Tahun Baru")

    assert add_working_days(date(2026, 12, 24), number) == end


def test_from_a_day_off_nothing_more_is_the_next_working_day(db):
    Holiday.objects.create(day=date(2026, 12, 25), name="Hari Natal")

    assert add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 28)
