"""Pages of the bureau: checking, editions, people."""

from innovations.models import Holiday

from .readers import BUREAU, BUREAU_READERS, FREE_BUREAU, NO_READERS, page


def screening(world):
    sent = (
        "submitted",
        "returned",
        "overdue",
        "eligible",
        "ineligible",
        "withdrawn",
        "disqualified",
        "public",
    )

    def number(case):
        return [world.entries[case].pk]

    return [
        page("bureau", readers=BUREAU_READERS),
        page("screening", readers=BUREAU_READERS),
        page("screening", "a status", BUREAU_READERS, query={"edition": 2020, "status": "submitted"}),
        page("screening", "nothing sent", BUREAU_READERS, query={"edition": 2021}),
        *(page("screening_detail", case, BUREAU_READERS, number(case)) for case in sent),
        page("screening_detail", "checked by a colleague", BUREAU_READERS, number("checked by a colleague")),
        page("screening_detail", "sealed", BUREAU_READERS, number("sealed")),
        page("screening_pdf", "submitted", BUREAU_READERS, number("submitted")),
        page("screening_pdf", "sealed", NO_READERS, number("sealed")),
        page("screening", "sealed", BUREAU_READERS, query={"edition": 2012}),
        page("letters", readers=BUREAU_READERS, query={"edition": 2020}),
        page("letters", "sealed", BUREAU_READERS, query={"edition": 2012}),
        page("check_items", args=number("submitted")),
        page("claim_innovation", args=number("submitted")),
        page("release_innovation", args=number("submitted")),
        page("take_over", "checked by a colleague", {"bureau"}, number("checked by a colleague")),
        page("set_rule_aside", readers=FREE_BUREAU, args=[*number("submitted"), "age"]),
        page("peek", "sealed", FREE_BUREAU, number("sealed")),
        page("next_waiting", args=number("submitted")),
        page("accept_innovation", args=number("submitted")),
        page("return_for_correction", readers=FREE_BUREAU, args=number("submitted")),
        page("reject_innovation", readers=FREE_BUREAU, args=number("submitted")),
        page("reject_innovation", "overdue", FREE_BUREAU, number("overdue")),
        page("reconsider_innovation", readers=FREE_BUREAU, args=number("ineligible")),
    ]


def running_an_edition(world):
    years = {word: edition.year for word, edition in world.editions.items()}
    begins, ends = world.stage("between", "screening"), world.stage("screening", "screening")
    return [
        page("editions", readers=BUREAU_READERS),
        page("new_edition", readers=BUREAU),
        page("holidays", readers=BUREAU_READERS),
        page("remove_holiday", args=[Holiday.objects.get().pk]),
        page("repeat_edition", readers=BUREAU, args=[years["deciding"]]),
        *(page("edition", word, BUREAU_READERS, [year]) for word, year in years.items()),
        page("edition_rules", readers=BUREAU_READERS, args=[years["deciding"]]),
        *(
            page("edition_setup", part, BUREAU, [years["prepared"], part])
            for part in ("general", "stages", "sections", "categories", "groups", "documents", "quotas")
        ),
        page("edition_setup", "regulations", BUREAU, [years["prepared"], "regulations"]),
        page("edition_setup", "locked", BUREAU, [years["registering"], "sections"]),
        page("edition_setup", "no such part", args=[years["prepared"], "tiers"]),
        *(
            page("stage_setup", part, BUREAU, [world.stage("prepared", "field").pk, part])
            for part in ("tiers", "rubric", "bands")
        ),
        page("stage_setup", "a new version", BUREAU, [world.stage("registering", "field").pk, "rubric"]),
        page("open_edition", readers=BUREAU, args=[years["prepared"]]),
        page("close_edition", readers=BUREAU, args=[years["over"]]),
        page("begin_stage", readers=BUREAU, args=[begins.pk]),
        page("end_stage", readers=BUREAU, args=[ends.pk]),
        page("suspend_edition", readers=BUREAU, args=[years["screening"]]),
        page("resume_edition", readers=BUREAU, args=[years["suspended"]]),
        page("cancel_edition", readers=BUREAU, args=[years["suspended"]]),
        page("carry_all_over", readers=BUREAU, args=[years["cancelled"]]),
        page("extend_stage", readers=BUREAU, args=[ends.pk]),
    ]


def register_of_people(world):
    waiting, revoked = world.invitations["waiting"].pk, world.invitations["revoked"].pk
    post_of_a_colleague = world.people["colleague"].memberships.get().pk
    return [
        page("people", readers=BUREAU_READERS),
        page("invite", readers=BUREAU),
        page("invitation", "waiting", BUREAU, [waiting]),
        page("invitation", "revoked", BUREAU, [revoked]),
        page("invitation", "to approve", BUREAU, [world.invitations["to approve"].pk]),
        page("invitation", "invited by another", BUREAU, [world.invitations["invited by another"].pk]),
        page("approve_invitation", args=[world.invitations["invited by another"].pk]),
        page("refuse_invitation", args=[world.invitations["invited by another"].pk]),
        page("revoke_invitation", args=[waiting]),
        page("end_post", readers=BUREAU, args=[post_of_a_colleague]),
        page("agencies", readers=BUREAU_READERS),
        page("new_agency", readers=BUREAU),
        page("export_people", "xlsx", BUREAU, ["xlsx"]),
        page("import_people", readers=BUREAU),
        page("people_template", readers=BUREAU),
        page("export_agencies", "xlsx", BUREAU_READERS, ["xlsx"]),
        page("import_agencies", readers=BUREAU),
        page("agencies_template", readers=BUREAU),
        page("succeed_agency", readers=BUREAU, args=[world.entries["draft"].agency_id]),
        page("board", readers=BUREAU_READERS),
        page("board", "nobody in it", BUREAU_READERS, query={"edition": 2020, "state": 3}),
        page("board_export", "csv", BUREAU_READERS, ["csv"]),
        page("board_export", "of no kind", args=["pdf"]),
        page("remind_agencies"),
        page("remind_coordinators"),
        page("earlier_awards", readers=BUREAU_READERS),
        page("import_earlier_awards", readers=BUREAU),
        page("earlier_awards_template", readers=BUREAU),
        page("audit", readers=BUREAU_READERS),
        page(
            "audit",
            "one subject",
            BUREAU_READERS,
            query={"subject": f"ranking:{world.rankings['published'].pk}"},
        ),
        page("audit", "not a subject", BUREAU_READERS, query={"subject": "?"}),
        page("outbox", readers=BUREAU_READERS),
        page("outbox_mail", "notice", BUREAU, [world.mails["notice"].pk]),
        page("outbox_mail", "of the sign-in", BUREAU, [world.mails["of the sign-in"].pk]),
    ]
