"""Notices about what happens in verification; the deeds send them inside their transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from innovations.models import Conflict, Edition, Presentation, Stage
from innovations.proposals.statuses import IN_COMPETITION
from kipp.accounts import post
from kipp.accounts.models import Role, User
from verification.approvals.models import Approval
from verification.assignments.models import Assignment
from verification.calibration.models import CalibrationRound
from verification.minutes.models import Minutes
from verification.results.models import Ranking
from verification.scoresheets.models import PaperSheet, Scoresheet
from verification.visits.models import Visit

if TYPE_CHECKING:
    from verification.assignments.workloads import BusyVerifier

# The event of reminders; assignments/workloads.py finds by it who was reminded lately.
SHEETS_DUE = "sheets_due"


def tell_assigned(assignment: Assignment, *, at: datetime) -> None:
    """Tell a verifier about a new task."""
    post.send(
        "verifier_assigned",
        [assignment.verifier],
        at=at,
        url=reverse("verification_home"),
        innovation=assignment.innovation,
        stage=assignment.stage,
    )


def tell_allocated(
    stage: Stage, *, given: Mapping[User, int], taken: Mapping[User, int], at: datetime
) -> None:
    """Tell each verifier once how many tasks of a stage are new, and how many were taken back."""
    for verifier in sorted({*given, *taken}, key=lambda one: one.pk):
        post.send(
            "tasks_given",
            [verifier],
            at=at,
            url=reverse("verification_home"),
            stage=stage,
            given=given.get(verifier, 0),
            taken=taken.get(verifier, 0),
        )


def tell_sheets_due(stage: Stage, verifiers: "Iterable[BusyVerifier]", *, at: datetime) -> int:
    """Remind verifiers of the sheets that they owe; return how many people were told."""
    told = list(verifiers)
    for verifier in told:
        post.send(
            SHEETS_DUE,
            [verifier],
            at=at,
            url=reverse("verification_home"),
            stage=stage,
            number=verifier.begun + verifier.untouched,
            untouched=verifier.untouched,
        )
    return len(told)


def tell_reopened(sheet: Scoresheet, *, at: datetime, reason: str) -> None:
    """Tell a verifier that their sheet was reopened, and why."""
    post.send(
        "scoresheet_reopened",
        [sheet.assignment.verifier],
        at=at,
        url=sheet.get_absolute_url(),
        innovation=sheet.assignment.innovation,
        reason=reason,
    )


def tell_given_back(assignment: Assignment, event: str, *, at: datetime) -> None:
    """Tell the bureau that a verifier gave a task back, and why, so that they assign somebody else."""
    post.send(
        event,
        post.holders(Role.BUREAU, at=at),
        at=at,
        url=reverse("entry_assignments", args=[assignment.stage_id, assignment.innovation_id]),
        assignment=assignment,
        reason=assignment.reason,
    )


def tell_conflict_declared(conflict: Conflict, *, at: datetime) -> None:
    """Tell the bureau, except the person themselves, that somebody declared a conflict of interest."""
    others = post.holders(Role.BUREAU, at=at).exclude(pk=conflict.user_id)
    post.send("conflict_declared", others, at=at, conflict=conflict)


def tell_voided(assignment: Assignment, *, at: datetime, reason: str) -> None:
    """Tell a verifier that their sheet is void, and why."""
    post.send(
        "scoresheet_voided",
        [assignment.verifier],
        at=at,
        url=reverse("my_conflicts"),
        innovation=assignment.innovation,
        reason=reason,
    )


def tell_to_approve(approval: Approval, *, at: datetime) -> None:
    """Tell the other members of the bureau that a step waits for one of them to approve or refuse it."""
    others = post.holders(Role.BUREAU, at=at).exclude(pk=approval.asked_by_id)
    post.send("approval_asked", others, at=at, url=approval.get_absolute_url(), approval=approval)


def tell_refused(approval: Approval, *, at: datetime) -> None:
    """Tell the member who asked that it was refused, unless they refused it themselves."""
    asked_by = [] if approval.decided_by_id == approval.asked_by_id else [approval.asked_by]
    post.send("approval_refused", asked_by, at=at, url=approval.get_absolute_url(), approval=approval)


def tell_assessors(edition: Edition, *, at: datetime, reason: str) -> None:
    """Tell everyone who still owes a sheet of an edition that it is suspended, goes on, or is cancelled."""
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


def tell_visit(visit: Visit, event: str, *, at: datetime, also: Iterable[User] = ()) -> None:
    """Tell the visit's team, the people in `also`, and the staff of its agency about `event`."""
    team = {person.pk: person for person in [*visit.members.all(), *also]}
    post.send(event, team.values(), at=at, url=visit.get_absolute_url(), visit=visit)
    staff = post.holders(Role.STAFF, at=at, agency=visit.innovation.agency_id)
    post.send(event, staff, at=at, url=visit.innovation.get_absolute_url(), visit=visit)


