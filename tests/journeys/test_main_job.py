"""The main job, from an invitation to the public Top 20, walked by nine people in a real browser.

Forty-two other entries, with their sheets, come from the factories, so that the cuts after place 20 and
40 are real. Time passes by moving the edition's times in the database, never by waiting.
"""

import io
import re
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from post_office.models import Email

from innovations.models import Answer, Innovation, Stage
from kipp.accounts.models import Agency, Role, User
from kipp.audit import trail
from tests import factories
from tests.journeys.person import people
from verification.models import Scoresheet, Visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Kampung IVA"
# Where the line breaks while the agency writes.
CUT = {"objectives", "results"}
CRITERIA = ["novelty", "effectiveness", "benefit", "replicability", "sustainability"]
# Nobody who assesses at the desk is sent into the field.
DESK_POINTS = {"verifier3": [93, 88, 91, 86, 90], "verifier4": [90, 90, 94, 87, 92]}
FIELD_POINTS = {"verifier": [91, 92, 95, 88, 90], "verifier2": [89, 91, 93, 90, 92]}


def test_an_innovation_travels_from_the_invitation_to_the_public_top_20(live_server, browser):
    now = timezone.now()
    factories.cast()
    edition = factories.edition(year=timezone.localdate().year, at_stage="registration", now=now)
    desk, field = edition.stage_of_kind("proposal"), edition.stage_of_kind("field")
    factories.village("33.26.18.2001")

    with people(
        browser,
        live_server.url,
        staff=360,
        coordinator=1280,
        bureau=1280,
        bureau2=1280,
        verifier=360,
        verifier2=768,
        verifier3=1280,
        verifier4=768,
        citizen=360,
    ) as cast:
        for name in ("coordinator", "bureau", "bureau2", *FIELD_POINTS, *DESK_POINTS):
            cast[name].sign_in(f"{name}@kipp.example")

        join(cast["bureau"], cast["staff"])
        innovation = write(cast["staff"])
        send(cast["staff"], cast["coordinator"], innovation)
        correct(cast["bureau"], cast["staff"], innovation)

        close_registration(edition, cast["bureau"])
        others = forty_two_others(desk)
        begin(cast["bureau"], desk)
        assess(cast, innovation, desk, DESK_POINTS)
        publish(cast, edition, desk)
        announcement_names_forty_in_alphabetical_order(cast["citizen"], edition)

        begin(cast["bureau"], field)
        others_are_visited(others, field)
        assign(cast["bureau"], innovation, field, FIELD_POINTS)
        hold_visit(cast, innovation, field)
        assess(cast, innovation, field, FIELD_POINTS, is_assigned=True)
        publish(cast, edition, field)
        everyone_reads_the_final_order(cast["citizen"], edition, innovation)

    call_command("verify_audit")
    assert trail.verify().broken is None


# 1. People


def join(bureau, staff):
    """The bureau invites the agency's staff; opening the link uses nothing up, accepting does."""
    agency = Agency.objects.get(name="Puskesmas Karangdadap")
    bureau.open("/bureau/people/invite/")
    bureau.fill(email="staf.baru@kipp.example", name="Staf baru", role=Role.STAFF, agency=agency.pk)
    bureau.press()
    link = bureau.page.locator("#link").input_value()
    # The code stands in the mailbox only.
    assert bureau.page.locator("#code").count() == 0
    code = re.search(r": (\d{6})$", Email.objects.get(to="staf.baru@kipp.example").message, re.MULTILINE)[1]

    for _again in range(2):
        assert staff.page.goto(link).status == 200
    staff.fill(code=code, password="kain-jlamprang", password_again="kain-jlamprang-2019")
    staff.press()
    assert len(staff.errors) == 1
    staff.fill(password="kain-jlamprang-2019", password_again="kain-jlamprang-2019")
    staff.press()
    assert staff.path == "/"
    assert bureau.page.goto(link).status == 410


# 3. Submission


