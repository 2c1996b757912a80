"""The main job by keyboard alone: no mouse anywhere, and the focus seen at every stop on the way.

Two halves of tests/journeys/test_main_job.py, shorter: what is not typed here stands in the database already.
"""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from innovations.models import Answer, Innovation, Innovator
from kipp.accounts.models import User
from tests import factories
from tests.journeys.keyboard import Hands
from tests.journeys.person import Person, people
from tests.journeys.pictures import photo_like
from verification.models import Scoresheet

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

POINTS = {"novelty": 93, "effectiveness": 88, "benefit": 91, "replicability": 86, "sustainability": 90}


def hands(cast: dict[str, Person]) -> dict[str, Hands]:
    """Return the hands of each person, who are signed in already, but for the staff."""
    for name, person in cast.items():
        if name != "staff":
            person.enter(User.objects.get(email=f"{name}@kipp.example"))
    return {name: Hands(person) for name, person in cast.items()}


def test_an_innovation_is_written_sent_and_accepted(live_server, browser):
    factories.cast()
    edition = factories.edition(timezone.localdate().year)

    with people(browser, live_server.url, staff=360, coordinator=1280, bureau=1280) as cast:
        staff, coordinator, bureau = hands(cast).values()
        staff.sign_in("staff@kipp.example", factories.PASSWORD)
        innovation = begin(staff)
        write_a_section(staff, innovation)
        the_rest_is_written(innovation, edition)
        add_a_photo(staff, innovation)
        staff.person.open(innovation.get_absolute_url())
        staff.press(f"a[href='/submissions/{innovation.pk}/check/']")
        staff.tick("[name=pledge]")
        staff.press("form[action$='propose/'] button")
        assert status_of(innovation) == "proposed"

        coordinator.person.open("/coordination/")
        coordinator.press(f"main a[href='/coordination/{innovation.pk}/']")
        coordinator.press("form[action$='submit/'] button")
        assert status_of(innovation) == "submitted"

        bureau.person.open("/bureau/screening/")
        bureau.press(f"main a[href='/bureau/screening/{innovation.pk}/']")
        bureau.press("form[action$='accept/'] button")
        assert status_of(innovation) == "eligible"


def begin(staff) -> Innovation:
    """Over the skip link into the content, to the form, and through an error to the draft."""
    staff.person.open("/submissions/")
    staff.tab_to(".skip-link")
    staff.keys.press("Enter")
    expect(staff.page.locator("#main")).to_be_focused()
    staff.press("main a[href*='/submissions/new/']")
    staff.press("main button[type=submit]")
    expect(staff.page.locator(".error-summary")).to_be_focused()
    staff.tab_to(".error-summary a")
    staff.keys.press("Enter")
    expect(staff.page.locator("[name=title]")).to_be_focused()

    staff.keys.type("Kampung IVA")
    staff.choose("[name=category]", down=3)
    # Day, month and year are a stop each; the browser of the journeys has them in this order.
    staff.tab_to("[name=started_on]")
    staff.keys.type("09042017")
    staff.press("main button[type=submit]")
    innovation = Innovation.objects.get(title="Kampung IVA")
    assert f"{innovation.started_on}" == "2017-09-04"
    assert innovation.category == list(innovation.edition.categories.all())[2]
    return innovation


def write_a_section(staff, innovation):
    staff.person.open(innovation.get_absolute_url())
    staff.press("main a[href$='/sections/summary/']")
    staff.type("main textarea", "Perempuan desa diperiksa lebih awal.")
    staff.press("main button[name=continue]")
    answer = Answer.objects.get(revision__innovation=innovation, section__code="summary")
    assert answer.text == "Perempuan desa diperiksa lebih awal."
    assert "/sections/summary/" not in staff.person.path


def the_rest_is_written(innovation, edition):
    revision = innovation.revisions.get()
    for section in edition.sections.exclude(code="summary"):
        text = f"Jawaban tentang {section.code}"
        Answer.objects.update_or_create(revision=revision, section=section, defaults={"text": text})
    Innovator.objects.create(innovation=innovation, name="Bidan desa", role="Penggagas")
    factories.location(innovation)


