"""Two days, two villages, no signal: two verifiers on two telephones that are switched off in between.

When the signal is back, their sessions have ended.
"""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests import factories
from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.person import Person
from tests.journeys.pictures import photo_like
from tests.journeys.test_field import FIELD, add_photo, add_present, find, prepare, sign, wait_for
from verification.models import DifferingNote, Scoresheet, VisitFinding, VisitPhoto

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CRITERIA = ["novelty", "effectiveness", "benefit", "replicability", "sustainability"]
PHOTOS = 5


class Telephone:
    """A browser whose profile stays on the disk: closed and opened again, it has what it kept."""

    def __init__(self, browser, folder, address):
        self._browser, self._folder, self.address = browser, folder, address
        self.person = Person(self, address, width=360)

    def new_context(self, **options):
        return self._browser.browser_type.launch_persistent_context(
            self._folder, executable_path=CHROMIUM, args=ARGUMENTS, **options
        )

    def switch_off_and_on(self):
        self.person.context.close()
        self.person = Person(self, self.address, width=360)


@pytest.fixture
def telephone(browser, line, tmp_path):
    """A function that gives somebody a telephone."""
    given = []

    def give(user) -> Telephone:
        given.append(Telephone(browser, tmp_path / str(user.pk), line.own_address))
        given[-1].person.enter(user)
        return given[-1]

    yield give
    for one in given:
        one.person.context.close()


@pytest.fixture
def visits(cast):
    edition = factories.edition(at_stage="field")
    team = [cast.verifier, cast.verifier2]
    titles = ["Kampung IVA", "Laboratorium Kemiskinan"]
    entries = [factories.innovation("finalist", edition=edition, title=title) for title in titles]
    return [factories.visit(entry, team=team) for entry in entries]


def record(lead, visit, first_photo):
    """Write a whole record on site, with photos that no other visit has: those from this number on."""
    lead.page.goto(visit.get_absolute_url())
    lead.fill(arrived_at=f"{visit.starts_on}T00:01", heard_users="Dua ibu hamil")
    sign(lead)
    add_present(lead, "Kepala Desa", "Desa Logandeng")
    for number in range(PHOTOS):
        photo = photo_like(800, 600, first_photo + number)
        add_photo(lead, f"{number}.jpg", photo, f"Posyandu {visit.pk}-{number}")
    for code in CRITERIA:
        find(lead, code, "confirmed", f"Terlihat di lapangan: {code}")


def score(verifier, visit, user, points):
    sheet = Scoresheet.objects.get(assignment__innovation=visit.innovation, assignment__verifier=user)
    verifier.page.goto(sheet.get_absolute_url())
    verifier.fill(**{f"points_{code}": points for code in CRITERIA})
    wait_for(verifier, "offline")
    return sheet


def test_all_of_two_visits_is_there_once_when_the_signal_is_back(telephone, line, visits, cast):
    lead, member = telephone(cast.verifier), telephone(cast.verifier2)
    prepare(lead.person)
    prepare(member.person)
    line.cut()

    sheets = []
    for turn, visit in enumerate(visits):
        lead.switch_off_and_on()
        record(lead.person, visit, first_photo=turn * PHOTOS)
        sheets.append(score(lead.person, visit, cast.verifier, 80))
        sheets.append(score(member.person, visit, cast.verifier2, 70))
    member.person.page.goto(visits[0].get_absolute_url())
    note = member.person.page.locator("details:has(form[data-field-form$='/note/novelty'])")
    note.locator("summary").click()
    note.locator("[name=text]").fill("Kader baru dilatih")
    wait_for(member.person, "offline")
    lead.switch_off_and_on()
    member.switch_off_and_on()
    Session.objects.all().delete()
    assert not VisitPhoto.objects.exists()

    line.mend()
    for one, user in ((lead, cast.verifier), (member, cast.verifier2)):
        one.person.open(FIELD)
        assert one.person.path.startswith("/accounts/login/")
        one.person.enter(user)
        one.person.open(FIELD)
        # Ten photos take a while on a crowded machine.
        one.person.page.locator("[data-device-strip][data-state=sent]").wait_for(timeout=90_000)

    for visit in visits:
        captions = sorted(visit.photos.values_list("caption", flat=True))
        assert captions == [f"Posyandu {visit.pk}-{number}" for number in range(PHOTOS)]
        (present,) = visit.attendances.all()
        assert (present.role, present.drawing[:1]) == ("Kepala Desa", "M")
        found = VisitFinding.objects.filter(visit=visit, finding="confirmed", save_number=1)
        assert [row.text for row in found] == [f"Terlihat di lapangan: {code}" for code in CRITERIA]
    assert DifferingNote.objects.get().text == "Kader baru dilatih"
    assert [set(sheet.scores.values_list("points", flat=True)) for sheet in sheets] == [{80}, {70}] * 2

    for visit in visits:
        lead.person.open(reverse("hold_visit", args=[visit.pk]))
        lead.person.press("main form.touch")
        visit.refresh_from_db()
        assert visit.state == "held"
    for sheet in sheets:
        one = lead if sheet.assignment.verifier == cast.verifier else member
        one.person.open(reverse("submit_scoresheet", args=[sheet.uuid]))
        one.person.press()
        sheet.refresh_from_db()
        assert sheet.is_submitted
    assert lead.person.troubles == member.person.troubles == []
