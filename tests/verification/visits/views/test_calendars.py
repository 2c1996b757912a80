"""Visits by month, and as calendar files."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="field").stage_of_kind("field")


def visit(cast, day, team=("verifier", "verifier2"), **fields):
    team = [getattr(cast, key) for key in team]
    return factories.visit(factories.innovation("finalist"), team=team, day=day, **fields)


def shown(response):
    month = response.context["month"]
    return {found.pk for week in month.weeks for day in week for found in day.visits}


def test_the_bureau_sees_all_visits_of_a_month_and_a_verifier_their_own(client, cast, stage):
    ours = visit(cast, date(2019, 8, 7))
    theirs = visit(cast, date(2019, 8, 8), ["verifier3", "verifier4"])
    visit(cast, date(2019, 8, 9), state="postponed")
    later = visit(cast, date(2019, 10, 1))

    for reader in (cast.bureau, cast.auditor):
        client.force_login(reader)
        assert shown(client.get(reverse("bureau_visit_calendar", args=[stage.pk]) + "?month=2019-08")) == {
            ours.pk,
            theirs.pk,
        }
    client.force_login(cast.verifier)
    assert shown(client.get(reverse("own_visits") + "?month=2019-08")) == {ours.pk}
    # Nothing lies ahead: the month of the last one.
    assert shown(client.get(reverse("own_visits"))) == {later.pk}


def test_the_calendar_opens_at_the_next_visit(client, cast, stage):
    visit(cast, date(2019, 8, 7))
    soon = visit(cast, timezone.localdate() + timedelta(days=70))
    client.force_login(cast.verifier)

    for asked in ("", "?month=Agustus", "?month=2019-13"):
        response = client.get(reverse("own_visits") + asked)
        assert response.context["month"].first == soon.starts_on.replace(day=1)


@pytest.mark.parametrize("number", [1, 3])
def test_a_calendar_costs_the_same_for_any_number_of_visits(
    client, cast, stage, number, django_assert_num_queries
):
    for _visit in range(number):
        visit(cast, timezone.localdate())

    client.force_login(cast.verifier)
    with django_assert_num_queries(4):
        client.get(reverse("own_visits"))
    with django_assert_num_queries(5):
        client.get(reverse("own_visits_ics"))
    client.force_login(cast.bureau)
    with django_assert_num_queries(5):
        client.get(reverse("bureau_visit_calendar", args=[stage.pk]))


def test_calendar_files_hold_what_their_reader_may_read(client, cast, stage):
    ours = visit(cast, date(2019, 8, 7))
    off = visit(cast, date(2019, 8, 9), state="postponed")
    theirs = visit(cast, date(2019, 8, 8), ["verifier3", "verifier4"])
    client.force_login(cast.verifier)

    one, own = client.get(reverse("visit_ics", args=[ours.pk])), client.get(reverse("own_visits_ics"))

    assert one.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert one.text.count("BEGIN:VEVENT") == 1
    assert f"URL:http://localhost:8000{ours.get_absolute_url()}\r\n" in one.text
    assert [f"UID:visit-{made.pk}@" in own.text for made in (ours, off, theirs)] == [True, True, False]
    assert client.get(reverse("visit_ics", args=[theirs.pk])).status_code == 404
    client.force_login(cast.staff)
    assert client.get(reverse("own_visits_ics")).status_code == 403
