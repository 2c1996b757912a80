"""The administrative check before a decision: claims, findings, rules set aside, sealed calls."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.checking import deeds as screening
from innovations.checking.deeds import Finding
from innovations.evidence import deeds as attaching
from innovations.models import EarlierAward, Edition, Evidence, Innovation, ItemVerdict, Override, Peek
from innovations.proposals import access, drafting
from innovations.sending import lifecycle
from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import actions, recorded, refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LATER = NOW + timedelta(minutes=29)
MUCH_LATER = NOW + timedelta(minutes=30)


@pytest.fixture
def edition(cast):
    return factories.edition(at_stage="screening")


@pytest.fixture
def entry(edition):
    return factories.innovation("submitted", edition=edition)


def fresh(innovation):
    return Innovation.objects.get(pk=innovation.pk)


def claimed(innovation):
    innovation = fresh(innovation)
    return innovation.screened_by, innovation.screened_since


# Claims


def test_whoever_starts_checking_claims_it_and_colleagues_decide_nothing(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)

    assert claimed(entry) == (cast.bureau, NOW)
    assert recorded(entry) == [("claim", cast.bureau.pk, NOW, {"user": None})]
    assert access.actions_for(cast.bureau, fresh(entry), at=NOW) >= {"accept", "reject"}
    assert access.actions_for(cast.bureau2, fresh(entry), at=NOW) == {"disqualify"}
    for deed, words in (
        (lifecycle.accept, {}),
        (lifecycle.reject, {"reason": "Terlalu muda"}),
        (lifecycle.return_for_correction, {"note": "Lengkapi", "due_at": MUCH_LATER}),
        (screening.set_aside, {"rule": "age", "reason": "Bukti"}),
        (screening.check, {"findings": {"section:novelty": Finding("fulfilled")}}),
        (screening.release, {}),
    ):
        with refused(ValidationError):
            deed(entry, **words, by=cast.bureau2, at=NOW)


def test_starting_twice_is_starting_once(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)
    screening.claim(entry, by=cast.bureau, at=LATER)

    assert claimed(entry) == (cast.bureau, NOW)
    assert actions(entry) == ["claim"]


def test_a_claim_is_released_by_its_holder(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)

    screening.release(entry, by=cast.bureau, at=LATER)

    assert claimed(entry) == (None, None)
    assert actions(entry) == ["claim", "release"]


@pytest.mark.parametrize("decide", [lifecycle.accept, lifecycle.reject, lifecycle.return_for_correction])
def test_a_decision_ends_the_claim(cast, entry, decide):
    words = {
        lifecycle.accept: {},
        lifecycle.reject: {"reason": "Terlalu muda"},
        lifecycle.return_for_correction: {"note": "Lengkapi", "due_at": MUCH_LATER},
    }
    screening.claim(entry, by=cast.bureau, at=NOW)

    decide(entry, **words[decide], by=cast.bureau, at=LATER)

    assert claimed(entry) == (None, None)


def test_a_claim_is_taken_over_after_half_an_hour_without_a_save(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)
    with refused(ValidationError):
        screening.claim(entry, by=cast.bureau2, at=LATER)

    screening.claim(entry, by=cast.bureau2, at=MUCH_LATER)

    assert claimed(entry) == (cast.bureau2, MUCH_LATER)
    assert recorded(entry)[1:] == [("claim", cast.bureau2.pk, MUCH_LATER, {"user": cast.bureau.pk})]
    assert list(Notice.objects.values_list("event", "user")) == [("screening_taken_over", cast.bureau.pk)]


def test_a_save_keeps_the_claim_for_another_half_an_hour(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)
    screening.check(entry, {"section:novelty": Finding("fulfilled")}, by=cast.bureau, at=LATER)

    with refused(ValidationError):
        screening.claim(entry, by=cast.bureau2, at=MUCH_LATER)
    screening.claim(entry, by=cast.bureau2, at=LATER + screening.PATIENCE)


def test_with_a_reason_it_is_taken_over_at_once_and_the_holder_reads_the_reason(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)

    screening.claim(entry, by=cast.bureau2, at=NOW, reason="Rekan sakit")

    assert claimed(entry) == (cast.bureau2, NOW)
    assert "Rekan sakit" in Notice.objects.get().body


def test_only_the_bureau_claims_and_nobody_in_conflict(cast, entry):
    factories.post(cast.bureau2, "staff", cast.agency, **factories.FORMERLY)
    for person in (cast.bureau2, cast.auditor, cast.staff, cast.coordinator, cast.verifier):
        with refused(PermissionDenied):
            screening.claim(entry, by=person, at=NOW)

    screening.claim(entry, by=cast.bureau, at=NOW)


@pytest.mark.parametrize("status", ["returned", "eligible", "ineligible", "withdrawn"])
def test_what_waits_for_no_decision_is_not_claimed(cast, edition, status):
    entry = factories.innovation(status, edition=edition)

    with refused(ValidationError):
        screening.claim(entry, by=cast.bureau, at=NOW)


# Findings


def found(innovation):
    revision = innovation.last_sent_revision
    return list(revision.item_verdicts.order_by("item").values_list("item", "outcome", "note", "checked_by"))


def test_findings_are_kept_as_it_goes_and_changed(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)
    screening.check(
        entry,
        {
            "section:novelty": Finding("fulfilled"),
            "rule:age": Finding("not_fulfilled", "Belum genap setahun"),
        },
        by=cast.bureau,
        at=NOW,
    )

    screening.check(entry, {"rule:age": Finding("fulfilled")}, by=cast.bureau, at=LATER)

    assert found(entry) == [
        ("rule:age", "fulfilled", "", cast.bureau.pk),
        ("section:novelty", "fulfilled", "", cast.bureau.pk),
    ]
    assert actions(entry) == ["claim"]


def test_a_colleague_s_finding_keeps_its_name_when_it_is_only_read(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)
    screening.check(entry, {"rule:age": Finding("fulfilled")}, by=cast.bureau, at=NOW)
    screening.claim(entry, by=cast.bureau2, at=NOW, reason="Rekan sakit")

    screening.check(entry, {"rule:age": Finding("fulfilled")}, by=cast.bureau2, at=LATER)

    assert found(entry) == [("rule:age", "fulfilled", "", cast.bureau.pk)]


def test_nothing_is_found_without_a_claim(cast, entry):
    with refused(ValidationError):
        screening.check(entry, {"rule:age": Finding("fulfilled")}, by=cast.bureau, at=NOW)


def test_what_was_found_of_closed_parts_holds_for_the_correction(cast, entry):
    screening.claim(entry, by=cast.bureau, at=NOW)
    good, bad = Finding("fulfilled"), Finding("not_fulfilled", "Tanpa angka")
    findings = {"section:novelty": good, "section:summary": bad, "rule:age": good}
    screening.check(entry, findings, by=cast.bureau, at=NOW)
    lifecycle.return_for_correction(
        entry, by=cast.bureau, at=NOW, note="Lengkapi", due_at=MUCH_LATER, opens=["section:summary"]
    )

    lifecycle.resend(entry, by=cast.staff, at=LATER)

    assert found(fresh(entry)) == [("section:novelty", "fulfilled", "", cast.bureau.pk)]
    assert ItemVerdict.objects.count() == 4


# A correction opens what it names


def test_a_correction_opens_only_the_parts_that_it_names(cast, entry):
    village = factories.village("33.26.02.2008")
    sections = {section.code: section for section in entry.edition.sections.all()}
    lifecycle.return_for_correction(
        entry, by=cast.bureau, at=NOW, note="Lengkapi", due_at=MUCH_LATER, opens=["section:summary"]
    )
    who = {"by": cast.staff, "at": LATER}
    number = fresh(entry).working_copy.answers.get(section__code="novelty").save_number

    for deed in (
        lambda: drafting.write(entry, sections["novelty"], "Lain", save_number=number, **who),
        lambda: drafting.change_basics(entry, drafting.Basics("Lain"), save_number=0, **who),
        lambda: drafting.write_all(entry, {sections["novelty"]: "Lain"}, **who),
        lambda: drafting.add_location(entry, village, **who),
        lambda: drafting.remove_location(entry.locations.get(), **who),
        lambda: attaching.remove(entry.evidence.get(), **who),
    ):
        with refused(ValidationError):
            deed()
    drafting.write(entry, sections["summary"], "Diperbaiki", save_number=number, **who)

    assert recorded(entry)[0][3]["parts"] == ["section:summary"]


@pytest.mark.parametrize("opens", [[], ["locations", "section:novelty"]])
def test_all_is_open_where_nothing_is_named_and_each_part_that_is(cast, entry, opens):
    lifecycle.return_for_correction(
        entry, by=cast.bureau, at=NOW, note="Lengkapi", due_at=MUCH_LATER, opens=opens
    )
    section = entry.edition.sections.get(code="novelty")

    drafting.add_location(entry, factories.village("33.26.02.2008"), by=cast.staff, at=LATER)
    drafting.write(entry, section, "Lain", save_number=1, by=cast.staff, at=LATER)


def test_the_coordinator_s_return_opens_all(cast):
    entry = factories.innovation("proposed", edition=factories.edition(at_stage="registration"))
    lifecycle.return_to_agency(entry, by=cast.coordinator, at=NOW, note="Lengkapi")

    drafting.change_basics(entry, drafting.Basics("Judul lain"), save_number=0, by=cast.staff, at=NOW)

    assert fresh(entry).title == "Judul lain"


# Rules set aside


def test_a_rule_that_is_not_met_is_set_aside_with_a_reason(cast, edition):
    entry = factories.innovation("submitted", edition=edition, started_on=None)

    screening.set_aside(entry, "age", reason="Bukti ada di surat", by=cast.bureau, at=NOW)

    verdict = screening.verdict_of(fresh(entry), "age")
    assert (verdict.outcome, verdict.set_aside) == ("fail", "Bukti ada di surat")
    assert screening.verdict_of(fresh(entry), "title").set_aside == ""
    assert recorded(entry) == [("set_aside", cast.bureau.pk, NOW, {"rule": "age"})]
    with refused(ValidationError):
        screening.set_aside(entry, "age", reason="Sekali lagi", by=cast.bureau, at=NOW)


def test_an_earlier_award_that_was_looked_at_is_set_aside_too(cast, edition):
    entry = factories.innovation("submitted", edition=edition, title="Kampung IVA")
    EarlierAward.objects.create(
        year=2018, competition="SINOVIK", tier="Top 99", title="Kampung IVA", agency=entry.agency
    )
    assert screening.verdict_of(entry, "awards").can_be_set_aside

    screening.set_aside(entry, "awards", reason="Baru sekali mendapat", by=cast.bureau, at=NOW)

    assert screening.verdict_of(fresh(entry), "awards").set_aside == "Baru sekali mendapat"


def test_a_rule_that_is_met_or_kept_at_sending_or_unknown_is_not_set_aside(cast, entry):
    Innovation.objects.filter(pk=entry.pk).update(category=None)
    assert screening.verdict_of(fresh(entry), "category").outcome == "fail"

    for rule in ("age", "category", "quota", "words", "beauty"):
        with refused(ValidationError):
            screening.set_aside(fresh(entry), rule, reason="Alasan", by=cast.bureau, at=NOW)
    assert not Override.objects.exists()


# Sealed calls


@pytest.fixture
def sealed(cast):
    edition = factories.edition(at_stage="registration")
    Edition.objects.filter(pk=edition.pk).update(is_sealed=True)
    return factories.innovation("submitted", edition=Edition.objects.get(pk=edition.pk))


def seen(person, at=NOW):
    return list(Innovation.objects.visible_to(person, at=at)), list(
        Evidence.objects.visible_to(person, at=at)
    )


def test_what_is_sent_to_a_sealed_call_is_not_the_bureau_s_until_registration_closes(cast, sealed):
    closing = sealed.edition.registration.closing_moment
    everything = ([sealed], [sealed.evidence.get()])

    for person in (cast.bureau, cast.auditor):
        assert seen(person) == ([], [])
        assert seen(person, closing - timedelta(seconds=1)) == ([], [])
        assert seen(person, closing) == everything
    for person in (cast.staff, cast.coordinator):
        assert seen(person) == everything


def test_a_stage_that_was_ended_by_hand_unseals_too(cast, sealed):
    sealed.edition.stages.filter(kind="registration").update(ended_at=NOW)

    assert seen(cast.bureau)[0] == [sealed]


def test_a_peek_opens_it_for_whoever_looked_and_is_recorded(cast, sealed):
    screening.peek(sealed, reason="Laporan penipuan", by=cast.bureau, at=NOW)
    screening.peek(sealed, reason="Sekali lagi", by=cast.bureau, at=NOW)

    assert (seen(cast.bureau)[0], seen(cast.bureau2)[0], seen(cast.auditor)[0]) == ([sealed], [], [])
    assert list(Peek.objects.values_list("reason", "looked_by")) == [
        ("Laporan penipuan", cast.bureau.pk),
        ("Sekali lagi", cast.bureau.pk),
    ]
    assert recorded(sealed)[0] == ("peek", cast.bureau.pk, NOW, {})


def test_nothing_of_a_sealed_call_is_decided_not_even_after_a_peek(cast, sealed):
    screening.peek(sealed, reason="Laporan penipuan", by=cast.bureau, at=NOW)

    for deed, words in ((screening.claim, {}), (lifecycle.accept, {}), (lifecycle.reject, {"reason": "x"})):
        with refused(ValidationError):
            deed(fresh(sealed), **words, by=cast.bureau, at=NOW)
    closing = sealed.edition.registration.closing_moment
    assert lifecycle.accept(fresh(sealed), by=cast.bureau, at=closing).status == "eligible"


def test_only_a_free_member_of_the_bureau_peeks_and_only_at_what_is_sealed(cast, sealed):
    for person in (cast.auditor, cast.staff, cast.coordinator, cast.verifier):
        with refused(PermissionDenied):
            screening.peek(sealed, reason="Ingin tahu", by=person, at=NOW)
    with refused(ValidationError):
        screening.peek(sealed, reason="x", by=cast.bureau, at=sealed.edition.registration.closing_moment)
