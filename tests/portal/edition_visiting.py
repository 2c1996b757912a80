"""The edition whose field stage runs: its sheets, visits, minutes, approvals and drafts of assignments."""

from django.utils import timezone

from tests import factories
from verification.models import Approval, Assignment


def assess(world, cast):
    """Let the field stage run: sheets are written and handed in, visits planned, held and called off."""
    edition = world.editions["visiting"]
    proposal, field = world.stage("visiting", "proposal"), world.stage("visiting", "field")
    team = [cast.verifier, cast.verifier2]

    def finalist(case, verifiers=team, **fields):
        entry = factories.innovation("finalist", edition=edition, **fields)
        factories.score(entry, proposal, 80, 85, verifiers=[cast.verifier3, cast.verifier4])
        for verifier in verifiers:
            world.sheets[f"{case}, {verifier.email.split('@')[0]}"] = factories.sheet(entry, verifier)
        world.entries[case] = entry
        return entry

    visited = finalist("visited")
    world.evidence["document of visited"] = visited.evidence.get()
    world.evidence["photo of visited"] = factories.photo(visited)
    world.visits["planned"] = factories.visit(visited)
    factories.visit_photo(world.visits["planned"])
    world.sheets["draft"] = world.sheets["visited, verifier"]
    filled = finalist("filled", verifiers=[], agency=cast.other_agency)
    world.sheets["filled"] = factories.sheet(filled, cast.verifier, (75, 80, 85, 90, 95))
    factories.paper_sheet(world.sheets["filled"])
    world.visits["held, sheets missing"] = factories.visit(filled, team=team, state="held")
    assessed = finalist("assessed", verifiers=[])
    world.sheets["submitted"], _other = factories.score(assessed, field, 81, 84, verifiers=team)
    world.visits["held"] = factories.visit(assessed, state="held")
    factories.visit_photo(world.visits["held"])
    world.minutes["issued"] = factories.minutes(world.visits["held"])
    met = finalist("met")
    world.visits["held, to be signed"] = factories.visit(met, state="held")
    world.minutes["to be signed"] = factories.minutes(world.visits["held, to be signed"], "drawn_up")
    unplanned = finalist("unplanned")
    world.visits["postponed"] = factories.visit(unplanned, state="postponed")
    finalist("unassigned", verifiers=[])
    excused = factories.assignment(unplanned, cast.verifier3, state="excused")
    world.sheets["excused"] = excused.scoresheet
    _ask(world, cast, field, excused)
    _draft_assignments(world, cast, field)


def _ask(world, cast, field, excused):
    """Ask for what takes two members of the bureau: some of it waits, some is decided."""
    for word, case, verifier in (
        ("waiting", "unplanned", cast.verifier),
        ("asked by another", "unplanned", cast.verifier2),
    ):
        task = Assignment.objects.get(innovation=world.entries[case], stage=field, verifier=verifier)
        world.approvals[word] = Approval.objects.create(
            assignment=task,
            kind="excuse",
            reason="Banjir",
            asked_by=cast.bureau if word == "waiting" else cast.bureau2,
            asked_at=timezone.now(),
        )
    world.approvals["decided"] = Approval.objects.create(
        assignment=excused,
        kind="excuse",
        reason="Alasan",
        asked_by=cast.bureau,
        asked_at=timezone.now(),
        decided_by=cast.bureau2,
        decided_at=timezone.now(),
        is_approved=True,
    )
    world.approvals["no minutes"] = Approval.objects.create(
        visit=world.visits["held, sheets missing"],
        kind="no_minutes",
        reason="Naskah hilang",
        asked_by=cast.bureau,
        asked_at=timezone.now(),
    )


def _draft_assignments(world, cast, field):
    """Write drafts of who assesses what: one that is ready, one that waits, one that failed."""
    entries = world.entries
    world.allocations["ready"] = ready = factories.allocation(field)
    factories.allocation_row(ready, entries["unassigned"], cast.verifier)
    factories.allocation_row(ready, entries["visited"], cast.verifier, "keep", "stays")
    ready.gaps.create(innovation=entries["unassigned"], lacking=1, in_conflict=3)
    begun_later = world.stage("screening", "proposal")
    world.allocations["waiting"] = factories.allocation(begun_later, "waiting")
    world.allocations["failed"] = factories.allocation(begun_later, "failed")
