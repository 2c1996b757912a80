"""A file of evidence, answered to a reader whose right to see it was checked."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kipp.files.responses import stored_file_response

from .models import Evidence


def file_response(request: HttpRequest, evidence: Evidence, size: str) -> HttpResponseBase:
    """Return a file of evidence as an answer; the caller has checked the reader.

    `size` is "file", or "thumbnail" of a photo. Raises Http404 for a size that does not exist, and for a file
    that is missing from the disk. A browser that has the file asks each time whether it may still show it,
    and gets a 304 without the file, since a file never changes.
    """
    stored = {"file": evidence.file, "thumbnail": evidence.thumbnail}.get(size)
    name = f"kipp-{evidence.innovation_id}-{evidence.pk}"
    return stored_file_response(request, stored, name=name, is_photo=evidence.is_photo)
