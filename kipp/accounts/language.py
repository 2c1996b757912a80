"""Which language somebody reads: their profile's, else their browser's cookie, else Indonesian.

The browser's Accept-Language is never asked: most browsers here were installed in English, and nobody chose
that. English comes only by a choice in the header (`kipp.accounts.views.language`).
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

from .addresses import page_of_form


@dataclass(frozen=True)
class Choice:
    """A language of the switch in the header, by its own name; `is_current` is the one being read."""

    code: str
    name: str
    is_current: bool


def of_request(request: HttpRequest) -> str:
    """Return the code of the language to answer in. It makes no query that the page would not make anyway."""
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    chosen = getattr(request.user, "language", "") or cookie
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def reads_english() -> bool:
    """Return whether the reader of what is written now reads English."""
    return (get_language() or settings.LANGUAGE_CODE).startswith("en")


def choices() -> list[Choice]:
    """Return the languages to switch between."""
    current = get_language()
    return [
        Choice(code, get_language_info(code)["name_local"], code == current)
        for code, _name in settings.LANGUAGES
    ]


def page_to_return_to(request: HttpRequest) -> str:
    """Return the path that shows this page again after a switch.

    For a page that answers a form it is the path of the form's page: what the form was sent to may only take
    a POST.
    """
    return request.get_full_path() if request.method in ("GET", "HEAD") else page_of_form(request)
