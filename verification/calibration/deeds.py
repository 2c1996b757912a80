"""The calibration round: the bureau opens and closes it, and every verifier scores its specimens.

Its points don't count. Where a stage has one, verifiers can write their sheets once they have scored all
specimens, or once the round is closed.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from innovations.editions.entering import obstacle_of_edition
from innovations.integrity.conflicts import in_conflict
from innovations.integrity.statements import require_signed
from innovations.models import Criterion, Edition, Innovation, Revision, Stage
from kipp.accounts.access import has_role
from kipp.accounts.models import Role, User
from kipp.audit import trail
from verification import access, notifications
from verification.access import specimens_owed
from verification.assignments.deeds import locked_stage
from verification.scoresheets.marks import Mark
from verification.scoring.spread import Spread, spread
from verification.standings import deeds as standings

from .models import CalibrationRound, CalibrationScore, CalibrationSheet

FEWEST, MOST = 2, 3


def candidates(stage: Stage) -> QuerySet[Innovation]:
    """Return what can be a specimen: innovations that were sent to an earlier edition, which is closed."""
    sent = Revision.objects.filter(innovation=OuterRef("pk"), sent_at__isnull=False)
    return (
        Innovation.objects.filter(
            Exists(sent), edition__year__lt=stage.edition.year, edition__state=Edition.State.CLOSED
        )
        .select_related("edition", "agency__government")
        .order_by("-edition__year", "title", "pk")
    )


@transaction.atomic
def open_round(
    stage: Stage, specimens: Collection[Innovation], *, by: User, at: datetime
) -> CalibrationRound:
    """Open the round of a stage with two or three specimens, and tell all verifiers.

    Raises PermissionDenied for anyone but the bureau, and ValidationError as `obstacle_to_open`, or for
    another number of specimens or one that is not of `candidates`.
    """
    stage = locked_stage(stage)
    access.require_bureau(by, at=at)
    if reason := obstacle_to_open(stage):
        raise ValidationError(reason)
    numbers = {specimen.pk for specimen in specimens}
    if not FEWEST <= len(numbers) <= MOST:
        raise ValidationError(
            _("Choose from %(fewest)d to %(most)d specimens.") % {"fewest": FEWEST, "most": MOST}
        )
    if candidates(stage).filter(pk__in=numbers).count() != len(numbers):
        raise ValidationError(_("A specimen is an innovation of an earlier edition that is over."))
    made = CalibrationRound.objects.create(
        stage=stage, rubric=standings.current_rubric(stage), opened_by=by, opened_at=at
    )
    made.specimens.set(numbers)
    notifications.tell_calibration(made, at=at)
    trail.record("open_calibration", stage, by=by, at=at, entries=len(numbers))
    return made


@transaction.atomic
def close_round(stage: Stage, *, by: User, at: datetime) -> CalibrationRound:
    """Close the round: no sheet is accepted any more, and all verifiers can score.

    Raises PermissionDenied for anyone but the bureau, and ValidationError if no round of the stage is open.
    """
    stage = locked_stage(stage)
    access.require_bureau(by, at=at)
    found = CalibrationRound.objects.filter(stage=stage).first()
    if found is None or not found.is_open:
        raise ValidationError(_("No calibration round of this stage is open."))
    found.closed_by, found.closed_at = by, at
    found.save(update_fields=["closed_by", "closed_at"])
    trail.record("close_calibration", stage, by=by, at=at)
    return found


@transaction.atomic
def hand_in(
    of_round: CalibrationRound, specimen: Innovation, marks: Mapping[str, Mark], *, by: User, at: datetime
) -> CalibrationSheet:
    """Hand in a verifier's marks for a specimen, by the criterion's code; once and all together.

    Raises PermissionDenied for anyone but a verifier without a conflict, and for what is no specimen of the
    round. Raises ValidationError as `obstacle_to_hand_in`, for a gap or a second sheet, and before the
    verifier has signed the statement.
    """
    stage = locked_stage(of_round.stage)
    of_round = CalibrationRound.objects.get(pk=of_round.pk)
    if not has_role(by, Role.VERIFIER, at=at) or in_conflict(by, specimen):
        raise PermissionDenied
    if not of_round.specimens.filter(pk=specimen.pk).exists():
        raise PermissionDenied
    if reason := obstacle_to_hand_in(of_round, stage):
        raise ValidationError(reason)
    require_signed(by, stage.edition)
    if of_round.sheets.filter(specimen=specimen, verifier=by).exists():
        raise ValidationError(_("Your sheet for this specimen is handed in already."))
    criteria = list(of_round.rubric.criteria.all())
    for criterion in criteria:
        if marks.get(criterion.code, Mark()).is_gap:
            raise ValidationError(
                _("Give points for “%(criterion)s”, or say why it could not be checked.")
                % {"criterion": criterion}
            )
    sheet = CalibrationSheet.objects.create(round=of_round, specimen=specimen, verifier=by, handed_in_at=at)
    CalibrationScore.objects.bulk_create(
        CalibrationScore(sheet=sheet, criterion=criterion, **vars(marks[criterion.code]))
        for criterion in criteria
    )
    # Without the points, since readers of the trail would see them before the round is closed.
    trail.record("hand_in_calibration", stage, by=by, at=at, innovation=specimen.pk)
    return sheet


def obstacle_to_open(stage: Stage) -> str:
    """Return why no round of a stage can be opened now, as a sentence; empty when one can."""
    if not stage.has_calibration:
        return _("The rules of this stage want no calibration round.")
    if reason := obstacle_of_edition(stage.edition):
        return reason
    if not stage.is_running:
        return _("This stage is not being assessed now.")
    if CalibrationRound.objects.filter(stage=stage).exists():
        return _("The calibration round of this stage was opened already.")
    return ""


def obstacle_to_hand_in(of_round: CalibrationRound, stage: Stage) -> str:
    """Return why no sheet of a specimen is accepted now, as a sentence; empty when it is."""
    if not of_round.is_open:
        return _("The calibration round is closed.")
    if not stage.is_running:
        return _("This stage is not being assessed now.")
    return obstacle_of_edition(stage.edition)


def reads_spread(of_round: CalibrationRound, user: User, *, at: datetime) -> bool:
    """Return whether the user may see the points of others in a round.

    Verifiers may once they owe no specimen; they, the bureau and auditors may once it is closed.
    """
    if not of_round.is_open:
        return has_role(user, Role.VERIFIER, Role.BUREAU, Role.AUDITOR, at=at)
    return has_role(user, Role.VERIFIER, at=at) and not specimens_owed(of_round, user).exists()


@dataclass(frozen=True)
class Given:
    """The points that one verifier gave, None if it could not be checked; `name` only for the bureau."""

    points: int | None
    name: str = ""


@dataclass(frozen=True)
class SpreadLine:
    """A criterion with all points that were given for it."""

    criterion: Criterion
    given: list[Given]
    spread: Spread | None

    @property
    def points(self) -> list[int]:
        return [one.points for one in self.given if one.points is not None]


def spreads(
    of_round: CalibrationRound, user: User, *, with_names: bool
) -> list[tuple[Innovation, list[SpreadLine]]]:
    """Return the spread of each criterion, for each specimen that the user is not in conflict with."""
    criteria = list(of_round.rubric.criteria.all())
    given = defaultdict(list)
    scores = CalibrationScore.objects.filter(sheet__round=of_round).select_related("sheet__verifier")
    for score in scores.order_by("points", "pk"):
        name = score.sheet.verifier.name if with_names else ""
        given[score.sheet.specimen_id, score.criterion_id].append(Given(score.points, name))
    specimens = of_round.specimens.filter(~access.is_in_conflict(user, "pk")).select_related("edition")
    return [
        (specimen, [_line(criterion, given[specimen.pk, criterion.pk]) for criterion in criteria])
        for specimen in specimens.order_by("title", "pk")
    ]


def _line(criterion: Criterion, given: list[Given]) -> SpreadLine:
    return SpreadLine(criterion, given, spread([one.points for one in given if one.points is not None]))


def progress(of_round: CalibrationRound, *, at: datetime) -> list[tuple[User, int]]:
    """Return everyone who is a verifier or has a task in the stage, with how many specimens they scored."""
    handed_in: dict[int, int] = defaultdict(int)
    for verifier in of_round.sheets.values_list("verifier", flat=True):
        handed_in[verifier] += 1
    people = standings.loads(of_round.stage, at=at)
    return [(person, handed_in[person.pk]) for person in people]
