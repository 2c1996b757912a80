from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kipp.saving import autosave

from . import language
from .addresses import page_of_form


class ReadersLanguage:
    """Answers in the reader's language, error pages too, and leaves none behind in the thread.

    Django's LocaleMiddleware would ask the browser where nobody chose (see `language`), and it does not know
    profiles. Answers that are no pages (a photo, a file) are in none of our languages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.LANGUAGE_CODE = language.of_request(request)
        with translation.override(request.LANGUAGE_CODE, deactivate=True):
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Asks everybody for a sign-in by default.

    Those who send a form after their session ended come back to the page of the form. Django alone would lead
    them to the form's target, which is an empty 405 where that takes only POST.
    """

    # A browser that saves by itself is told so; it can't follow a redirect.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable
    ) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        if autosave.is_asked(request):
            return autosave.signed_out(resolve_url(self.get_login_url(view_func)))
        messages.warning(
            request,
            _("Your session had ended, so this was not saved. Sign in, go back, and send it once more."),
        )
        return redirect_to_login(page_of_form(request), self.get_login_url(view_func))
