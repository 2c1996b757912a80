"""The editions of the past: 2018, published and closed, and 2019, in the middle of its field stage."""

from datetime import date, time, timedelta
from itertools import zip_longest

from innovations.editions import deeds as editions
from innovations.models import Edition, Innovation, Stage
from innovations.sending import lifecycle
from kipp.accounts.models import Agency
from verification.results import deeds as publication
from verification.results import freezing

from . import assessment
from .calendar import PLAN_2018, PLAN_2019, wib
from .cast import Cast
from .entries import Author, DemoDraft
from .samples import KAMPUNG_IVA, KURSUS_SAMARA, LAB_KEMISKINAN, assign

PEKALONGAN = "33.26"
LOGANDENG, BOTOSARI = "33.26.18.2001", "33.26.02.2008"
LAB_VILLAGES = ["33.26.14.2009", "33.26.15.2014", BOTOSARI]

MORNING, AFTERNOON, WHOLE_DAY = (time(8, 30), time(12)), (time(13), time(16)), (time(9), time(16))

# What became of the 107 of 2019. Only the number is on record: except for the three real ones, it is made up
# which entry is which.
RANKED = 90
INELIGIBLE = 13
WITHDRAWN = 3
DISQUALIFIED = 1


def edition_2018(cast: Cast) -> Edition:
    """Build 2018: twenty sample entries, assessed at the desk, published as Top 20, and closed."""
    edition = _begun(cast, PLAN_2018, at=wib(2018, 7, 9))
    author = Author(cast, edition)
    owners = [agencies[0] for agencies in _by_government(cast).values()][:20]
    drafts = [
        DemoDraft(agency, text, date(2016, 1 + number % 12, 10), picture=number)
        for number, (agency, text) in enumerate(zip(owners, _texts(owners), strict=True))
    ]
    entries = [author.send(author.write(draft, at=wib(2018, 7, 12)), at=wib(2018, 7, 18)) for draft in drafts]
    _end(cast, edition, "registration", at=wib(2018, 7, 21))
    _begin(cast, edition, "screening", at=wib(2018, 7, 21))
    for innovation in entries:
        lifecycle.accept(innovation, by=cast.bureau, at=wib(2018, 7, 24))
    _end(cast, edition, "screening", at=wib(2018, 7, 25, 16))
    stage = _begin(cast, edition, "proposal", at=wib(2018, 7, 26))
    _assess_at_desk(cast, stage, entries, verifiers=range(1, 7), at=wib(2018, 7, 31))
    _publish(cast, stage, at=wib(2018, 8, 3))
    _begin(cast, edition, "announcement", at=wib(2018, 8, 20))
    _end(cast, edition, "announcement", at=wib(2018, 8, 31, 16))
    return editions.close_edition(edition, by=cast.bureau, at=wib(2018, 12, 31))


def edition_2019(cast: Cast) -> Edition:
    """Build the 107 of 2019, up to the last missing field sheet."""
    edition = _begun(cast, PLAN_2019, at=wib(2019, 5, 3))
    author = Author(cast, edition)
    entries = [
        author.send(author.write(draft, at=wib(2019, 5, 20)), at=wib(2019, 6, 10))
        for draft in _drafts_2019(cast)
    ]
    ranked, rest = entries[:RANKED], entries[RANKED:]
    for innovation in rest[:WITHDRAWN]:
        staff = cast.staff[innovation.agency_id]
        reason = "Kegiatan dihentikan sementara."
        lifecycle.withdraw(innovation, by=staff, at=wib(2019, 6, 12), reason=reason)
    _end(cast, edition, "registration", at=wib(2019, 6, 17))
    _begin(cast, edition, "screening", at=wib(2019, 6, 17))
    _screen(cast, ranked, rest[WITHDRAWN:])
    _end(cast, edition, "screening", at=wib(2019, 6, 28, 16))
    stage = _begin(cast, edition, "proposal", at=wib(2019, 7, 1))
    _assess_at_desk(cast, stage, ranked, verifiers=range(7, 13), at=wib(2019, 7, 15))
    _publish(cast, stage, at=wib(2019, 7, 19))
    stage = _begin(cast, edition, "field", at=wib(2019, 8, 5, 8))
    _visit_finalists(cast, edition, stage)
    return edition


def _drafts_2019(cast):
    """Return the drafts, strongest first: the three real ones at their places, samples around them."""
    owners = _owners_2019(cast)
    started = date(2017, 6, 1)
    samples = [
        # The last ones, before the one that is disqualified, are too young: the usual reason not to pass.
        DemoDraft(
            agency,
            text,
            date(2019, 2, 1) if RANKED + WITHDRAWN <= number + 3 < 106 else started,
            picture=number,
        )
        for number, (agency, text) in enumerate(zip(owners, _texts(owners), strict=True))
    ]

    def real(agency, text, villages, started_on, picture):
        return DemoDraft(
            cast.agencies[PEKALONGAN, agency], text, started_on, villages, picture=picture, is_sample=False
        )

    lab = real("Bappeda Litbang Kabupaten Pekalongan", LAB_KEMISKINAN, LAB_VILLAGES, date(2018, 1, 15), 4)
    iva = real("Puskesmas Karangdadap", KAMPUNG_IVA, [LOGANDENG], date(2017, 9, 4), 1)
    samara = real("Puskesmas Wiradesa", KURSUS_SAMARA, [], date(2017, 3, 6), 6)
    return [*samples[:2], lab, *samples[2:5], iva, *samples[5:27], samara, *samples[27:]]


