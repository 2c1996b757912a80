"""Pages are sent compressed, to a fifth of their size."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressedPages(GZipMiddleware):
    """Compresses pages of HTML. Photos, PDFs and static files are compressed already.

    The length of a compressed page could give away a secret in it (the BREACH attack). So Django masks the
    token of a form differently each time, and its middleware adds a random number of bytes.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
