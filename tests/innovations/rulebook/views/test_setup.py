"""The pages on which the bureau writes the rules of an edition that is being prepared."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from innovations.editions import deeds as editions
from innovations.models import Edition, Rule, Stage
from innovations.rulebook import readiness, setup, writing
from tests import factories
from tests.expectations import actions, recorded, refused
from tests.pages import Page

pytestmark = pytest.mark.django_db

NOW = timezone.now()
PARTS = list(setup.EDITION_PARTS)


@pytest.fixture
def edition(cast):
    return factories.edition(2026, at_stage=None)


def page_of(edition, part):
    return reverse("edition_setup", args=[edition.year, part])


def page_of_stage(edition, kind, part):
    return reverse("stage_setup", args=[edition.stage_of_kind(kind).pk, part])


def typed(client, url, **changes):
    """Return what the page's form would be sent with, with changes by the names of fields."""
    context = client.get(url).context
    form = context["formset"] if "formset" in context else context["form"]
    data = {}
    above = [context["head"]] if context.get("head") else []
    for one in [form.management_form, *above, *form.forms] if "formset" in context else [form]:
        for field in one:
            value = field.value()
            unticked = ("is_sealed", "same_assessor_twice", "advances", "split", "sections", "DELETE")
            if field.name in unticked and not value:
                continue
            if hasattr(value, "strftime"):
                value = field.field.widget.format_value(value)
            data[field.html_name] = "" if value is None else value
    return {**data, **changes}


# Each page


@pytest.mark.parametrize("part", PARTS)
def test_what_is_saved_unchanged_stays_as_it_was(client, cast, edition, part):
    edition.required_documents.create(order=1, code="letter", name="Surat pengantar")
    client.force_login(cast.bureau)
    before = readiness.points(edition)

    response = client.post(page_of(edition, part), typed(client, page_of(edition, part)))

    assert response.url == edition.get_absolute_url()
    assert readiness.points(Edition.objects.get()) == before
    assert edition.sections.first().code == "summary"
    assert actions(edition) == ["create_edition", "change_rules"]


@pytest.mark.parametrize("part", ["tiers", "rubric", "bands"])
def test_the_rules_of_a_stage_saved_unchanged_stay_as_they_were(client, cast, edition, part):
    client.force_login(cast.bureau)
    before = readiness.points(edition)
    url = page_of_stage(edition, "proposal", part)

    response = client.post(url, typed(client, url))

    assert response.url == edition.get_absolute_url()
    assert readiness.points(Edition.objects.get()) == before


