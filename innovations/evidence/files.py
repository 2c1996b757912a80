"""A file of evidence as an answer to a reader who was checked."""

from django.http.response import HttpResponseBase

from kipp.files.responses import stored_file_response

from .models import Evidence


def file_response(request, evidence: Evidence, size: str) -> HttpResponseBase:
    """Return a file of evidence whose reader was checked. `size` is "file", or "thumbnail" of a photo.

    A size that does not exist, and a file that is missing from the disk, are a 404. A browser that has the
    file asks each time whether it may still show it, and gets a 304 without the file: it never changes.
    """
    stored = {"file": evidence.file, "thumbnail": evidence.thumbnail}.get(size)
    name = f"kipp-{evidence.innovation_id}-{evidence.pk}"
    return stored_file_response(request, stored, name=name, is_photo=evidence.is_photo)
