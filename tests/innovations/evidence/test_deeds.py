"""The deeds that support a proposal with photos, documents and a film."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from innovations.evidence import deeds as attaching
from innovations.evidence.blurring import Area
from innovations.evidence.deeds import Description
from innovations.models import Evidence
from innovations.sending import lifecycle
from kipp.audit.models import TrailEntry
from kipp.files import pictures, uploads
from kipp.files.capture import Capture
from tests import factories
from tests.expectations import refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()
WRONG_PEOPLE = [
    "stranger",
    "coordinator",
    "other_coordinator",
    "provincial_staff",
    "verifier",
    "bureau",
    "auditor",
    "nobody",
]
PHOTO = uploads.Photo(display=factories.webp(), thumbnail=factories.webp((4, 3)), sha256="a" * 64)
DOCUMENT = uploads.Document(content=factories.PDF, sha256="b" * 64)
AREA = Area(left=0, top=0, width=50, height=50)


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration", required_documents=True)


@pytest.fixture
def draft(edition):
    return factories.innovation("draft", edition=edition)


@pytest.fixture
def returned(edition):
    """An innovation that was sent and is being corrected: its second revision is the working copy."""
    return factories.innovation("returned", edition=edition)


def the_deeds(innovation, by, at=NOW):
    """Every deed about evidence, as {name: what does it}; the innovation has a photo and a document."""
    doing = {"by": by, "at": at}
    photo = innovation.evidence.filter(kind="photo").first()
    document = innovation.evidence.filter(kind="document").first()
    return {
        "add_photo": lambda: attaching.add_photo(innovation, PHOTO, Description("Alat"), **doing),
        "add_document": lambda: attaching.add_document(innovation, DOCUMENT, Description("SK"), **doing),
        "describe": lambda: attaching.describe(document, Description("Lain"), save_number=0, **doing),
        "blur": lambda: attaching.blur(photo, AREA, **doing),
        "move": lambda: attaching.move(photo, up=False, **doing),
        "link_video": lambda: attaching.link_video(innovation, "https://video.example/1", **doing),
        "remove": lambda: attaching.remove(
            innovation.evidence.filter(kind="document", removed_in=None).last(), **doing
        ),
    }


def content(stored):
    with stored.open() as file:
        return file.read()


def of(evidence):
    return Evidence.objects.get(pk=evidence.pk)


# Adding


def test_staff_add_a_photo(cast, draft):
    section = draft.edition.sections.get(code="results")
    description = Description(
        caption="Alat",
        section=section,
        alternative_text="Alat di meja",
        shows_no_patients_or_children=True,
        shows_recognisable_people=True,
        consent="written",
    )

    made = of(attaching.add_photo(draft, PHOTO, description, by=cast.staff, at=NOW))

    assert Description.of(made) == description
    assert (made.kind, made.sha256, made.size, made.uploaded_by, made.uploaded_at, made.added_in) == (
        "photo",
        "a" * 64,
        len(PHOTO.display),
        cast.staff,
        NOW,
        draft.working_copy,
    )
    assert (made.taken_at, made.latitude, made.longitude) == (None, None, None)
    assert (content(made.file), content(made.thumbnail)) == (PHOTO.display, PHOTO.thumbnail)


def test_a_photo_keeps_the_time_and_place_that_were_read(cast, draft):
    capture = Capture(NOW, -7, 109)
    photo = uploads.Photo(PHOTO.display, PHOTO.thumbnail, "c" * 64, capture)

    made = of(attaching.add_photo(draft, photo, Description(), by=cast.staff, at=NOW))

    assert (made.taken_at, made.latitude, made.longitude) == (NOW, -7, 109)


def test_staff_add_a_required_document(cast, draft):
    required = draft.edition.required_documents.get(code="start_proof")

    made = of(
        attaching.add_document(
            draft, DOCUMENT, Description(required_document=required), by=cast.colleague, at=NOW
        )
    )

    assert (made.kind, made.required_document, made.sha256, made.size, bool(made.thumbnail)) == (
        "document",
        required,
        "b" * 64,
        len(factories.PDF),
        False,
    )
    assert content(made.file) == factories.PDF


def test_a_file_stands_on_the_list_once(cast, draft):
    attaching.add_document(draft, DOCUMENT, Description("SK"), by=cast.staff, at=NOW)

    with refused(ValidationError):
        attaching.add_document(draft, DOCUMENT, Description("SK lagi"), by=cast.staff, at=NOW)


def test_the_same_file_may_support_another_innovation_and_both_are_told(cast, draft):
    other = factories.innovation("draft", edition=draft.edition)
    elsewhere = factories.innovation("draft", edition=factories.edition(2018))
    made = attaching.add_document(draft, DOCUMENT, Description("SK"), by=cast.staff, at=NOW)
    factories.document(elsewhere, sha256=DOCUMENT.sha256)

    def told():
        return sorted(
            item.innovation_id for item in Evidence.objects.told_if_elsewhere() if item.is_elsewhere
        )

    assert told() == []
    twin = attaching.add_document(other, DOCUMENT, Description("SK"), by=cast.staff, at=NOW)

    assert told() == sorted([made.innovation_id, twin.innovation_id])


# Describing


def test_a_description_is_written_afterwards(cast, draft):
    made = factories.photo(draft, caption="", alternative_text="", public=False)
    said = Description("Kader", alternative_text="Kader di balai", shows_no_patients_or_children=True)

    attaching.describe(made, said, save_number=0, by=cast.staff, at=NOW)

    assert Description.of(of(made)) == said
    assert draft.evidence.filter(kind="photo").count() == 1


def test_what_was_sent_keeps_its_words_and_the_correction_has_its_own(cast, returned):
    sent = factories.photo(returned, returned.revisions.get(number=1), caption="Salah")

    made = attaching.describe(sent, Description("Benar"), save_number=0, by=cast.staff, at=NOW)

    first, second = returned.revisions.order_by("number")
    captions = [
        [item.caption for item in Evidence.objects.in_revision(revision).filter(kind="photo")]
        for revision in (first, second)
    ]
    assert captions == [["Salah"], ["Benar"]]
    assert (made.pk == sent.pk, made.file.name == sent.file.name) == (False, True)


def test_a_file_that_a_sent_version_shows_is_not_deleted_with_its_twin(
    cast, returned, django_capture_on_commit_callbacks
):
    sent = factories.photo(returned, returned.revisions.get(number=1))
    twin = attaching.describe(sent, Description("Benar"), save_number=0, by=cast.staff, at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove(twin, by=cast.staff, at=NOW)

    assert not Evidence.objects.filter(pk=twin.pk).exists()
    assert default_storage.exists(sent.file.name)


# Hiding a face


def striped():
    """A picture in which each column differs, so that blurring changes it."""
    image = Image.new("RGB", (100, 50))
    for x in range(100):
        image.paste((x % 2 * 255,) * 3, (x, 0, x + 1, 50))
    return image


@pytest.fixture
def photo(draft):
    made = factories.photo(draft)
    made.file.storage.delete(made.file.name)
    made.file.save("garis.webp", ContentFile(pictures.as_webp(striped(), 90)))
    return made


def opened(file):
    with file.open() as stored, Image.open(stored) as image:
        return image.convert("L")


def contrast(image, box):
    low, high = image.crop(box).getextrema()
    return high - low


def test_a_face_can_not_be_recognised_any_more_and_the_rest_stays(
    cast, draft, photo, django_capture_on_commit_callbacks
):
    before = [photo.file.name, photo.thumbnail.name]

    with django_capture_on_commit_callbacks(execute=True):
        made = attaching.blur(photo, Area(left=0, top=0, width=50, height=100), by=cast.staff, at=NOW)

    image = opened(of(made).file)
    assert (image.size, made.pk) == ((100, 50), photo.pk)
    assert contrast(image, (5, 5, 40, 45)) < 60
    assert contrast(image, (60, 5, 95, 45)) > 120
    assert made.sha256 == photo.sha256
    assert [default_storage.exists(name) for name in before] == [False, False]


def test_what_was_sent_keeps_its_picture(cast, returned, django_capture_on_commit_callbacks):
    sent = factories.photo(returned, returned.revisions.get(number=1))

    with django_capture_on_commit_callbacks(execute=True):
        made = attaching.blur(sent, AREA, by=cast.staff, at=NOW)

    assert (made.pk == sent.pk, made.file.name == sent.file.name) == (False, False)
    assert default_storage.exists(sent.file.name)
    assert list(Evidence.objects.in_revision(returned.working_copy).filter(kind="photo")) == [made]


def test_a_document_is_not_blurred(cast, draft):
    with refused(ValidationError):
        attaching.blur(draft.evidence.first(), AREA, by=cast.staff, at=NOW)


@pytest.mark.parametrize(
    ("area", "box"),
    [
        (Area(0, 0, 50, 50), (0, 0, 50, 25)),
        (Area(90, 90, 100, 100), (90, 45, 100, 50)),
        (Area(100, 100, 1, 1), (99, 49, 100, 50)),
        (Area(10.4, 0, 0.1, 0.1), (10, 0, 11, 1)),
    ],
)
def test_an_area_always_lies_in_the_picture(area, box):
    assert area.pixels_of(Image.new("RGB", (100, 50))) == box


# Order


def test_files_change_places_with_their_neighbours_of_the_same_kind(cast, draft):
    first, second, third = (factories.photo(draft, caption=name) for name in "ABC")

    def order():
        return "".join(
            item.caption for item in Evidence.objects.in_revision(draft.working_copy).filter(kind="photo")
        )

    orders = []
    for moved, up in [(third, True), (third, True), (third, True), (first, False), (second, False)]:
        attaching.move(moved, up=up, by=cast.staff, at=NOW)
        orders.append(order())

    assert orders == ["ACB", "CAB", "CAB", "CBA", "CAB"]


def test_a_new_file_comes_last(cast, draft):
    attaching.move(factories.photo(draft, caption="A"), up=True, by=cast.staff, at=NOW)

    made = attaching.add_photo(draft, PHOTO, Description("B"), by=cast.staff, at=NOW)

    assert list(draft.evidence.filter(kind="photo"))[-1] == made


# Removing


def test_evidence_of_the_working_copy_goes_with_its_files(cast, draft, django_capture_on_commit_callbacks):
    made = attaching.add_photo(draft, PHOTO, Description("Alat"), by=cast.staff, at=NOW)
    names = [made.file.name, made.thumbnail.name]

    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove(made, by=cast.staff, at=NOW)
        assert [default_storage.exists(name) for name in names] == [True, True]

    assert not Evidence.objects.filter(sha256=PHOTO.sha256).exists()
    assert [default_storage.exists(name) for name in names] == [False, False]


def test_evidence_that_was_sent_stays_with_what_was_sent(cast, returned, django_capture_on_commit_callbacks):
    known = factories.document(returned, returned.revisions.get(number=1))

    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove(known, by=cast.staff, at=NOW)

    first, second = returned.revisions.order_by("number")
    assert known in Evidence.objects.in_revision(first)
    assert known not in Evidence.objects.in_revision(second)
    assert default_storage.exists(known.file.name)


def test_what_is_gone_already_is_told(cast, draft):
    gone = factories.photo(draft)
    Evidence.objects.filter(pk=gone.pk).delete()

    with refused(ValidationError):
        attaching.describe(gone, Description("Alat"), save_number=0, by=cast.staff, at=NOW)


# A film


def test_the_link_of_a_film_comes_along_into_a_correction(cast):
    edition = factories.edition(at_stage="screening")
    sent = factories.innovation("submitted", edition=edition)
    sent.revisions.update(video_url="https://video.example/1")

    lifecycle.return_for_correction(
        sent, by=cast.bureau, at=NOW, note="Lengkapi", due_at=NOW + timedelta(days=7)
    )

    copy = sent.revisions.get(sent_at=None)
    assert copy.video_url == "https://video.example/1"
    attaching.link_video(sent, "", by=cast.staff, at=NOW)
    assert list(sent.revisions.values_list("video_url", flat=True)) == ["https://video.example/1", ""]


# Who and when, the same for each deed


def test_the_agency_s_staff_do_it_and_leave_no_line_in_the_trail(cast, draft):
    factories.photo(draft)
    before = TrailEntry.objects.count()

    for who in (cast.staff, cast.colleague):
        for deed in the_deeds(draft, who).values():
            deed()
        draft.evidence.filter(sha256__in=[PHOTO.sha256, DOCUMENT.sha256]).delete()

    assert TrailEntry.objects.count() == before


def test_nobody_else_does_it(cast, draft):
    factories.photo(draft)

    for who in WRONG_PEOPLE:
        for deed in the_deeds(draft, getattr(cast, who)).values():
            with refused(PermissionDenied):
                deed()


@pytest.mark.parametrize(
    "status", ["proposed", "submitted", "eligible", "ineligible", "finalist", "withdrawn"]
)
def test_nothing_is_done_once_it_is_out_of_the_agency_s_hands(cast, edition, status):
    closed = factories.innovation(status, edition=edition)
    factories.photo(closed)

    for deed in the_deeds(closed, cast.staff).values():
        with refused(ValidationError):
            deed()
