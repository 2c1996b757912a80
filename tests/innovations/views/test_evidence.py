"""Photos and documents that support a proposal."""

import hashlib
import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from innovations.models import Evidence
from kipp import upload_limit
from tests import factories

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration")


@pytest.fixture
def draft(edition):
    return factories.innovation("draft", edition=edition, complete=False)


def page(innovation):
    return f"/submissions/{innovation.pk}/evidence/"


def removal(evidence):
    return f"{page(evidence.innovation)}{evidence.pk}/remove/"


def content(file):
    with file.open("rb") as opened:
        return opened.read()


def jpeg():
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "#8a4b16").save(buffer, "JPEG")
    return buffer.getvalue()


def png_that_promises(width, height):
    """A PNG of a few bytes whose header promises an enormous picture."""

    def chunk(kind, data):
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def pdf(*, password=""):
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def photo(content, name="foto.jpg", **changes):
    """What the browser sends for a photo."""
    return {
        "kind": "photo",
        "photo-photo": SimpleUploadedFile(name, content, "image/jpeg"),
        "photo-caption": "Pemeriksaan di balai desa",
        "photo-alternative_text": "Meja periksa dengan alat-alat",
        **changes,
    }


def document(content, name="laporan.pdf", **changes):
    return {
        "kind": "document",
        "document-document": SimpleUploadedFile(name, content, "application/pdf"),
        "document-caption": "Laporan evaluasi",
        **changes,
    }


def test_staff_add_a_photo(client, cast, draft, media_folder):
    section = draft.edition.sections.get(code="results")
    client.force_login(cast.colleague)

    sent = photo(jpeg(), **{"photo-section": section.pk, "photo-shows_no_patients_or_children": "on"})
    response = client.post(page(draft), sent)

    assert response.url == page(draft)
    made = Evidence.objects.get()
    assert (made.kind, made.section, made.added_in) == ("photo", section, draft.working_copy)
    assert (made.caption, made.alternative_text) == (
        "Pemeriksaan di balai desa",
        "Meja periksa dengan alat-alat",
    )
    assert made.shows_no_patients_or_children
    assert made.sha256 == hashlib.sha256(jpeg()).hexdigest()
    pictures = [Image.open(io.BytesIO(content(file))) for file in (made.file, made.thumbnail)]
    assert [picture.format for picture in pictures] == ["WEBP", "WEBP"]
    assert "foto" not in made.file.name


def test_a_photo_is_not_for_the_public_unless_ticked(client, cast, draft):
    client.force_login(cast.staff)

    client.post(page(draft), photo(jpeg()))

    assert not Evidence.objects.get().shows_no_patients_or_children


def test_staff_add_a_document(client, cast, draft):
    client.force_login(cast.staff)

    response = client.post(page(draft), document(pdf()))

    assert response.url == page(draft)
    made = Evidence.objects.get()
    assert (made.kind, made.section, made.caption) == ("document", None, "Laporan evaluasi")
    assert content(made.file) == pdf()


def test_the_page_shows_thumbnails_and_links(client, cast, draft):
    picture, paper = factories.photo(draft), factories.document(draft)
    client.force_login(cast.staff)

    text = client.get(page(draft)).text

    assert f'src="/files/{picture.pk}/thumbnail/"' in text
    assert f'alt="{picture.alternative_text}"' in text
    assert f'href="/files/{picture.pk}/file/"' in text
    assert f'href="/files/{paper.pk}/file/"' in text
    assert f"/files/{paper.pk}/thumbnail/" not in text
    assert removal(picture) in text


def test_two_forms_of_one_page_do_not_disturb_each_other(client, cast, draft):
    client.force_login(cast.staff)

    response = client.post(page(draft), {"kind": "photo", "photo-caption": "Tanpa berkas"})

    assert list(response.context["photo_form"].errors) == ["photo"]
    assert response.context["photo_form"]["caption"].value() == "Tanpa berkas"
    assert not response.context["document_form"].is_bound


@pytest.mark.parametrize("kind", ["", "film"])
def test_another_kind_is_nothing(client, cast, draft, kind):
    client.force_login(cast.staff)

    assert client.post(page(draft), {"kind": kind}).status_code == 200
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        jpeg()[:300],
        pdf(),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        png_that_promises(60_000, 60_000),
        png_that_promises(9_000, 9_000),
        b"\xff\xd8\xff" + b"x" * (10 * MEGABYTE),
    ],
    ids=["empty", "text", "broken", "a PDF", "SVG", "bomb", "too many pixels", "too large"],
)
def test_what_is_no_good_photo_gets_a_sentence(client, cast, draft, content):
    client.force_login(cast.staff)

    response = client.post(page(draft), photo(content))

    assert response.status_code == 200
    assert list(response.context["photo_form"].errors) == ["photo"]
    assert response.context["photo_form"]["caption"].value() == "Pemeriksaan di balai desa"
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no document",
        jpeg(),
        b"%PDF-1.7\nbroken",
        pdf(password="rahasia"),
        factories.PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        b"%PDF-" + b"x" * (2 * MEGABYTE),
    ],
    ids=["empty", "text", "a photo", "broken", "locked", "with a script", "too large"],
)
def test_what_is_no_good_document_gets_a_sentence(client, cast, draft, content):
    client.force_login(cast.staff)

    response = client.post(page(draft), document(content))

    assert response.status_code == 200
    assert list(response.context["document_form"].errors) == ["document"]
    assert response.context["document_form"]["caption"].value() == "Laporan evaluasi"
    assert not Evidence.objects.exists()


