"""The pages that the benchmark opens, each with who reads it."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from innovations.models import Edition, Innovation
from kipp.accounts.models import Government, Membership, Role, User
from tests import factories
from verification.models import Scoresheet

from .crowd import ASSESSING, OVER, REGISTERING


@dataclass(frozen=True)
class Page:
    """A page by a name of its own; without a reader it is opened by a visitor."""

    name: str
    path: str
    reader: User | None = None


def pages() -> list[Page]:
    """Return the pages in the order of the house, read from what `crowd.build` wrote."""
    return [*_public(), *_of_an_agency(), *_of_a_coordinator(), *_of_the_bureau(), *_of_a_verifier()]


def _public():
    def catalogue(name, **asked):
        return Page(f"catalogue{name}", reverse("catalogue", query=asked))

    found = Innovation.objects.public().earliest("pk")
    return [
        Page("home of a visitor", reverse("home")),
        catalogue(""),
        catalogue(", last page", page="last"),
        catalogue(", words", q="pelayanan warga"),
        catalogue(", one word", q="puskesmas"),
        catalogue(", all filters", q="warga", year=OVER, government="33.26"),
        Page("public innovation", reverse("public_innovation", args=[found.slug])),
    ]


def _of_an_agency():
    draft = _of(REGISTERING).filter(status="draft").select_related("agency").earliest("pk")
    staff = User.objects.filter(memberships__agency=draft.agency).earliest("pk")
    return [
        Page("home of staff", reverse("home"), staff),
        Page("my submissions", reverse("submissions"), staff),
        Page("task list", reverse("submission", args=[draft.pk]), staff),
        Page("check before sending", reverse("submission_check", args=[draft.pk]), staff),
        Page("photos and documents", reverse("submission_evidence", args=[draft.pk]), staff),
        Page("notices", reverse("notices"), staff),
    ]


def _of_a_coordinator():
    """The coordinator with the most to do."""
    proposed = _of(REGISTERING).filter(status="proposed").exclude(agency__government__kind="province")
    busiest = proposed.values("agency__government").annotate(number=Count("pk")).order_by("-number", "pk")[0]
    government = Government.objects.get(pk=busiest["agency__government"])
    coordinator = Membership.objects.filter(role=Role.COORDINATOR, government=government)[0].user
    entry = proposed.filter(agency__government=government).earliest("pk")
    return [
        Page("home of a coordinator", reverse("home"), coordinator),
        Page("coordinator's list", reverse("coordination"), coordinator),
        Page("coordinator's list, last page", reverse("coordination", query={"page": "last"}), coordinator),
        Page("coordinator's choice", reverse("choose", args=[REGISTERING]), coordinator),
        Page("coordinator's list to print", reverse("coordination_list", args=[REGISTERING]), coordinator),
        Page("coordinator's board", reverse("coordination_board"), coordinator),
        Page("coordinator's detail", reverse("coordination_detail", args=[entry.pk]), coordinator),
        Page("coordinator's likeness", reverse("likeness", args=[entry.pk]), coordinator),
        Page("coordinator's people", reverse("coordination_people"), coordinator),
    ]


def _of_the_bureau():
    bureau = factories.bureau_member()
    stage = Edition.objects.get(year=ASSESSING).stage_of_kind("proposal")
    edition = Edition.objects.get(year=REGISTERING)
    category, group = edition.categories.first().code, edition.groups.first().code
    waiting = _of(REGISTERING).filter(status="submitted", screened_by=None)
    entry = waiting[waiting.count() // 2]
    mine = _of(REGISTERING).filter(screened_by=bureau).earliest("pk")

    def page(name, address, args=(), **asked):
        return Page(name, reverse(address, args=args, query=asked), bureau)

    return [
        page("home of the bureau", "home"),
        page("bureau", "bureau"),
        page("queue", "screening"),
        page("queue, last page", "screening", page="last"),
        page("queue, a status", "screening", status="submitted"),
        page("queue, words", "screening", words="pelayanan warga"),
        page("queue, words of an agency", "screening", words="puskesmas"),
        page("queue, a government", "screening", government="33.26"),
        page("queue, a group", "screening", group=group),
        page("queue, a category", "screening", category=category),
        page("queue, mine", "screening", checked_by="me"),
        page("queue, nobody's", "screening", checked_by="nobody"),
        page("queue, all filters", "screening", words="warga", government="33.26", category=category),
        page("queue of the year before", "screening", edition=ASSESSING),
        page("screening detail", "screening_detail", [entry.pk]),
        page("screening detail, mine", "screening_detail", [mine.pk]),
        page("likeness", "likeness", [entry.pk]),
        page("board", "board"),
        page("board, last page", "board", page="last"),
        page("board, a government and state", "board", government="33.26", state=5),
        page("assignments", "assignments", [stage.pk]),
        page("verifiers of a stage", "stage_verifiers", [stage.pk]),
        page("standings", "standings", [stage.pk]),
        page("agencies", "agencies"),
        page("agencies, words", "agencies", words="puskesmas"),
        page("agencies, last page", "agencies", page="last"),
        page("people", "people"),
        page("people, words", "people", words="karang"),
        page("people, last page", "people", page="last"),
        page("earlier awards", "earlier_awards"),
        page("earlier awards, words", "earlier_awards", words="puskesmas"),
        page("trail", "audit"),
        page("trail, last page", "audit", page="last"),
        page("trail of one", "audit", subject=f"innovation:{entry.pk}"),
        page("outbox", "outbox"),
        page("outbox, last page", "outbox", page="last"),
        page("outbox, failed", "outbox", state="failed"),
        page("editions", "editions"),
        page("edition", "edition", [REGISTERING]),
    ]


def _of_a_verifier():
    sheet = Scoresheet.objects.filter(status="draft").select_related("assignment__verifier").earliest("pk")
    verifier = sheet.assignment.verifier
    return [
        Page("home of a verifier", reverse("home"), verifier),
        Page("verifier's tasks", reverse("verification_home"), verifier),
        Page("scoresheet", sheet.get_absolute_url(), verifier),
        Page("proposal beside the sheet", reverse("sheet_proposal", args=[sheet.uuid]), verifier),
    ]


def _of(year):
    return Innovation.objects.filter(edition__year=year)
