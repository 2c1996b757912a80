"""Lists of people to invite: what comes of each row. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from kipp.lists.importing import RowOutcome, judged
from kipp.lists.spreadsheets import SheetRow

from . import posts_together
from .models import Agency, Government, Invitation, Membership, Role, User
from .offices import Offices, choice

# Each of them gets a mail, which is written while the deed runs.
MOST_PEOPLE = 500


def judge(rows: Sequence[SheetRow], *, by: User, at: datetime) -> list[RowOutcome]:
    """Return what comes of each row.

    A person is known who holds the post already, or is invited to it.
    """
    offices, today = Offices(), timezone.localtime(at).date()
    held = _posts_from(today + timedelta(days=1), rows)
    posts = Membership.objects.held_on(today).values_list("user__email", "role", "government", "agency")
    invited = Invitation.objects.waiting(at).values_list("email", "role", "government", "agency")
    known, places = {*posts, *invited}, count()

    def read(row: SheetRow) -> dict[str, Any]:
        _require_few(next(places))
        fields = _fields(row, offices, today)
        if _key(fields) not in known:
            _require_fit(fields, by, held[fields["email"]])
        return fields

    return judged(rows, read, key=_key, is_known=lambda fields: _key(fields) in known)


def _posts_from(day: date, rows: Sequence[SheetRow]) -> Mapping[str, list[Membership]]:
    """Return the posts that the people of the list hold on that day or later, by address."""
    addresses = {row["email"].lower() for row in rows}
    posts = Membership.objects.held_from(day).filter(user__email__in=addresses)
    found = defaultdict(list)
    for post in posts.with_offices().select_related("user"):
        found[post.user.email].append(post)
    return found


def _require_fit(fields: dict[str, Any], by: User, posts: Iterable[Membership]) -> None:
    """Raise ValidationError for one's own address and for posts that rule each other out, as `invite`."""
    if fields["email"] == by.email:
        raise ValidationError(_("This is your own address: nobody appoints themselves. Ask a colleague."))
    office = {"government": fields["government"], "agency": fields["agency"]}
    if sentence := posts_together.first_obstacle(posts, fields["role"], **office):
        raise ValidationError(sentence)


def _key(fields: dict[str, Any]) -> tuple:
    government, agency = fields["government"], fields["agency"]
    return fields["email"], fields["role"], government and government.pk, agency and agency.pk


def _require_few(place: int) -> None:
    if place >= MOST_PEOPLE:
        raise ValidationError(_("At most %(number)d people are imported at once.") % {"number": MOST_PEOPLE})


def _fields(row: SheetRow, offices: Offices, today: date) -> dict[str, Any]:
    """Return the fields of an invitation. Raises ValidationError with the first thing that is wrong."""
    name, email, letter = row["name"], row["email"].lower(), row["letter"]
    if not name:
        raise ValidationError(_("Write the name of the person."))
    if len(name) > 150 or len(letter) > 150:
        raise ValidationError(_("Name and letter have at most %(number)d characters.") % {"number": 150})
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(_("“%(email)s” is not an e-mail address.") % {"email": email}) from None
    if len(email) > 254:
        raise ValidationError(_("The e-mail address is too long."))
    role = choice(row["role"], Role.choices) or choice(row["role"], _short_roles())
    if not role:
        roles = ", ".join(str(label) for label in Role.labels)
        raise ValidationError(_("Write the role as one of: %(roles)s.") % {"roles": roles})
    government, agency = _office(role, row, offices)
    if agency and not agency.exists_on(today):
        raise ValidationError(_("Another agency has taken over from this one. Invite its staff there."))
    return {
        "name": name,
        "email": email,
        "role": role,
        "government": government,
        "agency": agency,
        "letter": letter,
    }


def _short_roles() -> list[tuple[str, str]]:
    """Return the roles without the part in brackets, which nobody types."""
    return [(value, str(label).partition(" (")[0]) for value, label in Role.choices]


def _office(role: str, row: SheetRow, offices: Offices) -> tuple[Government | None, Agency | None]:
    """Return the government and the agency of a post, as `office_fits_role` wants them."""
    code, name = row["government"], row["agency"]
    if role in (Role.BUREAU, Role.AUDITOR):
        if code or name:
            raise ValidationError(_("Leave government and agency empty for this role."))
        return None, None
    if role == Role.COORDINATOR:
        if not code or name:
            raise ValidationError(_("For a coordinator write the government code and no agency."))
        return offices.government(code), None
    if role == Role.STAFF and not (code and name):
        raise ValidationError(_("For agency staff write the government code and the agency."))
    if name:
        return None, offices.agency(code, name)
    return (offices.government(code), None) if code else (None, None)
