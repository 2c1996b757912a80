"""The page that makes an edition."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from innovations.models import Edition, Section
from innovations.rulebook.copying import moved
from tests import factories
from tests.expectations import actions

WIB = ZoneInfo("Asia/Jakarta")
KINDS = ["registration", "screening", "proposal", "field", "announcement"]


def typed(year=2027, **changes):
    """Return what a form is sent with: five stages of ten days, one after the other."""
    data = {
        "year": year,
        "theme": "Satu instansi, satu inovasi",
        "theme_en": "One agency, one innovation",
        "form": "2019",
    }
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


@pytest.mark.parametrize(
    ("form", "sections", "words", "weights"),
    [
        ("2022", 7, 2800, [20, 20, 20, 20, 20]),
        ("2023", 9, 2500, [15, 25, 20, 20, 20]),
    ],
)
def test_the_form_of_a_later_year_brings_its_sections_and_weights(
    client, cast, form, sections, words, weights
):
    client.force_login(cast.bureau)

    client.post(reverse("new_edition"), typed(form=form))

    edition = Edition.objects.get()
    limits = list(edition.sections.values_list("max_words", flat=True))
    assert (len(limits), sum(limits)) == (sections, words)
    rubric = edition.stage_of_kind("field").rubrics.get()
    assert list(rubric.criteria.values_list("weight", flat=True)) == weights
    assert set(Section.objects.filter(criteria__rubric=rubric)) == set(edition.sections.all())


def test_an_edition_begins_with_the_rules_of_an_earlier_one(client, cast):
    earlier = factories.edition(year=2024, at_stage="closed")
    earlier.required_documents.create(order=1, code="letter", name="Surat pengantar")
    factories.rubric(earlier.stage_of_kind("field"))
    client.force_login(cast.bureau)
    page = client.get(reverse("repeat_edition", args=[2024]))
    assert (page.status_code, page.context["form"]["year"].value()) == (200, 2025)

    response = client.post(reverse("repeat_edition", args=[2024]), {"year": 2026, "theme": "Tema 2026"})

    edition = Edition.objects.get(year=2026)
    assert response.url == edition.get_absolute_url()
    assert (edition.state, edition.theme, edition.theme_en, edition.name) == (
        "draft",
        "Tema 2026",
        "",
        earlier.name,
    )
    for rows in ("quotas", "categories", "groups", "sections", "required_documents", "regulations"):
        assert _copied(edition, rows) == _copied(earlier, rows) != []
    for stage, old in zip(
        *(one.stages.prefetch_related("tiers__group") for one in (edition, earlier)), strict=True
    ):
        assert (stage.kind, stage.weight, stage.assessors) == (old.kind, old.weight, old.assessors)
        assert (stage.begun_at, stage.ended_at) == (None, None)
        assert stage.opens_at == moved(old.opens_at, 2)
        assert [(tier.size, tier.group.edition_id) for tier in stage.tiers.all()] == [
            (tier.size, edition.pk) for tier in old.tiers.all()
        ]
    rubric = edition.stage_of_kind("field").rubrics.get()
    assert (rubric.version, rubric.reason, rubric.locked_at) == (1, "", None)
    newest = earlier.stage_of_kind("field").rubrics.get(version=2)
    criteria = [row.criteria.prefetch_related("sections") for row in (rubric, newest)]
    for criterion, old in zip(*criteria, strict=True):
        assert (criterion.code, criterion.weight, criterion.tie_order) == (
            old.code,
            old.weight,
            old.tie_order,
        )
        assert [(section.code, section.edition_id) for section in criterion.sections.all()] == [
            (section.code, edition.pk) for section in old.sections.all()
        ]
    assert actions(edition) == ["create_edition"]


def test_the_settings_of_presentations_are_repeated_and_the_slots_are_not(client, cast):
    earlier = factories.edition(year=2024, at_stage="field")
    stage = factories.presentation_stage(earlier)
    due = datetime(2024, 5, 4, 8, 0, tzinfo=WIB)
    values = {"presentation_minutes": 10, "interview_minutes": 15, "material_due_at": due}
    earlier.stages.filter(pk=stage.pk).update(**values)
    factories.presentation(factories.innovation("finalist", edition=earlier))
    client.force_login(cast.bureau)

    client.post(reverse("repeat_edition", args=[2024]), {"year": 2025, "theme": "Tema"})

    copied = Edition.objects.get(year=2025).stage_of_kind("presentation")
    assert (copied.presentation_minutes, copied.interview_minutes) == (10, 15)
    assert copied.material_due_at == moved(due, 1)
    assert not copied.presentations.exists()


def _copied(edition, rows):
    """What stands in the rows of an edition, but whose they are."""
    rows = getattr(edition, rows).values()
    return [{name: row[name] for name in row if name not in ("id", "edition_id")} for row in rows]


def test_a_leap_day_is_moved_to_the_day_before():
    assert moved(datetime(2024, 2, 29, 23, 30, tzinfo=WIB), 1) == datetime(2025, 2, 28, 23, 30, tzinfo=WIB)
    assert moved(datetime(2024, 5, 4, 8, 0, tzinfo=WIB), 2) == datetime(2026, 5, 4, 8, 0, tzinfo=WIB)


def test_an_earlier_edition_is_not_repeated_in_a_year_that_has_one(client, cast):
    factories.edition(year=2024, at_stage="closed")
    client.force_login(cast.bureau)

    response = client.post(reverse("repeat_edition", args=[2024]), {"year": 2024, "theme": "Lagi"})

    assert response.context["form"].errors.keys() == {"year"}
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_but_the_bureau_repeats_one(client, cast, who):
    factories.edition(year=2024, at_stage="closed")
    client.force_login(getattr(cast, who))

    assert client.get(reverse("repeat_edition", args=[2024])).status_code == 403
    assert client.post(reverse("repeat_edition", args=[2024]), {"year": 2026}).status_code == 403
    assert Edition.objects.count() == 1
