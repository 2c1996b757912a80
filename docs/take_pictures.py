"""Photograph the portal's main pages, as `make pictures` does it.

Serves a fresh demo from a folder of its own (var/pictures/portal), opens each page as the person who works
there, at the width of a phone, a tablet and a desk, in both languages, light and dark, and keeps the
pictures in var/pictures/. Fails when a page does not answer or scrolls sideways. With --readme it also
renews the small pictures of the README in docs/pictures/.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "pictures"
PORT = 8123
PORTAL = f"http://localhost:{PORT}"
PASSWORD = "kipp-demo-2019"  # noqa: S105 - of the demo, and told in the README

WIDTHS = {360: 740, 768: 1024, 1280: 900}
LANGUAGES = ("id", "en")
COLOURS = ("light", "dark")

# Who opens what. A page whose address holds a number is reached by the first link of that form on the
# page before it; a page without a name is only passed through.
PAGES = {
    None: [
        ("home", "/"),
        ("catalogue", "/innovations/"),
        ("innovation", "/innovations/kampung-iva/"),
        ("results", "/results/2019/"),
        ("sign-in", "/accounts/login/"),
        ("not-found", "/tidak-ada/"),
    ],
    "staf": [
        ("submissions", "/submissions/"),
        ("submission", r"/submissions/\d+/"),
        ("section", r"/submissions/\d+/sections/[a-z_]+/"),
        ("notices", "/notices/"),
    ],
    "koordinator": [("coordination", "/coordination/"), ("proposed", r"/coordination/\d+/")],
    "verifikator1": [
        ("verification", "/verification/"),
        ("scoresheet", r"/verification/sheets/[0-9a-f-]+/"),
        (None, "/verification/"),
        ("visit", r"/verification/visits/\d+/"),
    ],
    "biro": [
        ("bureau", "/bureau/"),
        ("screening", "/bureau/screening/"),
        ("screening-detail", r"/bureau/screening/\d+/"),
        ("edition", "/bureau/editions/2019/"),
        ("assignments", r"/bureau/assignments/\d+/"),
        (None, "/bureau/editions/2019/"),
        ("standings", r"/bureau/standings/\d+/"),
        ("ranking", r"/bureau/rankings/\d+/"),
        ("people", "/bureau/people/"),
        ("trail", "/bureau/audit/"),
    ],
}

# Once the window is drawn again, the photos in it have been asked for.
PHOTOS_HAVE_COME = """
async () => {
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const awaited = [...document.images].filter(image => image.checkVisibility() && !image.complete);
  await Promise.all(awaited.map(image => new Promise(come => (image.onload = image.onerror = come))));
}
"""

# The README's pictures: name of the page, width, colours.
IN_README = [
    ("home", 1280, "light"),
    ("standings", 1280, "light"),
    ("scoresheet", 360, "light"),
    ("submission", 360, "dark"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readme", action="store_true", help="renew the pictures of the README, too")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with portal(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        faults = [fault for who in PAGES for fault in photograph(browser, who)]
    if options.readme:
        renew_readme()
    sys.exit("\n".join(faults) or None)


@contextmanager
def portal():
    """Serve the demo as a newcomer gets it, with data of its own that are made for it."""
    shutil.rmtree(FOLDER / "portal", ignore_errors=True)
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "KIPP_DEMO": "1",
        "KIPP_VAR": str(FOLDER / "portal"),
        "PORT": str(PORT),
    }
    server = subprocess.Popen([sys.executable, ROOT / "manage.py", "serve"], env=environment)  # noqa: S603
    try:
        wait_for(f"{PORTAL}/readyz", seconds=180)
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for(address, *, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            return urlopen(address, timeout=5).close()  # noqa: S310 - the portal that was started above
        except (URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"{address} does not answer.")


def photograph(browser, who):
    """Take every picture of one person's pages; return what is wrong with them, in sentences."""
    faults = []
    context = browser.new_context()
    page = context.new_page()
    if who:
        sign_in(page, who)
    for name, path in addresses(page, PAGES[who]):
        for language, (width, height), colours in product(LANGUAGES, WIDTHS.items(), COLOURS):
            choose_language(context, language)
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=colours)
            response = page.goto(PORTAL + path, wait_until="networkidle")
            if response.status != (404 if name == "not-found" else 200):
                faults.append(f"{path} answers {response.status}.")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{path} scrolls sideways at {width} px ({language}).")
            unroll(page, width)
            page.screenshot(path=FOLDER / f"{name}-{width}-{language}-{colours}.png")
    context.close()
    return faults


def unroll(page, width):
    """Make the window as high as the page: photos are fetched when they come into view."""
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    page.evaluate(PHOTOS_HAVE_COME)


def sign_in(page, who):
    page.goto(f"{PORTAL}/accounts/login/")
    page.fill("[name=login]", f"{who}@kipp.test")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{PORTAL}/")


def choose_language(context, language):
    context.add_cookies([{"name": "language", "value": language, "url": PORTAL}])


def addresses(page, named):
    """Yield the name and the address of each page; a pattern is the first link of that form so far."""
    for name, pattern in named:
        path = pattern
        if "[" in pattern or "\\d" in pattern:
            links = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.pathname)")
            path = next((link for link in links if re.fullmatch(pattern, link)), None)
            if path is None:
                sys.exit(f"{page.url} has no link like {pattern}: {sorted(set(links))}")
        if name:
            yield name, path
        page.goto(PORTAL + path)


def renew_readme():
    """Keep the pictures of the README small: half the size, as WebP."""
    target = ROOT / "docs" / "pictures"
    target.mkdir(exist_ok=True)
    for name, width, colours in IN_README:
        with Image.open(FOLDER / f"{name}-{width}-id-{colours}.png") as picture:
            height = min(picture.height, picture.width * 2 if width < 700 else picture.width)
            shown = picture.crop((0, 0, picture.width, height))
            shown.thumbnail((720, 1440))
            shown.convert("RGB").save(target / f"{name}.webp", quality=80, method=6)


if __name__ == "__main__":
    main()
