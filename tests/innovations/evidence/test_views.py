"""Photos and documents that support a proposal."""

import hashlib
import io
import struct
import zlib
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from zeal import zeal_ignore

from innovations.models import Edition, Evidence
from kipp.files import upload_limit
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


def test_limits_are_those_of_the_edition(client, cast, draft):
    Edition.objects.update(max_document_mb=1, max_photo_mb=1)
    client.force_login(cast.staff)

    document_page = client.post(page(draft), document(pdf() + b"x" * MEGABYTE))
    photo_page = client.post(page(draft), photo(jpeg() + b"x" * MEGABYTE))

    assert list(document_page.context["document_form"].errors) == ["document"]
    assert "1 MB" in document_page.context["document_form"].errors["document"][0]
    assert "1 MB" in photo_page.context["photo_form"].errors["photo"][0]
    assert "1 MB" in photo_page.context["photo_form"].fields["photo"].help_text
    assert not Evidence.objects.exists()
    Edition.objects.update(max_document_mb=3)
    assert client.post(page(draft), document(pdf() + b"x" * (2 * MEGABYTE))).status_code == 302


# What the edition asks for


@pytest.fixture
def asked(cast):
    """An incomplete draft of an edition that asks for its five documents."""
    edition = factories.edition(2021, at_stage="registration", required_documents=True)
    return factories.innovation("draft", edition=edition, complete=False)


def test_the_page_says_which_required_document_is_there(client, cast, asked):
    proof = asked.edition.required_documents.get(code="start_proof")
    paper = factories.document(asked, required_document=proof)
    client.force_login(cast.staff)

    response = client.get(page(asked), {"document": proof.pk})

    found = {
        required.code: [item.evidence for item in files] for required, files in response.context["required"]
    }
    assert found == {
        "agency_letter": [],
        "implementation_statement": [],
        "innovator_identity": [],
        "replication_readiness": [],
        "start_proof": [paper],
    }
    assert response.context["document_form"]["required_document"].value() == f"{proof.pk}"


def test_a_required_document_needs_no_caption(client, cast, asked):
    proof = asked.edition.required_documents.get(code="start_proof")
    client.force_login(cast.staff)

    sent = document(pdf(), **{"document-caption": "", "document-required_document": proof.pk})
    response = client.post(page(asked), sent)

    assert response.url == page(asked)
    made = Evidence.objects.get()
    assert (made.required_document, made.caption, str(made)) == (proof, "", proof.name)


def test_a_required_document_of_another_edition_is_refused(client, cast, asked):
    foreign = factories.edition(2018, required_documents=True).required_documents.first()
    client.force_login(cast.staff)

    response = client.post(page(asked), document(pdf(), **{"document-required_document": foreign.pk}))

    assert list(response.context["document_form"].errors) == ["required_document"]


# Several at once


def several(*contents, kind="photo", mime="image/jpeg", **fields):
    files = [SimpleUploadedFile(f"{number}.jpg", content, mime) for number, content in enumerate(contents, 1)]
    return {"kind": kind, f"{kind}-{kind}": files, **fields}


def jpeg_of(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def test_several_photos_are_added_at_once_and_described_later(client, cast, draft):
    client.force_login(cast.staff)

    with zeal_ignore():  # each file is added by a deed of its own, under its own lock
        client.post(page(draft), several(jpeg_of("red"), jpeg_of("green"), jpeg_of("blue")))

    made = list(Evidence.objects.all())
    assert [(item.order, item.caption, item.is_public) for item in made] == [
        (1, "", False),
        (2, "", False),
        (3, "", False),
    ]


def test_of_several_the_good_ones_are_kept_and_of_each_other_it_is_said_why(client, cast, draft):
    client.force_login(cast.staff)
    client.post(page(draft), photo(jpeg_of("red")))

    sent = several(jpeg_of("red"), jpeg_of("green"), b"no picture", b"")
    response = client.post(page(draft), sent, follow=True)

    assert Evidence.objects.count() == 2
    told = [str(message) for message in response.context["messages"] if message.level_tag == "error"]
    assert [sentence.split(": ")[0] for sentence in told] == ["3.jpg", "4.jpg", "1.jpg"]


def test_where_none_of_several_is_good_each_has_its_sentence_at_the_field(client, cast, draft):
    client.force_login(cast.staff)

    response = client.post(page(draft), several(b"no picture", b""))

    errors = response.context["photo_form"].errors
    assert list(errors) == ["photo"]
    assert [sentence.split(": ")[0] for sentence in errors["photo"]] == ["1.jpg", "2.jpg"]


def test_a_browser_that_sends_by_itself_gets_a_short_answer(client, cast, draft):
    client.force_login(cast.staff)
    by_itself = {"X-Autosave": "1"}

    added = client.post(page(draft), photo(jpeg()), headers=by_itself)
    twice = client.post(page(draft), photo(jpeg()), headers=by_itself)
    broken = client.post(page(draft), photo(b"no picture"), headers=by_itself)
    client.logout()
    signed_out = client.post(page(draft), photo(jpeg_of("red")), headers=by_itself)

    assert (added.status_code, added.json()) == (200, {})
    assert [(answer.status_code, len(answer.json()["sentences"])) for answer in (twice, broken)] == [
        (422, 1),
        (422, 1),
    ]
    assert signed_out.status_code == 401
    assert Evidence.objects.count() == 1


# Time and place


def photo_with_metadata():
    exif = Image.Exif()
    exif.get_ifd(0x8769).update({0x9003: "2019:03:04 10:20:30", 0x9011: "+07:00"})
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 9.0, 11.5), 3: "E", 4: (109.0, 34.0, 59.2)})
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "#8a4b16").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("agrees", "kept"),
    [
        (
            {"photo-reads_capture": "on"},
            (datetime(2019, 3, 4, 3, 20, 30, tzinfo=UTC), Decimal("-7.153194"), Decimal("109.583111")),
        ),
        ({}, (None, None, None)),
    ],
    ids=["agreed", "not agreed"],
)
def test_time_and_place_are_kept_only_if_the_sender_agrees(client, cast, draft, agrees, kept):
    client.force_login(cast.staff)

    client.post(page(draft), photo(photo_with_metadata(), **agrees))

    made = Evidence.objects.get()
    assert (made.taken_at, made.latitude, made.longitude) == kept
    for file in (made.file, made.thumbnail):
        assert dict(Image.open(io.BytesIO(content(file))).getexif()) == {}


