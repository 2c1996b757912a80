"""A person at a browser of their own: what they open, fill in and press."""

from contextlib import contextmanager

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from kipp.accounts.models import User
from tests.factories import PASSWORD


class Person:
    """Somebody with a browser window of their own, at the width of a phone or a desk.

    Whatever they open must answer, ask no other host for anything, and log no error of the console.
    """

    def __init__(self, browser: Browser, address: str, *, width: int = 1280, **options):
        """`options` are further ones of the browser's window, as browser.new_context takes them."""
        self.address = address
        viewport = {"width": width, "height": 900}
        self.context = browser.new_context(base_url=address, viewport=viewport, **options)
        self.context.set_default_timeout(20_000)  # milliseconds; a crowded machine is slow
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("request", self._watch_request)
        self.page.on("response", self._watch_response)
        self.page.on("console", self._watch_console)

    def _watch_request(self, request):
        if not request.url.startswith((self.address, "data:")):
            self.troubles.append(f"asked another host: {request.url}")

    def _watch_response(self, response):
        if response.status >= 500:
            self.troubles.append(f"{response.status} at {response.url}")

    def _watch_console(self, message):
        # A refused page (403, 404) logs its status; what matters is blocked content and broken files.
        if message.type == "error" and "status of 4" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def open(self, path: str) -> int:
        """Open a page and return its status."""
        return self.page.goto(path).status

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.open("/accounts/login/")
        self.fill(login=email, password=password)
        self.press("form[action='/accounts/login/']")
        assert self.path == "/", self.text

    def enter(self, user: User) -> None:
        """Be signed in at once, by a session's cookie: for anyone who is not here to try the sign-in."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.address}])

    def fill(self, **fields) -> None:
        """Fill in fields by name: text, a choice by value, a tick by True, a file by (name, type, bytes)."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name='{name}']")
            if value is True:
                field.check()
            elif isinstance(value, tuple):
                file_name, kind, content = value
                field.set_input_files({"name": file_name, "mimeType": kind, "buffer": content})
            elif field.first.evaluate("field => field.tagName") == "SELECT":
                field.select_option(str(value))
            elif field.first.get_attribute("type") in ("radio", "checkbox"):
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            else:
                field.fill(str(value))

    def press(self, form: str = "main form[method=post]", button: str = "button[type=submit]") -> None:
        """Press the (first) button of a form and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.locator(form).first.locator(button).first.click()

    def follow(self, href: str) -> None:
        """Follow the first link of the content whose address has this in it."""
        with self.page.expect_navigation():
            self.page.locator(f"main a[href*='{href}']").first.click()

    def has_link(self, href: str) -> bool:
        return self.page.locator(f"main a[href*='{href}']").count() > 0

    def has_form(self, action: str) -> bool:
        return self.page.locator(f"main form[action$='{action}']").count() > 0

    def wait_to_be_told(self, state: str) -> None:
        """Wait for the sentence of a form that saves by itself: "saved", "device", "restored", "offline"."""
        self.page.locator(f"[data-when={state}]:not([hidden])").wait_for()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    @property
    def text(self) -> str:
        """What stands on the page, as it is read."""
        return self.page.locator("main").inner_text()

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary, and refusals at the top of the page."""
        found = self.page.locator(".error-summary li, main > .notice.tone-stop[role=alert]")
        return [entry.strip() for entry in found.all_inner_texts()]


@contextmanager
def people(browser: Browser, address: str, **widths: int):
    """Give each named person a browser window; at the end none of them may have met trouble."""
    cast = {name: Person(browser, address, width=width) for name, width in widths.items()}
    try:
        yield cast
    finally:
        for person in cast.values():
            person.context.close()
    assert {name: person.troubles for name, person in cast.items() if person.troubles} == {}
