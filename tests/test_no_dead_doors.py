"""No dead doors: whatever a page offers its reader, a link or a form, opens for that reader.

Every page of tests/portal is opened by one of each kind who can read it, and every address that it leads
to is asked as its link or its form would ask it. A 403 or a 404 is a door that should not have been shown.
"""

import re
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client

from tests import portal
from tests.pages import Page, knock

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

# "verifier" leads visits, "verifier3" has other tasks; "conflicted" is of the bureau.
READERS = [
    *("visitor", "nobody", "staff", "provincial_staff", "coordinator"),
    *("verifier", "verifier3", "bureau", "conflicted", "auditor"),
]


@pytest.mark.parametrize("who", READERS)
def test_every_door_on_every_page_opens_for_the_reader_to_whom_it_is_shown(world, quick, who):
    client = Client(raise_request_exception=False)
    if world.people[who]:
        client.force_login(world.people[who])
    opened, doors = {}, {}
    for page in portal.pages(world):
        if who in page.readers:
            response = client.get(page.path)
            opened["GET", page.path] = response.status_code
            for door in doors_of(response, page.path):
                doors.setdefault(door, page)

    dead = {
        f"{method} {path}: {status}, shown on {page}"
        for (method, path), page in doors.items()
        if (status := opened.get((method, path)) or knock(client, method, path)) in (403, 404, 500)
    }

    assert doors
    assert not dead, "\n".join(sorted(dead))


def doors_of(response, address):
    """Return the addresses that a page leads to, each with the method that asks for it."""
    text = response.getvalue().decode(errors="replace")
    if not response.headers["Content-Type"].startswith("text/html"):
        return set()
    page = Page(text)
    found = {("GET", link) for link in page.links} | set(page.forms)
    asked = {(method, urldefrag(urljoin(address, path)).url) for method, path in found}
    return {(method, path) for method, path in asked if re.match("/(?!static/)", path)}
