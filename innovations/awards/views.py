"""The bureau's list of awards that this portal did not give, and its import."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role
from kipp.accounts.models.words import each_word_in
from kipp.accounts.requests import AuthenticatedRequest
from kipp.lists import importing
from kipp.lists.tabs import query

from . import earlier_awards as deeds
from .forms import EarlierAwardFilter
from .models import EarlierAward


@require_safe
@for_bureau_readers
def earlier_awards(request: AuthenticatedRequest) -> HttpResponse:
    """Show the earlier awards, newest first, found by words of title, agency or competition."""
    form = EarlierAwardFilter(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = EarlierAward.objects.select_related("agency__government").order_by("-year", "title", "pk")
    found = found.filter(each_word_in(words, "title", "agency__name", "competition"))
    return render(
        request,
        "earlier_awards/earlier_awards.html",
        {
            "form": form,
            "writes": is_bureau(request.user, at=timezone.now()),
            "page_obj": Paginator(found, 50).get_page(request.GET.get("page")),
            "query": query({"words": words}),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def import_earlier_awards(request: AuthenticatedRequest) -> HttpResponse:
    return importing.page(request, deeds.KIND)


@require_safe
@for_roles(Role.BUREAU)
def earlier_awards_template(request: AuthenticatedRequest) -> HttpResponse:
    return importing.template_file(deeds.KIND)
