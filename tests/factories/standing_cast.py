"""The standing cast: one person for each role, the same in every test."""

import copy
from dataclasses import dataclass
from functools import cache

from innovations.integrity import statements
from kipp.accounts.models import Agency, Government, Membership, Role, User
from tests.kept_rows import Rows, rows_of, write_again
from tests.undone import undone

from .people import GOVERNMENTS, SINCE, hashed_password, post, sign_statements, user


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
    if User.objects.exists() or Government.objects.exists():
        return _completed()
    made, rows = copy.deepcopy(_first())
    write_again(rows)
    sign_statements()
    return made


@cache
def _first() -> tuple[Cast, Rows]:
    """Return the cast of an empty portal, and its rows: written once a process, and undone."""
    with undone():
        made = _completed()
        tables = (Government, Agency, User, Membership)
        return made, rows_of(*(model.objects.all() for model in tables))


def _completed() -> Cast:
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
        User(email=_email(key), name=_PEOPLE[key][0], password=hashed_password()) for key in missing
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
