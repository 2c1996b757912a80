"""The photos of a visit in the browser and from a device."""

import io
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests import factories
from verification.models import Visit, VisitPhoto

pytestmark = pytest.mark.django_db

AUTOSAVE = {"X-Autosave": "1"}
MARK = UUID(int=1)
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def visit(cast):
    factories.edition(at_stage="field")
    return factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2])


def url(name, visit, *args):
    return reverse(name, args=[visit.pk, *args])


def jpeg(colour="red", **metadata):
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "JPEG", **metadata)
    return SimpleUploadedFile("foto.jpg", buffer.getvalue(), "image/jpeg")


def send(client, visit, *, device=False, **data):
    data = {"uuid": MARK, "photo": jpeg(), "caption": "Kader", **data}
    return client.post(url("add_visit_photo", visit), data, headers=AUTOSAVE if device else {})


def test_the_lead_adds_a_photo(client, cast, visit):
    client.force_login(cast.verifier)

    response = send(client, visit, taken_at="2019-08-07T10:42")

    assert response.url == f"{visit.get_absolute_url()}#photos"
    photo = VisitPhoto.objects.get()
    assert (photo.uuid, photo.caption) == (MARK, "Kader")
    assert photo.taken_at == datetime(2019, 8, 7, 10, 42, tzinfo=WIB)
    assert url("visit_photo", visit, MARK, "thumbnail") in client.get(visit.get_absolute_url()).text


def test_no_metadata_are_kept_but_the_time(client, cast, visit):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2019:08:07 10:42:00"
    exif[0x010F] = "Kamera"
    client.force_login(cast.verifier)

    send(client, visit, photo=jpeg(exif=exif))

    photo = VisitPhoto.objects.get()
    assert photo.taken_at == datetime(2019, 8, 7, 10, 42, tzinfo=WIB)
    with photo.file.open() as file, Image.open(file) as stored:
        assert (stored.format, dict(stored.getexif())) == ("WEBP", {})


def test_a_device_sends_a_photo_until_it_hears_that_it_is_kept(client, cast, visit):
    client.force_login(cast.verifier)

    answers = [send(client, visit, device=True) for _attempt in range(2)]
    renamed = send(client, visit, device=True, uuid=UUID(int=2))

    told = (200, {"uuid": str(MARK)})
    assert [(answer.status_code, answer.json()) for answer in [*answers, renamed]] == [told] * 3
    assert VisitPhoto.objects.count() == 1


def test_another_photo_under_the_same_mark_is_a_conflict(client, cast, visit):
    client.force_login(cast.verifier)
    send(client, visit)

    answer = send(client, visit, device=True, photo=jpeg("blue"))
    shown = send(client, visit, photo=jpeg("blue"))

    photo = VisitPhoto.objects.get()
    assert answer.status_code == 409
    assert answer.json()["stored"] == {"photo": photo.sha256, "caption": "Kader", "taken_at": ""}
    assert (shown.status_code, list(shown.context["photo_form"].errors)) == (200, ["__all__"])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"photo": ""}, "photo"),
        ({"photo": SimpleUploadedFile("foto.jpg", b"", "image/jpeg")}, "photo"),
        ({"photo": SimpleUploadedFile("foto.jpg", b"<script>", "image/jpeg")}, "photo"),
        ({"caption": ""}, "caption"),
        ({"taken_at": "pagi"}, "taken_at"),
        ({"uuid": "x"}, "uuid"),
    ],
)
def test_a_refused_photo_is_told(client, cast, visit, data, error):
    client.force_login(cast.verifier)

    response = send(client, visit, **data)
    answer = send(client, visit, device=True, **data)

    assert (response.status_code, list(response.context["photo_form"].errors)) == (200, [error])
    assert (answer.status_code, len(answer.json()["sentences"])) == (422, 1)
    assert not VisitPhoto.objects.exists()


