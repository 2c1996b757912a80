"""Two villages without a signal: what is done there reaches the portal once, whatever breaks."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kipp.views import offline
from tests import factories
from tests.journeys.accessibility import small_targets
from tests.journeys.person import Person
from tests.journeys.pictures import photo_like
from verification.models import Assignment, Attendance, Score, VisitFinding, VisitPhoto

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FIELD = "/verification/field/"


@pytest.fixture
def sheet(cast):
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("finalist", edition=edition, title="Laboratorium Kemiskinan")
    return factories.sheet(entry, cast.verifier, stage=edition.stage_of_kind("field"))


@pytest.fixture
def on_the_road(line, browser):
    """A function that gives a verifier a telephone."""
    opened = []

    def take(user) -> Person:
        person = Person(browser, line.own_address, width=360)
        opened.append(person)
        person.enter(user)
        return person

    yield take
    for person in opened:
        person.context.close()


def prepare(person):
    person.open(FIELD)
    person.page.locator("[data-prepare-button]").click()
    person.page.locator("[data-prepared-state=prepared]:not([hidden])").wait_for()


def open_again(person, path):
    """The telephone was off in the meantime: the page is opened from what is kept."""
    person.page.close()
    person.page = person.context.new_page()
    person.page.goto(path)


def give(person, code, points, note=""):
    person.fill(**{f"points_{code}": points, f"note_{code}": note})


def score_without_a_line(person, line, sheet, points, note=""):
    """Prepare the telephone, and give the first criterion its points where there is no signal."""
    prepare(person)
    line.cut()
    open_again(person, sheet.get_absolute_url())
    give(person, "novelty", points, note)
    wait_for(person, "offline")


def wait_for(person, state):
    person.page.locator(f"[data-device-strip][data-state={state}]").wait_for()


def hold_store(page):
    """Let nobody else write into the device's store, nor read it, until this page is closed."""
    page.evaluate(
        """() => new Promise((held) => {
            const opened = indexedDB.open("kipp-device");
            opened.onsuccess = () => {
                const pieces = opened.result.transaction("pieces", "readwrite").objectStore("pieces");
                const again = () => { pieces.get("").onsuccess = again; held(); };
                again();
            };
        })"""
    )


def make_older(page):
    """Leave the device's pieces as they were kept before they had a version."""
    page.evaluate(
        """() => new Promise((done) => {
            const opened = indexedDB.open("kipp-device");
            opened.onsuccess = () => {
                const change = opened.result.transaction("pieces", "readwrite");
                change.oncomplete = done;
                change.objectStore("pieces").openCursor().onsuccess = ({ target: { result: row } }) => {
                    if (!row) return;
                    const { state, version, sentences, ...older } = row.value;
                    row.update(older);
                    row.continue();
                };
            };
        })"""
    )


def stored(sheet):
    """What the server has of the sheet's first criterion, and how often it was saved."""
    sheet.refresh_from_db()
    score = Score.objects.get(scoresheet=sheet, criterion__code="novelty")
    return score.points, score.note, sheet.save_number


