"""The way to the statement from the pages that wait for it, and back."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from innovations.editions.models import Edition
from kipp.accounts.requests import AuthenticatedRequest


def address(edition: Edition, then: str) -> str:
    """Return the address of an edition's statement, from which the reader goes on to `then`."""
    return f"{reverse('statement', args=[edition.year])}?{urlencode({'next': then})}"


def first(request: AuthenticatedRequest, edition: Edition) -> HttpResponse:
    """Redirect to the statement, and from there back to the page that was asked for."""
    return redirect(address(edition, request.get_full_path()))
