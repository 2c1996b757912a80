"""The bureau's page about how far the verifiers of a stage are, and its reminder."""

import pytest
from django.urls import reverse

from innovations.models import Stage
from kipp.accounts.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal").stage_of_kind("proposal")


def shown(client, stage):
    return client.get(reverse("stage_verifiers", args=[stage.pk]))


def remind(client, stage, **data):
    return client.post(reverse("remind_verifiers", args=[stage.pk]), data, follow=True)


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


def test_the_bureau_and_auditors_see_how_far_the_verifiers_are_and_only_the_bureau_reminds(
    client, cast, stage
):
    factories.sheet(factories.innovation("eligible"), cast.verifier)
    factories.submitted_sheet(factories.innovation("eligible"), cast.verifier2)

    for reader, reminds in ((cast.bureau, True), (cast.auditor, False)):
        client.force_login(reader)
        response = shown(client, stage)
        assert list(response.context["verifiers"]) == [cast.verifier, cast.verifier2]
        assert response.context["behind"] == 1
        assert (f'value="{cast.verifier.pk}"' in response.text) == reminds
        assert f'value="{cast.verifier2.pk}"' not in response.text


def test_the_page_tells_no_points(client, cast, stage):
    sheet = factories.submitted_sheet(factories.innovation("eligible"), cast.verifier, [91, 83, 77, 88, 94])
    client.force_login(cast.bureau)
    assert str(sheet.total) == "86.60"

    text = shown(client, stage).text

    assert not any(number in text for number in ("86.60", "86,60", ">91<", ">83<"))


def test_all_who_are_behind_are_reminded_by_one_button_and_one_alone_by_another(client, cast, stage):
    for verifier in (cast.verifier, cast.verifier2, cast.verifier3):
        factories.sheet(factories.innovation("eligible"), verifier)
    client.force_login(cast.bureau)

    first = remind(client, stage, verifier=cast.verifier2.pk)
    assert (levels(first), Notice.objects.count()) == (["success"], 1)
    assert [one.is_reminded for one in first.context["verifiers"]] == [False, True, False]
    assert f'value="{cast.verifier2.pk}"' not in first.text

    assert (levels(remind(client, stage)), Notice.objects.count()) == (["success"], 3)
    last = remind(client, stage)
    assert (levels(last), Notice.objects.count()) == (["warning"], 3)
    assert not last.context["can_remind"]


def test_a_wrong_name_and_a_stage_that_is_over_are_told(client, cast, stage):
    factories.sheet(factories.innovation("eligible"), cast.verifier)
    client.force_login(cast.bureau)

    assert levels(remind(client, stage, verifier="x")) == ["error"]
    Stage.objects.filter(pk=stage.pk).update(ended_at=stage.begun_at)
    response = remind(client, stage)

    assert (levels(response), response.context["reminds"]) == (["error"], False)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_verifiers(
    client, cast, stage, number, django_assert_num_queries
):
    for verifier in factories.verifiers(number):
        factories.sheet(factories.innovation("eligible"), verifier)
    client.force_login(cast.bureau)

    with django_assert_num_queries(4):
        shown(client, stage)


def test_it_is_the_bureau_s(client, cast, stage):
    for person in (cast.verifier, cast.staff, cast.coordinator, cast.nobody):
        client.force_login(person)
        assert shown(client, stage).status_code == 403
        assert client.post(reverse("remind_verifiers", args=[stage.pk])).status_code == 403
    client.force_login(cast.auditor)
    assert client.post(reverse("remind_verifiers", args=[stage.pk])).status_code == 403
    client.force_login(cast.bureau)
    assert client.get(reverse("remind_verifiers", args=[stage.pk])).status_code == 405
    assert client.get(reverse("stage_verifiers", args=[0])).status_code == 404
    assert client.post(reverse("remind_verifiers", args=[0])).status_code == 404
