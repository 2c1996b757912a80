"""The bureau's pages of a frozen ranking: read it, decide places, confirm, publish and retract it."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from innovations.integrity import signing
from innovations.integrity.statements import has_signed
from kipp.accounts.access import for_bureau_readers, for_roles, is_bureau
from kipp.accounts.models import Role, User
from kipp.accounts.requests import AuthenticatedRequest
from kipp.saving import refusals
from kipp.saving.deed_page import deed_page
from kipp.saving.forms import ReasonForm
from verification import access
from verification.results import announcements, deeds, reading
from verification.results.forms import DecidePlaceForm
from verification.results.models import Ranking
from verification.scoring.ranking import NEAR


def ranking_or_404(
    user: User, pk: int, *, at: datetime, rankings: QuerySet[Ranking] | None = None
) -> Ranking:
    """Fetch a ranking; anyone who may not read its points now gets 403, since they can't judge it.

    `rankings` is the query to fetch it from, if not the usual one.
    """
    rankings = Ranking.objects.select_related("stage__edition", "group") if rankings is None else rankings
    ranking = get_object_or_404(rankings, pk=pk)
    if not access.may_read_points(user, ranking.stage, at=at):
        raise PermissionDenied
    return ranking


@require_safe
@for_bureau_readers
def ranking(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show the ranking with its rules and placings, and what can be done; no points while they are hidden."""
    at = timezone.now()
    ranking = get_object_or_404(reading.readable(request.user), pk=pk)
    reads_points = access.may_read_points(request.user, ranking.stage, at=at)
    report = reading.report(ranking) if reads_points else None
    is_frozen = ranking.state == Ranking.State.FROZEN
    obstacle = deeds.obstacle_to_confirm(ranking) if is_frozen else ""
    of_preparer = ""
    if is_frozen and is_bureau(request.user, at=at):
        of_preparer = deeds.obstacle_of_preparer(ranking, request.user, at=at)
    steps = _steps(request.user, ranking, obstacle or of_preparer, at) if reads_points else set()
    return render(
        request,
        "rankings/ranking.html",
        {
            "ranking": ranking,
            "milestones": reading.milestones(ranking),
            "report": report,
            "excused": reading.excused(ranking) if report else [],
            "page_obj": Paginator(report.lines, 50).get_page(request.GET.get("page")) if report else None,
            "near": NEAR,
            "obstacle": obstacle,
            "own_work": of_preparer if "decide" in steps else "",
            "steps": steps,
            "decidable": _decidable(report) if report and "decide" in steps else set(),
            "others": _other_versions(ranking),
        },
    )


def _other_versions(ranking: Ranking) -> list[Ranking]:
    """Return the other rankings of the same group in the stage; without a query if there can be none."""
    if ranking.version == 1 and ranking.state != Ranking.State.RETRACTED:
        return []
    versions = Ranking.objects.filter(stage=ranking.stage, group=ranking.group).exclude(pk=ranking.pk)
    return list(versions.order_by("version"))


def _steps(user: User, ranking: Ranking, obstacle: str, at: datetime) -> set[str]:
    """Return the steps that the user can take with the ranking now; `obstacle` is that of confirming it."""
    if not is_bureau(user, at=at):
        return set()
    steps = set() if deeds.obstacle_to_retract(ranking) else {"retract"}
    if ranking.state == Ranking.State.FROZEN:
        steps.add("decide")
        if not obstacle:
            steps.add("confirm")
    if ranking.state == Ranking.State.CONFIRMED:
        steps.add("publish")
    return steps


def _decidable(report: reading.Report) -> set[int]:
    """Return the numbers of the innovations that the reader is not in conflict with."""
    return {line.placing.innovation_id for line in report.lines if not line.is_withheld}


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def decide_place(request: AuthenticatedRequest, pk: int, placing_pk: int) -> HttpResponse:
    """Give an entry the place that the plenary decided."""
    at = timezone.now()
    ranking = ranking_or_404(request.user, pk, at=at)
    placing = get_object_or_404(ranking.placings.select_related("innovation__agency"), pk=placing_pk)
    access.require_bureau(request.user, placing.innovation, at=at)
    if request.method != "POST" and not has_signed(request.user, ranking.stage.edition):
        return signing.first(request, ranking.stage.edition)
    placing.ranking = ranking
    first, last = deeds.places_to_decide(ranking, placing)
    form = DecidePlaceForm(
        request.POST or None,
        placing=placing,
        first=first,
        last=last,
        initial={"place": placing.decided_place, "reason": placing.reason},
    )
    obstacle = deeds.obstacle_by_state(ranking, Ranking.State.FROZEN)
    return deed_page(
        request,
        "rankings/decide_place.html",
        form,
        partial(deeds.decide_place, placing, by=request.user, at=at),
        done=_("The place is decided."),
        then=redirect(ranking),
        context={"ranking": ranking, "placing": placing, "obstacle": obstacle},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def confirm_ranking(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what is confirmed, and confirm the ranking as a second member of the bureau."""
    at = timezone.now()
    ranking = ranking_or_404(request.user, pk, at=at)
    if request.method == "POST":
        with refusals.told(request):
            deeds.confirm(ranking, by=request.user, at=at)
            messages.success(request, _("The ranking is confirmed."))
        return redirect(ranking)
    if not has_signed(request.user, ranking.stage.edition):
        return signing.first(request, ranking.stage.edition)
    placings = list(ranking.placings.all())
    return render(
        request,
        "rankings/confirm_ranking.html",
        {
            "ranking": ranking,
            "placings": placings,
            "departures": [placing for placing in placings if placing.departs],
            "obstacle": deeds.obstacle_by_state(ranking, Ranking.State.FROZEN)
            or deeds.obstacle_to_confirm(ranking)
            or deeds.obstacle_of_preparer(ranking, request.user, at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def publish_ranking(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show exactly what everybody will read, and publish the ranking."""
    at = timezone.now()
    ranking = ranking_or_404(request.user, pk, at=at, rankings=announcements.readable())
    if request.method == "POST":
        with refusals.told(request):
            deeds.publish(ranking, by=request.user, at=at)
            messages.success(request, _("The result is public. The agencies are told."))
        return redirect(ranking)
    return render(
        request,
        "rankings/publish_ranking.html",
        {
            "ranking": ranking,
            "announcement": announcements.announcement(ranking, public=set(), at=at),
            "obstacle": deeds.obstacle_by_state(ranking, Ranking.State.CONFIRMED),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.BUREAU)
def retract_ranking(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask for the reason, and take the ranking back."""
    at = timezone.now()
    ranking = ranking_or_404(request.user, pk, at=at)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals.shown_in(form):
            deeds.retract(ranking, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The ranking is retracted."))
            return redirect(ranking)
    obstacle = deeds.obstacle_to_retract(ranking)
    return render(
        request, "rankings/retract_ranking.html", {"ranking": ranking, "form": form, "obstacle": obstacle}
    )
