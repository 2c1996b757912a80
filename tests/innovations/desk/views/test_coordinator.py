"""The coordinator's room: what agencies propose, the quota, sending and returning."""

from datetime import timedelta

import pytest
from django.utils import timezone

from innovations.models import Correction, Innovation
from kipp.accounts.models import Notice, Role
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/coordination/"


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration")


@pytest.fixture
def proposed(edition):
    return factories.innovation("proposed", edition=edition)


def address(innovation, page=""):
    return f"{LIST}{innovation.pk}/{page}"


def status_of(innovation):
    return Innovation.objects.values_list("status", flat=True).get(pk=innovation.pk)


def tags(response):
    return [message.level_tag for message in response.context["messages"]]


# The list


def test_what_waits_comes_first_and_drafts_are_not_shown(client, cast, edition):
    made = {
        status: factories.innovation(status, edition=edition, title=title)
        for status, title in [
            ("submitted", "A terkirim"),
            ("proposed", "Z diajukan"),
            ("draft", "Masih draf"),
            ("finalist", "B finalis"),
        ]
    }
    factories.innovation("withdrawn", edition=edition, sent=False, title="Ditarik sebelum dikirim")
    factories.innovation("proposed", edition=edition, agency=cast.other_agency, title="Milik lain")
    over = factories.edition(2018, at_stage="closed")
    factories.innovation("finalist", edition=over, title="Tahun lalu")
    client.force_login(cast.coordinator)

    response = client.get(LIST)

    shown = list(response.context["page_obj"])
    assert shown == [made["proposed"], made["submitted"], made["finalist"]]
    assert all(address(innovation) in response.text for innovation in shown)
    assert response.context["waiting"] == [made["proposed"]]
    assert response.context["others"] == [made["submitted"], made["finalist"]]
    assert [step.url for step in response.context["steps"]] == [f"{LIST}#waiting"]


def test_the_quota_and_the_closing_are_shown(client, cast, edition):
    for status in ("submitted", "finalist", "proposed", "withdrawn"):
        factories.innovation(status, edition=edition)
    enterprise = factories.agency("Perumda Air Minum", kind="bumd")
    factories.innovation("submitted", edition=edition, agency=enterprise)
    client.force_login(cast.coordinator)

    response = client.get(LIST)

    uses = [(use.owner.name, use.taken, use.limit) for use in response.context["quota_uses"]]
    assert sorted(uses) == [("Kabupaten Pekalongan", 2, 3), ("Perumda Air Minum", 1, 3)]
    assert "23.59 WIB" in response.text


def test_a_coordinator_of_two_governments_sees_both(client, cast, edition):
    factories.post(cast.coordinator, Role.COORDINATOR, cast.other_agency.government)
    made = {
        factories.innovation("proposed", edition=edition),
        factories.innovation("proposed", edition=edition, agency=cast.other_agency),
    }
    client.force_login(cast.coordinator)

    response = client.get(LIST)

    assert set(response.context["page_obj"]) == made
    assert len(response.context["quota_uses"]) == 2


def test_an_empty_room_says_so(client, cast):
    client.force_login(cast.coordinator)

    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("who", ["staff", "provincial_staff", "verifier", "bureau", "auditor", "nobody"])
def test_the_room_is_for_coordinators(client, cast, proposed, who):
    client.force_login(getattr(cast, who))

    assert client.get(LIST).status_code == 403
    assert client.get(address(proposed)).status_code == 403


def test_the_list_is_only_read(client, cast):
    client.force_login(cast.coordinator)

    assert client.post(LIST).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_row_and_with_three(
    client, cast, edition, rows, django_assert_num_queries
):
    for _ in range(rows):
        factories.innovation("submitted", edition=edition)
    client.force_login(cast.coordinator)

    with django_assert_num_queries(10):
        assert len(client.get(LIST).context["page_obj"]) == rows


def test_it_warns_of_a_government_with_fewer_than_two_coordinators(client, cast, edition):
    client.force_login(cast.coordinator)

    alone = client.get(LIST)
    factories.member("coordinator", cast.agency.government)

    assert [one.coordinators for one in alone.context["short_of_coordinators"]] == [1]
    assert client.get(LIST).context["short_of_coordinators"] == []


