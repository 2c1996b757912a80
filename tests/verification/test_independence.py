"""Independence: before one's own sheet is in, nothing tells what another gave; each way out is looked at.

Entries are assessed by two at the desk and visited by two: one of the field has handed in, the other has not.
What he and the desk gave has notes, totals and a moment that occur nowhere else, so a page that tells one of
them is found out, whatever it is for.
"""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from kipp.accounts.models import Notice
from tests import factories
from tests.verification import by_two
from verification.assignments import conflicts
from verification.assignments import deeds as assignments
from verification.models import Assignment, Ranking, Scoresheet
from verification.scoresheets import deeds as scoresheets

pytestmark = pytest.mark.django_db

NOW = timezone.now()
CODES = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")
# Nothing else on any page has these numbers with two places; the notes are words of no other text.
DESK, FIELD = (81, 43, 67, 91, 59), (92, 47, 83, 71, 61)
TOTALS = {"desk": "68.20", "field": "70.80"}
NOTES = {"desk": "bisikan-dari-meja", "field": "bisikan-dari-lapangan"}
HANDED_IN_AT = datetime(2019, 3, 4, 5, 6, tzinfo=timezone.get_default_timezone())
MOMENTS = ("4 Maret 2019", "4 Mar 2019", "05.06", "4 March 2019")


@pytest.fixture
def world(cast):
    """Two entries: `verifier` still writes, `verifier2` has handed in, two others scored the desk."""
    edition = factories.edition(2019, at_stage="field", proposal_tiers=(4, 2), field_tiers=(1,))
    proposal, field = edition.stage_of_kind("proposal"), edition.stage_of_kind("field")
    entries = [
        factories.innovation("finalist", edition=edition, title=f"Inovasi {word}")
        for word in ("Alun", "Bayu")
    ]
    for entry in entries:
        for verifier in (cast.verifier3, cast.verifier4):
            _handed_in(entry, verifier, proposal, DESK, NOTES["desk"])
        factories.sheet(entry, cast.verifier)
        _handed_in(entry, cast.verifier2, field, FIELD, NOTES["field"])
        factories.visit(entry, team=[cast.verifier, cast.verifier2], state="held")
    return entries


def _handed_in(entry, verifier, stage, points, note):
    sheet = factories.submitted_sheet(entry, verifier, points, stage=stage)
    sheet.scores.update(note=note)
    Scoresheet.objects.filter(pk=sheet.pk).update(submitted_at=HANDED_IN_AT)
    return sheet


def own(cast, entry):
    return Scoresheet.objects.get(assignment__verifier=cast.verifier, assignment__innovation=entry)


def pages(cast, entries):
    """Every address at which a verifier reads, or might try to read, something of these entries."""
    entry, sheet = entries[0], own(cast, entries[0])
    others = Scoresheet.objects.filter(assignment__innovation=entry).exclude(pk=sheet.pk)
    field = sheet.assignment.stage
    return [
        reverse("home"),
        reverse("verification_home"),
        f"{reverse('verification_home')}?page=1",
        reverse("notices"),
        reverse("my_conflicts"),
        sheet.get_absolute_url(),
        reverse("sheet_proposal", args=[sheet.uuid]),
        reverse("submit_scoresheet", args=[sheet.uuid]),
        reverse("declare_conflict", args=[sheet.uuid]),
        reverse("decline_task", args=[sheet.uuid]),
        reverse("catalogue"),
        reverse("results"),
        *(visit.get_absolute_url() for visit in entry.visits.all()),
        *(other.get_absolute_url() for other in others),
        *(reverse("sheet_proposal", args=[other.uuid]) for other in others),
        *(reverse("submit_scoresheet", args=[other.uuid]) for other in others),
        # The bureau's, from which an account without the post is turned away.
        reverse("bureau"),
        reverse("audit"),
        reverse("outbox"),
        reverse("assignments", args=[field.pk]),
        reverse("entry_assignments", args=[field.pk, entry.pk]),
        reverse("standings", args=[field.pk]),
        reverse("bureau_visits", args=[field.pk]),
        reverse("bureau_conflicts", args=[2019]),
        reverse("board_export", args=["csv"]),
        reverse("board_export", args=["xlsx"]),
        *(ranking.get_absolute_url() for ranking in Ranking.objects.all()),
    ]


def secrets():
    told = [*NOTES.values(), *MOMENTS]
    for total in TOTALS.values():
        told += [total, total.replace(".", ",")]
    return told


def told_by(client, addresses):
    """Return what those pages tell, as (address, secret)."""
    found = []
    for address in addresses:
        text = client.get(address).getvalue().decode(errors="replace")
        found += [(address, secret) for secret in secrets() if secret in text]
    return found


# Lists, and whatever else can be read


def test_no_page_tells_a_verifier_what_another_gave_before_their_own_is_in(client, cast, world):
    client.force_login(cast.verifier)

    assert told_by(client, pages(cast, world)) == []


def test_the_same_pages_tell_it_once_their_own_is_in(client, cast, world):
    """Otherwise the test before would find nothing anywhere."""
    for entry in world:
        sheet = own(cast, entry)
        sheet.scores.update(points=70, note="")
        scoresheets.submit(sheet, save_number=0, by=cast.verifier, at=NOW)
    client.force_login(cast.verifier)

    told = {secret for _address, secret in told_by(client, pages(cast, world))}

    assert set(NOTES.values()) <= told
    assert {"68.20", "68,20"} & told
    assert {"70.80", "70,80"} & told


