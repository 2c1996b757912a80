"""The first page of the bureau: what to do next, then the ways to everything, by edition."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innovations.checking.forms import SENT_STATUSES
from innovations.models import Edition, Innovation
from kipp.accounts.access import for_bureau_readers, is_bureau
from kipp.accounts.requests import AuthenticatedRequest
from kipp.charts import BarChart, bar_chart

from .bureau_to_do import for_bureau

OVER = (Edition.State.CLOSED, Edition.State.CANCELLED)


@dataclass(frozen=True)
class Overview:
    """An edition that is not over, with how many of its innovations have which status."""

    edition: Edition
    # None while nothing has been sent.
    chart: BarChart | None


@require_safe
@for_bureau_readers
def bureau(request: AuthenticatedRequest) -> HttpResponse:
    """Show the bureau's next steps, its running editions, and those that are over.

    An auditor has no steps.
    """
    editions = list(Edition.objects.prefetch_related("stages"))
    numbers = _numbers()
    return render(
        request,
        "home/bureau.html",
        {
            "writes": is_bureau(request.user, at=timezone.now()),
            "steps": for_bureau(request.user, at=timezone.now()),
            "overviews": [
                Overview(edition, _chart(edition, numbers[edition.pk]))
                for edition in editions
                if edition.state not in OVER
            ],
            "over": [edition for edition in editions if edition.state in OVER],
        },
    )


def _numbers() -> defaultdict[int, dict[str, int]]:
    """Return how many sent innovations there are, by edition and status: one query."""
    numbers: defaultdict[int, dict[str, int]] = defaultdict(dict)
    counted = Innovation.objects.sent().order_by().values_list("edition", "status")
    for edition, status, number in counted.annotate(number=Count("pk")):
        numbers[edition][status] = number
    return numbers


def _chart(edition: Edition, numbers: Mapping[str, int]) -> BarChart | None:
    if not numbers:
        return None
    rows = [(str(capfirst(status.label)), numbers[status]) for status in SENT_STATUSES if status in numbers]
    return bar_chart(
        _("Innovations by status: KIPP %(year)s") % {"year": edition.year},
        "; ".join(f"{label}: {number}" for label, number in rows),
        rows,
        label_heading=_("Status"),
        value_heading=_("Innovations"),
    )
