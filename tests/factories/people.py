"""People and their posts, governments, agencies and villages."""

from datetime import date, timedelta
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from innovations.integrity import statements
from innovations.models import Edition, Statement
from kipp.accounts.models import Agency, Government, Invitation, Membership, Role, User, Village

PASSWORD = "kain-jlamprang-2019"

# Since when everybody holds their post, and since when every innovation is implemented.
SINCE = date(2018, 1, 1)

# The days of a post that was over before: nobody holds posts of two sides at the same time.
FORMERLY = {"starts_on": date(2016, 1, 1), "ends_on": date(2017, 12, 31)}

numbers = count(1)


@cache
def hashed_password() -> str:
    return make_password(PASSWORD)


def user(name: str = "", email: str = "", *, is_active: bool = True) -> User:
    """Return a new person without posts."""
    number = next(numbers)
    return User.objects.create(
        email=email or f"orang-{number}@kipp.example",
        name=name or f"Orang {number}",
        password=hashed_password(),
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

    Anyone made here to judge has signed; a test about the statement takes it away: `unsigned`.
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
    name = name or f"Puskesmas {next(numbers)}"
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
