"""The bureau imports a list in a real browser: with errors first, then all of it."""

import pytest
from django.urls import reverse

from kipp.accounts.models import Agency
from tests.journeys.person import people

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WRONG = b"government;name;kind\n33.26;Puskesmas Wiradesa;upp\n33.99;Puskesmas Entah;upp\n"
MENDED = b"government;name;kind\n33.26;Puskesmas Wiradesa;upp\n33.27;Puskesmas Entah;upp\n"


def registered():
    names = ["Puskesmas Wiradesa", "Puskesmas Entah"]
    return sorted(Agency.objects.filter(name__in=names).values_list("name", "government__code"))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_list_with_errors_is_mended_and_imported(live_server, browser, cast, width):
    with people(browser, live_server.url, bureau=width) as windows:
        bureau = windows["bureau"]
        bureau.enter(cast.bureau)
        bureau.open(reverse("agencies"))
        bureau.follow(reverse("import_agencies"))

        bureau.press()
        assert len(bureau.errors) == 1  # no file was chosen

        bureau.fill(file=("daftar.csv", "text/csv", WRONG))
        bureau.press()
        rows = bureau.page.locator("tbody tr")
        assert [row.split()[0] for row in rows.all_inner_texts()] == ["3", "2"]
        assert not bureau.page.locator("[name=token]").count()
        assert registered() == []

        bureau.follow(reverse("import_agencies"))
        bureau.fill(file=("daftar.csv", "text/csv", MENDED))
        bureau.press()
        assert registered() == []
        bureau.press()

        assert bureau.path == reverse("agencies")
        assert registered() == [("Puskesmas Entah", "33.27"), ("Puskesmas Wiradesa", "33.26")]
