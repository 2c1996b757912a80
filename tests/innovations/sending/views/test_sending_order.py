"""The coordinator's page that orders what is proposed and sends it together, and the covering letters."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from innovations.models import CoveringLetter, Edition, Innovation
from innovations.sending import covering_letters, sending_order
from kipp.files.uploads import read_document
from tests import factories
from tests.expectations import actions, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration", quota=2)


@pytest.fixture
def proposed(edition):
    return [factories.innovation("proposed", edition=edition, title=title) for title in "ABC"]


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast.coordinator)
    return client


CHOOSE, SEND = reverse("choose", args=[2019]), reverse("send_together", args=[2019])


def titles(response):
    return [(choice.innovation.title, choice.fits) for choice in response.context["choices"]]


def sent():
    return sorted(Innovation.objects.sent().values_list("title", flat=True))


def tags(response):
    return [message.level_tag for message in response.context["messages"]]


def test_what_waits_stands_in_order_as_far_as_the_quota_goes(coordinator, cast, edition, proposed):
    factories.innovation("submitted", edition=edition, title="Terkirim")
    factories.innovation("proposed", edition=edition, title="Milik lain", agency=cast.other_agency)
    factories.innovation("draft", edition=edition)

    assert titles(coordinator.get(CHOOSE)) == [("A", True), ("B", False), ("C", False)]


def test_it_is_moved_up_and_down_and_no_further_than_the_ends(coordinator, proposed):
    def move(innovation, direction):
        url = reverse("move_innovation", args=[innovation.pk])
        assert coordinator.post(url, {"direction": direction}).url == CHOOSE
        return [title for title, _fits in titles(coordinator.get(CHOOSE))]

    first, _second, third = proposed
    assert move(third, "up") == ["A", "C", "B"]
    assert move(third, "up") == ["C", "A", "B"]
    assert move(third, "up") == ["C", "A", "B"]
    assert move(first, "down") == ["C", "B", "A"]
    assert move(first, "down") == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("who", "status_code"), [("other_coordinator", 404), ("staff", 403), ("bureau", 403)]
)
def test_others_order_nothing(client, cast, proposed, who, status_code):
    client.force_login(getattr(cast, who))

    assert client.post(reverse("move_innovation", args=[proposed[2].pk])).status_code == status_code
    assert not Innovation.objects.exclude(priority=None).exists()


def test_what_was_sent_has_no_place_in_the_order(coordinator, edition):
    entry = factories.innovation("submitted", edition=edition)

    response = coordinator.post(reverse("move_innovation", args=[entry.pk]), follow=True)

    assert tags(response) == ["error"]


def test_what_is_ticked_is_sent_together_with_its_letter(coordinator, cast, edition, proposed):
    letter = factories.covering_letter(edition, cast.coordinator)

    response = coordinator.post(
        SEND, {"innovations": [one.pk for one in proposed[:2]], "letter": letter.pk}, follow=True
    )

    assert (tags(response), sent()) == (["success"], ["A", "B"])
    assert response.redirect_chain == [(reverse("covering_letter", args=[letter.pk]), 302)]
    assert [one.title for one in response.context["innovations"]] == ["A", "B"]
    assert [actions(one) for one in proposed] == [["submit"], ["submit"], []]


def test_beyond_the_quota_nothing_is_sent_and_each_refused_one_is_named(coordinator, proposed):
    with zeal_ignore():  # each is sent by its own deed, which looks again under its lock
        response = coordinator.post(SEND, {"innovations": [one.pk for one in proposed]}, follow=True)

    (message,) = response.context["messages"]
    assert message.level_tag == "error"
    assert str(message).startswith("C: ")
    assert sent() == []


@pytest.mark.parametrize("typed", [{}, {"innovations": ["0"]}, {"innovations": ["x"]}])
def test_nothing_ticked_and_nothing_of_others_is_sent(coordinator, cast, edition, proposed, typed):
    response = coordinator.post(SEND, typed, follow=True)

    assert (tags(response), sent()) == (["error"], [])


def test_an_innovation_of_another_government_is_not_sent(coordinator, cast, edition, proposed):
    foreign = factories.innovation("proposed", edition=edition, agency=cast.other_agency)

    response = coordinator.post(SEND, {"innovations": [proposed[0].pk, foreign.pk]}, follow=True)

    assert (tags(response), sent()) == (["error"], [])


def test_a_letter_of_another_government_sends_nothing(coordinator, cast, edition, proposed):
    foreign = factories.covering_letter(edition, cast.other_coordinator)

    response = coordinator.post(SEND, {"innovations": [proposed[0].pk], "letter": foreign.pk}, follow=True)

    assert (tags(response), sent()) == (["error"], [])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_with_one_row_and_with_three(
    coordinator, cast, edition, rows, django_assert_num_queries
):
    for number in range(rows):
        factories.innovation("proposed", edition=edition, agency=factories.agency(f"Puskesmas {number}"))
        factories.covering_letter(edition, cast.coordinator, f"00{number}")

    with django_assert_num_queries(8):
        coordinator.get(CHOOSE)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_to_print_costs_the_same_with_one_row_and_with_three(
    coordinator, edition, rows, django_assert_num_queries
):
    for status in ["proposed", "submitted"] * rows:
        factories.innovation(status, edition=edition)

    with django_assert_num_queries(6):
        response = coordinator.get(reverse("coordination_list", args=[2019]))
    assert (len(response.context["waiting"]), len(response.context["sent"])) == (rows, rows)


# Letters


def test_nothing_is_ordered_and_no_letter_kept_while_the_edition_is_suspended(coordinator, edition, proposed):
    Edition.objects.update(state="suspended")
    government = edition.innovations.first().agency.government
    typed = {"government": government.pk, "number": "005/1", "dated_on": "2019-05-02", "document": scan()}

    moved = coordinator.post(
        reverse("move_innovation", args=[proposed[0].pk]), {"direction": "down"}, follow=True
    )
    kept = coordinator.post(reverse("new_letter", args=[2019]), typed)

    assert tags(moved) == ["error"]
    assert not Innovation.objects.filter(priority__isnull=False).exists()
    assert (list(kept.context["form"].errors), CoveringLetter.objects.count()) == (["__all__"], 0)


def test_nobody_orders_or_adds_a_letter_for_another_government(cast, edition, proposed):
    document = read_document(scan(), limit_mb=2)
    letter = {"number": "005/1", "dated_on": date(2019, 5, 2)}

    with refused(PermissionDenied):
        sending_order.move(proposed[0], 1, by=cast.other_coordinator, at=timezone.now())
    with refused(PermissionDenied):
        covering_letters.add(
            edition, cast.agency.government, document, **letter, by=cast.other_coordinator, at=timezone.now()
        )


def test_a_scan_that_is_not_on_the_disk_is_not_found(coordinator, cast, edition):
    letter = factories.covering_letter(edition, cast.coordinator)
    letter.file.storage.delete(letter.file.name)

    assert coordinator.get(reverse("letter_file", args=[letter.pk])).status_code == 404


def scan(content=factories.PDF):
    return SimpleUploadedFile("surat.pdf", content, "application/pdf")


def test_a_letter_is_kept_with_number_date_and_scan(coordinator, cast, edition):
    url = reverse("new_letter", args=[2019])
    assert coordinator.get(url).status_code == 200
    government = cast.agency.government
    typed = {"government": government.pk, "number": "005/1", "dated_on": "2019-05-02"}

    response = coordinator.post(url, {**typed, "document": scan()})

    letter = CoveringLetter.objects.get()
    assert response.url == CHOOSE
    assert (letter.number, letter.dated_on, letter.government) == ("005/1", date(2019, 5, 2), government)
    assert (letter.uploaded_by, actions(letter)) == (cast.coordinator, ["add_letter"])
    file = coordinator.get(reverse("letter_file", args=[letter.pk]))
    assert (file.getvalue(), file["Content-Type"]) == (factories.PDF, "application/pdf")
    again = coordinator.post(url, {**typed, "document": scan()})
    assert (list(again.context["form"].errors), CoveringLetter.objects.count()) == (["__all__"], 1)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"document": None}, "document"),
        ({"document": b"bukan pdf"}, "document"),
        ({"number": ""}, "number"),
        ({"dated_on": "kemarin"}, "dated_on"),
        ({"government": "0"}, "government"),
    ],
)
def test_a_letter_that_lacks_something_is_not_kept(coordinator, cast, edition, typed, wrong):
    whole = {
        "government": cast.agency.government.pk,
        "number": "005/1",
        "dated_on": "2019-05-02",
        "document": factories.PDF,
    }
    typed = {**whole, **typed}
    content = typed.pop("document")
    typed |= {"document": scan(content)} if content else {}

    response = coordinator.post(reverse("new_letter", args=[2019]), typed)

    assert (list(response.context["form"].errors), CoveringLetter.objects.count()) == ([wrong], 0)


def test_the_bureau_reads_letters_but_not_those_of_a_sealed_call(client, cast, edition):
    letter = factories.covering_letter(edition, cast.coordinator)
    factories.innovation("submitted", edition=edition, title="Rahasia", covering_letter=letter)
    page, file = reverse("covering_letter", args=[letter.pk]), reverse("letter_file", args=[letter.pk])

    def read(who):
        client.force_login(who)
        answer = client.get(file)
        answer.getvalue()
        return "Rahasia" in client.get(page).text, answer.status_code

    assert (read(cast.bureau), read(cast.coordinator)) == ((True, 200), (True, 200))
    Edition.objects.update(is_sealed=True)
    assert (read(cast.bureau), read(cast.auditor), read(cast.coordinator)) == (
        (False, 404),
        (False, 404),
        (True, 200),
    )
