"""The photos of a visit: kept once, encoded again, changed by the lead while the record is open."""

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from PIL import Image

from kipp.files import uploads
from kipp.files.capture import Capture
from tests import factories
from tests.expectations import refused
from verification.models import Visit, VisitPhoto
from verification.visits import photos as visit_photos
from verification.visits.photos import Description

pytestmark = pytest.mark.django_db

NOW = timezone.now()
EARLIER = NOW - timedelta(hours=1)
MARK, OTHER_MARK = UUID(int=1), UUID(int=2)
SAID = Description("Kader menunjukkan register", EARLIER)


@pytest.fixture
def planned(cast):
    factories.edition(at_stage="field")
    return factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2])


def picture(number=0, **more):
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    return uploads.Photo(factories.webp(), factories.webp((4, 3)), sha256, **more)


def add(cast, visit, number=0, said=SAID, *, uuid=MARK, by="verifier", at=NOW, **more):
    return visit_photos.add(visit, picture(number, **more), said, uuid=uuid, by=getattr(cast, by), at=at)


def test_the_lead_adds_a_photo_with_its_caption_and_time(cast, planned):
    photo = add(cast, planned)

    assert (photo.uuid, photo.caption, photo.taken_at) == (MARK, SAID.caption, EARLIER)
    assert (photo.uploaded_by, photo.size) == (cast.verifier, len(factories.webp()))
    for stored, size in ((photo.file, (8, 6)), (photo.thumbnail, (4, 3))):
        with stored.open() as file, Image.open(file) as drawn:
            assert drawn.size == size


def test_the_same_photo_is_kept_once_under_whichever_mark(cast, planned):
    first = add(cast, planned)

    assert add(cast, planned) == add(cast, planned, uuid=OTHER_MARK) == first
    assert VisitPhoto.objects.get() == first


def test_the_same_photo_again_does_not_change_its_caption(cast, planned):
    add(cast, planned)

    assert add(cast, planned, said=Description("Lain")).caption == SAID.caption


def test_another_photo_does_not_take_the_place_of_what_stands_under_a_mark(cast, planned):
    add(cast, planned)
    other = factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2])

    with refused(ValidationError):
        add(cast, planned, 1)
    with refused(ValidationError):
        add(cast, other)


def test_the_camera_tells_the_time_where_nobody_does_and_never_a_time_ahead(cast, planned):
    camera = {"capture": Capture(taken_at=EARLIER)}
    assert add(cast, planned, 1, Description(), uuid=UUID(int=11), **camera).taken_at == EARLIER
    assert add(cast, planned, 2, Description(), uuid=UUID(int=12)).taken_at is None
    ahead = {"capture": Capture(taken_at=NOW + timedelta(days=1))}
    assert add(cast, planned, 3, Description(), uuid=UUID(int=13), **ahead).taken_at == NOW


def test_a_visit_has_so_many_photos_and_no_more(cast, planned, monkeypatch):
    monkeypatch.setattr(visit_photos, "MOST_PHOTOS", 2)
    add(cast, planned, 1, uuid=UUID(int=11))
    add(cast, planned, 2, uuid=UUID(int=12))

    with refused(ValidationError):
        add(cast, planned, 3, uuid=UUID(int=13))
    # What is there already is told as kept.
    assert add(cast, planned, 2, uuid=UUID(int=12)).uuid == UUID(int=12)


def test_the_lead_describes_a_photo_again_and_overwrites_nothing_unread(cast, planned):
    photo = add(cast, planned)
    doing = {"by": cast.verifier, "at": NOW}

    changed = visit_photos.describe(photo, Description("Register"), save_number=0, **doing)
    again = visit_photos.describe(photo, Description("Register"), save_number=0, **doing)
    with refused(ValidationError):
        visit_photos.describe(photo, Description("Buku"), save_number=0, **doing)

    assert (changed.caption, changed.taken_at, changed.save_number) == ("Register", None, 1)
    assert again.save_number == 1


def test_a_photo_that_is_taken_out_leaves_no_files(cast, planned, django_capture_on_commit_callbacks):
    photo = add(cast, planned)
    assert photo.file.storage.exists(photo.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        visit_photos.remove(photo, by=cast.verifier, at=NOW)

    assert not VisitPhoto.objects.exists()
    assert not any(file.storage.exists(file.name) for file in (photo.file, photo.thumbnail))


def deeds(cast, photo, who):
    by = getattr(cast, who)
    return [
        lambda: add(cast, photo.visit, 1, uuid=OTHER_MARK, by=who),
        lambda: visit_photos.describe(photo, Description("Lain"), save_number=0, by=by, at=NOW),
        lambda: visit_photos.remove(photo, by=by, at=NOW),
    ]


@pytest.mark.parametrize("who", ["verifier2", "verifier3", "bureau", "staff", "auditor", "nobody"])
def test_nobody_but_the_lead_adds_or_changes_photos(cast, planned, who):
    photo = factories.visit_photo(planned)

    for deed in deeds(cast, photo, who):
        with refused(PermissionDenied):
            deed()


def test_the_photos_of_a_closed_record_stay_as_they_are(cast, planned):
    photo = factories.visit_photo(planned)
    Visit.objects.update(state="held")

    for deed in deeds(cast, photo, "verifier"):
        with refused(ValidationError):
            deed()
