"""The people and things that tests stand on: plain functions that write consistent rows.

Rows are written directly, not through deeds: fast, in any state, and without lines in the trail, mails or
notices (only `edition` goes through innovations.editions.create, and `ranking` through the real deeds).
Every argument has a default that makes sense; what a test is about, it says itself.

    cast = factories.cast()                          # or the fixture `cast`
    edition = factories.edition(at_stage="proposal")
    entry = factories.scored_entry(edition.stage_of_kind("proposal"), 80, 70)
    assert factories.innovation("draft", agency=cast.agency).is_editable

Everybody is named after their post: no invented persons. Times are told from the present moment, so that
pages, which read the clock, and deeds, which get `at`, see the same.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter

from innovations.editions import deeds as editions
from innovations.integrity import statements
from innovations.models import (
    Answer,
    Correction,
    CoveringLetter,
    Decision,
    Edition,
    Evidence,
    Extension,
    Innovation,
    Innovator,
    Location,
    Presentation,
    Revision,
    Rubric,
    Stage,
    Statement,
    Status,
)
from innovations.rulebook import presets, writing
from kipp.accounts.models import Agency, Government, Invitation, Membership, Role, User, Village
from verification.minutes import text as minutes_text
from verification.models import (
    Allocation,
    AllocationRow,
    Assignment,
    Attendance,
    CalibrationRound,
    CalibrationSheet,
    Minutes,
    MinutesSignature,
    PaperScore,
    PaperSheet,
    Ranking,
    Score,
    Scoresheet,
    Standing,
    Visit,
    VisitFinding,
    VisitLocation,
    VisitPhoto,
)
from verification.results import deeds as publication
from verification.results import freezing
from verification.scoring.totals import sheet_total, stage_score

PASSWORD = "kain-jlamprang-2019"

# Since when everybody holds their post, and since when every innovation is implemented.
SINCE = date(2018, 1, 1)
STARTED_ON = date(2017, 1, 1)
# The days of a post that was over before: nobody holds posts of two sides at the same time.
FORMERLY = {"starts_on": date(2016, 1, 1), "ends_on": date(2017, 12, 31)}

_numbers = count(1)

# People and offices


@cache
def _hashed_password() -> str:
    return make_password(PASSWORD)


def user(name: str = "", email: str = "", *, is_active: bool = True) -> User:
    """Return a new person without posts."""
    number = next(_numbers)
    return User.objects.create(
        email=email or f"orang-{number}@kipp.example",
        name=name or f"Orang {number}",
        password=_hashed_password(),
        is_active=is_active,
    )


def post(person: User, role: str, office: Agency | Government | None = None, **dates) -> Membership:
    """Give a person a post; `office` is the agency or government, `starts_on` and `ends_on` its days."""
    person.__dict__.pop("posts", None)  # read again: the posts are kept on the object
    made = Membership.objects.create(
        user=person,
        role=role,
        agency=office if isinstance(office, Agency) else None,
        government=office if isinstance(office, Government) else None,
        **{"starts_on": SINCE, **dates},
    )
    if role in statements.SIGNERS:
        sign_statements(people=[person])
    return made


def move(person: User, role: str, office: Agency | Government | None = None) -> Membership:
    """Give a person a post of another side: those that they held are over."""
    person.memberships.update(**FORMERLY)
    return post(person, role, office)


def brought_in(person: User, *, by: User) -> User:
    """Let a member of the bureau have come into it by another's invitation, and return them."""
    then = timezone.now() - timedelta(days=400)
    Invitation.objects.create(
        email=person.email,
        name=person.name,
        role=Role.BUREAU,
        invited_by=by,
        invited_at=then,
        approved_by=user(),
        approved_at=then,
        expires_at=then + timedelta(days=14),
        accepted_by=person,
        accepted_at=then,
    )
    return person


def sign_statements(*, people: list[User] | None = None, editions: list[Edition] | None = None) -> None:
    """Let people have signed the statements of editions: all who judge, and all editions, unless said.

    Whoever is made here to judge has signed; a test about the statement takes it away: `unsigned`.
    """
    if people is None:
        people = list(User.objects.filter(memberships__role__in=statements.SIGNERS).distinct())
    editions = list(Edition.objects.all()) if editions is None else editions
    Statement.objects.bulk_create(
        (
            Statement(
                user=person,
                edition=edition,
                version=statements.VERSION,
                text="Pernyataan\n1. Butir\nPenutup",
                signed_at=timezone.now(),
            )
            for person in people
            for edition in editions
        ),
        ignore_conflicts=True,
    )


def unsigned(person: User) -> User:
    """Take away what a person signed, and return the person."""
    Statement.objects.filter(user=person).delete()
    return person


def member(role: str, office: Agency | Government | None = None, **dates) -> User:
    """Return a new person with one post: staff of an agency, coordinator of a government, and so on."""
    person = user()
    post(person, role, office, **dates)
    return person


