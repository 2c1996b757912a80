"""How much of its quotas each government has used."""

import pytest

from innovations.models import Edition
from innovations.requirements import competing_entries
from innovations.sending.quota_use import quota_use
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="registration", quota=2)


def uses(*governments):
    """The use of each quota, read as the page reads it: {owner: (taken, limit, is_full)}."""
    editions = Edition.objects.prefetch_related("quotas")
    return {
        (use.edition.year, use.owner.name): (use.taken, use.limit, use.is_full)
        for use in quota_use(editions, governments)
    }


def test_a_government_s_places_are_counted_over_its_agencies(cast, edition):
    for status in ("submitted", "ineligible", "draft", "proposed", "withdrawn"):
        factories.innovation(status, edition=edition)
    factories.innovation("submitted", edition=edition, agency=factories.agency("RSUD Kraton"))
    factories.innovation("submitted", edition=edition, agency=cast.other_agency)

    assert uses(cast.agency.government) == {(2019, "Kabupaten Pekalongan"): (3, 2, True)}


def test_each_government_and_each_edition_counts_for_itself(cast, edition):
    factories.innovation("submitted", edition=edition)
    factories.innovation("finalist", edition=factories.edition(2018, at_stage="closed"))

    assert uses(cast.agency.government, cast.other_agency.government) == {
        (2019, "Kabupaten Pekalongan"): (1, 2, False),
        (2019, "Kabupaten Pemalang"): (0, 2, False),
        (2018, "Kabupaten Pekalongan"): (1, 3, False),
        (2018, "Kabupaten Pemalang"): (0, 3, False),
    }


def test_regional_enterprises_have_places_of_their_own(cast, edition):
    for name in ("Perumda Air Minum", "Bank Pekalongan"):
        factories.innovation("submitted", edition=edition, agency=factories.agency(name, kind="bumd"))

    assert uses(cast.agency.government) == {
        (2019, "Kabupaten Pekalongan"): (0, 2, False),
        (2019, "Perumda Air Minum"): (1, 2, False),
        (2019, "Bank Pekalongan"): (1, 2, False),
    }


def test_a_kind_of_owner_without_a_quota_is_not_listed(cast, edition):
    edition.quotas.filter(owner_kind="regency").delete()
    factories.innovation("submitted", edition=edition)

    assert uses(cast.agency.government) == {}


def test_it_counts_as_the_rule_that_refuses_does(cast, edition):
    for status in ("submitted", "returned", "withdrawn", "disqualified"):
        factories.innovation(status, edition=edition)
    another = factories.innovation("draft", edition=edition)

    (taken, _limit, _is_full) = uses(cast.agency.government)[2019, "Kabupaten Pekalongan"]

    assert taken == competing_entries.competing_entries_of(another).places_taken == 3