def test_the_bureau_changes_what_stands_in_the_edition(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of(edition, "general")

    client.post(
        url,
        typed(
            client,
            url,
            organiser="BRIDA",
            minimum_age_months=24,
            is_sealed="on",
            same_assessor_twice="on",
            age_counts_to="2026-06-30",
        ),
    )

    changed = Edition.objects.get()
    assert (changed.organiser, changed.minimum_age_months, changed.is_sealed) == ("BRIDA", 24, True)
    assert changed.same_assessor_twice
    assert changed.age_counts_to.isoformat() == "2026-06-30"


def test_bounds_of_points_that_cross_are_refused(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of(edition, "general")

    response = client.post(url, typed(client, url, points_low=95, points_high=40))

    assert list(response.context["form"].errors) == ["points_high"]
    assert (Edition.objects.get().points_low, Edition.objects.get().points_high) == (40, 95)


def test_a_section_is_added_changed_moved_and_removed(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of(edition, "sections")

    response = client.post(
        url,
        typed(client, url, add="1", **{"form-1-max_words": 250, "form-2-DELETE": "on", "form-12-turn": 1}),
    )

    assert response.url == f"{url}?add=1#row-13"
    codes = list(edition.sections.values_list("code", flat=True))
    assert codes[:2] == ["summary", "lessons"] or codes[:2] == ["lessons", "summary"]
    assert "alignment" not in codes
    assert edition.sections.get(code="objectives").max_words == 250

    new = typed(client, f"{url}?add=1", **{"form-12-title": "Contact us", "form-12-max_words": 50})
    client.post(url, new)

    assert list(edition.sections.values_list("order", "code"))[-1] == (13, "contact-us")


def test_an_empty_row_at_the_end_is_none(client, cast, edition):
    client.force_login(cast.bureau)
    for url in (
        page_of(edition, "groups"),
        page_of(edition, "documents"),
        page_of_stage(edition, "proposal", "tiers"),
        page_of_stage(edition, "proposal", "rubric"),
        page_of_stage(edition, "proposal", "bands"),
    ):
        response = client.post(url, typed(client, f"{url}?add=1"))
        assert response.status_code == 302, response.context["formset"].errors
        assert response.url == edition.get_absolute_url()

    assert (edition.groups.count(), edition.required_documents.count()) == (1, 0)


def test_a_quota_left_empty_is_no_limit(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of(edition, "quotas")

    client.post(url, typed(client, url, **{"form-0-limit": "5", "form-1-limit": ""}))

    assert dict(edition.quotas.values_list("owner_kind", "limit")) == {
        "regency": 5,
        "provincial_agency": 3,
        "bumd": 3,
    }


def test_the_bureau_says_where_a_rule_comes_from_or_nothing(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of(edition, "regulations")
    rows = [form["pk"].value() for form in client.get(url).context["formset"]]
    assert rows == list(Rule)

    client.post(
        url,
        typed(
            client,
            url,
            **{"form-0-name": "Juknis 2026", "form-0-name_en": "", "form-1-name": " ", "form-1-name_en": ""},
        ),
    )

    named = dict(edition.regulations.values_list("rule", "name"))
    assert named.keys() == {"age", "title", "awards", "category"}
    assert named["age"] == "Juknis 2026"
    assert actions(edition) == ["create_edition", "change_rules"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"form-2-name_en": "Decree"}, (2, "name")), ({"form-2-pk": "beauty"}, (2, "pk"))],
)
def test_a_regulation_that_can_not_be_is_refused(client, cast, edition, changes, field):
    client.force_login(cast.bureau)
    url = page_of(edition, "regulations")
    before = list(edition.regulations.values())

    response = client.post(url, typed(client, url, **changes))

    row, name = field
    assert name in response.context["formset"].errors[row]
    assert list(edition.regulations.values()) == before


def test_a_stage_is_added_where_its_kind_belongs_and_has_a_rubric(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of(edition, "stages")
    proposal, field = edition.stage_of_kind("proposal"), edition.stage_of_kind("field")
    opens = timezone.localtime(proposal.closes_at)
    data = typed(client, f"{url}?add=1", **{"form-2-weight": 30, "form-3-weight": 40})

    client.post(
        url,
        {
            **data,
            "form-5-kind": "presentation",
            "form-5-opens_at": opens.strftime("%Y-%m-%dT%H:%M"),
            "form-5-closes_at": timezone.localtime(field.opens_at).strftime("%Y-%m-%dT%H:%M"),
            "form-5-weight": 30,
            "form-5-assessors": 3,
            "form-5-interview_minutes": 10,
            "form-5-material_due_at": opens.strftime("%Y-%m-%dT%H:%M"),
        },
    )

    assert list(edition.stages.values_list("order", "kind", "weight")) == [
        (1, "registration", 0),
        (2, "screening", 0),
        (3, "proposal", 30),
        (4, "presentation", 30),
        (5, "field", 40),
        (6, "announcement", 0),
    ]
    presentation = edition.stage_of_kind("presentation")
    minutes = (presentation.presentation_minutes, presentation.interview_minutes)
    assert (minutes, presentation.material_due_at is None) == ((7, 10), False)
    weights = presentation.rubrics.get().criteria.values_list("code", "weight")
    assert dict(weights) == {"delivery": 30, "substance": 50, "film": 10, "leadership": 10}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"form-0-closes_at": "2020-01-01T08:00"}, (0, "closes_at")),
        ({"form-1-opens_at": "2020-01-01T08:00"}, (1, "opens_at")),
        ({"form-2-weight": ""}, (2, "weight")),
        ({"form-3-assessors": "0"}, (3, "assessors")),
        ({"form-1-agencies_close_at": "2020-01-01T08:00"}, (1, "agencies_close_at")),
        ({"form-0-agencies_close_at": "2020-01-01T08:00"}, (0, "agencies_close_at")),
        ({"form-1-kind": "registration"}, (1, "kind")),
    ],
)
def test_stages_that_can_not_be_are_refused(client, cast, edition, changes, field):
    client.force_login(cast.bureau)
    url = page_of(edition, "stages")
    data = typed(client, url)
    before = list(edition.stages.values())

    response = client.post(url, {**data, **changes})

    row, name = field
    assert name in response.context["formset"].errors[row]
    assert list(edition.stages.values()) == before


