"""The edition whose registration is open, and three that were halted or sealed in theirs."""

from datetime import timedelta

from django.utils import timezone

from tests import factories


def register(world, cast):
    """Write an entry in every status that the check before the assessment knows."""
    edition = world.editions["registering"]
    yesterday = timezone.now() - timedelta(days=1)
    cases = {
        "draft": ("draft", {}),
        "empty draft": ("draft", {"complete": False}),
        "proposed": ("proposed", {}),
        "recorded": ("recorded", {}),
        "returned by the coordinator": ("returned", {"sent": False}),
        "returned": ("returned", {}),
        "overdue": ("returned", {"due_at": yesterday}),
        "submitted": ("submitted", {"partners": (cast.provincial_agency,)}),
        "eligible": ("eligible", {}),
        "ineligible": ("ineligible", {}),
        "withdrawn": ("withdrawn", {}),
        "disqualified": ("disqualified", {}),
        "draft of the province": ("draft", {"agency": cast.provincial_agency}),
        "proposed of the province": ("proposed", {"agency": cast.provincial_agency}),
        "submitted elsewhere": ("submitted", {"agency": cast.other_agency}),
        "checked by a colleague": (
            "submitted",
            {"screened_by": cast.bureau2, "screened_since": timezone.now()},
        ),
    }
    for case, (status, fields) in cases.items():
        world.entries[case] = factories.innovation(status, edition=edition, **fields)
    world.entries["sealed"] = factories.innovation("submitted", edition=world.editions["sealed"])
    factories.covering_letter(edition, cast.coordinator)
    world.entries["cancelled"] = factories.innovation("draft", edition=world.editions["cancelled"])
    world.entries["suspended"] = factories.innovation("draft", edition=world.editions["suspended"])
    for case in ("draft", "submitted"):
        world.evidence[f"document of {case}"] = world.entries[case].evidence.earliest("pk")
        world.evidence[f"photo of {case}"] = factories.photo(world.entries[case])