# Photographed papers


def test_photos_of_pages_become_one_pdf_in_the_order_of_their_names(client, cast, asked):
    required = asked.edition.required_documents.get(code="agency_letter")
    client.force_login(cast.staff)
    sent = several(jpeg_of("red"), jpeg_of("green"), kind="pages")

    response = client.post(page(asked), sent | {"pages-required_document": required.pk})

    assert response.url == page(asked)
    made = Evidence.objects.get()
    assert (made.kind, made.required_document) == ("document", required)
    assert len(PdfReader(io.BytesIO(content(made.file))).pages) == 2


def test_pages_that_are_no_photos_are_named(client, cast, draft):
    client.force_login(cast.staff)

    response = client.post(page(draft), several(jpeg(), b"no picture", kind="pages"))

    assert list(response.context["pages_form"].errors) == ["pages"]
    assert response.context["pages_form"].errors["pages"][0].startswith("2.jpg: ")
    assert not Evidence.objects.exists()


# A film


@pytest.mark.parametrize("address", ["https://video.example/1", "http://video.example/1", ""])
def test_a_film_is_a_link(client, cast, draft, address):
    client.force_login(cast.staff)

    response = client.post(page(draft), {"kind": "video", "video_url": address})

    assert response.url == page(draft)
    assert draft.working_copy.video_url == address
    assert (f'href="{address}" rel="noopener nofollow"' in client.get(page(draft)).text) == bool(address)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://video.example/1", "data:text/html,x"])
def test_a_film_lies_on_the_web(client, cast, draft, address):
    client.force_login(cast.staff)

    response = client.post(page(draft), {"kind": "video", "video_url": address})

    assert list(response.context["form"].errors) == ["video_url"]
    assert draft.working_copy.video_url == ""


# A file by itself


def test_a_photo_is_described_on_its_page(client, cast, draft):
    section = draft.edition.sections.get(code="results")
    picture = factories.photo(draft, caption="", alternative_text="", public=False)
    client.force_login(cast.staff)
    said = {
        "caption": "Kader",
        "alternative_text": "Kader di balai",
        "section": section.pk,
        "shows_no_patients_or_children": "on",
        "shows_recognisable_people": "on",
        "consent": "spoken",
        "save_number": 0,
    }

    assert f"{page(draft)}{picture.pk}/" in client.get(page(draft)).text
    response = client.post(f"{page(draft)}{picture.pk}/", said)

    assert response.url == page(draft)
    picture.refresh_from_db()
    assert (picture.caption, picture.alternative_text, picture.section) == (
        "Kader",
        "Kader di balai",
        section,
    )
    assert (picture.shows_recognisable_people, picture.consent, picture.is_public) == (True, "spoken", True)


def test_what_can_not_be_is_refused_and_what_was_typed_stays(client, cast, draft):
    picture = factories.photo(draft)
    client.force_login(cast.staff)

    response = client.post(f"{page(draft)}{picture.pk}/", {"caption": "K" * 201, "consent": "bought"})

    assert list(response.context["form"].errors) == ["caption", "consent"]
    assert response.context["form"]["caption"].value() == "K" * 201


def autosaved(client, evidence, **said):
    """Save what is said of a file as the browser does by itself; return the status and what it is told."""
    address = f"{page(evidence.innovation)}{evidence.pk}/"
    response = client.post(address, said, headers={"X-Autosave": "1"})
    return response.status_code, response.json()


