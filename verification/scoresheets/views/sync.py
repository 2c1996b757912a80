"""The address that a device asks before it sends what it keeps: who is signed in, and the token for forms."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kipp.saving import autosave


@never_cache
@login_not_required
@require_safe
def sync(request: HttpRequest) -> HttpResponse:
    """Return whose session this is, and the token for forms, which is a new one after each sign-in."""
    if not request.user.is_authenticated:
        return autosave.signed_out(resolve_url(settings.LOGIN_URL))
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})