def test_the_lead_describes_a_photo(client, cast, visit):
    photo = factories.visit_photo(visit, uuid=MARK)
    address = url("describe_visit_photo", visit, MARK)
    client.force_login(cast.verifier)
    assert client.get(address).context["form"]["caption"].value() == photo.caption

    response = client.post(address, {"caption": "Register", "save_number": 0})
    again = client.post(address, {"caption": "Register", "save_number": 0}, headers=AUTOSAVE)
    elsewhere = client.post(address, {"caption": "Buku", "save_number": 0}, headers=AUTOSAVE)
    shown = client.post(address, {"caption": "Buku", "save_number": 0})
    empty = client.post(address, {"caption": "", "save_number": 1}, headers=AUTOSAVE)

    assert (response.url, again.json()) == (f"{visit.get_absolute_url()}#photos", {"save_number": 1})
    assert (elsewhere.status_code, elsewhere.json()["stored"]["caption"]) == (409, "Register")
    assert (shown.status_code, shown.context["form"]["caption"].value()) == (200, "Buku")
    assert empty.status_code == 422
    photo.refresh_from_db()
    assert photo.caption == "Register"


def test_the_lead_takes_a_photo_out_once(client, cast, visit):
    factories.visit_photo(visit, uuid=MARK)
    client.force_login(cast.verifier)

    answers = [client.post(url("remove_visit_photo", visit, MARK)) for _click in range(2)]
    told = client.post(url("remove_visit_photo", visit, MARK), headers=AUTOSAVE)

    assert [answer.url for answer in answers] == [f"{visit.get_absolute_url()}#photos"] * 2
    assert (told.status_code, VisitPhoto.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("verifier", 200),
        ("verifier2", 200),
        ("bureau", 200),
        ("auditor", 200),
        ("verifier3", 404),
        ("staff", 404),
    ],
)
def test_anyone_who_reads_the_visit_sees_its_photos(client, cast, visit, person, status):
    factories.visit_photo(visit, uuid=MARK)
    client.force_login(getattr(cast, person))

    for size in ("file", "thumbnail"):
        response = client.get(url("visit_photo", visit, MARK, size))
        assert response.status_code == status
        if status == 200:
            assert response.headers["Content-Type"] == "image/webp"
            assert response.headers["Content-Security-Policy"].endswith("sandbox")
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.getvalue()


def test_what_is_no_photo_of_the_visit_is_a_404(client, cast, visit):
    other = factories.visit(factories.innovation("finalist"), team=[cast.verifier, cast.verifier2])
    factories.visit_photo(other, uuid=MARK)
    client.force_login(cast.verifier)

    assert client.get(url("visit_photo", visit, MARK, "file")).status_code == 404
    assert client.get(url("visit_photo", other, MARK, "poster")).status_code == 404
    assert client.get(url("describe_visit_photo", visit, MARK)).status_code == 404
    client.post(url("remove_visit_photo", visit, MARK))
    assert VisitPhoto.objects.count() == 1


@pytest.mark.parametrize(("person", "status"), [("verifier2", 403), ("bureau", 403), ("verifier3", 404)])
def test_nobody_but_the_lead_changes_photos(client, cast, visit, person, status):
    factories.visit_photo(visit, uuid=MARK)
    client.force_login(getattr(cast, person))

    assert send(client, visit, uuid=uuid4()).status_code == status
    for name in ("describe_visit_photo", "remove_visit_photo"):
        assert client.post(url(name, visit, MARK), {"caption": "x"}).status_code == status
    assert client.get(url("describe_visit_photo", visit, MARK)).status_code == status


def test_a_device_is_told_that_a_record_is_closed_for_good(client, cast, visit):
    factories.visit_photo(visit, uuid=MARK)
    Visit.objects.update(state="held")
    client.force_login(cast.verifier)

    assert send(client, visit, device=True).status_code == 410
    for name in ("describe_visit_photo", "remove_visit_photo"):
        assert client.post(url(name, visit, MARK), headers=AUTOSAVE).status_code == 410
