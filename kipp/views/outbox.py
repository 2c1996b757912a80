"""The mail outbox, as the bureau reads it."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET
from post_office.models import Email

from kipp.accounts.access import for_bureau_readers, for_roles
from kipp.accounts.models import Role


@require_GET
@for_bureau_readers
def outbox(request):
    mails = Email.objects.order_by("-created", "-pk").defer("message", "html_message")
    return render(
        request,
        "outbox/outbox.html",
        {"page_obj": Paginator(mails, 50).get_page(request.GET.get("page"))},
    )


@require_GET
@for_roles(Role.BUREAU)
def outbox_mail(request, pk):
    """One mail. The text of a sign-in mail stays closed: its link would open somebody else's account."""
    mail = get_object_or_404(Email, pk=pk)
    is_notice = "X-KIPP-Notice" in (mail.headers or {})
    return render(request, "outbox/mail.html", {"mail": mail, "is_notice": is_notice})