def test_the_rest_of_an_enormous_file_is_thrown_away(client, cast, draft, monkeypatch):
    monkeypatch.setattr(upload_limit, "MOST_BYTES", 11 * MEGABYTE)
    client.force_login(cast.staff)

    response = client.post(page(draft), photo(b"x" * (30 * MEGABYTE)))

    assert list(response.context["photo_form"].errors) == ["photo"]
    assert response.context["photo_form"]["caption"].value() == "Pemeriksaan di balai desa"
    kept = response.wsgi_request.FILES["photo-photo"].size
    assert 11 * MEGABYTE <= kept < 12 * MEGABYTE


def test_the_same_file_is_kept_once(client, cast, draft):
    client.force_login(cast.staff)
    client.post(page(draft), photo(jpeg()))

    response = client.post(page(draft), photo(jpeg(), **{"photo-caption": "Lagi"}))

    assert response.status_code == 200
    assert list(response.context["photo_form"].errors) == ["__all__"]
    assert response.context["photo_form"]["caption"].value() == "Lagi"
    assert Evidence.objects.count() == 1


def test_a_section_of_another_edition_is_refused(client, cast, draft):
    foreign = factories.edition(2018, at_stage="closed").sections.first()
    client.force_login(cast.staff)

    response = client.post(page(draft), document(pdf(), **{"document-section": foreign.pk}))

    assert list(response.context["document_form"].errors) == ["section"]


def test_a_file_is_removed_once_with_its_files(
    client, cast, draft, media_folder, django_capture_on_commit_callbacks
):
    picture = factories.photo(draft)
    client.force_login(cast.staff)

    with django_capture_on_commit_callbacks(execute=True):
        first, second = client.post(removal(picture)), client.post(removal(picture))

    assert first.url == second.url == page(draft)
    assert not Evidence.objects.exists()
    assert [path for path in media_folder.rglob("*") if path.is_file()] == []


def test_what_was_sent_keeps_a_file_that_is_removed_later(client, cast, edition):
    returned = factories.innovation("returned", edition=edition)
    paper = returned.evidence.get()
    client.force_login(cast.staff)

    client.post(removal(paper))

    paper.refresh_from_db()
    assert paper.removed_in == returned.working_copy
    assert list(Evidence.objects.in_revision(returned.revisions.get(number=1))) == [paper]
    assert content(paper.file) == factories.PDF


def test_a_file_of_another_innovation_is_not_touched(client, cast, draft, edition):
    other = factories.innovation("draft", edition=edition, agency=cast.other_agency).evidence.get()
    client.force_login(cast.staff)

    client.post(f"{page(draft)}{other.pk}/remove/")

    assert Evidence.objects.filter(pk=other.pk, removed_in=None).exists()


def test_files_are_only_read_while_the_innovation_is_proposed(client, cast, edition):
    proposed = factories.innovation("proposed", edition=edition)
    paper = proposed.evidence.get()
    client.force_login(cast.staff)

    shown = client.get(page(proposed)).text
    refused = client.post(page(proposed), document(pdf()))
    client.post(removal(paper))

    assert f"/files/{paper.pk}/file/" in shown
    assert "/remove/" not in shown
    assert 'type="file"' not in shown
    assert list(refused.context["document_form"].errors) == ["__all__"]
    assert list(Evidence.objects.filter(removed_in=None)) == [paper]


@pytest.mark.parametrize(
    ("who", "status_code"), [("stranger", 404), ("coordinator", 403), ("bureau", 403), ("verifier", 404)]
)
def test_others_change_nothing(client, cast, edition, who, status_code):
    returned = factories.innovation("returned", edition=edition)
    paper = returned.evidence.get()
    client.force_login(getattr(cast, who))

    assert client.post(page(returned), document(pdf())).status_code == status_code
    assert client.post(removal(paper)).status_code == status_code
    assert list(Evidence.objects.filter(removed_in=None)) == [paper]


def test_removing_is_a_verb(client, cast, draft):
    paper = factories.document(draft)
    client.force_login(cast.staff)

    assert client.get(removal(paper)).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_file_and_with_three(
    client, cast, draft, rows, django_assert_num_queries
):
    for _ in range(rows):
        factories.photo(draft)
    client.force_login(cast.staff)

    with django_assert_num_queries(9):
        assert len(client.get(page(draft)).context["photos"]) == rows
