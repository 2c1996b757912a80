"""The rules that an innovation is held against."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innovations.editions import extensions
from innovations.models import (
    Award,
    Category,
    EarlierAward,
    Edition,
    Evidence,
    Group,
    Innovation,
    OwnerKind,
    Regulation,
    Rule,
    Section,
    Stage,
    Tier,
)
from innovations.proposals import sections
from innovations.proposals.sections import SectionProgress, count_words
from innovations.requirements import competing_entries, eligibility
from innovations.requirements.competing_entries import CompetingEntries
from innovations.requirements.eligibility import Facts, Outcome, full_months
from innovations.sending import lifecycle, task_list
from tests import factories
from tests.expectations import refused
from tests.undone import undone


def verdicts(innovation):
    """Return the verdicts on the newest revision, by their rules."""
    innovation = Innovation.objects.get(pk=innovation.pk)
    revision = innovation.revisions.latest("number")
    found = eligibility.verdicts(revision, sections.progress(revision))
    return {verdict.rule: verdict for verdict in found}


def outcomes(innovation):
    return {rule: verdict.outcome for rule, verdict in verdicts(innovation).items()}


def not_passed(innovation):
    return {rule: outcome for rule, outcome in outcomes(innovation).items() if outcome != Outcome.PASS}


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

    assert outcomes(entry)[Rule.AGE] == outcome
    assert not_passed(entry).keys() <= {Rule.AGE}


def test_the_closing_day_is_that_of_central_java(entry):
    """23.30 UTC on 30 May is 06.30 WIB on the 31st."""
    entry.edition.stages.filter(kind="registration").update(
        closes_at=datetime(2019, 5, 30, 23, 30, tzinfo=UTC)
    )
    start(entry, date(2018, 5, 31))

    assert outcomes(entry)[Rule.AGE] == Outcome.PASS


def test_the_minimum_age_is_the_edition_s(entry):
    start(entry, date(2018, 5, 31))
    entry.edition.minimum_age_months = 13
    entry.edition.save()

    assert outcomes(entry)[Rule.AGE] == Outcome.FAIL


def test_an_age_that_is_not_known_keeps_it_from_being_sent(entry):
    start(entry, None)

    verdict = verdicts(entry)[Rule.AGE]

    assert (verdict.outcome, verdict.keeps_from_sending) == (Outcome.FAIL, True)


def test_only_the_start_counts_and_the_reason_says_from_and_to_which_day(entry):
    type(entry).objects.filter(pk=entry.pk).update(
        trialled_on=date(2015, 1, 1), started_on=date(2018, 6, 1), launched_on=date(2019, 5, 1)
    )

    verdict = verdicts(entry)[Rule.AGE]

    assert (verdict.outcome, verdict.keeps_from_sending) == (Outcome.FAIL, False)
    assert all(said in verdict.reason for said in ("1 Juni 2018", "31 Mei 2019", "11", "12"))
    assert "2015" not in verdict.reason


DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_whoever_began_earlier_is_never_younger(one, other, end):
    earlier, later = sorted([one, other])

    assert full_months(earlier, end) >= full_months(later, end)


@given(DAYS, DAYS)
def test_a_day_later_takes_a_month_at_most(start, end):
    assert full_months(start, end) - full_months(start + timedelta(days=1), end) in (0, 1)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(started_on=DAYS, minutes=st.lists(st.integers(1, 60 * 24 * 20), min_size=1, max_size=3))
def test_an_extension_makes_nothing_older_or_younger(cast, started_on, minutes):
    with undone():
        edition = factories.edition(at_stage="registration")
        edition.stages.exclude(kind="registration").delete()
        draft = factories.innovation("draft", edition=edition, started_on=started_on, complete=False)
        before = verdicts(draft)[Rule.AGE]

        for more in minutes:
            stage = Stage.objects.get(edition=edition)
            closes_at = stage.closes_at + timedelta(minutes=more)
            extensions.extend(
                stage, closes_at=closes_at, reason="Listrik padam", by=cast.bureau, at=timezone.now()
            )

        assert verdicts(draft)[Rule.AGE] == before


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

    assert competing_entries.competing_entries_of(another).places_taken == counted


@pytest.mark.django_db
def test_an_innovation_does_not_stand_in_its_own_way():
    edition = factories.edition(at_stage="screening", quota=2)
    first, second = (factories.innovation("submitted", edition=edition) for _ in range(2))

    assert [competing_entries.quota_is_full(entry) for entry in (first, second)] == [False, False]
    assert competing_entries.quota_is_full(factories.innovation("proposed", edition=edition))
    assert not_passed(first) == {}


@pytest.mark.django_db
def test_a_full_quota_is_told_before_sending():
    edition = factories.edition(quota=1)
    factories.innovation("submitted", edition=edition)
    draft = factories.innovation("draft", edition=edition)

    assert not_passed(draft) == {Rule.QUOTA: Outcome.FAIL}


@pytest.mark.django_db
def test_a_kind_of_owner_without_a_quota_has_no_limit():
    edition = factories.edition(quota=0)
    proposed = factories.innovation("proposed", edition=edition)
    assert competing_entries.quota_is_full(proposed)

    edition.quotas.all().delete()

    assert not competing_entries.quota_is_full(proposed)
    assert outcomes(proposed)[Rule.QUOTA] == Outcome.PASS


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

    assert outcomes(draft)[Rule.TITLE] == outcome
    assert not_passed(draft).keys() <= {Rule.TITLE}


# Earlier awards


def looked_at(innovation):
    """Return the outcome and the reason of the rule of earlier awards."""
    verdict = verdicts(innovation)[Rule.AWARDS]
    return verdict.outcome, verdict.reason


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


# The proof of the start, and the other documents


@pytest.fixture
def asked(db):
    """A complete draft of an edition that asks for its five documents."""
    return factories.innovation("draft", edition=factories.edition(required_documents=True))


def test_each_document_that_is_missing_is_named_and_the_proof_of_the_start_has_a_rule_of_its_own(asked):
    assert not_passed(asked) == {}

    asked.evidence.filter(required_document__code="start_proof").delete()
    assert not_passed(asked) == {Rule.START_PROOF: Outcome.FAIL}

    asked.evidence.filter(required_document__code="agency_letter").delete()
    verdict = verdicts(asked)[Rule.DOCUMENTS]
    assert (verdict.outcome, "Surat pengantar instansi" in verdict.reason) == (Outcome.FAIL, True)
    assert "Bukti mulai implementasi" not in verdict.reason


def test_an_edition_that_asks_for_no_documents_does_not_have_these_rules(asked):
    Evidence.objects.all().delete()
    asked.edition.required_documents.exclude(code="start_proof").delete()
    assert verdicts(asked).keys() == set(Rule) - {Rule.DOCUMENTS}

    asked.edition.required_documents.all().delete()
    assert verdicts(asked).keys() == set(Rule) - {Rule.DOCUMENTS, Rule.START_PROOF}


@pytest.mark.django_db
def test_the_documents_are_those_of_the_revision_that_is_read():
    """What a correction took away was there in what was sent."""
    edition = factories.edition(at_stage="screening", required_documents=True)
    returned = factories.innovation("returned", edition=edition)
    returned.evidence.update(removed_in=returned.working_copy)

    found = [
        [
            verdict.rule
            for verdict in eligibility.verdicts(revision, sections.progress(revision))
            if verdict.outcome == Outcome.FAIL
        ]
        for revision in (returned.last_sent_revision, returned.working_copy)
    ]

    assert found == [[], [Rule.START_PROOF, Rule.DOCUMENTS]]


# Group and category


@pytest.mark.django_db
def test_group_and_category_are_those_of_its_own_edition():
    edition, earlier = factories.edition(2019), factories.edition(2018)
    draft = factories.innovation("draft", edition=edition)
    assert outcomes(draft)[Rule.CATEGORY] == Outcome.PASS

    for chosen in (
        {"category": None},
        {"category": earlier.categories.first()},
        {"category": edition.categories.first(), "group": earlier.groups.first()},
    ):
        Innovation.objects.filter(pk=draft.pk).update(**chosen)
        assert not_passed(draft) == {Rule.CATEGORY: Outcome.FAIL}


# Sections and their words


TEXTS = st.lists(st.sampled_from(["kata", "anak-anak", "50", "%", "–", "ꦱꦸꦒꦼꦁ"]), max_size=30).map(" ".join)


def facts(*sections, limit=None, taken=0):
    """Facts that no database knows: of the rules that these sections, and these places, are held against."""
    others = CompetingEntries(limit, taken, has_same_title=False)
    edition = Edition(pk=1, year=2019, age_counts_to=date(2019, 5, 31))
    group, category = Group(edition=edition, name="Umum"), Category(edition=edition, name="Kesehatan")
    innovation = Innovation(edition=edition, group=group, category=category, started_on=date(2018, 1, 1))
    return Facts(innovation, list(sections), [], others, won=[])


def judged(rule, facts):
    return next(verdict for verdict in eligibility.judged(facts) if verdict.rule == rule)


@given(TEXTS, st.integers(-2, 2))
def test_the_rule_of_words_fails_just_where_the_counter_is_past_the_limit(text, more):
    words = count_words(text)
    limit = max(words + more, 1)

    section = SectionProgress(Section(title="Kebaruan", max_words=limit), text)
    verdict = judged(Rule.WORDS, facts(section))

    assert (verdict.outcome == Outcome.PASS) == (0 < words <= limit)
    assert verdict.keeps_from_sending == (verdict.outcome == Outcome.FAIL)
    assert (f"{words} " in verdict.reason and str(limit) in verdict.reason) or not words > limit


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_one_section_that_is_not_in_order_is_enough(texts):
    sections = [SectionProgress(Section(title="Bagian", max_words=5), text) for text in texts]

    alone = [judged(Rule.WORDS, facts(section)).outcome for section in sections]
    together = judged(Rule.WORDS, facts(*sections)).outcome
    assert (together == Outcome.PASS) == (set(alone) == {Outcome.PASS})


# Quota, for any limit


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_last_free_place_is_given_and_none_beyond(limit, taken):
    verdict = judged(Rule.QUOTA, facts(limit=limit, taken=taken))

    assert verdict.keeps_from_sending == (taken + 1 > limit)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(0, 3), more=st.integers(1, 2))
def test_sending_gives_every_place_and_refuses_whoever_comes_after(cast, limit, more):
    with undone():
        edition = factories.edition(at_stage="registration", quota=limit)
        entries = [factories.innovation("proposed", edition=edition) for _ in range(limit + more)]
        told, sent = [], []

        for entry in entries:
            told.append(not verdicts(entry)[Rule.QUOTA].keeps_from_sending)
            sent.append(was_sent(entry, by=cast.coordinator))

        assert told == sent == [True] * limit + [False] * more


def was_sent(entry, by):
    try:
        lifecycle.submit(entry, by=by, at=timezone.now())
    except ValidationError:
        return False
    return True


# Where the rules come from


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("id", "Juknis 2019"), ("en", "Guidelines of 2019")])
def test_a_verdict_says_where_its_rule_comes_from_in_the_reader_s_language(language, said):
    edition = factories.edition()
    edition.regulations.all().delete()
    Regulation.objects.create(
        edition=edition, rule=Rule.QUOTA, name="Juknis 2019", name_en="Guidelines of 2019"
    )
    draft = factories.innovation("draft", edition=edition)

    with translation.override(language):
        found = verdicts(draft)

    assert {rule for rule, verdict in found.items() if verdict.regulation} == {Rule.QUOTA}
    assert found[Rule.QUOTA].regulation == said


# All of them


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 3])
def test_the_verdicts_cost_as_much_for_any_number(number, django_assert_num_queries):
    """The edition's stages, which pages have read; the others; the regulations; what was set aside."""
    edition = factories.edition(required_documents=True)
    draft = factories.innovation("draft", edition=edition)
    for _ in range(number):
        factories.innovation("submitted", edition=edition)
    revision = draft.working_copy
    written = sections.progress(revision)

    with django_assert_num_queries(7):
        eligibility.verdicts(revision, written)


