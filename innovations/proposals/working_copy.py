"""The version that staff write in. Every deed that changes it begins here."""

from datetime import datetime

from innovations.editions.models import Edition
from innovations.evidence.models import Evidence
from kipp.accounts.models import User
from kipp.certain import certain

from . import access
from .models import Innovation, Location, Revision


def editable(
    innovation: Innovation, part: str = "", *, by: User, at: datetime
) -> tuple[Innovation, Revision]:
    """Lock the innovation and return it with its working copy, if this person can edit the part now.

    `part` is one of proposal_parts: a return may have opened only others. Raises PermissionDenied and
    ValidationError as `access.require`.
    """
    innovation = locked(innovation)
    access.require(by, innovation, access.EDIT, at=at, part=part)
    return innovation, certain(innovation.working_copy)


def take_out(carried: Location | Evidence, revision: Revision) -> None:
    """Take a location or evidence out of the working copy; a version that was sent with it keeps it."""
    if carried.added_in_id == revision.pk:
        carried.delete()
    else:
        carried.removed_in = revision
        carried.save(update_fields=["removed_in"])


def locked(innovation: Innovation) -> Innovation:
    """Lock the edition and then the innovation, and return the innovation as it is now."""
    edition = (
        Edition.objects.select_for_update(no_key=True)
        .prefetch_related("stages")
        .get(pk=innovation.edition_id)
    )
    innovation = (
        Innovation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency__government", "screened_by")
        .get(pk=innovation.pk)
    )
    innovation.edition = edition
    return innovation
