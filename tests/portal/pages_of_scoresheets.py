"""Pages of scoresheets, on the screen and on paper, and of the verifiers' own desk."""

from .readers import BUREAU, BUREAU_READERS, FREE_BUREAU, NO_READERS, VERIFIERS, page


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
