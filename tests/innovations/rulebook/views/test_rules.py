"""The bureau's page of an edition's rules."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def rules(edition):
    return reverse("edition_rules", args=[edition.year])


def test_the_bureau_and_auditors_read_the_rules(client, cast):
    edition = factories.edition(at_stage="screening")

    for reader in (cast.bureau, cast.bureau2, cast.auditor):
        client.force_login(reader)
        response = client.get(rules(edition))

        assert [
            (row.rubric.stage.kind, row.rubric.version, row.weight_sum) for row in response.context["rubrics"]
        ] == [("proposal", 1, 100), ("field", 1, 100)]
        assert response.context["stage_weight_sum"] == 100
        for text in (
            "40 Besar (Top 40)",
            "Kebaruan",
            "Sangat baik",
            "Ringkasan",
            "Pendidikan",
            "Peraturan Menteri PANRB Nomor 5 Tahun 2019",
            edition.get_absolute_url(),
        ):
            assert text in response.text


def test_the_newest_rubric_of_each_stage_is_shown_and_those_before_it(client, cast):
    edition = factories.edition(at_stage="screening")
    factories.edition(2020, at_stage=None)
    factories.rubric(edition.stage_of_kind("proposal"), reason="Bobot disamakan")
    client.force_login(cast.bureau)

    response = client.get(rules(edition))

    rows = response.context["rubrics"]
    assert [row.rubric.version for row in rows] == [2, 1]
    assert [[one.rubric.version for one in row.earlier] for row in rows] == [[1], []]
    assert "Bobot disamakan" in response.text


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_versions(
    client, cast, versions, django_assert_num_queries
):
    edition = factories.edition(at_stage="field")
    for version in range(2, versions + 1):
        factories.rubric(edition.stage_of_kind("field"), version=version)
    client.force_login(cast.bureau)

    with django_assert_num_queries(11):
        client.get(rules(edition))


@pytest.mark.parametrize("reader", ["staff", "stranger", "coordinator", "verifier", "nobody"])
def test_the_rules_page_is_not_for_others(client, cast, reader):
    edition = factories.edition()
    client.force_login(getattr(cast, reader))

    assert client.get(rules(edition)).status_code == 403


def test_the_rules_page_only_reads(client, cast):
    edition = factories.edition()
    client.force_login(cast.bureau)

    assert client.post(rules(edition)).status_code == 405
    assert client.get(reverse("edition_rules", args=[1066])).status_code == 404
