"""The deeds that carry entries of an earlier or a cancelled edition over into one that is open."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from innovations.evidence import deeds as attaching
from innovations.models import Edition, Innovation, Innovator
from innovations.sending import carry_over
from tests import factories
from tests.expectations import actions, refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def earlier(cast):
    return factories.edition(2018)


@pytest.fixture
def edition(earlier):
    return factories.edition(2019)


def cancelled(earlier):
    Edition.objects.filter(pk=earlier.pk).update(state="cancelled", state_reason="Banjir")


def test_an_entry_becomes_a_draft_with_all_that_was_written(cast, earlier, edition):
    entry = factories.innovation("submitted", edition=earlier, partners=(cast.other_agency,))
    photo = factories.photo(entry)
    Innovator.objects.create(innovation=entry, name="Sri", role="Bidan")
    edition.sections.filter(code="lessons").delete()
    cancelled(earlier)

    copy = carry_over.carry_over(entry, edition, by=cast.staff, at=NOW)

    copy = Innovation.objects.get(pk=copy.pk)
    assert (copy.status, copy.edition, copy.agency, copy.title, copy.copied_from, copy.submitted_at) == (
        "draft",
        edition,
        entry.agency,
        entry.title,
        entry,
        None,
    )
    assert (copy.category.code, copy.category.edition) == (entry.category.code, edition)
    assert (copy.group.code, copy.group.edition, copy.started_on) == ("umum", edition, entry.started_on)
    assert list(copy.partners.all()) == [cast.other_agency]
    assert list(copy.innovators.values_list("name", "role")) == [
        ("Tim inovator", "Penggagas"),
        ("Sri", "Bidan"),
    ]
    texts = {
        answer.section.code: answer.text
        for answer in entry.last_sent_revision.answers.select_related("section")
        if answer.section.code != "lessons"
    }
    answers = copy.working_copy.answers.select_related("section")
    assert {answer.section.code: answer.text for answer in answers} == texts != {}
    assert {answer.section.edition_id for answer in answers} == {edition.pk}
    assert [place.village for place in copy.locations.select_related("village")] == [
        place.village for place in entry.locations.select_related("village")
    ]
    assert sorted(copy.evidence.values_list("sha256", flat=True)) == sorted(
        entry.evidence.values_list("sha256", flat=True)
    )
    copied = copy.evidence.get(sha256=photo.sha256)
    assert copied.file.name != photo.file.name
    assert Path(copied.file.path).read_bytes() == Path(photo.file.path).read_bytes()
    assert actions(copy) == ["carry_over"]


def test_a_file_of_the_copy_is_removed_without_harm_to_the_first(
    cast, earlier, edition, django_capture_on_commit_callbacks
):
    entry = factories.innovation("draft", edition=earlier)
    photo = factories.photo(entry)
    cancelled(earlier)
    copy = carry_over.carry_over(entry, edition, by=cast.staff, at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove(copy.evidence.get(sha256=photo.sha256), by=cast.staff, at=NOW)

    assert Path(photo.file.path).stat().st_size


def test_it_is_carried_over_once(cast, earlier, edition):
    entry = factories.innovation("draft", edition=earlier)
    cancelled(earlier)

    copies = [carry_over.carry_over(entry, edition, by=cast.staff, at=NOW) for _click in range(2)]

    assert copies[0] == copies[1]
    assert Innovation.objects.count() == 2


def test_the_bureau_carries_all_over_at_once(client, cast, earlier, edition):
    for status in ("draft", "recorded", "submitted", "eligible", "withdrawn", "disqualified"):
        factories.innovation(status, edition=earlier)
    cancelled(earlier)
    client.force_login(cast.bureau)
    page = reverse("carry_all_over", args=[2018])
    assert client.get(page).status_code == 200

    client.post(page, {"edition": 2019})
    client.post(page, {"edition": 2019})

    copies = Innovation.objects.in_edition(edition)
    assert {copy.status for copy in copies} == {"draft"}
    assert copies.count() == 4


def test_without_an_edition_to_carry_to_the_page_says_so(client, cast, earlier, edition):
    cancelled(earlier)
    Edition.objects.filter(pk=edition.pk).update(state="closed")
    client.force_login(cast.bureau)

    response = client.get(reverse("carry_all_over", args=[2018]), follow=True)

    assert response.redirect_chain[-1][0] == earlier.get_absolute_url()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


@pytest.mark.parametrize("state", ["open", "suspended", "closed"])
def test_all_is_carried_over_of_a_cancelled_edition_only(cast, earlier, edition, state):
    factories.innovation("draft", edition=earlier)
    Edition.objects.filter(pk=earlier.pk).update(state=state)

    with refused(ValidationError):
        carry_over.carry_all_over(earlier, edition, by=cast.bureau, at=NOW)


@pytest.mark.parametrize("state", ["open", "suspended", "closed", "cancelled"])
@pytest.mark.parametrize("status", ["draft", "recorded", "ineligible", "withdrawn", "finalist"])
def test_one_is_copied_from_an_earlier_edition_whatever_became_of_it(cast, earlier, edition, state, status):
    entry = factories.innovation(status, edition=earlier)
    Edition.objects.filter(pk=earlier.pk).update(state=state, state_reason="Banjir")

    copy = carry_over.carry_over(entry, edition, by=cast.staff, at=NOW)

    assert (copy.status, copy.edition, copy.copied_from) == ("draft", edition, entry)


@pytest.mark.parametrize(
    ("year", "state", "is_copied"), [(2019, "open", False), (2020, "open", False), (2020, "cancelled", True)]
)
def test_nothing_is_copied_from_an_edition_that_is_not_before(cast, edition, year, state, is_copied):
    other = edition if year == 2019 else factories.edition(year)
    entry = factories.innovation("draft", edition=other)
    Edition.objects.filter(pk=other.pk, year=2020).update(state=state, state_reason="Banjir")

    assert list(carry_over.copyable_to(edition, [cast.agency])) == [entry] * is_copied
    if not is_copied:
        with refused(ValidationError):
            carry_over.carry_over(entry, edition, by=cast.staff, at=NOW)


def test_an_agency_copies_nothing_after_the_closing_for_agencies(cast, earlier, edition):
    entry = factories.innovation("draft", edition=earlier)
    edition.stages.filter(kind="registration").update(agencies_close_at=NOW - timedelta(minutes=1))

    with refused(ValidationError):
        carry_over.carry_over(entry, edition, by=cast.staff, at=NOW)


def test_the_page_of_a_new_innovation_offers_what_was_entered_before(client, cast, earlier, edition):
    entry = factories.innovation("finalist", edition=earlier, title="Kampung IVA")
    factories.innovation("finalist", edition=earlier, agency=cast.other_agency, title="Milik orang")
    newest = factories.edition(2020)
    client.force_login(cast.staff)
    page = f"{reverse('submission_new')}?edition=2019"
    assert [entry] == list(client.get(page).context["earlier"])

    response = client.post(reverse("carry_over", args=[entry.pk]), {"edition": "2019"})

    copy = Innovation.objects.get(copied_from=entry)
    assert (response.url, copy.edition) == (copy.get_absolute_url(), edition)
    assert list(client.get(page).context["earlier"]) == []
    assert newest.innovations.count() == 0


def test_only_while_the_registration_of_the_other_is_open(cast, earlier):
    entry = factories.innovation("draft", edition=earlier)
    edition = factories.edition(2019, at_stage="screening")
    cancelled(earlier)

    with refused(ValidationError):
        carry_over.carry_over(entry, edition, by=cast.staff, at=NOW)


def test_what_was_disqualified_stays_behind(cast, earlier, edition):
    entry = factories.innovation("disqualified", edition=earlier)

    assert list(carry_over.copyable_to(edition, [cast.agency])) == []
    with refused(ValidationError):
        carry_over.carry_over(entry, edition, by=cast.staff, at=NOW)


@pytest.mark.parametrize("who", ["stranger", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_else_carries_it_over(client, cast, earlier, edition, who):
    entry = factories.innovation("draft", edition=earlier)
    cancelled(earlier)

    with refused(PermissionDenied):
        carry_over.carry_over(entry, edition, by=getattr(cast, who), at=NOW)
    with refused(PermissionDenied):
        carry_over.carry_all_over(earlier, edition, by=getattr(cast, who), at=NOW)
    client.force_login(getattr(cast, who))
    assert client.post(reverse("carry_over", args=[entry.pk])).status_code == 404


def test_staff_carry_it_over_by_a_button(client, cast, earlier):
    entry = factories.innovation("draft", edition=earlier)
    cancelled(earlier)
    client.force_login(cast.staff)
    page = reverse("carry_over", args=[entry.pk])
    assert page in client.get(entry.get_absolute_url()).content.decode()
    assert client.post(page).url == entry.get_absolute_url()

    factories.edition(2019)
    response = client.post(page)

    copy = Innovation.objects.get(edition__year=2019)
    assert (response.url, client.get(page).status_code) == (copy.get_absolute_url(), 405)