GOVERNMENTS = {
    "33": ("province", "Provinsi Jawa Tengah"),
    "33.26": ("regency", "Kabupaten Pekalongan"),
    "33.27": ("regency", "Kabupaten Pemalang"),
    "33.75": ("city", "Kota Pekalongan"),
}


def government(code: str = "33.26") -> Government:
    """Return the government with that official code, made at its first use."""
    kind, name = GOVERNMENTS.get(code, ("regency", f"Kabupaten {code}"))
    known = Government.objects.filter(code=code).first()
    return known or Government.objects.create(code=code, kind=kind, name=name)


def agency(name: str = "", government_code: str = "33.26", kind: str = "upp") -> Agency:
    """Return the agency of that name, made at its first use; without a name a new one."""
    name = name or f"Puskesmas {next(_numbers)}"
    known = Agency.objects.select_related("government").filter(government__code=government_code, name=name)
    return known.first() or Agency.objects.create(
        government=government(government_code), name=name, kind=kind
    )


VILLAGES = {
    "33.26.18.2001": ("Logandeng", "Karangdadap"),
    "33.26.02.2008": ("Botosari", "Paninggaran"),
}


def village(code: str = "33.26.18.2001") -> Village:
    """Return the village with that official code, with its government, made at its first use."""
    name, district = VILLAGES.get(code, (f"Desa {code[9:]}", f"Kecamatan {code[:8]}"))
    known = Village.objects.filter(code=code).first()
    return known or Village.objects.create(
        code=code, name=name, district=district, government=government(code[:5])
    )


@dataclass(frozen=True)
class Cast:
    """The standing cast. Nobody here is in conflict with an innovation of `agency`, but its own people."""

    agency: Agency  # Puskesmas Karangdadap, Kabupaten Pekalongan
    other_agency: Agency  # Puskesmas Banyumudal, Kabupaten Pemalang
    provincial_agency: Agency  # Dinas Sosial Provinsi Jawa Tengah, which sends by itself

    staff: User  # of agency
    colleague: User  # of agency too
    stranger: User  # of other_agency
    coordinator: User  # of Kabupaten Pekalongan
    other_coordinator: User  # of Kabupaten Pemalang
    provincial_staff: User  # of provincial_agency
    verifier: User
    verifier2: User
    verifier3: User
    verifier4: User
    bureau: User
    bureau2: User
    auditor: User
    nobody: User  # has an account and no post


_PEOPLE = {
    "staff": ("Staf Puskesmas Karangdadap", Role.STAFF, "agency"),
    "colleague": ("Staf kedua Puskesmas Karangdadap", Role.STAFF, "agency"),
    "stranger": ("Staf Puskesmas Banyumudal", Role.STAFF, "other_agency"),
    "coordinator": ("Admin lokal Kabupaten Pekalongan", Role.COORDINATOR, "government"),
    "other_coordinator": ("Admin lokal Kabupaten Pemalang", Role.COORDINATOR, "other_government"),
    "provincial_staff": ("Staf Dinas Sosial Provinsi", Role.STAFF, "provincial_agency"),
    "verifier": ("Verifikator 1", Role.VERIFIER, None),
    "verifier2": ("Verifikator 2", Role.VERIFIER, None),
    "verifier3": ("Verifikator 3", Role.VERIFIER, None),
    "verifier4": ("Verifikator 4", Role.VERIFIER, None),
    "bureau": ("Anggota biro", Role.BUREAU, None),
    "bureau2": ("Anggota biro kedua", Role.BUREAU, None),
    "auditor": ("Auditor", Role.AUDITOR, None),
    "nobody": ("Tanpa peran", None, None),
}


def _email(key: str) -> str:
    return f"{key.replace('_', '-')}@kipp.example"


def cast() -> Cast:
    """Return the standing cast, made at its first use. All of them sign in with PASSWORD."""
    offices = _offices()
    return Cast(
        **{key: offices[key] for key in _AGENCIES},
        **_people(_PEOPLE, offices),
    )


_AGENCIES = {
    "agency": ("33.26", "Puskesmas Karangdadap", "upp"),
    "other_agency": ("33.27", "Puskesmas Banyumudal", "upp"),
    "provincial_agency": ("33", "Dinas Sosial Provinsi Jawa Tengah", "perangkat_daerah"),
}


def _offices():
    """Return the offices of the cast by key; the missing ones are made, in two statements."""
    codes = [code for code, _name, _kind in _AGENCIES.values()]
    governments = {known.code: known for known in Government.objects.filter(code__in=codes)}
    made = Government.objects.bulk_create(
        Government(code=code, kind=GOVERNMENTS[code][0], name=GOVERNMENTS[code][1])
        for code in codes
        if code not in governments
    )
    governments |= {government.code: government for government in made}
    agencies = {
        (known.government_id, known.name): known
        for known in Agency.objects.filter(name__in=[name for _code, name, _kind in _AGENCIES.values()])
    }
    made = Agency.objects.bulk_create(
        Agency(government=governments[code], name=name, kind=kind)
        for code, name, kind in _AGENCIES.values()
        if (governments[code].pk, name) not in agencies
    )
    agencies |= {(agency.government_id, agency.name): agency for agency in made}
    offices = {key: agencies[governments[code].pk, name] for key, (code, name, _kind) in _AGENCIES.items()}
    for key, (code, _name, _kind) in _AGENCIES.items():
        offices[key].government = governments[code]
    return {
        **offices,
        "government": governments["33.26"],
        "other_government": governments["33.27"],
        None: None,
    }


