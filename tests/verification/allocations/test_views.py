"""The bureau's pages about a draft of assignments: asking, reading, changing, applying, discarding."""

import pytest
from django.urls import reverse

from innovations.models import Conflict
from tests import factories
from verification.models import Allocation, Assignment, Scoresheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


@pytest.fixture
def entry(stage):
    return factories.innovation("eligible", edition=stage.edition, title="Kampung IVA")


@pytest.fixture
def draft(stage):
    return factories.allocation(stage)


def page(name, draft, *further):
    return reverse(name, args=[draft.pk, *further])


def titles(response):
    return [entry.innovation.title for entry in response.context["page_obj"]]


def rows(draft):
    return list(draft.rows.order_by("pk").values_list("verifier", "change"))


# Asking


def test_the_bureau_asks_for_a_draft_by_all_verifiers_unless_it_chooses_some(client, cast, stage):
    client.force_login(cast.bureau)
    url = reverse("propose_assignments", args=[stage.pk])
    people = [cast.verifier, cast.verifier2, cast.verifier3, cast.verifier4]
    assert client.get(url).context["form"]["verifiers"].value() == [str(one.pk) for one in people]

    response = client.post(url, {"verifiers": [cast.verifier.pk, cast.verifier3.pk], "moves_tasks": "on"})

    made = Allocation.objects.get()
    assert response.url == made.get_absolute_url()
    assert (made.state, made.moves_tasks) == ("waiting", True)
    assert set(made.verifiers.all()) == {cast.verifier, cast.verifier3}


@pytest.mark.parametrize("chosen", [[], ["0"], ["x"]])
def test_asking_needs_somebody_who_takes_part(client, cast, stage, chosen):
    client.force_login(cast.bureau)

    response = client.post(
        reverse("propose_assignments", args=[stage.pk]), {"verifiers": chosen, "moves_tasks": "on"}
    )

    assert list(response.context["form"].errors) == ["verifiers"]
    assert not Allocation.objects.exists()


def test_where_there_is_a_draft_asking_leads_to_it(client, cast, stage, draft):
    client.force_login(cast.bureau)
    url = reverse("propose_assignments", args=[stage.pk])

    assert client.get(url).url == draft.get_absolute_url()
    response = client.post(url, {"verifiers": [cast.verifier.pk]})
    assert list(response.context["form"].errors) == ["__all__"]


def test_in_a_stage_that_does_not_run_nothing_is_asked_for(client, cast, stage):
    client.force_login(cast.bureau)
    field = stage.edition.stage_of_kind("field")

    response = client.get(reverse("propose_assignments", args=[field.pk]))

    assert (response.status_code, response.context["obstacle"] != "") == (200, True)
    assert "<form method" not in response.text.split("<main")[1]


def test_the_assignments_lead_to_the_draft_or_to_asking_for_one(client, cast, stage):
    url, ask = reverse("assignments", args=[stage.pk]), reverse("propose_assignments", args=[stage.pk])
    client.force_login(cast.auditor)
    assert ask not in client.get(url).text
    client.force_login(cast.bureau)
    assert ask in client.get(url).text

    draft = factories.allocation(stage, "waiting")

    assert draft.get_absolute_url() in client.get(url).text
    assert ask not in client.get(url).text


# Reading


@pytest.mark.parametrize(("state", "told"), [("waiting", "0"), ("running", "40"), ("failed", "40")])
def test_until_it_is_ready_the_page_tells_how_far_it_is(client, cast, stage, state, told):
    draft = factories.allocation(stage, state, progress=int(told))
    client.force_login(cast.bureau)

    response = client.get(draft.get_absolute_url())

    assert (f'value="{told}"' in response.text) == (state != "failed")
    assert (page("discard_allocation", draft) in response.text) == (state != "failed")
    assert (reverse("propose_assignments", args=[stage.pk]) in response.text) == (state == "failed")


def test_a_draft_shows_its_changes_by_title_what_lacks_and_the_loads(client, cast, stage, entry, draft):
    lacking = factories.innovation("eligible", edition=stage.edition, title="A kurang")
    factories.allocation_row(draft, entry, cast.verifier, "keep", "stays")
    factories.allocation_row(draft, entry, cast.verifier2, "keep", "excused")
    factories.allocation_row(draft, lacking, cast.verifier)
    factories.allocation_row(draft, lacking, cast.verifier3, "remove", "evened")
    draft.gaps.create(innovation=lacking, lacking=1, in_conflict=7)

    for reader in (cast.bureau, cast.auditor):
        client.force_login(reader)
        response = client.get(draft.get_absolute_url())
        assert titles(response) == ["A kurang", "Kampung IVA"]
    first, second = response.context["page_obj"]
    assert (first.lacking, second.lacking) == (1, 0)
    assert "7." in response.text
    loads = [(load.verifier, load.before, load.after) for load in response.context["draft"].loads]
    assert loads == [
        (cast.verifier, 1, 2),
        (cast.verifier2, 0, 0),
        (cast.verifier3, 1, 0),
        (cast.verifier4, 0, 0),
    ]
    assert page("allocation_entry", draft, entry.pk) not in response.text  # an auditor changes nothing


