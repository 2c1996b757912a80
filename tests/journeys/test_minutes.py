"""The minutes of a visit, from the lead's device to the frozen result, by five people in a real browser."""

import pytest
from django.urls import reverse

from tests import factories
from tests.journeys.person import people
from tests.pdfs import Pdf
from verification.models import Minutes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_minutes_are_drawn_up_signed_and_issued_and_only_then_the_result_is_frozen(live_server, browser):
    cast = factories.cast()
    edition = factories.edition(at_stage="field", proposal_tiers=(4, 2), field_tiers=(1,))
    stage = edition.stage_of_kind("field")
    entry = factories.scored_entry(
        stage, 80, 84, verifiers=[cast.verifier, cast.verifier2], title="Kampung IVA"
    )
    visit = factories.visit(entry, stage=stage, state="held", heard_users="Enam warga")
    factories.visit_photo(visit)
    factories.open_standings(stage)

    with people(
        browser, live_server.url, lead=360, member=360, bureau=1280, staff=360, citizen=360
    ) as present:
        for name, user in (
            ("lead", cast.verifier),
            ("member", cast.verifier2),
            ("bureau", cast.bureau),
            ("staff", cast.staff),
        ):
            present[name].enter(user)

        the_result_is_not_frozen(present["bureau"], stage, visit)
        minutes = draw_up(present["lead"], visit)
        assert present["staff"].open(minutes.get_absolute_url()) == 404
        read_and_sign(present["lead"], minutes)
        sign_on_paper(present["member"], minutes)
        number_and_issue(present["bureau"], minutes)
        read_what_is_issued(present["staff"], minutes)
        check_the_paper(present["citizen"], minutes)
        the_result_is_frozen(present["bureau"], stage)


def the_result_is_not_frozen(bureau, stage, visit):
    table, freeze = reverse("standings", args=[stage.pk]), reverse("freeze_standings", args=[stage.pk])
    bureau.open(table)
    assert not bureau.has_link("/freeze/")
    assert bureau.has_link(reverse("visit_minutes", args=[visit.pk]))
    bureau.open(f"{freeze}?group=umum")
    assert "Kampung IVA" in bureau.text
    assert not bureau.page.locator("main form[method=post]").count()


def draw_up(lead, visit) -> Minutes:
    lead.open("/verification/")
    lead.follow(reverse("draw_up_minutes", args=[visit.pk]))
    lead.press()
    assert lead.errors
    lead.fill(
        agency_name="Siti Aminah",
        agency_office="Kepala puskesmas",
        response="Kami akan melengkapi register.",
        photos=str(visit.photos.get().uuid),
    )
    lead.press()
    minutes = Minutes.objects.get(visit=visit)
    assert lead.path == minutes.get_absolute_url()
    return minutes


def read_and_sign(lead, minutes):
    """The page has the whole text; one signature is drawn, the agency signs on paper."""
    text = lead.page.locator("article.official-text").inner_text()
    for part in minutes.content["parts"]:
        assert part["heading"] in text
    for said in ("Kami akan melengkapi register.", "Enam warga", minutes.text_hash, minutes.content["trail"]):
        assert said in text

    own = lead.page.locator(f"#sign-verifier-{minutes.drawn_up_by_id}")
    pad = own.locator("[data-signature] svg")
    assert not pad.is_visible()
    lead.press(f"#sign-verifier-{minutes.drawn_up_by_id}")
    assert lead.errors
    own.locator("[value=drawn]").check()
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    lead.page.mouse.move(box["x"] + 20, box["y"] + 20)
    lead.page.mouse.down()
    lead.page.mouse.move(box["x"] + 120, box["y"] + 50, steps=5)
    lead.page.mouse.up()
    lead.press(f"#sign-verifier-{minutes.drawn_up_by_id}")
    assert lead.page.locator("article.official-text svg.signature").count() == 1

    lead.page.locator("#sign-agency [value=on_paper]").check()
    lead.press("#sign-agency")
    assert set(minutes.signatures.values_list("manner", flat=True)) == {"drawn", "on_paper"}


def sign_on_paper(member, minutes):
    member.open("/verification/")
    member.follow(minutes.get_absolute_url())
    assert member.page.locator("main form.panel").count() == 1
    member.fill(signature="on_paper")
    member.press("main form.panel")
    minutes.refresh_from_db()
    assert minutes.state == "signed"


def number_and_issue(bureau, minutes):
    bureau.open("/bureau/")
    bureau.follow(reverse("bureau_visits", args=[minutes.stage_id]))
    bureau.follow(reverse("visit_minutes", args=[minutes.visit_id]))
    bureau.follow(minutes.get_absolute_url())
    bureau.follow(reverse("number_minutes", args=[minutes.pk]))
    bureau.fill(number="000.8/17")
    bureau.press()
    made = bureau.context.request.get(reverse("minutes_paper", args=[minutes.pk])).body()
    assert "Nomor: 000.8/17" in Pdf(made).words
    bureau.follow(reverse("issue_minutes", args=[minutes.pk]))
    bureau.fill(document=("scan.pdf", "application/pdf", b"no PDF"))
    bureau.press()
    assert bureau.errors
    bureau.fill(document=("scan.pdf", "application/pdf", made))
    bureau.press()
    assert bureau.errors == []
    minutes.refresh_from_db()
    with minutes.signed_file.open("rb") as kept:
        assert (minutes.state, kept.read()) == ("issued", made)


def read_what_is_issued(staff, minutes):
    assert staff.open(minutes.get_absolute_url()) == 200
    assert "Kami akan melengkapi register." in staff.text
    assert staff.page.locator("main form.panel").count() == 0
    assert staff.has_link(reverse("signed_minutes", args=[minutes.pk]))


def check_the_paper(citizen, minutes):
    assert citizen.open(reverse("check_document", args=[minutes.text_hash])) == 200
    assert "000.8/17" in citizen.text
    assert "Kampung IVA" not in citizen.text
    assert citizen.open(reverse("check_document", args=["0" * 64])) == 404


def the_result_is_frozen(bureau, stage):
    bureau.open(reverse("standings", args=[stage.pk]))
    bureau.follow("/freeze/")
    bureau.press()
    assert stage.rankings.get().state == "frozen"