def _people(keys, offices) -> dict[str, User]:
    """Return those of the cast by key; the missing ones are made, with their posts, in two statements."""
    known = {person.email: person for person in User.objects.filter(email__in=map(_email, keys))}
    missing = [key for key in keys if _email(key) not in known]
    made = User.objects.bulk_create(
        User(email=_email(key), name=_PEOPLE[key][0], password=_hashed_password()) for key in missing
    )
    known |= {person.email: person for person in made}
    posts = [(known[_email(key)], *_PEOPLE[key][1:]) for key in missing if _PEOPLE[key][1]]
    Membership.objects.bulk_create(
        Membership(
            user=person,
            role=role,
            agency=offices[office] if isinstance(offices[office], Agency) else None,
            government=offices[office] if isinstance(offices[office], Government) else None,
            starts_on=SINCE,
        )
        for person, role, office in posts
    )
    if judges := [person for person, role, _office in posts if role in statements.SIGNERS]:
        sign_statements(people=judges)
    return {key: known[_email(key)] for key in keys}


def bureau_member() -> User:
    """Return the cast's first member of the bureau."""
    return _people(["bureau"], {None: None})["bureau"]


def verifiers(number: int) -> list[User]:
    """Return the cast's first verifiers, and more if four are not enough."""
    keys = ["verifier", "verifier2", "verifier3", "verifier4"]
    people = list(_people(keys[:number], {None: None}).values())
    for extra in range(len(people) + 1, number + 1):
        known = User.objects.filter(email=f"verifier{extra}@kipp.example").first()
        if known is None:
            known = user(f"Verifikator {extra}", f"verifier{extra}@kipp.example")
            post(known, Role.VERIFIER)
        people.append(known)
    return people


# Editions

_STAGES = ("registration", "screening", "proposal", "field", "announcement")


def edition(
    year: int = 2019,
    at_stage: str | None = "registration",
    *,
    begun: bool = True,
    now: datetime | None = None,
    assessors: int = 2,
    proposal_tiers: tuple[int, ...] = (40, 20),
    field_tiers: tuple[int, ...] = (10,),
    minimum_age_months: int = 12,
    quota: int | None = None,
    required_documents: bool = False,
) -> Edition:
    """Return an edition made from a plan and moved to a stage.

    `at_stage` is the kind of the stage that runs at `now` (the present): it was announced to open 15 days
    ago and closes in 14, and the stages before have ended. None: a draft whose registration lies ahead.
    "closed": over. `begun=False` leaves the stage itself still to be begun.
    The last of `proposal_tiers` advances to the field. `quota` sets the limit of every kind of owner.
    `required_documents` are left out unless asked for: then a complete entry has one file for each.
    """
    now = now or timezone.now()
    here = -1 if at_stage is None else [*_STAGES, "closed"].index(at_stage)
    times = {kind: _window(now, order - here) for order, kind in enumerate(_STAGES)}
    plan = presets.EditionPlan(
        year=year,
        theme=presets.Text("Tema", "Theme"),
        minimum_age_months=minimum_age_months,
        stages=(
            presets.StagePlan("registration", *times["registration"]),
            presets.StagePlan("screening", *times["screening"]),
            presets.StagePlan(
                "proposal",
                *times["proposal"],
                weight=40,
                assessors=assessors,
                tiers=_tier_plans(proposal_tiers, advancing=proposal_tiers[-1:]),
            ),
            presets.StagePlan(
                "field", *times["field"], weight=60, assessors=assessors, tiers=_tier_plans(field_tiers)
            ),
            presets.StagePlan("announcement", *times["announcement"]),
        ),
    )
    made = editions.create(plan, by=bureau_member(), at=now)
    if not required_documents:
        made.required_documents.all().delete()
    if quota is not None:
        made.quotas.update(limit=quota)
    if at_stage is not None:
        _move_to(made, here, begun, closed=at_stage == "closed")
    sign_statements(editions=[made])
    return Edition.objects.get(pk=made.pk)


def _window(now, distance):
    """Return the announced times of a stage so many stages away: 30 days each, from 08.00 to 23.59 WIB."""
    day = timezone.localtime(now) + timedelta(days=30 * distance)
    opens = (day - timedelta(days=15)).replace(hour=8, minute=0, second=0, microsecond=0)
    closes = (day + timedelta(days=14)).replace(hour=23, minute=59, second=0, microsecond=0)
    return opens, closes


