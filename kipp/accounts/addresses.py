"""Addresses that a browser names (a form's `next`, the Referer): only those of this portal are followed."""

from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_path(address: str, *, host: str | None = None) -> str:
    """Return the path and query of an address of this portal, or "" for any other.

    Without `host` the address must be a path already; with it, a full address at that host counts too.
    """
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={host} if host else None):
        return ""
    parts = urlsplit(address)
    if not parts.path.startswith("/"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def page_of_form(request: HttpRequest) -> str:
    """Return the path of the page with the form that this request answers, or else the first page's."""
    try:
        host = request.get_host()
    except DisallowedHost:  # The page that shows this error comes here too.
        return "/"
    return own_path(request.headers.get("Referer", ""), host=host) or "/"