def test_weights_that_do_not_sum_to_100_are_refused_and_their_sum_is_said(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of_stage(edition, "field", "rubric")
    assert client.get(url).context["formset"].total == 100

    response = client.post(url, typed(client, url, **{"form-0-weight": 25}))

    assert response.status_code == 200
    assert response.context["formset"].total == 105
    assert "105" in response.content.decode()
    rubric = edition.stage_of_kind("field").rubrics.get()
    assert set(rubric.criteria.values_list("weight", flat=True)) == {20}


def test_the_deed_refuses_a_wrong_sum_as_well(cast, edition):
    rubric = edition.stage_of_kind("field").rubrics.get()
    one = rubric.criteria.first()
    rows = [{"pk": one.pk, "weight": 30, "sections": []}]

    with refused(ValidationError):
        setup.change_rubric(rubric, rows, set(), passing_grade=None, by=cast.bureau, at=NOW)


def test_a_criterion_is_changed_added_and_removed(client, cast, edition):
    client.force_login(cast.bureau)
    url = f"{page_of_stage(edition, 'field', 'rubric')}?add=1"
    data = typed(client, url, **{"form-0-weight": 15, "form-0-sections": ["results"], "form-4-DELETE": "on"})

    client.post(
        url,
        {
            **data,
            "form-5-name": "Gender",
            "form-5-weight": 25,
            "form-5-aspect": "benefit",
            "form-5-tie_order": 3,
        },
    )

    rubric = edition.stage_of_kind("field").rubrics.get()
    assert list(rubric.criteria.values_list("order", "code", "weight", "tie_order")) == [
        (1, "novelty", 15, None),
        (2, "effectiveness", 20, 1),
        (3, "benefit", 20, 2),
        (4, "replicability", 20, None),
        (5, "gender", 25, 3),
    ]
    assert [section.code for section in rubric.criteria.get(code="novelty").sections.all()] == ["results"]
    assert rubric.criteria.get(code="gender").bands.count() == 5


def test_the_passing_grade_is_set_and_taken_away(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of_stage(edition, "field", "rubric")
    rubric = edition.stage_of_kind("field").rubrics.get()

    kept = []
    for given in ("85", "101", "0", ""):
        client.post(url, typed(client, url, passing_grade=given))
        rubric.refresh_from_db()
        kept.append(rubric.passing_grade)

    assert kept == [85, 85, 85, None]


def test_bands_are_written_for_all_criteria_in_both_languages(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of_stage(edition, "field", "bands")
    changes = {"form-0-lowest": "85", "form-0-label": "Istimewa", "form-0-label_en": "Outstanding"}

    client.post(url, typed(client, url, **changes, **{"form-1-DELETE": "on"}))

    rubric = edition.stage_of_kind("field").rubrics.get()
    for criterion in rubric.criteria.all():
        assert list(criterion.bands.values_list("lowest", "label", "label_en")) == [
            (85, "Istimewa", "Outstanding"),
            (60, "Cukup", "Fair"),
            (40, "Kurang", "Weak"),
            (0, "Sangat kurang", "Very weak"),
        ]


def test_a_new_criterion_has_the_bands_of_the_others(client, cast, edition):
    rubric = edition.stage_of_kind("field").rubrics.get()
    rows = [{"lowest": 0, "label": "Kurang", "label_en": ""}, {"lowest": 70, "label": "Baik", "label_en": ""}]
    old = set(rubric.criteria.first().bands.values_list("pk", flat=True))
    setup.change_bands(rubric, rows, old, by=cast.bureau, at=NOW)
    first = rubric.criteria.first()
    new = {"name": "Gender", "weight": 10, "aspect": "benefit", "sections": []}

    setup.change_rubric(
        rubric,
        [{"pk": first.pk, "weight": 10, "sections": []}, new],
        set(),
        passing_grade=None,
        by=cast.bureau,
        at=NOW,
    )

    gender = rubric.criteria.get(code="gender")
    assert list(gender.bands.values_list("lowest", "label")) == [(70, "Baik"), (0, "Kurang")]


@pytest.mark.parametrize(
    "changes", [{"form-4-lowest": "10"}, {"form-1-lowest": "90"}, {"form-0-lowest": "101"}]
)
def test_bands_that_can_not_be_are_refused(client, cast, edition, changes):
    client.force_login(cast.bureau)
    url = page_of_stage(edition, "field", "bands")
    bands = edition.stage_of_kind("field").rubrics.get().criteria.first().bands
    before = list(bands.values())

    response = client.post(url, typed(client, url, **changes))

    assert response.status_code == 200
    assert 'role="alert"' in response.text
    assert list(bands.values()) == before


# A rubric that was announced


@pytest.fixture
def announced(cast, edition):
    editions.open_edition(edition, by=cast.bureau, at=NOW)
    return Edition.objects.get()


def versions(edition):
    """Return of each version its grade, its reason and whether it can still be changed."""
    rubrics = edition.stage_of_kind("field").rubrics.order_by("version")
    return [(one.version, one.passing_grade, one.reason, one.locked_at is None) for one in rubrics]


def test_a_rubric_of_an_open_edition_is_replaced_by_a_version_with_a_reason(client, cast, announced):
    client.force_login(cast.bureau)
    url = page_of_stage(announced, "field", "rubric")
    changes = {"form-0-weight": 15, "form-1-weight": 25, "passing_grade": "70", "reason": "Bobot keliru"}

    response = client.post(url, typed(client, url, **changes))

    assert response.url == announced.get_absolute_url()
    assert versions(announced) == [(1, None, "", False), (2, 70, "Bobot keliru", True)]
    first, second = announced.stage_of_kind("field").rubrics.order_by("version")
    assert list(first.criteria.values_list("weight", flat=True)) == [20, 20, 20, 20, 20]
    assert list(second.criteria.values_list("weight", flat=True)) == [15, 25, 20, 20, 20]
    parts = [
        [
            (one.code, one.bands.count(), sorted(one.sections.values_list("code", flat=True)))
            for one in rubric.criteria.all()
        ]
        for rubric in (first, second)
    ]
    assert parts[0] == parts[1]
    facts = {"stage": second.stage_id, "version": 2, "part": "rubric"}
    assert [line[:2] + line[3:] for line in recorded(second)] == [("replace_rubric", cast.bureau.pk, facts)]


def test_criteria_are_added_and_removed_in_a_new_version(client, cast, announced):
    client.force_login(cast.bureau)
    url = page_of_stage(announced, "field", "rubric")
    row = {"name": "Gender", "weight": 20, "aspect": "benefit"}
    new = {f"form-5-{name}": value for name, value in row.items()}

    client.post(url, typed(client, url, **new, **{"form-4-DELETE": "on", "reason": "Tema baru"}))

    first, second = announced.stage_of_kind("field").rubrics.order_by("version")
    codes = [list(rubric.criteria.values_list("code", flat=True)) for rubric in (first, second)]
    kept = ["novelty", "effectiveness", "benefit", "replicability"]
    assert codes == [[*kept, "sustainability"], [*kept, "gender"]]


def test_bands_of_an_open_edition_are_replaced_likewise(client, cast, announced):
    client.force_login(cast.bureau)
    url = page_of_stage(announced, "field", "bands")

    client.post(url, typed(client, url, reason="Istilah", **{"form-0-label": "Istimewa"}))

    assert versions(announced) == [(1, None, "", False), (2, None, "Istilah", True)]
    labels = [
        set(rubric.criteria.filter(bands__lowest=90).values_list("bands__label", flat=True))
        for rubric in announced.stage_of_kind("field").rubrics.order_by("version")
    ]
    assert labels == [{"Sangat baik"}, {"Istimewa"}]


@pytest.mark.parametrize("part", ["rubric", "bands"])
def test_without_a_reason_nothing_is_replaced(client, cast, announced, part):
    client.force_login(cast.bureau)
    url = page_of_stage(announced, "field", part)

    response = client.post(url, typed(client, url, reason=" "))

    assert response.context["head"].errors.keys() == {"reason"}
    assert versions(announced) == [(1, None, "", True)]
    rubric = announced.stage_of_kind("field").rubrics.get()
    with refused(ValidationError):
        setup.change_bands(rubric, [], set(), by=cast.bureau, at=NOW)


@pytest.mark.parametrize("part", ["rubric", "bands"])
def test_a_page_of_a_version_that_was_replaced_meanwhile_writes_nothing(client, cast, announced, part):
    client.force_login(cast.bureau)
    url = page_of_stage(announced, "field", part)
    changes = {"rubric": {"passing_grade": "70"}, "bands": {"form-0-label": "Istimewa"}}[part]
    data = typed(client, url, reason="Sekali saja", **changes)

    answers = [client.post(url, data).status_code for _press in range(2)]

    assert answers == [302, 200]
    assert [version for version, *_rest in versions(announced)] == [1, 2]
    old = announced.stage_of_kind("field").rubrics.get(version=1)
    with refused(ValidationError):
        setup.change_bands(old, [], set(), reason="Lagi", by=cast.bureau, at=NOW)


@pytest.mark.parametrize("part", ["rubric", "bands"])
def test_unchanged_it_stays_the_version_that_it_is(client, cast, announced, part):
    client.force_login(cast.bureau)
    url = page_of_stage(announced, "field", part)

    response = client.post(url, typed(client, url, reason="Salah tekan"))

    assert response.context["refused"] == ["Tidak ada yang diubah, jadi tidak ada versi baru yang ditulis."]
    assert versions(announced) == [(1, None, "", True)]


def test_tiers_are_nested_by_size_and_one_goes_on(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of_stage(edition, "proposal", "tiers")

    client.post(url, typed(client, url, **{"form-0-size": 30, "form-1-split": "on"}))
    twice = client.post(url, typed(client, url, **{"form-0-advances": "on"}))
    same = client.post(url, typed(client, url, **{"form-0-size": 20}))
    odd = client.post(url, typed(client, url, **{"form-1-size": 21}))

    tiers = edition.stage_of_kind("proposal").tiers
    assert list(tiers.values_list("size", "advances", "split")) == [(30, False, False), (20, True, True)]
    assert twice.context["formset"].non_form_errors()
    assert "size" in same.context["formset"].errors[1]
    assert "size" in odd.context["formset"].errors[1]


def test_a_row_that_a_colleague_removed_meanwhile_is_not_written_anew(client, cast, edition):
    client.force_login(cast.bureau)
    url = page_of(edition, "categories")
    data = typed(client, url)
    edition.categories.filter(code="health").delete()

    response = client.post(url, data)

    assert response.context["refused"]
    assert not edition.categories.filter(code="health").exists()


# What is locked


def test_what_agencies_write_by_is_locked_once_registration_has_begun(client, cast, edition):
    editions.open_edition(edition, by=cast.bureau, at=NOW)
    client.force_login(cast.bureau)
    data = typed(client, page_of(edition, "sections"), **{"form-0-max_words": 1})
    Stage.objects.filter(pk=edition.registration.pk).update(begun_at=NOW)

    for part in [part for part in PARTS if part != "stages"]:
        assert client.get(page_of(edition, part)).context["obstacle"]
    response = client.post(page_of(edition, "sections"), data)

    assert response.context["refused"]
    assert edition.sections.first().max_words == 300
    # Later stages can still be changed.
    assert not client.get(page_of(edition, "stages")).context["obstacle"]
    assert not client.get(page_of_stage(edition, "field", "rubric")).context["obstacle"]


@pytest.mark.parametrize("part", ["tiers", "rubric", "bands"])
def test_the_rules_of_a_stage_are_locked_once_it_has_begun(client, cast, part):
    edition = factories.edition(2026, at_stage="proposal")
    client.force_login(cast.bureau)

    assert client.get(page_of_stage(edition, "proposal", part)).context["obstacle"]
    assert not client.get(page_of_stage(edition, "field", part)).context["obstacle"]
    stage = edition.stage_of_kind("proposal")
    with refused(ValidationError):
        setup.change_tiers(stage, [], set(), by=cast.bureau, at=NOW)


def test_a_rubric_by_which_sheets_were_submitted_is_locked(cast, edition):
    rubric = edition.stage_of_kind("field").rubrics.get()
    writing.lock_rubric(rubric, at=NOW)
    rubric.refresh_from_db()

    assert setup.obstacle_of_rubric(rubric)
    with refused(ValidationError):
        setup.change_rubric(rubric, [], set(), passing_grade=None, by=cast.bureau, at=NOW)
    with refused(ValidationError):
        setup.change_bands(rubric, [], set(), by=cast.bureau, at=NOW)


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_nothing_is_changed_in_an_edition_that_is_over(client, cast, edition, state):
    Edition.objects.update(state=state)
    client.force_login(cast.bureau)

    for part in PARTS:
        assert client.get(page_of(edition, part)).context["obstacle"]


# Who, and at what price


@pytest.mark.parametrize("who", ["staff", "coordinator", "verifier", "auditor", "nobody"])
def test_nobody_but_the_bureau_sets_an_edition_up(client, cast, edition, who):
    client.force_login(getattr(cast, who))

    assert client.get(page_of(edition, "sections")).status_code == 403
    assert client.post(page_of(edition, "sections"), {}).status_code == 403
    assert client.get(page_of_stage(edition, "field", "rubric")).status_code == 403


def test_a_part_that_is_not_there_is_not_found(client, cast, edition):
    client.force_login(cast.bureau)

    assert client.get(page_of(edition, "tiers")).status_code == 404
    assert client.get(page_of_stage(edition, "field", "quotas")).status_code == 404
    assert client.get(page_of_stage(edition, "registration", "rubric")).status_code == 404


@pytest.mark.parametrize("part", setup.PARTS)
def test_a_page_asks_at_most_ten_queries_however_many_rows(
    client, cast, edition, part, django_assert_max_num_queries
):
    client.force_login(cast.bureau)
    by_stage = part in setup.STAGE_PARTS
    url = page_of_stage(edition, "proposal", part) if by_stage else page_of(edition, part)
    client.get(url)

    with django_assert_max_num_queries(10):
        client.get(url)


# Ready to open


def test_the_usual_rules_are_ready_to_open_but_for_the_documents(cast, edition):
    assert readiness.open_points(edition) == []
    assert [point.is_met for point in readiness.points(edition) if point.is_advice] == [False]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda edition: edition.stages.filter(kind="proposal").update(weight=30),
        lambda edition: edition.stages.filter(kind="registration").delete(),
        lambda edition: edition.stages.filter(kind="screening").update(opens_at=NOW - timedelta(days=99)),
        lambda edition: edition.stage_of_kind("field").rubrics.all().delete(),
        lambda edition: edition.stage_of_kind("field").tiers.update(size=21),
        lambda edition: edition.stage_of_kind("field").tiers.update(advances=True),
        lambda edition: edition.stage_of_kind("proposal").tiers.update(advances=False),
        lambda edition: edition.quotas.filter(owner_kind="bumd").delete(),
        lambda edition: edition.categories.all().delete(),
        lambda edition: edition.sections.filter(code="summary").delete(),
        lambda edition: edition.groups.create(order=2, code="khusus", name="Khusus"),
    ],
)
def test_an_edition_that_lacks_something_is_not_opened(client, cast, edition, spoil):
    spoil(edition)
    edition = Edition.objects.get()
    client.force_login(cast.bureau)

    missing = readiness.open_points(edition)

    assert missing
    links = Page(client.get(edition.get_absolute_url()).content.decode()).links
    assert {point.url for point in missing} <= set(links)
    assert client.get(reverse("open_edition", args=[edition.year])).url == edition.get_absolute_url()
    with refused(ValidationError):
        editions.open_edition(edition, by=cast.bureau, at=NOW)


def test_the_edition_s_page_with_its_list_asks_at_most_ten_queries(
    client, cast, edition, django_assert_max_num_queries
):
    client.force_login(cast.bureau)

    with django_assert_max_num_queries(10):
        client.get(edition.get_absolute_url())


def test_later_stages_are_moved_while_registration_runs(client, cast):
    edition = factories.edition(2026, at_stage="registration")
    client.force_login(cast.bureau)
    url = page_of(edition, "stages")
    screening = edition.stage_of_kind("screening")
    opens = timezone.localtime(screening.opens_at + timedelta(days=1))

    response = client.post(url, typed(client, url, **{"form-0-opens_at": opens.strftime("%Y-%m-%dT%H:%M")}))

    assert response.url == edition.get_absolute_url()
    assert edition.stage_of_kind("screening").opens_at == screening.opens_at + timedelta(days=1)
    assert list(edition.stages.values_list("order", "kind")) == [
        (1, "registration"),
        (2, "screening"),
        (3, "proposal"),
        (4, "field"),
        (5, "announcement"),
    ]
    assert edition.registration.is_running
