"""The small world itself: people, editions in each state, entries in every status."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from post_office import mail
from post_office.models import Email

from innovations.models import (
    Conflict,
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
