"""What the pages weigh on the wire: anyone who pays by the megabyte opens any for 120 KiB, and again for 30.

The whole portal is served as `make run` serves it, with the demo's entries and texts. Their photos give way
to ones that weigh what photos weigh. One page of each address is weighed, wherever links lead its readers.
`pytest -s` shows the table.
"""

import socket
import sys
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.urls import resolve
from PIL import Image

from kipp.demo import accounts
from kipp.files import uploads
from tests.journeys.line import Line
from tests.journeys.person import Person
from tests.journeys.pictures import photo_like
from tests.journeys.test_field import prepare
from tests.portal import FILES
from tests.programs import program, read_until, temporary_var

pytestmark = [pytest.mark.journey, pytest.mark.thorough]

FIRST_VIEW, AGAIN, TRIP = 120 * 1024, 30 * 1024, 400 * 1024
# The agency's page of one photo is that photo, so large that a face can be found in it.
PHOTO = {"evidence"}
READERS = ("", "staf", "koordinator", "verifikator1", "biro", "auditor")


@pytest.fixture(scope="module")
def served():
    """A portal of its own, with web server, database and demo: its address and its throw-away var folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with temporary_var() as var, program("manage.py", "serve", var=var, PORT=port, KIPP_DEMO="1") as serving:
        read_until(serving, "Ctrl-C")
        yield f"http://localhost:{port}", var
        serving.terminate()
        serving.wait()


@pytest.fixture
def portal(served):
    """Its address, when photos hang in it."""
    address, var = served
    hang_photos(var / "media")
    return address


def hang_photos(folder):
    """Put a photo into each picture's place, encoded in the portal's own way."""
    photo = uploads.read_photo(ContentFile(photo_like(3000, 2250)))
    for path in folder.rglob("*.webp"):
        path.write_bytes(photo.thumbnail if "thumbnails" in path.parts else photo.display)


@dataclass(frozen=True)
class Weight:
    """Bytes of a page at its first view, with an empty cache, and of the same page opened again."""

    page: str
    first: int
    again: int

    def __str__(self):
        return f"{self.first / 1024:7.1f} KiB, again {self.again / 1024:5.1f} KiB: {self.page}"


class Scales:
    """Count the bytes that come over the wire to a window, with their headers."""

    def __init__(self, person: Person):
        self.page = person.page
        self._session = person.context.new_cdp_session(self.page)
        self._session.send("Network.enable")
        self._session.on("Network.requestWillBeSent", lambda event: self._asked.add(event["requestId"]))
        self._session.on("Network.loadingFinished", self._came)
        self._session.on("Network.loadingFailed", lambda event: self._asked.discard(event["requestId"]))
        self._asked, self._weight = set(), 0

    def _came(self, event):
        self._asked.discard(event["requestId"])
        self._weight += event["encodedDataLength"]

    def forget_everything(self):
        self._session.send("Network.clearBrowserCache")

    def weigh(self, path: str) -> int:
        """Open a page, wait for all that it asks for, and return what came."""
        self._asked, self._weight = set(), 0
        self.page.goto(path)
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        while self._asked:
            self.page.wait_for_timeout(20)
        return round(self._weight)


def test_the_pages_of_a_trip_are_light_on_the_wire(served, browser):
    address, var = served
    for picture in (var / "media").rglob("*.webp"):
        Image.new("RGB", (1, 1)).save(picture)  # photos are not counted
    line = Line(address)
    verifier = Person(browser, line.own_address, width=360)

    verifier.sign_in("verifikator1@kipp.test", accounts.PASSWORD)
    prepare(verifier)

    came, tasks = sum(line.answered), verifier.page.locator("[data-task]").count()
    verifier.context.close()
    line.close()
    sys.stdout.write(f"\n{came / 1024:.1f} KiB: sign-in and the pages of {tasks} tasks")
    assert tasks
    assert came <= TRIP


def test_every_page_is_light_on_the_wire(portal, browser):
    weights = []
    seen = set()
    for reader in READERS:
        person = Person(browser, portal)
        if reader:
            person.sign_in(f"{reader}@kipp.test", accounts.PASSWORD)
        weights += weigh_from_the_first_page(person, reader or "visitor", seen)
        person.context.close()

    weights.sort(key=lambda weight: -weight.first)
    sys.stdout.write("\n".join(map(str, ["", *weights])))
    heavy = [str(weight) for weight in weights if weight.first > FIRST_VIEW or weight.again > AGAIN]
    assert not heavy, "\n".join(heavy)
    assert len(weights) > 40


def weigh_from_the_first_page(person, reader, seen):
    """Weigh the first page and, of each address that its links lead to and nobody has seen yet, one page."""
    scales, weights, ahead = Scales(person), [], ["/"]
    seen.discard("home")
    while ahead:
        path = ahead.pop(0)
        name = resolve(urlsplit(path).path).url_name
        if name in seen or name in FILES | PHOTO:
            continue
        seen.add(name)
        scales.forget_everything()
        weights.append(Weight(f"{name}, {reader}, {path}", scales.weigh(path), scales.weigh(path)))
        ahead += own_links(person)
    return weights


def own_links(person):
    links = person.page.evaluate("[...document.links].map(link => link.href)")
    return [
        urldefrag(link)[0].removeprefix(person.address) for link in links if link.startswith(person.address)
    ]
