"""What every template may read."""

from django.conf import settings


def portal(request):
    return {"is_demo": settings.DEMO}
