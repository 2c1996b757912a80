"""The register of agencies."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kipp.accounts import agencies
from kipp.accounts.models import Agency
from tests import factories
from tests.expectations import recorded, refused

pytestmark = pytest.mark.django_db

AT = datetime(2019, 5, 4, 3, 0, tzinfo=UTC)


def test_the_bureau_registers_an_agency(cast):
    government = factories.government("33.26")

    made = agencies.register(government, "upp", "Puskesmas Wiradesa", by=cast.bureau, at=AT)

    assert Agency.objects.filter(pk=made.pk).values_list("government__code", "kind", "name").get() == (
        "33.26",
        "upp",
        "Puskesmas Wiradesa",
    )
    assert recorded(made) == [("register_agency", cast.bureau.pk, AT, {"government": "33.26"})]


def test_nobody_but_the_bureau_registers_an_agency(cast):
    for who in ["staff", "coordinator", "verifier", "auditor", "nobody"]:
        with refused(PermissionDenied):
            agencies.register(
                factories.government("33.26"), "upp", "Puskesmas Wiradesa", by=getattr(cast, who), at=AT
            )


@pytest.mark.parametrize("name", ["Puskesmas Karangdadap", "PUSKESMAS karangdadap"])
def test_a_name_is_registered_once_in_a_government(cast, name):
    with refused(ValidationError):
        agencies.register(factories.government("33.26"), "upp", name, by=cast.bureau, at=AT)

    assert agencies.register(factories.government("33.27"), "upp", name, by=cast.bureau, at=AT).name == name


def test_agencies_of_the_province_send_by_themselves(cast):
    assert cast.provincial_agency.sends_by_itself
    assert not cast.agency.sends_by_itself
