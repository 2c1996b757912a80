"""The proposal as a PDF, for those who read its page."""

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.proposals.reading import own_revision, read
from innovations.proposals.responses import pdf_response
from kipp.accounts.requests import AuthenticatedRequest

from .own import own_innovation


@require_safe
def submission_pdf(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Return what the agency reads as a PDF: its working copy, or what it sent."""
    at = timezone.now()
    innovation = own_innovation(request, pk, at=at)
    proposal = read(own_revision(innovation))
    page = reverse("submission_check", args=[pk])
    return pdf_response(request, proposal, page=page, status=innovation.status_in_words, at=at)
