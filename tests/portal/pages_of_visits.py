"""Pages of visits and of their minutes."""

from uuid import UUID

from .readers import BUREAU_READERS, EVERYBODY, FREE_BUREAU, VERIFIERS, page


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
