"""The timeline of an edition: whom it offers what, and that it tells every state in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from innovations.editions.stage_timeline import stage_timeline
from innovations.models import Edition, Stage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "at_stage", "address"),
    [
        ("staff", "registration", "/submissions/new/?edition=2019"),
        ("staff", "screening", ""),
        ("coordinator", "registration", ""),
        ("verifier", "registration", ""),
        ("bureau", "registration", ""),
        ("nobody", "registration", ""),
    ],
)
def test_only_staff_are_led_to_a_new_entry_while_registration_is_open(cast, who, at_stage, address):
    edition = factories.edition(at_stage=at_stage)

    found = stage_timeline(edition, getattr(cast, who), at=timezone.now())

    assert (found.url, bool(found.button)) == (address, bool(address))


def test_each_state_of_an_edition_has_a_sentence_of_its_own(cast):
    at = timezone.now()
    kinds = [kind for kind in Stage.Kind if kind != Stage.Kind.PRESENTATION]  # no preset has it
    editions = [factories.edition(2010 + number, at_stage=kind) for number, kind in enumerate(kinds)]
    late = factories.edition(2020, at_stage="registration")
    late.stages.filter(kind="registration").update(closes_at=at - timedelta(days=1))
    early = factories.edition(2021, at_stage="registration")
    early.stages.filter(kind="registration").update(opens_at=at + timedelta(days=1))
    between = factories.edition(2022, at_stage="screening", begun=False)
    suspended = factories.edition(2023, at_stage="registration")
    suspended.state = Edition.State.SUSPENDED

    sentences = [
        stage_timeline(edition, cast.coordinator, at=at).now
        for edition in (*editions, late, early, between, suspended)
    ]

    assert all(sentences)
    assert len(set(sentences)) == len(sentences)


def test_a_timeline_of_an_edition_with_its_stages_costs_no_query(cast, django_assert_num_queries):
    factories.edition(at_stage="registration")
    edition = Edition.objects.prefetch_related("stages").get()

    with django_assert_num_queries(0):
        found = stage_timeline(edition, None, at=timezone.now())

    assert [stage.kind for stage in found.stages] == [stage.kind for stage in edition.stages.all()]
