"""Uploaded files leave the portal only after a check of who asks."""

import pytest

from innovations.models import Revision
from kipp.files.responses import FILE_POLICY
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="screening")


def address(evidence, size="file"):
    return f"/files/{evidence.pk}/{size}/"


def status_code(client, evidence, size="file"):
    """Ask for a file and read it to its end: only then the client closes it."""
    response = client.get(address(evidence, size))
    if response.streaming:
        response.getvalue()
    return response.status_code


def headers(response):
    names = ["Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options"]
    return [response.headers[name] for name in names]


def test_a_photo_is_shown_in_the_browser_where_nothing_in_it_can_run(client, cast, edition):
    picture = factories.photo(factories.innovation("submitted", edition=edition))
    client.force_login(cast.staff)

    response = client.get(address(picture))

    name = f"kipp-{picture.innovation_id}-{picture.pk}.webp"
    assert headers(response) == ["image/webp", f'inline; filename="{name}"', "private, no-cache", "nosniff"]
    policy = response.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert response.getvalue() == factories.webp()


def test_a_thumbnail_is_the_smaller_picture(client, cast, edition):
    picture = factories.photo(factories.innovation("submitted", edition=edition))
    client.force_login(cast.staff)

    assert client.get(address(picture, "thumbnail")).getvalue() == factories.webp((4, 3))


def test_a_browser_that_has_the_photo_is_not_sent_it_again_while_it_may_be_seen(client, cast, edition):
    picture = factories.photo(factories.innovation("submitted", edition=edition))
    client.force_login(cast.staff)
    first = client.get(address(picture))
    first.getvalue()
    has_it = {"if-none-match": first.headers["ETag"]}

    again = client.get(address(picture), headers=has_it)
    other = client.get(address(picture, "thumbnail"), headers=has_it)
    client.force_login(cast.stranger)
    stranger = client.get(address(picture), headers=has_it)

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert other.getvalue() == factories.webp((4, 3))
    assert stranger.status_code == 404


def test_a_document_is_downloaded(client, cast, edition):
    paper = factories.document(factories.innovation("submitted", edition=edition))
    client.force_login(cast.staff)

    response = client.get(address(paper))

    name = f"kipp-{paper.innovation_id}-{paper.pk}.pdf"
    assert headers(response) == [
        "application/pdf",
        f'attachment; filename="{name}"',
        "private, no-cache",
        "nosniff",
    ]
    assert response.getvalue() == factories.PDF


def test_other_sizes_and_missing_files_are_not_found(client, cast, edition):
    sent = factories.innovation("submitted", edition=edition)
    picture, paper = factories.photo(sent), factories.document(sent)
    client.force_login(cast.staff)
    picture.file.storage.delete(picture.file.name)

    assert status_code(client, paper, "thumbnail") == 404
    assert status_code(client, picture, "original") == 404
    assert status_code(client, picture) == 404
    assert client.get("/files/0/file/").status_code == 404


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("staff", 200),
        ("colleague", 200),
        ("coordinator", 200),
        ("bureau", 200),
        ("auditor", 200),
        ("stranger", 404),
        ("other_coordinator", 404),
        ("provincial_staff", 404),
        ("verifier", 404),
        ("nobody", 404),
    ],
)
def test_files_are_for_those_who_see_the_innovation(client, cast, edition, who, expected):
    picture = factories.photo(factories.innovation("submitted", edition=edition))
    client.force_login(getattr(cast, who))

    assert status_code(client, picture) == expected
    assert status_code(client, picture, "thumbnail") == expected


@pytest.mark.parametrize(("status", "coordinator", "bureau"), [("draft", 404, 404), ("proposed", 200, 404)])
def test_files_of_an_unsent_innovation(client, cast, edition, status, coordinator, bureau):
    paper = factories.innovation(status, edition=edition).evidence.get()

    client.force_login(cast.coordinator)
    assert status_code(client, paper) == coordinator
    client.force_login(cast.bureau)
    assert status_code(client, paper) == bureau


def test_what_is_added_after_a_return_is_the_agency_s_until_it_sends_again(client, cast, edition):
    returned = factories.innovation("returned", edition=edition)
    paper = factories.document(returned)
    assert paper.added_in == returned.working_copy

    codes = {}
    for who in ("staff", "coordinator", "bureau"):
        client.force_login(getattr(cast, who))
        codes[who] = status_code(client, paper)
    Revision.objects.filter(pk=paper.added_in_id).update(sent_at=returned.submitted_at)
    client.force_login(cast.bureau)

    assert codes == {"staff": 200, "coordinator": 404, "bureau": 404}
    assert status_code(client, paper) == 200


def test_a_visitor_is_asked_to_sign_in(client, edition):
    paper = factories.document(factories.innovation("finalist", edition=edition))

    assert status_code(client, paper) == 302


def test_files_are_only_read(client, cast, edition):
    paper = factories.document(factories.innovation("submitted", edition=edition))
    client.force_login(cast.staff)

    assert client.post(address(paper)).status_code == 405


def test_a_file_costs_three_queries(client, cast, edition, django_assert_num_queries):
    paper = factories.document(factories.innovation("submitted", edition=edition))
    client.force_login(cast.staff)

    with django_assert_num_queries(3):
        status_code(client, paper)


def test_the_web_server_in_front_sends_what_the_portal_allows(client, cast, edition, settings):
    settings.ACCEL_REDIRECT = "/protected/"
    paper = factories.document(factories.innovation("submitted", edition=edition))
    client.force_login(cast.staff)

    response = client.get(address(paper))
    client.force_login(cast.stranger)
    stranger = client.get(address(paper))

    assert response.headers["X-Accel-Redirect"] == f"/protected/{paper.file.name}"
    assert response.content == b""
    assert headers(response) == [
        "application/pdf",
        f'attachment; filename="kipp-{paper.innovation_id}-{paper.pk}.pdf"',
        "private, no-cache",
        "nosniff",
    ]
    assert response.headers["Content-Security-Policy"] == FILE_POLICY
    assert (stranger.status_code, "X-Accel-Redirect" in stranger.headers) == (404, False)
