"""What every template may read."""

from django.conf import settings
from django.utils import timezone

from kipp.accounts.access import posts_at


def portal(request):
    """`is_demo`, and `roles`: the roles of whoever reads the page, for the navigation."""
    user = getattr(request, "user", None)
    return {
        "is_demo": settings.DEMO,
        "roles": {post.role for post in posts_at(user, timezone.now())} if user else set(),
    }
