"""The PDF of a proposal, answered to a reader whose right to see it was checked."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header, quote_etag

from kipp.files.responses import distrusted, unchanged
from kipp.saving import refusals

from . import pdf
from .reading import Proposal


def pdf_response(
    request: HttpRequest, proposal: Proposal, *, page: str, status: str = "", at: datetime
) -> HttpResponseBase:
    """Return the PDF of a proposal as an answer; the caller has checked the reader.

    `page` is where the same is read in the portal. A browser that has the PDF gets a 304, and the PDF is not
    made again. When it can't be made, the answer leads back to `page`.
    """
    said = pdf.contents(proposal, address=page, status=status, at=at)
    etag = quote_etag(pdf.fingerprint(said))
    if answer := unchanged(request, etag):
        return answer
    with refusals.told(request):
        made = pdf.typeset(said, pdf.pictures_of(proposal))
        name = content_disposition_header(as_attachment=True, filename=pdf.file_name(proposal))
        headers = {"Content-Disposition": name or "attachment", "ETag": etag}
        return distrusted(HttpResponse(made, content_type="application/pdf", headers=headers))
    return redirect(page)