def write(staff) -> Innovation:
    staff.open("/submissions/")
    staff.follow("/submissions/new/")
    staff.fill(title="")
    staff.press()
    assert staff.errors
    staff.fill(title=TITLE, started_on="2017-09-04")
    staff.page.locator("main [name=category]").select_option(index=3)
    staff.press()
    innovation = Innovation.objects.get(title=TITLE)
    home = f"/submissions/{innovation.pk}/"

    answers = {
        section.code: f"Jawaban tentang {section.code}: perempuan desa diperiksa lebih awal."
        for section in innovation.edition.sections.all()
    }
    for code, text in answers.items():
        staff.open(f"{home}sections/{code}/")
        with no_line(staff) if code in CUT else nullcontext():
            staff.fill(text=text)
        staff.press()
    assert dict(Answer.objects.values_list("section__code", "text")) == answers
    staff.open(f"{home}makers/")
    staff.fill(name="Bidan desa", role="Penggagas")
    staff.press("main form:has([name=role])")
    add_places_and_evidence(staff, home)
    return innovation


@contextmanager
def no_line(person):
    """Let the line break before somebody types and come back after the page has noticed."""
    person.context.set_offline(True)
    yield
    person.wait_to_be_told("offline")
    person.context.set_offline(False)
    # The browser has logged what did not get through.
    person.troubles = [trouble for trouble in person.troubles if "INTERNET_DISCONNECTED" not in trouble]


def add_places_and_evidence(staff, home):
    staff.open(f"{home}locations/")
    staff.fill(village="33.26.18.9999")
    staff.press("main form:has([name=village])")
    assert staff.errors
    assert staff.page.locator("main [name=village]").input_value() == "33.26.18.9999"
    staff.fill(village="33.26.18.2001")
    staff.press("main form:has([name=village])")
    assert "Logandeng" in staff.text

    staff.open(f"{home}evidence/")
    said = {
        "photo-caption": "Kader di balai desa",
        "photo-alternative_text": "Kader berdiri di depan balai desa",
        "photo-shows_no_patients_or_children": True,
    }
    staff.fill(**said, **{"photo-photo": ("foto.jpg", "image/jpeg", b"not a picture")})
    form = staff.page.locator("main form:has([name=photo-photo])")
    form.locator("[name=kind]").click()
    form.locator("[data-upload-told]:not(:empty)").wait_for()
    assert staff.page.locator("[name=photo-caption]").input_value() == said["photo-caption"]
    staff.fill(**{"photo-photo": ("foto.jpg", "image/jpeg", jpeg())})
    staff.press("main form:has([name=photo-photo])")
    assert "Kader di balai desa" in staff.text

    pdf = ("surat.pdf", "application/pdf", factories.PDF)
    staff.fill(**{"document-caption": "Surat pernyataan", "document-document": pdf})
    staff.press("main form:has([name=document-document])")
    assert "Surat pernyataan" in staff.text


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), "#2c6b4a").save(buffer, "JPEG")
    return buffer.getvalue()


def send(staff, coordinator, innovation):
    """The staff propose, the coordinator returns it with a note and then sends it."""
    home, desk = f"/submissions/{innovation.pk}/", f"/coordination/{innovation.pk}/"
    staff.open(f"{home}check/")
    staff.fill(pledge=True)
    staff.press(f"main form[action$='{home}propose/']")
    assert status_of(innovation) == "proposed"

    coordinator.open("/coordination/")
    coordinator.follow(desk)
    coordinator.open(f"{desk}return/")
    coordinator.fill(note="Mohon judul dilengkapi.")
    coordinator.press()
    assert status_of(innovation) == "returned"

    staff.open(home)
    assert "Mohon judul dilengkapi." in staff.text
    staff.open(f"{home}check/")
    staff.fill(pledge=True)
    staff.press(f"main form[action$='{home}propose/']")
    coordinator.open(desk)
    coordinator.press(f"main form[action$='{desk}submit/']")
    assert status_of(innovation) == "submitted"


# 4. Administrative check


def correct(bureau, staff, innovation):
    """The bureau returns it with a note and a date, gets it back corrected, and lets it pass."""
    screening, home = f"/bureau/screening/{innovation.pk}/", f"/submissions/{innovation.pk}/"
    bureau.open("/bureau/screening/")
    bureau.follow(screening)
    bureau.open(f"{screening}return/")
    due_at = timezone.localtime() + timedelta(days=3)
    bureau.fill(note="Mohon hasil dilengkapi angka.", due_at=f"{due_at:%Y-%m-%dT%H:%M}")
    bureau.press()
    assert status_of(innovation) == "returned"

    staff.open(f"{home}sections/results/")
    staff.fill(text="Perempuan yang diperiksa naik dari 40 menjadi 312 orang setahun.")
    staff.press()
    staff.open(f"{home}check/")
    staff.fill(pledge=True)
    staff.press(f"main form[action$='{home}resend/']")
    assert status_of(innovation) == "submitted"

    bureau.open(screening)
    assert "naik dari 40 menjadi 312" in bureau.text
    bureau.press(f"main form[action$='{screening}accept/']")
    assert status_of(innovation) == "eligible"


