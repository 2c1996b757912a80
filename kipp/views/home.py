"""The first page: it mixes both apps."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from innovations.desk.to_do import for_coordinator, for_staff
from innovations.editions.stage_timeline import StageTimeline, stage_timeline, timeline_stages
from innovations.models import Edition
from kipp.accounts.access import posts_at
from kipp.accounts.models import User
from kipp.to_do import Step
from verification.desk.to_do import for_verifier
from verification.results.front_page import last_winners, published_rankings

from .bureau_to_do import for_bureau

# So many results are told below the winners.
OTHER_RESULTS = 5


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the reader can do next, the running editions, and the winners of the last result.

    Readers with several roles see here only what to do; the rest is on the pages of each role.
    """
    at = timezone.now()
    told: dict[str, Any] = {"steps": _steps(request.user, at)}
    if len({post.role for post in posts_at(request.user, at)}) <= 1:
        told |= {"stage_timelines": _stage_timelines(request.user, at), **_results(at)}
    return render(request, "home/home.html", told)


def _steps(user: User | AnonymousUser, at: datetime) -> list[Step]:
    """Return the next steps in all roles of the reader: those that somebody waits for first."""
    if not user.is_authenticated:
        return []
    roles = (for_bureau, for_coordinator, for_verifier, for_staff)
    return [step for steps_for in roles for step in steps_for(user, at=at)]


def _stage_timelines(user: User | AnonymousUser, at: datetime) -> list[StageTimeline]:
    editions = Edition.objects.told().prefetch_related(timeline_stages())
    return [stage_timeline(edition, user, at=at) for edition in editions]


def _results(at: datetime) -> dict[str, Any]:
    rankings = published_rankings()
    winners = last_winners(rankings, at=at)
    others = [ranking for ranking in rankings if not winners or ranking != winners.ranking]
    return {"winners": winners, "others": others[:OTHER_RESULTS]}
