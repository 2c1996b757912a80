"""What people upload is distrusted: broken, huge, mislabelled and dangerous files get a sentence."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from kipp.files import pictures, uploads
from tests import factories

ORIENTATION, GPS = 0x0112, 0x8825


def sent(content, name="foto.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type)


def picture(image_format="JPEG", size=(60, 40), mode="RGB", colour="red", **options):
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, image_format, **options)
    return buffer.getvalue()


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def refused_photo(content, **labels):
    with pytest.raises(ValidationError) as caught:
        uploads.read_photo(sent(content, **labels))
    assert len(caught.value.messages) == 1
    return caught.value


# Photos


@pytest.mark.parametrize(
    ("image_format", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
def test_a_photo_is_drawn_anew_as_webp_at_two_sizes(image_format, mode):
    colour = 0 if mode in ("L", "P", "1") else None
    content = picture(image_format, (2000, 1000), mode, colour)

    photo = uploads.read_photo(sent(content))

    display, thumbnail = opened(photo.display), opened(photo.thumbnail)
    assert [(image.format, image.mode, image.size) for image in (display, thumbnail)] == [
        ("WEBP", "RGB", (1600, 800)),
        ("WEBP", "RGB", (320, 160)),
    ]


def test_a_thumbnail_is_as_fine_as_its_weight_allows():
    """The grain of a sensor is the heaviest that there is; a flat sky costs nothing."""
    grain = Image.effect_noise((1600, 1200), 60)
    buffer = io.BytesIO()
    Image.merge("RGB", [grain, grain.rotate(90), grain.rotate(180)]).save(buffer, "JPEG", quality=90)

    heavy = uploads.read_photo(sent(buffer.getvalue()))
    light = uploads.read_photo(sent(picture(size=(1600, 1200))))

    assert len(pictures.as_webp(opened(heavy.display).resize((320, 240)), 75, effort=4)) > 6 * 1024
    assert [len(photo.thumbnail) <= 6 * 1024 for photo in (heavy, light)] == [True, True]
    assert [opened(photo.thumbnail).size for photo in (heavy, light)] == [(320, 240), (320, 240)]


def test_a_small_photo_is_not_made_larger():
    photo = uploads.read_photo(sent(picture(size=(60, 40))))

    assert (opened(photo.display).size, opened(photo.thumbnail).size) == ((60, 40), (60, 40))


def test_what_is_transparent_becomes_white():
    photo = uploads.read_photo(sent(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0))))

    assert all(channel > 250 for channel in opened(photo.display).getpixel((30, 20)))


def test_the_checksum_is_of_the_bytes_that_were_sent():
    content = picture()

    first, second = uploads.read_photo(sent(content)), uploads.read_photo(sent(content, name="lain.png"))

    assert first.sha256 == second.sha256 == uploads._sha256(content)
    assert uploads.read_photo(sent(picture(colour="blue"))).sha256 != first.sha256


def test_a_photo_stands_upright_and_without_metadata():
    """A phone turns the picture by a tag and writes where it was taken: the place of a patient's home."""
    image = Image.new("RGB", (60, 40), "white")
    image.paste("red", (0, 0, 60, 10))  # the upper edge, before it is turned
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turned a quarter clockwise to be seen upright
    exif[0x010F] = "Telepon"
    gps = exif.get_ifd(GPS)
    gps[1], gps[2], gps[3], gps[4] = "S", (7.0, 9.0, 11.5), "E", (109.0, 34.0, 59.2)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, comment=b"nama pasien", icc_profile=b"profil")
    content = buffer.getvalue()
    assert dict(Image.open(io.BytesIO(content)).getexif().get_ifd(GPS))[1] == "S"

    photo = uploads.read_photo(sent(content))

    for result, size in ((photo.display, (40, 60)), (photo.thumbnail, (40, 60))):
        upright = opened(result)
        assert upright.size == size
        assert dict(upright.getexif()) == {}
        assert set(upright.info) & {"exif", "icc_profile", "comment", "xmp"} == set()
        assert upright.getpixel((37, 30))[1] < 60  # what was above is at the right
        assert upright.getpixel((5, 30))[1] > 200
        for trace in (b"EXIF", b"XMP ", b"ICCP", b"Telepon", b"nama pasien"):
            assert trace not in result


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_turning_a_photo_is_followed(orientation):
    image = Image.new("RGB", (60, 40), "white")
    image.paste("red", (0, 0, 20, 13))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, quality=95)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(buffer.getvalue())))

    drawn = opened(uploads.read_photo(sent(buffer.getvalue())).display)

    assert drawn.size == upright.size
    corners = [(4, 4), (drawn.width - 5, 4), (4, drawn.height - 5), (drawn.width - 5, drawn.height - 5)]
    red = [corner for corner in corners if drawn.getpixel(corner)[1] < 100]
    assert red == [corner for corner in corners if upright.getpixel(corner)[1] < 100]
    assert len(red) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"not a picture",
        picture()[:200],
        picture("PNG")[:60],
        b"\xff\xd8\xff\xe0" + b"\x00" * 400,
        picture("GIF", mode="P", colour=1),
        picture("BMP"),
        picture("TIFF"),
        factories.PDF,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>",
        b"\x00",
    ],
    ids=[
        "text",
        "half a JPEG",
        "half a PNG",
        "a JPEG's beginning",
        "GIF",
        "BMP",
        "TIFF",
        "PDF",
        "SVG",
        "HTML",
        "null",
    ],
)
def test_what_is_no_photo_is_refused_whatever_its_name_says(content):
    refused_photo(content, name="foto.jpg", content_type="image/jpeg")


