"""Who is told when something happens in verification: called by the deeds, inside their transaction."""

from collections.abc import Iterable

from django.urls import reverse

from innovations.models import Edition
from innovations.models.innovation import IN_COMPETITION
from kipp.accounts import post
from kipp.accounts.models import Role, User

from .models import Assignment, PaperSheet, Ranking, Scoresheet, Visit


def tell_assigned(assignment: Assignment, *, at) -> None:
    """Tell a verifier about a new task."""
    post.send(
        "verifier_assigned",
        [assignment.verifier],
        at=at,
        url=reverse("verification_home"),
        innovation=assignment.innovation,
        stage=assignment.stage,
    )


def tell_reopened(sheet: Scoresheet, *, at, reason: str) -> None:
    """Tell a verifier that a sheet came back, and why."""
    post.send(
        "scoresheet_reopened",
        [sheet.assignment.verifier],
        at=at,
        url=sheet.get_absolute_url(),
        innovation=sheet.assignment.innovation,
        reason=reason,
    )


def tell_assessors(edition: Edition, *, at, reason: str) -> None:
    """Tell whoever still owes a sheet of an edition that it is suspended, goes on, or is cancelled."""
    owed = Scoresheet.objects.due().filter(
        status=Scoresheet.Status.DRAFT,
        assignment__stage__edition=edition,
        assignment__innovation__status__in=IN_COMPETITION,
    )
    post.send(
        "edition_state_for_assessors",
        User.objects.filter(pk__in=owed.values("assignment__verifier")),
        at=at,
        url=reverse("verification_home"),
        edition=edition,
        reason=reason,
    )


def tell_visit(visit: Visit, event: str, *, at, also: Iterable[User] = ()) -> None:
    """Tell the team, whoever went along before, and the agency that is visited."""
    team = {person.pk: person for person in [*visit.members.all(), *also]}
    post.send(event, team.values(), at=at, url=visit.get_absolute_url(), visit=visit)
    staff = post.holders(Role.STAFF, at=at, agency=visit.innovation.agency_id)
    post.send(event, staff, at=at, url=visit.innovation.get_absolute_url(), visit=visit)


def tell_typed_in(paper: PaperSheet, *, at) -> None:
    """Tell a verifier that his paper sheet was typed in and counts once he has confirmed it."""
    assignment = paper.scoresheet.assignment
    post.send(
        "paper_sheet_typed_in",
        [assignment.verifier],
        at=at,
        url=paper.get_absolute_url(),
        innovation=assignment.innovation,
        typed_by=paper.typed_by,
    )


def tell_paper_refused(paper: PaperSheet, *, at) -> None:
    """Tell whoever typed a paper sheet in that its verifier did not confirm it, and why."""
    assignment = paper.scoresheet.assignment
    post.send(
        "paper_sheet_refused",
        [paper.typed_by],
        at=at,
        url=paper.get_absolute_url(),
        innovation=assignment.innovation,
        verifier=assignment.verifier,
        reason=paper.reason,
    )


def tell_to_confirm(ranking: Ranking, *, at) -> None:
    """Tell the other members of the bureau that a frozen ranking waits for a second pair of eyes."""
    others = post.holders(Role.BUREAU, at=at).exclude(pk=ranking.prepared_by_id)
    post.send("ranking_to_confirm", others, at=at, url=ranking.get_absolute_url(), ranking=ranking)


def tell_published(ranking: Ranking, *, at) -> None:
    """Tell the agencies of all ranked entries that the result is public, not what it is."""
    placings = ranking.placings.select_related("innovation__agency")
    for placing in placings:
        post.send(
            "result_published",
            post.holders(Role.STAFF, at=at, agency=placing.innovation.agency_id),
            at=at,
            url=reverse("edition_results", args=[ranking.stage.edition.year]),
            innovation=placing.innovation,
            stage=ranking.stage,
        )
