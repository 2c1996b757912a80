"""Whether anything is lost or doubled on its way from a village, whatever breaks: `make faults`.

A verifier records a visit and scores it in a real browser, while at random moments the line is cut, answers
are lost, a worker of the web server is killed (kill -9), or the database is stopped at once and restarted.
In the end everything that was written must stand in the database as it was written last, once. The seed is
printed: with `--seed` the same cuts come again, though not to the millisecond.
"""

import argparse
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import django
from playwright.sync_api import sync_playwright

VAR = Path(tempfile.mkdtemp(prefix="kipp-faults-"))
VAR.chmod(0o755)  # where root runs this, the database's own user has to enter
os.environ.pop("DATABASE_URL", None)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "kipp.settings",
    "KIPP_VAR": str(VAR),
    "KIPP_HTTPS": "0",
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
django.setup()

from django.db import connection  # noqa: E402 - Django has to be set up first

from kipp import local_database  # noqa: E402
from tests import factories  # noqa: E402
from tests.journeys.conftest import ARGUMENTS, CHROMIUM  # noqa: E402
from tests.journeys.line import Line  # noqa: E402
from tests.journeys.person import Person  # noqa: E402
from tests.journeys.pictures import photo_like  # noqa: E402
from tests.programs import program, read_until  # noqa: E402

PATIENCE = 120  # seconds until everything has to be sent, once nothing is broken any more
TRIES = 40  # how often a round asks the device to send before the next one begins
BETWEEN_TRIES = 0.25  # seconds


class Village:
    """The visit, its lead at a telephone, and what he wrote."""

    def __init__(self, person, visit, sheet):
        self.person, self.visit, self.sheet = person, visit, sheet
        self.present: list[str] = []
        self.photos: list[str] = []
        self.found: dict[str, str] = {}
        self.points: dict[str, int] = {}

    def prepare(self):
        self.person.open("/verification/field/")
        self.person.page.locator("[data-prepare-button]").click()
        self.person.page.locator("[data-prepared-state=prepared]:not([hidden])").wait_for()

    def open_anew(self, path):
        """The telephone was off: whatever the page held is gone but for what the device keeps."""
        self.person.page.close()
        self.person.page = self.person.context.new_page()
        self.person.page.goto(path, timeout=60_000)

    def write(self, number, choice):
        """Write something new, by one of four ways."""
        page = self.person.page
        if choice == "points":
            self.open_anew(self.sheet.get_absolute_url())
            code, given = self.codes[number % len(self.codes)], 45 + number % 50
            self.person.fill(**{f"points_{code}": given})
            self.points[code] = given
            page = self.person.page
            page.locator("[data-field-form] [data-when=device]:not([hidden])").or_(
                page.locator("[data-field-form] [data-when=saved]:not([hidden])")
            ).first.wait_for()
            return
        if self.visit.get_absolute_url() not in page.url:
            self.open_anew(self.visit.get_absolute_url())
            page = self.person.page
        if choice == "present":
            self.present.append(f"Warga {number}")
            self.person.fill(role=self.present[-1], institution="Desa Botosari")
            page.locator("form[data-new-piece$='/attendance'] button[type=submit]").click()
            self._wait_until_kept(page, self.present[-1])
        elif choice == "photo":
            self.photos.append(f"Foto {number}")
            photo = ("foto.jpg", "image/jpeg", photo_like(600, 400, number))
            self.person.fill(photo=photo, caption=self.photos[-1])
            page.locator("form[data-new-piece$='/photo'] button[type=submit]").click()
            self._wait_until_kept(page, self.photos[-1])
        else:
            code = self.codes[number % len(self.codes)]
            self.found[code] = f"Temuan {number}"
            form = page.locator(f"form[data-field-form$='/finding/{code}']")
            form.locator("[name=text]").fill(self.found[code])
            page.wait_for_timeout(50)

    def _wait_until_kept(self, page, words):
        page.locator(
            f"[data-new-pieces] li:has-text('{words}'), [data-piece]:has-text('{words}')"
        ).first.wait_for()

    @property
    def codes(self):
        return ["novelty", "effectiveness", "benefit", "replicability", "sustainability"]

    def send(self):
        """Ask the device to send now, and return how much it still keeps."""
        return self.person.page.evaluate(
            """async () => {
                 dispatchEvent(new Event("online"));
                 const open = indexedDB.open("kipp-device");
                 await new Promise(done => { open.onsuccess = done; open.onerror = done; });
                 const all = open.result.transaction("pieces").objectStore("pieces").getAll();
                 await new Promise(done => { all.onsuccess = done; });
                 open.result.close();
                 const left = all.result.filter(({state}) => state !== "sent");
                 return left.map(({id, state}) => `${id} ${state}`);
               }"""
        )

    def faults(self) -> list[str]:
        """Return what is missing, doubled or other than it was written last."""
        connection.close()  # the one from before is of a database that was stopped
        found = []
        listed = Counter(self.visit.attendances.values_list("role", flat=True))
        captions = Counter(self.visit.photos.values_list("caption", flat=True))
        for name, kept, wanted in (("present", listed, self.present), ("photo", captions, self.photos)):
            found += [
                f"{name} {words}: {kept[words]} times" for words in {*kept, *wanted} if kept[words] != 1
            ]
            found += [f"{name} {words} was never written" for words in set(kept) - set(wanted)]
        texts = dict(self.visit.findings.values_list("criterion__code", "text"))
        points = dict(self.sheet.scores.values_list("criterion__code", "points"))
        for kept, written in ((texts, self.found), (points, self.points)):
            found += [
                f"{code}: {kept[code]!r}, not {last!r}"
                for code, last in written.items()
                if kept[code] != last
            ]
        return found


