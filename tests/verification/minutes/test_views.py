"""The pages of minutes: the whole text before it is signed, refusals with what was typed, files as sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from verification.models import Minutes

pytestmark = pytest.mark.django_db

STROKES = "M12 40L14 41L20 60"
SIGNERS = {"agency_name": "Siti Aminah", "agency_office": "Kepala puskesmas"}


@pytest.fixture
def visit(cast):
    edition = factories.edition(at_stage="field")
    entry = factories.innovation("finalist", edition=edition, title="Kampung IVA")
    return factories.visit(
        entry, state="held", contact_name="Ibu bidan", contact_role="Bidan", heard_users="Enam warga"
    )


@pytest.fixture
def minutes(visit):
    return factories.minutes(visit, "drawn_up")


def url(name, thing):
    return reverse(name, args=[thing.pk])


def read(client, person, address):
    client.force_login(person)
    return client.get(address)


def test_the_form_begins_with_the_contact_and_a_gap_comes_back_with_what_was_typed(client, cast, visit):
    shown = read(client, cast.verifier, url("draw_up_minutes", visit)).context["form"]
    assert (shown["agency_name"].value(), shown["agency_office"].value()) == ("Ibu bidan", "Bidan")
    assert "reason" not in shown.fields

    typed = {"agency_name": "", "agency_office": "Kepala", "response": "Terima kasih."}
    response = client.post(url("draw_up_minutes", visit), typed)

    assert list(response.context["form"].errors) == ["agency_name"]
    assert response.context["form"]["response"].value() == "Terima kasih."
    assert not Minutes.objects.exists()


def test_drawing_up_leads_to_the_text_which_stands_there_whole(client, cast, visit):
    client.force_login(cast.verifier)

    response = client.post(
        url("draw_up_minutes", visit), {**SIGNERS, "response": "Kami setuju."}, follow=True
    )

    minutes = Minutes.objects.get()
    assert response.redirect_chain == [(minutes.get_absolute_url(), 302)]
    page = response.content.decode()
    for text in every_text(minutes.content):
        assert text in page
    assert minutes.text_hash in page


def every_text(content):
    if isinstance(content, dict):
        return [
            text for value in content.values() for text in every_text(value) if value != content.get("code")
        ]
    if isinstance(content, list):
        return [text for value in content for text in every_text(value)]
    return [line for line in content.split("\n") if line]


def test_a_second_version_asks_for_a_reason_and_begins_with_the_first(client, cast, visit, minutes):
    shown = read(client, cast.verifier, url("draw_up_minutes", visit)).context["form"]
    assert shown["agency_name"].value() == "Siti Aminah"

    response = client.post(url("draw_up_minutes", visit), SIGNERS)
    assert list(response.context["form"].errors) == ["reason"]
    client.post(url("draw_up_minutes", visit), {**SIGNERS, "reason": "Salah nama"})

    assert list(visit.minutes.values_list("version", "state")) == [(1, "superseded"), (2, "drawn_up")]
    response = client.get(minutes.get_absolute_url())
    assert "Salah nama" in response.content.decode()


def test_each_signs_in_their_own_places(client, cast, minutes):
    def places(person):
        found = read(client, person, minutes.get_absolute_url()).context["places"]
        return [place.code for place in found if place.form]

    assert places(cast.verifier) == [f"verifier-{cast.verifier.pk}", "agency"]
    assert places(cast.verifier2) == [f"verifier-{cast.verifier2.pk}"]
    assert places(cast.bureau) == []

    signed = {"place": "agency", "text_hash": minutes.text_hash, "signature": "drawn", "drawing": STROKES}
    client.force_login(cast.verifier)
    client.post(url("sign_minutes", minutes), signed)

    assert minutes.signatures.get().drawing == STROKES
    assert places(cast.verifier) == [f"verifier-{cast.verifier.pk}"]
    assert STROKES in client.get(minutes.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"signature": ""}, "signature"),
        ({"signature": "drawn", "drawing": ""}, "signature"),
        ({"signature": "drawn", "drawing": "<script>"}, "drawing"),
        ({"text_hash": "0" * 64}, "__all__"),
    ],
)
def test_a_refused_signature_comes_back_on_the_page(client, cast, minutes, wrong, field):
    client.force_login(cast.verifier)
    sent = {"place": "agency", "text_hash": minutes.text_hash, "signature": "on_paper", **wrong}

    response = client.post(url("sign_minutes", minutes), sent)

    assert list(response.context["form"].errors) == [field]
    assert not minutes.signatures.exists()


def test_a_signature_on_the_version_before_is_refused_with_a_sentence(client, cast, visit, minutes):
    client.force_login(cast.verifier)
    client.post(url("draw_up_minutes", visit), {**SIGNERS, "reason": "Salah nama"})

    sent = {"place": "agency", "text_hash": minutes.text_hash, "signature": "on_paper"}
    response = client.post(url("sign_minutes", minutes), sent)

    assert response.context["form"].non_field_errors()
    assert not minutes.signatures.exists()


def test_the_signed_paper_is_served_as_it_was_sent_to_anyone_who_may_read_it(client, cast, visit):
    minutes = factories.minutes(visit, "signed", number="000.8/17")
    client.force_login(cast.bureau)
    assert client.get(url("signed_minutes", minutes)).status_code == 404
    paper = SimpleUploadedFile("scan.pdf", factories.PDF, "application/pdf")

    client.post(url("issue_minutes", minutes), {"document": paper})

    for person in (cast.bureau, cast.auditor, cast.verifier2, cast.staff):
        response = read(client, person, url("signed_minutes", minutes))
        assert response.getvalue() == factories.PDF
        assert response["Content-Disposition"].startswith("attachment")
        assert "sandbox" in response["Content-Security-Policy"]
    for person in (cast.verifier3, cast.stranger, cast.coordinator, cast.nobody):
        assert read(client, person, url("signed_minutes", minutes)).status_code == 404


@pytest.mark.parametrize(
    "content", [b"", b"no PDF", b"%PDF-1.7 broken"], ids=["empty", "another kind", "damaged"]
)
def test_what_is_no_pdf_is_not_issued(client, cast, visit, content):
    minutes = factories.minutes(visit, "signed", number="000.8/17")
    client.force_login(cast.bureau)
    paper = SimpleUploadedFile("scan.pdf", content, "application/pdf")

    response = client.post(url("issue_minutes", minutes), {"document": paper})

    assert list(response.context["form"].errors) == ["document"]
    assert Minutes.objects.get().state == "signed"


def test_a_browser_that_has_the_pdf_is_not_sent_it_again(client, cast, minutes):
    first = read(client, cast.verifier, url("minutes_paper", minutes))
    assert first.getvalue().startswith(b"%PDF-")

    again = client.get(url("minutes_paper", minutes), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_the_check_says_edition_number_and_state_and_no_name(client, cast, visit):
    minutes = factories.minutes(visit, number="000.8/17")

    page = client.get(reverse("check_document", args=[minutes.text_hash])).content.decode()

    assert "000.8/17" in page
    assert "2019" in page
    for name in ("Kampung IVA", "Siti Aminah", cast.verifier.name, "Puskesmas"):
        assert name not in page


def test_asking_to_do_without_minutes_leads_to_the_approval(client, cast, visit):
    client.force_login(cast.bureau)
    client.post(url("excuse_minutes", visit), {"reason": "Naskah hilang"})
    asked = visit.approvals.get()

    client.force_login(cast.bureau2)
    page = client.get(url("visit_minutes", visit)).content.decode()
    assert asked.get_absolute_url() in page
    response = client.post(asked.get_absolute_url(), {"approve": "1"})

    assert response.url == url("visit_minutes", visit)
    assert visit.approvals.get().is_approved


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_visits_asks_as_often_for_three_as_for_one(
    client, cast, number, django_assert_num_queries
):
    stage = factories.edition(at_stage="field").stage_of_kind("field")
    for state in ("drawn_up", "signed", "issued")[:number]:
        factories.minutes(factories.visit(factories.innovation("finalist"), state="held"), state)
    client.force_login(cast.bureau)

    with django_assert_num_queries(10):
        response = client.get(reverse("bureau_visits", args=[stage.pk]))

    labels = [visit.minutes_label for visit in response.context["page_obj"]]
    assert labels == [Minutes.State(state).label for state in ("drawn_up", "signed", "issued")[:number]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_versions_of_a_visit_ask_as_often_for_three_as_for_one(
    client, cast, visit, number, django_assert_max_num_queries
):
    for version in range(number):
        superseded = {"state": "superseded", "reason": "Salah", "superseded_at": visit.starts_at}
        made = factories.minutes(visit, "drawn_up")
        if version < number - 1:
            Minutes.objects.filter(pk=made.pk).update(**superseded)
    client.force_login(cast.verifier)

    with django_assert_max_num_queries(10):
        assert client.get(url("visit_minutes", visit)).status_code == 200
    with django_assert_max_num_queries(10):
        assert client.get(made.get_absolute_url()).status_code == 200
