"""Pages of agencies and coordinators."""

from innovations.models import CoveringLetter

from .readers import BUREAU_READERS, COORDINATORS, NO_READERS, OWNERS, STAFF, page

# What an agency can still write, what it writes no more, and what it reads all the same.
_WRITTEN = ("draft", "empty draft", "returned by the coordinator", "returned")

_FORMS = (*_WRITTEN, "submitted")

_OWN = (*_FORMS, "proposed", "overdue", "eligible", "ineligible", "withdrawn", "disqualified")

_OWN_ELSEWHEN = ("suspended", "visited", "decided", "public")


def agency(world):
    def number(case):
        return world.entries[case].pk

    def of_owners(name, cases):
        return [page(name, case, OWNERS, [number(case)]) for case in cases]

    def of_the_province(name, case, readers=frozenset({"provincial_staff"})):
        return page(name, case, readers, [number(case)])

    draft = world.entries["draft"]
    photo, document = world.evidence["photo of draft"], world.evidence["document of draft"]
    sent_photo = world.evidence["photo of submitted"]
    seen_when_sent = OWNERS | BUREAU_READERS | {"coordinator"}
    return [
        page("submissions", readers=STAFF),
        page("submission_new", readers=STAFF),
        page("submission_new", "edition named", STAFF, query={"edition": 2020}),
        *of_owners("submission", (*_OWN, *_OWN_ELSEWHEN)),
        of_the_province("submission", "draft of the province"),
        of_the_province("submission", "proposed of the province"),
        *of_owners("submission_basics", _FORMS),
        *(
            page("submission_section", f"draft, {section.code}", OWNERS, [draft.pk, section.code])
            for section in draft.edition.sections.all()
        ),
        page("submission_section", "submitted", OWNERS, [number("submitted"), "summary"]),
        *of_owners("submission_makers", _FORMS),
        page("remove_innovator", args=[draft.pk, draft.innovators.get().pk]),
        page("add_partner", args=[draft.pk]),
        page("remove_partner", args=[draft.pk, draft.agency_id]),
        *of_owners("submission_locations", _FORMS),
        page("remove_location", args=[draft.pk, draft.locations.get().pk]),
        *of_owners("submission_evidence", _FORMS),
        page("evidence", "photo of a draft", OWNERS, [draft.pk, photo.pk]),
        page("evidence", "document of a draft", OWNERS, [draft.pk, document.pk]),
        page("blur_evidence", args=[draft.pk, photo.pk]),
        page("move_evidence", args=[draft.pk, photo.pk]),
        page("remove_evidence", args=[draft.pk, document.pk]),
        page("revisions", "draft", OWNERS, [draft.pk]),
        page("revisions", "submitted", seen_when_sent, [number("submitted")]),
        *of_owners("submission_findings", ("returned", "submitted", "eligible")),
        page("submission_findings", "draft", args=[draft.pk]),
        *of_owners("submission_check", _FORMS),
        *of_owners("submission_pdf", ("draft", "submitted")),
        page("record_innovation", args=[draft.pk]),
        page("carry_over", args=[number("cancelled")]),
        page("compete", args=[number("recorded")]),
        page("propose", args=[draft.pk]),
        page("resend", args=[number("returned")]),
        page("submit_own", args=[number("proposed")]),
        of_the_province("submit_own", "proposed of the province", NO_READERS),
        *of_owners("withdraw", ("draft", "submitted")),
        page("evidence_file", "document of a draft", OWNERS, [document.pk, "file"]),
        page("evidence_file", "photo of a draft", OWNERS, [photo.pk, "file"]),
        page("evidence_file", "photo that was sent", seen_when_sent, [sent_photo.pk, "file"]),
        page("evidence_file", "thumbnail that was sent", seen_when_sent, [sent_photo.pk, "thumbnail"]),
    ]


def coordination(world):
    seen = ("proposed", "returned by the coordinator", "returned", "submitted", "eligible", "withdrawn")
    proposed = world.entries["proposed"].pk
    by_itself = world.entries["proposed of the province"].pk
    letter = CoveringLetter.objects.get().pk
    post_of_a_colleague = world.people["colleague"].memberships.get().pk
    return [
        page("coordination", readers=COORDINATORS),
        page("coordination_board", readers=COORDINATORS),
        page("coordination_board", "a year before", COORDINATORS, query={"edition": 2019}),
        page("coordination_board_export", "xlsx", COORDINATORS, ["xlsx"]),
        *(page("coordination_detail", case, {"coordinator"}, [world.entries[case].pk]) for case in seen),
        page("coordination_pdf", "submitted", {"coordinator"}, [world.entries["submitted"].pk]),
        page("likeness", "submitted", {"coordinator"} | BUREAU_READERS, [world.entries["submitted"].pk]),
        page("submit_innovation", args=[proposed]),
        page("return_to_agency", "", {"coordinator"}, [proposed]),
        page("recall", readers={"coordinator"}, args=[world.entries["submitted"].pk]),
        page("return_to_agency", "of the province", {"provincial_staff"}, [by_itself]),
        page("choose", readers=COORDINATORS, args=[2020]),
        page("send_together", args=[2020]),
        page("move_innovation", args=[proposed]),
        page("coordination_list", readers=COORDINATORS, args=[2020]),
        page("new_letter", readers=COORDINATORS, args=[2020]),
        page("covering_letter", readers={"coordinator"} | BUREAU_READERS, args=[letter]),
        page("letter_file", readers={"coordinator"} | BUREAU_READERS, args=[letter]),
        page("coordination_people", readers=COORDINATORS),
        page("invite_staff", readers=COORDINATORS),
        page("hand_over", readers={"coordinator"}, args=[post_of_a_colleague]),
    ]
