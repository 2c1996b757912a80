"""The deeds about agencies: register one or a whole list, name the one that took over."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from kipp.audit import trail
from kipp.certain import certain
from kipp.lists.importing import RowOutcome, judged, passed
from kipp.lists.spreadsheets import SheetRow

from . import posts_together
from .access import require_role
from .models import Agency, Government, Membership, Role, User
from .offices import Offices, choice


@transaction.atomic
def register(government: Government, kind: str, name: str, *, by: User, at: datetime) -> Agency:
    """Register an agency and return it.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when the government has an agency
    of that name already.
    """
    require_role(by, Role.BUREAU, at=at)
    # The lock on the government makes two people who register the same name wait for each other.
    Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    if Agency.objects.filter(government=government, name__iexact=name).exists():
        raise ValidationError(_("This government has an agency of that name already."))
    agency = Agency.objects.create(government=government, kind=kind, name=name)
    trail.record("register_agency", agency, by=by, at=at, government=government.code)
    return agency


def judge(rows: Sequence[SheetRow]) -> list[RowOutcome]:
    """Return what comes of each row of an imported list of agencies."""
    offices = Offices()
    return judged(
        rows,
        lambda row: _fields(row, offices),
        key=lambda fields: (fields["government"].pk, fields["name"].casefold()),
        is_known=lambda fields: bool(offices.known_agency(fields["government"], fields["name"])),
    )


def _fields(row: SheetRow, offices: Offices) -> dict[str, Any]:
    government = offices.government(row["government"])
    name, longest = row["name"], certain(Agency._meta.get_field("name").max_length)
    if not name:
        raise ValidationError(_("Write the name of the agency."))
    if len(name) > longest:
        raise ValidationError(_("The name has more than %(number)d characters.") % {"number": longest})
    if not (kind := choice(row["kind"], Agency.Kind.choices)):
        kinds = ", ".join(str(label) for label in Agency.Kind.labels)
        raise ValidationError(_("Write the kind as one of: %(kinds)s.") % {"kinds": kinds})
    return {"government": government, "kind": kind, "name": name}


@transaction.atomic
def import_all(rows: Sequence[SheetRow], *, by: User, at: datetime) -> int:
    """Register all agencies of a list that are not known yet; return how many.

    Raises PermissionDenied for anyone but the bureau, and ValidationError when a single row is wrong: then
    none is registered.
    """
    require_role(by, Role.BUREAU, at=at)
    # All governments, always in the same order: as `register` does for one.
    list(Government.objects.select_for_update(no_key=True).order_by("pk"))
    made = Agency.objects.bulk_create(Agency(**verdict.fields) for verdict in passed(judge(rows)))
    for agency in made:
        trail.record("register_agency", agency, by=by, at=at, government=agency.government.code)
    return len(made)


@transaction.atomic
def succeed(
    agency: Agency, successor: Agency, on: date, *, move_staff: bool = True, by: User, at: datetime
) -> Agency:
    """Name the agency that takes over on a day, as after a reorganisation; return the earlier agency.

    Its staff posts end on the day before; with `move_staff` their holders get the same post in the successor
    from that day on. It can begin no innovation any more, and its results keep its name. Raises
    PermissionDenied for anyone but the bureau, and ValidationError when it has a successor already, or when
    the other one can't be its successor.
    """
    require_role(by, Role.BUREAU, at=at)
    locked = Agency.objects.select_for_update(no_key=True).filter(pk__in=[agency.pk, successor.pk])
    found = {one.pk: one for one in locked.order_by("pk")}
    agency, successor = found[agency.pk], found[successor.pk]
    if agency == successor:
        raise ValidationError(_("Choose another agency: none takes over from itself."))
    if agency.successor_id:
        raise ValidationError(_("This agency has a successor already."))
    if successor.successor_id:
        raise ValidationError(_("That agency has a successor itself. Choose that one."))
    if agency.government_id != successor.government_id:
        raise ValidationError(_("Choose an agency of the same government."))
    agency.successor, agency.succeeded_on = successor, on
    agency.save(update_fields=["successor", "succeeded_on"])
    _end_posts(agency, on, successor if move_staff else None)
    trail.record("succeed", agency, by=by, at=at, successor=successor.pk, starts_on=on)
    return agency


def _end_posts(agency: Agency, on: date, successor: Agency | None) -> None:
    last_day = on - timedelta(days=1)
    held_later = Q(ends_on=None) | Q(ends_on__gt=last_day)
    posts = Membership.objects.select_for_update().filter(held_later, agency=agency, role=Role.STAFF)
    if successor:
        _require_together(posts, successor, on)
        there = Membership.objects.filter(agency=successor, role=Role.STAFF).filter(
            Q(ends_on=None) | Q(ends_on__gte=on)
        )
        already = set(there.values_list("user", flat=True))
        Membership.objects.bulk_create(
            Membership(
                user_id=post.user_id,
                role=Role.STAFF,
                agency=successor,
                letter=post.letter,
                starts_on=max(on, post.starts_on),
                ends_on=post.ends_on,
            )
            for post in posts
            if post.user_id not in already
        )
    # A post that begins later ends on its first day: a post has at least one day.
    posts.update(ends_on=Greatest(F("starts_on"), Value(last_day)))


def _require_together(posts: Iterable[Membership], successor: Agency, on: date) -> None:
    """Raise ValidationError when someone whose post moves holds another that does not go together with it."""
    others = Membership.objects.held_from(on).filter(user__in=[post.user_id for post in posts])
    others = others.exclude(pk__in=[post.pk for post in posts]).with_offices().select_related("user")
    if sentence := posts_together.first_obstacle(others, Role.STAFF, government=None, agency=successor):
        raise ValidationError(sentence)
