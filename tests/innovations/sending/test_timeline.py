"""What happened to an innovation, in order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from innovations.sending import lifecycle
from innovations.sending.timeline import timeline
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_whole_way_is_told_in_order_with_the_words_that_stand_there(cast):
    at = timezone.now()
    draft = factories.innovation("draft", edition=factories.edition(at_stage="registration"), at=at)
    steps = [at + timedelta(minutes=minute) for minute in range(8)]
    due_at = at + timedelta(days=3)
    for deed, by, told in [
        (lifecycle.propose, cast.staff, {}),
        (lifecycle.return_to_agency, cast.coordinator, {"note": "Kurang foto"}),
        (lifecycle.propose, cast.staff, {}),
        (lifecycle.submit, cast.coordinator, {}),
        (lifecycle.return_for_correction, cast.bureau, {"note": "Kurang bukti", "due_at": due_at}),
        (lifecycle.resend, cast.staff, {}),
        (lifecycle.reject, cast.bureau, {"reason": "Terlalu muda"}),
    ]:
        deed(draft, by=by, at=steps.pop(0), **told)

    events = timeline(draft)

    assert [(event.at - at, event.note, event.due_at) for event in events] == [
        (timedelta(days=-10), "", None),
        (timedelta(0), "", None),
        (timedelta(minutes=1), "Kurang foto", None),
        (timedelta(minutes=2), "", None),
        (timedelta(minutes=3), "", None),
        (timedelta(minutes=4), "Kurang bukti", due_at),
        (timedelta(minutes=5), "", None),
        (timedelta(minutes=6), "Terlalu muda", None),
    ]
    assert [event.what for event in events[1:5]] == [
        "Diusulkan",
        "Dikembalikan oleh admin lokal untuk diperbaiki",
        "Diusulkan",
        "Terkirim kepada penyelenggara",
    ]
    assert len({event.what for event in events}) == 7


def test_telling_costs_one_query(cast, django_assert_num_queries):
    innovation = factories.innovation("returned")

    with django_assert_num_queries(1):
        assert len(timeline(innovation)) == 3
