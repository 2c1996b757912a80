from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


class SignInRequired(LoginRequiredMiddleware):
    """Default deny. Whoever sends a form after their session ended comes back to the form's page.

    Django alone would lead them to the form's target, which for a verb is an empty 405.
    """

    def handle_no_permission(self, request, view_func):
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        messages.warning(
            request,
            _("Your session had ended, so this was not saved. Sign in, go back, and send it once more."),
        )
        came_from = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
            came_from = "/"
        return redirect_to_login(urlsplit(came_from).path or "/", self.get_login_url(view_func))
