"""A portal with ten thousand innovations: what the benchmark opens its pages on.

    crowd.build(10_000)      # into an empty database

Rows are written in bulk, not through deeds, and hold together as real ones do. The texts are those of the
demo's ideas, set in the real governments and districts of Central Java, so words come as often as in
proposals; no uploaded file is on disk. The same on every run, but for the times, which are told from the
present.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email

from innovations.models import EarlierAward, Edition
from kipp.accounts import regions
from kipp.accounts.models import Agency, Government, Membership, Notice, Role, User, Village
from kipp.demo import samples
from tests import factories

from . import entries
from .assessment import VERIFIERS, assess, award
from .entries import bulk

# The editions by year, which part of all innovations is in each, and what becomes of these.
REGISTERING, ASSESSING, OVER, LONG_OVER = 2019, 2018, 2017, 2016
SHARES = {
    REGISTERING: (0.6, entries.REGISTERING),
    ASSESSING: (0.2, entries.ASSESSING),
    OVER: (0.1, entries.OVER),
    LONG_OVER: (0.1, entries.OVER),
}

# What every government has, and every district of it: about 3,300 agencies.
DEPARTMENTS = [
    *(f"Dinas {what}" for what in ("Kesehatan", "Pendidikan dan Kebudayaan", "Sosial", "Perhubungan")),
    *(f"Dinas {what}" for what in ("Lingkungan Hidup", "Pertanian dan Pangan", "Kelautan dan Perikanan")),
    *(f"Dinas {what}" for what in ("Komunikasi dan Informatika", "Tenaga Kerja", "Pariwisata")),
    *(f"Dinas {what}" for what in ("Perdagangan", "Pekerjaan Umum", "Kearsipan dan Perpustakaan")),
    *(f"Dinas {what}" for what in ("Kependudukan dan Pencatatan Sipil", "Penanaman Modal")),
    *(f"Dinas {what}" for what in ("Pemberdayaan Masyarakat dan Desa", "Kepemudaan dan Olahraga")),
    *("Inspektorat", "Bappeda Litbang", "Badan Kepegawaian", "Badan Keuangan Daerah", "RSUD", "Satpol PP"),
    *("Badan Penanggulangan Bencana Daerah", "Badan Kesatuan Bangsa dan Politik"),
]
ENTERPRISES = ["PDAM Tirta", "BPR BKK"]
UNITS = ["Kecamatan", "Puskesmas", "SMP Negeri 1", "UPT Dinas Pendidikan Kecamatan"]

# Mails, notices and lines of the trail that an innovation leaves.
LEFT_BY_EACH = 3


def build(number: int, *, at: datetime | None = None) -> None:
    """Fill an empty database with so many innovations, and all that comes with them."""
    at = at or timezone.now()
    factories.cast()
    regions.load()
    editions = _editions()
    agencies = _agencies()
    staff = _people(agencies)
    start = 0
    for year, (share, statuses) in SHARES.items():
        turns = range(start, start + round(number * share))
        written = entries.write(editions[year], statuses, agencies, staff, turns, at)
        start = turns.stop
        if year == ASSESSING:
            assess(editions[year].stage_of_kind("proposal"), written, at)
        if year in (OVER, LONG_OVER):
            award(editions[year], written, at)
    _win_elsewhere(agencies, number // 10)
    _tell(number * LEFT_BY_EACH, at)
    _leave_trail(number * LEFT_BY_EACH)


def _editions() -> dict[int, Edition]:
    long_ago = timezone.now() - timedelta(days=800)
    tiers = {"proposal_tiers": (200, 100), "field_tiers": (40,), "required_documents": True}
    made = {
        REGISTERING: factories.edition(REGISTERING, at_stage="registration", **tiers),
        ASSESSING: factories.edition(ASSESSING, at_stage="proposal", **tiers),
        OVER: factories.edition(OVER, at_stage="closed", now=long_ago, **tiers),
        LONG_OVER: factories.edition(LONG_OVER, at_stage="closed", now=long_ago, **tiers),
    }
    factories.open_standings(made[ASSESSING].stage_of_kind("proposal"))
    return made


def _agencies() -> list[Agency]:
    """Write the agencies of every government, and return all, each with its government."""
    districts = Village.objects.order_by("government", "district").values_list("government", "district")
    by_government: dict[int, list[str]] = {}
    for government, district in districts.distinct():
        by_government.setdefault(government, []).append(district)
    for government in Government.objects.all():
        found = by_government.get(government.pk, [])
        place = government.name.removeprefix("Kabupaten ")
        rows = [("perangkat_daerah", f"{department} {place}") for department in DEPARTMENTS]
        rows += [("bumd", f"{enterprise} {place}") for enterprise in ENTERPRISES]
        rows += [("upp", f"{unit} {district}") for district in found for unit in UNITS]
        Agency.objects.bulk_create(
            [Agency(government=government, kind=kind, name=name) for kind, name in rows],
            ignore_conflicts=True,  # the cast has two of them
        )
    # Neighbours in the list are of different governments, as those who send on one day are.
    return sorted(Agency.objects.select_related("government"), key=lambda one: (one.pk * 7919) % 10007)


def _people(agencies) -> dict[int, User]:
    """Write the staff of every agency, coordinators and verifiers; return the staff by their agency."""
    staffed = set(Membership.objects.filter(role=Role.STAFF).values_list("agency", flat=True))
    posts = [
        *((f"Staf {one.name}", Role.STAFF, {"agency": one}) for one in agencies if one.pk not in staffed),
        *(
            (f"Admin lokal {one.name}", Role.COORDINATOR, {"government": one})
            for one in Government.objects.exclude(code="33")
        ),
        *((f"Verifikator {turn}", Role.VERIFIER, {}) for turn in range(5, VERIFIERS + 1)),
    ]
    people = User.objects.bulk_create(
        User(email=f"orang-banyak-{turn}@kipp.example", name=name, password="!")
        for turn, (name, _role, _office) in enumerate(posts)
    )
    Membership.objects.bulk_create(
        Membership(user=person, role=role, starts_on=factories.SINCE, **office)
        for person, (_name, role, office) in zip(people, posts, strict=True)
    )
    staff = Membership.objects.filter(role=Role.STAFF).select_related("user")
    return {post.agency_id: post.user for post in staff}


def _win_elsewhere(agencies, number):
    """Write awards that another portal gave."""
    EarlierAward.objects.bulk_create(
        EarlierAward(
            year=2010 + turn % 6,
            competition="SINOVIK",
            tier="Top 99",
            title=samples.IDEAS[turn % len(samples.IDEAS)].titles[0][:150],
            agency=agencies[turn % len(agencies)],
        )
        for turn in range(number)
    )


def _tell(number, at):
    """Write notices and their mails, as many for everybody; some mails failed and some wait."""
    people = list(User.objects.order_by("pk"))
    text = "Inovasi instansi Anda telah diterima penyelenggara. " * 8
    states = [STATUS.failed, STATUS.queued, *[STATUS.sent] * 198]
    facts = [
        (people[turn % len(people)], at - timedelta(minutes=turn), f"Inovasi {turn} diterima")
        for turn in range(number)
    ]
    bulk(
        Notice,
        (
            Notice(
                user=person,
                event="innovation_submitted",
                subject=subject,
                body=text,
                created_at=then,
                read_at=then,
            )
            for person, then, subject in facts
        ),
    )
    bulk(
        Email,
        (
            Email(
                from_email="kipp@kipp.example",
                to=[person.email],
                subject=subject,
                message=text,
                status=states[turn % len(states)],
                headers={"X-KIPP-Notice": "1", "X-KIPP-Page": "/submissions/"},
            )
            for turn, (person, _then, subject) in enumerate(facts)
        ),
    )


def _leave_trail(number):
    """Write lines of the trail, chained by its trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO audit_trailentry (at, actor, action, subject, facts)
            SELECT now(), 1 + turn %% 3000, 'submit', 'innovation:' || 1 + turn / 3,
                   jsonb_build_object('innovation', 1 + turn / 3, 'status', 'submitted')
            FROM generate_series(0, %s) AS turn
            """,
            [number],
        )
