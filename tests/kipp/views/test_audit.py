"""The trail as the bureau and auditors read it: above all, that it gives no points away too early."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from innovations.editions import deeds as editions
from innovations.models import Conflict
from kipp.audit import trail
from tests import factories
from tests.expectations import everything
from tests.verification import by_two
from verification.results import deeds as publication
from verification.scoresheets import deeds as scoresheets

pytestmark = pytest.mark.django_db

AT = datetime(2019, 8, 7, 3, 15, 9, tzinfo=UTC)
# Points that no other number on the page looks like; their total is 86.60, in Indonesian 86,60.
CODES = ("novelty", "effectiveness", "benefit", "replicability", "sustainability")
POINTS = (97, 93, 89, 83, 71)
SECRETS = ("86,60", " 97, ")


@pytest.fixture
def stage(cast):
    return factories.edition(at_stage="proposal", assessors=1).stage_of_kind("proposal")


def hand_in(stage, verifier, **fields):
    """Hand in a sheet by the deed, and return it."""
    entry = factories.innovation("eligible", edition=stage.edition, **fields)
    sheet = factories.sheet(entry, verifier, POINTS, stage=stage)
    sheet.scores.update(note="Di luar batas nilai")
    return scoresheets.submit(sheet, save_number=sheet.save_number, by=verifier, at=timezone.now())


def read(client, person, **query):
    client.force_login(person)
    return client.get(reverse("audit"), query)


def told(response):
    """Return which of the secrets the page gives away."""
    page = response.content.decode()
    return [secret for secret in SECRETS if secret in page]


def lines(response):
    return [
        (line.entry.number, line.entry.action, line.actor, line.facts, line.is_withheld)
        for line in response.context["lines"]
    ]


# Reading


def test_lines_are_shown_newest_first_with_who_did_what(client, cast):
    trail.record("first", cast.agency, by=cast.bureau, at=AT, government="33.26")
    trail.record("second", cast.staff, by=None, at=AT)

    response = read(client, cast.bureau)

    assert lines(response) == [
        (2, "second", "", {}, False),
        (1, "first", cast.bureau.name, {"government": "33.26"}, False),
    ]
    page = response.content.decode()
    assert "10.15.09" in page  # WIB
    assert f"agency:{cast.agency.pk}" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("bureau", 200),
        ("auditor", 200),
        ("staff", 403),
        ("coordinator", 403),
        ("verifier", 403),
        ("nobody", 403),
    ],
)
def test_the_bureau_and_auditors_read_it_and_nobody_else(client, cast, who, status):
    assert read(client, getattr(cast, who)).status_code == status


def test_a_visitor_is_sent_to_the_sign_in(client, db):
    url = reverse("audit")

    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def test_it_is_only_read(client, cast):
    client.force_login(cast.bureau)
    before = everything()

    assert client.post(reverse("audit")).status_code == 405
    assert client.get(reverse("audit")).status_code == 200
    assert everything() == before


def test_the_lines_of_one_thing_are_found(client, cast):
    trail.record("here", cast.agency, by=cast.bureau, at=AT)
    trail.record("elsewhere", cast.other_agency, by=cast.bureau, at=AT)

    for written in (f"agency:{cast.agency.pk}", f"  agency:{cast.agency.pk} "):
        assert [line[1] for line in lines(read(client, cast.auditor, subject=written))] == ["here"]
    assert lines(read(client, cast.auditor, subject="agency:999999")) == []


@pytest.mark.parametrize(
    "written", ["agency", "agency:", "agency:x", "1", "'; --", "a:1:2", "<b>:1", "a\x00:1"]
)
def test_what_is_no_reference_is_answered_with_a_sentence_and_stays_in_the_field(client, cast, written):
    trail.record("here", cast.agency, by=cast.bureau, at=AT)

    response = read(client, cast.bureau, subject=written)

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (200, {"subject"})
    assert form["subject"].value() == written
    assert "<b>:1" not in response.content.decode()


def test_a_long_trail_is_shown_fifty_at_a_time_with_the_filter_kept(client, cast):
    for _ in range(101):
        trail.record("step", cast.agency, by=cast.bureau, at=AT)
    subject = f"agency:{cast.agency.pk}"

    pages = [read(client, cast.bureau, subject=subject, page=page) for page in (1, 2, 3, 99, "x")]

    numbers = [[line[0] for line in lines(page)] for page in pages]
    assert [(len(shown), shown[0]) for shown in numbers] == [(50, 101), (50, 51), (1, 1), (1, 1), (50, 101)]
    assert f'href="?subject=agency%3A{cast.agency.pk}&amp;page=3"' in pages[1].content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_however_long_it_is(client, cast, stage, number, django_assert_num_queries):
    for verifier in (cast.verifier, cast.verifier2, cast.verifier3)[:number]:
        hand_in(stage, verifier)
    client.force_login(cast.bureau)

    # session, user, posts; count, lines, names, open stages, own sheets due
    with django_assert_num_queries(8):
        client.get(reverse("audit"))


# Points


@pytest.mark.parametrize("who", ["bureau", "auditor"])
def test_points_are_withheld_until_the_standings_of_their_stage_are_open(client, cast, stage, who):
    sheet = hand_in(stage, cast.verifier)
    reader = getattr(cast, who)
    one = f"scoresheet:{sheet.pk}"

    for response in (read(client, reader), read(client, reader, subject=one)):
        assert told(response) == []
        shown = {line[1]: line for line in lines(response)}["submit_sheet"]
        assert shown[2:] == (
            cast.verifier.name,
            {"stage": stage.pk, "innovation": sheet.assignment.innovation_id},
            True,
        )

    publication.open_standings(stage, by=cast.bureau, at=timezone.now())
    for response in (read(client, reader), read(client, reader, subject=one)):
        assert told(response) == list(SECRETS)
        shown = {line[1]: line for line in lines(response)}["submit_sheet"]
        assert shown[3] == {
            "stage": stage.pk,
            "innovation": sheet.assignment.innovation_id,
            "total": "86.60",
            "points": dict(zip(CODES, POINTS, strict=True)),
        }


def test_points_are_withheld_again_once_a_sheet_is_reopened(client, cast, stage):
    hand_in(stage, cast.verifier2)
    sheet = hand_in(stage, cast.verifier)
    publication.open_standings(stage, by=cast.bureau, at=timezone.now())
    assert told(read(client, cast.bureau)) == list(SECRETS)

    by_two.reopen(sheet)

    assert told(read(client, cast.bureau)) == []


def test_an_open_stage_opens_no_other(client, cast, stage):
    entry = hand_in(stage, cast.verifier).assignment.innovation
    publication.open_standings(stage, by=cast.bureau, at=timezone.now())
    ranking = factories.ranking(stage, "published")
    assert ranking.placings.get().innovation == entry
    field = stage.edition.stage_of_kind("field")
    editions.begin_stage(field, by=cast.bureau, at=timezone.now())
    entry.refresh_from_db()
    sheet = factories.sheet(entry, cast.verifier2, 73, stage=field)
    trail.record("submit_sheet", sheet, by=cast.verifier2, at=AT, stage=field.pk, total="73.00")

    response = read(client, cast.bureau)

    assert told(response) == list(SECRETS)
    assert "73,00" not in response.content.decode()


def test_points_of_a_stage_that_is_not_known_are_withheld(client, cast):
    trail.record("submit_sheet", cast.agency, by=None, at=AT, points={"novelty": 97}, total="86.60")
    trail.record("submit_sheet", cast.agency, by=None, at=AT, stage=999_999, total="86.60")

    response = read(client, cast.bureau)

    assert told(response) == []
    assert [line[4] for line in lines(response)] == [True, True]


def test_a_member_of_the_bureau_who_owes_a_sheet_reads_no_points_of_that_entry(client, cast, stage):
    owner_of_both = cast.bureau2
    factories.post(owner_of_both, "verifier", **factories.FORMERLY)
    entry = hand_in(stage, cast.verifier).assignment.innovation
    factories.open_standings(stage)
    assert told(read(client, owner_of_both)) == list(SECRETS)

    factories.sheet(entry, owner_of_both, stage=stage.edition.stage_of_kind("field"))

    assert told(read(client, owner_of_both)) == []
    assert told(read(client, cast.bureau)) == list(SECRETS)


def test_a_member_of_the_bureau_in_conflict_with_an_entry_reads_no_points_of_it(client, cast, stage):
    entry = hand_in(stage, cast.verifier).assignment.innovation
    factories.open_standings(stage)
    Conflict.objects.create(
        user=cast.bureau2,
        innovation=entry,
        kind="kin",
        reason="Ketuanya saudara saya.",
        declared_by=cast.bureau2,
        declared_at=AT,
    )

    assert told(read(client, cast.bureau2)) == []
    assert told(read(client, cast.bureau)) == list(SECRETS)
