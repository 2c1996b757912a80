"""Visits by month, and as files for the calendars of phones and offices."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from innovations.models import Stage
from kipp.accounts.access import for_bureau_readers, for_roles
from kipp.accounts.models import Role
from kipp.accounts.requests import AuthenticatedRequest
from verification import calendars
from verification.stages import scored_stage_or_404
from verification.visits.models import Visit, VisitQuerySet

from .record import visit_or_404


@require_safe
@for_bureau_readers
def bureau_visit_calendar(request: AuthenticatedRequest, stage_pk: int) -> HttpResponse:
    """The visits of a stage that were not called off, as a month."""
    stage = scored_stage_or_404(stage_pk, Stage.Kind.FIELD)
    return _calendar(request, Visit.objects.filter(stage=stage), {"stage": stage})


@require_safe
@for_roles(Role.VERIFIER)
def own_visits(request: AuthenticatedRequest) -> HttpResponse:
    """A verifier's own visits that were not called off, as a month."""
    return _calendar(request, Visit.objects.of_team_member(request.user), {})


def _calendar(request: AuthenticatedRequest, visits: VisitQuerySet, page: dict[str, object]) -> HttpResponse:
    """Show a month: the one that is asked for, else that of the next visit or of the last one."""
    visits = visits.standing().select_related("innovation__agency")
    first = _asked_month(request.GET.get("month", "")) or _month_of_the_next(visits)
    start, end = calendars.span(first)
    shown = visits.filter(starts_on__lte=end, ends_on__gte=start)
    return render(
        request,
        "visits/calendar.html",
        {**page, "month": calendars.month(first, shown), "weekdays": WEEKDAYS.values()},
    )


def _asked_month(asked: str) -> date | None:
    try:
        return datetime.strptime(asked, "%Y-%m").date()  # noqa: DTZ007  # a month has no zone
    except ValueError:
        return None


def _month_of_the_next(visits: VisitQuerySet) -> date:
    today = timezone.localdate()
    ahead = visits.filter(ends_on__gte=today).order_by("starts_on").values_list("starts_on", flat=True)
    day = ahead.first() or visits.order_by("starts_on").values_list("starts_on", flat=True).last() or today
    return day.replace(day=1)


@require_safe
def visit_ics(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One visit as a calendar file, for anyone who reads it."""
    visit = visit_or_404(request.user, pk, at=timezone.now())
    return _file(Visit.objects.filter(pk=visit.pk), f"kipp-visit-{visit.pk}.ics")


@require_safe
@for_roles(Role.VERIFIER)
def own_visits_ics(request: AuthenticatedRequest) -> HttpResponse:
    """All own visits as a calendar file; what was called off is in it as cancelled."""
    return _file(Visit.objects.of_team_member(request.user), "kipp-visits.ics")


def _file(visits: VisitQuerySet, name: str) -> HttpResponse:
    visits = visits.with_places().select_related("innovation__agency").prefetch_related("members")
    text = calendars.ics(
        visits,
        address=lambda visit: f"{settings.PORTAL_URL}{visit.get_absolute_url()}",
        host=urlsplit(settings.PORTAL_URL).hostname or "kipp",
        at=timezone.now(),
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