class Breaker:
    """Breaks the line, the web server or the database, and mends it."""

    def __init__(self, line, portal, chance):
        self.line, self.portal, self.chance = line, portal, chance
        self.database = local_database._Server()

    def break_(self, fault):
        time.sleep(self.chance.uniform(0, 0.4))
        getattr(self, fault)()

    def cut(self):
        self.line.cut()
        time.sleep(self.chance.uniform(0.05, 0.6))
        self.line.mend()

    def lost_answers(self):
        self.line.lose_answers = True
        time.sleep(self.chance.uniform(0.2, 0.8))
        self.line.mend()

    def killed_worker(self):
        # The portal's first child is the web server, whose children do the work.
        workers = children_of(children_of(self.portal.pid)[0])
        if workers:
            os.kill(self.chance.choice(workers), signal.SIGKILL)

    def restarted_database(self):
        self.database._control(self.database._bindir(), "stop", "-m", "immediate")
        time.sleep(self.chance.uniform(0, 0.5))
        self.database.start()


FAULTS = ("cut", "lost_answers", "killed_worker", "restarted_database")
WAYS = ("present", "present", "photo", "finding", "finding", "points")


@contextmanager
def serving():
    """Serve the portal as `make run` does, but for the database: that one is to be broken.

    Yields the process and its address.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    sockets = quote(str(local_database._Server().sockets), safe="")
    variables = {"DATABASE_URL": f"postgres://kipp@{sockets}/kipp", "KIPP_HTTPS": "0", "PORT": port}
    with program("manage.py", "serve", var=VAR, **variables) as portal:
        read_until(portal, "Ctrl-C")
        # What it says later is read away: a full pipe would stop it.
        threading.Thread(target=portal.stdout.read, daemon=True).start()
        yield portal, f"http://localhost:{port}"


@contextmanager
def visiting(address):
    """Let a verifier's telephone be ready for a visit that he leads."""
    people = factories.cast()
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("finalist", edition=edition, title="Laboratorium Kemiskinan")
    sheet = factories.sheet(entry, people.verifier, stage=edition.stage_of_kind("field"))
    visit = factories.visit(entry, team=[people.verifier, people.verifier2])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        person = Person(browser, address, width=360)
        person.enter(people.verifier)
        village = Village(person, visit, sheet)
        village.prepare()
        yield village
        browser.close()


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def main():
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__.splitlines()[0])
    parser.add_argument("--cuts", type=int, default=100, help="how often something breaks")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - it hides nothing
    options = parser.parse_args()
    sys.stdout.write(f"seed {options.seed}, {options.cuts} cuts\n")
    chance = random.Random(options.seed)  # noqa: S311

    with ExitStack() as stack:
        stack.callback(shutil.rmtree, VAR, ignore_errors=True)
        stack.enter_context(local_database.running())
        portal, address = stack.enter_context(serving())
        line = Line(address)
        stack.callback(line.close)
        village = stack.enter_context(visiting(line.own_address))
        breaker = Breaker(line, portal, chance)
        broken, began = Counter(), time.monotonic()
        for number in range(options.cuts):
            village.write(number, chance.choice(WAYS))
            fault = chance.choice(FAULTS)
            broken[fault] += 1
            breaker.break_(fault)
            # Now and then the next thing is written while this one still waits.
            for _try in range(chance.choice((1, 2, TRIES))):
                if not village.send():
                    break
                village.person.page.wait_for_timeout(BETWEEN_TRIES * 1000)
        deadline = time.monotonic() + PATIENCE
        while (left := village.send()) and time.monotonic() < deadline:
            village.person.page.wait_for_timeout(1000)
        wrong = [f"not sent: {piece}" for piece in left] + village.faults()
        written = len(village.present) + len(village.photos)
        sys.stdout.write(
            f"{dict(broken)}; {written} rows and photos, {len(village.found)} findings and "
            f"{len(village.points)} marks in {time.monotonic() - began:.0f} s\n"
        )
    if wrong:
        sys.exit("\n".join(["Lost or doubled:", *wrong]))
    sys.stdout.write("Everything stands there once.\n")


main()
