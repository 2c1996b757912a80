"""The rules that an innovation is held against."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from innovations import eligibility
from innovations.eligibility import Outcome, full_months
from innovations.models import Award, EarlierAward, OwnerKind, Tier
from tests import factories

# Age


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2018, 5, 31), date(2019, 5, 31), 12),
        (date(2018, 6, 1), date(2019, 5, 31), 11),
        (date(2018, 5, 30), date(2019, 5, 31), 12),
        (date(2019, 5, 31), date(2019, 5, 31), 0),
        (date(2019, 5, 30), date(2019, 6, 29), 0),
        (date(2019, 5, 30), date(2019, 6, 30), 1),
        # The end of a short month is not yet a whole month after the end of a long one.
        (date(2019, 1, 31), date(2019, 2, 28), 0),
        (date(2019, 1, 31), date(2019, 3, 1), 1),
        (date(2019, 1, 28), date(2019, 2, 28), 1),
        (date(2020, 1, 31), date(2020, 2, 29), 0),
        (date(2020, 2, 29), date(2021, 2, 28), 11),
        (date(2020, 2, 29), date(2021, 3, 1), 12),
        (date(2019, 3, 31), date(2019, 4, 30), 0),
        (date(2018, 12, 15), date(2019, 1, 14), 0),
        (date(2018, 12, 15), date(2019, 1, 15), 1),
        # It has not begun yet.
        (date(2019, 7, 1), date(2019, 5, 31), -2),
    ],
)
def test_whole_months_between_two_days(start, end, months):
    assert full_months(start, end) == months


@pytest.fixture
def entry(db):
    """A draft whose registration closes on 31 May 2019 at 23.59 WIB."""
    made = factories.innovation("draft", edition=factories.edition(at_stage="registration"))
    made.edition.stages.filter(kind="registration").update(
        opens_at=datetime(2019, 5, 1, tzinfo=UTC), closes_at=datetime(2019, 5, 31, 16, 59, tzinfo=UTC)
    )
    return made


def outcomes(innovation):
    return [
        verdict.outcome for verdict in eligibility.verdicts(type(innovation).objects.get(pk=innovation.pk))
    ]


def start(innovation, day):
    type(innovation).objects.filter(pk=innovation.pk).update(started_on=day)


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (date(2018, 5, 31), Outcome.PASS),
        (date(2018, 6, 1), Outcome.FAIL),
        (date(2017, 1, 1), Outcome.PASS),
        (date(2020, 1, 1), Outcome.FAIL),
        (None, Outcome.FAIL),
    ],
)
def test_the_age_is_counted_from_the_closing_day_in_wib_back_to_the_start(entry, day, outcome):
    start(entry, day)

    assert outcomes(entry) == [outcome, Outcome.PASS, Outcome.PASS, Outcome.PASS]


def test_the_closing_day_is_that_of_central_java(entry):
    """23.30 UTC on 30 May is 06.30 WIB on the 31st."""
    entry.edition.stages.filter(kind="registration").update(
        closes_at=datetime(2019, 5, 30, 23, 30, tzinfo=UTC)
    )
    start(entry, date(2018, 5, 31))

    assert outcomes(entry)[0] == Outcome.PASS


def test_the_minimum_age_is_the_edition_s(entry):
    start(entry, date(2018, 5, 31))
    entry.edition.minimum_age_months = 13
    entry.edition.save()

    assert outcomes(entry)[0] == Outcome.FAIL


def test_an_age_that_is_not_known_is_none(entry):
    entry.started_on = None

    assert eligibility.age_in_months(entry) is None


# Quota


@pytest.mark.parametrize(
    ("code", "kind", "owner"),
    [
        ("33.26", "upp", OwnerKind.REGENCY),
        ("33.26", "perangkat_daerah", OwnerKind.REGENCY),
        ("33.75", "upp", OwnerKind.CITY),
        ("33", "perangkat_daerah", OwnerKind.PROVINCIAL_AGENCY),
        ("33", "upp", OwnerKind.PROVINCIAL_AGENCY),
        ("33.26", "bumd", OwnerKind.BUMD),
        ("33", "bumd", OwnerKind.BUMD),
    ],
)
def test_the_kind_of_owner_is_told_from_the_agency(db, code, kind, owner):
    assert OwnerKind.of(factories.agency("", code, kind)) == owner


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("owner", "counted"),
    [
        (("33.26", "upp"), 4),  # both agencies of the regency, not its enterprise
        (("33.27", "upp"), 1),
        (("33.75", "upp"), 1),
        (("33", "perangkat_daerah"), 2),  # only this agency
        (("33.26", "bumd"), 2),  # only this enterprise
        (("33", "bumd"), 1),
    ],
)
def test_places_are_counted_a_government_or_an_agency(owner, counted):
    edition = factories.edition(at_stage="screening")
    other_edition = factories.edition(2020, at_stage="screening")
    owners = [("33.26", "upp"), ("33.27", "upp"), ("33.75", "upp")]
    owners += [("33", "perangkat_daerah"), ("33.26", "bumd"), ("33", "bumd")]
    agencies = {place: factories.agency("", *place) for place in owners}
    sister = factories.agency("", "33.26", "perangkat_daerah")
    sister_department = factories.agency("", "33", "perangkat_daerah")
    sister_enterprise = factories.agency("", "33.26", "bumd")
    for number, agency in [
        (2, agencies["33.26", "upp"]),
        (2, sister),
        (1, agencies["33.27", "upp"]),
        (1, agencies["33.75", "upp"]),
        (2, agencies["33", "perangkat_daerah"]),
        (3, sister_department),
        (2, agencies["33.26", "bumd"]),
        (1, sister_enterprise),
        (1, agencies["33", "bumd"]),
    ]:
        for _ in range(number):
            factories.innovation("submitted", edition=edition, agency=agency, complete=False)
        factories.innovation("draft", edition=edition, agency=agency, complete=False)
        factories.innovation("withdrawn", edition=edition, agency=agency, complete=False)
        factories.innovation("submitted", edition=other_edition, agency=agency, complete=False)

    another = factories.innovation("draft", edition=edition, agency=agencies[owner], complete=False)

    assert eligibility.others_of(another).places_taken == counted


@pytest.mark.django_db
def test_an_innovation_does_not_stand_in_its_own_way():
    edition = factories.edition(at_stage="screening", quota=2)
    first, second = (factories.innovation("submitted", edition=edition) for _ in range(2))

    assert [eligibility.quota_is_full(entry) for entry in (first, second)] == [False, False]
    assert eligibility.quota_is_full(factories.innovation("proposed", edition=edition))
    assert [verdict.outcome for verdict in eligibility.verdicts(first)] == [Outcome.PASS] * 4


@pytest.mark.django_db
def test_a_full_quota_is_told_before_sending():
    edition = factories.edition(quota=1)
    factories.innovation("submitted", edition=edition)
    draft = factories.innovation("draft", edition=edition)

    assert [verdict.outcome for verdict in eligibility.verdicts(draft)] == [
        Outcome.PASS,
        Outcome.FAIL,
        Outcome.PASS,
        Outcome.PASS,
    ]


@pytest.mark.django_db
def test_a_kind_of_owner_without_a_quota_has_no_limit():
    edition = factories.edition(quota=0)
    proposed = factories.innovation("proposed", edition=edition)
    assert eligibility.quota_is_full(proposed)

    edition.quotas.all().delete()

    assert not eligibility.quota_is_full(proposed)
    assert outcomes(proposed)[1] == Outcome.PASS


# Title


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "year", "outcome"),
    [
        ("submitted", 2019, Outcome.FAIL),
        ("draft", 2019, Outcome.FAIL),
        ("withdrawn", 2019, Outcome.PASS),
        ("submitted", 2018, Outcome.PASS),
    ],
)
def test_a_title_stands_once_in_an_edition_whatever_its_case(status, year, outcome):
    edition = factories.edition(2019)
    other = edition if year == 2019 else factories.edition(year)
    factories.innovation(status, edition=other, title="KAMPUNG iva")
    draft = factories.innovation("draft", edition=edition, title="Kampung IVA")

    assert outcomes(draft) == [Outcome.PASS, Outcome.PASS, outcome, Outcome.PASS]


# Earlier awards


def looked_at(innovation):
    """Return the outcome and the reason of the rule of earlier awards."""
    found = {verdict.code: verdict for verdict in eligibility.verdicts(innovation)}
    return found["awards"].outcome, found["awards"].reason


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("Kampung IVA", Outcome.LOOK),
        ("KAMPUNG IVA (Inspeksi Visual)", Outcome.LOOK),
        ("Laboratorium Kemiskinan", Outcome.PASS),
    ],
)
def test_an_imported_award_of_the_government_for_such_a_title_is_to_be_looked_at(cast, title, outcome):
    EarlierAward.objects.create(
        year=2018, competition="SINOVIK", tier="Top 99", title=title, agency=cast.agency
    )
    draft = factories.innovation("draft", edition=factories.edition(), title="Kampung IVA")

    found, reason = looked_at(draft)

    assert found == outcome
    assert (f"“{title}” (Top 99, 2018)" in reason) == (outcome == Outcome.LOOK)


@pytest.mark.django_db
def test_an_award_of_another_government_says_nothing(cast):
    EarlierAward.objects.create(
        year=2018, competition="SINOVIK", tier="Top 99", title="Kampung IVA", agency=cast.other_agency
    )
    draft = factories.innovation("draft", edition=factories.edition(), title="Kampung IVA")

    assert looked_at(draft)[0] == Outcome.PASS


@pytest.mark.django_db
@pytest.mark.parametrize(("revoked", "outcome"), [(False, Outcome.LOOK), (True, Outcome.PASS)])
@pytest.mark.parametrize("copied", [True, False])
def test_an_award_of_this_portal_is_found_by_its_title_or_by_the_copy(revoked, outcome, copied):
    before = factories.innovation("finalist", edition=factories.edition(2018), title="Kampung IVA")
    stage = before.edition.stage_of_kind("field")
    Award.objects.create(
        innovation=before,
        edition=before.edition,
        stage=stage,
        tier=stage.tiers.first(),
        awarded_at=timezone.now(),
        revoked_at=timezone.now() if revoked else None,
        reason="Data tidak benar" if revoked else "",
    )
    draft = factories.innovation(
        "draft",
        edition=factories.edition(2019),
        title="Nama yang lain" if copied else "Kampung IVA",
        copied_from=before if copied else None,
    )

    assert looked_at(draft)[0] == outcome


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("id", "(10 Besar, 2018)"), ("en", "(Top 10, 2018)"), ("en-gb", "(Top 10, 2018)")]
)
def test_the_tier_of_an_award_is_named_in_the_reader_s_language(language, said):
    before = factories.innovation("finalist", edition=factories.edition(2018), title="Kampung IVA")
    tier = before.edition.stage_of_kind("field").tiers.first()
    Tier.objects.filter(pk=tier.pk).update(name="10 Besar", name_en="Top 10")
    Award.objects.create(
        innovation=before, edition=before.edition, stage=tier.stage, tier=tier, awarded_at=timezone.now()
    )
    draft = factories.innovation("draft", edition=factories.edition(2019), title="Kampung IVA")

    with translation.override(language):
        assert said in looked_at(draft)[1]


@pytest.mark.django_db
@pytest.mark.parametrize("others", [0, 3])
def test_the_verdicts_cost_two_queries(others, django_assert_num_queries):
    """The edition's stages, which pages have read already, and the others of the edition."""
    edition = factories.edition()
    draft = factories.innovation("draft", edition=edition)
    for _ in range(others):
        factories.innovation("submitted", edition=edition)

    with django_assert_num_queries(2):
        eligibility.verdicts(draft)


@pytest.mark.django_db
def test_every_verdict_has_its_reason():
    draft = factories.innovation("draft", edition=factories.edition(), complete=False)

    assert all(verdict.rule and verdict.reason for verdict in eligibility.verdicts(draft))
