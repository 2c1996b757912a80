"""What pages show of a draft of assignments: each entry with its rows, and the loads before and after."""

from collections import defaultdict
from dataclasses import dataclass, field

from innovations.models import Innovation, Stage
from kipp.accounts.models import User

from .models import Allocation, AllocationGap, AllocationRow

Change, Reason = AllocationRow.Change, AllocationRow.Reason
# The order of an entry's rows: first those who have it once the draft is applied, then those who lose it.
_TURNS = {Change.KEEP: 0, Change.ADD: 1, Change.REMOVE: 2, Change.DROP: 3}


@dataclass
class DraftEntry:
    """An entry with its rows of a draft, and its gap if it lacks assessors."""

    innovation: Innovation
    stage: Stage
    rows: list[AllocationRow] = field(default_factory=list)
    gap: AllocationGap | None = None

    @property
    def lacking(self) -> int:
        return max(self.stage.assessors - sum(row.stays for row in self.rows), 0)

    @property
    def is_changed(self) -> bool:
        return any(row.change != Change.KEEP or row.by_hand for row in self.rows)


@dataclass
class Load:
    """How many tasks a verifier has in the stage before and after a draft, without excused ones."""

    verifier: User
    before: int = 0
    after: int = 0


class AllocationDraft:
    """All of a draft, read in five queries: `entries` ordered by title, `loads` by the verifier's name."""

    def __init__(self, allocation: Allocation) -> None:
        rows, gaps = list(allocation.rows.order_by("pk")), list(allocation.gaps.all())
        # There are hundreds of rows, so each person and each innovation is read only once.
        people = User.objects.in_bulk({row.verifier_id for row in rows})
        people |= {one.pk: one for one in allocation.verifiers.all()}
        read = Innovation.objects.select_related("agency__government").defer("public_summary")
        innovations = read.in_bulk({row.innovation_id for row in rows} | {gap.innovation_id for gap in gaps})
        found = {pk: DraftEntry(one, allocation.stage) for pk, one in innovations.items()}
        loads = {pk: Load(one) for pk, one in people.items()}
        for row in rows:
            row.verifier = people[row.verifier_id]
            found[row.innovation_id].rows.append(row)
            self._weigh(loads[row.verifier_id], row)
        for gap in gaps:
            found[gap.innovation_id].gap = gap
        for entry in found.values():
            entry.rows.sort(key=lambda row: (_TURNS[Change(row.change)], row.verifier.name, row.pk))
        self.entries = sorted(found.values(), key=lambda entry: (entry.innovation.title, entry.innovation.pk))
        self.loads = sorted(loads.values(), key=lambda load: (load.verifier.name, load.verifier.pk))

    @staticmethod
    def _weigh(load: Load, row: AllocationRow) -> None:
        if row.reason != Reason.EXCUSED:
            load.before += row.change in (Change.KEEP, Change.REMOVE)
            load.after += row.stays

    @property
    def most(self) -> int:
        """The most tasks that anybody has, before or after: the length of the longest bar."""
        return max((max(load.before, load.after) for load in self.loads), default=0)

    @property
    def added(self) -> int:
        return self._number(Change.ADD)

    @property
    def removed(self) -> int:
        return self._number(Change.REMOVE)

    @property
    def changing(self) -> list[DraftEntry]:
        """The entries whose tasks change when the draft is applied."""
        happens = (Change.ADD, Change.REMOVE)
        return [entry for entry in self.entries if any(row.change in happens for row in entry.rows)]

    @property
    def lacking(self) -> list[DraftEntry]:
        """The entries that have too few assessors once the draft is applied."""
        return [entry for entry in self.entries if entry.lacking]

    def _number(self, change: AllocationRow.Change) -> int:
        return sum(row.change == change for entry in self.entries for row in entry.rows)


def planned_loads(allocation: Allocation) -> dict[int, int]:
    """Return how many tasks each verifier has after a draft, by the verifier's number: one query."""
    loads: dict[int, int] = defaultdict(int)
    staying = allocation.rows.staying().exclude(reason=Reason.EXCUSED)
    for verifier in staying.values_list("verifier", flat=True):
        loads[verifier] += 1
    return loads