def _tier_plans(sizes, advancing=()):
    return tuple(
        presets.TierPlan(presets.Text(f"{size} Besar (Top {size})", f"Top {size}"), size, size in advancing)
        for size in sizes
    )


def _move_to(edition, here, begun, closed):
    edition.state = Edition.State.CLOSED if closed else Edition.State.OPEN
    edition.save(update_fields=["state"])
    stages = list(edition.stages.all())
    for order, stage in enumerate(stages):
        stage.begun_at = stage.opens_at if order < here or (order == here and begun) else None
        stage.ended_at = stage.closing_moment if order < here else None
    Stage.objects.bulk_update(stages, ["begun_at", "ended_at"])


def extension(stage: Stage, *, days: int = 7, reason: str = "Gangguan jaringan") -> Extension:
    """Return the extension that led to the closing of the stage as it is now: so many days before it was."""
    return Extension.objects.create(
        stage=stage,
        closed_at=stage.closes_at - timedelta(days=days),
        closes_at=stage.closes_at,
        reason=reason,
        extended_by=bureau_member(),
        extended_at=timezone.now(),
    )


def rubric(stage: Stage, version: int = 2, reason: str = "Salah ketik") -> Rubric:
    """Return a further version of a stage's rubric, with the same criteria."""
    before = stage.rubrics.latest("version")
    made = Rubric.objects.create(stage=stage, version=version, reason=reason)
    for criterion in before.criteria.all():
        sections = list(criterion.sections.all())
        criterion.pk, criterion.rubric = None, made
        criterion._state.adding = True
        criterion.save()
        criterion.sections.set(sections)
    return made


def _edition_for(status):
    """Return the newest edition; where there is none, a new one in a stage that fits the status."""
    known = Edition.objects.first()
    if known:
        return known
    if status in (Status.DRAFT, Status.RECORDED, Status.PROPOSED):
        return edition(at_stage="registration")
    return edition(at_stage="field" if status == Status.FINALIST else "screening")


# Innovations

SENT = (
    Status.SUBMITTED,
    Status.RETURNED,
    Status.ELIGIBLE,
    Status.INELIGIBLE,
    Status.FINALIST,
    Status.WITHDRAWN,
    Status.DISQUALIFIED,
)
_DECISIONS = {
    Status.ELIGIBLE: "accepted",
    Status.FINALIST: "accepted",
    Status.INELIGIBLE: "rejected",
    Status.WITHDRAWN: "withdrawn",
    Status.DISQUALIFIED: "disqualified",
}


def innovation(
    status: str = "draft",
    *,
    edition: Edition | None = None,
    agency: Agency | None = None,
    by: User | None = None,
    at: datetime | None = None,
    title: str = "",
    sent: bool | None = None,
    complete: bool = True,
    partners: tuple[Agency, ...] = (),
    due_at: datetime | None = None,
    **fields,
) -> Innovation:
    """Return an innovation in any status, with the facts that belong to it.

    `complete` gives it a category, an answer in every section, a village and a document; without, it is
    an empty draft. `agency` is Puskesmas Karangdadap and `by` its first staff unless said; `edition` the
    newest one. `sent` matters for returned and withdrawn: returned by the bureau (the default, with a
    second revision as working copy, and `due_at` in seven days) or by the coordinator. `at` is when its
    last step was taken; `fields` are further fields of the model.
    """
    status = Status(status)
    number = next(_numbers)
    at = at or timezone.now() - timedelta(hours=1)
    edition = edition or _edition_for(status)
    agency = agency or _standing_agency()
    by = by or _staff_of(agency)
    sent = status in SENT if sent is None else sent
    made = Innovation.objects.create(
        **{
            "edition": edition,
            "agency": agency,
            "group": edition.groups.first(),
            "category": edition.categories.first() if complete else None,
            "title": title or f"Inovasi {number}",
            "slug": f"inovasi-{number}",
            "started_on": STARTED_ON if complete else None,
            "status": status,
            "created_by": by,
            "created_at": at - timedelta(days=10),
            "submitted_by": by if sent else None,
            "submitted_at": at - timedelta(days=5) if sent else None,
            "public_summary": f"Ringkasan {number}" if sent and complete else "",
            **fields,
        }
    )
    if partners:
        made.partners.set(partners)
    first = Revision.objects.create(
        innovation=made, number=1, sent_at=at - timedelta(days=5) if sent else None
    )
    if complete:
        _fill(made, first, f"Ringkasan {number}")
    if status == Status.RETURNED:
        _return(made, first, sent, at, due_at)
    if kind := _DECISIONS.get(status):
        Decision.objects.create(
            innovation=made,
            kind=kind,
            reason="" if kind in ("accepted", "withdrawn") else "Alasan keputusan",
            decided_by=by if kind == "withdrawn" else bureau_member(),
            decided_at=at,
        )
    return made


def _standing_agency():
    known = Agency.objects.select_related("government").filter(name="Puskesmas Karangdadap")
    return known.first() or cast().agency


