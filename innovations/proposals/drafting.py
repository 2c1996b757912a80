"""The deeds that write a proposal: what staff type while the innovation can be edited.

Only `begin` leaves a line in the trail: the trail keeps changes of state, not typing.

Each raises PermissionDenied for anyone but staff of the owner agency, and ValidationError when the part can't
be edited now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from innovations.editions import entering
from innovations.editions.models import Edition
from innovations.rulebook.models import Category, Section
from kipp.accounts.access import is_staff_of
from kipp.accounts.models import Agency, User, Village
from kipp.audit import trail
from kipp.saving.stale import require_not_stale

from . import access, proposal_parts
from .models import Answer, Innovation, Location, Revision
from .statuses import Status
from .working_copy import editable, take_out


@dataclass(frozen=True)
class Basics:
    """What an innovation is called and where it belongs."""

    title: str
    category: Category | None = None
    started_on: date | None = None
    trialled_on: date | None = None
    launched_on: date | None = None

    @classmethod
    def of(cls, innovation: Innovation) -> "Basics":
        """Return the basics that are stored of an innovation."""
        return cls(**{field.name: getattr(innovation, field.name) for field in fields(cls)})

    def as_fields(self) -> dict:
        """Return the values by the names of an innovation's fields."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def begin(
    edition: Edition, agency: Agency, basics: Basics, *, by: User, at: datetime, is_sample: bool = False
) -> Innovation:
    """Begin a draft in an edition whose registration is open; return it.

    When the same person begins the same title again, by a double click or from a stale page, the first draft
    is returned. Raises PermissionDenied for anyone but staff of the agency, and ValidationError while
    registration is not open, or when another agency has taken over from this one.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not is_staff_of(by, agency, at=at):
        raise PermissionDenied
    if agency not in entering.agencies_that_enter(by, edition, at=at):
        raise ValidationError(_("Registration is not open, so no innovation can be begun now."))
    if not Agency.objects.existing_on(timezone.localtime(at).date()).filter(pk=agency.pk).exists():
        raise ValidationError(_("Another agency has taken over from this one and enters the innovation."))
    drafts = Innovation.objects.in_edition(edition).filter(status=Status.DRAFT, created_by=by)
    if begun := drafts.filter(agency=agency, title__iexact=basics.title).first():
        return begun
    innovation = Innovation.objects.create(
        edition=edition,
        agency=agency,
        group=edition.groups.first(),  # type: ignore[misc]  # every edition has one
        slug=free_slug(basics.title, edition),
        **basics.as_fields(),
        created_by=by,
        created_at=at,
        is_sample=is_sample,
    )
    Revision.objects.create(innovation=innovation, number=1)
    trail.record("begin", innovation, by=by, at=at, status=innovation.status, edition=edition.year)
    return innovation


@transaction.atomic
def change_basics(
    innovation: Innovation, basics: Basics, *, save_number: int, by: User, at: datetime
) -> Innovation:
    """Change the title, the category or one of the days; `save_number` as in `write`."""
    innovation, _revision = editable(innovation, proposal_parts.BASICS, by=by, at=at)
    if basics == Basics.of(innovation):
        return innovation
    require_not_stale(innovation.save_number, save_number)
    for name, value in basics.as_fields().items():
        setattr(innovation, name, value)
    innovation.save_number += 1
    innovation.save(update_fields=[*basics.as_fields(), "save_number"])
    return innovation


@transaction.atomic
def write(
    innovation: Innovation, section: Section, text: str, *, save_number: int, by: User, at: datetime
) -> Answer:
    """Keep the text of a section in the working copy. It may be kept with gaps or too long, but not sent.

    `save_number` is the number of the text that was on the page, 0 where there was none. Raises
    ValidationError when another text was saved since: nothing is overwritten unread.
    """
    _innovation, revision = editable(innovation, proposal_parts.of_section(section.code), by=by, at=at)
    answer = Answer.objects.filter(revision=revision, section=section).first()
    answer = answer or Answer(revision=revision, section=section)
    if answer.text == text:  # A second click, or a browser that did not hear that it was saved.
        return answer
    require_not_stale(answer.save_number, save_number)
    answer.text, answer.saved_by, answer.saved_at = text, by, at
    answer.save_number += 1
    answer.save()
    return answer


@transaction.atomic
def write_all(innovation: Innovation, texts: Mapping[Section, str], *, by: User, at: datetime) -> None:
    """Keep the texts of several sections in the working copy at once, without asking for a `save_number`."""
    innovation, revision = editable(innovation, by=by, at=at)
    prefetch_related_objects([innovation], "corrections__items")
    for section in texts:
        access.require(by, innovation, access.EDIT, at=at, part=proposal_parts.of_section(section.code))
    Answer.objects.bulk_create(
        [Answer(revision=revision, section=section, text=text) for section, text in texts.items()],
        update_conflicts=True,
        unique_fields=["revision", "section"],
        update_fields=["text"],
    )


@transaction.atomic
def add_location(
    innovation: Innovation,
    village: Village,
    *,
    place: str = "",
    pin: tuple | None = None,
    by: User,
    at: datetime,
) -> Location:
    """Add a village where the innovation can be seen; `pin` is latitude and longitude in degrees.

    Raises ValidationError when the place is on the list already.
    """
    innovation, revision = editable(innovation, proposal_parts.LOCATIONS, by=by, at=at)
    if Location.objects.in_revision(revision).filter(village=village, place=place).exists():
        raise ValidationError(_("This place is on the list already."))
    latitude, longitude = pin or (None, None)
    return Location.objects.create(
        innovation=innovation,
        village=village,
        place=place,
        latitude=latitude,
        longitude=longitude,
        added_in=revision,
    )


@transaction.atomic
def remove_location(location: Location, *, by: User, at: datetime) -> None:
    """Take a village off the list; a version that was sent with it keeps it."""
    _innovation, revision = editable(location.innovation, proposal_parts.LOCATIONS, by=by, at=at)
    take_out(location, revision)


def free_slug(title: str, edition: Edition) -> str:
    """Return a slug that is free: of the title, then with the year, then with a number."""
    base = slugify(title)[:100] or "inovasi"
    taken = set(Innovation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, f"{base}-{edition.year}"]
    candidates += [f"{base}-{edition.year}-{number}" for number in range(2, len(taken) + 3)]
    return next(slug for slug in candidates if slug not in taken)
