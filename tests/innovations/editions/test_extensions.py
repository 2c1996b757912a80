"""The deed that puts off a closing, what it leaves as it was, and the page on which it is done."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from innovations.editions import extensions
from innovations.models import Edition, Extension, Innovation, Stage
from innovations.proposals import access, drafting
from innovations.requirements import eligibility
from innovations.rulebook import setup
from innovations.sending import lifecycle
from innovations.sending.timeline import timeline
from kipp.accounts.models import Notice
from kipp.moments import in_wib
from tests import factories
from tests.expectations import actions, recorded, refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()
WEEK = timedelta(days=7)


@pytest.fixture
def registration(cast):
    return factories.edition(at_stage="registration").registration


def extend(stage, by, **changes):
    values = {"closes_at": stage.closes_at + timedelta(minutes=5), "reason": "Listrik padam"}
    return extensions.extend(stage, **{**values, **changes}, by=by, at=NOW)


def age_of(innovation):
    return eligibility.full_months(innovation.started_on, eligibility.age_counts_to(innovation.edition))


def test_a_closing_is_put_off_with_its_reason(cast, registration):
    closed_at = registration.closes_at
    closes_at = registration.edition.stage_of_kind("screening").opens_at

    extension = extend(registration, cast.bureau, closes_at=closes_at)

    registration.refresh_from_db()
    assert registration.closes_at == closes_at > closed_at
    assert (extension.closed_at, extension.closes_at, extension.reason) == (
        closed_at,
        closes_at,
        "Listrik padam",
    )
    assert [(action, facts["kind"]) for action, _by, _at, facts in recorded(registration)] == [
        ("extend", "registration")
    ]
    assert registration.accepts_at(closed_at + timedelta(minutes=3))


@pytest.mark.parametrize(("moves", "months"), [(False, 11), (True, 12)])
def test_the_age_is_counted_to_the_day_announced_before_unless_said(cast, registration, moves, months):
    start = timezone.localdate(registration.closes_at)
    Stage.objects.filter(kind="screening").update(opens_at=registration.closes_at + 2 * WEEK)
    Stage.objects.filter(kind="screening").update(closes_at=registration.closes_at + 3 * WEEK)
    young = factories.innovation("draft", started_on=start.replace(year=start.year - 1) + timedelta(days=3))

    extend(registration, cast.bureau, closes_at=registration.closes_at + WEEK, age_moves=moves)
    extend(
        Stage.objects.get(pk=registration.pk),
        cast.bureau,
        closes_at=registration.closes_at + WEEK + timedelta(hours=1),
        age_moves=moves,
    )

    young = Innovation.objects.get(pk=young.pk)
    assert young.edition.age_counts_to == (None if moves else start)
    assert age_of(young) == months


def test_a_day_of_its_own_is_what_the_age_counts_to(cast, registration):
    draft = factories.innovation("draft", started_on=timezone.localdate(registration.closes_at))
    assert age_of(draft) == 0

    Edition.objects.update(age_counts_to=draft.started_on.replace(year=draft.started_on.year + 2, day=28))

    draft = Innovation.objects.get(pk=draft.pk)
    assert age_of(draft) in (23, 24)


def test_who_has_something_in_the_edition_is_told_once(cast, registration):
    factories.innovation("draft")
    factories.innovation("submitted")
    factories.innovation("withdrawn", agency=cast.other_agency)

    extend(registration, cast.bureau)

    told = Notice.objects.filter(event="registration_extended")
    assert sorted(told.values_list("user__email", flat=True)) == sorted(
        person.email for person in (cast.staff, cast.colleague, cast.coordinator)
    )
    assert "Listrik padam" in told.first().body


def test_of_another_stage_nobody_is_told_and_the_age_stays(cast):
    edition = factories.edition(at_stage="screening")
    factories.innovation("submitted")

    extend(edition.stage_of_kind("screening"), cast.bureau)

    assert not Notice.objects.exists()
    assert Edition.objects.get().age_counts_to is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda stage: {"closes_at": stage.closes_at},
        lambda stage: {"closes_at": stage.closes_at - WEEK},
        lambda stage: {"closes_at": stage.closes_at + 40 * WEEK},
        lambda stage: {"agencies_close_at": stage.closes_at + timedelta(minutes=6)},
        lambda stage: {"agencies_close_at": stage.opens_at - WEEK},
    ],
)
def test_times_that_can_not_be_are_refused(cast, registration, wrong):
    changes = wrong(registration)

    with refused(ValidationError):
        extend(registration, cast.bureau, **changes)


@pytest.mark.parametrize("state", ["draft", "suspended", "cancelled", "closed"])
def test_only_in_an_edition_that_runs(cast, registration, state):
    Edition.objects.update(state=state)

    with refused(ValidationError):
        extend(registration, cast.bureau)


def test_a_stage_that_has_ended_is_not_extended(cast):
    edition = factories.edition(at_stage="screening")

    with refused(ValidationError):
        extend(edition.registration, cast.bureau)


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_but_the_bureau_extends(client, cast, registration, who):
    with refused(PermissionDenied):
        extend(registration, getattr(cast, who))

    client.force_login(getattr(cast, who))
    assert client.get(reverse("extend_stage", args=[registration.pk])).status_code == 403


# Its pages


def test_the_bureau_extends_on_a_page_and_the_first_page_tells_it(client, cast, registration):
    Stage.objects.filter(pk=registration.pk).update(agencies_close_at=registration.closes_at - WEEK)
    client.force_login(cast.bureau)
    page = reverse("extend_stage", args=[registration.pk])
    form = client.get(page).context["form"]
    assert set(form.fields) == {"agencies_close_at", "closes_at", "reason", "age_moves"}
    new = timezone.localtime(registration.edition.stage_of_kind("screening").opens_at)

    response = client.post(
        page,
        {
            "closes_at": new.strftime("%Y-%m-%dT%H:%M"),
            "agencies_close_at": new.strftime("%Y-%m-%dT%H:%M"),
            "reason": "Listrik padam di tiga kabupaten",
        },
    )

    assert response.url == registration.edition.get_absolute_url()
    registration.refresh_from_db()
    assert registration.closes_at == registration.agencies_close_at == new
    for path in (reverse("home"), registration.edition.get_absolute_url()):
        assert "Listrik padam di tiga kabupaten" in client.get(path).content.decode()
    client.logout()
    assert "Listrik padam di tiga kabupaten" in client.get(reverse("home")).content.decode()


def test_what_is_over_is_not_extended_and_the_page_says_so(client, cast, registration):
    Edition.objects.update(state="closed")
    client.force_login(cast.bureau)

    response = client.get(reverse("extend_stage", args=[registration.pk]), follow=True)

    assert response.redirect_chain[-1][0] == registration.edition.get_absolute_url()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_a_reason_is_needed_and_what_was_typed_stays(client, cast, registration):
    client.force_login(cast.bureau)
    page = reverse("extend_stage", args=[registration.pk])

    response = client.post(page, {"closes_at": "2040-01-01T08:00", "reason": " "})

    assert response.context["form"].errors.keys() == {"reason"}
    assert "2040-01-01T08:00" in response.content.decode()
    assert not Extension.objects.exists()


def test_an_extension_that_is_overtaken_is_not_told_any_more(client, cast, registration):
    extend(registration, cast.bureau, reason="Alasan lama")
    registration.refresh_from_db()
    extend(registration, cast.bureau, reason="Alasan baru")

    content = client.get(reverse("home")).content.decode()

    assert ("Alasan lama" in content, "Alasan baru" in content) == (False, True)


# Taking back what was sent


def test_the_sender_takes_back_what_was_sent_until_the_new_closing(client, cast, registration):
    factories.extension(registration)
    sent = factories.innovation("submitted")
    before = sent.last_sent_revision
    client.force_login(cast.coordinator)
    page = reverse("recall", args=[sent.pk])
    assert "recall" in client.get(reverse("coordination_detail", args=[sent.pk])).context["actions"]
    assert client.get(page).status_code == 200

    response = client.post(page, {"note": "Perbaiki ringkasan"})

    assert response.url == reverse("coordination_detail", args=[sent.pk])
    sent = Innovation.objects.get(pk=sent.pk)
    assert (sent.status, sent.submitted_at, sent.submitted_by) == ("returned", None, None)
    assert sent.last_sent_revision == before
    texts = [list(one.answers.values_list("section", "text")) for one in (before, sent.working_copy)]
    assert texts[0] == texts[1] != []
    assert (sent.open_correction.note, sent.open_correction.due_at) == ("Perbaiki ringkasan", None)
    assert actions(sent) == ["recall"]
    told = Notice.objects.get(user=cast.staff, event="innovation_recalled")
    assert "Perbaiki ringkasan" in told.body
    assert in_wib(registration.closes_at) in told.body


def test_what_was_taken_back_is_written_proposed_and_sent_again(cast, registration):
    factories.extension(registration)
    sent = factories.innovation("submitted")
    lifecycle.recall(sent, note="Perbaiki", by=cast.coordinator, at=NOW)
    section = registration.edition.sections.first()
    answer = Innovation.objects.get().working_copy.answers.get(section=section)

    drafting.write(sent, section, "Ringkasan baru", save_number=answer.save_number, by=cast.staff, at=NOW)
    lifecycle.propose(sent, by=cast.staff, at=NOW)
    lifecycle.submit(sent, by=cast.coordinator, at=NOW)

    sent = Innovation.objects.get()
    assert (sent.status, sent.submitted_at, sent.public_summary) == ("submitted", NOW, "Ringkasan baru")
    assert [revision.number for revision in sent.revisions.filter(sent_at__isnull=False)] == [1, 2]


def test_nothing_is_taken_back_without_an_extension_or_after_it(cast, registration):
    sent = factories.innovation("submitted")

    with refused(ValidationError):
        lifecycle.recall(sent, note="Perbaiki", by=cast.coordinator, at=NOW)
    factories.extension(registration)
    with refused(ValidationError):
        lifecycle.recall(sent, note="Perbaiki", by=cast.coordinator, at=registration.closing_moment)


def test_nothing_is_taken_back_that_its_agency_can_not_propose_again(cast, registration):
    factories.extension(registration)
    sent = factories.innovation("submitted")
    assert not access.obstacle(sent, "recall", at=NOW)

    registration.edition.stages.filter(pk=registration.pk).update(agencies_close_at=NOW - timedelta(hours=1))

    with refused(ValidationError):
        lifecycle.recall(sent, note="Perbaiki", by=cast.coordinator, at=NOW)


def test_the_history_tells_a_recall_from_a_return(cast, registration):
    factories.extension(registration)
    sent = factories.innovation("submitted")
    own = factories.innovation("submitted", agency=cast.provincial_agency)

    lifecycle.recall(sent, note="Perbaiki", by=cast.coordinator, at=NOW)
    lifecycle.propose(sent, by=cast.staff, at=NOW + timedelta(minutes=1))
    lifecycle.return_to_agency(sent, note="Lagi", by=cast.coordinator, at=NOW + timedelta(minutes=2))
    lifecycle.propose(sent, by=cast.staff, at=NOW + timedelta(minutes=3))
    lifecycle.submit(sent, by=cast.coordinator, at=NOW + timedelta(minutes=4))
    lifecycle.recall(own, note="Perbaiki", by=cast.provincial_staff, at=NOW)

    with override("en"):
        assert [event.what for event in timeline(sent)] == [
            "Draft begun",
            "Sent to the bureau",
            "Taken back by the coordinator",
            "Proposed",
            "Returned by the coordinator",
            "Proposed",
            "Sent to the bureau",
        ]
        assert timeline(own)[-1].what == "Taken back by the agency"


def test_the_page_speaks_to_whoever_takes_it_back(client, cast, registration):
    factories.extension(registration)
    sent = factories.innovation("submitted")
    own = factories.innovation("submitted", agency=cast.provincial_agency)
    client.cookies["language"] = "en"

    def read(who, innovation):
        client.force_login(who)
        return client.get(reverse("recall", args=[innovation.pk])).text

    assert "you send it again by" in read(cast.coordinator, sent)
    by_itself = read(cast.provincial_staff, own)
    assert "your agency makes it ready and sends it again by" in by_itself
    assert "Your colleagues read it" in by_itself


def test_an_agency_of_the_province_takes_back_its_own(client, cast, registration):
    factories.extension(registration)
    sent = factories.innovation("submitted", agency=cast.provincial_agency)
    client.force_login(cast.provincial_staff)
    assert reverse("recall", args=[sent.pk]) in client.get(sent.get_absolute_url()).content.decode()

    response = client.post(reverse("recall", args=[sent.pk]), {"note": "Perbaiki"})

    assert response.url == sent.get_absolute_url()
    assert Innovation.objects.get().status == "returned"


@pytest.mark.parametrize(
    ("who", "answer"),
    [("staff", 403), ("other_coordinator", 404), ("bureau", 403), ("auditor", 403), ("verifier", 404)],
)
def test_nobody_else_takes_back(client, cast, registration, who, answer):
    factories.extension(registration)
    sent = factories.innovation("submitted")
    with refused(PermissionDenied):
        lifecycle.recall(sent, note="Perbaiki", by=getattr(cast, who), at=NOW)
    client.force_login(getattr(cast, who))

    assert client.post(reverse("recall", args=[sent.pk]), {"note": "Perbaiki"}).status_code == answer


def test_times_of_a_stage_that_has_begun_are_changed_by_an_extension_only(cast, registration):
    rows = [{"pk": registration.pk, "closes_at": registration.closes_at + WEEK}]

    with refused(ValidationError):
        setup.change_stages(registration.edition, rows, set(), by=cast.bureau, at=NOW)
