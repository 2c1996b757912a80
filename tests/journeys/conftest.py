"""A real browser for the journeys: Debian's Chromium, driven by Playwright."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.line import Line

# The shell draws the page alone and no window around it: the journeys take a quarter less time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # Chromium's sandbox refuses root; the pages are our own.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        reason = "No Chromium was found. Get it by: apt-get install chromium-headless-shell"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def line(live_server):
    """The line between the browsers and the portal, which a test can cut."""
    line = Line(live_server.url)
    yield line
    line.close()
