"""Uploaded files leave the portal here, once a view has checked the reader: no file has an address."""

from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

# Whatever hides in an uploaded file: the browser runs and loads nothing from it.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def stored_file_response(request, stored: FieldFile | None, *, name: str, is_photo: bool) -> HttpResponseBase:
    """Return an uploaded file whose reader was checked: a photo to look at, or a PDF as a download.

    `name` is what the file is called on the reader's side, without its ending. What is not there is a 404.
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


def unchanged(request, etag: str) -> HttpResponseBase | None:
    """Return the 304 for a browser that has the file of this ETag already, or None."""
    answer = get_conditional_response(request, etag=etag)
    if answer:
        answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def distrusted(response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer that carries an uploaded file, with the headers that keep it from doing anything."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _sent_by_the_web_server(stored):
    """An answer without the file: the web server in front puts it in, from a path of its own."""
    return HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_REDIRECT}{quote(stored.name)}"})
