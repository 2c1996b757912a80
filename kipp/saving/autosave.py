"""The answers to a browser that saves a form by itself while somebody types (static/js/autosave.js).

It is the same form, sent to the same address and taken by the same deed as with the button. Only the answer
is short: 200 saved · 401 signed out · 403 not theirs, or the page's token is too old · 409 saved elsewhere
since · 410 never taken any more, with the sentence why · 422 not taken, with the sentences. In every case but
200 the browser keeps what was typed.
"""

from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse

HEADER = "X-Autosave"


def is_asked(request: HttpRequest) -> bool:
    """Return whether the browser saves by itself, and so wants no page."""
    return HEADER in request.headers


def saved(save_number: int) -> JsonResponse:
    """Return the answer that it is saved; the next save is based on this number."""
    return JsonResponse({"save_number": save_number})


def kept(uuid: UUID) -> JsonResponse:
    """Return the answer that what was made on a device is stored, and under which mark."""
    return JsonResponse({"uuid": str(uuid)})


def saved_elsewhere(save_number: int, stored: dict[str, str], who: str) -> JsonResponse:
    """Return the answer that something else was saved: its values by field, and who saved it when."""
    return JsonResponse({"save_number": save_number, "stored": stored, "who": who}, status=409)


def gone(sentence: str) -> JsonResponse:
    """Return the answer that it can't be saved any more, and why: the browser offers its text as a file."""
    return JsonResponse({"sentences": [sentence]}, status=410)


def refused(form: BaseForm) -> JsonResponse:
    """Return the answer that it was not taken, with the sentences of the form."""
    sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
    return JsonResponse({"sentences": sentences}, status=422)


def signed_out(address: str) -> JsonResponse:
    """Return the answer that the session has ended, and where to sign in."""
    return JsonResponse({"sign_in": address}, status=401)


def token_too_old() -> JsonResponse:
    """Return the answer that the page's CSRF token is of an earlier session: the browser gets a new one."""
    return JsonResponse({"token": "too old"}, status=403)
