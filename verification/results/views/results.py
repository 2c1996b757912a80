"""The public pages of results: editions with a published ranking, and what was announced in each."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from verification.results import announcements
from verification.results.models import Ranking


@login_not_required
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show the editions with a published ranking, the newest first."""
    published = Ranking.objects.published().select_related("stage__edition", "group")
    by_edition = groupby(
        published.order_by("-stage__edition__year", "-stage__order", "group__order"),
        key=lambda ranking: ranking.stage.edition,
    )
    editions = [(edition, list(rankings)) for edition, rankings in by_edition]
    return render(request, "results/results.html", {"editions": editions})


@login_not_required
@require_safe
def edition_results(request: HttpRequest, year: int) -> HttpResponse:
    """Show what was announced in an edition, the last stage first."""
    at = timezone.now()
    rankings = announcements.published_in(year)
    if not rankings:
        raise Http404
    edition = rankings[0].stage.edition
    public = announcements.public_in(edition)
    announced = [announcements.announcement(ranking, public=public, at=at) for ranking in rankings]
    return render(request, "results/edition_results.html", {"edition": edition, "announcements": announced})