# 2. Stages


def close_registration(edition, bureau):
    """Let the announced time pass, then end registration and hold the administrative check."""
    registration = edition.stage_of_kind("registration")
    bureau.open(f"/bureau/editions/{edition.year}/")
    assert not bureau.has_link(f"/bureau/stages/{registration.pk}/end/")
    Stage.objects.filter(pk=registration.pk).update(closes_at=timezone.now() - timedelta(minutes=5))
    end(bureau, registration)
    screening = edition.stage_of_kind("screening")
    begin(bureau, screening)
    end(bureau, screening)


def begin(bureau, stage):
    confirm(bureau, f"/bureau/stages/{stage.pk}/begin/")
    assert Stage.objects.get(pk=stage.pk).is_running


def end(bureau, stage):
    confirm(bureau, f"/bureau/stages/{stage.pk}/end/")
    assert Stage.objects.get(pk=stage.pk).ended_at


def forty_two_others(desk) -> list[Innovation]:
    """Entries assessed by others, the strongest first, two points apart at the top and one below."""
    assessors = factories.verifiers(4)[2:]
    return [
        factories.scored_entry(
            desk, 96 - number, 95 - number, verifiers=assessors, title=f"Inovasi peserta {number:02}"
        )
        for number in range(42)
    ]


# 5. Assignment


def assign(bureau, innovation, stage, names):
    page = f"/bureau/assignments/{stage.pk}/{innovation.pk}/"
    for name in names:
        bureau.open(page)
        bureau.fill(verifier=verifier_named(name).pk)
        bureau.press("main form:has([name=verifier])")
    sheets = Scoresheet.objects.filter(assignment__innovation=innovation, assignment__stage=stage)
    assert sheets.count() == 2


# 6. Scoring


def assess(cast, innovation, stage, points, *, is_assigned=False):
    if not is_assigned:
        assign(cast["bureau"], innovation, stage, points)
    addresses = {
        name: f"/verification/sheets/{sheet_of(verifier_named(name), innovation, stage).uuid}/"
        for name in points
    }
    first, second = points
    score(cast[first], addresses[first], points[first])
    assert cast[second].open(addresses[first]) == 404
    score(cast[second], addresses[second], points[second])
    assert cast[second].open(addresses[first]) == 200


def score(verifier, address, given):
    verifier.open(address)
    verifier.fill(points_novelty="101")
    verifier.press(f"main form[action='{address}']")
    assert verifier.errors
    for code, points in zip(CRITERIA, given, strict=True):
        verifier.fill(**{f"points_{code}": points, f"note_{code}": f"Catatan tentang {code}."})
    verifier.press(f"main form[action='{address}']")
    confirm(verifier, f"{address}submit/")
    sheet = Scoresheet.objects.get(uuid=address.split("/")[3])
    assert sheet.is_submitted
    assert list(sheet.scores.values_list("points", flat=True)) == given