@pytest.mark.parametrize(("part", "shown"), [("", "ABC"), ("changed", "AB"), ("lacking", "B"), ("x", "ABC")])
def test_a_part_of_the_draft_is_shown_on_request(client, cast, stage, draft, part, shown):
    for title, changes in (("A", ["add", "add"]), ("B", ["keep", "drop"]), ("C", ["keep", "keep"])):
        one = factories.innovation("eligible", edition=stage.edition, title=title)
        for change, verifier in zip(changes, (cast.verifier, cast.verifier2), strict=True):
            factories.allocation_row(draft, one, verifier, change, "stays")
    client.force_login(cast.bureau)

    response = client.get(draft.get_absolute_url(), {"part": part})

    assert titles(response) == list(shown)


def test_a_draft_shows_50_entries_a_page(client, cast, stage, draft):
    for number in range(51):
        one = factories.innovation("eligible", title=f"Inovasi {number:02}", complete=False)
        factories.allocation_row(draft, one, cast.verifier)
    client.force_login(cast.bureau)

    second = client.get(draft.get_absolute_url(), {"part": "changed", "page": "2"})

    assert titles(second) == ["Inovasi 50"]
    assert "part=changed&amp;page=1" in second.text


@pytest.mark.parametrize("number", [1, 3])
def test_a_draft_costs_the_same_for_any_number_of_entries(
    client, cast, stage, draft, number, django_assert_num_queries
):
    for _entry in range(number):
        one = factories.innovation("eligible", edition=stage.edition)
        factories.allocation_row(draft, one, cast.verifier)
        factories.allocation_row(draft, one, cast.verifier2)
        draft.gaps.create(innovation=one, lacking=1)
    client.force_login(cast.bureau)

    with django_assert_num_queries(9):
        client.get(draft.get_absolute_url())


# Changing by hand


def test_somebody_is_taken_out_and_another_put_in(client, cast, entry, draft):
    row = factories.allocation_row(draft, entry, cast.verifier)
    factories.allocation_row(draft, entry, cast.verifier2)
    client.force_login(cast.bureau)
    url = page("allocation_entry", draft, entry.pk)

    assert client.post(page("take_out", draft, row.pk)).url == url
    form = client.get(url).context["form"]
    assert set(form.verifiers.values()) == {cast.verifier, cast.verifier3, cast.verifier4}
    response = client.post(url, {"verifier": cast.verifier3.pk})

    assert response.url == url
    assert rows(draft) == [
        (cast.verifier.pk, "drop"),
        (cast.verifier2.pk, "add"),
        (cast.verifier3.pk, "add"),
    ]
    assert not Assignment.objects.exists()


def test_whose_task_would_be_taken_back_can_be_chosen_to_keep_it(client, cast, entry, draft):
    factories.assignment(entry, cast.verifier)
    factories.allocation_row(draft, entry, cast.verifier, "remove", "evened")
    client.force_login(cast.bureau)

    client.post(page("allocation_entry", draft, entry.pk), {"verifier": cast.verifier.pk})

    assert rows(draft) == [(cast.verifier.pk, "keep")]


def test_anyone_in_conflict_is_named_and_not_offered(client, cast, entry, draft):
    factories.allocation_row(draft, entry, cast.verifier)
    Conflict.objects.create(
        user=cast.verifier2,
        innovation=entry,
        kind="kin",
        reason="X",
        declared_by=cast.verifier2,
        declared_at=draft.asked_at,
    )
    client.force_login(cast.bureau)

    response = client.get(page("allocation_entry", draft, entry.pk))

    assert response.context["in_conflict"] == [cast.verifier2]
    assert cast.verifier2 not in response.context["form"].verifiers.values()


