"""Who may do what with sheets and visits, and which of them a person may read.

Independence: nobody reads another verifier's sheet for an entry, or the points of an earlier stage, before
their own sheet is submitted. The bureau reads points once the standings of the stage are open. What a person
may not see is a 404, what they see but may not do is a 403. A conflict of interest overrules every role.
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

# The condition that a task or a visit can be scored now: the same rule as `obstacle_to_score`. Rankings are
# not asked, since a group can't be frozen while one of its sheets is due.
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
    """Something that belongs to one entry of a stage."""

    @property
    def innovation(self) -> Innovation: ...


Thing = TypeVar("Thing", bound=HasEntry)


@dataclass(frozen=True)
class BureauActions(Generic[Thing]):
    """What the bureau can do with a task, a visit, a presentation or minutes; pages and deeds both ask it.

    `obstacles` has a function for each action, which returns why the thing doesn't allow it now, as a
    sentence, and reads nothing but the thing. `gate` returns why no action at all is possible now.
    """

    obstacles: Mapping[str, Callable[[Thing], str]]
    gate: Callable[[Thing], str]

    def actions_for(self, user: User, thing: Thing, *, at: datetime) -> set[str]:
        """Return the names of the actions that the user can take on the thing now, for the buttons."""
        if not acts_as_bureau(user, thing.innovation, at=at) or self.gate(thing):
            return set()
        return self.allowed_by(thing)

    def allowed_by(self, thing: Thing) -> set[str]:
        """Return the names of the actions that the thing allows.

        For pages that have asked already whether the user may act, and the gate.
        """
        return {action for action, obstacle in self.obstacles.items() if not obstacle(thing)}

    def why_not(self, action: str, thing: Thing) -> str:
        """Return why the action can't be taken now, as a sentence; empty when it can."""
        return self.obstacles[action](thing) or self.gate(thing)

    def require(self, action: str, thing: Thing, *, by: User, at: datetime) -> None:
        """Raise PermissionDenied as `require_bureau`, or ValidationError with the sentence of `why_not`."""
        require_bureau(by, thing.innovation, at=at)
        if reason := self.why_not(action, thing):
            raise ValidationError(reason)


def gate_of_scoring(thing: HasEntry) -> str:
    """Return why the thing's entry can't be scored in its stage now, as a sentence; empty when it can."""
    return obstacle_to_score(thing.stage, thing.innovation)


def gate_of_edition(thing: HasStage) -> str:
    """Return why nothing in the thing's edition can be changed now, as a sentence; empty when it can."""
    return obstacle_of_edition(thing.stage.edition)


def require_bureau(user: User, innovation: Innovation | None = None, *, at: datetime) -> None:
    """Raise PermissionDenied unless the user is of the bureau and not in conflict with the innovation.

    Without an innovation only the post is asked.
    """
    is_theirs = acts_as_bureau(user, innovation, at=at) if innovation else has_role(user, Role.BUREAU, at=at)
    if not is_theirs:
        raise PermissionDenied


def acts_as_bureau(user: User, innovation: Innovation, *, at: datetime) -> bool:
    """Return whether the user is of the bureau and not in conflict with the innovation."""
    return innovation.pk in acted_on_as_bureau(user, [innovation], at=at)


def acted_on_as_bureau(user: User, innovations: Sequence[Innovation], *, at: datetime) -> set[int]:
    """Return the numbers of the innovations that the user, of the bureau, is not in conflict with: one query.

    For anyone who is not of the bureau there are none.
    """
    if not has_role(user, Role.BUREAU, at=at):
        return set()
    return {innovation.pk for innovation in innovations} - innovations_in_conflict(user, innovations)


def require_writer(user: User, sheet: Scoresheet, *, at: datetime) -> None:
    """Raise PermissionDenied unless the user is the sheet's verifier and not in conflict with its entry."""
    require_own(user, sheet, at=at)
    if in_conflict(user, sheet.assignment.innovation):
        raise PermissionDenied


def require_own(user: User, sheet: Scoresheet, *, at: datetime) -> None:
    """Raise PermissionDenied unless the user is the sheet's verifier; conflicts are not checked here."""
    if sheet.assignment.verifier_id != user.pk or not has_role(user, Role.VERIFIER, at=at):
        raise PermissionDenied


def is_lead(user: User, visit: Visit, *, at: datetime) -> bool:
    """Return whether the user leads the visit, is a verifier now and is not in conflict with its entry."""
    return (
        visit.lead_id == user.pk
        and has_role(user, Role.VERIFIER, at=at)
        and not in_conflict(user, visit.innovation)
    )


def require_lead(user: User, visit: Visit, *, at: datetime) -> None:
    """Raise PermissionDenied unless `is_lead`: one person writes the record, the others read it."""
    if not is_lead(user, visit, at=at):
        raise PermissionDenied


def is_team_member(user: User, visit: Visit, *, at: datetime) -> bool:
    """Return whether the user is in the visit's team, a verifier now and not in conflict with its entry."""
    return (
        visit.members.filter(pk=user.pk).exists()
        and has_role(user, Role.VERIFIER, at=at)
        and not in_conflict(user, visit.innovation)
    )


def require_team_member(user: User, visit: Visit, *, at: datetime) -> None:
    """Raise PermissionDenied unless `is_team_member`: each member writes their own notes."""
    if not is_team_member(user, visit, at=at):
        raise PermissionDenied


def is_in_conflict(user: User, innovation: str = "innovation") -> Exists:
    """Return the condition that the user is in conflict with the innovation in that field of the query."""
    return Exists(Innovation.objects.filter(conflict_of(user), pk=OuterRef(innovation)))