@pytest.mark.parametrize("who", ["verifier3", "verifier4"])
def test_who_scored_the_desk_reads_nothing_of_the_field(client, cast, world, who):
    client.force_login(getattr(cast, who))

    told = {secret for _address, secret in told_by(client, pages(cast, world))}

    assert not told & {NOTES["field"], "70.80", "70,80"}


def test_a_verifier_who_came_into_the_bureau_is_told_no_more(client, cast, world):
    factories.move(cast.verifier, "bureau")
    for kind in ("proposal", "field"):
        factories.open_standings(world[0].edition.stage_of_kind(kind))
    client.force_login(cast.verifier)

    # When somebody handed in stands on the bureau's page of the entry, and says nothing of the points.
    told = [
        (address, secret) for address, secret in told_by(client, pages(cast, world)) if secret not in MOMENTS
    ]

    assert told == []


# Order and counts


def shape(text):
    """A page without the tokens of its forms, which differ each time."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", text)


@pytest.mark.parametrize("change", ["points", "notes", "moment", "order", "not checked"])
def test_nothing_on_their_pages_depends_on_what_another_gave(client, cast, world, change):
    """Not a count, not an order, not a length: the pages are the same whatever the others wrote."""
    client.force_login(cast.verifier)
    addresses = [address for address in pages(cast, world) if client.get(address).status_code == 200]
    assert len(addresses) >= 8
    before = {address: shape(client.get(address).text) for address in addresses}

    others = Scoresheet.objects.exclude(assignment__verifier=cast.verifier)
    for turn, sheet in enumerate(others.order_by("pk")):
        if change == "points":
            sheet.scores.update(points=5 + turn)
        if change == "notes":
            sheet.scores.update(note="Sangat panjang " * 40)
        if change == "not checked":
            sheet.scores.update(points=None, could_not_be_checked=True)
            Scoresheet.objects.filter(pk=sheet.pk).update(total=None)
        if change == "moment":
            Scoresheet.objects.filter(pk=sheet.pk).update(submitted_at=NOW - timedelta(days=turn))
        if change == "order":
            Scoresheet.objects.filter(pk=sheet.pk).update(total=99 - turn)

    assert {address: shape(client.get(address).text) for address in addresses} == before


def test_whether_another_has_handed_in_is_not_told_by_the_verifier_s_own_pages(client, cast, world):
    client.force_login(cast.verifier)
    sheet = own(cast, world[0])
    addresses = [reverse("verification_home"), sheet.get_absolute_url(), reverse("home")]
    before = [shape(client.get(address).text) for address in addresses]

    field = Scoresheet.objects.filter(assignment__verifier=cast.verifier2)
    field.update(status="draft", submitted_at=None, total=None, read_revision=None)

    assert [shape(client.get(address).text) for address in addresses] == before


# Notices and mails


def test_no_notice_and_no_mail_tells_points_notes_or_ranks(cast, world):
    """Of every deed that tells somebody something while sheets are written."""
    first, second = world
    sheet = Scoresheet.objects.get(assignment__innovation=first, assignment__verifier=cast.verifier2)
    by_two.reopen(sheet, reason="Tertukar")
    sheet.refresh_from_db()
    scoresheets.submit(sheet, save_number=sheet.save_number, by=cast.verifier2, at=NOW)
    by_two.excuse(own(cast, first).assignment, reason="Sakit")
    field = first.edition.stage_of_kind("field")
    given_back = factories.assignment(second, cast.verifier3, stage=field)
    assignments.decline(given_back, by=cast.verifier3, at=NOW, reason="Sakit")
    in_conflict = factories.assignment(second, cast.verifier4, stage=field)
    assignments.declare_conflict(in_conflict, by=cast.verifier4, at=NOW, kind="kin", reason="Kerabat")
    task = own(cast, second).assignment
    assignments.replace(
        task, factories.verifiers(5)[4], by=cast.bureau, at=NOW, reason="Sakit", letter="800/1"
    )
    voided = Assignment.objects.get(innovation=second, verifier=cast.verifier2, stage__kind="field")
    assignments.void(voided, by=cast.bureau, at=NOW, kind="kin", reason="Kerabat")
    conflicts.declare(second, kind="kin", reason="Kerabat", by=cast.verifier, at=NOW)

    written = [f"{notice.subject}\n{notice.body}" for notice in Notice.objects.all()]
    written += [str(mail.context) + mail.subject + mail.message for mail in Email.objects.all()]

    assert len(set(Notice.objects.values_list("event", flat=True))) >= 7
    assert [text for text in written for secret in secrets() if secret in text] == []


# Exports, and what is kept for machines


def test_the_files_that_the_bureau_takes_away_tell_no_points_while_sheets_are_written(client, cast, world):
    client.force_login(cast.bureau)
    addresses = [
        reverse("board_export", args=["csv"]),
        reverse("board_export", args=["xlsx"]),
        reverse("export_people", args=["xlsx"]),
        reverse("export_agencies", args=["xlsx"]),
    ]

    assert [client.get(address).status_code for address in addresses] == [200] * 4
    assert told_by(client, addresses) == []


def test_no_header_of_an_answer_depends_on_what_another_gave(client, cast, world):
    """Neither a date nor a tag nor a length tells it."""
    client.force_login(cast.verifier)
    sheet = own(cast, world[0])

    response = client.get(sheet.get_absolute_url())

    assert not {"Last-Modified", "ETag", "X-Total", "Server-Timing"} & set(response.headers)
