"""Pages of assignments, sheets, visits, minutes, presentations and results."""

from uuid import UUID

from .readers import BUREAU, BUREAU_READERS, EVERYBODY, FREE_BUREAU, NO_READERS, OWNERS, VERIFIERS, page


def verification(world):
    photo, sent = world.evidence["photo of visited"], world.sheets["submitted"]
    team, everyone_free = {"verifier", "verifier2"}, {"verifier", "verifier2", "auditor"} | FREE_BUREAU
    readers = {"draft": {"verifier"}, "filled": {"verifier"}, "submitted": team, "excused": {"verifier3"}}
    readers["open to the bureau"] = everyone_free
    shown_beside = {**readers, "excused": NO_READERS}
    draft = world.sheets["draft"].uuid
    return [
        page("verification_home", readers=VERIFIERS),
        page("field", readers=VERIFIERS),
        page("prepare"),
        *(page("scoresheet", word, who, [world.sheets[word].uuid]) for word, who in readers.items()),
        *(page("sheet_proposal", word, who, [world.sheets[word].uuid]) for word, who in shown_beside.items()),
        *(page("sheet_pdf", word, who, [world.sheets[word].uuid]) for word, who in shown_beside.items()),
        page("assessor_file", readers={"verifier"}, args=[draft, photo.pk, "file"]),
        page("assessor_file", "thumbnail", {"verifier"}, [draft, photo.pk, "thumbnail"]),
        page("submit_scoresheet", "gaps", {"verifier"}, [draft]),
        page("submit_scoresheet", "filled", {"verifier"}, [world.sheets["filled"].uuid]),
        page("submit_scoresheet", "submitted", {"verifier"}, [sent.uuid]),
        page("declare_conflict", readers={"verifier"}, args=[draft]),
        page("decline_task", readers={"verifier"}, args=[draft]),
        page("my_conflicts", readers=VERIFIERS | BUREAU),
        page("my_conflicts", "searched", VERIFIERS | BUREAU, query={"words": "puskesmas"}),
        page(
            "my_conflicts",
            "one agency",
            VERIFIERS | BUREAU,
            query={"with": f"agency-{world.entries['visited'].agency_id}"},
        ),
        page("statement", "signed", VERIFIERS | BUREAU, [2019]),
        page("statement", "not signed", VERIFIERS | BUREAU, [2011]),
        page("reopen_scoresheet", readers=FREE_BUREAU, args=[sent.uuid]),
        *_paper(world),
    ]


def _paper(world):
    draft, paper = world.sheets["draft"], world.sheets["filled"].paper_sheets.get().pk
    team = {"verifier", "verifier2"}
    return [
        page("visit_form", readers=team | BUREAU_READERS, args=[world.visits["planned"].pk]),
        page("sheet_form", readers={"verifier"} | BUREAU_READERS, args=[draft.uuid]),
        page("type_in_sheet", readers=FREE_BUREAU, args=[draft.uuid]),
        page("paper_sheet", readers={"verifier", "bureau"}, args=[paper]),
        page("refuse_paper_sheet", readers={"verifier"}, args=[paper]),
        page("paper_scan", readers={"verifier", "bureau"}, args=[paper]),
    ]


def visits(world):
    field, planned = world.stage("visiting", "field").pk, world.visits["planned"]
    readers = {"verifier", "verifier2"} | BUREAU_READERS
    person = world.visits["held"].attendances.get().uuid
    photo = planned.photos.get().uuid
    return [
        *(
            page("visit", word, readers, [world.visits[word].pk])
            for word in ("planned", "held", "held, sheets missing", "postponed")
        ),
        page("record_facts", args=[planned.pk]),
        page("record_finding", args=[planned.pk, "benefit"]),
        page("write_differing_note", args=[planned.pk, "benefit"]),
        page("record_attendance", args=[planned.pk]),
        page("remove_attendance", args=[planned.pk, person]),
        page("add_visit_photo", args=[planned.pk]),
        page("describe_visit_photo", readers={"verifier"}, args=[planned.pk, photo]),
        page("remove_visit_photo", args=[planned.pk, UUID(int=0)]),
        page("visit_photo", readers=readers, args=[planned.pk, photo, "file"]),
        page("visit_photo", "thumbnail", readers, [planned.pk, photo, "thumbnail"]),
        page("hold_visit", readers={"verifier"}, args=[planned.pk]),
        page("bureau_visits", readers=BUREAU_READERS, args=[field]),
        page("bureau_visit_calendar", readers=BUREAU_READERS, args=[field]),
        page("own_visits", readers=VERIFIERS),
        page("own_visits_ics", readers=VERIFIERS),
        page("visit_ics", readers=readers, args=[planned.pk]),
        page("plan_visit", readers=FREE_BUREAU, args=[field, world.entries["unplanned"].pk]),
        page("change_visit", readers=FREE_BUREAU, args=[planned.pk]),
        page("confirm_visit", readers=FREE_BUREAU, args=[planned.pk]),
        page("call_off_visit", readers=FREE_BUREAU, args=[planned.pk]),
    ]