def hold_visit(cast, innovation, stage):
    """The bureau plans the visit to Logandeng, its lead records who was there and what was found."""
    bureau, lead = cast["bureau"], cast["verifier"]
    people = factories.verifiers(2)
    today = f"{timezone.localdate():%Y-%m-%d}"
    bureau.open(f"/bureau/visits/{stage.pk}/{innovation.pk}/plan/")
    bureau.fill(lead=people[0].pk, starts_on=today, ends_on=today)
    for member in people:
        bureau.fill(members=member.pk)
    bureau.fill(locations=innovation.locations.get().pk)
    bureau.press()
    visit = Visit.objects.get(innovation=innovation)
    address = f"/verification/visits/{visit.pk}/"

    lead.open("/verification/")
    lead.follow(address)
    lead.fill(arrived_at=f"{timezone.localtime() - timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    lead.press(f"main form[action='{address}facts/']")
    lead.fill(role="Sekretaris Daerah", institution="Pemerintah Kabupaten Pekalongan")
    # Who was present is kept on the device and sent from there: the page stays.
    lead.page.locator(f"main form[action='{address}attendance/'] button[type=submit]").click()
    lead.page.locator("[data-new-pieces=attendance] [data-state=sent]:not([hidden])").wait_for()
    for code in CRITERIA:
        finding = lead.page.locator(f"main form[action='{address}findings/{code}/']")
        finding.locator("[name=finding][value=confirmed]").check()
        finding.locator("[name=text]").fill(f"Sesuai dengan proposal: {code}.")
        lead.press(f"main form[action='{address}findings/{code}/']")
    cast["verifier2"].open(address)
    assert not cast["verifier2"].has_form("facts/")
    assert "Sekretaris Daerah" in cast["verifier2"].text
    confirm(lead, f"{address}hold/")
    visit = Visit.objects.get(pk=visit.pk)
    assert visit.is_over
    # How they are drawn up and signed is walked in test_minutes.py.
    factories.minutes(visit)


def others_are_visited(others, field):
    assessors = factories.verifiers(4)[2:]
    finalists = Innovation.objects.filter(status="finalist", pk__in=[other.pk for other in others])
    assert finalists.count() == 19
    for number, finalist in enumerate(finalists.order_by("pk")):
        factories.score(finalist, field, 90 - number, 88 - number, verifiers=assessors)
        factories.minutes(factories.visit(finalist, stage=field, team=assessors, state="held"))


# 7. Standings


def publish(cast, edition, stage):
    """Open, freeze, have it confirmed by the second member of the bureau, and publish."""
    bureau, second = cast["bureau"], cast["bureau2"]
    bureau.open(f"/bureau/standings/{stage.pk}/")
    confirm(bureau, f"/bureau/standings/{stage.pk}/open/")
    confirm(bureau, f"/bureau/standings/{stage.pk}/freeze/?group=umum")
    ranking = stage.rankings.get()
    address = f"/bureau/rankings/{ranking.pk}/"
    bureau.open(address)
    assert not bureau.has_link(f"{address}confirm/")
    confirm(second, f"{address}confirm/")
    assert cast["citizen"].open(f"/results/{edition.year}/") == (404 if stage.kind == "proposal" else 200)
    confirm(bureau, f"{address}publish/")
    ranking.refresh_from_db()
    assert ranking.state == "published"


# 8. Public


def announcement_names_forty_in_alphabetical_order(citizen, edition):
    citizen.open(f"/results/{edition.year}/")
    named = [title for title in listed(citizen.text) if title]
    assert len(named) == 40
    assert named[:20] == sorted(named[:20])
    assert named[20:] == sorted(named[20:])
    assert TITLE in named[:20]


def everyone_reads_the_final_order(citizen, edition, innovation):
    citizen.open(f"/results/{edition.year}/")
    placings = list(innovation.placings.get(ranking__stage__kind="field").ranking.placings.all())
    assert len(placings) == 20
    assert [placing.title for placing in placings] == listed(citizen.text)[:20]
    citizen.follow(f"/innovations/{innovation.slug}/")
    assert TITLE in citizen.text
    assert "Logandeng" in citizen.text
    assert citizen.page.locator("main img >> visible=true").count() == 1
    citizen.open("/innovations/?q=perempuan+desa")
    assert citizen.has_link(f"/innovations/{innovation.slug}/")
    citizen.open("/innovations/?q=satelit")
    assert not citizen.has_link(f"/innovations/{innovation.slug}/")
    last = Innovation.objects.get(title="Inovasi peserta 41")
    assert citizen.open(f"/innovations/{last.slug}/") == 404


def listed(text) -> list[str]:
    """The titles of entries in the order in which a page names them."""
    titles = dict(Innovation.objects.values_list("title", "pk"))
    lines = (line.strip() for line in text.replace("\t", "\n").splitlines())
    return [line for line in lines if line in titles]


# What several of them do


def confirm(person, address):
    """Open a confirm page and press its button."""
    assert person.open(address) == 200, address
    person.press()
    assert person.errors == []


def status_of(innovation) -> str:
    return Innovation.objects.get(pk=innovation.pk).status


def verifier_named(name) -> User:
    return User.objects.get(email=f"{name}@kipp.example")


def sheet_of(verifier, innovation, stage) -> Scoresheet:
    return Scoresheet.objects.get(
        assignment__verifier=verifier, assignment__innovation=innovation, assignment__stage=stage
    )
