"""The first page, and the bureau's entrance: pages that mix both apps."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from innovations.access import may_enter
from innovations.models import Edition
from kipp.accounts.access import for_bureau_readers
from verification.models import Ranking


@login_not_required
@require_GET
def home(request):
    """Running editions with their stages, and the results that were published last."""
    now = timezone.now()
    editions = Edition.objects.filter(state=Edition.State.OPEN).prefetch_related("stages")
    published = (
        Ranking.objects.published()
        .select_related("stage__edition", "group")
        .order_by("-stage__edition__year", "-stage__order")[:5]
    )
    return render(
        request,
        "home/home.html",
        {
            "editions": [(edition, may_enter(request.user, edition, at=now)) for edition in editions],
            "published": published,
        },
    )


@require_GET
@for_bureau_readers
def bureau(request):
    """Doors to everything that the bureau does, by edition."""
    editions = Edition.objects.prefetch_related("stages")
    return render(request, "home/bureau.html", {"editions": editions})
