"""The switch of the language, which stands in the header of every page."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kipp.accounts.addresses import own_path


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False)

    def clean_next(self) -> str:
        return own_path(self.cleaned_data["next"]) or "/"


@require_POST
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice in the browser, and in the profile of those who are signed in; show the page again.

    It leaves no line in the trail, since it is no deed of the competition.
    """
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Not a language of this portal.")
    code = form.cleaned_data["language"]
    if request.user.is_authenticated:
        request.user.language = code
        request.user.save(update_fields=["language"])
    response = redirect(form.cleaned_data["next"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response
