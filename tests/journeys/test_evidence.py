"""Adding photos over a bad line, and hiding a face by drawing on the photo."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from innovations.models import Evidence
from kipp.files import pictures
from tests import factories
from tests.journeys.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(cast):
    return factories.innovation("draft", edition=factories.edition(), complete=False)


@pytest.fixture
def staff(live_server, browser, cast):
    person = Person(browser, live_server.url, width=360)
    person.enter(cast.staff)
    yield person
    person.context.close()


def jpeg(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def chosen(staff, **files):
    staff.page.locator("[name=photo-photo]").set_input_files(
        [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files.items()]
    )


def test_several_photos_are_sent_one_by_one_and_again_once_there_is_a_line(staff, draft):
    address = reverse("submission_evidence", args=[draft.pk])
    staff.open(address)
    staff.context.set_offline(True)
    chosen(staff, satu=jpeg("red"), dua=jpeg("blue"))
    form = staff.page.locator("form:has([name=photo-photo])")

    form.locator("[name=kind]").click()
    form.locator("[data-state]").first.filter(has_text=".").wait_for()
    assert Evidence.objects.count() == 0
    with staff.page.expect_navigation():
        staff.context.set_offline(False)

    assert [item.order for item in draft.evidence.all()] == [1, 2]
    assert staff.page.locator(".photos > li").count() == 2


def test_what_is_refused_is_told_beside_its_name_and_the_others_are_kept(staff, draft):
    staff.open(reverse("submission_evidence", args=[draft.pk]))
    chosen(staff, baik=jpeg("red"), rusak=b"no picture")
    form = staff.page.locator("form:has([name=photo-photo])")

    form.locator("[name=kind]").click()
    form.locator("[data-upload-told]:not(:empty)").wait_for()

    assert draft.evidence.count() == 1
    assert form.locator("[data-name]").all_inner_texts() == ["baik", "rusak"]
    assert "JPEG" in form.locator("[data-state]").nth(1).inner_text()
    assert staff.troubles == []


def test_a_file_that_the_portal_fails_at_keeps_its_row_and_is_sent_by_its_button(staff, draft):
    address = reverse("submission_evidence", args=[draft.pk])
    staff.page.clock.install()
    staff.open(address)
    failing = "satu"

    def answer(route):
        if failing and f'filename="{failing}"'.encode() in route.request.post_data_buffer:
            route.fulfill(status=500, body="")
        else:
            route.fallback()

    staff.page.route(
        f"**{address}", lambda route: answer(route) if route.request.method == "POST" else route.fallback()
    )
    chosen(staff, satu=jpeg("red"), dua=jpeg("blue"))
    form = staff.page.locator("form:has([name=photo-photo])")
    first = form.locator("[data-upload-list] li").first

    form.locator("[name=kind]").click()
    for pause in (5, 10, 20, 40):
        first.locator("[data-state]").filter(has_text="belum dapat menerimanya").wait_for()
        with staff.page.expect_response(lambda response: response.status == 500):
            staff.page.clock.fast_forward(pause * 1000)
    form.locator("[data-upload-told]:not(:empty)").wait_for()

    assert draft.evidence.count() == 1
    assert form.locator("[data-name]").all_inner_texts() == ["satu", "dua"]
    assert "portal sedang bermasalah" in first.locator("[data-state]").inner_text()
    failing = ""
    with staff.page.expect_navigation():
        first.get_by_role("button", name="Coba lagi").click()
    assert draft.evidence.count() == 2
    assert [trouble for trouble in staff.troubles if "500" not in trouble] == []


def test_a_rectangle_that_is_drawn_on_the_photo_becomes_the_numbers(staff, draft):
    photo = factories.photo(draft)
    photo.file.save("b.webp", ContentFile(pictures.as_webp(Image.new("RGB", (300, 200), "red"), 80)))
    address = reverse("evidence", args=[draft.pk, photo.pk])
    staff.open(address)
    stage = staff.page.locator("[data-blur-stage]")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()

    mouse = staff.page.mouse
    mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.9)
    mouse.up()
    numbers = [float(staff.page.locator(f"[name={side}]").input_value()) for side in SIDES]
    before = photo.file.name
    staff.press("form[data-blur]")

    assert numbers == pytest.approx([25, 50, 50, 40], abs=1)
    photo.refresh_from_db()
    assert photo.file.name != before
    assert staff.path == address
    assert staff.troubles == []


SIDES = ["left", "top", "width", "height"]
