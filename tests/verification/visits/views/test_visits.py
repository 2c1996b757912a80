"""The bureau's pages about visits: the list of a stage, planning, calling off."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kipp.accounts.models import Notice, Role
from kipp.audit.models import TrailEntry
from tests import factories
from verification.models import Visit

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def stage():
    return factories.edition(at_stage="field").stage_of_kind("field")


@pytest.fixture
def entry(cast, stage):
    """A finalist with two assessors and two places."""
    made = factories.innovation("finalist", title="Kampung IVA")
    factories.location(made, village_code="33.26.02.2008")
    for verifier in (cast.verifier, cast.verifier2):
        factories.assignment(made, verifier)
    return made


def plan_url(stage, entry):
    return reverse("plan_visit", args=[stage.pk, entry.pk])


def typed(cast, entry, **changes):
    """What a browser sends: both verifiers, two days, both places, the second place on the second day."""
    first, second = entry.locations.all()
    return {
        "lead": cast.verifier.pk,
        "members": [cast.verifier.pk, cast.verifier2.pk],
        "starts_on": str(TODAY),
        "start_time": "08:30",
        "ends_on": str(TOMORROW),
        "end_time": "15:00",
        "locations": [first.pk, second.pk],
        f"day_{first.pk}": "",
        f"day_{second.pk}": str(TOMORROW),
        **changes,
    }


# The list of a stage


def test_the_bureau_and_auditors_see_the_visits_by_day_and_who_has_none(client, cast, stage, entry):
    late = factories.visit(factories.innovation("finalist"), day=TOMORROW)
    early = factories.visit(factories.innovation("finalist"), day=TODAY)
    off = factories.visit(entry, state="postponed", day=TODAY - timedelta(days=1))

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        response = client.get(reverse("bureau_visits", args=[stage.pk]))

        assert list(response.context["page_obj"]) == [off, early, late]
        assert list(response.context["unplanned"]) == [entry]


@pytest.mark.parametrize("person", ["verifier", "staff", "coordinator", "nobody"])
def test_the_list_is_not_for_others(client, cast, stage, person):
    client.force_login(getattr(cast, person))

    assert client.get(reverse("bureau_visits", args=[stage.pk])).status_code == 403


def test_only_a_field_stage_has_visits(client, cast, stage):
    client.force_login(cast.bureau)
    desk = stage.edition.stage_of_kind("proposal")

    assert client.get(reverse("bureau_visits", args=[desk.pk])).status_code == 404
    assert client.post(reverse("bureau_visits", args=[stage.pk])).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_visits(
    client, cast, stage, number, django_assert_num_queries
):
    for _visit in range(number):
        factories.visit(factories.innovation("finalist"))
        factories.innovation("finalist")
    client.force_login(cast.bureau)

    with django_assert_num_queries(10):
        client.get(reverse("bureau_visits", args=[stage.pk]))


# Planning


@pytest.mark.parametrize("number", [1, 3])
def test_planning_costs_the_same_for_any_number_of_places(
    client, cast, stage, entry, number, django_assert_num_queries
):
    for place in range(number):
        factories.location(entry, place=f"Posyandu {place}")
    client.force_login(cast.bureau)

    with django_assert_num_queries(8):
        client.get(plan_url(stage, entry))
    with django_assert_num_queries(8):
        client.post(plan_url(stage, entry), {"starts_on": "besok"})


def test_the_bureau_plans_a_visit(client, cast, stage, entry):
    client.force_login(cast.bureau)
    assert client.get(plan_url(stage, entry)).status_code == 200
    first, second = entry.locations.all()

    response = client.post(plan_url(stage, entry), typed(cast, entry))

    assert (response.status_code, response.url) == (302, reverse("bureau_visits", args=[stage.pk]))
    made = Visit.objects.get()
    assert (made.innovation, made.stage, made.lead, made.starts_on, made.ends_on, made.state) == (
        entry,
        stage,
        cast.verifier,
        TODAY,
        TOMORROW,
        "planned",
    )
    assert set(made.members.all()) == {cast.verifier, cast.verifier2}
    assert list(made.visit_locations.values_list("location", "on_day")) == [
        (first.pk, TODAY),
        (second.pk, TOMORROW),
    ]
    assert set(Notice.objects.filter(event="visit_planned").values_list("user", flat=True)) == {
        person.pk for person in (cast.verifier, cast.verifier2, cast.staff, cast.colleague)
    }
    assert TrailEntry.objects.get(action="plan_visit").actor == cast.bureau.pk


def test_the_lead_is_in_the_team_without_a_tick(client, cast, stage, entry):
    client.force_login(cast.bureau)

    client.post(plan_url(stage, entry), typed(cast, entry, members=[cast.verifier2.pk]))

    assert set(Visit.objects.get().members.all()) == {cast.verifier, cast.verifier2}


def test_only_active_assessors_and_places_of_the_last_sent_revision_are_offered(client, cast, stage):
    entry = factories.innovation("finalist")
    factories.assignment(entry, cast.verifier)
    factories.assignment(entry, cast.verifier2, state="excused")
    first = entry.revisions.get()
    second = entry.revisions.create(number=2, sent_at=first.sent_at)
    gone, new = entry.locations.get(), factories.location(entry, second, "33.26.02.2008")
    gone.removed_in = second
    gone.save()
    client.force_login(cast.bureau)

    form = client.get(plan_url(stage, entry)).context["form"]

    assert list(form.verifiers.values()) == [cast.verifier]
    assert list(form.places.values()) == [new]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"lead": ""}, ["lead"]),
        ({"lead": "0"}, ["lead"]),
        ({"starts_on": ""}, ["starts_on"]),
        ({"starts_on": "besok"}, ["starts_on"]),
        ({"ends_on": str(TODAY - timedelta(days=1))}, ["ends_on"]),
        ({"locations": [], "day": ""}, ["locations"]),
        ({"day": str(TOMORROW + timedelta(days=1))}, ["day"]),
        ({"locations": "first", "day": str(TODAY)}, ["day"]),
        ({"members": []}, ["__all__"]),
        ({"start_time": ""}, ["start_time"]),
        ({"end_time": "sore"}, ["end_time"]),
        ({"ends_on": str(TODAY), "day": "", "start_time": "16:00"}, ["__all__"]),
        ({"letter_number": "800/1"}, ["letter_dated_on", "letter_signer", "letter_signer_office"]),
    ],
)
def test_a_refused_plan_keeps_what_was_typed(client, cast, stage, entry, changes, errors):
    first, second = entry.locations.all()
    if changes.get("locations") == "first":
        changes = {**changes, "locations": [first.pk]}
    changes = {f"day_{second.pk}" if name == "day" else name: value for name, value in changes.items()}
    client.force_login(cast.bureau)

    response = client.post(plan_url(stage, entry), typed(cast, entry, **changes))

    form = response.context["form"]
    expected = [f"day_{second.pk}" if name == "day" else name for name in errors]
    assert (response.status_code, list(form.errors)) == (200, expected)
    assert form["ends_on"].value() == changes.get("ends_on", str(TOMORROW))
    assert Visit.objects.count() == 0


def test_a_second_visit_is_not_planned_while_one_stands(client, cast, stage, entry):
    factories.visit(entry)
    client.force_login(cast.bureau)

    response = client.post(plan_url(stage, entry), typed(cast, entry))

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["__all__"])
    assert Visit.objects.count() == 1


def test_planning_is_the_bureau_s(client, cast, stage, entry):
    for person in (cast.verifier, cast.auditor, cast.staff):
        client.force_login(person)
        posted = client.post(plan_url(stage, entry), typed(cast, entry))
        assert (client.get(plan_url(stage, entry)).status_code, posted.status_code) == (403, 403)

    client.force_login(cast.bureau)
    assert client.get(plan_url(stage, factories.innovation("draft"))).status_code == 404
    desk = stage.edition.stage_of_kind("proposal")
    assert client.get(plan_url(desk, entry)).status_code == 404
    assert client.put(plan_url(stage, entry)).status_code == 405
    factories.post(cast.bureau, Role.STAFF, cast.agency, **factories.FORMERLY)
    assert client.post(plan_url(stage, entry), typed(cast, entry)).status_code == 403
    assert Visit.objects.count() == 0


# Calling off


@pytest.mark.parametrize("state", ["postponed", "not_held"])
def test_the_bureau_calls_a_visit_off_and_plans_again(client, cast, stage, entry, state):
    visit = factories.visit(entry)
    client.force_login(cast.bureau)
    url = reverse("call_off_visit", args=[visit.pk])
    assert client.get(url).status_code == 200

    response = client.post(url, {"state": state, "reason": "Banjir"})

    visit.refresh_from_db()
    assert (response.url, visit.state) == (reverse("bureau_visits", args=[stage.pk]), state)
    assert TrailEntry.objects.get(action="close_visit").facts["state"] == state
    assert client.post(plan_url(stage, entry), typed(cast, entry)).status_code == 302


@pytest.mark.parametrize("state", ["", "held"])
def test_calling_off_needs_to_say_what_becomes_of_the_visit(client, cast, entry, state):
    visit = factories.visit(entry)
    client.force_login(cast.bureau)

    response = client.post(reverse("call_off_visit", args=[visit.pk]), {"state": state, "reason": "Banjir"})

    visit.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["state"])
    assert visit.state == "planned"


def test_a_visit_that_was_held_is_not_called_off(client, cast, entry):
    visit = factories.visit(entry, state="held")
    client.force_login(cast.bureau)

    response = client.post(
        reverse("call_off_visit", args=[visit.pk]), {"state": "postponed", "reason": "Banjir"}
    )

    visit.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["__all__"])
    assert visit.state == "held"


def test_calling_off_is_the_bureau_s(client, cast, entry):
    visit = factories.visit(entry)
    url = reverse("call_off_visit", args=[visit.pk])

    for person in (cast.verifier, cast.auditor, cast.staff):
        client.force_login(person)
        posted = client.post(url, {"state": "postponed", "reason": "Banjir"})
        assert (client.get(url).status_code, posted.status_code) == (403, 403)

    client.force_login(cast.bureau)
    assert client.get(reverse("call_off_visit", args=[0])).status_code == 404
    assert client.put(url).status_code == 405
    visit.refresh_from_db()
    assert visit.state == "planned"


# Changing and confirming

LETTER = {
    "letter_number": "800/1",
    "letter_dated_on": str(TODAY),
    "letter_signer": "Kepala Biro Organisasi",
    "letter_signer_office": "Sekretariat Daerah",
}


def test_the_bureau_changes_the_plan_of_a_visit(client, cast, entry):
    visit = factories.visit(entry)
    client.force_login(cast.bureau)
    url = reverse("change_visit", args=[visit.pk])
    shown = client.get(url).context["form"]
    assert shown["lead"].value() == cast.verifier.pk
    assert shown["locations"].value() == [visit.visit_locations.get().location_id]

    response = client.post(url, typed(cast, entry, lead=cast.verifier2.pk, programme="Pembukaan"))

    visit.refresh_from_db()
    assert response.url == visit.get_absolute_url()
    assert (visit.lead, visit.programme, visit.visit_locations.count()) == (cast.verifier2, "Pembukaan", 2)


def test_a_refused_change_keeps_what_was_typed(client, cast, entry):
    visit = factories.visit(entry)
    client.force_login(cast.bureau)

    response = client.post(
        reverse("change_visit", args=[visit.pk]), typed(cast, entry, lead="", programme="A")
    )

    form = response.context["form"]
    assert (response.status_code, list(form.errors), form["programme"].value()) == (200, ["lead"], "A")


def test_the_bureau_confirms_a_visit_with_its_letter(client, cast, entry):
    visit = factories.visit(entry)
    client.force_login(cast.bureau)
    url = reverse("confirm_visit", args=[visit.pk])
    assert client.get(url).status_code == 200

    refused = client.post(url, {**LETTER, "letter_signer": ""})
    response = client.post(url, LETTER)
    again = client.post(url, LETTER)

    visit.refresh_from_db()
    assert list(refused.context["form"].errors) == ["letter_signer"]
    assert (response.url, visit.state) == (visit.get_absolute_url(), "confirmed")
    assert list(again.context["form"].errors) == ["__all__"]
    assert "800/1" in client.get(visit.get_absolute_url()).text


def test_changing_and_confirming_are_the_bureau_s(client, cast, entry):
    visit = factories.visit(entry)

    for person in (cast.verifier, cast.auditor, cast.staff):
        client.force_login(person)
        for name in ("change_visit", "confirm_visit"):
            url = reverse(name, args=[visit.pk])
            assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
