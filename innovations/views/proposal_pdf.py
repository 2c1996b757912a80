"""The proposal as a PDF, for whoever reads the page of the same proposal: each page is asked who that is."""

from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from innovations import proposal_pdf
from innovations.proposals import Proposal, own_revision, read
from kipp import refusals
from kipp.accounts.access import for_bureau_readers, for_roles
from kipp.accounts.models import Role

from .coordination import readable_or_404
from .files import distrusted, unchanged
from .screening import checked_or_404
from .submissions import own_innovation


@require_safe
def submission_pdf(request, pk):
    """What the agency checks before it sends: its working copy, or what it sent."""
    now = timezone.now()
    innovation = own_innovation(request, pk, at=now)
    proposal = read(own_revision(innovation))
    page = reverse("submission_check", args=[pk])
    return pdf_response(request, proposal, page=page, status=innovation.status_in_words, at=now)


@require_safe
@for_roles(Role.COORDINATOR)
def coordination_pdf(request, pk):
    """What the coordinator reads."""
    now = timezone.now()
    revision = readable_or_404(request, pk, at=now)
    page, status = reverse("coordination_detail", args=[pk]), revision.innovation.status_in_words
    return pdf_response(request, read(revision), page=page, status=status, at=now)


@require_safe
@for_bureau_readers
def screening_pdf(request, pk):
    """What the bureau reads; of a sealed call nothing, as on its page."""
    now = timezone.now()
    checked = checked_or_404(request.user, pk, at=now)
    page, status = reverse("screening_detail", args=[pk]), checked.innovation.get_status_display()
    return pdf_response(request, checked.proposal, page=page, status=status, at=now)


def pdf_response(
    request, proposal: Proposal, *, page: str, status: str = "", at: datetime
) -> HttpResponseBase:
    """Return the PDF of a proposal whose reader was checked; `page` is where the same is read in the portal.

    A browser that has it gets a 304, and the PDF is not made again. One that can't be made leads back there.
    """
    said = proposal_pdf.contents(proposal, address=page, status=status, at=at)
    mark = quote_etag(proposal_pdf.fingerprint(said))
    if answer := unchanged(request, mark):
        return answer
    with refusals.told(request):
        made = proposal_pdf.typeset(said, proposal_pdf.pictures_of(proposal))
        name = content_disposition_header(as_attachment=True, filename=proposal_pdf.file_name(proposal))
        headers = {"Content-Disposition": name or "attachment", "ETag": mark}
        return distrusted(HttpResponse(made, content_type="application/pdf", headers=headers))
    return redirect(page)