def tell_minutes_to_sign(minutes: Minutes, *, at: datetime) -> None:
    """Tell the other members of the team that a text waits for their signature."""
    others = minutes.visit.members.exclude(pk=minutes.drawn_up_by_id)
    post.send("minutes_to_sign", others, at=at, url=minutes.get_absolute_url(), minutes=minutes)


def tell_minutes_signed(minutes: Minutes, *, at: datetime) -> None:
    """Tell the bureau that a text is signed in every place, so that they number and issue it."""
    bureau = post.holders(Role.BUREAU, at=at)
    post.send("minutes_signed", bureau, at=at, url=minutes.get_absolute_url(), minutes=minutes)


def tell_minutes_issued(minutes: Minutes, *, at: datetime) -> None:
    """Tell the team and the agency, which can read the text from now on, that it is issued."""
    staff = post.holders(Role.STAFF, at=at, agency=minutes.visit.innovation.agency_id)
    readers = {person.pk: person for person in [*minutes.visit.members.all(), *staff]}
    post.send("minutes_issued", readers.values(), at=at, url=minutes.get_absolute_url(), minutes=minutes)


def tell_calibration(opened: CalibrationRound, *, at: datetime) -> None:
    """Tell all verifiers that they have to score the specimens of a stage."""
    people = post.holders(Role.VERIFIER, at=at)
    post.send("calibration_opened", people, at=at, url=opened.get_absolute_url(), stage=opened.stage)


def tell_presentation(presentation: Presentation, event: str, *, at: datetime) -> None:
    """Tell the agency and the panel of a presentation about `event`."""
    panel = Assignment.objects.active().filter(
        innovation=presentation.innovation_id, stage=presentation.stage_id
    )
    url = presentation.get_absolute_url()
    people = User.objects.filter(pk__in=panel.values("verifier"))
    staff = post.holders(Role.STAFF, at=at, agency=presentation.innovation.agency_id)
    for told in (people, staff):
        post.send(event, told, at=at, url=url, presentation=presentation)


def tell_typed_in(paper: PaperSheet, *, at: datetime) -> None:
    """Tell a verifier that their paper sheet was typed in and counts once they have confirmed it."""
    assignment = paper.scoresheet.assignment
    post.send(
        "paper_sheet_typed_in",
        [assignment.verifier],
        at=at,
        url=paper.get_absolute_url(),
        innovation=assignment.innovation,
        typed_by=paper.typed_by,
    )


def tell_paper_refused(paper: PaperSheet, *, at: datetime) -> None:
    """Tell the person who typed a paper sheet in that its verifier refused it, and why."""
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


def tell_to_confirm(ranking: Ranking, *, at: datetime) -> None:
    """Tell the other members of the bureau that a frozen ranking waits for one of them to confirm it."""
    others = post.holders(Role.BUREAU, at=at).exclude(pk=ranking.prepared_by_id)
    post.send("ranking_to_confirm", others, at=at, url=ranking.get_absolute_url(), ranking=ranking)


def tell_published(ranking: Ranking, *, at: datetime) -> None:
    """Tell the agencies of all ranked entries that the result is public, without saying what it is."""
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
