"""Rules that are said twice, as a sentence and as a query: on random rows both say the same."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innovations.evidence.models import FIT_FOR_EVERYONE
from innovations.models import Edition, Evidence, Stage
from tests import factories

# The rows are made once and written over for every example.
on_random_rows = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def edition(db):
    return factories.edition()


@pytest.fixture
def photo(edition):
    return factories.photo(factories.innovation("submitted", edition=edition))


@on_random_rows
@given(
    recognisable=st.booleans(),
    consent=st.sampled_from(["", *Evidence.Consent.values]),
    protects=st.booleans(),
)
def test_a_photo_that_may_become_public_is_found_by_the_query_too(photo, recognisable, consent, protects):
    Evidence.objects.filter(pk=photo.pk).update(
        shows_recognisable_people=recognisable, consent=consent, shows_no_patients_or_children=protects
    )
    photo = Evidence.objects.get(pk=photo.pk)

    assert Evidence.objects.filter(FIT_FOR_EVERYONE, pk=photo.pk).exists() == photo.is_public
    assert Evidence.objects.public_photos().filter(pk=photo.pk).exists() == photo.is_public


@on_random_rows
@given(is_sealed=st.booleans(), closes_in=st.integers(-150, 150), has_ended=st.booleans())
def test_a_sealed_call_is_found_by_the_query_too(edition, is_sealed, closes_in, has_ended):
    at = timezone.now()
    Edition.objects.filter(pk=edition.pk).update(is_sealed=is_sealed)
    Stage.objects.filter(pk=edition.registration.pk).update(
        closes_at=at + timedelta(seconds=closes_in), ended_at=at if has_ended else None
    )
    now = Edition.objects.get(pk=edition.pk)

    assert Edition.objects.sealed(at=at).filter(pk=edition.pk).exists() == now.is_sealed_at(at)
