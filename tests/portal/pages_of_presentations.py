"""Pages of presentations, and of the calibration before them."""

from .readers import BUREAU, BUREAU_READERS, FREE_BUREAU, OWNERS, VERIFIERS, page


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
