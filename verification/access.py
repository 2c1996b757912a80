"""Who may do what with sheets and visits, and what of them somebody may read.

Independence: nobody reads another's sheet of an entry, or the points of the stage before, until their own
is submitted; the bureau reads points once the standings of the stage are open. Unseen is a 404, seen but
not allowed a 403. Conflict of interest beats every role.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from innovations.editions.entering import obstacle_of_edition
from innovations.integrity.conflicts import (
    conflict_of,
    in_conflict,
    innovations_in_conflict,
    people_in_conflict,
)
from innovations.models import Edition, Innovation, Presentation, Stage
from innovations.proposals.statuses import IN_COMPETITION
from kipp.accounts import post
from kipp.accounts.access import agencies_of, has_role
from kipp.accounts.models import Role, User
from verification.assignments.models import Assignment
from verification.calibration.models import CalibrationRound, CalibrationSheet
from verification.minutes.models import Minutes
from verification.results.models import Ranking
from verification.scoresheets.models import Scoresheet, ScoresheetQuerySet
from verification.visits.models import Visit

# What can be scored now: as `obstacle_to_score` has it, for a query about tasks or visits. Rankings are not
# asked: a group with a sheet still due can't be frozen.
CAN_BE_SCORED = Q(
    stage__edition__state=Edition.State.OPEN,
    stage__begun_at__isnull=False,
    stage__ended_at__isnull=True,
    innovation__status__in=IN_COMPETITION,
)


class HasStage(Protocol):
    """A task, a visit, a presentation or minutes: something that belongs to one stage."""

    @property
    def stage(self) -> Stage: ...


class HasEntry(HasStage, Protocol):
    """The same, where it also belongs to one entry of the stage."""

    @property
    def innovation(self) -> Innovation: ...


Thing = TypeVar("Thing", bound=HasEntry)


@dataclass(frozen=True)
class BureauActions(Generic[Thing]):
    """What the bureau can do with a task, a visit, a presentation or minutes: pages and deeds both ask it.

    `obstacles` say of each action why the thing doesn't allow it now, as a sentence, and read nothing but the
    thing. `gate` says why nothing at all can be done with it now.
    """

    obstacles: Mapping[str, Callable[[Thing], str]]
    gate: Callable[[Thing], str]

    def actions_for(self, user: User, thing: Thing, *, at: datetime) -> set[str]:
        """Return the actions that this person can take on the thing now, for the buttons."""
        if not acts_as_bureau(user, thing.innovation, at=at) or self.gate(thing):
            return set()
        return self.allowed_by(thing)

    def allowed_by(self, thing: Thing) -> set[str]:
        """Return the actions that the thing allows, for a page that has asked whose it is and the gate."""
        return {action for action, obstacle in self.obstacles.items() if not obstacle(thing)}

    def why_not(self, action: str, thing: Thing) -> str:
        """Return why the action can't be taken now, as a sentence; empty when it can."""
        return self.obstacles[action](thing) or self.gate(thing)

    def require(self, action: str, thing: Thing, *, by: User, at: datetime) -> None:
        """Raise PermissionDenied when it is not theirs, ValidationError when it can't be done now."""
        require_bureau(by, thing.innovation, at=at)
        if reason := self.why_not(action, thing):
            raise ValidationError(reason)


def gate_of_scoring(thing: HasEntry) -> str:
    """Return why nothing of the thing's entry can be scored in its stage now, as a sentence."""
    return obstacle_to_score(thing.stage, thing.innovation)


def gate_of_edition(thing: HasStage) -> str:
    """Return why nothing can be changed in the thing's edition now, as a sentence."""
    return obstacle_of_edition(thing.stage.edition)


def require_bureau(user: User, innovation: Innovation | None = None, *, at: datetime) -> None:
    """Raise PermissionDenied unless the user is of the bureau and not in conflict with the innovation."""
    is_theirs = acts_as_bureau(user, innovation, at=at) if innovation else has_role(user, Role.BUREAU, at=at)
    if not is_theirs:
        raise PermissionDenied


def acts_as_bureau(user: User, innovation: Innovation, *, at: datetime) -> bool:
    """Whether the user takes the bureau's steps about the innovation: pages ask it for their buttons."""
    return innovation.pk in acted_on_as_bureau(user, [innovation], at=at)


def acted_on_as_bureau(user: User, innovations: Sequence[Innovation], *, at: datetime) -> set[int]:
    """Return the numbers of those innovations about which the user takes the bureau's steps: one query."""
    if not has_role(user, Role.BUREAU, at=at):
        return set()
    return {innovation.pk for innovation in innovations} - innovations_in_conflict(user, innovations)


def require_writer(user: User, sheet: Scoresheet, *, at: datetime) -> None:
    """Raise PermissionDenied unless the sheet is this verifier's own task and no conflict forbids it."""
    require_own(user, sheet, at=at)
    if in_conflict(user, sheet.assignment.innovation):
        raise PermissionDenied