def test_a_photo_is_known_by_its_content_and_not_by_its_label():
    photo = uploads.read_photo(
        sent(picture("PNG"), name="virus.exe", content_type="application/x-msdownload")
    )

    assert opened(photo.display).format == "WEBP"


def test_an_empty_file_is_refused():
    refused_photo(b"")
    with pytest.raises(ValidationError):
        uploads.read_document(sent(b""))


def test_a_file_beyond_the_limit_is_refused_before_it_is_read():
    class Huge:
        size = 10 * uploads.MEGABYTE + 1

        def read(self):
            raise AssertionError("It was read.")

    for read in (uploads.read_photo, uploads.read_document):
        with pytest.raises(ValidationError):
            read(Huge())


def test_a_file_of_exactly_the_limit_is_read(monkeypatch):
    content = picture()
    monkeypatch.setattr(uploads, "MEGABYTE", len(content))

    assert uploads.read_photo(sent(content), limit_mb=1)
    monkeypatch.setattr(uploads, "MEGABYTE", len(content) - 1)
    with pytest.raises(ValidationError):
        uploads.read_photo(sent(content), limit_mb=1)


def png_of(width, height):
    """A PNG whose header promises pixels that are not there."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(8000, 5001), (12_000, 12_000), (60_000, 60_000), (2_000_000_000, 3)])
def test_a_bomb_is_refused_by_its_header_before_a_pixel_is_decoded(size, monkeypatch):
    def no_pixels(*args, **kwargs):
        raise AssertionError("It was decoded.")

    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", no_pixels)

    refusal = refused_photo(png_of(*size))

    assert not isinstance(refusal.__cause__, AssertionError)


def test_too_many_pixels_have_a_sentence_of_their_own():
    assert refused_photo(png_of(12_000, 12_000)).messages != refused_photo(b"not a picture").messages
    assert refused_photo(png_of(60_000, 60_000)).messages == refused_photo(png_of(8000, 5001)).messages


def test_a_worker_opens_one_file_after_the_other(monkeypatch):
    def alone(*args):
        assert uploads.ONE_AT_A_TIME.locked()
        return Image.new("RGB", (6, 4))

    monkeypatch.setattr(uploads.pictures, "drawn_upright", alone)
    monkeypatch.setattr(uploads, "is_active", lambda reader: not uploads.ONE_AT_A_TIME.locked())

    assert uploads.read_photo(sent(picture()))
    refused_photo(b"not a picture")
    assert uploads.read_document(sent(factories.PDF))
    refused_document(b"%PDF-1.7")
    assert not uploads.ONE_AT_A_TIME.locked()


def test_a_picture_that_cannot_be_drawn_is_refused_and_no_error_of_a_library_comes_through(monkeypatch):
    def fail(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr(uploads.pictures, "drawn_upright", fail)

    refused_photo(picture())


# Documents


def pdf(pages=1, change=None, **encryption):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if change:
        change(writer)
    if encryption:
        writer.encrypt(**encryption)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def script():
    return DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )


def launch():
    return DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )


def at_opening(action):
    return lambda writer: writer.root_object.__setitem__(NameObject("/OpenAction"), action())


def referred_to_at_opening(writer):
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script())


def at_an_event(writer):
    writer.root_object[NameObject("/AA")] = DictionaryObject({NameObject("/WC"): script()})


def by_name(writer):
    names = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), script()])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): names})


def at_opening_a_page(writer):
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script()})


def link(action):
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(number) for number in (0, 0, 9, 9)]),
            NameObject("/A"): action,
        }
    )


def at_a_click(writer):
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link(script()))])


def in_a_field(writer):
    field = DictionaryObject({NameObject("/AA"): DictionaryObject({NameObject("/K"): script()})})
    writer.pages[0][NameObject("/Annots")] = writer._add_object(ArrayObject([field]))


def embedded(writer):
    writer.add_attachment("virus.exe", b"MZ")


def after_a_link(writer):
    action = link(script())["/A"]
    chain = DictionaryObject(
        {
            NameObject("/S"): NameObject("/URI"),
            NameObject("/URI"): TextStringObject("https://x.example"),
            NameObject("/Next"): ArrayObject([action]),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link(chain))])


def in_a_bookmark(writer):
    writer.add_outline_item(title="Bab 1", page_number=0)
    writer.root_object["/Outlines"].get_object()["/First"].get_object()[NameObject("/A")] = script()


def in_a_form(writer):
    form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})
    writer.root_object[NameObject("/AcroForm")] = form


def attached_to_a_page(writer):
    file = DictionaryObject({NameObject("/F"): TextStringObject("virus.exe")})
    file[NameObject("/EF")] = DictionaryObject()
    note = link(DictionaryObject())
    note[NameObject("/Subtype")], note[NameObject("/FS")] = NameObject("/FileAttachment"), file
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def a_film(writer):
    note = link(DictionaryObject())
    note[NameObject("/Subtype")] = NameObject("/RichMedia")
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def sends_itself(writer):
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/SubmitForm"), NameObject("/F"): TextStringObject("https://x.example")}
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link(action)])


def refused_document(content):
    with pytest.raises(ValidationError) as caught:
        uploads.read_document(sent(content, "sk.pdf", "application/pdf"))
    assert len(caught.value.messages) == 1
    return caught.value


@pytest.mark.parametrize("pages", [1, 2, 200])
def test_a_pdf_is_kept_as_it_was_sent(pages):
    content = pdf(pages)

    document = uploads.read_document(sent(content, "sk.pdf", "text/plain"))

    assert (document.content, document.sha256) == (content, uploads._sha256(content))


def test_the_tiny_pdf_of_the_tests_is_one():
    assert uploads.read_document(sent(factories.PDF)).content == factories.PDF


def test_a_pdf_may_say_where_it_opens():
    def first_page(writer):
        writer.root_object[NameObject("/OpenAction")] = ArrayObject(
            [writer.pages[0].indirect_reference, NameObject("/Fit")]
        )

    assert uploads.read_document(sent(pdf(1, first_page)))


@pytest.mark.parametrize(
    "content",
    [
        b"not a PDF",
        picture(),
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"\x00" * 300,
        pdf(3)[:150],
        b"<html>" + pdf(),
    ],
    ids=["text", "JPEG", "ZIP", "a header", "zeros", "half a PDF", "HTML before"],
)
def test_what_is_no_pdf_is_refused_whatever_its_name_says(content):
    refused_document(content)


@pytest.mark.parametrize(
    "encryption", [{"user_password": "rahasia"}, {"user_password": "", "owner_password": "x"}]
)
def test_a_pdf_with_a_password_is_refused(encryption):
    content = pdf(**encryption)
    assert PdfReader(io.BytesIO(content)).is_encrypted

    refused_document(content)


DANGERS = {
    "a script at opening": at_opening(script),
    "a programme at opening": at_opening(launch),
    "a script referred to": referred_to_at_opening,
    "a script at an event": at_an_event,
    "a script by name": by_name,
    "a script at opening a page": at_opening_a_page,
    "a script at a click": at_a_click,
    "a script in a field": in_a_field,
    "a script after a link": after_a_link,
    "a script in a bookmark": in_a_bookmark,
    "a form with a programme": in_a_form,
    "an embedded file": embedded,
    "a file on a page": attached_to_a_page,
    "a film": a_film,
    "a form that sends": sends_itself,
}


@pytest.mark.parametrize("danger", DANGERS)
def test_a_pdf_that_does_something_is_refused(danger):
    assert uploads.read_document(sent(pdf()))

    refused_document(pdf(1, DANGERS[danger]))


def test_a_pdf_may_have_links():
    def address(writer):
        action = {
            NameObject("/S"): NameObject("/URI"),
            NameObject("/URI"): TextStringObject("https://x.example"),
        }
        writer.pages[0][NameObject("/Annots")] = ArrayObject([link(DictionaryObject(action))])

    assert uploads.read_document(sent(pdf(1, address)))


def test_a_pdf_with_bookmarks_and_structure_is_taken():
    def as_word_writes_it(writer):
        writer.add_outline_item(title="Bab 1", page_number=0)
        tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        writer.root_object[NameObject("/StructTreeRoot")] = writer._add_object(tree)
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject()})

    assert uploads.read_document(sent(pdf(2, as_word_writes_it)))


@pytest.mark.parametrize("pages", [0, 201])
def test_a_pdf_has_from_1_to_200_pages(pages):
    refused_document(pdf(pages))


def test_a_pdf_that_sends_its_reader_in_circles_is_refused():
    def circle(writer):
        tree = writer.root_object["/Pages"].get_object()
        tree[NameObject("/Kids")] = ArrayObject([tree.indirect_reference])
        tree[NameObject("/Count")] = NumberObject(1)

    refused_document(pdf(1, circle))


def test_a_stored_name_is_of_our_own_making():
    names = {uploads.new_name("webp") for _ in range(3)}

    assert len(names) == 3
    assert all(name.endswith(".webp") and len(name) == 37 for name in names)