def _owners_2019(cast) -> list[Agency]:
    """Return 104 owners: each provincial agency once, and at most three agencies of other governments."""
    province = [agency for (code, _name), agency in cast.agencies.items() if code == "33"]
    others = [agencies for code, agencies in _by_government(cast).items() if code != PEKALONGAN]
    in_turn = [agency for rank in zip_longest(*others) for agency in rank if agency]
    mixed = [agency for pair in zip_longest(in_turn, province) for agency in pair if agency]
    return mixed[:104]


def _by_government(cast) -> dict[str, list[Agency]]:
    """Return at most three agencies of each regency and city, by its code."""
    found: dict[str, list[Agency]] = {}
    for (code, _name), agency in cast.agencies.items():
        if code != "33" and len(found.setdefault(code, [])) < 3:
            found[code].append(agency)
    return found


def _texts(owners):
    return assign([(agency.government.name, agency.name) for agency in owners])


def _screen(cast, ranked, rest):
    at = wib(2019, 6, 25)
    ineligible, disqualified = rest[:INELIGIBLE], rest[INELIGIBLE:]
    for innovation in ranked:
        lifecycle.accept(innovation, by=cast.bureau, at=at)
    for innovation in ineligible:
        reason = "Inovasi belum berjalan satu tahun pada saat penutupan pendaftaran."
        lifecycle.reject(innovation, by=cast.bureau, at=at, reason=reason)
    for innovation in disqualified:
        reason = "Pernyataan kebenaran data tidak sesuai dengan dokumen yang dilampirkan."
        lifecycle.disqualify(innovation, by=cast.bureau, at=at, reason=reason)


def _assess_at_desk(cast, stage, entries, *, verifiers, at):
    pairs = assessment.pairs(cast.verifiers(*verifiers), entries)
    for number, innovation in enumerate(entries):
        sheets = assessment.assign(cast, stage, innovation, pairs[innovation.pk], at=at - timedelta(days=7))
        for turn, sheet in enumerate(sheets, start=2 * number):
            assessment.score(sheet, 93 - number // 2, turn, field=False, at=at)


def _visit_finalists(cast, edition, stage):
    """Send three teams in five days.

    Only the visit to Botosari is still to be held, so its two sheets are missing.
    """
    finalists = list(Innovation.objects.in_edition(edition).filter(status="finalist").order_by("pk"))
    real = {innovation.title: innovation for innovation in finalists if not innovation.is_sample}
    samples = [innovation for innovation in finalists if innovation.is_sample]
    teams = [cast.verifiers(1, 2), cast.verifiers(3, 4), cast.verifiers(5, 6)]
    days = [date(2019, 8, day) for day in (5, 6, 7, 8, 9)]
    plans = [(samples[0], teams[0], days[0], MORNING), (samples[1], teams[0], days[1], MORNING)]
    plans += [
        (innovation, teams[1 + number % 2], days[number // 2 % 5], MORNING if number < 10 else AFTERNOON)
        for number, innovation in enumerate(samples[2:])
    ]
    for number, (innovation, team, day, hours) in enumerate(plans):
        _hold(cast, stage, innovation, team, day, hours=hours, strength=92 - number * 7 % 20)
    pekalongan = assessment.ATTENDANCE_PEKALONGAN
    iva, lab = real[KAMPUNG_IVA.title], real[LAB_KEMISKINAN.title]
    _hold(cast, stage, iva, teams[0], days[2], strength=90, villages=[LOGANDENG], present=pekalongan)
    assessment.assign(cast, stage, lab, teams[0], at=wib(2019, 8, 1))
    assessment.plan_visit(
        cast, stage, lab, teams[0], day=days[3], hours=WHOLE_DAY, villages=[BOTOSARI], at=wib(2019, 8, 5)
    )


def _hold(
    cast,
    stage,
    innovation,
    team,
    day,
    *,
    strength,
    hours=WHOLE_DAY,
    villages=None,
    present=assessment.ATTENDANCE,
):
    sheets = assessment.assign(cast, stage, innovation, team, at=wib(2019, 8, 1))
    at = wib(day.year, day.month, day.day, 17)
    visit = assessment.plan_visit(
        cast, stage, innovation, team, day=day, hours=hours, villages=villages, at=at - timedelta(days=3)
    )
    visit = assessment.hold_visit(visit, present=present, at=at)
    assessment.issue_minutes(visit, by=cast.bureau, at=at + timedelta(hours=1))
    for turn, sheet in enumerate(sheets, start=strength):
        assessment.score(sheet, strength, turn, field=True, at=at + timedelta(hours=3))


def _begun(cast, plan, *, at):
    """Create an edition, open it and begin its registration at the announced time."""
    edition = editions.create(plan, by=cast.bureau, at=at)
    editions.open_edition(edition, by=cast.bureau, at=at)
    _begin(cast, edition, "registration", at=plan.stages[0].opens_at)
    cast.sign(edition, at=plan.stages[0].opens_at)
    return Edition.objects.get(pk=edition.pk)


def _begin(cast, edition, kind, *, at) -> Stage:
    return editions.begin_stage(edition.stages.get(kind=kind), by=cast.bureau, at=at)


def _end(cast, edition, kind, *, at) -> Stage:
    return editions.end_stage(edition.stages.get(kind=kind), by=cast.bureau, at=at)


def _publish(cast, stage, *, at):
    """Open, freeze, confirm by the second member, publish: the order in which every result goes."""
    publication.open_standings(stage, by=cast.bureau, at=at)
    ranking = freezing.freeze(stage, stage.edition.groups.get(), by=cast.bureau, at=at)
    ranking = publication.confirm(ranking, by=cast.second_bureau, at=at)
    publication.publish(ranking, by=cast.bureau, at=at)