# A proposal


def test_the_coordinator_reads_the_proposal_with_the_verdicts_and_both_ways_on(client, cast, proposed):
    picture = factories.photo(proposed)
    client.force_login(cast.coordinator)

    response = client.get(address(proposed))

    assert {verdict.outcome for verdict in response.context["verdicts"]} == {"pass"}
    assert "Jawaban tentang novelty" in response.text
    assert f'src="/files/{picture.pk}/thumbnail/"' in response.text
    assert f'action="{address(proposed, "submit/")}"' in response.text
    assert address(proposed, "return/") in response.text
    assert "/submissions/" not in response.text


@pytest.mark.parametrize("status", ["submitted", "returned", "eligible", "ineligible", "finalist"])
def test_later_on_the_coordinator_only_reads(client, cast, edition, status):
    innovation = factories.innovation(status, edition=edition)
    client.force_login(cast.coordinator)

    response = client.get(address(innovation))

    assert response.status_code == 200
    assert address(innovation, "submit/") not in response.text
    assert address(innovation, "return/") not in response.text


def test_what_the_agency_changes_after_the_bureau_s_return_is_not_read_yet(client, cast, edition):
    returned = factories.innovation("returned", edition=edition)
    returned.working_copy.answers.filter(section__code="novelty").update(text="Belum dikirim")
    client.force_login(cast.coordinator)

    text = client.get(address(returned)).text

    assert "Jawaban tentang novelty" in text
    assert "Belum dikirim" not in text


@pytest.mark.parametrize(
    ("status", "sent", "status_code"),
    [("proposed", None, 200), ("draft", None, 404), ("withdrawn", False, 404), ("withdrawn", True, 200)],
)
def test_drafts_are_not_the_coordinator_s_to_read(client, cast, edition, status, sent, status_code):
    innovation = factories.innovation(status, edition=edition, sent=sent)
    client.force_login(cast.coordinator)

    assert client.get(address(innovation)).status_code == status_code


def test_the_coordinator_of_another_government_finds_nothing(client, cast, proposed):
    client.force_login(cast.other_coordinator)

    assert client.get(address(proposed)).status_code == 404
    assert client.post(address(proposed, "submit/")).status_code == 404
    assert client.get(address(proposed, "return/")).status_code == 404
    assert client.post(address(proposed, "return/"), {"note": "Lengkapi"}).status_code == 404
    assert status_of(proposed) == "proposed"


@pytest.mark.parametrize("more", [0, 2])
def test_a_proposal_costs_the_same_with_more_files_and_places(
    client, cast, proposed, more, django_assert_num_queries
):
    for number in range(more):
        factories.photo(proposed)
        factories.location(proposed, place=f"Posyandu {number}")
    client.force_login(cast.coordinator)

    with django_assert_num_queries(17):
        client.get(address(proposed))


def test_a_returned_one_costs_no_more_for_a_coordinator_who_is_staff_too(
    client, cast, edition, django_assert_num_queries
):
    returned = factories.innovation("returned", edition=edition)
    factories.post(cast.coordinator, "staff", cast.other_agency)
    client.force_login(cast.coordinator)

    with django_assert_num_queries(17):
        client.get(address(returned))


# Sending


def test_the_coordinator_sends_it_to_the_bureau(client, cast, proposed):
    client.force_login(cast.coordinator)

    response = client.post(address(proposed, "submit/"), follow=True)

    assert response.redirect_chain == [(address(proposed), 302)]
    assert tags(response) == ["success"]
    proposed.refresh_from_db()
    assert (proposed.status, proposed.submitted_by) == ("submitted", cast.coordinator)


