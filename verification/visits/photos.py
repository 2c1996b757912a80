"""The photos of a field visit: added, described and taken out by its lead while the record is open."""

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

# What a berita acara can hold and a village's signal can carry.
MOST_PHOTOS = 40


@dataclass(frozen=True)
class Description:
    """What a photo shows, and when it was taken."""

    caption: str = ""
    taken_at: datetime | None = None

    @classmethod
    def of(cls, photo: VisitPhoto) -> "Description":
        """Return what is stored."""
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
    """Add a photo that `uploads.read_photo` has checked and drawn anew; where no time is said, the camera's.

    The same file twice, under the same key or another one, stays one photo. Raises ValidationError when
    another file is stored under the key.
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
    """Write a photo's caption and time.

    `save_number` is that of the description on which this one was typed. Raises ValidationError when another
    one was saved meanwhile: nothing is overwritten unread.
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
    """Take a photo out while the record is open; its files are deleted once all is done."""
    written_by_lead(photo.visit, by=by, at=at)
    for file in (photo.file, photo.thumbnail):
        transaction.on_commit(partial(file.storage.delete, str(file)))
    photo.delete()


def _not_ahead(taken_at: datetime | None, at: datetime) -> datetime | None:
    """A camera whose clock runs ahead took the photo at the latest when it was sent."""
    return min(taken_at, at) if taken_at else None