def test_what_is_prepared_is_scored_without_a_signal_and_arrives_once(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    prepare(verifier)
    line.cut()

    open_again(verifier, FIELD)
    verifier.follow(str(sheet.uuid))
    give(verifier, "novelty", 91, "Kader hadir semua")
    wait_for(verifier, "offline")
    open_again(verifier, sheet.get_absolute_url())
    verifier.wait_to_be_told("restored")
    assert verifier.page.locator("[name=points_novelty]").input_value() == "91"
    assert stored(sheet) == (None, "", 0)
    line.mend()
    open_again(verifier, FIELD)
    wait_for(verifier, "sent")

    assert stored(sheet) == (91, "Kader hadir semua", 1)
    open_again(verifier, sheet.get_absolute_url())
    wait_for(verifier, "sent")
    assert stored(sheet) == (91, "Kader hadir semua", 1)


def test_what_is_typed_as_a_page_is_left_is_kept(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    prepare(verifier)
    verifier.open(sheet.get_absolute_url())
    wait_for(verifier, "sent")
    line.cut()

    hold_store(verifier.page)
    give(verifier, "novelty", 91, "Kader hadir semua")
    verifier.page.goto(FIELD)
    wait_for(verifier, "offline")
    line.mend()
    open_again(verifier, FIELD)
    wait_for(verifier, "sent")

    assert stored(sheet) == (91, "Kader hadir semua", 1)
    assert not verifier.page.evaluate(
        "Object.keys(localStorage).filter(name => name.includes('unwritten')).length"
    )


def test_what_is_typed_before_the_kept_words_are_back_joins_them(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    score_without_a_line(verifier, line, sheet, 91, "Kader hadir semua")

    holding = verifier.context.new_page()
    holding.goto(FIELD)
    hold_store(holding)
    open_again(verifier, sheet.get_absolute_url())
    verifier.fill(points_benefit=70)
    holding.close()
    verifier.wait_to_be_told("device")

    assert verifier.page.locator("[name=points_novelty]").input_value() == "91"
    assert verifier.page.locator("[name=points_benefit]").input_value() == "70"
    line.mend()
    open_again(verifier, FIELD)
    wait_for(verifier, "sent")
    assert stored(sheet) == (91, "Kader hadir semua", 1)
    assert Score.objects.get(scoresheet=sheet, criterion__code="benefit").points == 70


def test_a_page_that_was_not_prepared_says_so(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    prepare(verifier)
    line.cut()

    open_again(verifier, reverse("notices"))

    assert verifier.page.locator("h1").inner_text() == "Tidak ada sambungan"
    verifier.follow(FIELD)
    assert "Laboratorium Kemiskinan" in verifier.text


def keep_older(page, path):
    """Leave this device as an earlier portal left it: a page with its style, and files that nothing needs."""
    page.evaluate(
        """async (path) => {
            const shell = await caches.open("kipp-shell");
            const put = (address, body, type) =>
                shell.put(address, new Response(body, { headers: { "Content-Type": type } }));
            await put("/static/css/portal.0123456789ab.css",
                "body { --age: older; background: url(../img/older.0123456789ab.svg) }", "text/css");
            await put("/static/img/older.0123456789ab.svg",
                '<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml");
            await put("/static/js/gone.0123456789ab.js", "", "text/javascript");
            await (await caches.open("kipp-pages-of-2025")).put("/", new Response(""));
            await (await caches.open("of-another-program")).put("/", new Response(""));
            const [name] = (await caches.keys()).filter((one) => one.startsWith("kipp-field-"));
            const pages = await caches.open(name);
            const text = await (await pages.match(path, { ignoreVary: true })).text();
            const older = text.replace("/static/css/portal.css", "/static/css/portal.0123456789ab.css");
            await pages.put(path, new Response(older, { headers: { "Content-Type": "text/html" } }));
        }""",
        path,
    )


def kept_files(page):
    """What the service worker keeps: addresses of files, and the names of caches but the person's."""
    return page.evaluate(
        """async () => [
            (await (await caches.open("kipp-shell")).keys()).map(({ url }) => new URL(url).pathname),
            (await caches.keys()).filter((name) => !name.startsWith("kipp-field-")).sort(),
        ]"""
    )


def wait_until_dropped(page, name):
    page.evaluate(
        """async (address) => {
            const shell = await caches.open("kipp-shell");
            while (await shell.match(address, { ignoreVary: true })) await new Promise(requestAnimationFrame);
        }""",
        f"/static/{name}",
    )


def test_a_new_version_drops_old_files_but_those_of_a_prepared_page(
    on_the_road, line, sheet, cast, monkeypatch
):
    path = sheet.get_absolute_url()
    older = {"/static/css/portal.0123456789ab.css", "/static/img/older.0123456789ab.svg"}
    verifier = on_the_road(cast.verifier)
    score_without_a_line(verifier, line, sheet, 91, "Kader hadir semua")
    keep_older(verifier.page, path)
    line.mend()
    files, _caches = kept_files(verifier.page)
    assert {*older, "/static/js/gone.0123456789ab.js", "/static/img/jlamprang.svg"} <= set(files)

    monkeypatch.setattr(offline, "SHELL", tuple(name for name in offline.SHELL if "jlamprang" not in name))
    verifier.page.evaluate("async () => (await navigator.serviceWorker.ready).update()")
    wait_until_dropped(verifier.page, "js/gone.0123456789ab.js")

    files, names = kept_files(verifier.page)
    assert {name for name in files if "0123456789ab" in name} == older
    assert {"/offline/", "/static/js/field.js", "/static/css/portal.css"} <= set(files)
    assert names == ["kipp-shell", "kipp-who", "of-another-program"]
    line.cut()
    open_again(verifier, path)
    assert verifier.page.evaluate("getComputedStyle(document.body).getPropertyValue('--age')") == "older"
    open_again(verifier, reverse("notices"))
    assert verifier.page.locator("h1").inner_text() == "Tidak ada sambungan"

    line.mend()
    prepare(verifier)
    wait_until_dropped(verifier.page, "css/portal.0123456789ab.css")

    files, _caches = kept_files(verifier.page)
    assert {name for name in files if "0123456789ab" in name} == set()
    assert stored(sheet)[:2] == (91, "Kader hadir semua")


def test_a_task_that_is_over_goes_from_the_device_when_it_is_prepared_again(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    prepare(verifier)
    verifier.page.evaluate(
        """async () => {
            const [name] = (await caches.keys()).filter((one) => one.startsWith("kipp-field-"));
            await (await caches.open(name)).put("/a-task-that-is-over/", new Response("over"));
        }"""
    )

    prepare(verifier)

    line.cut()
    open_again(verifier, "/a-task-that-is-over/")
    assert verifier.page.locator("h1").inner_text() == "Tidak ada sambungan"
    open_again(verifier, sheet.get_absolute_url())
    assert verifier.page.locator("[name=points_novelty]").is_visible()


def test_a_lost_answer_is_no_conflict(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    verifier.open(sheet.get_absolute_url())
    line.lose_answers = True
    give(verifier, "novelty", 80)
    wait_for(verifier, "offline")

    line.mend()
    open_again(verifier, sheet.get_absolute_url())
    wait_for(verifier, "sent")

    assert stored(sheet)[0] == 80
    assert not verifier.page.locator("[data-saved-elsewhere]").is_visible()


def test_what_is_typed_while_a_save_is_on_its_way_is_no_conflict(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    verifier.open(sheet.get_absolute_url())
    answered = []

    def slowly(route):
        if route.request.method != "POST":
            return route.continue_()
        response = route.fetch()
        if not answered:
            # The first save is stored, but its answer is still on its way.
            verifier.fill(note_novelty="Ditulis sementara itu")
        answered.append(response.status)
        return route.fulfill(response=response)

    verifier.page.route(f"**{sheet.get_absolute_url()}", slowly)
    verifier.fill(points_novelty=60)
    wait_for(verifier, "sent")
    verifier.wait_to_be_told("saved")

    assert answered == [200, 200]
    assert stored(sheet) == (60, "Ditulis sementara itu", 2)


def test_after_the_session_has_ended_everything_waits_for_the_next(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    prepare(verifier)
    verifier.open(sheet.get_absolute_url())
    verifier.context.clear_cookies()
    give(verifier, "novelty", 77)
    wait_for(verifier, "signed-out")

    verifier.enter(cast.verifier)
    open_again(verifier, FIELD)
    wait_for(verifier, "sent")

    assert stored(sheet)[0] == 77


def test_two_devices_show_both_and_one_is_chosen(on_the_road, line, sheet, cast):
    first, second = on_the_road(cast.verifier), on_the_road(cast.verifier)
    for device in (first, second):
        device.open(sheet.get_absolute_url())
    give(first, "novelty", 70, "Dari gawai pertama")
    wait_for(first, "sent")
    give(second, "novelty", 75, "Dari gawai kedua")
    wait_for(second, "look")

    box = second.page.locator("[data-saved-elsewhere]")
    assert box.locator("[data-stored=points_novelty]").inner_text() == "70"
    assert not box.locator("[data-stored=points_benefit]").is_visible()
    box.locator("[data-keep-mine]").click()
    wait_for(second, "sent")

    assert stored(sheet)[:2] == (75, "Dari gawai kedua")


def test_a_task_that_was_taken_back_is_told_and_kept_as_a_file(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    score_without_a_line(verifier, line, sheet, 66, "Dicatat di desa")
    Assignment.objects.filter(scoresheet=sheet).update(state="ended", reason="Sakit")
    line.mend()

    open_again(verifier, FIELD)
    wait_for(verifier, "look")

    assert "Inovasi ini bukan tugas Anda lagi." in verifier.text
    with verifier.page.expect_download() as download:
        verifier.page.locator("[data-save-as-file]").click()
    assert "Dicatat di desa" in download.value.path().read_text()
    assert stored(sheet)[0] is None


def test_what_an_earlier_portal_kept_is_sent(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    score_without_a_line(verifier, line, sheet, 66, "Dicatat di desa")
    verifier.page.goto(reverse("notices"))
    make_older(verifier.page)
    line.mend()

    open_again(verifier, FIELD)
    wait_for(verifier, "sent")

    assert stored(sheet) == (66, "Dicatat di desa", 1)


def test_two_verifiers_on_one_device_are_kept_apart(on_the_road, line, sheet, cast):
    device = on_the_road(cast.verifier)
    score_without_a_line(device, line, sheet, 88)
    line.mend()

    # Somebody else signs in on the same telephone.
    device.context.clear_cookies()
    device.enter(cast.verifier2)
    open_again(device, FIELD)
    wait_for(device, "sent")
    assert "Laboratorium Kemiskinan" not in device.text
    line.cut()
    open_again(device, sheet.get_absolute_url())
    assert device.page.locator("h1").inner_text() == "Tidak ada sambungan"
    assert stored(sheet)[0] is None

    line.mend()
    device.context.clear_cookies()
    device.enter(cast.verifier)
    open_again(device, FIELD)
    wait_for(device, "sent")
    assert stored(sheet)[0] == 88


def test_signing_out_with_something_unsent_asks_first(on_the_road, line, sheet, cast):
    verifier = on_the_road(cast.verifier)
    verifier.open(sheet.get_absolute_url())
    verifier.context.route("**/verification/sync/", lambda route: route.abort())
    give(verifier, "novelty", 50)
    wait_for(verifier, "offline")
    asked = []
    verifier.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    verifier.page.locator(".menu-button").click()
    verifier.page.locator("[data-sign-out] button").click()
    verifier.page.wait_for_timeout(500)  # milliseconds; a question is no event of the page

    assert ["1 isian" in question for question in asked] == [True]
    assert verifier.open(FIELD) == 200


# Visits

PRESENT = [("Kepala Desa", "Pemerintah Desa Botosari"), ("Kader", "Posyandu Melati")]


@pytest.fixture
def visit(sheet, cast):
    return factories.visit(sheet.assignment.innovation, team=[cast.verifier, cast.verifier2])


def add_present(person, role, institution, **fields):
    form = "form[data-new-piece$='/attendance']"
    person.fill(role=role, institution=institution, **fields)
    person.page.locator(f"{form} button[type=submit]").click()
    person.page.locator(f"[data-new-pieces=attendance] li:has-text('{role}')").wait_for()


def sign(person):
    """Draw a line with the finger in the field to sign in."""
    person.page.locator("[name=signature]").select_option("drawn")
    sheet = person.page.locator("[data-signature] svg")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    mouse = person.page.mouse
    mouse.move(box["x"] + 20, box["y"] + 20)
    mouse.down()
    mouse.move(box["x"] + 90, box["y"] + 60, steps=6)
    mouse.up()


def add_photo(person, name, content, caption):
    person.fill(photo=(name, "image/jpeg", content), caption=caption)
    person.page.locator("form[data-new-piece$='/photo'] button[type=submit]").click()
    person.page.locator(f"[data-new-pieces=photo] li:has-text('{caption}')").wait_for()


def find(person, code, finding, words=""):
    form = person.page.locator(f"form[data-field-form$='/finding/{code}']")
    form.locator(f"[name=finding][value={finding}]").check()
    if words:
        form.locator("[name=text]").fill(words)


def test_a_visit_is_recorded_without_a_signal_and_arrives_once(on_the_road, line, visit, cast):
    lead = on_the_road(cast.verifier)
    prepare(lead)
    line.cut()

    open_again(lead, FIELD)
    lead.follow(visit.get_absolute_url())
    lead.fill(arrived_at=f"{visit.starts_on}T00:01", heard_users="Dua ibu hamil")
    sign(lead)
    add_present(lead, *PRESENT[0], name="Bu Kades")
    add_present(lead, *PRESENT[1])
    for number in range(3):
        add_photo(lead, f"{number}.jpg", photo_like(2400, 1800, number), f"Posyandu {number}")
    find(lead, "novelty", "partly", "Kader belum dilatih semua")
    wait_for(lead, "offline")
    open_again(lead, visit.get_absolute_url())
    lead.page.locator("[data-new-pieces=photo] li").nth(2).wait_for()
    expect(lead.page.locator("[name=heard_users]")).to_have_value("Dua ibu hamil")
    assert not Attendance.objects.exists()

    line.lose_answers, line.is_whole = True, True
    lead.page.reload()
    wait_for(lead, "offline")
    line.mend()
    open_again(lead, FIELD)
    wait_for(lead, "sent")

    visit.refresh_from_db()
    assert visit.heard_users == "Dua ibu hamil"
    present = Attendance.objects.filter(visit=visit)
    assert sorted(present.values_list("role", "institution")) == sorted(PRESENT)
    assert present.get(role="Kepala Desa").drawing.startswith("M")
    photos = VisitPhoto.objects.filter(visit=visit)
    assert sorted(photo.caption for photo in photos) == ["Posyandu 0", "Posyandu 1", "Posyandu 2"]
    assert all(photo.taken_at for photo in photos)
    finding = VisitFinding.objects.get(visit=visit, criterion__code="novelty")
    assert (finding.finding, finding.text, finding.save_number) == ("partly", "Kader belum dilatih semua", 1)
    # The page shows each of them once.
    lead.open(visit.get_absolute_url())
    wait_for(lead, "sent")
    assert lead.page.locator("#attendance [data-piece]").count() == len(PRESENT)
    expect(lead.page.locator("[data-new-pieces] li")).to_have_count(0)


def test_a_half_filled_row_is_there_again(on_the_road, visit, cast):
    lead = on_the_road(cast.verifier)
    lead.open(visit.get_absolute_url())
    lead.fill(role="Bidan desa")
    sign(lead)

    open_again(lead, visit.get_absolute_url())

    expect(lead.page.locator("[name=role]")).to_have_value("Bidan desa")
    expect(lead.page.locator("[data-signature] path")).to_have_attribute("d", re.compile("^M"))


def test_what_is_not_taken_can_be_changed(on_the_road, line, visit, cast):
    lead = on_the_road(cast.verifier)
    prepare(lead)
    line.cut()
    open_again(lead, visit.get_absolute_url())
    add_photo(lead, "rusak.jpg", b"no photo at all", "Posyandu")
    line.mend()

    open_again(lead, visit.get_absolute_url())
    wait_for(lead, "look")
    lead.page.locator("[data-new-pieces=photo] [data-again]").click()

    expect(lead.page.locator("[name=caption]")).to_have_value("Posyandu")
    expect(lead.page.locator("[data-new-pieces] li")).to_have_count(0)
    assert not VisitPhoto.objects.exists()


def test_a_finger_meets_all_that_is_used_in_the_field(live_server, browser, visit, sheet, cast):
    verifier = Person(browser, live_server.url, width=360, has_touch=True, is_mobile=True)
    verifier.page.set_viewport_size({"width": 360, "height": 640})
    verifier.enter(cast.verifier)
    pages = ["/verification/", FIELD, visit.get_absolute_url(), sheet.get_absolute_url()]

    found = []
    for path in [
        *pages,
        reverse("hold_visit", args=[visit.pk]),
        reverse("submit_scoresheet", args=[sheet.uuid]),
    ]:
        verifier.open(path)
        found += [f"{path} · {target}" for target in small_targets(verifier.page, smallest=44)]
    verifier.context.close()

    assert not found, "\n".join(found)
