"""What a browser needs to open prepared pages without a connection (docs/offline.md)."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# The files that every prepared page needs, besides the theme.
SHELL = (
    "css/portal.css",
    "css/print.css",
    "img/icon.svg",
    "img/jlamprang.svg",
    "js/device.js",
    "js/device_queue.js",
    "js/device_store.js",
    "js/field.js",
    "js/field_form.js",
    "js/keep.js",
    "js/kept_form.js",
    "js/new_piece.js",
    "js/parts.js",
    "js/shrink.js",
    "js/signature.js",
    "js/token.js",
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/bootstrap-icons/icons.svg",
    "vendor/idb-keyval/idb-keyval.js",
    "vendor/plus-jakarta-sans/plus-jakarta-sans-latin.woff2",
)


@never_cache
@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the script that answers for the portal without a connection.

    It is served at the root, so that it can answer for all addresses. The addresses of the files that it
    keeps stand in front of it, since they change with their content.
    """
    kept = [*(static(name) for name in (settings.THEME, *SHELL)), reverse("offline")]
    script = (settings.BASE_DIR / "static" / "js" / "service_worker.js").read_text()
    body = f"const SHELL = {json.dumps(kept)};\nconst OFFLINE = {json.dumps(kept[-1])};\n{script}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Return what a phone shows of the portal when it is installed beside its other programs."""
    icons = [
        {"src": static("img/icon.svg"), "type": "image/svg+xml", "sizes": "any"},
        *(
            {"src": static(f"img/icon-{size}.png"), "type": "image/png", "sizes": f"{size}x{size}"}
            for size in (192, 512)
        ),
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": "KIPP Jawa Tengah",
            "short_name": "KIPP",
            "description": "Kompetisi Inovasi Pelayanan Publik",
            "lang": "id",
            "start_url": reverse("home"),
            "display": "standalone",
            "background_color": "#FBF8F1",
            "theme_color": "#1F3A5F",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what stands in the place of a page that was not prepared, while there is no connection."""
    return render(request, "errors/offline.html")