def test_a_second_click_sends_nothing_twice(client, cast, proposed):
    client.force_login(cast.coordinator)

    first = client.post(address(proposed, "submit/"), follow=True)
    proposed.refresh_from_db()
    sent_at, notices = proposed.submitted_at, Notice.objects.count()
    second = client.post(address(proposed, "submit/"), follow=True)

    assert second.redirect_chain == first.redirect_chain
    assert tags(second) == ["success"]
    proposed.refresh_from_db()
    assert (proposed.submitted_at, Notice.objects.count()) == (sent_at, notices)


def test_a_full_quota_keeps_it_from_being_sent(client, cast):
    edition = factories.edition(at_stage="registration", quota=1)
    proposed = factories.innovation("proposed", edition=edition)
    factories.innovation("submitted", edition=edition)
    client.force_login(cast.coordinator)

    verdicts = client.get(address(proposed)).context["verdicts"]
    response = client.post(address(proposed, "submit/"), follow=True)

    assert [verdict.rule for verdict in verdicts if verdict.keeps_from_sending] == ["quota"]
    assert tags(response) == ["error"]
    assert status_of(proposed) == "proposed"


def test_nothing_is_sent_or_returned_after_the_closing(client, cast, edition, proposed):
    now = timezone.now()
    edition.stages.filter(kind="registration").update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
    )
    client.force_login(cast.coordinator)

    sent = client.post(address(proposed, "submit/"), follow=True)
    asked = client.get(address(proposed, "return/"), follow=True)

    assert tags(sent) == tags(asked) == ["error"]
    assert asked.redirect_chain == [(address(proposed), 302)]
    assert status_of(proposed) == "proposed"


@pytest.mark.parametrize("who", ["staff", "provincial_staff", "verifier", "bureau", "auditor", "nobody"])
def test_only_coordinators_send(client, cast, proposed, who):
    client.force_login(getattr(cast, who))

    assert client.post(address(proposed, "submit/")).status_code == 403
    assert status_of(proposed) == "proposed"


def test_sending_is_a_verb(client, cast, proposed):
    client.force_login(cast.coordinator)

    assert client.get(address(proposed, "submit/")).status_code == 405


# Returning


def test_the_coordinator_returns_it_with_a_note(client, cast, proposed):
    client.force_login(cast.coordinator)

    asked = client.get(address(proposed, "return/"))
    response = client.post(address(proposed, "return/"), {"note": "Lengkapi data dukung"})

    assert asked.status_code == 200
    assert response.url == address(proposed)
    assert status_of(proposed) == "returned"
    correction = Correction.objects.get()
    assert (correction.note, correction.due_at, correction.asked_by) == (
        "Lengkapi data dukung",
        None,
        cast.coordinator,
    )


@pytest.mark.parametrize("note", ["", "  ", "x" * 4001])
def test_without_a_note_nothing_is_returned(client, cast, proposed, note):
    client.force_login(cast.coordinator)

    response = client.post(address(proposed, "return/"), {"note": note, "more": "1"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["note"]
    assert status_of(proposed) == "proposed"


def test_a_note_stays_in_the_form_when_it_was_sent_meanwhile(client, cast, edition):
    sent = factories.innovation("submitted", edition=edition)
    client.force_login(cast.coordinator)

    response = client.post(address(sent, "return/"), {"note": "Terlambat ditulis"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["__all__"]
    assert "Terlambat ditulis" in response.text
    assert not Correction.objects.exists()


def test_staff_of_the_province_take_their_own_back(client, cast, edition):
    proposed = factories.innovation("proposed", edition=edition, agency=cast.provincial_agency)
    client.force_login(cast.provincial_staff)

    response = client.post(address(proposed, "return/"), {"note": "Angka belum benar"})

    assert response.url == f"/submissions/{proposed.pk}/"
    assert status_of(proposed) == "returned"


@pytest.mark.parametrize(
    ("who", "status_code"), [("staff", 403), ("stranger", 404), ("bureau", 404), ("verifier", 404)]
)
def test_others_return_nothing(client, cast, proposed, who, status_code):
    client.force_login(getattr(cast, who))

    assert client.get(address(proposed, "return/")).status_code == status_code
    assert client.post(address(proposed, "return/"), {"note": "Palsu"}).status_code == status_code
    assert status_of(proposed) == "proposed"
