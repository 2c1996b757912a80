"""The agency checks its proposal and hands it on, or withdraws it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from innovations.models import Decision, Innovation
from kipp.accounts.models import Notice
from tests import factories
from tests.at_once import at_once
from tests.expectations import everything

PLEDGED = {"pledge": "on"}

pytestmark = pytest.mark.django_db

# Each step: the status it starts from, the agency, who takes it, and the status it leads to.
STEPS = {
    "propose": ("draft", "agency", "staff", "proposed"),
    "resend": ("returned", "agency", "staff", "submitted"),
    "submit": ("proposed", "provincial_agency", "provincial_staff", "submitted"),
}


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration")


def ready(step, cast, edition):
    status, agency, who, to = STEPS[step]
    innovation = factories.innovation(status, edition=edition, agency=getattr(cast, agency))
    return innovation, getattr(cast, who), to


def address(innovation, step):
    return f"/submissions/{innovation.pk}/{step}/"


def status_of(innovation):
    return Innovation.objects.values_list("status", flat=True).get(pk=innovation.pk)


def tags(response):
    return [message.level_tag for message in response.context["messages"]]


# The check page


@pytest.mark.parametrize("step", STEPS)
def test_a_complete_proposal_has_its_button(client, cast, edition, step):
    innovation, person, _to = ready(step, cast, edition)
    client.force_login(person)

    response = client.get(address(innovation, "check"))

    assert f'action="{address(innovation, step)}"' in response.text
    assert [other for other in STEPS if f'action="{address(innovation, other)}"' in response.text] == [step]
    assert {verdict.outcome for verdict in response.context["verdicts"]} == {"pass"}
    assert "Jawaban tentang novelty" in response.text


def test_the_check_page_leads_to_every_part(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)

    text = client.get(address(draft, "check")).text

    codes = draft.edition.sections.values_list("code", flat=True)
    pages = ["basics", "locations", "evidence", *(f"sections/{code}" for code in codes)]
    assert all(f'href="{address(draft, page)}"' in text for page in pages)


def test_the_check_page_of_a_correction_leads_to_what_the_return_opened_only(client, cast):
    returned = factories.innovation("returned")
    returned.corrections.get().items.create(part="section:novelty")
    client.force_login(cast.staff)

    text = client.get(address(returned, "check")).text

    codes = returned.edition.sections.values_list("code", flat=True)
    pages = ["basics", "locations", "evidence", "makers", *(f"sections/{code}" for code in codes)]
    main = text.split("<main", 1)[1]
    assert [page for page in pages if f'href="{address(returned, page)}"' in main] == ["sections/novelty"]


def test_the_check_page_of_a_proposed_innovation_has_nothing_to_change(client, cast, edition):
    proposed = factories.innovation("proposed", edition=edition)
    client.force_login(cast.staff)

    response = client.get(address(proposed, "check"))

    assert "Jawaban tentang novelty" in response.text
    assert address(proposed, "basics") not in response.text
    assert f"/submissions/{proposed.pk}/sections/" not in response.text
    assert not any(address(proposed, step) in response.text for step in STEPS)


def test_gaps_are_named_and_there_is_no_button(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    draft.evidence.all().delete()
    client.force_login(cast.staff)

    response = client.get(address(draft, "check"))

    assert [gap.url for gap in response.context["gaps"]] == [address(draft, "evidence")]
    assert address(draft, "propose") not in response.text


def test_rules_that_are_not_met_are_named_and_forbid_nothing(client, cast, edition):
    draft = factories.innovation("draft", edition=edition, started_on=timezone.localdate())
    client.force_login(cast.staff)

    response = client.get(address(draft, "check"))

    failed = [verdict.rule for verdict in response.context["verdicts"] if verdict.outcome != "pass"]
    assert failed == ["age"]
    assert address(draft, "propose") in response.text
    assert "Tetap dapat dikirim: penyelenggara yang memutuskan." in response.text
    assert "Peraturan Menteri PANRB Nomor 5 Tahun 2019" in response.text


def test_a_rule_that_keeps_it_from_being_sent_says_so(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    draft.working_copy.answers.filter(section__code="novelty").update(text="kata " * 101)
    client.force_login(cast.staff)

    response = client.get(address(draft, "check"))

    failed = [verdict.rule for verdict in response.context["verdicts"] if verdict.keeps_from_sending]
    assert failed == ["words"]
    assert "Belum terpenuhi" in response.text
    assert address(draft, "propose") not in response.text


@pytest.mark.parametrize("more", [0, 2])
def test_the_check_page_costs_the_same_with_more_files_and_places(
    client, cast, edition, more, django_assert_num_queries
):
    draft = factories.innovation("draft", edition=edition)
    for number in range(more):
        factories.photo(draft)
        factories.location(draft, place=f"Posyandu {number}")
    client.force_login(cast.staff)

    with django_assert_num_queries(18):
        client.get(address(draft, "check"))


# The steps


@pytest.mark.parametrize("step", STEPS)
def test_the_step_is_taken_and_told(client, cast, edition, step):
    innovation, person, to = ready(step, cast, edition)
    client.force_login(person)

    response = client.post(address(innovation, step), PLEDGED, follow=True)

    assert response.redirect_chain == [(f"/submissions/{innovation.pk}/", 302)]
    assert tags(response) == ["success"]
    assert status_of(innovation) == to
    assert innovation.revisions.filter(sent_at=None).exists() == (to == "proposed")


@pytest.mark.parametrize("step", STEPS)
def test_a_second_click_gives_the_same_page_and_the_same_message(client, cast, edition, step):
    innovation, person, to = ready(step, cast, edition)
    client.force_login(person)

    first = client.post(address(innovation, step), PLEDGED, follow=True)
    notices = Notice.objects.count()
    second = client.post(address(innovation, step), PLEDGED, follow=True)

    assert first.redirect_chain == second.redirect_chain
    assert [str(message) for message in second.context["messages"]] == [
        str(message) for message in first.context["messages"]
    ]
    assert tags(second) == ["success"]
    assert status_of(innovation) == to
    assert Notice.objects.count() == notices


def test_without_the_truth_statement_nothing_is_proposed(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)

    response = client.post(address(draft, "propose"))

    assert response.url == address(draft, "check")
    assert status_of(draft) == "draft"


def test_the_truth_statement_is_kept_with_the_version_that_it_was_given_for(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.colleague)

    client.post(address(draft, "propose"), PLEDGED)

    revision = draft.revisions.get()
    assert revision.pledged_by == cast.colleague
    assert revision.pledged_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_propose_once(cast, edition):
    draft = factories.innovation("draft", edition=edition)

    def click():
        client = Client()
        client.force_login(cast.staff)
        return client.post(address(draft, "propose"), PLEDGED).url

    assert at_once(click, click) == (f"/submissions/{draft.pk}/",) * 2
    assert status_of(draft) == "proposed"
    assert Notice.objects.filter(event="innovation_proposed").count() == 1


def test_an_incomplete_draft_is_not_proposed(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    draft.working_copy.answers.filter(section__code="novelty").delete()
    draft.locations.all().delete()
    client.force_login(cast.staff)

    response = client.post(address(draft, "propose"), PLEDGED, follow=True)

    assert tags(response) == ["error", "error"]
    assert status_of(draft) == "draft"


def test_a_full_quota_keeps_the_province_s_own_from_being_sent(client, cast):
    edition = factories.edition(at_stage="registration", quota=1)
    factories.innovation("submitted", edition=edition, agency=cast.provincial_agency)
    innovation, person, _to = ready("submit", cast, edition)
    client.force_login(person)

    response = client.post(address(innovation, "submit"), follow=True)

    assert tags(response) == ["error"]
    assert status_of(innovation) == "proposed"


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_sent_after_the_time_for_it(client, cast, edition, step):
    innovation, person, _to = ready(step, cast, edition)
    now = timezone.now()
    edition.stages.filter(kind="registration").update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
    )
    innovation.corrections.update(due_at=now - timedelta(minutes=1))
    client.force_login(person)

    response = client.post(address(innovation, step), PLEDGED, follow=True)

    assert tags(response) == ["error"]
    assert status_of(innovation) == STEPS[step][0]


def test_staff_of_a_regency_s_agency_do_not_send_to_the_bureau_themselves(client, cast, edition):
    proposed = factories.innovation("proposed", edition=edition)
    client.force_login(cast.staff)

    assert client.post(address(proposed, "submit")).status_code == 403
    assert status_of(proposed) == "proposed"


@pytest.mark.parametrize("step", ["propose", "resend", "submit", "withdraw"])
@pytest.mark.parametrize(
    ("who", "status_code"),
    [
        ("stranger", 404),
        ("other_coordinator", 404),
        ("verifier", 404),
        ("nobody", 404),
        ("coordinator", 403),
        ("bureau", 403),
        ("auditor", 403),
    ],
)
def test_others_take_no_step(client, cast, edition, step, who, status_code):
    returned = factories.innovation("returned", edition=edition)
    client.force_login(getattr(cast, who))
    before = everything()["innovations_innovation"]

    assert client.post(address(returned, step), PLEDGED).status_code == status_code
    assert everything()["innovations_innovation"] == before


@pytest.mark.parametrize("step", STEPS)
def test_the_steps_are_verbs(client, cast, edition, step):
    innovation, person, _to = ready(step, cast, edition)
    client.force_login(person)

    assert client.get(address(innovation, step)).status_code == 405


# Withdrawing


@pytest.mark.parametrize("status", ["draft", "proposed", "returned", "submitted", "eligible", "finalist"])
def test_staff_withdraw_after_being_asked(client, cast, edition, status):
    innovation = factories.innovation(status, edition=edition)
    client.force_login(cast.colleague)

    asked = client.get(address(innovation, "withdraw"))
    unchanged = status_of(innovation)
    response = client.post(address(innovation, "withdraw"), {"reason": "Digabung dengan inovasi lain"})

    assert (asked.status_code, unchanged) == (200, status)
    assert response.url == f"/submissions/{innovation.pk}/"
    assert status_of(innovation) == "withdrawn"
    decision = Decision.objects.filter(innovation=innovation).last()
    assert (decision.kind, decision.reason) == ("withdrawn", "Digabung dengan inovasi lain")


def test_a_reason_is_not_asked_for(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)

    client.post(address(draft, "withdraw"), {"reason": ""})

    assert status_of(draft) == "withdrawn"


def test_a_reason_that_is_too_long_stays_in_the_form(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)

    response = client.post(address(draft, "withdraw"), {"reason": "x" * 2001})

    assert list(response.context["form"].errors) == ["reason"]
    assert "x" * 2001 in response.text
    assert status_of(draft) == "draft"


def test_nobody_withdraws_while_the_results_are_decided(client, cast, edition):
    frozen = factories.innovation("eligible", edition=edition, frozen_at=timezone.now())
    client.force_login(cast.staff)

    asked = client.get(address(frozen, "withdraw"), follow=True)
    sent = client.post(address(frozen, "withdraw"), {"reason": "Pindah tugas"})

    assert asked.redirect_chain == [(f"/submissions/{frozen.pk}/", 302)]
    assert tags(asked) == ["error"]
    assert list(sent.context["form"].errors) == ["__all__"]
    assert "Pindah tugas" in sent.text
    assert status_of(frozen) == "eligible"


# Recorded, without competing


def test_an_innovation_is_recorded_without_competing_and_competes_after_all(client, cast, edition):
    draft = factories.innovation("draft", edition=edition)
    client.force_login(cast.staff)

    for step, status in [("record", "recorded"), ("compete", "draft")]:
        response = client.post(address(draft, step), follow=True)
        assert (tags(response), status_of(draft)) == (["success"], status)


def test_what_competes_already_is_not_recorded(client, cast, edition):
    sent = factories.innovation("submitted", edition=edition)
    client.force_login(cast.staff)

    response = client.post(address(sent, "record"), follow=True)

    assert (tags(response), status_of(sent)) == (["error"], "submitted")
