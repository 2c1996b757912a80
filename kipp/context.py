"""What every template may read."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from kipp.accounts.access import posts_at

from .accounts import language
from .navigation import sections


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page shows.

    `is_demo`; `theme`: the stylesheet of the edition's colours; `roles`: those of the reader; `sections`: the
    navigation of those roles; `languages` and `page_address`: for the switch of the language.
    """
    user = getattr(request, "user", None)
    roles = {post.role for post in posts_at(user, timezone.now())} if user else set()
    return {
        "is_demo": settings.DEMO,
        "theme": settings.THEME,
        "languages": language.choices(),
        "page_address": language.page_to_return_to(request),
        "roles": roles,
        "sections": sections(roles, request.path),
    }