def require_own(user: User, sheet: Scoresheet, *, at: datetime) -> None:
    """Raise PermissionDenied unless the sheet is this verifier's own; conflicts are not asked here."""
    if sheet.assignment.verifier_id != user.pk or not has_role(user, Role.VERIFIER, at=at):
        raise PermissionDenied


def is_lead(user: User, visit: Visit, *, at: datetime) -> bool:
    """Whether the user leads the visit as a verifier and without a conflict of interest."""
    return (
        visit.lead_id == user.pk
        and has_role(user, Role.VERIFIER, at=at)
        and not in_conflict(user, visit.innovation)
    )


def require_lead(user: User, visit: Visit, *, at: datetime) -> None:
    """Raise PermissionDenied unless the user leads the visit: one person writes, the others read."""
    if not is_lead(user, visit, at=at):
        raise PermissionDenied


def is_team_member(user: User, visit: Visit, *, at: datetime) -> bool:
    """Whether the user goes along on the visit as a verifier and without a conflict of interest."""
    return (
        visit.members.filter(pk=user.pk).exists()
        and has_role(user, Role.VERIFIER, at=at)
        and not in_conflict(user, visit.innovation)
    )


def require_team_member(user: User, visit: Visit, *, at: datetime) -> None:
    """Raise PermissionDenied unless the user goes along on the visit: each writes their own notes."""
    if not is_team_member(user, visit, at=at):
        raise PermissionDenied


def is_in_conflict(user: User, innovation: str = "innovation") -> Exists:
    """For a query: whether this person is in conflict with the innovation that the field names."""
    return Exists(Innovation.objects.filter(conflict_of(user), pk=OuterRef(innovation)))


def verifiers_for(innovation: Innovation, stage: Stage, *, at: datetime) -> tuple[list[User], list[User]]:
    """Return who can be given the entry now, and who is in conflict with it: one query for any number.

    Anyone who is, or was, assigned to the entry in this stage is in neither list, nor who assesses it in
    another one where the edition wants somebody else. Each verifier carries
    `load`, the number of active tasks in the stage: the least busy come first.
    """
    active = Q(assignments__stage=stage, assignments__state=Assignment.State.ACTIVE)
    verifiers = list(
        post.holders(Role.VERIFIER, at=at)
        .exclude(pk__in=closing_assignments(innovation, stage).values("verifier"))
        .annotate(load=Count("assignments", filter=active))
        .annotate(is_touched=Exists(people_in_conflict(innovation).filter(pk=OuterRef("pk"))))
        .order_by("load", "name", "pk")
    )
    return (
        [verifier for verifier in verifiers if not verifier.is_touched],
        [verifier for verifier in verifiers if verifier.is_touched],
    )


def closing_assignments(innovation: Innovation, stage: Stage) -> QuerySet[Assignment]:
    """Assignments of the entry whose verifiers can't be given it in the stage.

    All that it has, or had, in this stage; and those of other stages, unless the edition lets the same
    person assess twice.
    """
    closing = Q(stage=stage)
    if not stage.edition.same_assessor_twice:
        closing |= Q(pk__in=Assignment.objects.counting().filter(innovation=innovation).values("pk"))
    return Assignment.objects.filter(closing, innovation=innovation)


def readable_sheets(user: User, *, at: datetime) -> ScoresheetQuerySet:
    """Sheets whose points this person may read now; submitted ones only, but for their own.

    Own sheets; to those who have submitted theirs, the others of the same entry in that stage and the
    stages before; to the bureau and auditors, those of a stage whose standings are open.
    """
    own_is_in = Scoresheet.objects.submitted().filter(
        assignment__verifier=user,
        assignment__voided_at=None,
        assignment__innovation=OuterRef("assignment__innovation"),
        assignment__stage__order__gte=OuterRef("assignment__stage__order"),
    )
    # A verifier with a sheet still due in a later stage is not yet free to read the stage before.
    own_is_due = owes_a_sheet(user)
    readable = Q(assignment__verifier=user) | (
        Q(status=Scoresheet.Status.SUBMITTED, assignment__voided_at=None) & Exists(own_is_in) & ~own_is_due
    )
    if has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        readable |= Q(
            ~own_is_due,
            status=Scoresheet.Status.SUBMITTED,
            assignment__stage__standings_opened_at__isnull=False,
        )
    return Scoresheet.objects.filter(readable)


def owes_a_sheet(user: User) -> Exists:
    """For a query of sheets: whether one of this person's own is still due for the same entry.

    Before it is in, no other of the entry is read.
    """
    return Exists(_own_due_sheets(user).filter(assignment__innovation=OuterRef("assignment__innovation")))


def innovations_owed(user: User) -> set[int]:
    """The numbers of the entries of which a sheet of this person's own is still due."""
    return set(_own_due_sheets(user).values_list("assignment__innovation", flat=True))


