"""The people and agencies of the demo, written straight into the database: their posts began in 2018."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from innovations.integrity import statements
from innovations.models import Conflict, Edition
from kipp.accounts.models import Agency, Government, Membership, Role, User

from .accounts import ACCOUNTS, PASSWORD
from .agencies import AGENCIES
from .calendar import wib

SINCE = date(2018, 1, 1)

# Two verifiers with a conflict, so that the rule can be seen: one by an employer, one by declaration.
EMPLOYED_VERIFIER, EMPLOYER = "verifikator7@kipp.test", "33.74"
DECLARING_VERIFIER, DECLARED_AGENCY = "verifikator9@kipp.test", "RSUD Tugurejo"


@dataclass(frozen=True)
class Cast:
    """Who acts in the demo: accounts by the name before the @, and somebody for every agency and government."""

    people: dict[str, User]
    agencies: dict[tuple[str, str], Agency]  # by government code and name
    staff: dict[int, User]  # by agency
    coordinators: dict[int, User]  # by government

    @property
    def bureau(self) -> User:
        return self.people["biro"]

    @property
    def second_bureau(self) -> User:
        return self.people["biro2"]

    def verifiers(self, *numbers: int) -> list[User]:
        return [self.people[f"verifikator{number}"] for number in numbers]

    @property
    def judges(self) -> list[User]:
        """All who sign the statement of an edition before judging in it."""
        return [self.bureau, self.second_bureau, *self.verifiers(*range(1, 13))]

    def sign(self, edition: Edition, *, at: datetime) -> None:
        """Let all of them sign it."""
        shown = statements.digest(statements.text(edition))
        for person in self.judges:
            statements.sign(edition, shown=shown, by=person, at=at)

    def sender_for(self, agency: Agency) -> User:
        return self.staff[agency.pk] if agency.sends_by_itself else self.coordinators[agency.government_id]


def gather() -> Cast:
    """Create the accounts, the agencies, and a closed account for all others who must have acted."""
    governments = {government.code: government for government in Government.objects.all()}
    agencies = _agencies(governments)
    people, staff, coordinators = _accounts(governments, agencies)
    _fill(agencies, governments, staff, coordinators)
    _conflicts(people, agencies)
    return Cast(people, agencies, staff, coordinators)


def _agencies(governments):
    return {
        (code, name): Agency.objects.create(government=governments[code], kind=kind, name=name)
        for code, kind, name in AGENCIES
    }


def _accounts(governments, agencies):
    by_name = {agency.name: agency for agency in agencies.values()}
    named = {government.name: government for government in governments.values()}
    # One hash for all, since making eighteen would take seconds.
    password = make_password(PASSWORD)
    people, staff, coordinators = {}, {}, {}
    for account in ACCOUNTS:
        user = User.objects.create(email=account.email, name=account.name, password=password)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        people[account.email.split("@")[0]] = user
        post = Membership(user=user, role=account.role, starts_on=SINCE)
        if account.role == Role.STAFF:
            post.agency = by_name[account.office]
            staff[post.agency.pk] = user
        elif account.role == Role.COORDINATOR:
            post.government = named[account.office]
            coordinators[post.government.pk] = user
        elif account.email == EMPLOYED_VERIFIER:
            post.government = governments[EMPLOYER]
        post.save()
    return people, staff, coordinators


def _fill(agencies, governments, staff, coordinators):
    """Give every other agency and government somebody who acted: accounts that nobody can sign in to."""
    for agency in agencies.values():
        if agency.pk not in staff:
            staff[agency.pk] = _closed(f"staf.{agency.pk}", f"Staf {agency.name}")
            Membership.objects.create(user=staff[agency.pk], role=Role.STAFF, agency=agency, starts_on=SINCE)
    for government in governments.values():
        if not government.is_province and government.pk not in coordinators:
            user = _closed(f"koordinator.{government.code}", f"Bagian Organisasi {government.name}")
            coordinators[government.pk] = user
            Membership.objects.create(
                user=user, role=Role.COORDINATOR, government=government, starts_on=SINCE
            )


def _closed(name, full_name):
    return User.objects.create(email=f"{name}@kipp.test", name=full_name, password="!", is_active=False)


def _conflicts(people, agencies):
    user = people[DECLARING_VERIFIER.split("@", maxsplit=1)[0]]
    Conflict.objects.create(
        user=user,
        agency=agencies["33", DECLARED_AGENCY],
        kind=Conflict.Kind.COACHED,
        reason="Pernah mendampingi penyusunan proposal instansi ini.",
        declared_by=user,
        declared_at=wib(2018, 1, 2),
    )
