"""Uploaded files leave the portal here, once a view has checked the reader: no file has an address."""

from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

# Whatever hides in an uploaded file, the browser runs and loads nothing from it.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def stored_file_response(
    request: HttpRequest, stored: FieldFile | None, *, name: str, is_photo: bool
) -> HttpResponseBase:
    """Return an uploaded file as an answer: a photo to look at, or a PDF as a download.

    The caller has checked the reader. `name` is the name of the file for the reader, without its ending.
    Raises Http404 when the file is not there.
    """
    if not stored or not stored.storage.exists(str(stored)):
        raise Http404
    etag = quote_etag(str(stored))
    if answer := unchanged(request, etag):
        return answer
    response = _sent_by_the_web_server(stored) if settings.ACCEL_REDIRECT else FileResponse(stored.open("rb"))
    response.headers["Content-Type"] = "image/webp" if is_photo else "application/pdf"
    disposition = content_disposition_header(not is_photo, f"{name}.{'webp' if is_photo else 'pdf'}")
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["ETag"] = etag
    return distrusted(response)


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """Return a 304 for a browser that already has the file with this ETag, or None."""
    answer = get_conditional_response(request, etag=etag)
    if answer:
        answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def distrusted(response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer with the headers that keep the uploaded file in it from doing anything."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _sent_by_the_web_server(stored: FieldFile) -> HttpResponse:
    """Return an answer without the file: the web server in front adds it, from a path of its own."""
    return HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_REDIRECT}{quote(str(stored))}"})
