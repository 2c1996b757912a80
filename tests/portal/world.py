"""The small world itself: people, editions and notices; what is in an edition has a module of its own."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from post_office import mail
from post_office.models import Email

from innovations.models import (
    Conflict,
    Edition,
    Evidence,
    Holiday,
    Innovation,
    Presentation,
    Stage,
    Statement,
)
from kipp.accounts import invitations, post
from kipp.accounts.models import Invitation, Notice, User
from tests import factories
from verification.models import Allocation, Approval, Minutes, Ranking, Scoresheet, Visit

from .edition_deciding import decide
from .edition_presenting import present
from .edition_published import finish
from .edition_registering import register
from .edition_visiting import assess


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
    register(world, cast)
    assess(world, cast)
    present(world, cast)
    decide(world, cast)
    finish(world, cast)
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


def _tell(world, cast):
    """Everybody has a notice, one of them read; the outbox has notices and a mail of the sign-in."""
    readers = [person for key, person in world.people.items() if key not in ("visitor", "nobody")]
    post.send("innovation_proposed", readers, at=timezone.now(), innovation=world.entries["proposed"])
    Notice.objects.filter(user=cast.staff, event="innovation_proposed").update(read_at=timezone.now())
    world.mails["notice"] = Email.objects.filter(headers__isnull=False).latest("pk")
    world.mails["of the sign-in"] = mail.send(
        cast.staff.email, subject="Kata sandi baru", message="Tautan ke akun"
    )
