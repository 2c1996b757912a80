"""Photographed pages become one PDF that is as light as the edition asks."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from innovations.evidence import paper_pages
from kipp.files import uploads


def page(name, image):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return SimpleUploadedFile(name, buffer.getvalue())


def grain(size=(1240, 1754)):
    """As heavy as a picture can be."""
    return Image.effect_noise(size, 60).convert("RGB")


def bind(files, limit_mb=2):
    return paper_pages.bind(files, limit_mb=limit_mb, photo_limit_mb=10)


def shapes(document):
    pages = PdfReader(io.BytesIO(document.content)).pages
    return ["tall" if part.mediabox.height > part.mediabox.width else "wide" for part in pages]


def test_each_photo_is_a_page_in_the_order_given():
    files = [
        page("1.jpg", Image.new("RGB", (60, 80), "white")),
        page("2.jpg", Image.new("RGB", (80, 60), "white")),
        page("3.jpg", Image.new("RGB", (60, 80), "white")),
    ]

    assert shapes(bind(files)) == ["tall", "wide", "tall"]


def test_quality_is_lowered_until_it_fits():
    files = [page(f"{number}.jpg", grain()) for number in range(2)]
    at_best = bind(files, limit_mb=20)
    for file in files:
        file.seek(0)
    assert len(at_best.content) > uploads.MEGABYTE

    light = bind(files, limit_mb=1)

    assert len(light.content) <= uploads.MEGABYTE
    assert shapes(light) == ["tall", "tall"]


def test_what_fits_at_no_quality_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MEGABYTE", 2500)
    files = [page(f"{number}.jpg", Image.new("RGB", (60, 80), "white")) for number in range(5)]
    assert bind(files[:1])
    files[0].seek(0)

    with pytest.raises(ValidationError):
        bind(files, limit_mb=1)


def test_more_than_twenty_pages_are_refused_and_none_is_left_out():
    files = [page(f"{number}.jpg", Image.new("RGB", (6, 8), "white")) for number in range(21)]

    with pytest.raises(ValidationError):
        bind(files)
    for file in files:
        file.seek(0)
    assert len(shapes(bind(files[:20]))) == 20


def test_a_page_that_is_no_photo_is_named():
    with pytest.raises(ValidationError) as caught:
        bind([SimpleUploadedFile("sk.jpg", b"no picture")])

    assert [sentence.split(": ")[0] for sentence in caught.value.messages] == ["sk.jpg"]
