"""The deeds that move an innovation from one status to the next."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.models import Correction, Decision, Edition, Evidence, Innovation, Location, Section
from innovations.sending import lifecycle
from kipp.accounts.models import Notice
from tests import factories
from tests.expectations import recorded, refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DUE = NOW + timedelta(days=7)
EVERYBODY = {
    "staff",
    "colleague",
    "stranger",
    "coordinator",
    "other_coordinator",
    "provincial_staff",
    "verifier",
    "bureau",
    "bureau2",
    "auditor",
    "nobody",
}
STAFF = {"staff", "colleague"}
BUREAU = {"bureau", "bureau2"}

# Each deed: the status it starts from, the stage that runs, whose it is, and what it needs besides.
DEEDS = {
    "record": ("draft", "registration", STAFF, {}),
    "compete": ("recorded", "registration", STAFF, {}),
    "propose": ("draft", "registration", STAFF, {}),
    "return_to_agency": ("proposed", "registration", {"coordinator"}, {"note": "Lengkapi"}),
    "submit": ("proposed", "registration", {"coordinator"}, {}),
    "resend": ("returned", "screening", STAFF, {}),
    "return_for_correction": ("submitted", "screening", BUREAU, {"note": "Lengkapi", "due_at": DUE}),
    "accept": ("submitted", "screening", BUREAU, {}),
    "reject": ("submitted", "screening", BUREAU, {"reason": "Terlalu muda"}),
    "reconsider": ("ineligible", "screening", BUREAU, {"reason": "Salah hitung"}),
    "withdraw": ("submitted", "screening", STAFF, {"reason": "Sudah ikut kompetisi lain"}),
    "disqualify": ("eligible", "proposal", BUREAU, {"reason": "Data tidak benar"}),
}


def do(name, innovation, by, at=NOW, **changes):
    return getattr(lifecycle, name)(innovation, by=by, at=at, **{**DEEDS[name][3], **changes})


def ready(name, **fields):
    """Return an innovation that the deed can be done with."""
    status, at_stage, _who, _needs = DEEDS[name]
    return factories.innovation(status, edition=factories.edition(at_stage=at_stage), **fields)


def told():
    """Who got which notice, in order."""
    return list(Notice.objects.order_by("pk").values_list("user__name", "event"))


# Who and when, the same for each deed


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_can_be_done_by_whose_it_is(cast, deed):
    for who in sorted(DEEDS[deed][2]):
        innovation = factories.innovation(DEEDS[deed][0]) if Edition.objects.exists() else ready(deed)

        do(deed, innovation, getattr(cast, who))

        assert [line[:2] for line in recorded(innovation)] == [(deed, getattr(cast, who).pk)]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_denied_to_everybody_else(cast, deed):
    innovation = ready(deed)

    for who in sorted(EVERYBODY - DEEDS[deed][2]):
        with refused(PermissionDenied):
            do(deed, innovation, getattr(cast, who))


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_done_twice_is_done_once(cast, deed):
    """A double click, or a page that was left open, meets an innovation that has moved on."""
    innovation = ready(deed)
    by = getattr(cast, min(DEEDS[deed][2]))
    stale = Innovation.objects.get(pk=innovation.pk)
    do(deed, innovation, by)

    with refused(ValidationError):
        do(deed, stale, by)


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_moves_in_an_edition_that_is_not_running(cast, deed):
    innovation = ready(deed)

    for state in ("draft", "suspended", "cancelled", "closed"):
        Edition.objects.update(state=state)
        with refused(ValidationError):
            do(deed, innovation, getattr(cast, min(DEEDS[deed][2])))


@pytest.mark.parametrize("deed", DEEDS)
def test_every_other_status_refuses_the_deed(cast, deed):
    _status, at_stage, whose, _needs = DEEDS[deed]
    edition = factories.edition(at_stage=at_stage)
    by = getattr(cast, min(whose))
    possible = {
        "record": {"draft"},
        "compete": {"recorded"},
        "propose": {"draft"},
        "return_to_agency": {"proposed"},
        "submit": {"proposed"},
        "resend": {"returned"},
        "return_for_correction": {"submitted"},
        "accept": {"submitted"},
        "reject": {"submitted"},
        "reconsider": {"eligible", "ineligible"},
        "withdraw": {"draft", "proposed", "returned", "submitted", "eligible", "finalist"},
        "disqualify": {"returned", "submitted", "eligible", "ineligible", "finalist"},
    }[deed]

    done = set()
    for other in ["draft", "recorded", "proposed", *factories.SENT]:
        innovation = factories.innovation(other, edition=edition)
        try:
            do(deed, innovation, by)
        except ValidationError:
            innovation.refresh_from_db()
            assert innovation.status == other
        else:
            done.add(str(other))

    assert done == possible


# Propose


def test_staff_propose_a_complete_draft_to_the_coordinator(cast):
    draft = ready("propose")

    proposed = do("propose", draft, cast.staff)

    proposed.refresh_from_db()
    assert (proposed.status, proposed.submitted_at, proposed.submitted_by) == ("proposed", None, None)
    assert list(proposed.revisions.values_list("number", "sent_at")) == [(1, None)]
    assert recorded(draft) == [("propose", cast.staff.pk, NOW, {"status": "proposed"})]
    assert told() == [("Admin lokal Kabupaten Pekalongan", "innovation_proposed")]


def test_an_agency_of_the_province_has_no_coordinator_to_tell(cast):
    draft = ready("propose", agency=cast.provincial_agency)

    do("propose", draft, cast.provincial_staff)

    assert told() == []


@pytest.mark.parametrize("lack", ["category", "start", "section", "words", "village", "evidence"])
def test_a_draft_with_a_gap_is_not_proposed(cast, lack):
    draft = ready("propose")
    answers = draft.working_copy.answers
    section = Section.objects.get(code="novelty")
    {
        "category": lambda: Innovation.objects.update(category=None),
        "start": lambda: Innovation.objects.update(started_on=None),
        "section": lambda: answers.filter(section=section).update(text=" … "),
        "words": lambda: answers.filter(section=section).update(text="kata " * (section.max_words + 1)),
        "village": lambda: Location.objects.all().delete(),
        "evidence": lambda: Evidence.objects.all().delete(),
    }[lack]()

    with refused(ValidationError) as caught:
        do("propose", draft, cast.staff)

    assert len(caught.value.messages) == 1


def test_every_gap_is_named_at_once(cast):
    draft = factories.innovation("draft", edition=factories.edition(), complete=False)

    with refused(ValidationError) as caught:
        do("propose", draft, cast.staff)

    assert len(caught.value.messages) == 2 + Section.objects.count() + 3


def test_a_draft_is_proposed_until_the_last_announced_minute(cast):
    draft = ready("propose")
    closing = draft.edition.registration.closing_moment

    with refused(ValidationError):
        do("propose", draft, cast.staff, at=closing)
    assert do("propose", draft, cast.staff, at=closing - timedelta(seconds=1)).status == "proposed"


# Return to the agency


def test_the_coordinator_gives_a_proposal_back_with_a_note(cast):
    proposed = ready("return_to_agency")

    do("return_to_agency", proposed, cast.coordinator, note="Judul kurang jelas")

    proposed.refresh_from_db()
    assert (proposed.status, proposed.submitted_at) == ("returned", None)
    assert list(
        Correction.objects.values_list("innovation", "note", "due_at", "asked_by", "asked_at", "answered_at")
    ) == [(proposed.pk, "Judul kurang jelas", None, cast.coordinator.pk, NOW, None)]
    assert list(proposed.revisions.values_list("number", "sent_at")) == [(1, None)]
    assert recorded(proposed) == [("return_to_agency", cast.coordinator.pk, NOW, {"status": "returned"})]
    assert told() == [
        ("Staf Puskesmas Karangdadap", "innovation_returned"),
        ("Staf kedua Puskesmas Karangdadap", "innovation_returned"),
    ]


def test_what_the_coordinator_gave_back_is_proposed_again_and_the_note_is_answered(cast):
    returned = factories.innovation("returned", sent=False, edition=factories.edition())

    with refused(ValidationError):
        do("resend", returned, cast.staff)
    do("propose", returned, cast.staff)

    returned.refresh_from_db()
    assert returned.status == "proposed"
    assert list(Correction.objects.values_list("answered_at", flat=True)) == [NOW]


# Submit


def test_the_coordinator_submits_a_proposal(cast):
    proposed = ready("submit")
    summary = proposed.working_copy.answers.get(section__code="summary").text

    do("submit", proposed, cast.coordinator)

    proposed.refresh_from_db()
    assert (proposed.status, proposed.submitted_at, proposed.submitted_by, proposed.public_summary) == (
        "submitted",
        NOW,
        cast.coordinator,
        summary,
    )
    assert list(proposed.revisions.values_list("number", "sent_at")) == [(1, NOW)]
    assert recorded(proposed) == [("submit", cast.coordinator.pk, NOW, {"status": "submitted"})]
    assert told() == [
        ("Staf Puskesmas Karangdadap", "innovation_submitted"),
        ("Staf kedua Puskesmas Karangdadap", "innovation_submitted"),
    ]


def test_an_agency_of_the_province_submits_its_own(cast):
    proposed = ready("submit", agency=cast.provincial_agency)

    with refused(PermissionDenied):
        do("submit", proposed, cast.coordinator)
    assert do("submit", proposed, cast.provincial_staff).submitted_by == cast.provincial_staff


def test_nothing_is_submitted_after_closing_though_it_was_proposed_in_time(cast):
    proposed = ready("submit")

    with refused(ValidationError):
        do("submit", proposed, cast.coordinator, at=proposed.edition.registration.closing_moment)


def test_the_quota_is_counted_on_what_was_sent_and_not_withdrawn(cast):
    edition = factories.edition(quota=3)
    sister = factories.agency("Puskesmas Wiradesa", "33.26")
    factories.innovation("submitted", edition=edition)
    factories.innovation("ineligible", edition=edition, agency=sister)
    third = factories.innovation("returned", edition=edition)
    for agency in (cast.agency, sister):
        factories.innovation("draft", edition=edition, agency=agency)
        factories.innovation("proposed", edition=edition, agency=agency)
    factories.innovation("withdrawn", edition=edition)
    factories.innovation("submitted", edition=edition, agency=cast.other_agency)
    factories.innovation("submitted", edition=edition, agency=factories.agency("PDAM", "33.26", "bumd"))
    fourth = factories.innovation("proposed", edition=edition, agency=sister)

    with refused(ValidationError):
        do("submit", fourth, cast.coordinator)
    do("withdraw", third, cast.staff)
    assert do("submit", fourth, cast.coordinator).status == "submitted"


# Resend


def test_staff_send_a_correction_back(cast):
    returned = ready("resend", due_at=DUE)
    returned.working_copy.answers.filter(section__code="summary").update(text="Ringkasan diperbaiki")
    before = Innovation.objects.values("submitted_at", "submitted_by").get()
    first_sent = returned.revisions.get(number=1).sent_at

    do("resend", returned, cast.staff)

    returned.refresh_from_db()
    assert (returned.status, returned.public_summary) == ("submitted", "Ringkasan diperbaiki")
    assert Innovation.objects.values("submitted_at", "submitted_by").get() == before
    assert list(returned.revisions.values_list("number", "sent_at")) == [(1, first_sent), (2, NOW)]
    assert list(Correction.objects.values_list("answered_at", flat=True)) == [NOW]
    assert recorded(returned) == [("resend", cast.staff.pk, NOW, {"status": "submitted", "revision": 2})]


def test_a_correction_is_sent_until_the_end_of_the_minute_in_which_it_is_due(cast):
    due_at = DUE.replace(second=0, microsecond=0)
    returned = ready("resend", due_at=due_at)
    too_late = due_at + timedelta(minutes=1)

    with refused(ValidationError):
        do("resend", returned, cast.staff, at=too_late)
    assert do("resend", returned, cast.staff, at=too_late - timedelta(microseconds=1)).status == "submitted"


def test_a_correction_with_a_gap_is_not_sent(cast):
    returned = ready("resend")
    returned.working_copy.answers.filter(section__code="results").update(text="")

    with refused(ValidationError):
        do("resend", returned, cast.staff)


def test_a_correction_needs_no_place_in_a_full_quota(cast):
    edition = factories.edition(at_stage="screening", quota=2)
    factories.innovation("submitted", edition=edition)
    returned = factories.innovation("returned", edition=edition)

    assert do("resend", returned, cast.staff).status == "submitted"


# Return for correction


def test_the_bureau_gives_back_for_correction_also_after_registration_closed(cast):
    submitted = ready("return_for_correction")
    texts = list(submitted.last_sent_revision.answers.values_list("section", "text"))

    do("return_for_correction", submitted, cast.bureau, note="SK belum ada")

    submitted.refresh_from_db()
    assert (submitted.status, submitted.is_sent) == ("returned", True)
    assert list(Correction.objects.values_list("note", "due_at", "asked_by", "asked_at", "answered_at")) == [
        ("SK belum ada", DUE, cast.bureau.pk, NOW, None)
    ]
    copy = submitted.working_copy
    assert (copy.number, list(copy.answers.values_list("section", "text"))) == (2, texts)
    assert Location.objects.in_revision(copy).count() == 1
    assert recorded(submitted)[0][:3] == ("return_for_correction", cast.bureau.pk, NOW)
    facts = recorded(submitted)[0][3]
    assert (facts.keys(), facts["status"]) == ({"status", "due_at", "parts"}, "returned")
    assert told() == [
        ("Staf Puskesmas Karangdadap", "innovation_returned"),
        ("Staf kedua Puskesmas Karangdadap", "innovation_returned"),
    ]


@pytest.mark.parametrize("due_at", [NOW, NOW - timedelta(days=1)])
def test_the_time_for_a_correction_lies_ahead(cast, due_at):
    submitted = ready("return_for_correction")

    with refused(ValidationError):
        do("return_for_correction", submitted, cast.bureau, due_at=due_at)


def test_it_may_go_back_and_forth_more_than_once(cast):
    submitted = ready("return_for_correction")

    for _ in range(2):
        do("return_for_correction", submitted, cast.bureau)
        do("resend", submitted, cast.staff)

    assert list(submitted.revisions.values_list("number", flat=True)) == [1, 2, 3]
    assert Correction.objects.filter(answered_at=NOW).count() == 2


# Accept, reject, reconsider


def test_the_bureau_accepts(cast):
    submitted = ready("accept")

    do("accept", submitted, cast.bureau)

    submitted.refresh_from_db()
    assert submitted.status == "eligible"
    assert list(Decision.objects.values_list("innovation", "kind", "reason", "decided_by", "decided_at")) == [
        (submitted.pk, "accepted", "", cast.bureau.pk, NOW)
    ]
    assert recorded(submitted) == [("accept", cast.bureau.pk, NOW, {"status": "eligible"})]
    assert told() == [
        ("Staf Puskesmas Karangdadap", "innovation_accepted"),
        ("Staf kedua Puskesmas Karangdadap", "innovation_accepted"),
    ]


def test_the_bureau_rejects_with_the_reasons_which_are_not_in_the_trail(cast):
    submitted = ready("reject")

    do("reject", submitted, cast.bureau, reason="Baru berjalan tiga bulan")

    submitted.refresh_from_db()
    assert submitted.status == "ineligible"
    assert list(Decision.objects.values_list("kind", "reason", "decided_by", "decided_at")) == [
        ("rejected", "Baru berjalan tiga bulan", cast.bureau.pk, NOW)
    ]
    assert recorded(submitted) == [("reject", cast.bureau.pk, NOW, {"status": "ineligible"})]
    assert {event for _name, event in told()} == {"innovation_rejected"}


def test_an_overdue_correction_is_rejected_and_judged_by_what_was_sent(cast):
    returned = ready("resend", due_at=NOW - timedelta(minutes=1))
    sent_location, sent_evidence = returned.locations.get(), returned.evidence.get()
    copy = returned.working_copy
    sent_location.removed_in = sent_evidence.removed_in = copy
    sent_location.save()
    sent_evidence.save()
    factories.location(returned, copy, place="Balai desa")
    factories.document(returned, copy)

    do("reject", returned, cast.bureau)

    returned.refresh_from_db()
    assert returned.status == "ineligible"
    assert list(returned.revisions.values_list("number", flat=True)) == [1]
    assert list(returned.locations.values_list("pk", "removed_in")) == [(sent_location.pk, None)]
    assert list(returned.evidence.values_list("pk", "removed_in")) == [(sent_evidence.pk, None)]
    assert returned.open_correction is None


def test_a_correction_that_is_not_due_yet_is_not_rejected(cast):
    returned = ready("resend", due_at=DUE)

    with refused(ValidationError):
        do("reject", returned, cast.bureau)


@pytest.mark.parametrize("status", ["eligible", "ineligible"])
def test_the_bureau_opens_the_check_again_with_a_reason(cast, status):
    decided = factories.innovation(status, edition=factories.edition(at_stage="screening"))

    do("reconsider", decided, cast.bureau2, reason="Bukti ditemukan")

    decided.refresh_from_db()
    assert (decided.status, decided.working_copy) == ("submitted", None)
    assert list(decided.decisions.values_list("kind", "reason", "decided_by").order_by("pk"))[1:] == [
        ("reconsidered", "Bukti ditemukan", cast.bureau2.pk)
    ]
    assert recorded(decided) == [("reconsider", cast.bureau2.pk, NOW, {"status": "submitted"})]
    assert do("accept", decided, cast.bureau).status == "eligible"


@pytest.mark.parametrize("deed", ["accept", "reject", "return_for_correction", "reconsider"])
def test_the_check_is_over_once_the_assessment_begins(cast, deed):
    edition = factories.edition(at_stage="proposal")
    innovation = factories.innovation(DEEDS[deed][0], edition=edition)

    with refused(ValidationError):
        do(deed, innovation, cast.bureau)


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if DEEDS[deed][2] == BUREAU])
def test_a_member_of_the_bureau_in_conflict_does_nothing_about_an_innovation(cast, deed):
    factories.post(cast.bureau, "verifier", cast.agency.government, **factories.FORMERLY)

    innovation = ready(deed)

    with refused(PermissionDenied):
        do(deed, innovation, cast.bureau)


# Withdraw, disqualify


@pytest.mark.parametrize("status", ["draft", "proposed", "returned", "submitted", "eligible", "finalist"])
def test_an_agency_withdraws_from_draft_to_finalist(cast, status):
    innovation = factories.innovation(status, edition=factories.edition(at_stage="field"))
    before = (innovation.submitted_at, innovation.submitted_by)

    do("withdraw", innovation, cast.colleague, reason="")

    innovation.refresh_from_db()
    assert innovation.status == "withdrawn"
    assert (innovation.submitted_at, innovation.submitted_by) == before
    assert Decision.objects.filter(kind="withdrawn").values_list("reason", "decided_by").get() == (
        "",
        cast.colleague.pk,
    )
    assert recorded(innovation) == [("withdraw", cast.colleague.pk, NOW, {"status": "withdrawn"})]
    assert told() == []


@pytest.mark.parametrize("status", ["eligible", "finalist"])
def test_nobody_withdraws_and_nobody_is_disqualified_while_the_result_is_being_decided(cast, status):
    edition = factories.edition(at_stage="proposal")
    innovation = factories.innovation(status, edition=edition, frozen_at=NOW)

    with refused(ValidationError):
        do("withdraw", innovation, cast.staff)
    with refused(ValidationError):
        do("disqualify", innovation, cast.bureau)


def test_nobody_withdraws_after_the_last_assessment(cast):
    innovation = factories.innovation("finalist", edition=factories.edition(at_stage="announcement"))

    with refused(ValidationError):
        do("withdraw", innovation, cast.staff)


@pytest.mark.parametrize("status", ["returned", "submitted", "eligible", "ineligible", "finalist"])
def test_the_bureau_disqualifies_with_a_reason(cast, status):
    innovation = factories.innovation(status, edition=factories.edition(at_stage="proposal"))

    do("disqualify", innovation, cast.bureau, reason="Data tidak benar")

    innovation.refresh_from_db()
    assert innovation.status == "disqualified"
    assert Decision.objects.filter(kind="disqualified").values_list("reason", "decided_by").get() == (
        "Data tidak benar",
        cast.bureau.pk,
    )
    assert recorded(innovation) == [("disqualify", cast.bureau.pk, NOW, {"status": "disqualified"})]
    assert {event for _name, event in told()} == {"innovation_disqualified"}


def test_the_awards_of_a_disqualified_innovation_are_revoked_and_it_is_not_public_any_more(cast):
    edition = factories.edition(at_stage="proposal", proposal_tiers=(2, 1))
    desk = edition.stage_of_kind("proposal")
    first, second = factories.scored_entry(desk, 90, 90), factories.scored_entry(desk, 80, 80)
    factories.ranking(desk, "published")
    assert set(Innovation.objects.public()) == {first, second}

    do("disqualify", first, cast.bureau, reason="Data tidak benar")

    assert set(Innovation.objects.public()) == {second}
    assert first.awards.values_list("revoked_at", "reason").get() == (NOW, "Data tidak benar")
