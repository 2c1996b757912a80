"""The deeds that stop an edition and let it go on, and what its people read of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from innovations.models import Edition, Innovation, Stage
from innovations.proposals import access
from kipp.accounts.models import Notice, User
from tests import factories
from tests.expectations import actions, refused
from verification.suspending import deeds as suspending

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def test_an_edition_is_suspended_goes_on_and_is_cancelled(cast):
    edition = factories.edition()
    draft = factories.innovation("draft")

    suspending.suspend(edition, reason="Banjir di pantura", by=cast.bureau, at=NOW)
    suspended = Edition.objects.get()
    refusal = access.obstacle(Innovation.objects.get(pk=draft.pk), access.EDIT, at=NOW)
    suspending.resume(edition, by=cast.bureau, at=NOW)
    resumed = Edition.objects.get()
    suspending.cancel(edition, reason="Anggaran dialihkan", by=cast.bureau, at=NOW)
    cancelled = Edition.objects.get()

    assert [(one.state, one.state_reason) for one in (suspended, resumed, cancelled)] == [
        ("suspended", "Banjir di pantura"),
        ("open", ""),
        ("cancelled", "Anggaran dialihkan"),
    ]
    assert "Banjir di pantura" in refusal
    assert actions(edition)[1:] == ["suspend_edition", "resume_edition", "cancel_edition"]
    told = Notice.objects.filter(user=cast.staff, event="edition_state").order_by("pk")
    assert ["Banjir di pantura" in notice.body for notice in told] == [True, False, False]
    assert len({notice.subject for notice in told}) == 3
    assert Notice.objects.filter(user=cast.coordinator, event="edition_state").count() == 3
    assert not Notice.objects.filter(user=cast.stranger).exists()


def test_anyone_who_owes_a_sheet_is_told_in_their_language(cast):
    edition = factories.edition(at_stage="proposal")
    User.objects.filter(pk=cast.verifier2.pk).update(language="en")
    entry = factories.innovation("eligible", edition=edition)
    for verifier in (cast.verifier, cast.verifier2):
        factories.sheet(entry, verifier)
    factories.submitted_sheet(factories.innovation("eligible", edition=edition), cast.verifier3)
    factories.sheet(factories.innovation("withdrawn", edition=edition), cast.verifier4)

    suspending.suspend(edition, reason="Banjir di pantura", by=cast.bureau, at=NOW)
    suspending.resume(edition, by=cast.bureau, at=NOW)
    suspending.cancel(edition, reason="Anggaran dialihkan", by=cast.bureau, at=NOW)

    told = Notice.objects.filter(event="edition_state_for_assessors").order_by("pk")
    assert [(notice.user_id, notice.subject) for notice in told.filter(user=cast.verifier2)] == [
        (cast.verifier2.pk, f"KIPP Jawa Tengah {edition.year} {state}")
        for state in ("is suspended", "goes on", "is cancelled")
    ]
    assert "Banjir di pantura" in told[0].body
    assert set(told.values_list("user", flat=True)) == {cast.verifier.pk, cast.verifier2.pk}
    assert "suspended" not in told.filter(user=cast.verifier)[0].subject
    assert Email.objects.filter(to=cast.verifier.email).count() == 3


@pytest.mark.parametrize(
    ("action", "states"),
    [
        ("suspend", {"open"}),
        ("resume", {"suspended"}),
        ("cancel", {"open", "suspended"}),
    ],
)
def test_each_step_is_possible_from_its_states_only(cast, action, states):
    edition = factories.edition()
    reason = {} if action == "resume" else {"reason": "Banjir"}

    for state in set(Edition.State.values) - states:
        Edition.objects.update(state=state)
        with refused(ValidationError):
            getattr(suspending, action)(edition, by=cast.bureau, at=NOW, **reason)

    for state in states:
        edition.state = state
        assert suspending.obstacle(edition, f"{action}_edition") == ""


def test_an_edition_with_published_results_is_not_cancelled(cast):
    stage = factories.edition(at_stage="proposal", proposal_tiers=(2, 1)).stage_of_kind("proposal")
    for points in (90, 80):
        factories.scored_entry(stage, points, points)
    factories.ranking(stage, "published")
    Edition.objects.update(state="open")

    with refused(ValidationError):
        suspending.cancel(stage.edition, reason="Banjir", by=cast.bureau, at=NOW)


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_but_the_bureau_stops_an_edition(client, cast, who):
    edition = factories.edition()
    client.force_login(getattr(cast, who))

    for action in ("suspend", "cancel"):
        with refused(PermissionDenied):
            getattr(suspending, action)(edition, reason="Banjir", by=getattr(cast, who), at=NOW)
        assert client.get(reverse(f"{action}_edition", args=[edition.year])).status_code == 403


@pytest.mark.parametrize(("action", "state"), [("suspend", "suspended"), ("cancel", "cancelled")])
def test_it_is_stopped_on_a_page_that_asks_for_a_reason(client, cast, action, state):
    edition = factories.edition()
    client.force_login(cast.bureau)
    page = reverse(f"{action}_edition", args=[edition.year])
    assert client.get(page).status_code == 200
    assert client.post(page, {"reason": " "}).context["form"].errors.keys() == {"reason"}

    response = client.post(page, {"reason": "Banjir di pantura"})

    assert response.url == edition.get_absolute_url()
    assert Edition.objects.get().state == state
    # Once is enough: the page says that it is not possible any more.
    assert client.get(page).url == edition.get_absolute_url()


def test_it_goes_on_by_a_button(client, cast):
    edition = factories.edition()
    Edition.objects.update(state="suspended", state_reason="Banjir di pantura")
    client.force_login(cast.bureau)

    client.post(reverse("resume_edition", args=[edition.year]), {})

    assert Edition.objects.values_list("state", "state_reason").get() == ("open", "")


@pytest.mark.parametrize("state", ["suspended", "cancelled"])
def test_the_reason_stands_on_the_first_page_and_in_the_rooms(client, cast, state):
    factories.edition()
    Edition.objects.update(state=state, state_reason="Banjir di pantura")

    assert "Banjir di pantura" in client.get(reverse("home")).content.decode()
    for who, page in ((cast.staff, "submissions"), (cast.coordinator, "coordination")):
        client.force_login(who)
        assert "Banjir di pantura" in client.get(reverse(page)).content.decode()


def test_a_cancelled_edition_is_told_of_until_the_next_one(client, cast):
    factories.edition(2018)
    Edition.objects.update(state="cancelled", state_reason="Banjir di pantura")
    prepared = factories.edition(2019, at_stage=None)
    assert Edition.objects.told().count() == 1

    Edition.objects.filter(pk=prepared.pk).update(state="open")

    assert [edition.year for edition in Edition.objects.told()] == [2019]
    assert Stage.objects.filter(edition__in=Edition.objects.told()).count() == 5