def minutes(world):
    readers, owners = {"verifier", "verifier2"} | BUREAU_READERS, {"staff", "colleague"}
    issued, to_sign = world.minutes["issued"], world.minutes["to be signed"]
    photo = world.visits["held"].photos.get().uuid
    return [
        *(
            page("visit_minutes", word, readers, [world.visits[word].pk])
            for word in ("planned", "held", "held, sheets missing", "held, to be signed")
        ),
        page("draw_up_minutes", "first", {"verifier"}, [world.visits["held, sheets missing"].pk]),
        page("draw_up_minutes", "anew", {"verifier"}, [to_sign.visit_id]),
        page("add_addendum", readers={"verifier"}, args=[issued.visit_id]),
        page("minutes", "issued", readers | owners, [issued.pk]),
        page("minutes", "to be signed", readers, [to_sign.pk]),
        page("sign_minutes", args=[to_sign.pk]),
        page("minutes_paper", "issued", readers | owners, [issued.pk]),
        page("minutes_paper", "to be signed", readers, [to_sign.pk]),
        page("signed_minutes", "issued", readers | owners, [issued.pk]),
        page("signed_minutes", "to be signed", args=[to_sign.pk]),
        page("minutes_photo", readers=readers | owners, args=[issued.pk, photo, "thumbnail"]),
        page("minutes_photo", "of another text", args=[to_sign.pk, photo, "file"]),
        page("number_minutes", readers=FREE_BUREAU, args=[to_sign.pk]),
        page("issue_minutes", readers=FREE_BUREAU, args=[to_sign.pk]),
        page("excuse_minutes", readers=FREE_BUREAU, args=[to_sign.visit_id]),
        page("check_document", readers=EVERYBODY, args=[issued.text_hash]),
        page("check_document", "of no paper", args=["0" * 64]),
    ]


def presentations(world):
    stage, unslotted = world.stage("presenting", "presentation").pk, world.entries["without a slot"].pk
    ahead, over = world.presentations["ahead"].pk, world.presentations["over"].pk
    readers = OWNERS | FREE_BUREAU | {"verifier", "verifier2", "auditor"}
    return [
        page("bureau_presentations", readers=BUREAU_READERS, args=[stage]),
        page("presentation_list", readers=BUREAU_READERS, args=[stage]),
        page("fill_slots", readers=BUREAU, args=[stage]),
        page("plan_presentation", readers=FREE_BUREAU, args=[stage, unslotted]),
        page("change_presentation", readers=FREE_BUREAU, args=[ahead]),
        page("call_off_presentation", readers=FREE_BUREAU, args=[ahead]),
        page("presentation", "ahead", readers, [ahead]),
        page("presentation", "over", readers, [over]),
        page("presentation_ics", readers=readers, args=[ahead]),
        page("presentation_slides", readers=readers, args=[ahead]),
        page("bring_material", readers=OWNERS, args=[ahead]),
        page("hold_presentation", readers=FREE_BUREAU | {"verifier"}, args=[over]),
    ]


def calibration(world):
    stage, another = world.stage("presenting", "presentation").pk, world.stage("deciding", "proposal").pk
    specimen, document = world.entries["specimen"].pk, world.evidence["document of a specimen"].pk
    return [
        page("bureau_calibration", readers=BUREAU_READERS, args=[stage]),
        page("open_calibration", readers=BUREAU, args=[another]),
        page("close_calibration", readers=BUREAU, args=[stage]),
        page("calibration", readers=VERIFIERS, args=[stage]),
        page("calibration_sheet", readers=VERIFIERS, args=[stage, specimen]),
        page("specimen_proposal", readers=VERIFIERS, args=[stage, specimen]),
        page("specimen_file", readers=VERIFIERS, args=[stage, specimen, document, "file"]),
    ]


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


def results_in_the_making(world):
    field, stage = world.stage("visiting", "field").pk, world.stage("deciding", "proposal").pk
    number = {word: ranking.pk for word, ranking in world.rankings.items()}
    placing = world.rankings["frozen"].placings.first().pk
    return [
        page("standings", "progress", BUREAU_READERS, [field]),
        page("standings", "table", BUREAU_READERS, [stage]),
        page("standings", "another group", BUREAU_READERS, [stage], {"group": "lanjutan"}),
        page("open_standings", readers=BUREAU, args=[field]),
        page("freeze_standings", readers=BUREAU, args=[stage], query={"group": "lanjutan"}),
        page("freeze_standings", "frozen already", BUREAU, [stage], {"group": "umum"}),
        *(page("ranking", word, BUREAU_READERS, [pk]) for word, pk in number.items()),
        page("decide_place", readers=FREE_BUREAU, args=[number["frozen"], placing]),
        page("confirm_ranking", readers=BUREAU, args=[number["frozen"]]),
        page("publish_ranking", readers=BUREAU, args=[number["confirmed"]]),
        page("retract_ranking", readers=BUREAU, args=[number["frozen"]]),
    ]
