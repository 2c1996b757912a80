"""The whole portal in one small world, and every page of it: for tests that walk all pages.

    def test(world):  # the fixture of tests/conftest.py
        for page in portal.pages(world):
            for who in page.readers:
                ...  # world.people[who] opens page.path with 200

`pages` names every address of the project at least once (tests/test_access_document.py holds it against
the URL resolver). An address that only takes a POST, or only leads elsewhere, has no readers.
`response.getvalue()` reads any answer to its end, which closes a file that was sent.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from post_office import mail
from post_office.models import Email

from innovations.models import (
    Conflict,
    CoveringLetter,
    Edition,
    Evidence,
    Group,
    Holiday,
    Innovation,
    Presentation,
    Stage,
    Statement,
)
from kipp.accounts import invitations, post
from kipp.accounts.models import Invitation, Notice, User
from tests import factories
from verification.models import Allocation, Approval, Assignment, Minutes, Ranking, Scoresheet, Visit

# The people, by the keys of the standing cast.
STAFF = frozenset({"staff", "colleague", "stranger", "provincial_staff"})
OWNERS = frozenset({"staff", "colleague"})
COORDINATORS = frozenset({"coordinator", "other_coordinator"})
VERIFIERS = frozenset({"verifier", "verifier2", "verifier3", "verifier4"})
FREE_BUREAU = frozenset({"bureau", "bureau2"})
BUREAU = FREE_BUREAU | {"conflicted"}
BUREAU_READERS = BUREAU | {"auditor"}
SIGNED_IN = STAFF | COORDINATORS | VERIFIERS | BUREAU_READERS | {"nobody"}
EVERYBODY = SIGNED_IN | {"visitor"}
NO_READERS = frozenset()


@dataclass(frozen=True)
class Page:
    """An address of the portal. `readers` are all who open it with 200, `label` says in which state it is."""

    name: str
    label: str
    path: str
    readers: frozenset[str]

    def __str__(self):
        return f"{self.name} ({self.label})" if self.label else self.name


# What these answer is no page: pictures, documents, lists as files.
FILES = {
    "public_photo",
    "evidence_file",
    "assessor_file",
    "visit_photo",
    "paper_scan",
    "minutes_paper",
    "signed_minutes",
    "minutes_photo",
    "visit_ics",
    "own_visits_ics",
    "presentation_ics",
    "presentation_slides",
    "specimen_file",
    "letter_file",
    "submission_pdf",
    "coordination_pdf",
    "screening_pdf",
    "sheet_pdf",
    "agencies_template",
    "people_template",
    "earlier_awards_template",
    "export_agencies",
    "export_people",
    "board_export",
    "coordination_board_export",
}


@dataclass(frozen=True)
class World:
    """What stands in the database: things by a word of ours, people by the keys of the cast.

    The cast is joined by `visitor` (None: not signed in) and `conflicted`, a member of the bureau in conflict
    with Puskesmas Karangdadap. `verifier` leads the visits, `verifier2` travels along.
    """

    people: dict[str, User | None]
    editions: dict[str, Edition]
    entries: dict[str, Innovation]
    evidence: dict[str, Evidence]
    sheets: dict[str, Scoresheet]
    visits: dict[str, Visit]
    minutes: dict[str, Minutes]
    presentations: dict[str, Presentation]
    rankings: dict[str, Ranking]
    approvals: dict[str, Approval]
    invitations: dict[str, Invitation]
    mails: dict[str, Email]
    allocations: dict[str, Allocation]

    def stage(self, edition: str, kind: str) -> Stage:
        return self.editions[edition].stage_of_kind(kind)


def url_names() -> set[str]:
    """Return the name of every address of the project."""
    return {pattern.name for pattern in _patterns(get_resolver().url_patterns)}


def _patterns(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern.url_patterns)


# The world


def build() -> World:
    """Write one consistent portal: editions in each state, entries in every status, results at each step."""
    cast = factories.cast()
    world = World(
        people=_people(cast),
        editions=_editions(),
        entries={},
        evidence={},
        sheets={},
        visits={},
        minutes={},
        presentations={},
        rankings={},
        approvals={},
        invitations=_invitations(cast),
        mails={},
        allocations={},
    )
    _register(world, cast)
    _assess(world, cast)
    _present(world, cast)
    _decide(world, cast)
    _finish(world, cast)
    _tell(world, cast)
    return world


def _people(cast):
    conflicted = factories.member("bureau")
    Conflict.objects.create(
        user=conflicted,
        agency=cast.agency,
        kind="kin",
        reason="Kerabat",
        declared_by=conflicted,
        declared_at=timezone.now(),
    )
    return {
        "visitor": None,
        "conflicted": conflicted,
        **{key: person for key, person in vars(cast).items() if isinstance(person, User)},
    }


def _editions():
    """Return an edition in each state that pages tell apart, by a word for the state."""
    long_ago = timezone.now() - timedelta(days=730)
    small = {"proposal_tiers": (4, 2), "field_tiers": (1,)}
    editions = {
        "prepared": factories.edition(2021, at_stage=None),
        "registering": factories.edition(2020, at_stage="registration", required_documents=True),
        "visiting": factories.edition(2019, at_stage="field", **small),
        "deciding": factories.edition(2018, at_stage="proposal", **small),
        "published": factories.edition(2017, at_stage="proposal", now=long_ago, **small),
        "screening": factories.edition(2016, at_stage="screening"),
        "between": factories.edition(2015, at_stage="screening", begun=False),
        "over": factories.edition(2014, at_stage="closed", now=long_ago),
        "suspended": factories.edition(2013, at_stage="registration"),
        "sealed": factories.edition(2012, at_stage="registration"),
        "cancelled": factories.edition(2011, at_stage="registration"),
        "presenting": factories.edition(2010, at_stage="field", **small),
    }
    factories.presentation_stage(editions["presenting"])
    editions["long over"] = factories.edition(2009, at_stage="closed", now=long_ago)
    Edition.objects.filter(year=2012).update(is_sealed=True)
    factories.extension(editions["registering"].registration)
    Holiday.objects.create(day=date(2026, 12, 25), name="Hari Natal")
    Edition.objects.filter(year=2014).update(state=Edition.State.OPEN)
    Edition.objects.filter(year=2013).update(state=Edition.State.SUSPENDED, state_reason="Banjir")
    Edition.objects.filter(year=2011).update(state=Edition.State.CANCELLED, state_reason="Anggaran dialihkan")
    Statement.objects.filter(edition__year=2011).delete()
    return {word: Edition.objects.get(pk=edition.pk) for word, edition in editions.items()}


def _invitations(cast):
    def invite(email, role, **office):
        return invitations.invite(email, "Undangan", role, **office, by=cast.bureau, at=timezone.now())

    return {
        "waiting": invite("baru@kipp.example", "staff", agency=cast.agency),
        "to approve": invite("auditor.baru@kipp.example", "auditor"),
        "invited by another": invitations.invite(
            "biro.baru@kipp.example", "Undangan", "bureau", by=cast.bureau2, at=timezone.now()
        ),
        "for an account": invite(cast.nobody.email, "coordinator", government=cast.agency.government),
        "revoked": invitations.revoke(
            invite("salah@kipp.example", "auditor"), by=cast.bureau, at=timezone.now()
        ),
    }


def _register(world, cast):
    """Registration is open: an entry in every status that the check before the assessment knows."""
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


def _assess(world, cast):
    """The field stage runs: sheets are written and handed in, visits planned, held and called off."""
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
    world.allocations["ready"] = factories.allocation(field)
    factories.allocation_row(world.allocations["ready"], world.entries["unassigned"], cast.verifier)
    factories.allocation_row(world.allocations["ready"], visited, cast.verifier, "keep", "stays")
    world.allocations["ready"].gaps.create(innovation=world.entries["unassigned"], lacking=1, in_conflict=3)
    begun_later = world.stage("screening", "proposal")
    world.allocations["waiting"] = factories.allocation(begun_later, "waiting")
    world.allocations["failed"] = factories.allocation(begun_later, "failed")


def _present(world, cast):
    """The presentation stage runs: one lies ahead, with its slides, one is over, one has no slot yet."""
    edition, stage = world.editions["presenting"], world.stage("presenting", "presentation")
    ahead, over, unslotted = (factories.innovation("finalist", edition=edition) for _case in range(3))
    for entry in (ahead, over):
        for verifier in (cast.verifier, cast.verifier2):
            factories.assignment(entry, verifier, stage=stage)
    world.entries["without a slot"] = unslotted
    world.presentations["ahead"] = factories.presentation(ahead, chair=cast.verifier)
    world.presentations["ahead"].slides.save("slides.pdf", ContentFile(factories.PDF))
    an_hour_ago = timezone.now() - timedelta(hours=1)
    _calibrate(world, cast, stage)
    world.presentations["over"] = factories.presentation(over, starts_at=an_hour_ago, chair=cast.verifier)


def _calibrate(world, cast, stage):
    """Its calibration round is open; one verifier has handed in a specimen."""
    specimens = [factories.innovation("eligible", edition=world.editions["long over"]) for _one in range(2)]
    world.entries["specimen"] = specimens[0]
    world.evidence["document of a specimen"] = specimens[0].evidence.get()
    of_round = factories.calibration_round(stage, specimens)
    factories.calibration_sheet(of_round, specimens[1], cast.verifier4)


# The groups of the edition whose results are being decided. Points tell the places: where two share one at
# the edge of the Top 2, the plenary decides first.
_SHARED, _CLEAR = (91, 83, 83), (91, 83, 75)


def _decide(world, cast):
    """The standings are open: a result was retracted and frozen anew, others are frozen and confirmed."""
    stage = world.stage("deciding", "proposal")
    general = stage.edition.groups.get()
    clear, confirmed, unfrozen = (
        _group(stage, order, name, like=general)
        for order, name in enumerate(("Replikasi", "Khusus", "Lanjutan"), start=2)
    )
    for group in (general, clear, confirmed, unfrozen):
        for points in _SHARED if group == general else _CLEAR:
            entry = factories.scored_entry(stage, points, points - 2, group=group)
    world.entries["decided"] = entry
    sheets = Scoresheet.objects.filter(assignment__innovation=entry)
    world.sheets["open to the bureau"] = sheets.earliest("pk")
    world.rankings["retracted"] = factories.ranking(stage, "retracted", group=general)
    world.rankings["frozen"] = factories.ranking(stage, group=clear)
    world.rankings["frozen, a shared place at the edge"] = factories.ranking(stage, group=general)
    world.rankings["confirmed"] = factories.ranking(stage, "confirmed", group=confirmed)


def _group(stage, order, name, like):
    """Return a further group of an edition, with the same tiers in that stage as another one."""
    group = Group.objects.create(
        edition=stage.edition, order=order, code=name.lower(), name=name, name_en=name
    )
    for tier in like.tiers.filter(stage=stage):
        tier.pk, tier.group = None, group
        tier._state.adding = True
        tier.save()
    return group


def _finish(world, cast):
    """An edition is over: both results are published, and everybody reads the winners."""
    edition = world.editions["published"]
    proposal, field = world.stage("published", "proposal"), world.stage("published", "field")
    then = proposal.begun_at + timedelta(days=1)
    entries = [factories.scored_entry(proposal, points, points, at=then) for points in (90, 80, 70)]
    world.evidence["public photo"] = factories.photo(entries[0])
    world.evidence["photo that is not public"] = factories.photo(entries[0], public=False)
    world.rankings["published, advancing"] = factories.ranking(proposal, "published", at=then)
    Stage.objects.filter(pk=field.pk).update(begun_at=then)
    field = Stage.objects.get(pk=field.pk)
    for entry in entries[:2]:
        entry.refresh_from_db()
        factories.score(entry, field, 88, 78)
        visit = factories.visit(entry, stage=field, state="held", day=timezone.localdate(then))
        factories.minutes(visit, at=then)
    world.rankings["published"] = factories.ranking(field, "published", at=then)
    edition.stages.filter(kind="announcement").update(begun_at=then, ended_at=then)
    Edition.objects.filter(pk=edition.pk).update(state=Edition.State.CLOSED)
    world.entries["public"] = entries[0]
    world.entries["not public"] = world.entries["eligible"]


def _tell(world, cast):
    """Everybody has a notice, one of them read; the outbox has notices and a mail of the sign-in."""
    readers = [person for key, person in world.people.items() if key not in ("visitor", "nobody")]
    post.send("innovation_proposed", readers, at=timezone.now(), innovation=world.entries["proposed"])
    Notice.objects.filter(user=cast.staff, event="innovation_proposed").update(read_at=timezone.now())
    world.mails["notice"] = Email.objects.filter(headers__isnull=False).latest("pk")
    world.mails["of the sign-in"] = mail.send(
        cast.staff.email, subject="Kata sandi baru", message="Tautan ke akun"
    )


# The pages


def pages(world: World, *rooms: str) -> list[Page]:
    """Return every page of these rooms, or of all, in the order of ROOMS."""
    return [page for room in rooms or ROOMS for page in ROOMS[room](world)]


def _page(name, label="", readers=NO_READERS, args=(), query=None):
    return Page(name, label, reverse(name, args=args, query=query), frozenset(readers))


def _public(world):
    public, photo = world.entries["public"], world.evidence["public photo"]
    private = world.evidence["photo that is not public"]
    return [
        _page("home", readers=EVERYBODY),
        _page("choose_language"),
        _page("gallery", "outside of development"),
        _page("healthz", readers=EVERYBODY),
        _page("readyz", readers=EVERYBODY),
        _page("service_worker", readers=EVERYBODY),
        _page("manifest", readers=EVERYBODY),
        _page("offline", readers=EVERYBODY),
        _page("catalogue", readers=EVERYBODY),
        _page("catalogue", "found", EVERYBODY, query={"q": public.title, "year": 2017}),
        _page("catalogue", "nothing found", EVERYBODY, query={"q": "tidak ada"}),
        _page("public_innovation", readers=EVERYBODY, args=[public.slug]),
        _page("public_innovation", "without an award", args=[world.entries["not public"].slug]),
        _page("public_photo", readers=EVERYBODY, args=[public.slug, photo.pk, "file"]),
        _page("public_photo", "thumbnail", EVERYBODY, [public.slug, photo.pk, "thumbnail"]),
        _page("public_photo", "not public", args=[public.slug, private.pk, "file"]),
        _page("results", readers=EVERYBODY),
        _page("edition_results", readers=EVERYBODY, args=[2017]),
        _page("edition_results", "nothing published", args=[2019]),
    ]


def _signing_in(world):
    def accept(word):
        return world.invitations[word].get_absolute_url().rstrip("/").split("/")[-1]

    return [
        _page("account_login", readers={"visitor"}),
        _page("account_logout", readers=SIGNED_IN),
        _page("account_inactive", readers=EVERYBODY),
        _page("account_reauthenticate", readers=SIGNED_IN),
        _page("account_change_password", readers=SIGNED_IN),
        _page("account_reset_password", readers=EVERYBODY),
        _page("account_reset_password_done", readers=EVERYBODY),
        _page("account_reset_password_from_key", "worthless link", EVERYBODY, ["0", "x-y"]),
        _page("account_reset_password_from_key_done", readers=EVERYBODY),
        _page("accept_invitation", "waiting", {"visitor"}, [accept("waiting")]),
        _page("accept_invitation", "for an account", {"visitor", "nobody"}, [accept("for an account")]),
        _page("accept_invitation", "revoked", args=[accept("revoked")]),
        _page("accept_invitation", "to approve", args=[accept("to approve")]),
        _page("accept_invitation", "not ours", args=["palsu"]),
        _page("notices", readers=SIGNED_IN),
        _page("mark_notices_read"),
        _page("sync", readers=SIGNED_IN),
        _page("account", readers=SIGNED_IN),
        _page("gallery", "outside of development"),
    ]


# What an agency can still write, what it writes no more, and what it reads all the same.
_WRITTEN = ("draft", "empty draft", "returned by the coordinator", "returned")
_FORMS = (*_WRITTEN, "submitted")
_OWN = (*_FORMS, "proposed", "overdue", "eligible", "ineligible", "withdrawn", "disqualified")
_OWN_ELSEWHEN = ("suspended", "visited", "decided", "public")


def _agency(world):
    def number(case):
        return world.entries[case].pk

    def of_owners(name, cases):
        return [_page(name, case, OWNERS, [number(case)]) for case in cases]

    def of_the_province(name, case, readers=frozenset({"provincial_staff"})):
        return _page(name, case, readers, [number(case)])

    draft = world.entries["draft"]
    photo, document = world.evidence["photo of draft"], world.evidence["document of draft"]
    sent_photo = world.evidence["photo of submitted"]
    seen_when_sent = OWNERS | BUREAU_READERS | {"coordinator"}
    return [
        _page("submissions", readers=STAFF),
        _page("submission_new", readers=STAFF),
        _page("submission_new", "edition named", STAFF, query={"edition": 2020}),
        *of_owners("submission", (*_OWN, *_OWN_ELSEWHEN)),
        of_the_province("submission", "draft of the province"),
        of_the_province("submission", "proposed of the province"),
        *of_owners("submission_basics", _FORMS),
        *(
            _page("submission_section", f"draft, {section.code}", OWNERS, [draft.pk, section.code])
            for section in draft.edition.sections.all()
        ),
        _page("submission_section", "submitted", OWNERS, [number("submitted"), "summary"]),
        *of_owners("submission_makers", _FORMS),
        _page("remove_innovator", args=[draft.pk, draft.innovators.get().pk]),
        _page("add_partner", args=[draft.pk]),
        _page("remove_partner", args=[draft.pk, draft.agency_id]),
        *of_owners("submission_locations", _FORMS),
        _page("remove_location", args=[draft.pk, draft.locations.get().pk]),
        *of_owners("submission_evidence", _FORMS),
        _page("evidence", "photo of a draft", OWNERS, [draft.pk, photo.pk]),
        _page("evidence", "document of a draft", OWNERS, [draft.pk, document.pk]),
        _page("blur_evidence", args=[draft.pk, photo.pk]),
        _page("move_evidence", args=[draft.pk, photo.pk]),
        _page("remove_evidence", args=[draft.pk, document.pk]),
        _page("revisions", "draft", OWNERS, [draft.pk]),
        _page("revisions", "submitted", seen_when_sent, [number("submitted")]),
        *of_owners("submission_findings", ("returned", "submitted", "eligible")),
        _page("submission_findings", "draft", args=[draft.pk]),
        *of_owners("submission_check", _FORMS),
        *of_owners("submission_pdf", ("draft", "submitted")),
        _page("record_innovation", args=[draft.pk]),
        _page("carry_over", args=[number("cancelled")]),
        _page("compete", args=[number("recorded")]),
        _page("propose", args=[draft.pk]),
        _page("resend", args=[number("returned")]),
        _page("submit_own", args=[number("proposed")]),
        of_the_province("submit_own", "proposed of the province", NO_READERS),
        *of_owners("withdraw", ("draft", "submitted")),
        _page("evidence_file", "document of a draft", OWNERS, [document.pk, "file"]),
        _page("evidence_file", "photo of a draft", OWNERS, [photo.pk, "file"]),
        _page("evidence_file", "photo that was sent", seen_when_sent, [sent_photo.pk, "file"]),
        _page("evidence_file", "thumbnail that was sent", seen_when_sent, [sent_photo.pk, "thumbnail"]),
    ]


def _coordination(world):
    seen = ("proposed", "returned by the coordinator", "returned", "submitted", "eligible", "withdrawn")
    proposed = world.entries["proposed"].pk
    by_itself = world.entries["proposed of the province"].pk
    letter = CoveringLetter.objects.get().pk
    post_of_a_colleague = world.people["colleague"].memberships.get().pk
    return [
        _page("coordination", readers=COORDINATORS),
        _page("coordination_board", readers=COORDINATORS),
        _page("coordination_board", "a year before", COORDINATORS, query={"edition": 2019}),
        _page("coordination_board_export", "xlsx", COORDINATORS, ["xlsx"]),
        *(_page("coordination_detail", case, {"coordinator"}, [world.entries[case].pk]) for case in seen),
        _page("coordination_pdf", "submitted", {"coordinator"}, [world.entries["submitted"].pk]),
        _page("likeness", "submitted", {"coordinator"} | BUREAU_READERS, [world.entries["submitted"].pk]),
        _page("submit_innovation", args=[proposed]),
        _page("return_to_agency", "", {"coordinator"}, [proposed]),
        _page("recall", readers={"coordinator"}, args=[world.entries["submitted"].pk]),
        _page("return_to_agency", "of the province", {"provincial_staff"}, [by_itself]),
        _page("choose", readers=COORDINATORS, args=[2020]),
        _page("send_together", args=[2020]),
        _page("move_innovation", args=[proposed]),
        _page("coordination_list", readers=COORDINATORS, args=[2020]),
        _page("new_letter", readers=COORDINATORS, args=[2020]),
        _page("covering_letter", readers={"coordinator"} | BUREAU_READERS, args=[letter]),
        _page("letter_file", readers={"coordinator"} | BUREAU_READERS, args=[letter]),
        _page("coordination_people", readers=COORDINATORS),
        _page("invite_staff", readers=COORDINATORS),
        _page("hand_over", readers={"coordinator"}, args=[post_of_a_colleague]),
    ]


def _screening(world):
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
        _page("bureau", readers=BUREAU_READERS),
        _page("screening", readers=BUREAU_READERS),
        _page("screening", "a status", BUREAU_READERS, query={"edition": 2020, "status": "submitted"}),
        _page("screening", "nothing sent", BUREAU_READERS, query={"edition": 2021}),
        *(_page("screening_detail", case, BUREAU_READERS, number(case)) for case in sent),
        _page("screening_detail", "checked by a colleague", BUREAU_READERS, number("checked by a colleague")),
        _page("screening_detail", "sealed", BUREAU_READERS, number("sealed")),
        _page("screening_pdf", "submitted", BUREAU_READERS, number("submitted")),
        _page("screening_pdf", "sealed", NO_READERS, number("sealed")),
        _page("screening", "sealed", BUREAU_READERS, query={"edition": 2012}),
        _page("letters", readers=BUREAU_READERS, query={"edition": 2020}),
        _page("letters", "sealed", BUREAU_READERS, query={"edition": 2012}),
        _page("check_items", args=number("submitted")),
        _page("claim_innovation", args=number("submitted")),
        _page("release_innovation", args=number("submitted")),
        _page("take_over", "checked by a colleague", {"bureau"}, number("checked by a colleague")),
        _page("set_rule_aside", readers=FREE_BUREAU, args=[*number("submitted"), "age"]),
        _page("peek", "sealed", FREE_BUREAU, number("sealed")),
        _page("next_waiting", args=number("submitted")),
        _page("accept_innovation", args=number("submitted")),
        _page("return_for_correction", readers=FREE_BUREAU, args=number("submitted")),
        _page("reject_innovation", readers=FREE_BUREAU, args=number("submitted")),
        _page("reject_innovation", "overdue", FREE_BUREAU, number("overdue")),
        _page("reconsider_innovation", readers=FREE_BUREAU, args=number("ineligible")),
    ]


def _running_an_edition(world):
    years = {word: edition.year for word, edition in world.editions.items()}
    begins, ends = world.stage("between", "screening"), world.stage("screening", "screening")
    return [
        _page("editions", readers=BUREAU_READERS),
        _page("new_edition", readers=BUREAU),
        _page("holidays", readers=BUREAU_READERS),
        _page("remove_holiday", args=[Holiday.objects.get().pk]),
        _page("repeat_edition", readers=BUREAU, args=[years["deciding"]]),
        *(_page("edition", word, BUREAU_READERS, [year]) for word, year in years.items()),
        _page("edition_rules", readers=BUREAU_READERS, args=[years["deciding"]]),
        *(
            _page("edition_setup", part, BUREAU, [years["prepared"], part])
            for part in ("general", "stages", "sections", "categories", "groups", "documents", "quotas")
        ),
        _page("edition_setup", "regulations", BUREAU, [years["prepared"], "regulations"]),
        _page("edition_setup", "locked", BUREAU, [years["registering"], "sections"]),
        _page("edition_setup", "no such part", args=[years["prepared"], "tiers"]),
        *(
            _page("stage_setup", part, BUREAU, [world.stage("prepared", "field").pk, part])
            for part in ("tiers", "rubric", "bands")
        ),
        _page("stage_setup", "a new version", BUREAU, [world.stage("registering", "field").pk, "rubric"]),
        _page("open_edition", readers=BUREAU, args=[years["prepared"]]),
        _page("close_edition", readers=BUREAU, args=[years["over"]]),
        _page("begin_stage", readers=BUREAU, args=[begins.pk]),
        _page("end_stage", readers=BUREAU, args=[ends.pk]),
        _page("suspend_edition", readers=BUREAU, args=[years["screening"]]),
        _page("resume_edition", readers=BUREAU, args=[years["suspended"]]),
        _page("cancel_edition", readers=BUREAU, args=[years["suspended"]]),
        _page("carry_all_over", readers=BUREAU, args=[years["cancelled"]]),
        _page("extend_stage", readers=BUREAU, args=[ends.pk]),
    ]


def _register_of_people(world):
    waiting, revoked = world.invitations["waiting"].pk, world.invitations["revoked"].pk
    post_of_a_colleague = world.people["colleague"].memberships.get().pk
    return [
        _page("people", readers=BUREAU_READERS),
        _page("invite", readers=BUREAU),
        _page("invitation", "waiting", BUREAU, [waiting]),
        _page("invitation", "revoked", BUREAU, [revoked]),
        _page("invitation", "to approve", BUREAU, [world.invitations["to approve"].pk]),
        _page("invitation", "invited by another", BUREAU, [world.invitations["invited by another"].pk]),
        _page("approve_invitation", args=[world.invitations["invited by another"].pk]),
        _page("refuse_invitation", args=[world.invitations["invited by another"].pk]),
        _page("revoke_invitation", args=[waiting]),
        _page("end_post", readers=BUREAU, args=[post_of_a_colleague]),
        _page("agencies", readers=BUREAU_READERS),
        _page("new_agency", readers=BUREAU),
        _page("export_people", "xlsx", BUREAU, ["xlsx"]),
        _page("import_people", readers=BUREAU),
        _page("people_template", readers=BUREAU),
        _page("export_agencies", "xlsx", BUREAU_READERS, ["xlsx"]),
        _page("import_agencies", readers=BUREAU),
        _page("agencies_template", readers=BUREAU),
        _page("succeed_agency", readers=BUREAU, args=[world.entries["draft"].agency_id]),
        _page("board", readers=BUREAU_READERS),
        _page("board", "nobody in it", BUREAU_READERS, query={"edition": 2020, "state": 3}),
        _page("board_export", "csv", BUREAU_READERS, ["csv"]),
        _page("board_export", "of no kind", args=["pdf"]),
        _page("remind_agencies"),
        _page("remind_coordinators"),
        _page("earlier_awards", readers=BUREAU_READERS),
        _page("import_earlier_awards", readers=BUREAU),
        _page("earlier_awards_template", readers=BUREAU),
        _page("audit", readers=BUREAU_READERS),
        _page(
            "audit",
            "one subject",
            BUREAU_READERS,
            query={"subject": f"ranking:{world.rankings['published'].pk}"},
        ),
        _page("audit", "not a subject", BUREAU_READERS, query={"subject": "?"}),
        _page("outbox", readers=BUREAU_READERS),
        _page("outbox_mail", "notice", BUREAU, [world.mails["notice"].pk]),
        _page("outbox_mail", "of the sign-in", BUREAU, [world.mails["of the sign-in"].pk]),
    ]


def _verification(world):
    photo, sent = world.evidence["photo of visited"], world.sheets["submitted"]
    team, everyone_free = {"verifier", "verifier2"}, {"verifier", "verifier2", "auditor"} | FREE_BUREAU
    readers = {"draft": {"verifier"}, "filled": {"verifier"}, "submitted": team, "excused": {"verifier3"}}
    readers["open to the bureau"] = everyone_free
    shown_beside = {**readers, "excused": NO_READERS}
    draft = world.sheets["draft"].uuid
    return [
        _page("verification_home", readers=VERIFIERS),
        _page("field", readers=VERIFIERS),
        _page("prepare"),
        *(_page("scoresheet", word, who, [world.sheets[word].uuid]) for word, who in readers.items()),
        *(
            _page("sheet_proposal", word, who, [world.sheets[word].uuid])
            for word, who in shown_beside.items()
        ),
        *(_page("sheet_pdf", word, who, [world.sheets[word].uuid]) for word, who in shown_beside.items()),
        _page("assessor_file", readers={"verifier"}, args=[draft, photo.pk, "file"]),
        _page("assessor_file", "thumbnail", {"verifier"}, [draft, photo.pk, "thumbnail"]),
        _page("submit_scoresheet", "gaps", {"verifier"}, [draft]),
        _page("submit_scoresheet", "filled", {"verifier"}, [world.sheets["filled"].uuid]),
        _page("submit_scoresheet", "submitted", {"verifier"}, [sent.uuid]),
        _page("declare_conflict", readers={"verifier"}, args=[draft]),
        _page("decline_task", readers={"verifier"}, args=[draft]),
        _page("my_conflicts", readers=VERIFIERS | BUREAU),
        _page("my_conflicts", "searched", VERIFIERS | BUREAU, query={"words": "puskesmas"}),
        _page(
            "my_conflicts",
            "one agency",
            VERIFIERS | BUREAU,
            query={"with": f"agency-{world.entries['visited'].agency_id}"},
        ),
        _page("statement", "signed", VERIFIERS | BUREAU, [2019]),
        _page("statement", "not signed", VERIFIERS | BUREAU, [2011]),
        _page("reopen_scoresheet", readers=FREE_BUREAU, args=[sent.uuid]),
        *_paper(world),
    ]


def _paper(world):
    draft, paper = world.sheets["draft"], world.sheets["filled"].paper_sheets.get().pk
    team = {"verifier", "verifier2"}
    return [
        _page("visit_form", readers=team | BUREAU_READERS, args=[world.visits["planned"].pk]),
        _page("sheet_form", readers={"verifier"} | BUREAU_READERS, args=[draft.uuid]),
        _page("type_in_sheet", readers=FREE_BUREAU, args=[draft.uuid]),
        _page("paper_sheet", readers={"verifier", "bureau"}, args=[paper]),
        _page("refuse_paper_sheet", readers={"verifier"}, args=[paper]),
        _page("paper_scan", readers={"verifier", "bureau"}, args=[paper]),
    ]


def _visits(world):
    field, planned = world.stage("visiting", "field").pk, world.visits["planned"]
    readers = {"verifier", "verifier2"} | BUREAU_READERS
    person = world.visits["held"].attendances.get().uuid
    photo = planned.photos.get().uuid
    return [
        *(
            _page("visit", word, readers, [world.visits[word].pk])
            for word in ("planned", "held", "held, sheets missing", "postponed")
        ),
        _page("record_facts", args=[planned.pk]),
        _page("record_finding", args=[planned.pk, "benefit"]),
        _page("write_differing_note", args=[planned.pk, "benefit"]),
        _page("record_attendance", args=[planned.pk]),
        _page("remove_attendance", args=[planned.pk, person]),
        _page("add_visit_photo", args=[planned.pk]),
        _page("describe_visit_photo", readers={"verifier"}, args=[planned.pk, photo]),
        _page("remove_visit_photo", args=[planned.pk, UUID(int=0)]),
        _page("visit_photo", readers=readers, args=[planned.pk, photo, "file"]),
        _page("visit_photo", "thumbnail", readers, [planned.pk, photo, "thumbnail"]),
        _page("hold_visit", readers={"verifier"}, args=[planned.pk]),
        _page("bureau_visits", readers=BUREAU_READERS, args=[field]),
        _page("bureau_visit_calendar", readers=BUREAU_READERS, args=[field]),
        _page("own_visits", readers=VERIFIERS),
        _page("own_visits_ics", readers=VERIFIERS),
        _page("visit_ics", readers=readers, args=[planned.pk]),
        _page("plan_visit", readers=FREE_BUREAU, args=[field, world.entries["unplanned"].pk]),
        _page("change_visit", readers=FREE_BUREAU, args=[planned.pk]),
        _page("confirm_visit", readers=FREE_BUREAU, args=[planned.pk]),
        _page("call_off_visit", readers=FREE_BUREAU, args=[planned.pk]),
    ]


def _minutes(world):
    readers, owners = {"verifier", "verifier2"} | BUREAU_READERS, {"staff", "colleague"}
    issued, to_sign = world.minutes["issued"], world.minutes["to be signed"]
    photo = world.visits["held"].photos.get().uuid
    return [
        *(
            _page("visit_minutes", word, readers, [world.visits[word].pk])
            for word in ("planned", "held", "held, sheets missing", "held, to be signed")
        ),
        _page("draw_up_minutes", "first", {"verifier"}, [world.visits["held, sheets missing"].pk]),
        _page("draw_up_minutes", "anew", {"verifier"}, [to_sign.visit_id]),
        _page("add_addendum", readers={"verifier"}, args=[issued.visit_id]),
        _page("minutes", "issued", readers | owners, [issued.pk]),
        _page("minutes", "to be signed", readers, [to_sign.pk]),
        _page("sign_minutes", args=[to_sign.pk]),
        _page("minutes_paper", "issued", readers | owners, [issued.pk]),
        _page("minutes_paper", "to be signed", readers, [to_sign.pk]),
        _page("signed_minutes", "issued", readers | owners, [issued.pk]),
        _page("signed_minutes", "to be signed", args=[to_sign.pk]),
        _page("minutes_photo", readers=readers | owners, args=[issued.pk, photo, "thumbnail"]),
        _page("minutes_photo", "of another text", args=[to_sign.pk, photo, "file"]),
        _page("number_minutes", readers=FREE_BUREAU, args=[to_sign.pk]),
        _page("issue_minutes", readers=FREE_BUREAU, args=[to_sign.pk]),
        _page("excuse_minutes", readers=FREE_BUREAU, args=[to_sign.visit_id]),
        _page("check_document", readers=EVERYBODY, args=[issued.text_hash]),
        _page("check_document", "of no paper", args=["0" * 64]),
    ]


def _presentations(world):
    stage, unslotted = world.stage("presenting", "presentation").pk, world.entries["without a slot"].pk
    ahead, over = world.presentations["ahead"].pk, world.presentations["over"].pk
    readers = OWNERS | FREE_BUREAU | {"verifier", "verifier2", "auditor"}
    return [
        _page("bureau_presentations", readers=BUREAU_READERS, args=[stage]),
        _page("presentation_list", readers=BUREAU_READERS, args=[stage]),
        _page("fill_slots", readers=BUREAU, args=[stage]),
        _page("plan_presentation", readers=FREE_BUREAU, args=[stage, unslotted]),
        _page("change_presentation", readers=FREE_BUREAU, args=[ahead]),
        _page("call_off_presentation", readers=FREE_BUREAU, args=[ahead]),
        _page("presentation", "ahead", readers, [ahead]),
        _page("presentation", "over", readers, [over]),
        _page("presentation_ics", readers=readers, args=[ahead]),
        _page("presentation_slides", readers=readers, args=[ahead]),
        _page("bring_material", readers=OWNERS, args=[ahead]),
        _page("hold_presentation", readers=FREE_BUREAU | {"verifier"}, args=[over]),
    ]


def _calibration(world):
    stage, another = world.stage("presenting", "presentation").pk, world.stage("deciding", "proposal").pk
    specimen, document = world.entries["specimen"].pk, world.evidence["document of a specimen"].pk
    return [
        _page("bureau_calibration", readers=BUREAU_READERS, args=[stage]),
        _page("open_calibration", readers=BUREAU, args=[another]),
        _page("close_calibration", readers=BUREAU, args=[stage]),
        _page("calibration", readers=VERIFIERS, args=[stage]),
        _page("calibration_sheet", readers=VERIFIERS, args=[stage, specimen]),
        _page("specimen_proposal", readers=VERIFIERS, args=[stage, specimen]),
        _page("specimen_file", readers=VERIFIERS, args=[stage, specimen, document, "file"]),
    ]


def _assigning(world):
    field, proposal = world.stage("visiting", "field").pk, world.stage("deciding", "proposal").pk
    task = world.sheets["draft"].assignment_id
    return [
        _page("assignments", "field", BUREAU_READERS, [field]),
        _page("assignments", "incomplete", BUREAU_READERS, [field], {"incomplete": 1}),
        _page("assignments", "proposal", BUREAU_READERS, [proposal]),
        *(
            _page("entry_assignments", case, BUREAU_READERS, [field, world.entries[case].pk])
            for case in ("unassigned", "visited", "assessed", "unplanned")
        ),
        _page("end_assignment", readers=FREE_BUREAU, args=[task]),
        _page("excuse_assignment", readers=FREE_BUREAU, args=[task]),
        _page("replace_assignment", readers=FREE_BUREAU, args=[task]),
        _page("void_sheet", readers=FREE_BUREAU, args=[world.sheets["submitted"].assignment_id]),
        *(
            # The one about minutes is of an agency with which nobody is in conflict.
            _page("approval", word, BUREAU if word == "no minutes" else FREE_BUREAU, [approval.pk])
            for word, approval in world.approvals.items()
        ),
        _page("bureau_conflicts", readers=BUREAU_READERS, args=[2019]),
        _page("stage_verifiers", "field", BUREAU_READERS, [field]),
        _page("stage_verifiers", "nobody yet", BUREAU_READERS, [world.stage("screening", "proposal").pk]),
        _page("remind_verifiers", args=[field]),
        *_drafts_of_assignments(world),
    ]


def _drafts_of_assignments(world):
    ready = world.allocations["ready"].pk
    entry, row = world.entries["unassigned"].pk, world.allocations["ready"].rows.earliest("pk").pk
    return [
        _page("propose_assignments", readers=BUREAU, args=[world.stage("deciding", "proposal").pk]),
        _page("propose_assignments", "not running", BUREAU, [world.stage("between", "proposal").pk]),
        *(_page("allocation", word, BUREAU_READERS, [draft.pk]) for word, draft in world.allocations.items()),
        _page("allocation", "a part", BUREAU_READERS, [ready], {"part": "lacking"}),
        _page("allocation_entry", readers=FREE_BUREAU, args=[ready, entry]),
        _page("take_out", args=[ready, row]),
        _page("apply_allocation", readers=FREE_BUREAU, args=[ready]),
        _page("discard_allocation", readers=BUREAU, args=[ready]),
    ]


def _results_in_the_making(world):
    field, stage = world.stage("visiting", "field").pk, world.stage("deciding", "proposal").pk
    number = {word: ranking.pk for word, ranking in world.rankings.items()}
    placing = world.rankings["frozen"].placings.first().pk
    return [
        _page("standings", "progress", BUREAU_READERS, [field]),
        _page("standings", "table", BUREAU_READERS, [stage]),
        _page("standings", "another group", BUREAU_READERS, [stage], {"group": "lanjutan"}),
        _page("open_standings", readers=BUREAU, args=[field]),
        _page("freeze_standings", readers=BUREAU, args=[stage], query={"group": "lanjutan"}),
        _page("freeze_standings", "frozen already", BUREAU, [stage], {"group": "umum"}),
        *(_page("ranking", word, BUREAU_READERS, [pk]) for word, pk in number.items()),
        _page("decide_place", readers=FREE_BUREAU, args=[number["frozen"], placing]),
        _page("confirm_ranking", readers=BUREAU, args=[number["frozen"]]),
        _page("publish_ranking", readers=BUREAU, args=[number["confirmed"]]),
        _page("retract_ranking", readers=BUREAU, args=[number["frozen"]]),
    ]


# Public, sign-in, agency, coordinator, bureau, verifier: walks that take long go room by room.
ROOMS = {
    "public": _public,
    "signing in": _signing_in,
    "agency": _agency,
    "coordination": _coordination,
    "screening": _screening,
    "running an edition": _running_an_edition,
    "register of people": _register_of_people,
    "verification": _verification,
    "visits": _visits,
    "minutes": _minutes,
    "presentations": _presentations,
    "calibration": _calibration,
    "assigning": _assigning,
    "results in the making": _results_in_the_making,
}
