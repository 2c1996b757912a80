"""The calendar of holidays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from innovations.editions import holidays
from innovations.models import Holiday
from kipp.audit.models import TrailEntry
from tests.expectations import refused

pytestmark = pytest.mark.django_db

PAGE = "/bureau/holidays/"
NOW = timezone.now()


def test_the_bureau_pastes_many_days_at_once(client, cast):
    Holiday.objects.create(day=date(2026, 8, 17), name="Kemerdekaan")
    client.force_login(cast.bureau)
    assert client.get(PAGE).status_code == 200

    response = client.post(
        PAGE, {"lines": "2026-12-25 Hari Natal\n\n 2026-08-17\tHUT RI \r\n2027-01-01  Tahun Baru\n"}
    )

    assert response.url == PAGE
    assert list(Holiday.objects.values_list("day", "name")) == [
        (date(2026, 8, 17), "HUT RI"),
        (date(2026, 12, 25), "Hari Natal"),
        (date(2027, 1, 1), "Tahun Baru"),
    ]


@pytest.mark.parametrize(
    "line", ["25-12-2026 Hari Natal", "2026-13-01 Bulan ketiga belas", "2026-12-25", "Natal"]
)
def test_a_line_that_is_no_day_with_a_name_is_named_and_nothing_is_added(client, cast, line):
    client.force_login(cast.bureau)

    response = client.post(PAGE, {"lines": f"2026-08-17 Kemerdekaan\n{line}"})

    assert len(response.context["form"].errors["lines"]) == 1
    assert "2" in response.context["form"].errors["lines"][0]
    assert line in response.content.decode()
    assert not Holiday.objects.exists()


def test_a_day_is_taken_off_once(client, cast):
    holiday = Holiday.objects.create(day=date(2026, 8, 17), name="Kemerdekaan")
    client.force_login(cast.bureau)

    for _click in range(2):
        response = client.post(reverse("remove_holiday", args=[holiday.pk]))
        assert response.url == PAGE

    assert not Holiday.objects.exists()
    assert list(TrailEntry.objects.values_list("action", flat=True)) == ["remove_holiday"]


def test_an_auditor_reads_it_and_changes_nothing(client, cast):
    holiday = Holiday.objects.create(day=date(2026, 8, 17), name="Kemerdekaan")
    client.force_login(cast.auditor)

    page = client.get(PAGE)

    assert (page.status_code, page.context["writes"]) == (200, False)
    assert client.post(PAGE, {"lines": "2026-12-25 Natal"}).status_code == 403
    assert client.post(reverse("remove_holiday", args=[holiday.pk])).status_code == 403
    assert Holiday.objects.count() == 1


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "nobody"])
def test_nobody_else_keeps_it(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get(PAGE).status_code == 403
    with refused(PermissionDenied):
        holidays.add({date(2026, 8, 17): "Kemerdekaan"}, by=getattr(cast, who), at=NOW)


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client, cast, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(cast.bureau)
    Holiday.objects.create(day=date(2026, 8, 17), name="Kemerdekaan")
    with django_assert_max_num_queries(10) as one:
        client.get(PAGE)
    Holiday.objects.create(day=date(2026, 12, 25), name="Natal")
    Holiday.objects.create(day=date(2025, 12, 25), name="Natal")

    with django_assert_num_queries(len(one)):
        client.get(PAGE)
