"""The deeds that write a proposal."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from innovations.models import Innovation, Location
from innovations.proposals import drafting
from innovations.proposals.drafting import Basics
from kipp.accounts.models import Agency
from kipp.audit.models import TrailEntry
from tests import factories
from tests.expectations import recorded, refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()
WRONG_PEOPLE = [
    "stranger",
    "coordinator",
    "other_coordinator",
    "provincial_staff",
    "verifier",
    "bureau",
    "auditor",
    "nobody",
]


@pytest.fixture
def edition(cast):
    factories.village("33.26.02.2008")
    return factories.edition(at_stage="registration")


@pytest.fixture
def draft(edition):
    return factories.innovation("draft", edition=edition)


@pytest.fixture
def returned(edition):
    """An innovation that was sent and is being corrected: its second revision is the working copy."""
    return factories.innovation("returned", edition=edition)


def the_writing_deeds(innovation, by, at=NOW):
    """Every deed that writes into an existing innovation, as {name: what does it}."""
    doing = {"by": by, "at": at}
    section = innovation.edition.sections.get(code="summary")
    return {
        "change_basics": lambda: drafting.change_basics(
            innovation, Basics("Judul baru"), save_number=0, **doing
        ),
        "write": lambda: drafting.write(innovation, section, "Teks baru", save_number=0, **doing),
        "add_location": lambda: drafting.add_location(
            innovation, factories.village("33.26.02.2008"), **doing
        ),
        "remove_location": lambda: drafting.remove_location(innovation.locations.first(), **doing),
    }


# Begin


def test_staff_begin_a_draft(cast, edition):
    category = edition.categories.get(code="health")
    basics = Basics("Kampung IVA", category, date(2017, 3, 1))

    made = drafting.begin(edition, cast.agency, basics, by=cast.staff, at=NOW)

    assert Innovation.objects.values().get() == {
        "id": made.pk,
        "edition_id": edition.pk,
        "agency_id": cast.agency.pk,
        "group_id": edition.groups.get(code="umum").pk,
        "category_id": category.pk,
        "title": "Kampung IVA",
        "slug": "kampung-iva",
        "started_on": date(2017, 3, 1),
        "public_summary": "",
        "status": "draft",
        "created_by_id": cast.staff.pk,
        "created_at": NOW,
        "submitted_by_id": None,
        "submitted_at": None,
        "frozen_at": None,
        "trialled_on": None,
        "launched_on": None,
        "save_number": 0,
        "copied_from_id": None,
        "priority": None,
        "covering_letter_id": None,
        "screened_by_id": None,
        "screened_since": None,
        "words": "'iva':2 'kampung':1",
        "is_sample": False,
    }
    assert list(made.revisions.values_list("number", "sent_at")) == [(1, None)]
    assert recorded(made) == [("begin", cast.staff.pk, NOW, {"status": "draft", "edition": 2019})]


def test_a_title_is_enough_to_begin(cast, edition):
    made = drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=NOW)

    assert (made.category, made.started_on) == (None, None)


def test_nobody_else_begins_for_the_agency(cast, edition):
    for who in WRONG_PEOPLE:
        with refused(PermissionDenied):
            drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=getattr(cast, who), at=NOW)


@pytest.mark.parametrize("at_stage", [None, "screening", "closed"])
def test_nothing_is_begun_while_registration_is_not_open(cast, at_stage):
    edition = factories.edition(at_stage=at_stage)

    with refused(ValidationError):
        drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=NOW)


def test_nothing_is_begun_after_the_announced_closing_though_the_stage_still_runs(cast, edition):
    closing = edition.registration.closing_moment

    with refused(ValidationError):
        drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=closing)


def test_an_agency_that_another_took_over_from_begins_nothing(cast, edition):
    today = timezone.localtime(NOW).date()
    Agency.objects.filter(pk=cast.agency.pk).update(successor=cast.other_agency, succeeded_on=today)
    with refused(ValidationError):
        drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=NOW)

    Agency.objects.filter(pk=cast.agency.pk).update(succeeded_on=today + timedelta(days=1))
    assert drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=NOW)


def test_whoever_begins_the_same_title_again_gets_the_draft_begun_first(cast, edition):
    first = drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.staff, at=NOW)

    again = drafting.begin(edition, cast.agency, Basics("KAMPUNG IVA"), by=cast.staff, at=NOW)
    colleague_s = drafting.begin(edition, cast.agency, Basics("Kampung IVA"), by=cast.colleague, at=NOW)

    assert again == first
    assert colleague_s != first
    assert [action for action, *_facts in recorded(first)] == ["begin"]


def test_a_title_that_is_taken_gets_a_slug_with_the_year_and_then_a_number(cast, edition):
    def begin(title):
        # By somebody else each time: the same person would get the draft begun first.
        return drafting.begin(
            edition, cast.agency, Basics(title), by=factories.member("staff", cast.agency), at=NOW
        )

    slugs = [
        begin(title).slug
        for title in [
            "Kampung IVA",
            "Kampung IVA",
            "Kampung  Iva!",
            "Kampung",
            "—",
            "…",
            "x" * 150,
            "x" * 150,
        ]
    ]

    assert slugs == [
        "kampung-iva",
        "kampung-iva-2019",
        "kampung-iva-2019-2",
        "kampung",
        "inovasi",
        "inovasi-2019",
        "x" * 100,
        "x" * 100 + "-2019",
    ]


# Write


def test_staff_change_the_basics(cast, draft):
    category = draft.edition.categories.get(code="gender")

    drafting.change_basics(
        draft,
        Basics("Kursus Samara", category, started_on=date(2018, 2, 1)),
        save_number=0,
        by=cast.staff,
        at=NOW,
    )

    draft.refresh_from_db()
    assert (draft.title, draft.category, draft.started_on) == ("Kursus Samara", category, date(2018, 2, 1))


def test_staff_write_a_section_and_write_it_again(cast, draft):
    section = draft.edition.sections.get(code="novelty")
    before = draft.working_copy.answers.count()

    drafting.write(draft, section, "Baru\nsekali", save_number=0, by=cast.staff, at=NOW)
    drafting.write(draft, section, "Baru lagi", save_number=1, by=cast.colleague, at=NOW)

    answers = draft.working_copy.answers
    assert (answers.get(section=section).text, answers.count()) == ("Baru lagi", before)


def test_gaps_and_too_many_words_may_be_kept(cast, draft):
    section = draft.edition.sections.get(code="novelty")

    drafting.write(draft, section, "kata " * (section.max_words + 1), save_number=0, by=cast.staff, at=NOW)
    drafting.write(draft, section, "", save_number=1, by=cast.staff, at=NOW)

    assert draft.working_copy.answers.get(section=section).text == ""


def test_a_correction_is_written_beside_what_was_sent(cast, returned):
    section = returned.edition.sections.get(code="novelty")
    sent = returned.last_sent_revision.answers.get(section=section).text

    drafting.write(returned, section, "Diperbaiki", save_number=0, by=cast.staff, at=NOW)

    assert [
        revision.answers.get(section=section).text for revision in returned.revisions.order_by("number")
    ] == [sent, "Diperbaiki"]


# Locations


def test_staff_add_villages_with_and_without_a_pin(cast, draft):
    Location.objects.all().delete()
    botosari = factories.village("33.26.02.2008")

    drafting.add_location(draft, botosari, by=cast.staff, at=NOW)
    drafting.add_location(
        draft,
        botosari,
        place="Balai desa",
        pin=(Decimal("-7.153200"), Decimal("109.583100")),
        by=cast.colleague,
        at=NOW,
    )

    assert list(
        draft.locations.values_list("village", "place", "latitude", "longitude", "added_in", "removed_in")
    ) == [
        ("33.26.02.2008", "", None, None, draft.working_copy.pk, None),
        (
            "33.26.02.2008",
            "Balai desa",
            Decimal("-7.153200"),
            Decimal("109.583100"),
            draft.working_copy.pk,
            None,
        ),
    ]


def test_a_place_stands_on_the_list_once(cast, draft):
    known = draft.locations.get()

    with refused(ValidationError):
        drafting.add_location(draft, known.village, by=cast.staff, at=NOW)


def test_a_village_of_the_working_copy_is_taken_off_without_a_trace(cast, draft):
    drafting.remove_location(draft.locations.get(), by=cast.staff, at=NOW)

    assert not draft.locations.exists()


def test_a_village_that_was_sent_stays_with_what_was_sent(cast, returned):
    known = returned.locations.get()

    drafting.remove_location(known, by=cast.staff, at=NOW)

    first, second = returned.revisions.order_by("number")
    assert list(Location.objects.in_revision(first)) == [known]
    assert list(Location.objects.in_revision(second)) == []


def test_a_village_that_was_taken_off_in_a_correction_can_be_added_again(cast, returned):
    known = returned.locations.get()
    drafting.remove_location(known, by=cast.staff, at=NOW)

    added = drafting.add_location(returned, known.village, by=cast.staff, at=NOW)

    first, second = returned.revisions.order_by("number")
    assert list(Location.objects.in_revision(first)) == [known]
    assert list(Location.objects.in_revision(second)) == [added]


# Who and when, the same for each deed


@pytest.mark.parametrize("who", ["staff", "colleague"])
def test_the_agency_s_staff_write_and_leave_no_line_in_the_trail(cast, draft, who):
    before = TrailEntry.objects.count()

    for deed in the_writing_deeds(draft, getattr(cast, who)).values():
        deed()
        draft.locations.exclude(village="33.26.18.2001").delete()

    assert draft.locations.count() == 0
    assert TrailEntry.objects.count() == before


def test_nobody_else_writes(cast, draft):
    for who in WRONG_PEOPLE:
        for deed in the_writing_deeds(draft, getattr(cast, who)).values():
            with refused(PermissionDenied):
                deed()


@pytest.mark.parametrize(
    "status", ["proposed", "submitted", "eligible", "ineligible", "finalist", "withdrawn"]
)
def test_nothing_is_written_once_it_is_out_of_the_agency_s_hands(cast, edition, status):
    closed = factories.innovation(status, edition=edition)

    for deed in the_writing_deeds(closed, cast.staff).values():
        with refused(ValidationError):
            deed()


def test_no_draft_is_written_after_registration_closed(cast, draft):
    closing = draft.edition.registration.closing_moment

    for deed in the_writing_deeds(draft, cast.staff, at=closing).values():
        with refused(ValidationError):
            deed()
    the_writing_deeds(draft, cast.staff, at=closing - timedelta(seconds=1))["write"]()


def test_a_correction_is_written_until_it_is_due_also_after_registration_closed(cast):
    due = NOW + timedelta(hours=1)
    edition = factories.edition(at_stage="screening")
    returned = factories.innovation("returned", edition=edition, due_at=due)
    factories.village("33.26.02.2008")

    too_late = due.replace(second=0, microsecond=0) + timedelta(minutes=1)
    for deed in the_writing_deeds(returned, cast.staff, at=too_late).values():
        with refused(ValidationError):
            deed()
    for deed in the_writing_deeds(returned, cast.staff, at=too_late - timedelta(seconds=1)).values():
        deed()