def test_a_refusal_stays_on_the_page(client, cast, entry, draft):
    for verifier in (cast.verifier, cast.verifier2):
        row = factories.allocation_row(draft, entry, verifier, "keep", "begun")
    client.force_login(cast.bureau)

    response = client.post(page("allocation_entry", draft, entry.pk), {"verifier": cast.verifier3.pk})
    assert list(response.context["form"].errors) == ["__all__"]

    response = client.post(page("take_out", draft, row.pk), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


# Applying and discarding


def test_the_draft_is_applied_after_a_page_that_says_what_happens(client, cast, stage, entry, draft):
    entries = [entry, *(factories.innovation("eligible", edition=stage.edition) for _more in range(2))]
    for one in entries:
        factories.assignment(one, cast.verifier)
        factories.allocation_row(draft, one, cast.verifier, "remove", "evened")
        for verifier in (cast.verifier2, cast.verifier3):
            factories.allocation_row(draft, one, verifier)
    client.force_login(cast.bureau)
    url = page("apply_allocation", draft)
    assert client.get(url).status_code == 200
    assert Assignment.objects.count() == 3

    response = client.post(url)

    assert response.url == reverse("assignments", args=[stage.pk])
    assert Assignment.objects.active().count() == 6
    assert titles(client.get(draft.get_absolute_url()))[-1] == "Kampung IVA"


def test_what_changed_meanwhile_is_named_on_the_page(client, cast, entry, draft):
    task = factories.assignment(entry, cast.verifier)
    factories.allocation_row(draft, entry, cast.verifier, "remove", "evened")
    Scoresheet.objects.filter(assignment=task).update(save_number=1)
    client.force_login(cast.bureau)

    response = client.post(page("apply_allocation", draft))

    assert response.status_code == 200
    assert "“Kampung IVA”" in response.text
    assert Assignment.objects.get().state == "active"


def test_a_draft_is_discarded_after_a_page_that_says_what_happens(client, cast, stage, draft):
    client.force_login(cast.bureau)
    url = page("discard_allocation", draft)
    assert client.get(url).status_code == 200

    assert client.post(url).url == reverse("assignments", args=[stage.pk])

    draft.refresh_from_db()
    assert draft.state == "discarded"
    response = client.post(url, follow=True)
    assert [message.level_tag for message in response.context["messages"]][-1:] == ["error"]


@pytest.mark.parametrize("state", ["waiting", "applied"])
def test_what_is_not_ready_is_neither_applied_nor_changed(client, cast, stage, entry, state):
    draft = factories.allocation(stage, state)
    factories.allocation_row(draft, entry, cast.verifier)
    client.force_login(cast.bureau)

    for url in (page("apply_allocation", draft), page("allocation_entry", draft, entry.pk)):
        assert "<form method" not in client.get(url).text.split("<main")[1]
    assert client.post(page("apply_allocation", draft)).status_code == 200
    assert not Assignment.objects.exists()


# Who


def test_drafts_are_the_bureau_s(client, cast, stage, entry, draft):
    row = factories.allocation_row(draft, entry, cast.verifier)
    addresses = [
        reverse("propose_assignments", args=[stage.pk]),
        page("allocation", draft),
        page("allocation_entry", draft, entry.pk),
        page("apply_allocation", draft),
        page("discard_allocation", draft),
    ]

    for person in (cast.verifier, cast.staff, cast.coordinator, cast.nobody):
        client.force_login(person)
        assert {client.get(url).status_code for url in addresses} == {403}
        assert client.post(page("take_out", draft, row.pk)).status_code == 403
    client.force_login(cast.auditor)
    assert [client.get(url).status_code for url in addresses] == [403, 200, 403, 403, 403]
    client.force_login(cast.bureau)
    assert [client.get(url).status_code for url in addresses[1:]] == [200, 200, 200, 200]
    assert client.get(page("take_out", draft, row.pk)).status_code == 405
    assert client.post(addresses[1]).status_code == 405


def test_what_does_not_exist_is_not_found(client, cast, stage, entry, draft):
    other = factories.allocation_row(factories.allocation(stage, "applied"), entry, cast.verifier)
    client.force_login(cast.bureau)

    for url in (
        reverse("propose_assignments", args=[0]),
        reverse("allocation", args=[0]),
        page("allocation_entry", draft, entry.pk),
        reverse("apply_allocation", args=[0]),
        reverse("discard_allocation", args=[0]),
    ):
        assert client.get(url).status_code == 404
    assert client.post(page("take_out", draft, other.pk)).status_code == 404


def test_a_member_of_the_bureau_in_conflict_reads_and_changes_nothing(client, cast, entry, draft):
    row = factories.allocation_row(draft, entry, cast.verifier)
    factories.post(cast.bureau, "staff", cast.agency, **factories.FORMERLY)
    client.force_login(cast.bureau)

    assert page("apply_allocation", draft) not in client.get(draft.get_absolute_url()).text
    for url in (page("apply_allocation", draft), page("allocation_entry", draft, entry.pk)):
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    assert client.post(page("take_out", draft, row.pk)).status_code == 403
    assert rows(draft) == [(cast.verifier.pk, "add")]