def test_a_description_saves_itself_and_overwrites_nothing_unread(client, cast, draft):
    picture = factories.photo(draft, caption="", alternative_text="")
    client.force_login(cast.staff)

    assert autosaved(client, picture, caption="Kader", save_number=0) == (200, {"save_number": 1})
    # A colleague, or another window, who opened the page before that.
    status, told = autosaved(client, picture, caption="Bidan", save_number=0)

    assert (status, told["save_number"], told["stored"]["caption"]) == (409, 1, "Kader")
    response = client.post(f"{page(draft)}{picture.pk}/", {"caption": "Bidan", "save_number": 0})
    shown = {field.label: field.shown for field in response.context["stored"].fields}
    assert shown["Keterangan"] == "Kader"
    picture.refresh_from_db()
    assert picture.caption == "Kader"
    assert autosaved(client, picture, caption="Bidan", save_number=1) == (200, {"save_number": 2})


def test_a_description_of_a_sent_file_goes_on_saving_itself_at_the_same_address(client, cast, edition):
    returned = factories.innovation("returned", edition=edition)
    sent = returned.evidence.get()
    client.force_login(cast.staff)

    answers = [
        autosaved(client, sent, caption=caption, save_number=number) for number, caption in enumerate("ABC")
    ]

    assert answers == [(200, {"save_number": number}) for number in (1, 2, 3)]
    sent.refresh_from_db()
    standing = Evidence.objects.in_revision(returned.working_copy).get()
    assert (standing.caption, standing.sha256) == ("C", sent.sha256)
    assert (sent.caption == "C", sent.removed_in) == (False, returned.working_copy)


def test_a_rectangle_of_a_photo_is_blurred(client, cast, draft):
    picture = factories.photo(draft)
    before = picture.file.name
    client.force_login(cast.staff)

    address = f"{page(draft)}{picture.pk}/"
    wrong = client.post(f"{address}blur/", {"left": 101, "top": 0, "width": 0, "height": 50})
    response = client.post(f"{address}blur/", {"left": 10, "top": 0, "width": 20.5, "height": 50})

    assert list(wrong.context["blur_form"].errors) == ["left", "width"]
    assert response.url == address
    picture.refresh_from_db()
    assert picture.file.name != before


@pytest.mark.parametrize(("direction", "order"), [("up", [1, 0]), ("down", [0, 1])])
def test_a_file_changes_places(client, cast, draft, direction, order):
    files = [factories.photo(draft), factories.photo(draft)]
    client.force_login(cast.staff)

    response = client.post(f"{page(draft)}{files[1].pk}/move/", {"direction": direction})

    assert response.url == page(draft)
    assert list(draft.evidence.all()) == [files[number] for number in order]


@pytest.mark.parametrize("verb", ["blur", "move"])
def test_these_are_verbs(client, cast, draft, verb):
    picture = factories.photo(draft)
    client.force_login(cast.staff)

    assert client.get(f"{page(draft)}{picture.pk}/{verb}/").status_code == 405


@pytest.mark.parametrize(
    ("who", "status_code"), [("stranger", 404), ("coordinator", 403), ("bureau", 403), ("verifier", 404)]
)
def test_others_do_not_reach_a_file_s_page(client, cast, edition, who, status_code):
    returned = factories.innovation("returned", edition=edition)
    picture = factories.photo(returned)
    client.force_login(getattr(cast, who))

    address = f"{page(returned)}{picture.pk}/"
    answers = [
        client.get(address),
        client.post(address, {"caption": "Lain"}),
        client.post(f"{address}blur/", {"left": 0, "top": 0, "width": 9, "height": 9}),
        client.post(f"{address}move/", {"direction": "up"}),
    ]

    assert [answer.status_code for answer in answers] == [status_code] * 4


def test_a_file_of_another_innovation_has_no_page_here(client, cast, draft):
    other = factories.photo(factories.innovation("draft", edition=draft.edition))
    client.force_login(cast.staff)

    assert client.get(f"{page(draft)}{other.pk}/").status_code == 404


def test_the_page_of_a_file_costs_little(client, cast, draft, django_assert_num_queries):
    picture = factories.photo(draft)
    client.force_login(cast.staff)

    with django_assert_num_queries(9):
        client.get(f"{page(draft)}{picture.pk}/")


def test_the_same_file_elsewhere_in_the_edition_is_told(client, cast, draft):
    other = factories.innovation("draft", edition=draft.edition)
    for innovation in (draft, other):
        factories.photo(innovation, sha256="f" * 64)
    client.force_login(cast.staff)

    assert [item.is_elsewhere for item in client.get(page(draft)).context["photos"]] == [True]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_file_and_with_three(
    client, cast, draft, rows, django_assert_num_queries
):
    for _ in range(rows):
        factories.photo(draft)
    client.force_login(cast.staff)

    with django_assert_num_queries(9):
        assert len(client.get(page(draft)).context["photos"]) == rows
