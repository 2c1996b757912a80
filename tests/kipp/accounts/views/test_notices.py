"""The inbox."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kipp.accounts.models import Notice
from tests.expectations import everything

pytestmark = pytest.mark.django_db


def notice(user, **fields):
    return Notice.objects.create(
        **{
            "user": user,
            "event": "innovation_accepted",
            "subject": "Perihal",
            "body": "Isi & <b>kabar</b>",
            "url": "/submissions/7/",
            "created_at": timezone.now(),
            **fields,
        }
    )


def test_everybody_reads_their_own_notices_newest_first(client, cast):
    now = timezone.now()
    old = notice(cast.staff, created_at=now - timedelta(days=1))
    new = notice(cast.staff, created_at=now)
    notice(cast.colleague)
    client.force_login(cast.staff)

    response = client.get(reverse("notices"))

    page = response.content.decode()
    assert list(response.context["page_obj"]) == [new, old]
    assert page.count('href="/submissions/7/"') == 2
    assert "Isi &amp; &lt;b&gt;kabar&lt;/b&gt;" in page


def test_what_is_unread_is_marked_and_can_be_marked_as_read(client, cast):
    notice(cast.staff)
    notice(cast.staff, read_at=timezone.now())
    client.force_login(cast.staff)

    before = client.get(reverse("notices")).content.decode()
    client.post(reverse("mark_notices_read"))
    after = client.get(reverse("notices")).content.decode()

    button = f'action="{reverse("mark_notices_read")}"'
    assert [(page.count('class="unread"'), page.count(button)) for page in (before, after)] == [
        (1, 1),
        (0, 0),
    ]


def test_an_empty_inbox_offers_nothing_to_mark(client, cast):
    client.force_login(cast.nobody)

    response = client.get(reverse("notices"))

    assert (response.status_code, list(response.context["page_obj"])) == (200, [])
    assert reverse("mark_notices_read") not in response.content.decode()


def test_reading_the_inbox_marks_nothing_as_read(client, cast):
    notice(cast.staff)
    client.force_login(cast.staff)
    before = everything()

    client.get(reverse("notices"))

    assert everything() == before


def test_all_own_notices_are_marked_as_read_and_no_others(client, cast):
    earlier = timezone.now() - timedelta(days=1)
    unread, read = notice(cast.staff), notice(cast.staff, read_at=earlier)
    other = notice(cast.colleague)
    client.force_login(cast.staff)

    response = client.post(reverse("mark_notices_read"))

    for row in (unread, read, other):
        row.refresh_from_db()
    assert response.url == reverse("notices")
    assert (unread.read_at is not None, read.read_at, other.read_at) == (True, earlier, None)


def test_marking_is_not_done_by_opening_its_address(client, cast):
    notice(cast.staff)
    client.force_login(cast.staff)
    before = everything()

    assert client.get(reverse("mark_notices_read")).status_code == 405
    assert client.post(reverse("notices")).status_code == 405
    assert everything() == before


@pytest.mark.parametrize("name", ["notices", "mark_notices_read"])
def test_a_visitor_is_sent_to_the_sign_in(client, db, name):
    url = reverse(name)

    for method in (client.get, client.post):
        asked = method(url, headers={"referer": f"http://testserver{url}"})
        assert asked.url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("number", [1, 3])
def test_the_inbox_takes_the_same_queries_however_full_it_is(client, cast, number, django_assert_num_queries):
    for _ in range(number):
        notice(cast.staff)
    client.force_login(cast.staff)

    with django_assert_num_queries(4):
        client.get(reverse("notices"))


def test_a_full_inbox_is_shown_fifty_at_a_time(client, cast):
    for _ in range(51):
        notice(cast.staff)
    client.force_login(cast.staff)

    pages = [client.get(reverse("notices"), {"page": page}).context["page_obj"] for page in (1, 2)]

    assert [len(page) for page in pages] == [50, 1]