def _own_due_sheets(user: User) -> ScoresheetQuerySet:
    return Scoresheet.objects.due().filter(assignment__verifier=user, status=Scoresheet.Status.DRAFT)


def may_read_points(user: User, stage: Stage, *, at: datetime) -> bool:
    """Whether the bureau's tables may show this person the points and places of a stage.

    Its standings are open, and anyone who came into the bureau from the verifiers has no sheet of the edition
    that is still due: one may come back to it.
    """
    if stage.standings_opened_at is None or not has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        return False
    if not any(held.role == Role.VERIFIER for held in user.posts):
        return True
    return not _own_due_sheets(user).filter(assignment__stage__edition=stage.edition_id).exists()


def visible_assignments(user: User) -> QuerySet[Assignment]:
    """The tasks that verifiers find in their room: their own active ones."""
    return Assignment.objects.of_verifier(user)


def visible_visits(user: User, *, at: datetime) -> QuerySet[Visit]:
    """Visits that this person may read: their team's; all of them for the bureau and auditors."""
    if has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        return Visit.objects.all()
    return Visit.objects.of_team_member(user)


def visible_minutes(user: User, *, at: datetime) -> QuerySet[Minutes]:
    """Return texts about visits: all of them to readers of the visit, the issued ones to its agency."""
    of_visits = Minutes.objects.filter(visit__in=visible_visits(user, at=at))
    agencies = agencies_of(user, at=at)
    if not agencies:
        return of_visits
    issued = Q(issued_at__isnull=False, visit__innovation__agency__in=agencies)
    return Minutes.objects.filter(issued | Q(pk__in=of_visits.order_by().values("pk")))


def owes_specimens(user: User) -> Exists:
    """For a query of tasks: whether scoring waits for this verifier's specimens of a calibration round."""
    own = CalibrationSheet.objects.filter(
        round=OuterRef("calibrationround"), specimen=OuterRef("innovation"), verifier=user
    )
    specimens = CalibrationRound.specimens.through.objects.filter(
        ~Exists(own),
        ~is_in_conflict(user),
        calibrationround__stage=OuterRef("stage"),
        calibrationround__closed_at=None,
    )
    return Exists(specimens)


def own_presentations(user: User) -> QuerySet[Presentation]:
    """Return the presentations that this person's panels attend: what they are assigned to in that stage."""
    tasks = Assignment.objects.of_verifier(user)
    return Presentation.objects.filter(
        Exists(tasks.filter(innovation=OuterRef("innovation"), stage=OuterRef("stage")))
    )


def visible_presentations(user: User, *, at: datetime) -> QuerySet[Presentation]:
    """Presentations that this person may read: the panel's and the agency's own; all for the bureau.

    Auditors read what the bureau reads.
    """
    if has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        return Presentation.objects.all()
    own = Q(pk__in=own_presentations(user).values("pk"))
    return Presentation.objects.filter(own | Q(innovation__agency__in=agencies_of(user, at=at)))


def records_presentation(user: User, presentation: Presentation, *, at: datetime) -> bool:
    """Whether the user may record who presented: the bureau, or the panel's chair; never in conflict."""
    is_chair = presentation.chair_id == user.pk and has_role(user, Role.VERIFIER, at=at)
    may = has_role(user, Role.BUREAU, at=at) or is_chair
    return may and not in_conflict(user, presentation.innovation)


def obstacle_to_score(stage: Stage, innovation: Innovation) -> str:
    """Why no sheet of this entry can be changed now, as a sentence; empty when one can."""
    if reason := obstacle_of_edition(stage.edition):
        return reason
    if not stage.is_running:
        return _("This stage is not running, so its sheets can't be changed.")
    if innovation.status not in IN_COMPETITION:
        return _("This innovation is %(status)s and is not assessed any more.") % {
            "status": innovation.get_status_display()
        }
    if Ranking.objects.standing().filter(stage=stage, group=innovation.group_id).exists():
        return _("The result of this stage is frozen, so its sheets can't be changed.")
    return ""


def specimens_owed(of_round: CalibrationRound, user: User) -> QuerySet[Innovation]:
    """The specimens that this verifier still has to score: none that they are in conflict with."""
    own = of_round.sheets.filter(verifier=user)
    return of_round.specimens.exclude(pk__in=own.values("specimen")).filter(~is_in_conflict(user, "pk"))


def obstacle_of_calibration(stage: Stage, verifier: User) -> str:
    """Why a verifier can't write their sheets of the stage yet, as a sentence; empty when they can."""
    if not stage.has_calibration:
        return ""
    found = CalibrationRound.objects.filter(stage=stage).first()
    if found is None:
        return _("The bureau has not opened the calibration round yet. Scoring begins after it.")
    if found.is_open and specimens_owed(found, verifier).exists():
        return _("Score the specimens of the calibration round first: then your sheets open.")
    return ""
