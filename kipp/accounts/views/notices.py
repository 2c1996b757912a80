"""The inbox: what the portal told somebody."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kipp.accounts.models import Notice
from kipp.accounts.requests import AuthenticatedRequest


@require_safe
def notices(request: AuthenticatedRequest) -> HttpResponse:
    own = Notice.objects.filter(user=request.user)
    return render(
        request, "people/notices.html", {"page_obj": Paginator(own, 50).get_page(request.GET.get("page"))}
    )


@require_POST
def mark_notices_read(request: AuthenticatedRequest) -> HttpResponse:
    Notice.objects.filter(user=request.user, read_at=None).update(read_at=timezone.now())
    return redirect("notices")