def add_a_photo(staff, innovation):
    staff.person.open(innovation.get_absolute_url())
    staff.press("main a[href$='/evidence/']")
    photo = "main [name=photo-{}]"
    staff.attach(photo.format("photo"), "foto.jpg", "image/jpeg", photo_like(640, 480))
    staff.type(photo.format("caption"), "Kader di balai desa")
    staff.type(photo.format("alternative_text"), "Kader berdiri di depan balai desa")
    staff.tick(photo.format("shows_no_patients_or_children"))
    staff.press("main button[name=kind][value=photo]")
    assert innovation.evidence.get().alternative_text == "Kader berdiri di depan balai desa"


def test_a_sheet_is_scored_and_a_result_published(live_server, browser):
    factories.cast()
    edition = factories.edition(at_stage="proposal", assessors=1, proposal_tiers=(2,))
    stage = edition.stage_of_kind("proposal")
    for points in (90, 80):
        factories.scored_entry(stage, points)
    sheet = factories.sheet(factories.innovation("eligible", edition=edition))

    with people(browser, live_server.url, verifier=360, bureau=1280, bureau2=1280) as cast:
        verifier, bureau, bureau2 = hands(cast).values()
        score(verifier, sheet)

        bureau.person.open(f"/bureau/standings/{stage.pk}/")
        bureau.press("main a[href$='/open/']")
        bureau.press("main form[method=post] button")
        bureau.press("main a[href*='/freeze/']")
        bureau.press("main form[method=post] button")
        ranking = stage.rankings.get()
        assert ranking.state == "frozen"

        bureau2.person.open(ranking.get_absolute_url())
        bureau2.press("main a[href$='/confirm/']")
        bureau2.press("main form[method=post] button")

        bureau.person.open(ranking.get_absolute_url())
        bureau.press("main a[href$='/publish/']")
        bureau.press("main form[method=post] button")
        ranking.refresh_from_db()
        assert ranking.state == "published"


def score(verifier, sheet):
    verifier.person.open("/verification/")
    verifier.press(f"main a[href='{sheet.get_absolute_url()}']")
    for code, points in POINTS.items():
        verifier.type(f"[name=points_{code}]", str(points))
        verifier.type(f"[name=note_{code}]", f"Catatan tentang {code}")
    verifier.press("main button[name=check]")
    verifier.press("main form[method=post] button")
    sheet = Scoresheet.objects.get(pk=sheet.pk)
    assert sheet.is_submitted
    assert dict(sheet.scores.values_list("criterion__code", "points")) == POINTS


def test_the_menu_of_a_phone_opens_closes_and_leads_on(live_server, browser, cast):
    with people(browser, live_server.url, staff=360) as persons:
        staff = Hands(persons["staff"])
        persons["staff"].enter(cast.staff)
        persons["staff"].open("/")
        menu = staff.page.locator("#menu")

        staff.tab_to(".menu-button")
        staff.keys.press("Enter")
        expect(menu).to_be_visible()
        staff.tab_to("#menu a")
        staff.keys.press("Escape")
        expect(menu).to_be_hidden()
        expect(staff.page.locator(".menu-button")).to_be_focused()

        staff.keys.press("Space")
        staff.press("#menu a[href='/submissions/']")
        assert persons["staff"].path == "/submissions/"


def test_a_photo_opens_and_closes(live_server, browser, cast):
    entry = factories.innovation("draft")
    for _number in range(2):
        factories.photo(entry)

    with people(browser, live_server.url, staff=1280) as persons:
        staff = Hands(persons["staff"])
        persons["staff"].enter(cast.staff)
        persons["staff"].open(f"{entry.get_absolute_url()}evidence/")
        opener = staff.page.locator(".photos .open").first

        staff.tab_to(".photos .open")
        staff.keys.press("Enter")
        expect(staff.page.locator(".photo-view:popover-open")).to_have_count(1)
        expect(staff.page.locator(".photo-view:popover-open .btn")).to_be_focused()
        staff.keys.press("Escape")
        expect(staff.page.locator(".photo-view:popover-open")).to_have_count(0)
        expect(opener).to_be_focused()


def test_every_component_shows_the_focus(live_server, browser, settings):
    settings.DEBUG = True
    with people(browser, live_server.url, narrow=360, wide=1280) as persons:
        for person in persons.values():
            reader = Hands(person)
            person.open(reverse("gallery"))
            reader.tab_to(".site-footer a")
            reader.tab_to(".skip-link", "Shift+Tab")


def status_of(innovation) -> str:
    return Innovation.objects.get(pk=innovation.pk).status