def _staff_of(agency):
    known = User.objects.filter(memberships__agency=agency, memberships__role=Role.STAFF).order_by("pk")
    return known.first() or member(Role.STAFF, agency)


def _fill(innovation, revision, summary):
    """Write every section, a village of the agency's government and a tiny document into a revision."""
    Answer.objects.bulk_create(
        Answer(
            revision=revision,
            section=section,
            text=summary if section.code == "summary" else f"Jawaban tentang {section.code}",
        )
        for section in innovation.edition.sections.all()
    )
    Innovator.objects.create(innovation=innovation, name="Tim inovator", role="Penggagas")
    location(innovation, revision)
    for required in list(innovation.edition.required_documents.all()) or [None]:
        document(innovation, revision, required_document=required)


def _return(innovation, first, sent, at, due_at):
    if sent:
        copy = Revision.objects.create(innovation=innovation, number=2)
        Answer.objects.bulk_create(
            Answer(revision=copy, section_id=answer.section_id, text=answer.text)
            for answer in first.answers.all()
        )
    Correction.objects.create(
        innovation=innovation,
        note="Lengkapi data dukung",
        due_at=(due_at or timezone.now() + timedelta(days=7)) if sent else None,
        asked_by=bureau_member() if sent else cast().coordinator,
        asked_at=at,
    )


def location(
    innovation: Innovation, revision: Revision | None = None, village_code: str = "", place: str = ""
) -> Location:
    """Return a new location of an innovation, in its newest revision unless said."""
    code = innovation.agency.government.code
    default = "33.26.18.2001" if code in ("33", "33.26") else f"{code}.01.2001"
    return Location.objects.create(
        innovation=innovation,
        village=village(village_code or default),
        place=place,
        added_in=revision or innovation.revisions.latest("number"),
    )


@cache
def pdf() -> bytes:
    """Return a PDF of one tiny page."""
    buffer = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer.write(buffer)
    return buffer.getvalue()


PDF = pdf()