def verifiers_for(innovation: Innovation, stage: Stage, *, at: datetime) -> tuple[list[User], list[User]]:
    """Return the verifiers who can be given the entry now, and those in conflict with it: one query.

    Neither list has those of `closing_assignments`. Each verifier has `load`, the number of their active
    tasks in the stage; those with the fewest come first.
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
    """Return the assignments of the entry whose verifiers can't be given it in the stage.

    These are all that it has, or had, in this stage, and those of other stages that count, unless the
    edition allows the same person to assess twice.
    """
    closing = Q(stage=stage)
    if not stage.edition.same_assessor_twice:
        closing |= Q(pk__in=Assignment.objects.counting().filter(innovation=innovation).values("pk"))
    return Assignment.objects.filter(closing, innovation=innovation)


def readable_sheets(user: User, *, at: datetime) -> ScoresheetQuerySet:
    """Return the sheets whose points the user may read now.

    These are their own; submitted sheets of the same entry, in that stage and earlier ones, once their own
    is submitted; and for the bureau and auditors, submitted sheets of a stage whose standings are open.
    Of others, voided sheets are only in the last group. While a sheet of their own is due for an entry,
    nobody reads another sheet of it.
    """
    own_is_in = Scoresheet.objects.submitted().filter(
        assignment__verifier=user,
        assignment__voided_at=None,
        assignment__innovation=OuterRef("assignment__innovation"),
        assignment__stage__order__gte=OuterRef("assignment__stage__order"),
    )
    # While a sheet of theirs is due in a later stage, a verifier does not read the earlier stage either.
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
    """Return the condition, for a query of sheets, that the user still owes a sheet for the same entry."""
    return Exists(_own_due_sheets(user).filter(assignment__innovation=OuterRef("assignment__innovation")))


def innovations_owed(user: User) -> set[int]:
    """Return the numbers of the innovations for which the user still owes a sheet."""
    return set(_own_due_sheets(user).values_list("assignment__innovation", flat=True))


def _own_due_sheets(user: User) -> ScoresheetQuerySet:
    return Scoresheet.objects.due().filter(assignment__verifier=user, status=Scoresheet.Status.DRAFT)


def may_read_points(user: User, stage: Stage, *, at: datetime) -> bool:
    """Return whether the bureau's tables may show the user the points and places of a stage.

    They may once its standings are open. A member of the bureau who is, was or will be a verifier must also
    owe no sheet of the edition: they may have to write it later.
    """
    if stage.standings_opened_at is None or not has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        return False
    if not any(held.role == Role.VERIFIER for held in user.posts):
        return True
    return not _own_due_sheets(user).filter(assignment__stage__edition=stage.edition_id).exists()


def visible_assignments(user: User) -> QuerySet[Assignment]:
    """Return the user's own active tasks, which verifiers find in their room."""
    return Assignment.objects.of_verifier(user)


def visible_visits(user: User, *, at: datetime) -> QuerySet[Visit]:
    """Return the visits that the user may read: all for the bureau and auditors, others their teams'."""
    if has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        return Visit.objects.all()
    return Visit.objects.of_team_member(user)


def visible_minutes(user: User, *, at: datetime) -> QuerySet[Minutes]:
    """Return the texts about visits that the user may read.

    Those who may read the visit read all its texts; staff of its agency read those that were issued.
    """
    of_visits = Minutes.objects.filter(visit__in=visible_visits(user, at=at))
    agencies = agencies_of(user, at=at)
    if not agencies:
        return of_visits
    issued = Q(issued_at__isnull=False, visit__innovation__agency__in=agencies)
    return Minutes.objects.filter(issued | Q(pk__in=of_visits.order_by().values("pk")))


def owes_specimens(user: User) -> Exists:
    """Return the condition, for a query of tasks, that the user must score specimens of the stage first."""
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
    """Return the presentations of entries that the user is assigned to in the same stage."""
    tasks = Assignment.objects.of_verifier(user)
    return Presentation.objects.filter(
        Exists(tasks.filter(innovation=OuterRef("innovation"), stage=OuterRef("stage")))
    )


def visible_presentations(user: User, *, at: datetime) -> QuerySet[Presentation]:
    """Return the presentations that the user may read.

    The bureau and auditors read all; others those that they are on the panel of, or that are of their agency.
    """
    if has_role(user, Role.BUREAU, Role.AUDITOR, at=at):
        return Presentation.objects.all()
    own = Q(pk__in=own_presentations(user).values("pk"))
    return Presentation.objects.filter(own | Q(innovation__agency__in=agencies_of(user, at=at)))


def records_presentation(user: User, presentation: Presentation, *, at: datetime) -> bool:
    """Return whether the user may record who presented: the bureau or the chair, if not in conflict."""
    is_chair = presentation.chair_id == user.pk and has_role(user, Role.VERIFIER, at=at)
    may = has_role(user, Role.BUREAU, at=at) or is_chair
    return may and not in_conflict(user, presentation.innovation)


def obstacle_to_score(stage: Stage, innovation: Innovation) -> str:
    """Return why no sheet of the entry can be changed now, as a sentence; empty when it can."""
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
    """Return the specimens that the user still has to score, without those they are in conflict with."""
    own = of_round.sheets.filter(verifier=user)
    return of_round.specimens.exclude(pk__in=own.values("specimen")).filter(~is_in_conflict(user, "pk"))


def obstacle_of_calibration(stage: Stage, verifier: User) -> str:
    """Return why a verifier can't write their sheets of the stage yet, as a sentence; empty when they can."""
    if not stage.has_calibration:
        return ""
    found = CalibrationRound.objects.filter(stage=stage).first()
    if found is None:
        return _("The bureau has not opened the calibration round yet. Scoring begins after it.")
    if found.is_open and specimens_owed(found, verifier).exists():
        return _("Score the specimens of the calibration round first: then your sheets open.")
    return ""
