"""The page that makes an edition."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from innovations.models import Edition
from tests import factories
from tests.expectations import actions

KINDS = ["registration", "screening", "proposal", "field", "announcement"]


def typed(year=2027, **changes):
    """Return what a form is sent with: five stages of ten days, one after the other."""
    data = {"year": year, "theme": "Satu instansi, satu inovasi", "theme_en": "One agency, one innovation"}
    for number, kind in enumerate(KINDS):
        opens = date(2027, 1, 4) + timedelta(days=20 * number)
        data[f"{kind}_opens"] = f"{opens}T08:00"
        data[f"{kind}_closes"] = f"{opens + timedelta(days=10)}T23:59"
    return {**data, **changes}


def test_the_bureau_prepares_an_edition_with_the_usual_rules(client, cast):
    client.force_login(cast.bureau)
    assert client.get(reverse("new_edition")).status_code == 200

    response = client.post(reverse("new_edition"), typed())

    edition = Edition.objects.get()
    assert response.url == edition.get_absolute_url()
    assert (edition.year, edition.state, edition.theme_en) == (2027, "draft", "One agency, one innovation")
    assert [(stage.kind, stage.weight) for stage in edition.stages.all()] == list(
        zip(KINDS, [0, 0, 40, 60, 0], strict=True)
    )
    assert edition.sections.count() == 13
    assert actions(edition) == ["create_edition"]


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_but_the_bureau_prepares_one(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get(reverse("new_edition")).status_code == 403
    assert client.post(reverse("new_edition"), typed()).status_code == 403
    assert not Edition.objects.exists()


def test_a_year_has_one_edition_and_what_was_typed_stays(client, cast):
    factories.edition(year=2027)
    client.force_login(cast.bureau)

    response = client.post(reverse("new_edition"), typed(theme="Tema lain"))

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"year"}
    assert "Tema lain" in response.content.decode()
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"year": ""}, {"year"}),
        ({"field_opens": "besok"}, {"field_opens"}),
        ({"screening_closes": "2027-01-20T08:00"}, {"screening_closes"}),
        ({"proposal_opens": "2027-01-30T08:00"}, {"proposal_opens"}),
    ],
)
def test_stages_follow_each_other(client, cast, changes, fields):
    client.force_login(cast.bureau)

    response = client.post(reverse("new_edition"), typed(**changes))

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == fields
    assert not Edition.objects.exists()


def test_a_second_click_makes_no_second_edition(client, cast):
    client.force_login(cast.bureau)
    client.post(reverse("new_edition"), typed())

    response = client.post(reverse("new_edition"), typed())

    assert response.status_code == 200
    assert Edition.objects.count() == 1
