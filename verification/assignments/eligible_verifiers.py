"""Which verifiers could be given which entries of a stage, and what speaks against a pair.

This reads, for all pairs at once, the facts that `deeds.assign` reads for one. The rule is the same:
`deeds.obstacle_to_pair`.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from innovations.integrity.conflicts import innovations_in_conflict
from innovations.models import Innovation, Stage
from kipp.accounts import post
from kipp.accounts.models import Membership, Role, User
from verification.standings import deeds as standings

from .deeds import obstacle_to_pair
from .models import Assignment

# An entry and a verifier, by their numbers.
Pair = tuple[int, int]


@dataclass(frozen=True)
class EligibleVerifiers:
    """The entries, verifiers and tasks of a stage as they are now; pairs are (entry, verifier)."""

    stage: Stage
    entries: dict[int, Innovation]
    # Those who are verifiers now, and others with a task on which nothing was begun.
    people: dict[int, User]
    verifiers: set[int]
    # All assignments that the entries have, or had, in the stage, with their sheets.
    tasks: dict[Pair, Assignment]
    in_conflict: set[Pair]
    # The verifier assesses the entry in another stage; empty where the edition allows that.
    elsewhere: set[Pair]

    def obstacle(self, entry: Innovation, verifier: User) -> str:
        """Return why the entry can't be given to the verifier, as a sentence; empty when it can.

        The number of the entry's assessors is not checked here.
        """
        if entry.pk not in self.entries:
            return _("“%(innovation)s” is not assessed in this stage any more.") % {"innovation": entry}
        pair = (entry.pk, verifier.pk)
        return obstacle_to_pair(
            verifier,
            entry,
            is_verifier=verifier.pk in self.verifiers,
            in_conflict=pair in self.in_conflict,
            was_assigned=pair in self.tasks,
            assesses_elsewhere=pair in self.elsewhere,
        )

    def assessors(self) -> dict[int, int]:
        """Return how many tasks of each entry count as assessors; an entry without one counts 0."""
        counted: dict[int, int] = defaultdict(int)
        for (entry, _verifier), task in self.tasks.items():
            counted[entry] += task.counts
        return counted


def in_stage(stage: Stage, *, at: datetime) -> EligibleVerifiers:
    """Return what there is in a stage: one query for each person's conflicts, and six for the rest."""
    entries = {entry.pk: entry for entry in standings.entries(stage).select_related("agency__government")}
    found = Assignment.objects.filter(stage=stage, innovation__in=entries)
    tasks = {
        (task.innovation_id, task.verifier_id): task
        for task in found.select_related("scoresheet", "verifier").order_by("pk")
    }
    verifiers = {one.pk: one for one in post.holders(Role.VERIFIER, at=at).order_by("name", "pk")}
    others = {task.verifier_id: task.verifier for task in tasks.values() if is_untouched(task)}
    people = {**others, **verifiers}
    return EligibleVerifiers(
        stage=stage,
        entries=entries,
        people=people,
        verifiers=set(verifiers),
        tasks=tasks,
        in_conflict=_in_conflict(list(people.values()), list(entries.values())),
        elsewhere=set() if stage.edition.same_assessor_twice else _elsewhere(stage, entries),
    )


def is_untouched(task: Assignment) -> bool:
    """Return whether the task is active and its sheet was never saved, so that it can go to somebody else."""
    sheet = task.scoresheet
    return task.state == Assignment.State.ACTIVE and not sheet.is_submitted and sheet.save_number == 0


def _in_conflict(people: Collection[User], entries: list[Innovation]) -> set[Pair]:
    """Return the pairs in conflict; the posts of all people are read in one query."""
    posts = defaultdict(list)
    for held in Membership.objects.filter(user__in=people).with_offices():
        posts[held.user_id].append(held)
    for person in people:
        person.posts = posts[person.pk]
    return {(entry, person.pk) for person in people for entry in innovations_in_conflict(person, entries)}


def _elsewhere(stage: Stage, entries: Collection[int]) -> set[Pair]:
    others = Assignment.objects.counting().exclude(stage=stage).filter(innovation__in=entries)
    return set(others.order_by().values_list("innovation", "verifier"))