@pytest.mark.django_db
def test_every_verdict_has_its_reason():
    edition = factories.edition(required_documents=True)
    for complete in (True, False):
        found = verdicts(factories.innovation("draft", edition=edition, complete=complete))

        assert list(found) == list(Rule)
        assert all(verdict.rule.label and verdict.reason for verdict in found.values())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda draft: draft.evidence.filter(required_document__code="start_proof").delete(), "start_proof"),
        (lambda draft: draft.evidence.exclude(required_document__code="start_proof").delete(), "documents"),
        (lambda draft: Innovation.objects.update(category=None), "category"),
        (lambda draft: Innovation.objects.update(started_on=None), "age"),
        (lambda draft: draft.working_copy.answers.filter(section__code="novelty").update(text=""), "words"),
        (lambda draft: Section.objects.filter(code="novelty").update(max_words=1), "words"),
    ],
)
def test_what_a_rule_keeps_from_sending_is_refused_when_it_is_sent(cast, asked, spoil, rule):
    spoil(asked)

    told = [verdict.rule for verdict in verdicts(asked).values() if verdict.keeps_from_sending]

    assert told == [rule]
    with refused(ValidationError):
        lifecycle.propose(asked, by=cast.staff, at=timezone.now())


@pytest.mark.django_db
def test_what_the_bureau_decides_about_is_told_and_does_not_keep_from_sending(cast):
    edition = factories.edition(at_stage="registration")
    factories.innovation("submitted", edition=edition, title="Kampung IVA")
    EarlierAward.objects.create(
        year=2018, competition="SINOVIK", tier="Top 99", title="Kampung IVA", agency=cast.agency
    )
    draft = factories.innovation(
        "draft", edition=edition, title="Kampung IVA", started_on=timezone.localdate()
    )
    assert not_passed(draft).keys() == eligibility.DECIDED_BY_THE_BUREAU

    lifecycle.propose(draft, by=cast.staff, at=timezone.now())
    lifecycle.submit(draft, by=cast.coordinator, at=timezone.now())

    assert not_passed(draft).keys() == eligibility.DECIDED_BY_THE_BUREAU
    assert not any(verdict.keeps_from_sending for verdict in verdicts(draft).values())


@pytest.mark.django_db
def test_the_task_list_says_what_the_rules_say_now():
    draft = factories.innovation("draft", edition=factories.edition(required_documents=True))
    draft.working_copy.answers.filter(section__code="novelty").update(text="")

    found = task_list.task_list(Innovation.objects.get(pk=draft.pk)).verdicts

    assert {verdict.rule: verdict for verdict in found} == verdicts(draft)
    assert [verdict.rule for verdict in found if verdict.outcome == Outcome.FAIL] == [Rule.WORDS]
