"""Pages with visits by month, and visits as files for the calendars of phones and offices."""

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
    """Show a month of the visits of a stage that were not called off."""
    stage = scored_stage_or_404(stage_pk, Stage.Kind.FIELD)
    return _calendar(request, Visit.objects.filter(stage=stage), {"stage": stage})


@require_safe
@for_roles(Role.VERIFIER)
def own_visits(request: AuthenticatedRequest) -> HttpResponse:
    """Show a month of a verifier's own visits that were not called off."""
    return _calendar(request, Visit.objects.of_team_member(request.user), {})


def _calendar(request: AuthenticatedRequest, visits: VisitQuerySet, page: dict[str, object]) -> HttpResponse:
    """Show the month that the address asks for, or else that of the next visit or the last one."""
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
    """Return one visit as a calendar file to anyone who may read it."""
    visit = visit_or_404(request.user, pk, at=timezone.now())
    return _file(Visit.objects.filter(pk=visit.pk), f"kipp-visit-{visit.pk}.ics")


@require_safe
@for_roles(Role.VERIFIER)
def own_visits_ics(request: AuthenticatedRequest) -> HttpResponse:
    """Return all of the user's visits as a calendar file; those called off are in it as cancelled."""
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
