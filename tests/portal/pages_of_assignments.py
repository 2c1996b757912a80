"""Pages of assignments, of approvals by two, and of drafts of assignments."""

from .readers import BUREAU, BUREAU_READERS, FREE_BUREAU, page


def assigning(world):
    field, proposal = world.stage("visiting", "field").pk, world.stage("deciding", "proposal").pk
    task = world.sheets["draft"].assignment_id
    return [
        page("assignments", "field", BUREAU_READERS, [field]),
        page("assignments", "incomplete", BUREAU_READERS, [field], {"incomplete": 1}),
        page("assignments", "proposal", BUREAU_READERS, [proposal]),
        *(
            page("entry_assignments", case, BUREAU_READERS, [field, world.entries[case].pk])
            for case in ("unassigned", "visited", "assessed", "unplanned")
        ),
        page("end_assignment", readers=FREE_BUREAU, args=[task]),
        page("excuse_assignment", readers=FREE_BUREAU, args=[task]),
        page("replace_assignment", readers=FREE_BUREAU, args=[task]),
        page("void_sheet", readers=FREE_BUREAU, args=[world.sheets["submitted"].assignment_id]),
        *(
            # The one about minutes is of an agency with which nobody is in conflict.
            page("approval", word, BUREAU if word == "no minutes" else FREE_BUREAU, [approval.pk])
            for word, approval in world.approvals.items()
        ),
        page("bureau_conflicts", readers=BUREAU_READERS, args=[2019]),
        page("stage_verifiers", "field", BUREAU_READERS, [field]),
        page("stage_verifiers", "nobody yet", BUREAU_READERS, [world.stage("screening", "proposal").pk]),
        page("remind_verifiers", args=[field]),
        *_drafts_of_assignments(world),
    ]


def _drafts_of_assignments(world):
    ready = world.allocations["ready"].pk
    entry, row = world.entries["unassigned"].pk, world.allocations["ready"].rows.earliest("pk").pk
    return [
        page("propose_assignments", readers=BUREAU, args=[world.stage("deciding", "proposal").pk]),
        page("propose_assignments", "not running", BUREAU, [world.stage("between", "proposal").pk]),
        *(page("allocation", word, BUREAU_READERS, [draft.pk]) for word, draft in world.allocations.items()),
        page("allocation", "a part", BUREAU_READERS, [ready], {"part": "lacking"}),
        page("allocation_entry", readers=FREE_BUREAU, args=[ready, entry]),
        page("take_out", args=[ready, row]),
        page("apply_allocation", readers=FREE_BUREAU, args=[ready]),
        page("discard_allocation", readers=BUREAU, args=[ready]),
    ]
