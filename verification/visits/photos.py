"""The photos of a field visit: added, described and removed by its lead while the record is open.

Each deed raises PermissionDenied and ValidationError as `record.written_by_lead`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from kipp.accounts.models import User
from kipp.files import uploads
from kipp.saving.stale import require_not_stale

from .models import Visit, VisitPhoto
from .record import written_by_lead

# As many as fit into the minutes (berita acara) and can be sent from a village.
MOST_PHOTOS = 40


@dataclass(frozen=True)
class Description:
    """What a photo shows, and when it was taken."""

    caption: str = ""
    taken_at: datetime | None = None

    @classmethod
    def of(cls, photo: VisitPhoto) -> "Description":
        """Return the stored description of a photo."""
        return cls(photo.caption, photo.taken_at)


@transaction.atomic
def add(
    visit: Visit,
    picture: uploads.Photo,
    description: Description,
    *,
    uuid: UUID | None = None,
    by: User,
    at: datetime,
) -> VisitPhoto:
    """Add a photo as `uploads.read_photo` returns it; without a time in the description, the camera's counts.

    The same file twice, with the same key or another one, is stored once, and the first photo is returned.
    Raises ValidationError also when another file is stored with the key, or the visit has MOST_PHOTOS.
    """
    visit = written_by_lead(visit, by=by, at=at)
    uuid = uuid or uuid4()
    if stored := VisitPhoto.objects.filter(uuid=uuid).first():
        if (stored.visit_id, stored.sha256) != (visit.pk, picture.sha256):
            raise ValidationError(_("Another photo stands under this key already. Open the visit again."))
        return stored
    if stored := visit.photos.filter(sha256=picture.sha256).first():
        return stored
    if visit.photos.count() >= MOST_PHOTOS:
        raise ValidationError(
            _("A visit has at most %(most)d photos. Take one out before you add another.")
            % {"most": MOST_PHOTOS}
        )
    photo = VisitPhoto(
        visit=visit,
        uuid=uuid,
        caption=description.caption,
        taken_at=_not_ahead(description.taken_at or picture.capture.taken_at, at),
        sha256=picture.sha256,
        size=len(picture.display),
        uploaded_by=by,
        uploaded_at=at,
    )
    photo.file.save(uploads.new_name("webp"), ContentFile(picture.display), save=False)
    photo.thumbnail.save(uploads.new_name("webp"), ContentFile(picture.thumbnail), save=False)
    photo.save()
    return photo


@transaction.atomic
def describe(
    photo: VisitPhoto, description: Description, *, save_number: int, by: User, at: datetime
) -> VisitPhoto:
    """Save a photo's caption and time.

    `save_number` is the one that the form showed. Raises ValidationError also when the description was saved
    since, so that nothing is overwritten unseen.
    """
    written_by_lead(photo.visit, by=by, at=at)
    photo = VisitPhoto.objects.get(pk=photo.pk)
    if Description.of(photo) == description:
        return photo
    require_not_stale(photo.save_number, save_number)
    photo.caption, photo.taken_at = description.caption, _not_ahead(description.taken_at, at)
    photo.save_number += 1
    photo.save(update_fields=["caption", "taken_at", "save_number"])
    return photo


@transaction.atomic
def remove(photo: VisitPhoto, *, by: User, at: datetime) -> None:
    """Remove a photo; its files are deleted after the commit."""
    written_by_lead(photo.visit, by=by, at=at)
    for file in (photo.file, photo.thumbnail):
        transaction.on_commit(partial(file.storage.delete, str(file)))
    photo.delete()


def _not_ahead(taken_at: datetime | None, at: datetime) -> datetime | None:
    """Return the time, but no later than `at`, when the photo was sent: a camera's clock may be fast."""
    return min(taken_at, at) if taken_at else None