@cache
def webp(size: tuple[int, int] = (8, 6)) -> bytes:
    """Return a tiny picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "#1f3a5f").save(buffer, "WEBP")
    return buffer.getvalue()


def document(innovation: Innovation, revision: Revision | None = None, **fields) -> Evidence:
    """Return a new PDF of an innovation, with its file, in its newest revision unless said."""
    return _evidence(innovation, revision, "document", {"file": ("pdf", PDF)}, fields)


def photo(
    innovation: Innovation, revision: Revision | None = None, *, public: bool = True, **fields
) -> Evidence:
    """Return a new photo of an innovation, with its two files; `public` ones show no patients or children."""
    fields = {"alternative_text": "Alat di meja", "shows_no_patients_or_children": public, **fields}
    files = {"file": ("webp", webp()), "thumbnail": ("webp", webp((4, 3)))}
    return _evidence(innovation, revision, "photo", files, fields)


def _evidence(innovation, revision, kind, files, fields):
    number = next(_numbers)
    made = Evidence(
        **{
            "innovation": innovation,
            "kind": kind,
            "caption": f"Bukti {number}",
            "sha256": hashlib.sha256(str(number).encode()).hexdigest(),
            "size": len(files["file"][1]),
            "uploaded_by": innovation.created_by,
            "uploaded_at": innovation.created_at,
            "added_in": revision or innovation.revisions.latest("number"),
            **fields,
        }
    )
    for field, (extension, content) in files.items():
        getattr(made, field).save(f"{kind}-{number}.{extension}", ContentFile(content), save=False)
    made.save()
    return made


def covering_letter(edition: Edition, by: User, number: str = "005/7/2019") -> CoveringLetter:
    """Return the covering letter of a coordinator's government, with its scan."""
    letter = CoveringLetter(
        edition=edition,
        government=by.memberships.get().government,
        number=number,
        dated_on=date(2019, 5, 2),
        sha256=hashlib.sha256(number.encode()).hexdigest(),
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    letter.file.save("surat.pdf", ContentFile(PDF), save=False)
    letter.save()
    return letter


# Assessment


def _stage_for(innovation, stage):
    return stage or innovation.edition.current_stage


def assignment(
    innovation: Innovation,
    verifier: User | None = None,
    *,
    stage: Stage | None = None,
    state: str = "active",
    reason: str = "",
) -> Assignment:
    """Return a verifier's task with its empty sheet, and the entry's standing brought up to date.

    `stage` is the running one and `verifier` the cast's first unless said.
    """
    stage = _stage_for(innovation, stage)
    return _sheets(innovation, stage, [(verifier or verifiers(1)[0], None)], state, reason)[0].assignment


def sheet(
    innovation: Innovation,
    verifier: User | None = None,
    points=None,
    *,
    stage: Stage | None = None,
) -> Scoresheet:
    """Return a draft sheet, with its assignment. `points` as in `submitted_sheet`; None leaves gaps."""
    stage = _stage_for(innovation, stage)
    made = _sheets(innovation, stage, [(verifier or verifiers(1)[0], None)])[0]
    if points is not None:
        for code, given in marks(made.rubric, points).items():
            made.scores.filter(criterion__code=code).update(
                points=given,
                could_not_be_checked=given is None,
                note="Tidak dapat diperiksa" if given is None else "",
            )
    return made


def submitted_sheet(
    innovation: Innovation, verifier: User | None = None, points=80, *, stage: Stage | None = None
) -> Scoresheet:
    """Return a submitted sheet, with its assignment.

    `points` are one number for all criteria, five numbers in their order, or a dict by code (80 for the
    others); None for one criterion is "could not be checked", with a note, and leaves no total.
    """
    stage = _stage_for(innovation, stage)
    return _sheets(innovation, stage, [(verifier or verifiers(1)[0], points)])[0]


def score(
    innovation: Innovation, stage: Stage, *sheets, verifiers: list[User] | None = None
) -> list[Scoresheet]:
    """Give an entry its submitted sheets in a stage, one for each points given, and its standing."""
    people = verifiers or _verifiers(len(sheets))
    return _sheets(innovation, stage, list(zip(people, sheets, strict=True)))


_verifiers = verifiers  # `verifiers` is an argument of score and scored_entry


def scored_entry(
    stage: Stage,
    *sheets,
    verifiers: list[User] | None = None,
    status: str = "",
    before: tuple = (),
    **fields,
) -> Innovation:
    """Return an entry of a stage with its submitted sheets and its standing: cheap, for dozens of them.

    Each of `sheets` are the points of one assessor, as in `submitted_sheet`: `scored_entry(stage, 80, 70)`.
    In a later stage the entry is a finalist, with the sheets `before` in the first one (80 each if not
    given). `fields` go to `innovation`.
    """
    first = stage.edition.earliest_scoring_stage
    status = status or ("eligible" if stage == first else "finalist")
    made = innovation(status, edition=stage.edition, **fields)
    if stage != first:
        score(made, first, *(before or [80] * len(sheets)), verifiers=verifiers)
    score(made, stage, *sheets, verifiers=verifiers)
    return made


def marks(rubric, points) -> dict[str, int | None]:
    """Return the points of a sheet by the criterion's code."""
    return _marks(list(rubric.criteria.values_list("code", flat=True)), points)


def _marks(codes, points):
    if isinstance(points, dict):
        return {code: points.get(code, 80) for code in codes}
    if isinstance(points, int):
        return dict.fromkeys(codes, points)
    return dict(zip(codes, points, strict=True))


def _sheets(innovation, stage, given, state="active", reason=""):
    """Write assignments with their sheets, for (verifier, points or None for an empty draft)."""
    at, by = timezone.now() - timedelta(hours=1), bureau_member()
    rubric = stage.rubrics.latest("version")
    criteria = list(rubric.criteria.all())
    assignments = Assignment.objects.bulk_create(
        Assignment(
            innovation=innovation,
            stage=stage,
            verifier=verifier,
            state=state,
            reason=reason or ("" if state == "active" else "Alasan"),
            letter="800/1" if state == "replaced" else "",
            assigned_by=by,
            assigned_at=at,
        )
        for verifier, _points in given
    )
    read = innovation.last_sent_revision
    pairs = [
        (Scoresheet(assignment=task, rubric=rubric), points)
        for task, (_verifier, points) in zip(assignments, given, strict=True)
    ]
    sheets, scores = [], []
    for made, points in pairs:
        sheets.append(made)
        if points is None:
            scores += [Score(scoresheet=made, criterion=criterion) for criterion in criteria]
            continue
        by_code = _marks([criterion.code for criterion in criteria], points)
        made.status, made.submitted_at, made.read_revision = Scoresheet.Status.SUBMITTED, at, read
        made.total = sheet_total(by_code, {criterion.code: criterion.weight for criterion in criteria})
        scores += [_given(made, criterion, by_code[criterion.code]) for criterion in criteria]
    Scoresheet.objects.bulk_create(sheets)
    Score.objects.bulk_create(scores)
    if any(points is not None for _verifier, points in given):
        stage.rubrics.filter(pk=rubric.pk, locked_at=None).update(locked_at=at)
    _stand(innovation, stage, rubric)
    return sheets


def _given(sheet, criterion, points):
    """Return the row of a criterion that was marked: with points, or with a note why without."""
    return Score(
        scoresheet=sheet,
        criterion=criterion,
        points=points,
        could_not_be_checked=points is None,
        note="Tidak dapat diperiksa" if points is None else "",
    )


def _stand(innovation, stage, rubric):
    facts = list(
        Scoresheet.objects.due()
        .in_stage(stage)
        .filter(assignment__innovation=innovation)
        .values_list("status", "total")
    )
    totals = [total for status, total in facts if status == Scoresheet.Status.SUBMITTED]
    values = {
        "stage": stage,
        "sheets_in": len(totals),
        "sheets_due": len(facts),
        "score": stage_score(totals) if len(totals) == len(facts) else None,
    }
    if not Standing.objects.filter(innovation=innovation, rubric=rubric).update(**values):
        Standing.objects.create(innovation=innovation, rubric=rubric, **values)


def allocation(stage: Stage, state: str = "ready", **fields) -> Allocation:
    """Return a draft of assignments for a stage, of no rows yet, in which the cast's verifiers take part."""
    settled = state in Allocation.SETTLED
    made = Allocation.objects.create(
        stage=stage,
        **{
            "state": state,
            "progress": 0 if state == "waiting" else 100,
            "asked_by": bureau_member(),
            "asked_at": timezone.now(),
            "settled_by": bureau_member() if settled else None,
            "settled_at": timezone.now() if settled else None,
            **fields,
        },
    )
    made.verifiers.set(verifiers(4))
    return made


def allocation_row(
    draft: Allocation, innovation: Innovation, verifier: User, change: str = "add", reason: str = "even"
) -> AllocationRow:
    """Return a new row of a draft."""
    return draft.rows.create(innovation=innovation, verifier=verifier, change=change, reason=reason)


def visit(
    innovation: Innovation,
    *,
    stage: Stage | None = None,
    team: list[User] | None = None,
    state: str = "planned",
    day: date | None = None,
    **facts,
) -> Visit:
    """Return a field visit to an entry; the first of `team` leads it.

    The team is the entry's assessors in that stage, or the cast's first two verifiers, who are then
    assigned. A visit that is over has its findings (confirmed) and one person present.
    """
    stage = stage or innovation.edition.stage_of_kind("field")
    assigned = Assignment.objects.active().filter(innovation=innovation, stage=stage).order_by("pk")
    team = team or [task.verifier for task in assigned.select_related("verifier")] or verifiers(2)
    missing = [person for person in team if not assigned.filter(verifier=person).exists()]
    if missing:
        _sheets(innovation, stage, [(person, None) for person in missing])
    day = day or timezone.localdate()
    made = Visit.objects.create(
        innovation=innovation, stage=stage, lead=team[0], starts_on=day, ends_on=day, state=state, **facts
    )
    made.members.set(team)
    VisitLocation.objects.create(visit=made, location=innovation.locations.first(), on_day=day)
    found = "confirmed" if made.is_over else ""
    VisitFinding.objects.bulk_create(
        VisitFinding(visit=made, criterion=criterion, finding=found)
        for criterion in stage.rubrics.latest("version").criteria.all()
    )
    if made.is_over:
        Attendance.objects.create(visit=made, role="Kepala puskesmas", institution=innovation.agency.name)
    return made


def presentation_stage(
    edition: Edition, *, weight: int = 20, assessors: int = 2, tiers: tuple[int, ...] = ()
) -> Stage:
    """Return a presentation stage that runs now, put before the field stage of an edition, which waits.

    The last of `tiers`, if there are any, goes on to the field.
    """
    field = edition.stage_of_kind("field")
    for later in edition.stages.filter(order__gte=field.order).order_by("-order"):
        Stage.objects.filter(pk=later.pk).update(order=later.order + 1, begun_at=None, ended_at=None)
    now = timezone.now()
    made = Stage.objects.create(
        edition=edition,
        order=field.order,
        kind="presentation",
        opens_at=now - timedelta(days=10),
        closes_at=now + timedelta(days=14),
        begun_at=now - timedelta(days=10),
        weight=weight,
        assessors=assessors,
    )
    for group in edition.groups.all():
        for size in tiers:
            made.tiers.create(group=group, name=f"Top {size}", size=size, advances=size == tiers[-1])
    with transaction.atomic():  # the weights are summed up at its end
        writing.create_rubrics([made], {}, [])
    return Stage.objects.select_related("edition").get(pk=made.pk)


def presentation(
    innovation: Innovation, *, state: str = "planned", starts_at: datetime | None = None, **fields
) -> Presentation:
    """Return a presentation of an entry: tomorrow at this hour, or yesterday where it was held."""
    is_held = state == "held"
    starts_at = starts_at or timezone.now() + timedelta(days=-1 if is_held else 1)
    values = {
        "stage": Stage.objects.get(edition=innovation.edition_id, kind="presentation"),
        "ends_at": starts_at + timedelta(minutes=20),
        "material_due_at": starts_at - timedelta(hours=12),
        "room": f"Ruang {next(_numbers)}",
        "reason": "Banjir" if state == "not_held" else "",
        "head_was_present": True if is_held else None,
        **fields,
    }
    made = Presentation.objects.create(innovation=innovation, state=state, starts_at=starts_at, **values)
    if is_held:
        made.presenters.create(order=1, name="Kepala puskesmas", office=innovation.agency.name)
    return made


def calibration_round(stage: Stage, specimens: list[Innovation]) -> CalibrationRound:
    """Return an open calibration round of a stage, whose rules want one from then on."""
    Stage.objects.filter(pk=stage.pk).update(has_calibration=True)
    stage.has_calibration = True
    made = CalibrationRound.objects.create(
        stage=stage,
        rubric=stage.rubrics.latest("version"),
        opened_by=bureau_member(),
        opened_at=timezone.now(),
    )
    made.specimens.set(specimens)
    return made


def calibration_sheet(
    of_round: CalibrationRound, specimen: Innovation, verifier: User, points=80
) -> CalibrationSheet:
    """Return what a verifier handed in for a specimen; `points` as in `submitted_sheet`."""
    made = CalibrationSheet.objects.create(
        round=of_round, specimen=specimen, verifier=verifier, handed_in_at=timezone.now()
    )
    by_code = marks(of_round.rubric, points)
    for criterion in of_round.rubric.criteria.all():
        made.scores.create(criterion=criterion, points=by_code[criterion.code])
    return made


def paper_sheet(sheet: Scoresheet, points=80, **fields) -> PaperSheet:
    """Return a paper sheet that the cast's first member of the bureau typed in, with a scan."""
    made = PaperSheet(
        **{"scoresheet": sheet, "typed_by": bureau_member(), "typed_at": timezone.now(), **fields}
    )
    made.scan.save("paper.pdf", ContentFile(PDF), save=False)
    made.save()
    criteria = list(sheet.rubric.criteria.all())
    by_code = _marks([criterion.code for criterion in criteria], points)
    PaperScore.objects.bulk_create(
        PaperScore(paper_sheet=made, criterion=criterion, points=by_code[criterion.code])
        for criterion in criteria
    )
    return made


def minutes(visit: Visit, state: str = "issued", *, number: str = "", **fields) -> Minutes:
    """Return the minutes of a visit that is over, up to a state, signed on paper and issued with a tiny PDF.

    The text is a real one, put together by `verification.minutes_text`, with all photos of the visit.
    """
    at = fields.pop("at", None) or timezone.now() - timedelta(minutes=30)
    signer = minutes_text.Signer("Siti Aminah", "Kepala puskesmas")
    draft = minutes_text.MinutesDraft(signer, photos=[photo.uuid for photo in visit.photos.all()])
    version = visit.minutes.filter(kind="minutes").count() + 1
    text = minutes_text.canonical(minutes_text.of_visit(visit, draft, version=version, at=at))
    is_issued = state == "issued"
    made = Minutes(
        **{
            "visit": visit,
            "stage_id": visit.stage_id,
            "version": version,
            "state": state,
            "text": text,
            "text_hash": minutes_text.hash_of(text),
            "drawn_up_by": visit.lead,
            "drawn_up_at": at,
            "number": number or (f"000.8/{next(_numbers)}" if is_issued else ""),
            "signed_file_hash": hashlib.sha256(PDF).hexdigest() if is_issued else "",
            "issued_by": bureau_member() if is_issued else None,
            "issued_at": at if is_issued else None,
            **fields,
        }
    )
    if is_issued:
        made.signed_file.save("signed.pdf", ContentFile(PDF), save=False)
    made.save()
    if state != "drawn_up":
        MinutesSignature.objects.bulk_create(
            MinutesSignature(
                minutes=made,
                place=place["code"],
                manner="on_paper",
                text_hash=made.text_hash,
                given_by=visit.lead,
                given_at=at,
            )
            for place in made.content["places"]
        )
    return made


def visit_photo(visit: Visit, **fields) -> VisitPhoto:
    """Return a new photo of a visit, sent by its lead, with its two files."""
    made = VisitPhoto(
        **{
            "visit": visit,
            "caption": "Kader menunjukkan register",
            "sha256": hashlib.sha256(str(next(_numbers)).encode()).hexdigest(),
            "size": len(webp()),
            "uploaded_by": visit.lead,
            "uploaded_at": timezone.now(),
            **fields,
        }
    )
    made.file.save("photo.webp", ContentFile(webp()), save=False)
    made.thumbnail.save("thumbnail.webp", ContentFile(webp((4, 3))), save=False)
    made.save()
    return made


def open_standings(stage: Stage) -> Stage:
    """Open the points of a stage to the bureau, whatever is missing."""
    stage.standings_opened_at, stage.standings_opened_by = timezone.now(), bureau_member()
    stage.save(update_fields=["standings_opened_at", "standings_opened_by"])
    return stage


def ranking(stage: Stage, state: str = "frozen", *, group=None, at: datetime | None = None) -> Ranking:
    """Return the ranking of a stage's scored entries, through the real deeds, up to a state.

    Prepared and published by the cast's first member of the bureau, confirmed by the second.
    """
    at = at or timezone.now()
    people = cast()
    if not stage.standings_opened_at:
        open_standings(stage)
    made = freezing.freeze(stage, group or stage.edition.groups.first(), by=people.bureau, at=at)
    if state in ("confirmed", "published"):
        made = publication.confirm(made, by=people.bureau2, at=at)
    if state == "published":
        made = publication.publish(made, by=people.bureau, at=at)
    if state == "retracted":
        made = publication.retract(made, by=people.bureau, at=at, reason="Salah hitung")
    return made
